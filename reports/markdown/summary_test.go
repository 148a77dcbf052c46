package markdown_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/reports/internal/specimen"
	"leadlint/reports/markdown"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

var update = flag.Bool("update", false, "write the golden files of this package anew")

func summary(t failer, r *finding.Report, lang string) []byte {
	var b bytes.Buffer
	if err := markdown.WriteSummary(&b, r, view.Options{Lang: lang}); err != nil {
		t.Fatalf("%v", err)
	}
	return b.Bytes()
}

// TestSummaryGolden owns the files under testdata.
func TestSummaryGolden(t *testing.T) {
	for name, r := range map[string]*finding.Report{"living": specimen.Living(), "incomplete": specimen.Incomplete(), "code": specimen.Code(), "sampled": specimen.Sampled()} {
		for _, lang := range []string{"en", "fr"} {
			t.Run(name+" "+lang, func(t *testing.T) {
				got, path := summary(t, r, lang), filepath.Join("testdata", name+"."+lang+".md")
				if *update {
					if err := os.WriteFile(path, got, 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(got, want) {
					t.Errorf("%s differs; run with -update and look at what changed. got:\n%s", path, got)
				}
			})
		}
	}
}

// TestSummaryOfAPartialRun: what was not read comes before what was found.
func TestSummaryOfAPartialRun(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		got := string(summary(t, specimen.Incomplete(), lang))
		warning, result := strings.Index(got, "> [!CAUTION]"), strings.Index(got, "archive.parquet")
		if warning < 0 || result < warning || !strings.Contains(got[:result], "INCOMPL") {
			t.Errorf("%s: a partial run looks clean:\n%s", lang, got)
		}
		if strings.Contains(got, "Everything within") || strings.Contains(got, "Tout ce qui") {
			t.Errorf("%s: a partial run is said to be complete:\n%s", lang, got)
		}
	}
}

// TestSummaryIsShort: a summary stays below 60 kB, says what it leaves out, and is one
// table whatever the texts say.
func TestSummaryIsShort(t *testing.T) {
	long := specimen.Large(4000)
	for i := range 900 {
		long.Coverage.Issues = append(long.Coverage.Issues, finding.Issue{Severity: []string{"lost", "warning"}[i%2], Input: strings.Repeat("é|", 200), Message: finding.Text{EN: strings.Repeat("<*", 2000)}})
	}
	long.Coverage.Complete = false
	for name, r := range map[string]*finding.Report{"long": long, "hostile": specimen.Hostile(), "empty": {}, "nil": nil} {
		for _, lang := range []string{"en", "fr"} {
			got := summary(t, r, lang)
			if len(got) > 60_000 {
				t.Errorf("%s %s: %d bytes", name, lang, len(got))
			}
			s := read(t, got)
			checkElements(t, s)
			if len(s.links) > 0 {
				t.Errorf("%s: links to %q", name, s.links)
			}
			if s.elements["table"] > 1 || s.elements["tr"] > 0 && s.elements["td"] != (s.elements["tr"]-1)*s.elements["th"] {
				t.Errorf("%s: not one whole table: %v", name, s.elements)
			}
			if left := bytes.Contains(got, []byte("more are left out")); lang == "en" && left != (name == "long") {
				t.Errorf("%s: something is left out: got %v", name, left)
			}
		}
	}
}

// TestSummaryCounts: findings that are waived or known are counted, not listed.
func TestSummaryCounts(t *testing.T) {
	r := specimen.Living()
	got := string(summary(t, r, "en"))
	for i := range r.Findings {
		f := &r.Findings[i]
		counts, aside := view.Counting(f)
		if listed := strings.Contains(got, "| "+f.Rule+" |"); listed != counts {
			t.Errorf("%s (%s): listed %v, counts %v", f.Rule, aside, listed, counts)
		}
	}
	if !strings.Contains(got, "covered by") {
		t.Errorf("waivers are not counted:\n%s", got)
	}
}

// TestSummaryWhateverTheTextsSay puts arbitrary texts everywhere in a report: the summary
// stays one table without links or foreign elements.
func TestSummaryWhateverTheTextsSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pool := rapid.SliceOfN(hostile(), 3, 12).Draw(t, "texts")
		r, n := specimen.Living(), 0
		kind, outcome := r.Findings[0].Kind, r.Findings[0].Outcome
		specimen.Strings(r, func(string) string { n++; return pool[n%len(pool)] })
		for i := range r.Findings {
			r.Findings[i].Kind, r.Findings[i].Outcome, r.Findings[i].Waived, r.Findings[i].State = kind, outcome, nil, "new"
		}
		got := summary(t, r, "en")
		s := read(t, got)
		checkElements(t, s)
		if len(s.links) > 0 || s.elements["table"] != 1 || s.elements["td"] != len(r.Findings)*s.elements["th"] {
			t.Errorf("%d links, %v for %d findings in\n%s", len(s.links), s.elements, len(r.Findings), got)
		}
	})
}

// TestSummaryWithoutATable: a finding that does not count is no absence of findings, and
// where no rule gave an answer nothing is said to be fine.
func TestSummaryWithoutATable(t *testing.T) {
	known, nothing, clear := specimen.Breaching(), specimen.Breaching(), specimen.Breaching()
	for i := range known.Findings {
		known.Findings[i].State = finding.StateSame
		nothing.Findings[i].Subject.Dataset = ""
		nothing.Findings[i].Outcome, clear.Findings[i].Outcome = finding.NotAssessed, finding.Clear
	}
	for name, tt := range map[string]struct {
		report    *finding.Report
		says, not string
	}{
		"all known":     {known, "No finding counts for the exit code. Left out of the count:", "There is nothing"},
		"no answer":     {nothing, "neither a breach nor conformity", "counts"},
		"found nothing": {clear, "No finding", "Left out of the count"},
	} {
		got := string(summary(t, tt.report, "en"))
		if !strings.Contains(got, tt.says) || strings.Contains(got, tt.not) {
			t.Errorf("%s: want %q and not %q in:\n%s", name, tt.says, tt.not, got)
		}
	}
}
