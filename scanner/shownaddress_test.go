package scanner_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/scanner"
)

// Databases are called by their addresses without user and options, whatever they are
// named for.
func TestAddressesOfDatabasesAsTheyAreShown(t *testing.T) {
	const address = "mysql://reader-of-leads@127.0.0.1:1/crm?ssl-mode=DISABLED"
	const shown = "mysql://127.0.0.1:1/crm"
	file := filepath.Join(t.TempDir(), "leadlint.yaml")
	text := "version: 1\nnow: 2026-01-01\ncontroller: {name: Nord SAS, country: FR}\ndatasets:\n  - {path: \"" + address + "\", table: contacts}\n" +
		"registers:\n  - {relation: suppression, path: \"" + address + "\", table: objections}\nsources:\n  - {from: \"" + address + "\", sample: 5}\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	r := audit(t, scanner.Options{AuditFile: file, Workers: 1})
	got := told(t, r)
	if strings.Contains(got, "reader-of-leads") || strings.Contains(got, "ssl-mode") {
		t.Errorf("the report holds the user or the options:\n%s", got)
	}
	for _, i := range r.Coverage.Issues {
		if i.Severity == "lost" && i.Input != shown {
			t.Errorf("got the input %q, want %q", i.Input, shown)
		}
	}
	if r.Coverage.Complete || !strings.Contains(got, shown) {
		t.Errorf("want an incomplete audit that names %s, got\n%s", shown, got)
	}
	if _, err := scanner.Audit(t.Context(), scanner.Options{Targets: []string{kaspr}, Now: "2026-01-01", Suppress: []string{"postgres://u:hunter2@h/d"}}); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("a database as a list: got %v, want an error without its address", err)
	}
}
