package scanner_test

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	"leadlint/scanner"
	"leadlint/scanner/dataset/sampled"
	"leadlint/scanner/finding"
)

// TestSamplesAreTheSame says what an audit of a sample gives: the same bytes whatever the
// number of workers and the memory, counts of the sample, registers held whole against it,
// and nothing said of persons that were not drawn.
func TestSamplesAreTheSame(t *testing.T) {
	const persons = 3000
	file := joined(t, persons, rand.New(rand.NewPCG(5, 6)))
	for _, spec := range []sampled.Spec{{Rows: 400}, {Percent: 15}} {
		var want string
		for i := range 3 {
			r := audit(t, scanner.Options{
				AuditFile: file, Sampling: spec, Examples: 3, Workers: 1 + i, Key: []byte("secret"),
				Memory: []int64{0, 1, 50_000}[i], TempDir: t.TempDir(),
			})
			got, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			if want == "" {
				want = string(got)
			}
			if string(got) != want {
				t.Fatalf("%v: with %d workers the report differs from the first", spec, 1+i%3)
			}
			s := r.Coverage.Sample
			if s == nil || r.Coverage.Complete || s.Of != persons || s.Rows < 350 || s.Rows > 550 {
				t.Fatalf("%v: got %+v, complete %v", spec, s, r.Coverage.Complete)
			}
			c := outcomeOf(t, r, "OWN-01")
			if c.Examined != s.Rows || c.NotShown != 0 || c.Breach < s.Rows/8 || c.Breach > s.Rows/3 {
				t.Errorf("%v: contacts with a late message: got %+v, want about a fifth of %d, all decided", spec, c, s.Rows)
			}
			if c := outcomeOf(t, r, "OWN-02"); c.Breach != 0 || c.NotShown == 0 || c.Clear == 0 {
				t.Errorf("%v: messages to strangers: got %+v, want none accused for not being in the sample", spec, c)
			}
			for _, f := range r.Findings {
				if counted := f.Counts.Examined > 0; f.Subject.Relation == "contact" && counted != (f.Interval != nil) {
					t.Errorf("%v: %s: %+v with the interval %+v", spec, f.Rule, f.Counts, f.Interval)
				}
			}
		}
	}
}

// TestSampleOfEverything says that a sample that takes in all records gives the report of
// the whole.
func TestSampleOfEverything(t *testing.T) {
	file := joined(t, 300, rand.New(rand.NewPCG(1, 2)))
	said := func(spec sampled.Spec) string {
		r := audit(t, scanner.Options{AuditFile: file, Sampling: spec, Workers: 2})
		for i := range r.Findings {
			r.Findings[i].Samples = []finding.Sample{}
		}
		out, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	if whole, all := said(sampled.Spec{}), said(sampled.Spec{Rows: 300}); whole != all {
		t.Error("a sample of all records does not give the report of the whole")
	}
}
