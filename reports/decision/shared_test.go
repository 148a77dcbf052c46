package decision_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"leadlint/reports/decision"
	"leadlint/reports/internal/specimen"
	"leadlint/reports/l10n"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// twice gives the first finding of the specimen in two files.
func twice(change func(second *finding.Finding)) *finding.Report {
	r := specimen.Breaching()
	first := r.Findings[0]
	second := first
	second.Subject.Dataset, second.Fingerprint = "other.csv", "v1:other"
	second.Counts.Breach, second.Counts.Examined = 1, 1
	change(&second)
	r.Findings = append([]finding.Finding{first, second}, r.Findings[1:]...)
	return r
}

func results(d *decision.Document) []string {
	var out []string
	d.Walk(func(s *decision.Section, _ int) {
		if s.Role == decision.Result {
			out = append(out, s.ID)
		}
	})
	return out
}

func TestOneRuleInSeveralFilesIsOneSection(t *testing.T) {
	alone := results(write(specimen.Breaching(), "en"))
	r := twice(func(*finding.Finding) {})
	d := write(r, "en")
	if got := results(d); !slices.Equal(got, alone) {
		t.Errorf("got the sections %v, want those of one file, %v", got, alone)
	}
	text := all(d)
	if n := strings.Count(text, r.Findings[0].Law.EN); n != 1 {
		t.Errorf("the law stands there %d times, want once", n)
	}
	for _, s := range []string{r.Findings[0].Subject.Dataset, "other.csv", "The one record examined is concerned."} {
		if !strings.Contains(text, s) {
			t.Errorf("nothing says %q", s)
		}
	}
}

// TestWaiverOfOneFileIsNotThatOfAnother checks that a waiver for one of two files is said
// of that file only.
func TestWaiverOfOneFileIsNotThatOfAnother(t *testing.T) {
	r := twice(func(f *finding.Finding) {
		f.Waived = &finding.Waived{Reason: "closed soon", Owner: "head of data", Expires: "2026-03-31"}
	})
	d := write(r, "en")
	var id string
	d.Walk(func(s *decision.Section, _ int) {
		if s.Role == decision.Result && s.Title == r.Findings[0].Title.EN {
			id = s.ID
		}
	})
	section := find(d, id)
	if meta := flat(section.Blocks[0].(*decision.Paragraph).Runs); strings.Contains(meta, "waived") {
		t.Errorf("the head says of both that they are waived: %s", meta)
	}
	if got := within(find(d, id+"-conclusion")); !strings.Contains(got, "other.csv. ") || !strings.Contains(got, "closed soon") {
		t.Errorf("the conclusion does not say which file the waiver is for: %s", got)
	}
	if got := within(find(d, "operative")); !strings.Contains(got, "other.csv: waived until 31\u00a0March 2026") {
		t.Errorf("the measure does not say which file the waiver is for: %s", got)
	}
}

func TestPrecedentsAreCitedInFullOnce(t *testing.T) {
	r := specimen.Breaching()
	p := finding.Precedent{ID: "X", Authority: "CNIL (FR)", Reference: "SAN-1", Date: "2024-12-05", Sanction: finding.Text{EN: "Fine of EUR 240,000", FR: "Amende"}}
	for i := range r.Findings {
		r.Findings[i].Precedents = []finding.Precedent{p}
	}
	r.Exposure = nil
	got := all(write(r, "en"))
	if n := strings.Count(got, "\n"+"CNIL (FR), SAN-1, 5\u00a0December 2024 – Fine of EUR 240,000\n"); n != 1 {
		t.Errorf("the outcome stands there %d times, want once", n)
	}
	if !strings.Contains(got, "outcome: see A.1") {
		t.Error("no later citation leads to the first")
	}
}

