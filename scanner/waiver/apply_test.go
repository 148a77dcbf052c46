package waiver_test

import (
	"fmt"
	"strings"
	"testing"

	"leadlint/rules/calendar"
	"leadlint/scanner/finding"
	"leadlint/scanner/waiver"
)

const (
	printA = "1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	printB = "1:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
)

// report is of two datasets, what is declared, and a folder of code.
func report() *finding.Report {
	on := func(rule, dataset, table string, o finding.Outcome) finding.Finding {
		return finding.Finding{Rule: rule, Kind: "breach", Severity: "high", Outcome: o, Fingerprint: "1:" + strings.Repeat("0", 32),
			Subject: finding.Subject{Relation: "contact", Dataset: dataset, Table: table, Fields: []string{"created_at"}, Columns: []string{"Created"}}}
	}
	ret := on("RET-03", "audits/exports/leads.csv", "", finding.Breach)
	ret.Fingerprint = printA
	code := on("COD-01-DISABLED", "./scraper", "", finding.Breach)
	code.Kind, code.Subject.Relation = "indicator", "code"
	code.Places = []finding.Place{
		{File: "partners/a.py", Outcome: finding.Breach, Fingerprint: printB},
		{File: "main.py", Outcome: finding.Breach}, {File: "tests/b.py", Outcome: finding.Breach, Note: true},
		{File: "open.py", Outcome: finding.NotShown},
	}
	gate := on("BAS-09", "", "", finding.Breach)
	gate.Kind = "gate"
	declared := on("BAS-02", "", "", finding.Breach)
	declared.Subject.Relation = "case"
	waiting := on("RTS-01", "audits/exports/leads.csv", "", finding.NotAssessed)
	waiting.Needs = []string{"send"}
	return &finding.Report{
		Coverage: finding.Coverage{Complete: true},
		Inputs:   []finding.Input{{Name: "audits/exports/leads.csv"}, {Name: "audits/exports/old.csv"}, {Name: "audits/crm.xlsx"}, {Name: "./scraper"}},
		Code:     []finding.Code{{Name: "./scraper"}},
		Findings: []finding.Finding{
			ret, on("RET-03", "audits/crm.xlsx", "Leads", finding.Breach), on("VIS-01", "audits/exports/leads.csv", "", finding.Clear),
			on("NOT-01", "audits/exports/leads.csv", "", finding.NotShown), waiting, code, gate, declared,
		},
	}
}

func scope() waiver.Scope {
	now, err := calendar.Parse("2026-06-15")
	if err != nil {
		panic(err)
	}
	return waiver.Scope{Now: now, Base: "audits", AuditFile: "audits/leadlint.yaml", Whole: true,
		Number: func(id string) string { return strings.TrimSuffix(id, "-DISABLED") }}
}

