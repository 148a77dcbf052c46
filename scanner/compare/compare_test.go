package compare_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/scanner"
	"leadlint/scanner/compare"
	"leadlint/scanner/finding"
)

// found makes a finding of a rule on a dataset with rows in breach; none is clear.
func found(rule, dataset string, rows int64) finding.Finding {
	f := finding.Finding{
		Rule: rule, Kind: "breach", Severity: "high", Outcome: finding.Breach, Fingerprint: "1:" + rule + "@" + dataset[strings.LastIndexByte(dataset, '/')+1:],
		Subject: finding.Subject{Relation: "contact", Dataset: dataset}, Counts: finding.Counts{Examined: 100, Breach: rows, Clear: 100 - rows},
	}
	if rows == 0 {
		f.Outcome = finding.Clear
	}
	return f
}

func with(f finding.Finding, change func(*finding.Finding)) finding.Finding {
	change(&f)
	return f
}

func report(findings ...finding.Finding) *finding.Report {
	return &finding.Report{Now: "2026-11-20", Findings: findings, Coverage: finding.Coverage{Complete: true}}
}

func code(state string, places ...string) finding.Finding {
	f := found("COD", "src", int64(len(places)))
	for _, p := range places {
		note := strings.HasPrefix(p, "note ")
		f.Places = append(f.Places, finding.Place{File: p + ".py", Outcome: finding.Breach, Fingerprint: "1:" + p, Note: note, State: state})
	}
	return f
}

// told words a comparison in short.
func told(r *finding.Report) string {
	c := r.Comparison
	out := fmt.Sprintf("new %d same %d reopened %d", c.New, c.Same, c.Reopened)
	for _, f := range c.Fixed {
		out += fmt.Sprintf(" fixed %s:%s", f.Rule, f.Outcome)
	}
	for _, t := range c.Rules {
		out += fmt.Sprintf(" %s:%d→%d", t.Rule, t.Before, t.After)
	}
	if p := c.Places; p != nil {
		out += fmt.Sprintf(" places new %d known %d reopened %d fixed %d", p.New, p.Known, p.Reopened, len(p.Fixed))
	}
	return out
}

func TestAgainst(t *testing.T) {
	gone := func(f *finding.Finding) { f.Outcome = finding.NotShown }
	never := func(f *finding.Finding) { f.Outcome = finding.NotAssessed }
	gate := func(f *finding.Finding) { f.Kind = "gate" }
	lost := func(input string) *finding.Report {
		r := report(found("A", "a.csv", 0), found("A", "b.csv", 0))
		r.Coverage.Issues = []finding.Issue{{Severity: "lost", Input: input}}
		return r
	}
	drawn := func(findings ...finding.Finding) *finding.Report {
		r := report(findings...)
		for i := range r.Findings {
			r.Findings[i].Interval = finding.IntervalOf(&r.Findings[i])
		}
		r.Coverage = finding.Coverage{Sample: &finding.Sampled{}, Issues: []finding.Issue{{Severity: "sample", Input: "a.csv"}}}
		return r
	}
	diff := report(code("", "x"))
	diff.Code = []finding.Code{{Name: "src", Diff: &finding.CodeDiff{}}}
	excused := report(code("", "x"))
	excused.Code = []finding.Code{{Name: "src", Suppressed: []finding.Suppressed{{Fingerprint: "1:y"}}}}
	before := compare.Earlier{
		Findings: map[string]bool{"1:B@a.csv": true, "1:COD@src": true},
		Places:   map[compare.Place]bool{{Finding: "1:COD@src", Place: "1:y"}: true},
	}
	tests := []struct {
		name      string
		then, now *finding.Report
		want      string
		fails     bool
	}{
		{"nothing changed", report(found("A", "a.csv", 5)), report(found("A", "a.csv", 5)), "new 0 same 1 reopened 0", false},
		{"more rows of the same", report(found("A", "a.csv", 5)), report(found("A", "a.csv", 50)), "new 0 same 1 reopened 0 A:5→50", false},
		{"new", report(found("A", "a.csv", 0)), report(found("A", "a.csv", 5)), "new 1 same 0 reopened 0 A:0→5", true},
		{"on another file", report(found("A", "a.csv", 5)), report(found("A", "b.csv", 5)), "new 1 same 0 reopened 0 fixed A:not_assessed A:0→5", true},
		{"in another folder", report(found("A", "x/a.csv", 5)), report(found("A", "y/a.csv", 5)), "new 0 same 1 reopened 0", false},
		{"two files of one name", report(found("A", "y/a.csv", 5), found("A", "x/a.csv", 3)), report(found("A", "x/a.csv", 3), found("A", "y/a.csv", 0), found("A", "z/a.csv", 1)),
			"new 1 same 1 reopened 0 fixed A:clear A:5→0 A:0→1", true},
		{"found again", report(found("B", "a.csv", 0)), report(found("B", "a.csv", 5)), "new 0 same 0 reopened 1 B:0→5", true},
		{"put right", report(found("A", "a.csv", 5)), report(found("A", "a.csv", 0)), "new 0 same 0 reopened 0 fixed A:clear A:5→0", false},
		{"evidence gone", report(found("A", "a.csv", 5)), report(with(found("A", "a.csv", 5), gone)), "new 0 same 0 reopened 0 fixed A:not_shown A:5→0", false},
		{"not assessed now", report(found("A", "a.csv", 5)), report(with(found("A", "a.csv", 5), never)), "new 0 same 0 reopened 0 fixed A:not_assessed", false},
		{"file not read whole", report(found("A", "a.csv", 5), found("A", "b.csv", 5)), lost("a.csv"), "new 0 same 0 reopened 0 fixed A:not_assessed fixed A:clear A:5→0 A:5→0", false},
		{"part of a folder not read", report(found("A", "a.csv", 5), found("A", "b.csv", 5)), lost("b.csv/x"), "new 0 same 0 reopened 0 fixed A:clear fixed A:not_assessed A:5→0 A:5→0", false},
		{"not seen in a sample", report(found("A", "a.csv", 5)), drawn(found("A", "a.csv", 0)), "new 0 same 0 reopened 0 fixed A:not_assessed", false},
		{"fewer rows of a sample", report(found("A", "a.csv", 50)), drawn(found("A", "a.csv", 5)), "new 0 same 1 reopened 0", false},
		{"more rows than of a sample", drawn(found("A", "a.csv", 5)), report(found("A", "a.csv", 50)), "new 0 same 1 reopened 0", false},
		{"a gate", report(with(found("A", "a.csv", 5), gate)), report(with(found("A", "a.csv", 5), gate)), "new 0 same 0 reopened 0", false},
		{"the same places", report(code("", "x", "y")), report(code("", "y", "x")), "new 0 same 1 reopened 0 places new 0 known 2 reopened 0 fixed 0", false},
		{"another place", report(code("", "x")), report(code("", "x", "z")), "new 1 same 0 reopened 0 COD:1→2 places new 1 known 1 reopened 0 fixed 0", true},
		{"another place in a test", report(code("", "x")), report(code("", "x", "note z")), "new 0 same 1 reopened 0 COD:1→2 places new 1 known 1 reopened 0 fixed 0", false},
		{"a place again", report(code("", "x")), report(code("", "x", "y")), "new 0 same 0 reopened 1 COD:1→2 places new 0 known 1 reopened 1 fixed 0", true},
		{"a place gone", report(code("", "x", "y")), report(code("", "x")), "new 0 same 1 reopened 0 COD:2→1 places new 0 known 1 reopened 0 fixed 1", false},
		{"a place gone, of a change", report(code("", "x", "y")), diff, "new 0 same 1 reopened 0 COD:2→1 places new 0 known 1 reopened 0 fixed 0", false},
		{"a place excused", report(code("", "x", "y")), excused, "new 0 same 1 reopened 0 COD:2→1 places new 0 known 1 reopened 0 fixed 0", false},
		{"known to a baseline", report(code("", "x")), report(code(finding.PlaceKnown, "x", "z")), "new 0 same 1 reopened 0 COD:1→2 places new 0 known 2 reopened 0 fixed 0", false},
		{"compared before", report(code(finding.PlaceNew, "x")), report(code(finding.PlaceNew, "x")), "new 0 same 1 reopened 0 places new 0 known 1 reopened 0 fixed 0", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			compare.Against(tt.now, tt.then, "earlier", before)
			if got := told(tt.now); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if got := scanner.Failed(tt.now, "high"); got != tt.fails {
				t.Errorf("counts: got %v, want %v", got, tt.fails)
			}
			if c := tt.now.Comparison; c.With != "earlier" || c.Now != "2026-11-20" {
				t.Errorf("got %q as on %q", c.With, c.Now)
			}
		})
	}
}

