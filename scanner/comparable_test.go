package scanner_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/scanner"
	"leadlint/scanner/finding"
)

// fingerprinted writes an audit of 40 contacts, of messages to each and of an older list of
// fingerprints of the first ten, and gives its audit file. address writes what a
// fingerprint is made of; clear is an address that stands in the list besides.
func fingerprinted(t *testing.T, address func(i int) string, clear string) string {
	t.Helper()
	dir := t.TempDir()
	contacts, sends := "email,collected_at,country\n", "recipient email,channel,sent_at,purpose\n"
	list := "email_sha256,email,type,channel,recorded_at\n"
	for i := range 40 {
		contacts += fmt.Sprintf("person%d@firm.example,2025-06-01,FR\n", i)
		sends += fmt.Sprintf("person%d@firm.example,email,2025-09-02,prospecting\n", i)
		if i < 10 {
			list += fmt.Sprintf("%x,,objection,all,2025-01-15\n", sha256.Sum256([]byte(address(i))))
		}
	}
	if clear != "" {
		list += "," + clear + ",objection,all,2025-01-15\n"
	} else {
		list = strings.NewReplacer("_sha256,email,", "_sha256,", ",,", ",").Replace(list)
	}
	for name, text := range map[string]string{
		"contacts.csv": contacts, "sends.csv": sends, "list.csv": list,
		"leadlint.yaml": `version: 1
now: 2026-11-22
rules: [own]
datasets: [{path: contacts.csv}]
registers:
  - {relation: send, path: sends.csv}
  - {relation: suppression, path: list.csv}
`,
		"own/pack.yaml": "pack: own\nversion: \"1\"\ntitle: {en: own, fr: own}\n",
		"own/own.yaml":  strings.ReplaceAll(mutual, "none(contact, contact.person == send.person)", "none(suppression, suppression.person == send.person)"),
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "leadlint.yaml")
}

// TestFingerprintsThatMatchNobody: where fingerprints are all that can be compared and
// none is found, nobody is cleared by that, and nobody accused.
func TestFingerprintsThatMatchNobody(t *testing.T) {
	address := func(i int) string { return fmt.Sprintf("person%d@firm.example", i) }
	tests := []struct {
		name    string
		address func(int) string
		clear   string
		// listed (exists) and unlisted (none) are the counts of MIG-04 and OWN-02.
		listed, unlisted finding.Counts
		warned           bool
	}{
		{"of the same addresses", address, "", finding.Counts{Breach: 10, Clear: 30}, finding.Counts{Breach: 30, Clear: 10}, false},
		{"in capitals", func(i int) string { return strings.ToUpper(address(i)) }, "", finding.Counts{NotShown: 40}, finding.Counts{NotShown: 40}, true},
		{"with a salt", func(i int) string { return "pepper" + address(i) }, "", finding.Counts{NotShown: 40}, finding.Counts{NotShown: 40}, true},
		{"beside one of the addresses in clear", func(i int) string { return "pepper" + address(i) }, address(39), finding.Counts{Breach: 1, Clear: 39}, finding.Counts{Breach: 39, Clear: 1}, false},
	}
	for _, tt := range tests {
		for _, memory := range []int64{0, 1} {
			t.Run(fmt.Sprintf("%s, memory %d", tt.name, memory), func(t *testing.T) {
				r := audit(t, scanner.Options{AuditFile: fingerprinted(t, tt.address, tt.clear), Memory: memory, TempDir: t.TempDir(), Workers: 2, Key: []byte("secret")})
				for rule, want := range map[string]finding.Counts{"MIG-04": tt.listed, "OWN-02": tt.unlisted} {
					want.Examined = 40
					got := outcomeOf(t, r, rule)
					got.Persons = 0
					if got != want {
						t.Errorf("%s: got %+v, want %+v", rule, got, want)
					}
				}
				var warned []string
				for _, i := range r.Coverage.Issues {
					if strings.Contains(i.Message.EN, "none of its fingerprints was found") && i.Severity == "warning" {
						warned = append(warned, filepath.Base(i.Input))
					}
				}
				if got := strings.Join(warned, " ") == "contacts.csv sends.csv"; got != tt.warned {
					t.Errorf("got warnings on %v, want them on both tables: %v", warned, tt.warned)
				}
			})
		}
	}
}

// TestMissingDefence: a register that could only speak for persons is not what a rule waits
// for where the one that speaks against them was supplied.
func TestMissingDefence(t *testing.T) {
	file := fingerprinted(t, func(i int) string { return fmt.Sprintf("person%d@firm.example", i) }, "")
	list := filepath.Join(filepath.Dir(file), "list.csv")
	text, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(list, []byte(strings.ReplaceAll(string(text), "2025-01-15", "some day")), 0o600); err != nil {
		t.Fatal(err)
	}
	r := audit(t, scanner.Options{AuditFile: file, Workers: 1})
	if got, want := outcomeOf(t, r, "MIG-04"), (finding.Counts{Examined: 40, NotShown: 10, Clear: 30}); got != want {
		t.Errorf("MIG-04 with undated objections and without preferences: got %+v, want %+v", got, want)
	}
	for _, f := range r.Findings {
		if f.Rule == "MIG-01" && f.Outcome != finding.NotAssessed {
			t.Errorf("MIG-01 without the choices before: got %s, want it not assessed", f.Outcome)
		}
	}
}
