package waiver_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"leadlint/rules"
	"leadlint/scanner/waiver"
)

// entry gives a file with one entry, some lines of which are replaced.
func entry(replace ...string) string {
	return strings.NewReplacer(replace...).Replace(`version: 1
waivers:
  - rule: RET-03
    subject: {dataset: leads.csv}
    reason: purge on 1 March
    owner: head of data
    approved: 2026-01-10
    expires: 2026-12-31
`)
}

func TestParse(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"whole", entry(), ""},
		{"no entry", "version: 1\nwaivers:\n", ""},
		{"every key of the subject", entry("{dataset: leads.csv}", `{dataset: "exports/*.csv", table: Leads, field: email, path: "a/**", fingerprint: "1:0123456789abcdef0123456789abcdef"}`), ""},
		{"no reason", entry("    reason: purge on 1 March\n", ""), `w.yaml:3:5: missing key "reason"`},
		{"no owner", entry("    owner: head of data\n", ""), `missing key "owner"`},
		{"no approval", entry("    approved: 2026-01-10\n", ""), `missing key "approved"`},
		{"no end", entry("    expires: 2026-12-31\n", ""), `missing key "expires"`},
		{"no rule", entry("- rule: RET-03\n    subject", "- subject"), `missing key "rule"`},
		{"no subject", entry("    subject: {dataset: leads.csv}\n", ""), `missing key "subject"`},
		{"subject of nothing", entry("{dataset: leads.csv}", "{}"), "w.yaml:4:14: the subject names nothing"},
		{"blank reason", entry("purge on 1 March", `"  "`), "reason: expected the reason"},
		{"blank owner", entry("head of data", `""`), "owner: expected who answers"},
		{"unknown key", entry("owner:", "ownr:"), `unknown key "ownr" in waivers[1]; did you mean "owner"?`},
		{"unknown key of the subject", entry("dataset:", "datset:"), `did you mean "dataset"?`},
		{"no day", entry("2026-12-31", "2026-02-30"), "w.yaml:8:14: expected a date YYYY-MM-DD"},
		{"ends before it begins", entry("2026-12-31", "2026-01-09"), "w.yaml:8:14: expires 2026-01-09 is not after approved 2026-01-10"},
		{"ends as it begins", entry("2026-12-31", "2026-01-10"), "is not after"},
		{"no fingerprint", entry("dataset: leads.csv", "fingerprint: 0123"), "expected a version and 32 hexadecimal digits"},
		{"pattern for a table", entry("dataset: leads.csv", `table: "*"`), "table: expected one name"},
		{"no pattern", entry("dataset: leads.csv", `path: "a[" `), "is no pattern of paths"},
		{"pattern taken back", entry("dataset: leads.csv", `path: "!a"`), "is no pattern of paths"},
		{"version to come", entry("version: 1", "version: 2"), "version 2 is not known"},
		{"another file", "first name,e-mail\nA,a@b.example\n", `missing key "version"; is it the file that was meant?`},
		{"empty", "", "the file is empty"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := waiver.Parse("w.yaml", []byte(tt.text))
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("got %v, want none", err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestRules(t *testing.T) {
	list := []*rules.Rule{
		{ID: "RET-03", Catalogue: "RET-03", Kind: rules.Breach, On: "contact"},
		{ID: "COD-01-DISABLED", Catalogue: "COD-01", Kind: "indicator", On: "code"},
		{ID: "BAS-09", Catalogue: "BAS-09", Kind: rules.Gate, On: "case"},
		{ID: "GOV-09", Catalogue: "GOV-09", Kind: "evidence_gap", On: "waiver"},
	}
	tests := []struct{ rule, want string }{
		{"RET-03", ""}, {"COD-01", ""}, {"COD-01-DISABLED", ""}, {"'*'", ""}, {"RET-*", ""},
		{"RET-30", `there is no rule "RET-30"; did you mean "RET-03"?`},
		{"BAS-09", "cannot be waived"}, {"GOV-09", "cannot be waived"},
		{"'['", "is no rule"},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			f, err := waiver.Parse("w.yaml", []byte(entry("RET-03", tt.rule)))
			if err != nil {
				t.Fatal(err)
			}
			err = f.CheckRules(list)
			if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

// TestDocumentedFile reads the example of the documentation.
func TestDocumentedFile(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join("..", "..", "docs", "waivers.md"))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile("(?s)```yaml\n(version:.*?)```").FindSubmatch(doc)
	if m == nil {
		t.Fatal("docs/waivers.md has no example of a file")
	}
	f, err := waiver.Parse(waiver.Name, m[1])
	if err != nil {
		t.Fatal(err)
	}
	for i := range f.Waivers {
		if e := &f.Waivers[i]; !e.Narrow() || !e.Brief() {
			t.Errorf("the documented waiver of %s is too broad", e.Rule)
		}
	}
}
