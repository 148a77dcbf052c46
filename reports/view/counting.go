package view

import (
	"slices"

	"leadlint/rules"
	"leadlint/scanner/finding"
)

// Counting says whether a finding counts against the controller, as the exit code has it
// before severity is weighed; if it fired and does not, aside says why: "waived", "same"
// (it was there before), "note" (only places that count as notes) or "guidance".
func Counting(f *finding.Finding) (counts bool, aside string) {
	switch {
	case f.Outcome != finding.Breach || f.Kind == string(rules.Gate):
		return false, ""
	case WaiverOf(f) != nil:
		return false, "waived"
	case f.Kind == string(rules.Guidance):
		return false, "guidance"
	case f.State == finding.StateSame:
		return false, "same"
	case f.Places == nil || slices.ContainsFunc(f.Places, func(p finding.Place) bool { return p.Counting() }):
		return true, ""
	case slices.ContainsFunc(f.Places, func(p finding.Place) bool { return p.State == finding.PlaceKnown }):
		return false, "same"
	}
	return false, "note"
}

// WaiverOf gives the waiver on a finding as a whole, or that on the first of its places
// when nothing else of them would count; nil for none.
func WaiverOf(f *finding.Finding) *finding.Waived {
	if f.Waived != nil {
		return f.Waived
	}
	var first *finding.Waived
	for i := range f.Places {
		p := &f.Places[i]
		if p.Counting() {
			return nil
		}
		if first == nil {
			first = p.Waived
		}
	}
	return first
}
