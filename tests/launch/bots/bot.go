// One request of the dialog API over a plain connection, by Go's own resolver.
package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"strings"
)

const host = "aiopen.etri.re.kr:8000" // of http://aiopen.etri.re.kr:8000/Dialog

func main() {
	connection, err := net.Dial("tcp", host)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	body := `{"access_key":"key","argument":{"method":"open_dialog","name":"Weather","access_method":"internal_data"}}`
	fmt.Fprintf(connection, "POST /Dialog HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s", host, len(body), body)
	answer, err := io.ReadAll(connection)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(strings.Split(string(answer), "\r\n\r\n")[1])
}
