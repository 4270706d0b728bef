package main

import (
	"errors"
	"fmt"

	vault "github.com/hashicorp/vault/api"
)

// checkClient goes through what programs do with the client: health, mounts, token, secrets, errors.
func checkClient(client *vault.Client) {
	report("reads the health and the seal", checkHealth(client))
	report("looks up its token", checkToken(client))
	report("enables, tunes, lists, moves and disables the engine", checkMounts(client))
	report("writes, reads, lists and deletes", checkLogical(client))
	report("gets errors as the client knows them", checkErrors(client))
	report("is refused without a token and with a wrong one", checkRefused(client))
	report("makes tokens for one scope that end", checkScopeToken(client))
}

func checkHealth(client *vault.Client) error {
	health, err := client.Sys().Health()
	if err != nil {
		return err
	}
	seal, err := client.Sys().SealStatus()
	if err != nil {
		return err
	}
	leader, err := client.Sys().Leader()
	if err != nil {
		return err
	}
	initialized, err := client.Sys().InitStatus()
	return first(
		err,
		same("initialized", health.Initialized && initialized, true),
		same("sealed", health.Sealed || seal.Sealed, false),
		same("standby", health.Standby, false),
		same("leader", leader.HAEnabled, false),
	)
}

func checkToken(client *vault.Client) error {
	self, err := client.Auth().Token().LookupSelf()
	if err != nil {
		return err
	}
	id, err := self.TokenID()
	if err != nil {
		return err
	}
	policies, err := self.TokenPolicies()
	return first(err, same("id", id, client.Token()), same("policies", policies, []string{"root"}))
}

func checkMounts(client *vault.Client) error {
	sys := client.Sys()
	if err := sys.Mount("tenants/one", &vault.MountInput{Type: "kmip", Description: "first"}); err != nil {
		return err
	}
	description := "second"
	if err := sys.TuneMount("tenants/one", vault.MountConfigInput{Description: &description, DefaultLeaseTTL: "60s"}); err != nil {
		return err
	}
	config, err := sys.MountConfig("tenants/one")
	if err != nil {
		return err
	}
	if err := sys.Remount("tenants/one", "tenants/two"); err != nil {
		return err
	}
	mounts, err := sys.ListMounts()
	if err != nil {
		return err
	}
	moved := mounts["tenants/two/"]
	if moved == nil {
		return fmt.Errorf("tenants/two/ is not among the mounts")
	}
	again := sys.Mount("tenants/two", &vault.MountInput{Type: "kmip"})
	return first(
		same("lease", config.DefaultLeaseTTL, 60),
		same("type", moved.Type, "kmip"),
		same("description", moved.Description, "second"),
		refusedWith(again, 400),
		sys.Unmount("tenants/two"),
	)
}

func checkLogical(client *vault.Client) error {
	logical := client.Logical()
	if err := client.Sys().Mount("go", &vault.MountInput{Type: "kmip"}); err != nil {
		return err
	}
	steps := []func() error{
		func() error { _, err := logical.Write("go/scope/go-scope", nil); return err },
		func() error {
			_, err := logical.Write("go/scope/go-scope/role/app", map[string]any{"operation_get": true, "tls_client_ttl": "2h"})
			return err
		},
		func() error {
			role, err := logical.Read("go/scope/go-scope/role/app")
			if err != nil {
				return err
			}
			return first(same("operation_get", role.Data["operation_get"], true), same("tls_client_ttl", role.Data["tls_client_ttl"], 7200))
		},
		func() error {
			roles, err := logical.List("go/scope/go-scope/role")
			if err != nil {
				return err
			}
			return same("keys", roles.Data["keys"], []string{"app"})
		},
		func() error { _, err := logical.Delete("go/scope/go-scope/role/app"); return err },
		func() error {
			roles, err := logical.List("go/scope/go-scope/role")
			return first(err, same("an empty list", roles, nil))
		},
		func() error { _, err := logical.Delete("go/scope/go-scope"); return err },
		func() error { return client.Sys().Unmount("go") },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func checkErrors(client *vault.Client) error {
	logical := client.Logical()
	missing, err := logical.Read("kmip/scope/nowhere/role/nobody")
	if err != nil {
		return err
	}
	_, noScope := logical.Write("kmip/scope/nowhere/role/nobody", map[string]any{"operation_all": true})
	_, noRoute := logical.Write("kmip/nonsense", map[string]any{"a": "b"})
	_, noType := logical.Write("kmip/config", map[string]any{"tls_ca_key_bits": "many"})
	return first(
		same("what is not there", missing, nil),
		refusedWith(noScope, 400),
		refusedWith(noRoute, 404),
		refusedWith(noType, 400),
	)
}

func checkRefused(client *vault.Client) error {
	stranger, err := client.Clone()
	if err != nil {
		return err
	}
	stranger.ClearToken()
	_, without := stranger.Logical().List("kmip/scope")
	stranger.SetToken("hvs.nonsense")
	_, wrong := stranger.Logical().List("kmip/scope")
	return first(refusedWith(without, 403), refusedWith(wrong, 403))
}

func checkScopeToken(client *vault.Client) error {
	logical := client.Logical()
	for _, scope := range []string{"mine", "theirs"} {
		if _, err := logical.Write("kmip/scope/"+scope, nil); err != nil {
			return err
		}
	}
	made, err := client.Auth().Token().Create(&vault.TokenCreateRequest{Policies: []string{"scope:mine"}, TTL: "1h"})
	if err != nil {
		return err
	}
	tenant, err := client.Clone()
	if err != nil {
		return err
	}
	tenant.SetToken(made.Auth.ClientToken)
	_, own := tenant.Logical().Write("kmip/scope/mine/role/app", map[string]any{"operation_all": true})
	_, other := tenant.Logical().Write("kmip/scope/theirs/role/app", map[string]any{"operation_all": true})
	_, config := tenant.Logical().Read("kmip/config")
	ended := tenant.Auth().Token().RevokeSelf("")
	_, after := tenant.Logical().List("kmip/scope")
	for _, scope := range []string{"mine", "theirs"} {
		if _, err := logical.Delete("kmip/scope/" + scope); err != nil {
			return err
		}
	}
	return first(own, refusedWith(other, 403), refusedWith(config, 403), ended, refusedWith(after, 403))
}

// refusedWith fails unless the error is an answer with this status and a sentence (403 has Vault's two words).
func refusedWith(err error, status int) error {
	var answer *vault.ResponseError
	if !errors.As(err, &answer) {
		return fmt.Errorf("got %v, expected status %d", err, status)
	}
	if answer.StatusCode != status || len(answer.Errors) == 0 || answer.Errors[0] == "" {
		return fmt.Errorf("got status %d with %q, expected status %d", answer.StatusCode, answer.Errors, status)
	}
	return nil
}
