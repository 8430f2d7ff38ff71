// Connects, closes first, waits, connects again: go-twice <address> <wait in ms> [local port].
// Ends with 1 and its own words when the second connection fails.
package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"time"
)

func hold(dialer net.Dialer, address string) {
	conn, err := dialer.Dial("tcp", address)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	conn.(*net.TCPConn).CloseWrite()
	io.Copy(io.Discard, conn) // until the peer's FIN has come
	conn.Close()
}

func main() {
	var dialer net.Dialer
	if len(os.Args) > 3 {
		port, _ := strconv.Atoi(os.Args[3])
		dialer.LocalAddr = &net.TCPAddr{Port: port}
	}
	wait, _ := strconv.Atoi(os.Args[2])
	address := net.JoinHostPort(os.Args[1], "8888")
	hold(dialer, address)
	time.Sleep(time.Duration(wait) * time.Millisecond)
	hold(dialer, address)
}
