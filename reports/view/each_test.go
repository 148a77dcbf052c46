package view_test

import (
	"slices"
	"testing"

	"leadlint/reports/l10n"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// one gives a finding of a rule on a dataset.
func one(rule, dataset string, outcome finding.Outcome) finding.Finding {
	return finding.Finding{Rule: rule, Kind: "breach", Severity: "low", Outcome: outcome, Fingerprint: rule + dataset, Subject: finding.Subject{Dataset: dataset}}
}

func TestEachCanBeCounted(t *testing.T) {
	page := one("COD-01", "", finding.Clear)
	page.Subject.Relation = "page"
	r := &finding.Report{Findings: []finding.Finding{
		one("RET-01", "a.csv", finding.Clear), one("RET-01", "b.csv", finding.Clear),
		one("NOT-11", "form", finding.Clear), one("NOT-11", "script", finding.Breach),
		one("GOV-01", "", finding.Clear), page, one("COD-01", "b.csv", finding.NotShown),
	}}
	c := view.New(r)
	got := c.Each(l10n.New("en"), c.Clear)
	want := []string{"COD-01 (pages visited)", "GOV-01", "NOT-11 (form)", "RET-01 ×2"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDeclares(t *testing.T) {
	tests := []struct {
		name              string
		relation, dataset string
		examined          int64
		want              bool
	}{
		{"what is declared", "case", "", 1, true},
		{"a dataset", "contact", "a.csv", 1, false},
		{"pages visited", "page", "", 1, false},
		{"several declared", "recipient", "", 3, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := &finding.Finding{Subject: finding.Subject{Relation: tt.relation, Dataset: tt.dataset}, Counts: finding.Counts{Examined: tt.examined}}
			if got := view.Declares(f); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestHeadingSaysWhatWasExamined(t *testing.T) {
	tests := []struct {
		name   string
		report finding.Report
		want   string
	}{
		{"a title of its own", finding.Report{Controller: finding.Controller{Title: "The case"}, Code: []finding.Code{{}}}, "The case"},
		{"contacts", finding.Report{Inputs: []finding.Input{{Relation: "contact"}}}, "Audit d'un fichier de prospects et de contacts"},
		{"code alone", finding.Report{Code: []finding.Code{{}}}, "Audit de code de collecte"},
		{"nothing read", finding.Report{}, "Audit d'un fichier de prospects et de contacts"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := view.Heading(l10n.New("fr"), &tt.report); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