// TestIncompleteBefore says that the report itself tells, once.
func TestIncompleteBefore(t *testing.T) {
	then, now := report(), report(found("A", "a.csv", 5))
	then.Coverage.Complete = false
	for range 2 {
		compare.Against(now, then, "x", compare.Earlier{})
	}
	if len(now.Notes) != 1 || !strings.Contains(now.Notes[0].EN, "earlier audit was incomplete") {
		t.Errorf("got %v", now.Notes)
	}
}

// drawn gives a report of findings on some files, some of one name, without places.
func drawn(t *rapid.T, label string) *finding.Report {
	r := report()
	for range rapid.IntRange(0, 8).Draw(t, label) {
		f := found(rapid.SampledFrom([]string{"A", "B"}).Draw(t, "rule"), rapid.SampledFrom([]string{"a.csv", "x/a.csv", "b.csv"}).Draw(t, "file"), rapid.Int64Range(0, 3).Draw(t, "rows"))
		f.Kind = rapid.SampledFrom([]string{"breach", "evidence_gap", "gate"}).Draw(t, "kind")
		r.Findings = append(r.Findings, f)
	}
	return r
}

func breaches(r *finding.Report) (n int) {
	for i := range r.Findings {
		if r.Findings[i].Outcome == finding.Breach && r.Findings[i].Kind != "gate" {
			n++
		}
	}
	return n
}

// TestLaws says that every breach of both reports is told once.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		then, now := drawn(t, "then"), drawn(t, "now")
		was := breaches(then)
		compare.Against(now, then, "x", compare.Earlier{})
		c := now.Comparison
		if c.New+c.Same+c.Reopened != breaches(now) {
			t.Fatalf("%d breaches now, told %s", breaches(now), told(now))
		}
		if c.Same+len(c.Fixed) != was {
			t.Fatalf("%d breaches then, told %s", was, told(now))
		}
		if then.Comparison != nil || breaches(then) != was {
			t.Fatal("the earlier report was changed")
		}
		compare.Against(then, now, "x", compare.Earlier{})
		if back := then.Comparison; back.New != len(c.Fixed) || back.Same != c.Same || len(back.Fixed) != c.New {
			t.Fatalf("there %s, back %s", told(now), told(then))
		}
		compare.Against(now, now, "itself", compare.Earlier{})
		if own := now.Comparison; own.New+own.Reopened+len(own.Fixed)+len(own.Rules) != 0 {
			t.Fatalf("beside itself: %s", told(now))
		}
	})
}
