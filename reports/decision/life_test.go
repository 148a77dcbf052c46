package decision_test

import (
	"strings"
	"testing"

	"leadlint/reports/internal/specimen"
	"leadlint/scanner/finding"
)

func TestWaiversByState(t *testing.T) {
	tests := []struct {
		state, says string
		holds       bool
	}{
		{finding.WaiverActive, "", true},
		{finding.WaiverExpired, "expired", false},
		{finding.WaiverNotYetValid, "not valid yet", false},
		{finding.WaiverTooBroad, "too broad to hold", false},
		{finding.WaiverOrphaned, "no finding answers to it", false},
		{finding.WaiverNotExamined, "not examined in this audit", false},
	}
	for _, tt := range tests {
		t.Run(tt.state, func(t *testing.T) {
			r := specimen.Living()
			r.Waivers = r.Waivers[:1]
			r.Waivers[0].State = tt.state
			got := within(find(write(r, "en"), "waived"))
			if strings.Contains(got, "Waivers that hold") != tt.holds || strings.Contains(got, "Waivers without effect") == tt.holds {
				t.Errorf("the waiver stands in the wrong table:\n%s", got)
			}
			if !strings.Contains(got, tt.says) {
				t.Errorf("it does not say %q:\n%s", tt.says, got)
			}
		})
	}
}

func TestFindingIsWaivedByItsPlaces(t *testing.T) {
	r := specimen.Code()
	terms := &finding.Waived{Reason: "our own site", Owner: "head of data", Expires: "2026-03-31"}
	for i := range r.Findings[0].Places {
		r.Findings[0].Places[i].Waived = terms
	}
	d := write(r, "en")
	if got := within(find(d, "waived")); !strings.Contains(got, r.Findings[0].Rule) {
		t.Errorf("the finding is not among those waived:\n%s", got)
	}
	if got := within(find(d, "annex-rules")); !strings.Contains(got, "waived until 31\u00a0March 2026") {
		t.Error("the annex does not mark the finding")
	}
}

func TestPlacesAreCompared(t *testing.T) {
	r := specimen.Code()
	r.Comparison = &finding.Comparison{With: "before.json", Now: "2025-12-01", Places: &finding.PlaceComparison{
		New: 3, Known: 1, Reopened: 2, Fixed: []finding.FixedPlace{{Rule: "COD-04", File: "old.py"}},
	}}
	got := within(find(write(r, "en"), "compared"))
	for _, s := range []string{"3 new, 1 known, 2 found again, 1 gone", "old.py"} {
		if !strings.Contains(got, s) {
			t.Errorf("the comparison does not say %q:\n%s", s, got)
		}
	}
}
