package main

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
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
		"exits": exits,
	}})
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