func TestNoMeasureIsNoAcquittal(t *testing.T) {
	none := specimen.Breaching()
	for i := range none.Findings {
		none.Findings[i].Outcome, none.Findings[i].Subject.Dataset = finding.NotAssessed, ""
	}
	partial := specimen.Breaching()
	for i := range partial.Findings {
		partial.Findings[i].Outcome = finding.Clear
	}
	partial.Coverage.Complete = false
	clear := specimen.Breaching()
	clear.Findings = clear.Findings[:1]
	clear.Findings[0].Outcome = finding.Clear
	tests := []struct {
		name, says, not string
		report          *finding.Report
	}{
		{"nothing answered", "neither a breach nor conformity can be concluded", "No measure is called for", none},
		{"partly read", "The audit is incomplete", "neither a breach", partial},
		{"all fine", "No measure is called for", "reserved", clear},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := within(find(write(tt.report, "en"), "measures"))
			if !strings.Contains(got, tt.says) || strings.Contains(got, tt.not) {
				t.Errorf("want %q and not %q in:\n%s", tt.says, tt.not, got)
			}
		})
	}
}

// TestSentencesAreQuotedOnce checks that a sentence which settles several items is named
// by its place from the second on.
func TestSentencesAreQuotedOnce(t *testing.T) {
	at := finding.Passage{Sentence: "You may access and rectify.", Line: 7}
	r := &finding.Report{Notices: []finding.Notice{{Name: "n.html", Items: []finding.NoticeItem{
		{Item: "right_access", State: "present", At: at}, {Item: "right_rectification", State: "present", At: at},
	}}}}
	got := within(find(write(r, "en"), "notice-1"))
	if strings.Count(got, "You may access") != 1 || !strings.Contains(got, "Sentence quoted above (line 7)") {
		t.Errorf("got:\n%s", got)
	}
}

// TestOneOfAKindIsNoChart checks that a chart with a single bar is said in a sentence.
func TestOneOfAKindIsNoChart(t *testing.T) {
	s := finding.Statistics{Dataset: "a.csv", Records: 20,
		SourceTypes:   []finding.Count{{Name: "data_broker", Count: 20}},
		CountryNotice: []finding.CountryNotice{{Country: "FR", Languages: []string{"fr"}, Served: 15, NotServed: 3, Unknown: 2}}}
	section := find(write(&finding.Report{Statistics: []finding.Statistics{s}}, "en"), "dataset-1")
	if len(section.Blocks) != 1 {
		t.Errorf("got %d blocks, want a paragraph alone", len(section.Blocks))
	}
	got := within(section)
	for _, want := range []string{"data broker (100%)", "in a language of their country: 15; only in other languages: 3; not known: 2"} {
		if !strings.Contains(got, want) {
			t.Errorf("nothing says %q:\n%s", want, got)
		}
	}
}

// TestNoColumnOfSentencesWithoutAny checks a report whose quotations were not kept.
func TestNoColumnOfSentencesWithoutAny(t *testing.T) {
	r := &finding.Report{Notices: []finding.Notice{{Name: "n.html", Items: []finding.NoticeItem{{Item: "retention", State: "present"}}}}}
	for _, b := range find(write(r, "en"), "notice-1").Blocks {
		if table, ok := b.(*decision.Table); ok && (len(table.Head) != 2 || len(table.Rows[0]) != 2) {
			t.Errorf("got the columns %v", table.Head)
		}
	}
}

// TestExaminationsAddUp checks that what could not be assessed is counted alike at the
// head, in the chart and by reason.
func TestExaminationsAddUp(t *testing.T) {
	for name, r := range specimens() {
		c := view.New(r)
		d := decision.New(l10n.New("en"), c)
		sum := 0
		for _, b := range find(d, "ask").Blocks {
			table, ok := b.(*decision.Table)
			if !ok || len(table.Head) != 2 || table.Head[1].Text != "Examinations" {
				continue
			}
			for _, row := range table.Rows {
				n, err := strconv.Atoi(row[1].Text)
				if err != nil {
					t.Fatal(err)
				}
				sum += n
			}
		}
		if sum != len(c.NotAssessed) {
			t.Errorf("%s: the reasons count %d examinations, the head %d", name, sum, len(c.NotAssessed))
		}
	}
}
