package decision_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"leadlint/reports/decision"
	"leadlint/reports/internal/specimen"
	"leadlint/scanner/finding"
)

func TestTitleFitsWhatWasExamined(t *testing.T) {
	input := func(relations ...string) *finding.Report {
		r := &finding.Report{}
		for _, name := range relations {
			r.Inputs = append(r.Inputs, finding.Input{Relation: name})
		}
		return r
	}
	with := func(r *finding.Report, change func(*finding.Report)) *finding.Report {
		change(r)
		return r
	}
	notice := func(r *finding.Report) { r.Notices = []finding.Notice{{Name: "a.html"}} }
	code := func(r *finding.Report) { r.Code = []finding.Code{{Name: "src"}} }
	tests := []struct {
		name   string
		report *finding.Report
		en, fr string
	}{
		{"contacts", input("contact", "contact"), "Audit of lead and contact data", "Audit d'un fichier de prospects et de contacts"},
		{"nothing", input(), "Audit of lead and contact data", "Audit d'un fichier de prospects et de contacts"},
		{"code", with(input("code"), code), "Audit of collection code", "Audit de code de collecte"},
		{"notices", with(input("notice"), notice), "Audit of notices", "Audit de mentions d'information"},
		{"messages", with(input("notice"), func(r *finding.Report) {
			r.Notices = []finding.Notice{{Name: "a.eml", Message: &finding.NoticeMessage{}}}
		}), "Audit of messages", "Audit de messages"},
		{"forms", with(input("form"), func(r *finding.Report) { r.Forms = []finding.Form{{Name: "a"}} }), "Audit of forms", "Audit de formulaires de collecte"},
		{"registers", input("request", "suppression"), "Audit of registers", "Audit de registres"},
		{"pages", with(input(), func(r *finding.Report) { r.Sources = []finding.Source{{Address: "a"}} }), "Audit of web pages", "Audit de pages web"},
		{"contacts and code", with(input("contact", "code"), code), "Audit of contact data and collection code", "Audit d'un fichier de contacts et de code de collecte"},
		{"many kinds", with(with(input("contact", "request", "notice", "code"), code), notice),
			"Audit of contact data, registers and further items", "Audit d'un fichier de contacts, de registres et d'autres pièces"},
		{"titled", with(input("contact"), func(r *finding.Report) { r.Controller.Title = "Leads" }), "Leads", "Leads"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := write(tt.report, "en").Title; got != tt.en {
				t.Errorf("got %q, want %q", got, tt.en)
			}
			if got := write(tt.report, "fr").Title; got != tt.fr {
				t.Errorf("got %q, want %q", got, tt.fr)
			}
		})
	}
}

func TestAPartialRunNeverLooksWhole(t *testing.T) {
	d := write(specimen.Incomplete(), "en")
	if d.Lost == nil || len(d.Lost.Items) != 1 || !strings.Contains(d.Lost.Items[0], "archive.parquet") {
		t.Fatalf("got %+v, want the file that was not read", d.Lost)
	}
	for _, id := range []string{"procedure", "annex-coverage"} {
		if got := within(find(d, id)); !strings.Contains(got, "not read") && !strings.Contains(got, "archive.parquet") {
			t.Errorf("%s does not say that something was not read: %s", id, got)
		}
	}
	if write(specimen.Breaching(), "en").Lost != nil {
		t.Error("a complete run has an alert")
	}
}

func TestWaivedFindingsStayAndAreMarked(t *testing.T) {
	d := write(specimen.Living(), "en")
	if got := find(d, "finding-1"); got == nil || !strings.Contains(within(got), "waived until 31\u00a0March 2026") || !strings.Contains(within(got), "The conclusion stands.") {
		t.Error("the waived finding is not in its place with its mark")
	}
	want := map[string]string{"breaches": "6", "of them waived": "1"}
	for _, k := range d.Key {
		if n, ok := want[k.Term]; ok && flat(k.Text) != n {
			t.Errorf("%s: got %s, want %s", k.Term, flat(k.Text), n)
		}
		delete(want, k.Term)
	}
	if len(want) > 0 {
		t.Errorf("the key lacks %v", want)
	}
	waived := within(find(d, "waived"))
	for _, s := range []string{"head of data", "the records are deleted with the migration of March", "expired", "audits/leadlint-waivers.yaml:12"} {
		if !strings.Contains(waived, s) {
			t.Errorf("the head on waivers does not say %q", s)
		}
	}
	if !strings.Contains(within(find(d, "operative")), "waived until") {
		t.Error("the measure does not say that its finding is waived")
	}
	if find(write(specimen.Breaching(), "en"), "waived") != nil {
		t.Error("there is a head on waivers without any")
	}
}

func TestComparedFindings(t *testing.T) {
	d := write(specimen.Living(), "en")
	got := within(find(d, "compared"))
	for _, s := range []string{
		"1 finding of the earlier audit was not looked at this time", "Put right: examined and fine", "Not looked at this time, so not shown to be put right",
		"Passwords in clear", "1,400,000", "−106,340", "2025-12-01-1", "found again after it had gone",
	} {
		if !strings.Contains(got, s) {
			t.Errorf("the comparison does not say %q:\n%s", s, got)
		}
	}
	if !strings.Contains(within(find(d, "finding-1")), "new since the earlier audit") {
		t.Error("the finding does not say that it is new")
	}
	if find(write(specimen.Breaching(), "en"), "compared") != nil {
		t.Error("there is a comparison without an earlier audit")
	}
}

