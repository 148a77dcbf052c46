package dpv

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"leadlint/reports/internal/specimen"
	"leadlint/reports/view"
	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/rules/law"
	"leadlint/scanner/finding"
)

// terms are the terms of DPV 2.3 that were looked up in the vocabulary: no other may be
// written.
func terms(t *testing.T) map[string]bool {
	t.Helper()
	data, err := os.ReadFile("testdata/terms.txt")
	if err != nil {
		t.Fatal(err)
	}
	prefixes := map[string]string{"dpv": "dpv:", "legal/eu/gdpr": "eu-gdpr:", "pd": "pd:", "risk": "risk:"}
	out := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		extension, names, _ := strings.Cut(line, ": ")
		for _, name := range strings.Fields(names) {
			out[prefixes[extension]+name] = true
		}
	}
	return out
}

func TestTermsExist(t *testing.T) {
	known := terms(t)
	want := func(concepts ...string) {
		t.Helper()
		for _, c := range concepts {
			if c != "" && !known[c] {
				t.Errorf("%s is no term that is known", c)
			}
		}
	}
	for _, c := range categories() {
		want(c)
	}
	contact := facts.NewSchema().Relation("contact")
	for _, v := range contact.Field("special_category").Values {
		c, _ := specialCategory(v)
		want(c)
	}
	for _, v := range contact.Field("legal_basis").Values {
		c, _ := legalBasis(v)
		want(c)
	}
	for _, a := range law.Articles() {
		want(matters(a.Code)...)
		want(rights(a.Code)...)
	}
	for _, s := range rules.Severities() {
		level, ok := severity(string(s))
		if !ok {
			t.Errorf("severity %s has no level", s)
		}
		want(level)
	}
}

var used = regexp.MustCompile(`"((?:dpv|pd|eu-gdpr|risk):[^"]*)"`)

func TestTermsWritten(t *testing.T) {
	known := terms(t)
	direct := true
	r := specimen.Living()
	r.Notices = []finding.Notice{{Name: "a", Direct: &direct}, {Name: "b", Direct: new(bool)}, {Name: "c"}}
	r.Sources = []finding.Source{{Address: "https://www.example.com/team"}}
	for _, r := range []*finding.Report{r, specimen.Incomplete(), specimen.Code(), specimen.Breaching()} {
		var b bytes.Buffer
		if err := Write(&b, r, view.Options{}); err != nil {
			t.Fatal(err)
		}
		for _, m := range used.FindAllStringSubmatch(b.String(), -1) {
			if !known[m[1]] {
				t.Errorf("%s is no term that is known", m[1])
			}
		}
	}
}

func TestCategoriesAreOfFields(t *testing.T) {
	lines := strings.Count(conceptTable, "\n")
	if got := len(categories()); got != lines {
		t.Errorf("%d fields in %d lines: one is there twice or is no line", got, lines)
	}
}

func TestConclusions(t *testing.T) {
	breach := &finding.Finding{Kind: "breach", Outcome: finding.Breach}
	clear := &finding.Finding{Kind: "breach", Outcome: finding.Clear}
	tests := []struct {
		name     string
		f        *finding.Finding
		complete bool
		want     string
	}{
		{"breach", breach, true, violation},
		{"breach of a partial run", breach, false, violation},
		{"proof lacking", &finding.Finding{Kind: "evidence_gap", Outcome: finding.Breach}, true, indeterminate},
		{"not shown", &finding.Finding{Kind: "breach", Outcome: finding.NotShown}, true, indeterminate},
		{"clear", clear, true, compliant},
		{"clear in a partial run", clear, false, indeterminate},
		{"not assessed", &finding.Finding{Kind: "breach", Outcome: finding.NotAssessed}, true, unknown},
	}
	for _, tt := range tests {
		if got := compliance(tt.f, tt.complete); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
	all := func(complete bool, findings ...finding.Finding) string {
		return overall(view.New(&finding.Report{Coverage: finding.Coverage{Complete: complete}, Findings: findings}))
	}
	if got := all(true, *clear); got != compliant {
		t.Errorf("all clear: %s", got)
	}
	for name, got := range map[string]string{
		"all clear in a partial run": all(false, *clear), "some not assessed": all(true, *clear, finding.Finding{Kind: "breach", Outcome: finding.NotAssessed}),
	} {
		if got != indeterminate {
			t.Errorf("%s: %s", name, got)
		}
	}
	if got := all(true, *clear, *breach); got != violation {
		t.Errorf("a breach beside: %s", got)
	}
	if got := all(true); got != unknown {
		t.Errorf("nothing examined: %s", got)
	}
}
