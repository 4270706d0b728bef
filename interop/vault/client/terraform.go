package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"time"

	"github.com/hashicorp/go-version"
	vault "github.com/hashicorp/vault/api"
)

// checkTerraform makes the calls that the KMIP resources of HashiCorp's Terraform provider make (as of its source of 2026), with
// its client, and looks at the answers as the provider does: what it writes it must read back.
func checkTerraform(client *vault.Client) {
	child, err := childToken(client)
	report("the provider gets a token of its own", err)
	if err != nil {
		return
	}
	t := provider{client: child, mount: "terraform/kmip"}
	report("vault_kmip_secret_backend is created and read", t.createBackend())
	report("named authorities are offered to the provider", t.checkVersion())
	report("vault_kmip_secret_ca_generated is created and read", t.createGenerated())
	report("vault_kmip_secret_ca_imported is created, read and updated", t.createImported())
	report("vault_kmip_secret_listener is created, read and updated", t.createListener())
	report("vault_kmip_secret_scope is created and read", t.createScope())
	report("vault_kmip_secret_role is created, read and updated", t.createRole())
	report("vault_kmip_secret_backend is updated", t.updateBackend())
	report("an authority in use is not deleted", t.deleteInUse())
	report("all of them are deleted", t.deleteAll())
}

// childToken makes the token that the provider works with, unless it is told not to.
func childToken(client *vault.Client) (*vault.Client, error) {
	renewable := false
	made, err := client.Auth().Token().Create(&vault.TokenCreateRequest{
		DisplayName:    "terraform",
		TTL:            "1200s",
		ExplicitMaxTTL: "1200s",
		Renewable:      &renewable,
	})
	if err != nil {
		return nil, err
	}
	child, err := client.Clone()
	if err != nil {
		return nil, err
	}
	child.SetToken(made.Auth.ClientToken)
	return child, nil
}

type provider struct {
	client *vault.Client
	mount  string
}

func (t provider) path(rest string) string {
	return t.mount + "/" + rest
}

var configFields = []string{
	"listen_addrs", "server_hostnames", "server_ips", "tls_ca_key_type", "tls_ca_key_bits", "tls_min_version",
	"default_tls_client_key_type", "default_tls_client_key_bits", "default_tls_client_ttl",
}

func (t provider) createBackend() error {
	input := vault.MountInput{Type: "kmip", Description: "keys", Config: vault.MountConfigInput{DefaultLeaseTTL: "86400"}}
	if err := t.client.Sys().Mount(t.mount, &input); err != nil {
		return err
	}
	return t.writeConfig(map[string]any{
		"listen_addrs":                []string{"127.0.0.1:5696"},
		"server_hostnames":            []string{"localhost"},
		"default_tls_client_key_bits": 256,
		"default_tls_client_ttl":      "86400",
	}, map[string]any{"default_tls_client_key_bits": 256, "default_tls_client_ttl": 86400, "server_hostnames": []string{"localhost"}})
}

func (t provider) updateBackend() error {
	description := "more keys"
	tune := vault.MountConfigInput{DefaultLeaseTTL: "3600s", Description: &description}
	if err := t.client.Sys().TuneMount(t.mount, tune); err != nil {
		return err
	}
	return t.writeConfig(map[string]any{"default_tls_client_ttl": "3600"}, map[string]any{"default_tls_client_ttl": 3600})
}

func (t provider) writeConfig(data, want map[string]any) error {
	if _, err := t.client.Logical().Write(t.path("config"), data); err != nil {
		return err
	}
	return t.readBack("config", configFields, want)
}

// readBack fails when a field that the provider sets from an answer is not in it, or has another value.
func (t provider) readBack(rest string, fields []string, want map[string]any) error {
	secret, err := t.client.Logical().Read(t.path(rest))
	if err != nil {
		return err
	}
	if secret == nil {
		return fmt.Errorf("nothing is read at %s", rest)
	}
	for _, field := range fields {
		if _, ok := secret.Data[field]; !ok {
			return fmt.Errorf("%s has no %s", rest, field)
		}
	}
	for field, value := range want {
		if err := same(field, secret.Data[field], value); err != nil {
			return err
		}
	}
	return nil
}

// checkVersion compares as the provider does before it makes an authority.
func (t provider) checkVersion() error {
	health, err := t.client.Sys().Health()
	if err != nil {
		return err
	}
	answered, err := version.NewVersion(health.Version)
	if err != nil {
		return err
	}
	if answered.LessThan(version.Must(version.NewVersion("2.0.0"))) {
		return fmt.Errorf("version %s is older than 2.0.0", answered)
	}
	return nil
}

// write fails without data in the answer, which the provider reads without asking whether it is there.
func (t provider) write(rest string, data map[string]any) (map[string]any, error) {
	secret, err := t.client.Logical().Write(t.path(rest), data)
	if err != nil {
		return nil, err
	}
	if secret == nil || secret.Data == nil {
		return nil, fmt.Errorf("writing %s is answered without data", rest)
	}
	return secret.Data, nil
}

func (t provider) createGenerated() error {
	data, err := t.write("ca/made/generate", map[string]any{"key_type": "ec", "key_bits": 256, "ttl": 31536000})
	if err != nil {
		return err
	}
	if pemText, _ := data["ca_pem"].(string); pemText == "" {
		return fmt.Errorf("ca_pem is missing: the provider would not know it after the apply")
	}
	return t.readBack("ca/made", []string{"ca_pem"}, map[string]any{"key_type": "ec", "key_bits": 256, "ca_pem": data["ca_pem"]})
}

