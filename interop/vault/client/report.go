package main

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
)

// report prints what became of a check.
func report(name string, err error) {
	detail := ""
	if err != nil {
		detail = err.Error()
	}
	line := map[string]any{"name": name, "passed": err == nil, "detail": detail}
	if encodeErr := json.NewEncoder(os.Stdout).Encode(line); encodeErr != nil {
		fail(encodeErr)
	}
}

// same fails unless two values are the same in JSON, where lists of texts and lists of anything are one.
func same(what string, got, want any) error {
	if reflect.DeepEqual(plain(got), plain(want)) {
		return nil
	}
	return fmt.Errorf("%s is %v, expected %v", what, plain(got), plain(want))
}

func plain(value any) any {
	text, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	var result any
	if err := json.Unmarshal(text, &result); err != nil {
		return err.Error()
	}
	return result
}

// first gives the first error.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
