// Vault's own Go client against the API of kmipctl, in three ways: `vault WORDS` does what the command of that name does, `client`
// and `terraform` check and print one line of JSON for each check. Address, token and authority come from VAULT_ADDR,
// VAULT_TOKEN and VAULT_CACERT.
package main

import (
	"fmt"
	"os"

	vault "github.com/hashicorp/vault/api"
)

func main() {
	client, err := vault.NewClient(vault.DefaultConfig())
	if err != nil {
		fail(err)
	}
	mode, words := "", []string(nil)
	if len(os.Args) > 1 {
		mode, words = os.Args[1], os.Args[2:]
	}
	switch mode {
	case "vault":
		if err := runCommand(client, words); err != nil {
			fail(err)
		}
	case "client":
		checkClient(client)
	case "terraform":
		checkTerraform(client)
	default:
		fail(fmt.Errorf("usage: vault WORDS | client | terraform"))
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(2)
}