func TestApply(t *testing.T) {
	tests := []struct {
		name, rule, subject, approved, expires string
		state                                  string
		// waived are the findings marked, by rule and dataset; places counts the places.
		waived string
		places int
	}{
		{"dataset", "RET-03", "dataset: exports/leads.csv", "", "", "active", "RET-03 audits/exports/leads.csv", 0},
		{"dataset as the report has it", "RET-03", "dataset: audits/exports/leads.csv", "", "", "active", "RET-03 audits/exports/leads.csv", 0},
		{"dataset with a dot", "RET-03", "dataset: ./exports/../exports/leads.csv", "", "", "active", "RET-03 audits/exports/leads.csv", 0},
		{"file name alone is another file", "RET-03", "dataset: leads.csv", "", "", "not_examined", "", 0},
		{"pattern of one", "RET-03", "dataset: exports/l*.csv", "", "", "active", "RET-03 audits/exports/leads.csv", 0},
		{"pattern across folders", "RET-03", "dataset: '**/leads.csv'", "", "", "active", "RET-03 audits/exports/leads.csv", 0},
		{"pattern of two", "RET-03", "dataset: exports/*.csv", "", "", "too_broad", "", 0},
		{"table", "RET-03", "table: Leads", "", "", "active", "RET-03 audits/crm.xlsx", 0},
		{"other table", "RET-03", "{dataset: crm.xlsx, table: Old}", "", "", "orphaned", "", 0},
		{"field in two datasets", "RET-03", "field: created_at", "", "", "too_broad", "", 0},
		{"header", "RET-03", "{field: Created, dataset: crm.xlsx}", "", "", "active", "RET-03 audits/crm.xlsx", 0},
		{"field with its relation", "RET-03", "{field: contact.created_at, dataset: crm.xlsx}", "", "", "active", "RET-03 audits/crm.xlsx", 0},
		{"other field", "RET-03", "{field: email, dataset: crm.xlsx}", "", "", "orphaned", "", 0},
		{"fingerprint", "RET-03", "fingerprint: " + printA, "", "", "active", "RET-03 audits/exports/leads.csv", 0},
		{"fingerprint of another rule", "VIS-01", "fingerprint: " + printA, "", "", "orphaned", "", 0},
		{"clear", "VIS-01", "dataset: exports/leads.csv", "", "", "orphaned", "", 0},
		{"not shown", "NOT-01", "dataset: exports/leads.csv", "", "", "not_examined", "", 0},
		{"waits for a register", "RTS-01", "dataset: exports/leads.csv", "", "", "not_examined", "", 0},
		{"not among the inputs", "RET-03", "dataset: gone.csv", "", "", "not_examined", "", 0},
		{"declared", "BAS-02", "dataset: leadlint.yaml", "", "", "active", "BAS-02 ", 0},
		{"gate", "BAS-09", "dataset: leadlint.yaml", "", "", "orphaned", "", 0},
		{"last day", "RET-03", "dataset: crm.xlsx", "2026-01-01", "2026-06-15", "active", "RET-03 audits/crm.xlsx", 0},
		{"day after", "RET-03", "dataset: crm.xlsx", "2026-01-01", "2026-06-14", "expired", "", 0},
		{"first day", "RET-03", "dataset: crm.xlsx", "2026-06-15", "2026-12-01", "active", "RET-03 audits/crm.xlsx", 0},
		{"day before", "RET-03", "dataset: crm.xlsx", "2026-06-16", "2026-12-01", "not_yet_valid", "", 0},
		{"twelve months", "RET-03", "dataset: crm.xlsx", "2026-01-01", "2027-01-01", "active", "RET-03 audits/crm.xlsx", 0},
		{"a day more", "RET-03", "dataset: crm.xlsx", "2026-01-01", "2027-01-02", "too_broad", "", 0},
		{"any rule", "'*'", "dataset: crm.xlsx", "", "", "too_broad", "", 0},
		{"rules by pattern", "RET-*", "dataset: crm.xlsx", "", "", "too_broad", "", 0},
		{"all files of code", "COD-01", "path: '**'", "", "", "too_broad", "", 0},
		{"all of code by catalogue number", "COD-01", "dataset: ./scraper", "", "", "active", "COD-01-DISABLED ./scraper", 3},
		{"all files of a named folder", "COD-01", "{dataset: ./scraper, path: '**'}", "", "", "active", "COD-01-DISABLED ./scraper", 3},
		{"some files", "COD-01", "path: partners/**", "", "", "active", "", 1},
		{"fingerprint of a place", "COD-01-DISABLED", "fingerprint: " + printB, "", "", "active", "", 1},
		{"other files", "COD-01", "path: shops/**", "", "", "orphaned", "", 0},
		{"file not decided", "COD-01", "path: open.py", "", "", "not_examined", "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := report()
			v := waiver.Apply(r, parse(t, file(tt.rule, tt.subject, tt.approved, tt.expires)), scope())
			if v[0].State != tt.state || r.Waivers[0].State != tt.state {
				t.Errorf("state: got %s and %s, want %s", v[0].State, r.Waivers[0].State, tt.state)
			}
			waived, places := marked(r)
			if strings.Join(waived, ",") != tt.waived || places != tt.places {
				t.Errorf("waived: got %q and %d places, want %q and %d", waived, places, tt.waived, tt.places)
			}
		})
	}
}

// marked lists the findings waived, and counts the places.
func marked(r *finding.Report) (waived []string, places int) {
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Waived != nil {
			waived = append(waived, f.Rule+" "+f.Subject.Dataset)
		}
		for _, p := range f.Places {
			if p.Waived != nil {
				places++
			}
		}
	}
	return waived, places
}

// file writes a file of one entry.
func file(rule, subject, approved, expires string) string {
	if approved == "" {
		approved, expires = "2026-01-01", "2026-12-31"
	}
	if !strings.HasPrefix(subject, "{") {
		subject = "{" + subject + "}"
	}
	return fmt.Sprintf("version: 1\nwaivers:\n  - {rule: %s, subject: %s, reason: why, owner: who, approved: %s, expires: %s}\n", rule, subject, approved, expires)
}

