// Package compare holds a report against an earlier one: what is new, what is as it
// was, what came back, and what is a breach no more. It reads reports and nothing else.
package compare

import (
	"cmp"
	"slices"

	"leadlint/rules"
	"leadlint/scanner/finding"
)

// Earlier are the breaches of audits before the one that a report is held against. Its
// zero value knows of none, so that nothing counts as reopened.
type Earlier struct {
	// Findings are fingerprints of findings in breach.
	Findings map[string]bool
	// Places are fingerprints of places in code in breach, by those of their findings.
	Places map[Place]bool
}

// Place names a place in code across reports: the fingerprint of its finding, which
// tells folders apart, and its own.
type Place struct{ Finding, Place string }

// Against holds now against then, which it leaves as it is: it sets the state of every
// finding of now that is a breach, that of the places in code, and the comparison.
// name is what the earlier audit is called.
//
// Findings are matched by fingerprint. A finding on code that was a breach before is
// new all the same when it has a place that counts and that was not there, and
// reopened when all such places were there still earlier.
func Against(now, then *finding.Report, name string, earlier Earlier) {
	c := &finding.Comparison{With: name, Now: then.Now, Fixed: []finding.Fixed{}, Rules: []finding.Trend{}}
	pairs := matched(now, then)
	p := placing{earlier: earlier, counts: finding.PlaceComparison{Fixed: []finding.FixedPlace{}}, excused: excused(now)}
	for i := range now.Findings {
		f := &now.Findings[i]
		old := pairs.before[f]
		f.State = state(f, old, earlier)
		p.places(f, old, unseen(now, f))
		count(c, f)
		c.Rules = trend(c.Rules, f, old)
		if breach(old) && !breach(f) {
			c.Fixed = append(c.Fixed, fixed(old, outcome(now, f)))
		}
	}
	for _, old := range pairs.gone {
		if breach(old) {
			c.Fixed = append(c.Fixed, fixed(old, finding.NotAssessed))
		}
	}
	if p.met {
		c.Places = &p.counts
	}
	if !then.Coverage.Complete && !slices.Contains(now.Notes, incomplete()) {
		now.Notes = append(slices.Clip(now.Notes), incomplete())
	}
	order(c)
	now.Comparison = c
}

// incomplete is the remark on an earlier audit that did not read everything.
func incomplete() finding.Text {
	return finding.Text{
		EN: "The earlier audit was incomplete: what is new here may have been there, in what it did not read.",
		FR: "L'audit antérieur était incomplet : ce qui paraît nouveau a pu se trouver dans ce qu'il n'a pas lu.",
	}
}

// breach says whether a finding is a breach of any weight; nil is none. Gates only
// decide whether other rules apply.
func breach(f *finding.Finding) bool {
	return f != nil && f.Outcome == finding.Breach && f.Kind != string(rules.Gate)
}

// state gives the state of a finding by its fingerprint alone.
func state(f, old *finding.Finding, earlier Earlier) string {
	switch {
	case !breach(f):
		return ""
	case breach(old):
		return finding.StateSame
	case earlier.Findings[f.Fingerprint]:
		return finding.StateReopened
	}
	return finding.StateNew
}

func count(c *finding.Comparison, f *finding.Finding) {
	switch f.State {
	case finding.StateNew:
		c.New++
	case finding.StateSame:
		c.Same++
	case finding.StateReopened:
		c.Reopened++
	}
}

// trend adds the numbers of a finding where they differ. Of what nobody looked at now
// there is none, nor between samples, whose numbers follow from their sizes.
func trend(list []finding.Trend, f, old *finding.Finding) []finding.Trend {
	t := finding.Trend{Rule: f.Rule, Fingerprint: f.Fingerprint}
	if breach(old) {
		t.Before = old.Counts.Breach
	}
	if breach(f) {
		t.After = f.Counts.Breach
	}
	if t.Before == t.After || f.Outcome == finding.NotAssessed || f.Interval != nil || old != nil && old.Interval != nil {
		return list
	}
	return append(list, t)
}

func fixed(old *finding.Finding, now finding.Outcome) finding.Fixed {
	return finding.Fixed{
		Rule: old.Rule, Title: old.Title, Dataset: old.Subject.Dataset, Table: old.Subject.Table,
		Severity: old.Severity, Fingerprint: old.Fingerprint, Outcome: now,
	}
}

// outcome gives the outcome of a finding that was a breach before. Where its input was
// not read whole, or only a change of it was looked at, a breach that is not seen is
// not mended.
func outcome(r *finding.Report, f *finding.Finding) finding.Outcome {
	if f.Outcome == finding.Clear && unseen(r, f) {
		return finding.NotAssessed
	}
	return f.Outcome
}

// unseen says whether something of what a finding is about was not looked at.
func unseen(r *finding.Report, f *finding.Finding) bool {
	name := f.Subject.Dataset
	for i := range r.Code {
		if r.Code[i].Name == name && r.Code[i].Diff != nil {
			return true
		}
	}
	return slices.ContainsFunc(r.Coverage.Issues, func(i finding.Issue) bool {
		return (i.Severity == "lost" || i.Severity == "sample") && (name == "" || i.Input == name || len(i.Input) > len(name) && i.Input[:len(name)] == name && i.Input[len(name)] == '/')
	})
}

func order(c *finding.Comparison) {
	slices.SortStableFunc(c.Fixed, func(a, b finding.Fixed) int {
		return cmp.Or(
			cmp.Compare(rules.Severity(a.Severity).Rank(), rules.Severity(b.Severity).Rank()),
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Dataset, b.Dataset), cmp.Compare(a.Table, b.Table),
			cmp.Compare(a.Fingerprint, b.Fingerprint),
		)
	})
	slices.SortStableFunc(c.Rules, func(a, b finding.Trend) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
}
