package sampled_test

import (
	"reflect"
	"strings"
	"testing"

	"leadlint/scanner/dataset/sampled"
	"leadlint/scanner/finding"
)

func onTable(dataset, table, relation string, outcome finding.Outcome) finding.Finding {
	return finding.Finding{Outcome: outcome, Subject: finding.Subject{Relation: relation, Dataset: dataset, Table: table},
		Counts: finding.Counts{Examined: 100, Breach: 10, NotShown: 50, Clear: 40}}
}

func TestTell(t *testing.T) {
	var l sampled.Ledger
	l.Add("crm.db", "people", sampled.Drawn{Rows: 100, Of: 5000})
	l.Add("a.csv", "", sampled.Drawn{Rows: 30, Of: 30})
	r := &finding.Report{Coverage: finding.Coverage{Complete: true, Rows: 130}, Findings: []finding.Finding{
		onTable("crm.db", "people", "contact", finding.Breach), onTable("crm.db", "people", "contact", finding.NotShown),
		onTable("crm.db", "people", "column", finding.Breach), onTable("a.csv", "", "contact", finding.Breach), onTable("sends.csv", "", "send", finding.Breach),
	}}
	l.Tell(r, sampled.Spec{Rows: 100})
	s := r.Coverage.Sample
	if s == nil || r.Coverage.Complete || s.Spec != "100" || s.Rows != 130 || s.Of != 5030 || s.Estimated {
		t.Fatalf("got %+v, complete %v", s, r.Coverage.Complete)
	}
	want := []finding.SampledTable{{Dataset: "a.csv", Rows: 30, Of: 30}, {Dataset: "crm.db", Table: "people", Rows: 100, Of: 5000}}
	if !reflect.DeepEqual(s.Tables, want) {
		t.Errorf("tables: got %+v, want %+v", s.Tables, want)
	}
	if len(r.Coverage.Issues) != 1 || r.Coverage.Issues[0].Severity != "sample" || r.Coverage.Issues[0].Count != 1 ||
		!strings.Contains(r.Coverage.Issues[0].Message.EN, "100 of 5,000 records") || !strings.Contains(r.Coverage.Issues[0].Message.FR, "100 fiches sur 5\u202f000,") {
		t.Errorf("issues: got %+v", r.Coverage.Issues)
	}
	for i, want := range []*finding.Interval{finding.Share(10, 100), finding.Share(50, 100), nil, nil, nil} {
		if got := r.Findings[i].Interval; !reflect.DeepEqual(got, want) {
			t.Errorf("finding %d: got %+v, want %+v", i, got, want)
		}
	}
}

// TestTellOfWholes says that a report is not called a sample when nothing was left out.
func TestTellOfWholes(t *testing.T) {
	for name, c := range map[string]struct {
		spec  sampled.Spec
		drawn []sampled.Drawn
		want  bool
	}{
		"no sample asked for":          {sampled.Spec{}, []sampled.Drawn{{Rows: 10, Of: 10}}, false},
		"smaller than the sample":      {sampled.Spec{Rows: 100}, []sampled.Drawn{{Rows: 10, Of: 10}}, false},
		"no table":                     {sampled.Spec{Rows: 100}, nil, false},
		"empty":                        {sampled.Spec{Percent: 5}, []sampled.Drawn{{}}, false},
		"one of two":                   {sampled.Spec{Rows: 100}, []sampled.Drawn{{Rows: 10, Of: 10}, {Rows: 100, Of: 101}}, true},
		"of who knows how many":        {sampled.Spec{Rows: 100}, []sampled.Drawn{{Rows: 100}}, true},
		"as many as are estimated":     {sampled.Spec{Rows: 100}, []sampled.Drawn{{Rows: 100, Of: 100, Estimated: true}}, true},
		"none drawn of what there was": {sampled.Spec{Percent: 1}, []sampled.Drawn{{Rows: 0, Of: 3}}, true},
	} {
		var l sampled.Ledger
		for i, d := range c.drawn {
			l.Add(strings.Repeat("x", i+1), "", d)
		}
		r := &finding.Report{Coverage: finding.Coverage{Complete: true}}
		l.Tell(r, c.spec)
		if got := r.Coverage.Sample != nil; got != c.want || r.Coverage.Complete == got {
			t.Errorf("%s: got a sample: %v, complete %v", name, got, r.Coverage.Complete)
		}
	}
}

func TestTablesOfSeveralFiles(t *testing.T) {
	for name, c := range map[string]struct {
		drawn []sampled.Drawn
		want  finding.SampledTable
	}{
		"like shares": {[]sampled.Drawn{{Rows: 50, Of: 1000}, {Rows: 61, Of: 1000}, {Rows: 0, Of: 10}},
			finding.SampledTable{Rows: 111, Of: 2010}},
		"as many of each": {[]sampled.Drawn{{Rows: 1000, Of: 1000}, {Rows: 1000, Of: 500_000}},
			finding.SampledTable{Rows: 2000, Of: 501_000, Uneven: true}},
		"one of unknown length": {[]sampled.Drawn{{Rows: 50, Of: 1000}, {Rows: 50}},
			finding.SampledTable{Rows: 100, Uneven: true}},
		"an estimate": {[]sampled.Drawn{{Rows: 50, Of: 1000}, {Rows: 50, Of: 1000, Estimated: true}},
			finding.SampledTable{Rows: 100, Of: 2000, Estimated: true}},
		"an empty one": {[]sampled.Drawn{{}, {Rows: 50, Of: 1000}},
			finding.SampledTable{Rows: 50, Of: 1000}},
	} {
		var l sampled.Ledger
		for _, d := range c.drawn {
			l.Add("parts", "", d)
		}
		r := &finding.Report{Findings: []finding.Finding{onTable("parts", "", "contact", finding.Breach)}}
		l.Tell(r, sampled.Spec{Rows: 1000})
		c.want.Dataset = "parts"
		if got := r.Coverage.Sample.Tables[0]; got != c.want {
			t.Errorf("%s: got %+v, want %+v", name, got, c.want)
		}
		if got := r.Findings[0].Interval != nil; got == c.want.Uneven {
			t.Errorf("%s: with an interval: %v", name, got)
		}
		if uneven := strings.Contains(r.Coverage.Issues[0].Message.EN, "name a percentage"); uneven != c.want.Uneven {
			t.Errorf("%s: got %q", name, r.Coverage.Issues[0].Message.EN)
		}
	}
}
