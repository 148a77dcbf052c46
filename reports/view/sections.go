package view

import (
	"leadlint/rules/law"
	"leadlint/scanner/finding"
)

// Conclusion is what the findings under one duty amount to.
type Conclusion string

// The conclusions, in the words of a decision.
const (
	// Constituted: a breach in law is shown.
	Constituted Conclusion = "constituted"
	// NotShown: there is something to answer or to prove, but no breach is shown.
	NotShown Conclusion = "not_shown"
	// NotConstituted: all that was examined is fine.
	NotConstituted Conclusion = "not_constituted"
	// NotAssessed: nothing was examined.
	NotAssessed Conclusion = "not_assessed"
)

// Section is all findings under one duty.
type Section struct {
	Duty law.Section
	// Letter is the section's letter among the sections of the report.
	Letter string
	// Fired are the breaches, then the marked findings.
	Fired       []*finding.Finding
	NotShown    []*finding.Finding
	Clear       []*finding.Finding
	NotAssessed []*finding.Finding
	Conclusion  Conclusion
}

// Sections gives the duties that some finding falls under, in order.
func (c *Case) Sections() []Section {
	byDuty := make([]Section, len(law.Sections()))
	for i, d := range law.Sections() {
		byDuty[i].Duty = d
	}
	add := func(findings []*finding.Finding, to func(*Section) *[]*finding.Finding) {
		for _, f := range findings {
			list := to(&byDuty[rankOf(DutyOf(f))])
			*list = append(*list, f)
		}
	}
	add(c.Fired(), func(s *Section) *[]*finding.Finding { return &s.Fired })
	add(c.NotShown, func(s *Section) *[]*finding.Finding { return &s.NotShown })
	add(c.Clear, func(s *Section) *[]*finding.Finding { return &s.Clear })
	add(c.NotAssessed, func(s *Section) *[]*finding.Finding { return &s.NotAssessed })

	var out []Section
	for _, s := range byDuty {
		if len(s.Fired)+len(s.NotShown)+len(s.Clear)+len(s.NotAssessed) == 0 {
			continue
		}
		s.Letter = string(rune('A' + len(out)))
		s.Conclusion = s.conclude()
		out = append(out, s)
	}
	return out
}

func (s *Section) conclude() Conclusion {
	for _, f := range s.Fired {
		if Concluded(f) == Constituted {
			return Constituted
		}
	}
	switch {
	case len(s.Fired)+len(s.NotShown) > 0:
		return NotShown
	case len(s.Clear) > 0:
		return NotConstituted
	}
	return NotAssessed
}

// Concluded gives the conclusion on one finding. Only a rule that is a breach
// in law can be constituted.
func Concluded(f *finding.Finding) Conclusion {
	switch {
	case f.Outcome == finding.Breach && f.Kind == "breach":
		return Constituted
	case f.Outcome == finding.Breach, f.Outcome == finding.NotShown:
		return NotShown
	case f.Outcome == finding.Clear:
		return NotConstituted
	}
	return NotAssessed
}
