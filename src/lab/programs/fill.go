// fill <ports> <connections>…: for each number, connects until so many connections have been made,
// spread over servers of its own on that many ports of 127.0.0.1, each closed by the client first;
// prints it, and waits for a line of input. Every connection leaves one TIME_WAIT.
package main

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"strconv"
	"sync"
)

const firstPort = 900 // below the ports that the kernel chooses from

const workers = 16

func serve(port int) {
	listener, err := net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		log.Fatal(err)
	}
	go func() {
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
	}()
}

func connect(port int) {
	conn, err := net.Dial("tcp4", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		log.Fatal(err)
	}
	conn.(*net.TCPConn).CloseWrite()
	io.Copy(io.Discard, conn)
	conn.Close()
}

func main() {
	ports, _ := strconv.Atoi(os.Args[1])
	for i := 0; i < ports; i++ {
		serve(firstPort + i)
	}
	made := 0
	input := bufio.NewReader(os.Stdin)
	for _, arg := range os.Args[2:] {
		wanted, _ := strconv.Atoi(arg)
		todo := make(chan int)
		var done sync.WaitGroup
		for i := 0; i < workers; i++ {
			done.Add(1)
			go func() {
				for n := range todo {
					connect(firstPort + n%ports)
				}
				done.Done()
			}()
		}
		for ; made < wanted; made++ {
			todo <- made
		}
		close(todo)
		done.Wait()
		fmt.Println(made)
		input.ReadString('\n')
	}
}
