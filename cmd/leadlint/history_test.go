package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"leadlint/scanner/history/store"
)

// notedHead is the command noted HEAD KEY FILE: it puts the head and the key of a proof into variables.
func notedHead(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: noted HEAD KEY FILE")
	}
	var p store.Proof
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[2])), &p))
	ts.Setenv(args[0], fmt.Sprintf("%s:%d", p.Head, p.Events))
	ts.Setenv(args[1], p.Keys[len(p.Keys)-1])
}

// altered FILE changes a count in a history, as somebody who drops its triggers could.
func altered(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: altered FILE")
	}
	db, err := sql.Open("sqlite3", "file:"+ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	var guard string
	ts.Check(db.QueryRow("SELECT sql FROM sqlite_schema WHERE name = 'audit_update'").Scan(&guard))
	for _, s := range []string{"DROP TRIGGER audit_update", "UPDATE audit SET breaches = 0", guard} {
		_, err := db.Exec(s)
		ts.Check(err)
	}
}

// TestNoCanaryIsKept audits planted values into a history and looks for them in every
// file of it, also in what is compressed, and in what is said of it and made from it.
func TestNoCanaryIsKept(t *testing.T) {
	dir := t.TempDir()
	for name, content := range canaryFiles() {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	if err := os.Mkdir("kept", 0o700); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) []byte {
		var out bytes.Buffer
		env := environment{stdin: strings.NewReader(""), stdout: &out, stderr: &out, clock: func() time.Time {
			return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
		}, getenv: func(name string) string { return map[string]string{historyVariable: "kept/h.db"}[name] }}
		env.run(context.Background(), args)
		return out.Bytes()
	}
	var said []byte
	for _, args := range [][]string{
		{"audit", "contacts.csv", "contacts.jsonl", "--history", "kept/h.db", "--examples", "50", "-v"},
		{"audit", "contacts.csv", "contacts.jsonl", "--history", "kept/h.db", "--baseline", "last"},
		{"history"}, {"history", "show", "last"}, {"history", "verify"}, {"report", "last", "-v"},
		{"report", "last", "--format", "json"}, {"report", "last", "--format", "html"}, {"compare", "2026-11-22-01", "2026-11-22-02"},
	} {
		out := run(args...)
		if len(out) < 40 {
			t.Errorf("%v says %q", args, out)
		}
		said = append(said, out...)
	}
	entries, err := os.ReadDir("kept")
	if err != nil || len(entries) < 2 {
		t.Fatalf("got %v, %v", entries, err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join("kept", e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		said = append(said, data...)
	}
	if i := bytes.Index(bytes.ToLower(said), []byte(strings.ToLower(canary))); i >= 0 {
		t.Errorf("the planted value is there: …%s…", said[max(0, i-80):min(len(said), i+40)])
	}
	if json := run("report", "last", "--format", "json"); bytes.Contains(json, []byte(`"line": 2`)) && bytes.Contains(json, []byte(`***@`)) {
		t.Error("examples are kept")
	}
}
