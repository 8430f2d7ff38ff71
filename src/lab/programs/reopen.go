package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"syscall"
	"unsafe"
)

// reopen PORT SERVER connects from that port of 127.0.0.1 to port SERVER, waits until the server
// closes, closes, and connects again from the same port before the millisecond ends.
func main() {
	port, _ := strconv.Atoi(os.Args[1])
	server, _ := strconv.Atoi(os.Args[2])
	to := &syscall.SockaddrInet4{Port: server, Addr: [4]byte{127, 0, 0, 1}}
	uninterrupted()

	first := bound(port)
	must("connect", syscall.Connect(first, to))
	fmt.Println("connected")
	second := bound(port)
	syscall.Read(first, make([]byte, 1)) // 0: the server has closed

	// TSval counts milliseconds of this clock: begin when one begins.
	for began := millisecond(); millisecond() == began; {
	}
	syscall.Close(first)
	must("connect", syscall.Connect(second, to))
	fmt.Println("connected again")
	syscall.Read(second, make([]byte, 1))
}

func bound(port int) int {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, syscall.IPPROTO_TCP)
	must("socket", err)
	must("SO_REUSEADDR", syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1))
	must("bind", syscall.Bind(fd, &syscall.SockaddrInet4{Port: port, Addr: [4]byte{127, 0, 0, 1}}))
	return fd
}

// SCHED_FIFO, so that other programs of a busy machine wait; where it is not allowed, they do not.
func uninterrupted() {
	runtime.LockOSThread()
	priority := int32(1)
	syscall.Syscall(syscall.SYS_SCHED_SETSCHEDULER, 0, 1, uintptr(unsafe.Pointer(&priority)))
}

func millisecond() int64 {
	var now syscall.Timespec
	const monotonic = 1
	syscall.Syscall(syscall.SYS_CLOCK_GETTIME, monotonic, uintptr(unsafe.Pointer(&now)), 0)
	return now.Sec*1000 + now.Nsec/1_000_000
}

func must(call string, err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, call+":", err)
		os.Exit(1)
	}
}
