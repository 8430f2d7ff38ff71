package main

import (
	"fmt"
	"os"
	"syscall"
)

func main() {
	// 创建 socket
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, syscall.IPPROTO_TCP)
	if err != nil {
		fmt.Fprintf(os.Stderr, "Error creating socket: %v\n", err)
		return
	}

	// 绑定地址
	addr := syscall.SockaddrInet4{Port: 8888}
	copy(addr.Addr[:], []byte{127, 0, 0, 1}) // localhost

	if err := syscall.Bind(fd, &addr); err != nil {
		fmt.Fprintf(os.Stderr, "Error binding socket: %v\n", err)
		syscall.Close(fd)
		return
	}

	// 开始监听
	if err := syscall.Listen(fd, 1); err != nil {
		fmt.Fprintf(os.Stderr, "Error listening: %v\n", err)
		syscall.Close(fd)
		return
	}

	for {
		// 接受连接
		nfd, _, err := syscall.Accept(fd)
		if err != nil {
			fmt.Fprintf(os.Stderr, "Error accepting connection: %v\n", err)
			syscall.Close(fd)
			return
		}

		// 发送消息
		_, err = syscall.Write(nfd, []byte("hello"))
		if err != nil {
			fmt.Fprintf(os.Stderr, "Error writing to socket: %v\n", err)
		}

		// 关闭连接
		syscall.Close(nfd)
	}
	syscall.Close(fd)
}
