package waiver_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/scanner/finding"
	"leadlint/scanner/waiver"
)

// anyFile draws a file of some entries about the report of the tests.
func anyFile(t *rapid.T) *waiver.File {
	var b strings.Builder
	b.WriteString("version: 1\nwaivers:\n")
	for i := range rapid.IntRange(1, 5).Draw(t, "entries") {
		rule := rapid.SampledFrom([]string{"RET-03", "VIS-01", "COD-01", "NOT-01", "BAS-02", "BAS-09", "'*'"}).Draw(t, "rule")
		subject := rapid.SampledFrom([]string{
			"dataset: crm.xlsx", "dataset: exports/leads.csv", "dataset: '*'", "dataset: exports/*.csv", "dataset: leadlint.yaml", "table: Leads", "field: created_at",
			"path: '**'", "path: main.py", "path: partners/**", "fingerprint: '" + printA + "'", "fingerprint: '" + printB + "'",
		}).Draw(t, "subject")
		expires := rapid.SampledFrom([]string{"2026-03-01", "2026-08-01", "2026-12-31", "2028-01-01"}).Draw(t, "expires")
		fmt.Fprintf(&b, "  - {rule: %s, subject: {%s}, reason: r%d, owner: who, approved: 2026-01-01, expires: %s}\n", rule, subject, i, expires)
	}
	f, err := waiver.Parse("audits/leadlint-waivers.yaml", []byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestOnlyMarks: waivers mark what fired and change nothing else of a finding, so that
// a report without the marks is the report without waivers.
func TestOnlyMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := report()
		waiver.Apply(r, anyFile(t), scope())
		for i := range r.Findings {
			f := &r.Findings[i]
			if f.Waived != nil && (f.Outcome != finding.Breach || f.Kind == "gate") {
				t.Fatalf("%s is waived, though it is %s of a %s", f.Rule, f.Outcome, f.Kind)
			}
			if f.Waived != nil && slices.ContainsFunc(f.Places, func(p finding.Place) bool { return p.Counting() }) {
				t.Fatalf("%s is waived, though a place of it counts", f.Rule)
			}
			f.Waived = nil
			for j := range f.Places {
				f.Places[j].Waived = nil
			}
		}
		if want := report().Findings; !reflect.DeepEqual(r.Findings, want) {
			t.Fatalf("findings changed: got %+v, want %+v", r.Findings, want)
		}
	})
}

// TestOrderIsNoMatter: what is waived, and the state of each entry, do not hang on the
// order of the file.
func TestOrderIsNoMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFile(t)
		one, other := report(), report()
		waiver.Apply(one, f, scope())
		turned := *f
		turned.Waivers = slices.Clone(f.Waivers)
		slices.Reverse(turned.Waivers)
		waiver.Apply(other, &turned, scope())
		if got, want := summary(other), summary(one); got != want {
			t.Fatalf("got\n%s\nwant\n%s", got, want)
		}
	})
}

// summary says which findings and places are waived, and the states by reason.
func summary(r *finding.Report) string {
	var b strings.Builder
	for i := range r.Findings {
		fmt.Fprintf(&b, "%d %v", i, r.Findings[i].Waived != nil)
		for _, p := range r.Findings[i].Places {
			fmt.Fprintf(&b, " %v", p.Waived != nil)
		}
		b.WriteByte('\n')
	}
	list := slices.Clone(r.Waivers)
	slices.SortFunc(list, func(x, y finding.Waiver) int { return strings.Compare(x.Terms.Reason, y.Terms.Reason) })
	for _, w := range list {
		fmt.Fprintf(&b, "%s %s %d %d\n", w.Terms.Reason, w.State, w.Findings, w.Places)
	}
	return b.String()
}

// BenchmarkApply holds 200 waivers against 300 findings.
func BenchmarkApply(b *testing.B) {
	var text strings.Builder
	text.WriteString("version: 1\nwaivers:\n")
	for i := range 200 {
		fmt.Fprintf(&text, "  - {rule: RET-03, subject: {dataset: 'exports/%d-*.csv'}, reason: r, owner: o, approved: 2026-01-01, expires: 2026-12-31}\n", i)
	}
	f, err := waiver.Parse("audits/w.yaml", []byte(text.String()))
	if err != nil {
		b.Fatal(err)
	}
	r := report()
	for i := range 300 {
		one := r.Findings[0]
		one.Subject.Dataset = fmt.Sprintf("audits/exports/%d-leads.csv", i)
		r.Findings = append(r.Findings, one)
	}
	for b.Loop() {
		r.Waivers = nil
		waiver.Apply(r, f, scope())
	}
}
