package main

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"go.yaml.in/yaml/v4"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"leadlint": func() {
			env := environment{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, clock: func() time.Time {
				return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
			}}
			os.Exit(env.run(context.Background(), os.Args[1:]))
		},
	})
}

// TestScripts runs the command lines of testdata/script; one behaviour each.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", Cmds: map[string]func(*testscript.TestScript, bool, []string){
		"exits": exits, "step": step, "noted": notedHead, "altered": altered,
	}, Setup: func(e *testscript.Env) error {
		root, err := filepath.Abs("../..")
		e.Setenv("ROOT", root)
		return err
	}})
}

// step OUT FILE KEY... takes the text at a path of keys and numbers out of a YAML file,
// and writes it as a script.
func step(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: step OUT FILE KEY...")
	}
	var at any
	ts.Check(yaml.Unmarshal([]byte(ts.ReadFile(args[1])), &at))
	for _, key := range args[2:] {
		switch node := at.(type) {
		case map[string]any:
			at = node[key]
		case []any:
			n, err := strconv.Atoi(key)
			ts.Check(err)
			if n >= len(node) {
				ts.Fatalf("%s has no %v", args[1], args[2:])
			}
			at = node[n]
		}
	}
	text, ok := at.(string)
	if !ok {
		ts.Fatalf("%s has no text at %v", args[1], args[2:])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text+"\n"), 0o600))
}

// exits CODE ARG... runs leadlint and wants the exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: exits CODE [ARG...]")
	}
	err := ts.Exec("leadlint", args[1:]...)
	got := "0"
	if err != nil {
		got = ts.ReadFile("stderr")
		if code, ok := exitCode(err); ok {
			got = code
		}
	}
	if got != args[0] {
		ts.Fatalf("leadlint %q exits with %s, want %s", args[1:], got, args[0])
	}
}
