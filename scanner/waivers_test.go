package scanner_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/scanner"
	"leadlint/scanner/finding"
)

const (
	waivedContacts = "first name,last name,work email,company,source type,visibility\nLéa,Durand,lea.durand@aubrac.example,Aubrac,social_platform,Only me\n"
	waivedAudit    = "version: 1\nnow: 2026-11-22\ncontroller: {country: FR, established_in_eu: %s, offers_in_eu: %s, monitors_in_eu: %s}\ndatasets: [{path: leads.csv}]\n"
	waivedEntry    = "version: 1\nwaivers:\n  - {rule: VIS-01, subject: {dataset: leads.csv}, reason: asked again, owner: head of data, approved: 2026-01-01, expires: 2026-%s}\n"
)

// waivedFolder writes an audit file that declares the three facts of Art. 3 as given,
// with one dataset and a waiver of its one breach.
func waivedFolder(t *testing.T, inScope, expires string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"leads.csv": waivedContacts, "leadlint.yaml": strings.ReplaceAll(waivedAudit, "%s", inScope),
		"leadlint-waivers.yaml": strings.ReplaceAll(waivedEntry, "%s", expires),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "leadlint.yaml")
}

func only(t *testing.T, r *finding.Report, rule string) *finding.Finding {
	t.Helper()
	for i := range r.Findings {
		if r.Findings[i].Rule == rule {
			return &r.Findings[i]
		}
	}
	t.Fatalf("the report has no finding of %s", rule)
	return nil
}

func TestWaivers(t *testing.T) {
	tests := []struct {
		name, inScope, expires string
		state                  string
		found, rule            finding.Outcome
		waived, failed         bool
	}{
		{"holds", "true", "12-31", finding.WaiverActive, finding.Breach, finding.Clear, true, false},
		{"expired", "true", "11-21", finding.WaiverExpired, finding.Breach, finding.Breach, false, true},
		{"the law may not apply", "false", "12-31", finding.WaiverNotExamined, finding.NotShown, finding.Clear, false, false},
		{"the law may not apply, and expired", "false", "11-21", finding.WaiverExpired, finding.NotShown, finding.NotShown, false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := audit(t, scanner.Options{AuditFile: waivedFolder(t, tt.inScope, tt.expires)})
			if len(r.Waivers) != 1 || r.Waivers[0].State != tt.state {
				t.Errorf("waivers: got %+v, want one that is %s", r.Waivers, tt.state)
			}
			f := only(t, r, "VIS-01")
			if f.Outcome != tt.found || (f.Waived != nil) != tt.waived {
				t.Errorf("VIS-01: got %s, waived %v; want %s, %v", f.Outcome, f.Waived, tt.found, tt.waived)
			}
			if got := only(t, r, "GOV-09").Outcome; got != tt.rule {
				t.Errorf("GOV-09: got %s, want %s", got, tt.rule)
			}
			if got := scanner.Failed(r, "high"); got != tt.failed {
				t.Errorf("Failed: got %v, want %v", got, tt.failed)
			}
		})
	}
}

// TestNoWaiversNoRules: rules on waivers are no matter of an audit without any.
func TestNoWaiversNoRules(t *testing.T) {
	path := waivedFolder(t, "true", "12-31")
	if err := os.Remove(filepath.Join(filepath.Dir(path), "leadlint-waivers.yaml")); err != nil {
		t.Fatal(err)
	}
	r := audit(t, scanner.Options{AuditFile: path})
	for i := range r.Findings {
		if strings.HasPrefix(r.Findings[i].Subject.Relation, "waiver") {
			t.Errorf("got a finding of %s", r.Findings[i].Rule)
		}
	}
	for _, s := range r.Relations {
		if s.Relation == "waiver" {
			t.Error("the report speaks of the relation of waivers")
		}
	}
}

// TestFaultyWaivers: a fault in the file is told before anything is audited.
func TestFaultyWaivers(t *testing.T) {
	path := waivedFolder(t, "true", "12-31")
	name := filepath.Join(filepath.Dir(path), "leadlint-waivers.yaml")
	for text, want := range map[string]string{
		strings.ReplaceAll(waivedEntry, "owner", "ownr"):    `did you mean "owner"?`,
		strings.ReplaceAll(waivedEntry, "VIS-01", "VIS-1"):  `there is no rule "VIS-1"`,
		strings.ReplaceAll(waivedEntry, "VIS-01", "BAS-09"): "cannot be waived",
	} {
		if err := os.WriteFile(name, []byte(strings.ReplaceAll(text, "%s", "12-31")), 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := scanner.Audit(t.Context(), scanner.Options{AuditFile: path})
		var config *scanner.ConfigError
		if r != nil || !errors.As(err, &config) || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want a fault with %q", err, want)
		}
	}
}
