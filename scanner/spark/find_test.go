//go:build unix

package spark

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// program writes a shell script that stands for spark-submit.
func program(t *testing.T, script string) string {
	t.Helper()
	home := t.TempDir()
	path := filepath.Join(home, "bin", "spark-submit")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

// banner is how Spark tells its version.
func banner(version string) string {
	return "cat >&2 <<'E'\nWelcome to\n   /___/ .__/\\_,_/_/ /_/\\_\\   version " + version + "\n\nUsing Scala version 2.13.16, OpenJDK 64-Bit Server VM, 17.0.15\nE"
}

func TestFind(t *testing.T) {
	tests := []struct{ name, script, version, want string }{
		{"Spark 4", banner("4.0.1"), "4.0.1", ""},
		{"a build of one's own", banner("3.5.1-amzn-0"), "3.5.1-amzn-0", ""},
		{"too old", banner("3.4.2"), "", "is of Spark 3.4.2, which is too old: expected 3.5 or newer"},
		{"much too old", banner("2.4.8"), "", "too old"},
		{"no Java", "echo 'JAVA_HOME is not set' >&2; exit 1", "", "found no Java: set JAVA_HOME"},
		{"no Java on the path", "echo 'spark-class: line 71: java: command not found' >&2; exit 127", "", "found no Java"},
		{"something else", "echo hello", "", "does not tell a version"},
		{"that fails", "exit 5", "", "could not be run: exit status 5"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := program(t, tt.script)
			home := filepath.Dir(filepath.Dir(path))
			s, err := Find(context.Background(), Options{Env: func(name string) string {
				return map[string]string{"SPARK_HOME": home}[name]
			}})
			var missing *UnavailableError
			switch {
			case tt.want == "" && (err != nil || s.Version != tt.version):
				t.Errorf("got %+v, %v, want version %s", s, err, tt.version)
			case tt.want != "" && (!errors.As(err, &missing) || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestFindNone(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	for name, tt := range map[string]struct {
		opt  Options
		want string
	}{
		"nothing":    {Options{}, "no Apache Spark was found: set SPARK_HOME"},
		"SPARK_HOME": {Options{Env: func(string) string { return "/nowhere" }}, `SPARK_HOME is "/nowhere"`},
		"the flag":   {Options{Submit: "/nowhere/spark-submit"}, `--spark-submit "/nowhere/spark-submit" is no program`},
	} {
		t.Run(name, func(t *testing.T) {
			if tt.opt.Env == nil {
				tt.opt.Env = func(string) string { return "" }
			}
			var missing *UnavailableError
			if _, err := Find(context.Background(), tt.opt); !errors.As(err, &missing) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestWhySparkFailed(t *testing.T) {
	const row = "ada.lovelace@north.example"
	tests := []struct{ name, said, want string }{
		{"the program", "x\norg.apache.spark.SparkException: Subprocess exited with status 3. Error: leadlint: the plan \"plan.bin\" is damaged\n.\n",
			"the program that counts rows ended with status 3: leadlint: the plan \"plan.bin\" is damaged"},
		{"the program, killed", "Subprocess exited with status 137. Error: \n", "ended with status 137"},
		{"not there", "ERROR SparkScriptTransformationExec: /bin/bash: line 1: leadlint: command not found\n", "leadlint: command not found"},
		{"an error of Spark", "[MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION] Malformed records: [" + row + "]\n", "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION"},
		{"no master", "ERROR StandaloneSchedulerBackend: Application has been killed. Reason: All masters are unresponsive! Giving up.\n", "its master does not answer"},
		{"whatever else", "java.lang.NumberFormatException: " + row + "\n", "run again with --spark-log FILE"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := &Spark{program: program(t, "cat >&2 <<'E'\n"+tt.said+"E\nexit 1")}
			err := s.run(context.Background(), t.TempDir(), "audit.sql", nil, func([]byte) error { return nil })
			var failed *FailedError
			if !errors.As(err, &failed) || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), row) {
				t.Errorf("got %v, want %q, and no row", err, tt.want)
			}
		})
	}
}

func TestCancelledRunEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	s := &Spark{program: program(t, "echo started; sleep 60 & sleep 60")}
	err := s.run(ctx, t.TempDir(), "audit.sql", nil, func([]byte) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}