func parse(t *testing.T, text string) *waiver.File {
	t.Helper()
	f, err := waiver.Parse("audits/leadlint-waivers.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestOrphansNeedTheWhole: what was not examined whole shows nothing on a waiver.
func TestOrphansNeedTheWhole(t *testing.T) {
	tests := []struct {
		name, rule, subject string
		change              func(*finding.Report, *waiver.Scope)
		want                string
	}{
		{"whole", "VIS-01", "field: created_at", func(*finding.Report, *waiver.Scope) {}, "orphaned"},
		{"targets named, and no dataset", "VIS-01", "field: created_at", func(_ *finding.Report, s *waiver.Scope) { s.Whole = false }, "not_examined"},
		{"targets named, and the dataset", "VIS-01", "dataset: exports/leads.csv", func(_ *finding.Report, s *waiver.Scope) { s.Whole = false }, "orphaned"},
		{"incomplete", "VIS-01", "dataset: exports/leads.csv", func(r *finding.Report, _ *waiver.Scope) { r.Coverage.Complete = false }, "not_examined"},
		{"a change of code", "COD-01", "{dataset: ./scraper, path: shops/**}", func(r *finding.Report, _ *waiver.Scope) { r.Code[0].Diff = &finding.CodeDiff{} }, "not_examined"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, s := report(), scope()
			tt.change(r, &s)
			if got := waiver.Apply(r, parse(t, file(tt.rule, tt.subject, "", "")), s)[0]; got.State != tt.want || (got.Used == nil) != (tt.want == "not_examined") {
				t.Errorf("got %+v, want %s", got, tt.want)
			}
		})
	}
}

// TestPlacesTogether: a finding on code is waived once all its counting places are, by
// the waiver that ends first.
func TestPlacesTogether(t *testing.T) {
	f := parse(t, `version: 1
waivers:
  - {rule: COD-01, subject: {path: partners/**}, reason: one, owner: who, approved: 2026-01-01, expires: 2026-12-31}
  - {rule: COD-01, subject: {path: main.py}, reason: two, owner: who, approved: 2026-01-01, expires: 2026-11-30}
`)
	r := report()
	waiver.Apply(r, f, scope())
	got := r.Findings[5].Waived
	if got == nil || got.Reason != "two" || got.Where != "audits/leadlint-waivers.yaml:4" {
		t.Errorf("got %+v, want the second waiver", got)
	}
	r = report()
	r.Findings[5].Places[1].State = finding.PlaceKnown
	f.Waivers = f.Waivers[:1]
	waiver.Apply(r, f, scope())
	if r.Findings[5].Waived == nil {
		t.Error("the finding is not waived, though its one counting place is")
	}
	r = report()
	for i := range r.Findings[5].Places {
		r.Findings[5].Places[i].Note = true
	}
	waiver.Apply(r, f, scope())
	if r.Findings[5].Waived != nil {
		t.Error("a finding without a counting place is waived by a waiver of one of its places")
	}
}

// TestFirstWaiverCounts: of two that cover the same, the first is named, and neither is
// an orphan.
func TestFirstWaiverCounts(t *testing.T) {
	f := parse(t, `version: 1
waivers:
  - {rule: RET-03, subject: {dataset: crm.xlsx}, reason: over, owner: who, approved: 2026-01-01, expires: 2026-02-01}
  - {rule: RET-03, subject: {dataset: crm.xlsx}, reason: one, owner: who, approved: 2026-01-01, expires: 2026-12-31}
  - {rule: RET-03, subject: {table: Leads}, reason: two, owner: who, approved: 2026-01-01, expires: 2026-11-30}
`)
	r := report()
	waiver.Apply(r, f, scope())
	if w := r.Findings[1].Waived; w == nil || w.Reason != "one" {
		t.Errorf("got %+v, want the second entry, the first that holds", w)
	}
	var states []string
	for _, w := range r.Waivers {
		states = append(states, fmt.Sprintf("%s %d", w.State, w.Findings))
	}
	if got, want := strings.Join(states, ", "), "expired 1, active 1, active 1"; got != want {
		t.Errorf("states: got %s, want %s", got, want)
	}
}
