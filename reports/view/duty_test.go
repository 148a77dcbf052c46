package view_test

import (
	"strings"
	"testing"

	"leadlint/reports/view"
	"leadlint/rules/law"
	"leadlint/scanner/finding"
)

func TestDutyOf(t *testing.T) {
	tests := []struct {
		articles string
		want     law.Section
	}{
		{"6", law.LegalBasis},
		{"5(2),5(1)(e)", law.Retention},
		{"25(2),5(1)(d)", law.DataQuality},
		{"13/14", law.Transparency},
		{"12,15", law.PersonRights},
		{"12,14", law.Transparency},
		{"12", law.Transparency},
		{"12(3),5(2)", law.Transparency},
		{"CPCE L34-5,6", law.Prospecting},
		{"5(2)", law.Governance},
		{"32", law.Governance},
		{"", law.Governance},
		{"something else", law.Governance},
	}
	for _, tt := range tests {
		t.Run(tt.articles, func(t *testing.T) {
			f := &finding.Finding{Articles: finding.Articles{Primary: strings.Split(tt.articles, ",")}}
			if got := view.DutyOf(f); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestNothingIsAskedForWhereNothingIsConcerned(t *testing.T) {
	ask := finding.Text{EN: "proof", FR: "preuve"}
	r := &finding.Report{Findings: []finding.Finding{
		{Rule: "A-1", Outcome: finding.NotAssessed, Kind: "breach", Evidence: ask, Subject: finding.Subject{Dataset: "a.csv"}},
	}}
	if got := view.New(r).Requests(); len(got) != 0 {
		t.Errorf("got %d requests for a rule that no record falls under, want none", len(got))
	}
	r.Findings[0].Subject.Dataset = ""
	if got := view.New(r).Requests(); len(got) != 1 {
		t.Errorf("got %d requests for a register that was not supplied, want 1", len(got))
	}
}

// TestUnanswered tells an audit in which rules met nothing from one in which nothing fell
// under them.
func TestUnanswered(t *testing.T) {
	idle := finding.Finding{Rule: "A-1", Kind: "breach", Outcome: finding.NotAssessed, Subject: finding.Subject{Dataset: "src"}}
	unmet := finding.Finding{Rule: "A-2", Kind: "breach", Outcome: finding.NotAssessed}
	clear := finding.Finding{Rule: "A-3", Kind: "breach", Outcome: finding.Clear}
	tests := []struct {
		name     string
		findings []finding.Finding
		want     bool
	}{
		{"no rules", nil, false},
		{"nothing was there", []finding.Finding{unmet}, true},
		{"code without persons", []finding.Finding{unmet, idle}, false},
		{"something was fine", []finding.Finding{unmet, clear}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := view.New(&finding.Report{Findings: tt.findings}).Unanswered(); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}
