// Connects and closes first: go-connect <address> [local port]. Ends when the peer has closed too;
// with 1 and Go's own words when it could not connect.
package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
)

func main() {
	var dialer net.Dialer
	if len(os.Args) > 2 {
		port, _ := strconv.Atoi(os.Args[2])
		dialer.LocalAddr = &net.TCPAddr{Port: port}
	}
	conn, err := dialer.Dial("tcp", net.JoinHostPort(os.Args[1], "8888"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	conn.(*net.TCPConn).CloseWrite()
	io.Copy(io.Discard, conn)
	conn.Close()
}