func (t provider) createImported() error {
	certificate, err := authorityPem()
	if err != nil {
		return err
	}
	data, err := t.write("ca/theirs/import", map[string]any{"ca_pem": certificate, "scope_name": "tf", "role_field": "CN"})
	if err != nil {
		return err
	}
	if err := first(same("scope_name", data["scope_name"], "tf"), same("role_field", data["role_field"], "CN")); err != nil {
		return err
	}
	if data, err = t.write("ca/theirs", map[string]any{"scope_field": "OU", "role_field": "CN"}); err != nil {
		return err
	}
	return first(
		same("scope_field", data["scope_field"], "OU"),
		t.readBack("ca/theirs", nil, map[string]any{"scope_field": "OU", "role_field": "CN", "scope_name": "", "role_name": ""}),
	)
}

func (t provider) createListener() error {
	address, err := freeAddress()
	if err != nil {
		return err
	}
	fields := map[string]any{
		"ca":                    "made",
		"address":               address,
		"also_use_legacy_ca":    false,
		"server_ips":            []string{"127.0.0.1", "::1"},
		"server_hostnames":      []string{"kmip.example.com"},
		"additional_client_cas": []string{"theirs"},
		"tls_cipher_suites":     "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
		"tls_min_version":       "tls12",
		"tls_max_version":       "tls13",
	}
	if err := t.writeListener(fields); err != nil {
		return err
	}
	fields["also_use_legacy_ca"] = true
	fields["tls_min_version"] = "tls13"
	fields["additional_client_cas"] = []string{}
	return t.writeListener(fields)
}

func (t provider) writeListener(fields map[string]any) error {
	if _, err := t.client.Logical().Write(t.path("listener/second"), fields); err != nil {
		return err
	}
	return t.readBack("listener/second", nil, fields)
}

func (t provider) createScope() error {
	if _, err := t.client.Logical().Write(t.path("scope/tf"), map[string]any{"scope": "tf", "force": true}); err != nil {
		return err
	}
	secret, err := t.client.Logical().List(t.path("scope"))
	if err != nil {
		return err
	}
	for _, name := range secret.Data["keys"].([]any) {
		if name == "tf" {
			return nil
		}
	}
	return fmt.Errorf("scope tf is not in %v", secret.Data["keys"])
}

// createRole sends every flag, false ones too, when the role is new, and afterwards those that changed.
func (t provider) createRole() error {
	flags := map[string]any{"tls_client_key_type": "ec", "tls_client_key_bits": 256, "tls_client_ttl": 86400, "ca": "made"}
	for _, operation := range roleOperations {
		flags["operation_"+operation] = operation == "get" || operation == "create_key_pair"
	}
	if _, err := t.client.Logical().Write(t.path("scope/tf/role/app"), flags); err != nil {
		return err
	}
	want := map[string]any{
		"operation_get": true, "tls_client_key_type": "ec", "tls_client_key_bits": 256, "tls_client_ttl": 86400,
	}
	if err := t.readBack("scope/tf/role/app", nil, want); err != nil {
		return err
	}
	changed := map[string]any{"operation_get": false, "operation_locate": true, "tls_client_ttl": 3600}
	if _, err := t.client.Logical().Write(t.path("scope/tf/role/app"), changed); err != nil {
		return err
	}
	return t.readBack("scope/tf/role/app", nil, map[string]any{"operation_get": nil, "operation_locate": true, "tls_client_ttl": 3600})
}

var roleOperations = []string{
	"activate", "add_attribute", "create", "create_key_pair", "decrypt", "delete_attribute", "destroy", "discover_versions",
	"encrypt", "get", "get_attribute_list", "get_attributes", "import", "locate", "mac", "mac_verify", "modify_attribute",
	"query", "register", "rekey", "rekey_key_pair", "revoke", "rng_retrieve", "rng_seed", "sign", "signature_verify",
}

func (t provider) deleteInUse() error {
	_, err := t.client.Logical().Delete(t.path("ca/made"))
	return refusedWith(err, 400)
}

func (t provider) deleteAll() error {
	for _, rest := range []string{"scope/tf/role/app", "scope/tf", "listener/second", "ca/theirs", "ca/made"} {
		if _, err := t.client.Logical().Delete(t.path(rest)); err != nil {
			return fmt.Errorf("deleting %s: %w", rest, err)
		}
	}
	for _, rest := range []string{"ca/made", "listener/second", "scope/tf/role/app"} {
		secret, err := t.client.Logical().Read(t.path(rest))
		if err != nil || secret != nil {
			return fmt.Errorf("%s is still there: %v %v", rest, secret, err)
		}
	}
	return t.client.Sys().Unmount(t.mount)
}

func freeAddress() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer listener.Close()
	return listener.Addr().String(), nil
}

func authorityPem() (string, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return "", err
	}
	template := x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "theirs"},
		NotBefore:             time.Now().Add(-time.Minute),
		NotAfter:              time.Now().Add(time.Hour),
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign,
	}
	certificate, err := x509.CreateCertificate(rand.Reader, &template, &template, &key.PublicKey, key)
	if err != nil {
		return "", err
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate})), nil
}
