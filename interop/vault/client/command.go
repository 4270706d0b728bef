package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	vault "github.com/hashicorp/vault/api"
)

// runCommand does what `vault WORDS` does, through the calls that it makes: `write`, `read`, `list`, `delete`, `secrets enable`,
// `secrets list`, `secrets disable`, `token lookup`, `status`. Answers are printed as with -format=json.
func runCommand(client *vault.Client, words []string) error {
	flags, words := split(words)
	if len(words) == 0 {
		return fmt.Errorf("no command")
	}
	command, rest := words[0], words[1:]
	if (command == "secrets" || command == "token") && len(rest) > 0 {
		command, rest = command+" "+rest[0], rest[1:]
	}
	if command == "status" {
		return print(client.Sys().SealStatus())
	}
	if command == "secrets list" {
		return print(client.Sys().ListMounts())
	}
	if command == "token lookup" {
		return print(client.Auth().Token().LookupSelf())
	}
	if len(rest) == 0 {
		return fmt.Errorf("%s needs a path", command)
	}
	return runOnPath(client, command, flags, rest)
}

func runOnPath(client *vault.Client, command string, flags, rest []string) error {
	path := strings.Trim(rest[0], "/")
	data, err := dataOf(rest[1:])
	if err != nil {
		return err
	}
	switch command {
	case "write":
		if len(data) == 0 && !contains(flags, "-f") && !contains(flags, "-force") {
			return fmt.Errorf("must supply data or use -force")
		}
		secret, err := client.Logical().Write(path, data)
		if err == nil && secret == nil {
			fmt.Printf("Success! Data written to: %s\n", path)
			return nil
		}
		return print(secret, err)
	case "read":
		return found(path)(client.Logical().ReadWithData(path, values(data)))
	case "list":
		return found(path)(client.Logical().List(path))
	case "delete":
		_, err := client.Logical().DeleteWithData(path, values(data))
		if err == nil {
			fmt.Printf("Success! Data deleted (if it existed) at: %s\n", path)
		}
		return err
	case "secrets enable":
		kind, mount := path, path
		for _, flag := range flags {
			if name, ok := strings.CutPrefix(flag, "-path="); ok {
				mount = strings.Trim(name, "/")
			}
		}
		err := client.Sys().Mount(mount, &vault.MountInput{Type: kind})
		if err == nil {
			fmt.Printf("Success! Enabled the %s secrets engine at: %s/\n", kind, mount)
		}
		return err
	case "secrets disable":
		return client.Sys().Unmount(path)
	}
	return fmt.Errorf("no command %s", command)
}

func split(words []string) (flags, rest []string) {
	for _, word := range words {
		if strings.HasPrefix(word, "-") {
			flags = append(flags, word)
		} else {
			rest = append(rest, word)
		}
	}
	return flags, rest
}

// dataOf reads name=value; @FILE stands for what is in the file, and a name that comes again for a list.
func dataOf(pairs []string) (map[string]any, error) {
	data := map[string]any{}
	for _, pair := range pairs {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			return nil, fmt.Errorf("%s is no name=value", pair)
		}
		if file, ok := strings.CutPrefix(value, "@"); ok {
			content, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			value = string(content)
		}
		switch before := data[name].(type) {
		case nil:
			data[name] = value
		case []string:
			data[name] = append(before, value)
		case string:
			data[name] = []string{before, value}
		}
	}
	return data, nil
}

func values(data map[string]any) map[string][]string {
	result := map[string][]string{}
	for name, value := range data {
		result[name] = []string{fmt.Sprint(value)}
	}
	return result
}

func found(path string) func(*vault.Secret, error) error {
	return func(secret *vault.Secret, err error) error {
		if err == nil && secret == nil {
			return fmt.Errorf("no value found at %s", path)
		}
		return print(secret, err)
	}
}

func print[Value any](value Value, err error) error {
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(value)
}

func contains(words []string, wanted string) bool {
	for _, word := range words {
		if word == wanted {
			return true
		}
	}
	return false
}
