// The client of ovh/kmip-go drives a KMIP server; each check prints one line of JSON: name, passed, detail.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/ovh/kmip-go"
	"github.com/ovh/kmip-go/kmipclient"
	"github.com/ovh/kmip-go/payloads"
)

type credential struct {
	Cert string `json:"cert"`
	Key  string `json:"key"`
}

type settings struct {
	Host       string     `json:"host"`
	Port       int        `json:"port"`
	CA         string     `json:"ca"`
	Full       credential `json:"full"`
	Restricted credential `json:"restricted"`
	Stranger   credential `json:"stranger"`
}

var given settings

func connect(who credential, options ...kmipclient.Option) (*kmipclient.Client, error) {
	options = append(options,
		kmipclient.WithRootCAFile(given.CA),
		kmipclient.WithClientCertFiles(who.Cert, who.Key),
		kmipclient.WithServerName("localhost"),
	)
	return kmipclient.Dial(fmt.Sprintf("%s:%d", given.Host, given.Port), options...)
}

func report(name string, err error) {
	detail := ""
	if err != nil {
		detail = err.Error()
	}
	line, _ := json.Marshal(map[string]any{"name": name, "passed": err == nil, "detail": detail})
	fmt.Println(string(line))
}

func main() {
	if err := json.Unmarshal([]byte(os.Args[1]), &given); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	report("agrees on the newest version that both speak", negotiates())
	for _, version := range []kmip.ProtocolVersion{kmip.V1_0, kmip.V1_1, kmip.V1_2, kmip.V1_3, kmip.V1_4} {
		for _, one := range checks {
			if version.ProtocolVersionMinor < one.since {
				continue
			}
			name := fmt.Sprintf("1.%d: %s", version.ProtocolVersionMinor, one.name)
			report(name, at(version, one.run))
		}
	}
}

func at(version kmip.ProtocolVersion, run func(*kmipclient.Client) error) error {
	client, err := connect(given.Full, kmipclient.EnforceVersion(version))
	if err != nil {
		return err
	}
	defer client.Close()
	return run(client)
}

// The server lists 2.1 and 2.0 before the versions of this client.
func negotiates() error {
	client, err := connect(given.Full)
	if err != nil {
		return err
	}
	defer client.Close()
	if client.Version() != kmip.V1_4 {
		return fmt.Errorf("agreed on %v", client.Version())
	}
	answer, err := client.Request(contextOf(), &payloads.DiscoverVersionsRequestPayload{})
	if err != nil {
		return err
	}
	versions := answer.(*payloads.DiscoverVersionsResponsePayload).ProtocolVersion
	if !slices.Contains(versions, kmip.V2_1) || !slices.Contains(versions, kmip.V1_0) {
		return fmt.Errorf("the server lists %v", versions)
	}
	return nil
}

// Nil when the server refuses for this reason.
func refused(err error, reason string) error {
	if err == nil {
		return errors.New("it was not refused")
	}
	if !strings.Contains(err.Error(), fmt.Sprintf("reason=%q", reason)) {
		return fmt.Errorf("refused otherwise: %w", err)
	}
	return nil
}