func TestVisasProveTheAudit(t *testing.T) {
	r := specimen.Living()
	got := within(find(write(r, "fr"), "visas"))
	for _, s := range []string{r.Record.Head, r.Record.Audit, r.Record.Key, r.Inputs[0].SHA256, r.Packs[0].SHA256, "Cabinet Exemple", "délégué à la protection des données"} {
		if !strings.Contains(got, s) {
			t.Errorf("the visas lack %q", s)
		}
	}
}

// TestPlacesOfOneFileShareARow checks that no place is lost where places are gathered.
func TestPlacesOfOneFileShareARow(t *testing.T) {
	tests := []struct {
		name  string
		files []int
		rows  int
		first string
	}{
		{"few", []int{3}, 3, ""},
		{"many in one file", []int{4}, 1, "and 3 more places in this file: lines 2, 3, 4"},
		{"very many in one file", []int{20}, 1, "and 19 more places in this file: lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, …"},
		{"two files", []int{1, 5}, 2, ""},
		{"more files than rows", slices.Repeat([]int{1}, 205), 201, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			table := placesOf(t, tt.files)
			if len(table.Rows) != tt.rows {
				t.Fatalf("got %d rows, want %d", len(table.Rows), tt.rows)
			}
			if sub := table.Rows[0][0].Sub; sub != tt.first {
				t.Errorf("got %q below the first place, want %q", sub, tt.first)
			}
			if last := table.Rows[len(table.Rows)-1][0].Text; tt.rows > 200 && last != "5 more; the JSON report has all" {
				t.Errorf("got %q in the last row", last)
			}
		})
	}
}

// placesOf gives the table of a finding with so many places in each file.
func placesOf(t *testing.T, files []int) *decision.Table {
	t.Helper()
	r := specimen.Code()
	f := &r.Findings[0]
	f.Places = nil
	for i, n := range files {
		for line := 1; line <= n; line++ {
			f.Places = append(f.Places, finding.Place{File: fmt.Sprint("f", i, ".py"), Line: line, Column: 1, Outcome: finding.Breach, Excerpt: "x"})
		}
	}
	r.Findings = r.Findings[:1]
	for _, b := range find(write(r, "en"), "finding-1-case").Blocks {
		if table, ok := b.(*decision.Table); ok {
			return table
		}
	}
	t.Fatal("no table of places")
	return nil
}

// TestEmptyAgesShareARow checks that the table of ages is no longer than what it says.
func TestEmptyAgesShareARow(t *testing.T) {
	tests := []struct {
		name string
		ages []int64
		want string
	}{
		{"none empty", []int64{1, 2, 3}, "0 to 6 months 1; 6 to 12 months 2; 1 year and more 3; No date 7"},
		{"empty ones first and last", []int64{0, 0, 4, 0, 0, 0}, "0 to 12 months 0; 12 to 18 months 4; 18 months and more 0; No date 7"},
		{"one step", []int64{5}, "0 months and more 5; No date 7"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := &finding.Report{Statistics: []finding.Statistics{{Dataset: "a.csv", Records: 20, AgeMonths: tt.ages, Undated: 7, RetentionMonths: 36}}}
			var got []string
			for _, b := range find(write(r, "en"), "dataset-1").Blocks {
				if h, ok := b.(*decision.Histogram); ok {
					for _, row := range h.Figures.Rows {
						got = append(got, row[0].Text+" "+row[1].Text)
					}
				}
			}
			if s := strings.Join(got, "; "); s != tt.want {
				t.Errorf("got %q, want %q", s, tt.want)
			}
		})
	}
}

// TestLimitOfRetentionIsNotOverstated checks what is said of the age of records where the
// steps of the chart do not settle it.
func TestLimitOfRetentionIsNotOverstated(t *testing.T) {
	tests := []struct {
		name  string
		ages  []int64
		limit int
		want  string
	}{
		{"on a step", []int64{1, 2, 3}, 6, "5 records (50%) are older"},
		{"none beyond", []int64{4, 0, 0}, 12, "No dated record is older"},
		{"within a step", []int64{1, 2, 3}, 8, "At least 3 records (30%) are older"},
		{"beyond an open step that is empty", []int64{1, 2, 0}, 60, "No dated record is older"},
		{"beyond an open step", []int64{1, 2, 3}, 60, "do not tell how many records are older"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := &finding.Report{Statistics: []finding.Statistics{{Dataset: "a.csv", Records: 10, AgeMonths: tt.ages, RetentionMonths: tt.limit}}}
			for _, b := range find(write(r, "en"), "dataset-1").Blocks {
				if h, ok := b.(*decision.Histogram); ok && !strings.Contains(h.Text, tt.want) {
					t.Errorf("got %q, want %q", h.Text, tt.want)
				}
			}
		})
	}
}

// TestPagesAreNotDeclared checks that what was seen on a page visited is not said to be
// what the controller declares.
func TestPagesAreNotDeclared(t *testing.T) {
	r := specimen.Breaching()
	f := &r.Findings[0]
	f.Subject = finding.Subject{Relation: "page"}
	f.Counts = finding.Counts{Examined: 1, Breach: 1}
	f.Samples = nil
	r.Findings = r.Findings[:1]
	for lang, want := range map[string]string{"en": "The only page visited is concerned.", "fr": "La seule page visitée est concernée."} {
		said := false
		texts(write(r, lang), func(_, text string) {
			said = said || strings.Contains(text, want)
			if strings.Contains(text, "as a whole") || strings.Contains(text, "dans son ensemble") {
				t.Errorf("%s: %q is said of a page visited", lang, text)
			}
		})
		if !said {
			t.Errorf("%s: %q is not said", lang, want)
		}
	}
}
