package main

import (
	"testing"

	"pgregory.net/rapid"

	"leadlint/reports/view"
	"leadlint/scanner"
	"leadlint/scanner/finding"
)

// TestFormatsCountAsTheExitCodeDoes: a finding that formats show as counting is one that
// the exit code counts when every severity does, and the other way round.
func TestFormatsCountAsTheExitCodeDoes(t *testing.T) {
	limit, err := scanner.ParseThreshold("info")
	if err != nil {
		t.Fatal(err)
	}
	waived := rapid.SampledFrom([]*finding.Waived{nil, nil, {Owner: "someone"}})
	outcomes := rapid.SampledFrom([]finding.Outcome{finding.Breach, finding.Breach, finding.NotShown, finding.Clear, finding.NotAssessed})
	place := rapid.Custom(func(t *rapid.T) finding.Place {
		return finding.Place{Outcome: outcomes.Draw(t, "place"), Note: rapid.Bool().Draw(t, "note"), Waived: waived.Draw(t, "place waived"),
			State: rapid.SampledFrom([]string{"", finding.PlaceNew, finding.PlaceKnown}).Draw(t, "place state")}
	})
	rapid.Check(t, func(t *rapid.T) {
		f := finding.Finding{Severity: "info", Outcome: outcomes.Draw(t, "outcome"), Waived: waived.Draw(t, "waived"),
			Kind:  rapid.SampledFrom([]string{"breach", "evidence_gap", "inferred", "indicator", "guidance", "gate"}).Draw(t, "kind"),
			State: rapid.SampledFrom([]string{"", finding.StateNew, finding.StateSame, finding.StateReopened}).Draw(t, "state")}
		if rapid.Bool().Draw(t, "on code") {
			f.Places = rapid.SliceOfN(place, 1, 4).Draw(t, "places")
		}
		counts, aside := view.Counting(&f)
		if want := scanner.Failed(&finding.Report{Findings: []finding.Finding{f}}, limit); counts != want {
			t.Errorf("formats say %v (%s), the exit code %v: %+v", counts, aside, want, f)
		}
		if fired := f.Outcome == finding.Breach && f.Kind != "gate"; !counts && fired && aside == "" {
			t.Errorf("it does not count and nothing says why: %+v", f)
		}
	})
}
