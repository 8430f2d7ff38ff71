// Listens on port 8888 and answers a FIN with a FIN, whatever else comes.
package main

import (
	"io"
	"log"
	"net"
)

func main() {
	listener, err := net.Listen("tcp4", ":8888")
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go func() {
			io.Copy(io.Discard, conn)
			conn.Close()
		}()
	}
}
