//go:build unix

package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// realSpark gives the flags of an audit through a real Spark, or skips.
func realSpark(t *testing.T) []string {
	t.Helper()
	master := os.Getenv("LEADLINT_TEST_SPARK")
	if master == "" {
		t.Skip("no Apache Spark to test with: run make test-spark, which starts one, or set LEADLINT_TEST_SPARK to a master's address (local[2] will do) and SPARK_HOME")
	}
	submit := "spark-submit"
	if home := os.Getenv("SPARK_HOME"); home != "" {
		submit = filepath.Join(home, "bin", submit)
	}
	return []string{"--engine", "spark", "--spark-submit", submit, "--spark-master", master, "--spark-conf", "spark.sql.catalogImplementation=in-memory", "--spark-conf", "spark.ui.enabled=false",
		"--spark-conf", "spark.sql.files.maxPartitionBytes=8000", "--spark-conf", "spark.sql.files.openCostInBytes=1"}
}

// counter writes the program that counts: this one, behind lines of shell.
func counter(t *testing.T, lines string) string {
	t.Helper()
	dir := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	in, err := os.Open(self)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	// Under the name leadlint it is the command, see TestMain.
	out, err := os.OpenFile(filepath.Join(dir, "leadlint"), os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "counter")
	if err := os.WriteFile(path, []byte("#!/bin/sh\nDIR="+dir+"\n"+lines+"\nexec $DIR/leadlint \"$@\"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAuditThroughSpark(t *testing.T) {
	flags := realSpark(t)
	const target = "../../fixtures/spark/contacts.parquet"
	code, plain, said := runIn("audit", target, "--now", "2026-11-22", "--quiet", "--format", "csv")
	if code != exitFindings {
		t.Fatalf("without Spark: exit code %d, %s", code, said)
	}
	tests := []struct {
		name, before string
		cluster      bool // wants executors apart from the driver
		code         int
	}{
		{name: "whole", code: exitFindings},
		{name: "a program that is killed once", cluster: true, before: "mkdir $DIR/once 2>/dev/null && kill -9 $$", code: exitFindings},
		{name: "an executor that is killed", cluster: true, code: exitFindings,
			before: "if mkdir $DIR/once 2>/dev/null; then p=$PPID; while [ \"$(cat /proc/$p/comm)\" != java ]; do p=$(awk '{print $4}' /proc/$p/stat); done; kill -9 $p; fi"},
		{name: "a program that is always killed", before: "kill -9 $$", code: exitIncomplete},
		{name: "a program that fails", before: "cat > /dev/null; echo 'leadlint: out of order' >&2; exit 3", code: exitIncomplete},
		{name: "a program that leaves its rows", before: "head -c 10 > /dev/null; exit 0", code: exitIncomplete},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.cluster && strings.HasPrefix(os.Getenv("LEADLINT_TEST_SPARK"), "local") {
				t.Skip("wants a cluster, whose executors are not the driver: make test-spark starts one")
			}
			args := append([]string{"audit", target, "--now", "2026-11-22", "--quiet", "--fail-on", "high", "--format", "csv", "--spark-worker", counter(t, tt.before)}, flags...)
			code, got, said := runIn(args...)
			if code != tt.code {
				t.Fatalf("exit code %d, want %d: %s", code, tt.code, said)
			}
			if whole := got == plain; whole != (tt.code == exitFindings) {
				t.Errorf("the findings are those without Spark: %v\n%s", whole, got)
			}
			if strings.Contains(said+got, "@veltana.example") && !strings.Contains(plain, "@veltana.example") {
				t.Errorf("a row is quoted: %s", said)
			}
		})
	}
}
