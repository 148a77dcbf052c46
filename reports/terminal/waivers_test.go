package terminal_test

import (
	"strings"
	"testing"

	"leadlint/reports/internal/specimen"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// TestWaivers: what is waived keeps its place and is marked and counted; every waiver
// is listed with its terms and what became of it.
func TestWaivers(t *testing.T) {
	tests := map[string][]string{
		"en": {"1 of them waived", "waived until", "Waivers (2)", "holds", "expired", "head of data", "since 2026-01-02", "covers: 1 finding",
			"“the records are deleted with the migration of March”", "What is waived does not count."},
		"fr": {"dont 1 sous dérogation", "Dérogations (2)", "en vigueur", "expirée", "head of data", "depuis le 2026-01-02"},
	}
	for lang, wants := range tests {
		t.Run(lang, func(t *testing.T) {
			got := oneLine(write(t, specimen.Living(), view.Options{Lang: lang, Width: 200}))
			for _, want := range wants {
				if !strings.Contains(got, want) {
					t.Errorf("%q is missing from the report", want)
				}
			}
			if title := specimen.Living().Findings[0].Title.In(lang); !strings.Contains(got, title) {
				t.Errorf("the finding waived, %q, is not in the report", title)
			}
		})
	}
}

// oneLine gives a text without its line breaks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// TestWaivedPlaces marks the places of code that a waiver covers, each by itself.
func TestWaivedPlaces(t *testing.T) {
	r := specimen.Code()
	place := &r.Findings[1].Places[0]
	place.Waived = &finding.Waived{Reason: "agreed", Owner: "data team", Approved: "2026-01-01", Expires: "2026-06-30"}
	got := write(t, r, view.Options{Width: 120})
	if want := place.File + ":12:1 · waived until 2026-06-30"; !strings.Contains(got, want) {
		t.Errorf("%q is missing from the report", want)
	}
}

// TestNoWaivers says nothing of waivers where there are none.
func TestNoWaivers(t *testing.T) {
	if strings.Contains(strings.ToLower(write(t, specimen.Breaching(), view.Options{})), "waive") {
		t.Error("a report without waivers has words on them")
	}
}
