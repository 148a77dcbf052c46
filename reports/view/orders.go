package view

import (
	"cmp"
	"slices"

	"leadlint/scanner/finding"
)

// Order is one corrective measure.
type Order struct {
	Text finding.Text
	// Within is the time limit (ISO 8601, "" at once), Due the day it ends.
	Within, Due string
	// Findings are those that the measure answers, gravest first.
	Findings []*finding.Finding
	// Required says that one of them is a breach in law; else the measure is
	// recommended.
	Required bool
}

// Orders lists the measures that the fired findings call for, the same measure
// with the same limit once: required ones first, then by the day they are due.
func (c *Case) Orders() []Order {
	type key struct {
		text   finding.Text
		within string
	}
	at := map[key]int{}
	var out []Order
	for _, f := range c.Fired() {
		if f.Remedy == (finding.Text{}) {
			continue
		}
		k := key{f.Remedy, f.Within}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, Order{Text: f.Remedy, Within: f.Within, Due: f.Due})
		}
		out[i].Findings = append(out[i].Findings, f)
		out[i].Required = out[i].Required || Concluded(f) == Constituted
	}
	slices.SortStableFunc(out, func(a, b Order) int {
		return cmp.Or(rank(a.Required)-rank(b.Required), cmp.Compare(a.Due, b.Due))
	})
	return out
}

func rank(first bool) int {
	if first {
		return 0
	}
	return 1
}

// Request is one piece of evidence to ask for.
type Request struct {
	Text finding.Text
	// Findings are those that it would settle.
	Findings []*finding.Finding
}

// Requests lists the evidence to ask for, each once, for what was not shown and
// then for what was not assessed.
func (c *Case) Requests() []Request {
	return evidence(slices.Concat(c.NotShown, c.unsupplied()))
}

// Unsupplied lists the evidence to ask for on what was not assessed.
func (c *Case) Unsupplied() []Request { return evidence(c.unsupplied()) }

// unsupplied are the findings not assessed because nothing was supplied. Where
// a dataset was examined and holds nothing that the rule is about, nothing is
// to be asked for.
func (c *Case) unsupplied() []*finding.Finding {
	if c.OnlyCode() {
		return nil
	}
	var out []*finding.Finding
	for _, f := range c.NotAssessed {
		if f.Subject.Dataset == "" && len(f.Needs) == 0 {
			out = append(out, f)
		}
	}
	return out
}

func evidence(findings []*finding.Finding) []Request {
	all := grouped(findings, func(f *finding.Finding) finding.Text { return f.Evidence })
	return slices.DeleteFunc(all, func(r Request) bool { return r.Text == finding.Text{} })
}

// Missing are the relations that were not supplied, with the findings that they
// would let assess, those with the most first.
func (c *Case) Missing() []Missing {
	var out []Missing
	for _, f := range c.NotAssessed {
		for _, relation := range f.Needs {
			i := slices.IndexFunc(out, func(m Missing) bool { return m.Relation == relation })
			if i < 0 {
				i = len(out)
				out = append(out, Missing{Relation: relation})
			}
			out[i].Findings = append(out[i].Findings, f)
		}
	}
	slices.SortStableFunc(out, func(a, b Missing) int {
		return cmp.Or(cmp.Compare(len(Rules(b.Findings)), len(Rules(a.Findings))), cmp.Compare(a.Relation, b.Relation))
	})
	return out
}

// Missing is a relation that was not supplied.
type Missing struct {
	Relation string
	// Findings are those not assessed for want of it.
	Findings []*finding.Finding
}

// Reasons lists why rules were not assessed, each reason once; those that only
// want for a relation that was not supplied are in Missing.
func (c *Case) Reasons() []Request {
	others := slices.DeleteFunc(slices.Clone(c.NotAssessed), func(f *finding.Finding) bool { return len(f.Needs) > 0 })
	return grouped(others, func(f *finding.Finding) finding.Text {
		if f.Reason == nil {
			return finding.Text{}
		}
		return *f.Reason
	})
}

func grouped(findings []*finding.Finding, text func(*finding.Finding) finding.Text) []Request {
	at := map[finding.Text]int{}
	var out []Request
	for _, f := range findings {
		t := text(f)
		i, ok := at[t]
		if !ok {
			i = len(out)
			at[t] = i
			out = append(out, Request{Text: t})
		}
		out[i].Findings = append(out[i].Findings, f)
	}
	return out
}

// Unread lists what reading met, data that were lost first, then what a sample left out.
func (c *Case) Unread() []finding.Issue {
	issues := slices.Clone(c.Report.Coverage.Issues)
	order := []string{"lost", "sample", "warning", "note"}
	slices.SortStableFunc(issues, func(a, b finding.Issue) int {
		return cmp.Or(
			slices.Index(order, a.Severity)-slices.Index(order, b.Severity),
			cmp.Compare(a.Input, b.Input), cmp.Compare(a.Table, b.Table), cmp.Compare(a.Line, b.Line))
	})
	return issues
}
