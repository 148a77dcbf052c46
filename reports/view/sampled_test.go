package view_test

import (
	"strings"
	"testing"

	"leadlint/reports/internal/specimen"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

func TestAlert(t *testing.T) {
	whole, lost, part, both := specimen.Breaching(), specimen.Incomplete(), specimen.Sampled(), specimen.Sampled()
	both.Coverage.Issues = append(both.Coverage.Issues, lost.Coverage.Issues...)
	for name, c := range map[string]struct {
		r            *finding.Report
		lost, sample bool
	}{"whole": {whole, false, false}, "lost": {lost, true, false}, "sample": {part, false, true}, "both": {both, true, true}} {
		v := view.New(c.r)
		got := v.Alert(view.Printer("en", c.r))
		if v.Lost() != c.lost || strings.Contains(got, "INCOMPLETE") != c.lost || strings.Contains(got, "SAMPLE") != c.sample {
			t.Errorf("%s: lost %v, said %q", name, v.Lost(), got)
		}
	}
}

func TestRange(t *testing.T) {
	p := view.Printer("en", specimen.Sampled())
	for want, i := range map[string]*finding.Interval{
		"": nil, "24.2% to 29.8%": finding.Share(269, 1000), "at most 0.3%": finding.Share(0, 1000), "at least 99.7%": finding.Share(1000, 1000),
	} {
		if got := view.Range(p, i); got != want {
			t.Errorf("%+v: got %q, want %q", i, got, want)
		}
	}
}

func TestLikely(t *testing.T) {
	r := specimen.Sampled()
	p := view.Printer("en", r)
	want := []string{"24.2% to 29.8% of all records", "0.017% to 0.57%", "", "evidence is missing for at least 99.7%", "None in 1,000 records of the sample: at most 0.3%"}
	for i, part := range want {
		got := view.Likely(p, &r.Findings[i])
		if part == "" && got != "" || !strings.Contains(got, part) {
			t.Errorf("%s: got %q, want %q in it", r.Findings[i].Rule, got, part)
		}
	}
}

func TestDrawn(t *testing.T) {
	p := view.Printer("fr", specimen.Sampled())
	for want, s := range map[string]finding.Sampled{
		"20 fiches sur 60": {Rows: 20, Of: 60}, "20 fiches sur 60 environ": {Rows: 20, Of: 60, Estimated: true}, "20 fiches": {Rows: 20},
	} {
		if got := view.Drawn(p, &s); got != want {
			t.Errorf("%+v: got %q, want %q", s, got, want)
		}
	}
	for spec, want := range map[string]string{"1000": "1\u202f000 fiches par table", "2.5%": "2,5\u202f% des fiches de chaque table"} {
		if got := view.Asked(p, &finding.Sampled{Spec: spec}); !strings.HasPrefix(got, want) {
			t.Errorf("%s: got %q, want it to begin with %q", spec, got, want)
		}
	}
}

func TestBounds(t *testing.T) {
	r := specimen.Sampled()
	got := view.New(r).Bounds(view.Printer("en", r))
	if len(got) != 2 || len(got[0].Findings) != 2 || !strings.Contains(got[0].Text, "0.3%") || !strings.Contains(got[1].Text, "12 records") {
		t.Errorf("got %+v, want those of a thousand records together, then that of twelve", got)
	}
}
