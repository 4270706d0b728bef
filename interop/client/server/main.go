// A KMIP server of ovh/kmip-go: its own listener, decoder and encoder, which take members in their order and nothing
// else, over a map of objects. It prints its port as one line of JSON.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"os"

	"github.com/ovh/kmip-go/kmipserver"
)

func main() {
	certificate, err := tls.LoadX509KeyPair(os.Args[1], os.Args[2])
	exitOn(err)
	authority, err := os.ReadFile(os.Args[3])
	exitOn(err)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{
		Certificates: []tls.Certificate{certificate},
		ClientAuth:   tls.RequireAndVerifyClientCert,
		ClientCAs:    roots,
	})
	exitOn(err)
	fmt.Printf("{\"port\": %d}\n", listener.Addr().(*net.TCPAddr).Port)
	exitOn(kmipserver.NewServer(listener, routes()).Serve())
}

func exitOn(err error) {
	if err == nil {
		return
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
