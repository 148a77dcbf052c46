package oscal

import (
	"slices"
	"strconv"
	"strings"

	"leadlint/reports/internal/identity"
	"leadlint/reports/view"
	"leadlint/rules/law"
	"leadlint/scanner/finding"
)

// article is an article with the findings under it that gave an answer.
type article struct {
	code     string
	findings []*finding.Finding
}

// articles groups the findings that gave an answer.
func (b *builder) articles() []article {
	return grouped(slices.Concat(b.c.Fired(), b.c.NotShown, b.c.Clear))
}

// grouped puts findings under the articles that they count under, in the order of the law;
// articles that no table lists come last.
func grouped(findings []*finding.Finding) []article {
	var out []article
	at := map[string]int{}
	for _, f := range findings {
		for _, code := range f.Articles.Primary {
			id := identity.Control(code)
			i, ok := at[id]
			if !ok {
				i = len(out)
				at[id] = i
				out = append(out, article{code: code})
			}
			if !slices.Contains(out[i].findings, f) {
				out[i].findings = append(out[i].findings, f)
			}
		}
	}
	order := map[string]int{}
	for i, a := range law.Articles() {
		order[a.Code] = i + 1
	}
	rank := func(code string) int {
		if n := order[code]; n > 0 {
			return n
		}
		return len(order) + 1
	}
	slices.SortStableFunc(out, func(x, y article) int {
		if c := rank(x.code) - rank(y.code); c != 0 {
			return c
		}
		return strings.Compare(x.code, y.code)
	})
	return out
}

// findings says of each article whether it is satisfied.
func (b *builder) findings() []controlFinding {
	var out []controlFinding
	for _, a := range b.articles() {
		control := identity.Control(a.code)
		st := b.status(a.findings)
		f := controlFinding{
			UUID: b.ids.UUID("finding", control), Title: markup(law.Cite(a.code, b.p.Lang())),
			Description: markup(b.summary(a)), Origins: []origin{b.origin()},
			Target: target{Type: "objective-id", ID: objective(control), Title: markup(titleOf(a.code, b.p)), Status: st},
		}
		for _, x := range a.findings {
			if id, ok := b.observed[x]; ok {
				f.Observations = append(f.Observations, relatedTo{Observation: id})
			}
			if id, ok := b.risked[x]; ok {
				f.Risks = append(f.Risks, relatedTo{Risk: id})
			}
		}
		out = append(out, f)
	}
	return out
}

// status concludes on an article. Only a breach in law fails it; what lacks proof, what is
// less than a breach, and what is fine in a run that did not read everything do not satisfy
// it for another reason.
func (b *builder) status(findings []*finding.Finding) status {
	no := func(reason, key string) status {
		return status{State: "not-satisfied", Reason: reason, Remarks: b.p.T(key)}
	}
	fired, open, waived := false, false, true
	failed := false
	for _, f := range findings {
		switch view.Concluded(f) {
		case view.Constituted:
			failed = true
			waived = waived && f.Waived != nil
		case view.NotShown:
			open = true
			fired = fired || f.Outcome == finding.Breach
		}
	}
	switch {
	case failed && waived:
		return no("fail", "oscal.status.waived")
	case failed:
		return no("fail", "oscal.status.fail")
	case fired:
		return no("other", "oscal.status.marked")
	case open:
		return no("other", "oscal.status.not_shown")
	case !b.c.Report.Coverage.Complete:
		return no("other", "oscal.status.incomplete")
	}
	return status{State: "satisfied", Reason: "pass", Remarks: b.p.T("oscal.status.pass")}
}

// summary names the rules under an article by their outcome, and those that could not be
// assessed because what they need was not supplied.
func (b *builder) summary(a article) string {
	var parts []string
	name := func(outcome finding.Outcome, findings []*finding.Finding) {
		var some []*finding.Finding
		for _, f := range findings {
			if f.Outcome == outcome {
				some = append(some, f)
			}
		}
		if some != nil {
			parts = append(parts, b.p.Colon(b.p.T("oscal.outcome."+string(outcome)), strings.Join(view.Rules(some), ", ")))
		}
	}
	for _, outcome := range []finding.Outcome{finding.Breach, finding.NotShown, finding.Clear} {
		name(outcome, a.findings)
	}
	var waiting []*finding.Finding
	for _, f := range b.c.NotAssessed {
		if len(f.Needs) > 0 && slices.Contains(f.Articles.Primary, a.code) {
			waiting = append(waiting, f)
		}
	}
	name(finding.NotAssessed, waiting)
	return strings.Join(parts, ". ") + "."
}

// observations gives what was seen, a finding each, and what could not be read.
func (b *builder) observations() []observation {
	var out []observation
	if !b.c.Report.Coverage.Complete {
		out = append(out, b.unread())
	}
	for _, f := range slices.Concat(b.c.Fired(), b.c.NotShown, b.c.Clear) {
		o := observation{
			UUID: b.ids.UUID("observation", f.Fingerprint), Title: markup(b.p.Text(f.Title)),
			Description: markup(b.observedText(f)), Methods: []string{method(f)}, Types: []string{"control-objective"},
			Origins: []origin{b.origin()}, Subjects: b.subjects(f), Evidence: b.evidence(f), Collected: b.at, Props: b.about(f),
		}
		if f.Outcome == finding.Breach {
			o.Types = []string{"finding"}
		}
		if f.Note != nil {
			o.Remarks = markup(b.p.Opt(f.Note))
		}
		b.observed[f] = o.UUID
		out = append(out, o)
	}
	return out
}

// portion writes a share from 0 to 1.
func portion(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// unread is the observation that makes a partial run look like one.
func (b *builder) unread() observation {
	o := observation{
		UUID: b.ids.UUID("observation", "coverage"), Title: b.p.T("oscal.unread"), Description: b.p.T("oscal.incomplete"),
		Methods: []string{"EXAMINE"}, Types: []string{"finding"}, Origins: []origin{b.origin()}, Collected: b.at,
		Props: props("coverage-complete", "false"),
	}
	for _, i := range b.c.Unread() {
		if view.Unseen(&i) {
			o.Evidence = append(o.Evidence, evidence{
				Description: markup(said(b.p.Colon(i.Input, b.p.Text(i.Message)), "?")),
				Props:       props("input", i.Input, "table", i.Table, "occurrences", number(i.Count)),
			})
		}
	}
	return o
}

// method is how OSCAL calls the way in which a finding was reached: what was read as a
// document or as a declaration was examined, everything else was tested.
func method(f *finding.Finding) string {
	switch f.Subject.Relation {
	case "notice", "form", "case":
		return "EXAMINE"
	}
	return "TEST"
}

// about holds for programs what a finding says of itself.
func (b *builder) about(f *finding.Finding) []prop {
	out := props("rule", f.Rule, "pack", f.Pack, "kind", f.Kind, "severity", f.Severity, "outcome", string(f.Outcome),
		"fingerprint", f.Fingerprint, "relation", f.Subject.Relation, "table", f.Subject.Table, "state", f.State)
	if f.Counts.Examined > 0 {
		out = append(out, props("examined", number(f.Counts.Examined), "in-breach", number(f.Counts.Breach),
			"not-shown", number(f.Counts.NotShown), "clear", number(f.Counts.Clear))...)
	}
	if i := f.Interval; i != nil {
		out = append(out, props("whole-low", portion(i.Low), "whole-high", portion(i.High))...)
	}
	if f.Counts.Persons > 0 {
		out = append(out, props("persons-in-breach", number(f.Counts.Persons))...)
	}
	for _, code := range slices.Concat(f.Articles.Primary, f.Articles.Related) {
		out = append(out, props("article", code)...)
	}
	if f.Waived != nil {
		out = append(out, props("waived-until", f.Waived.Expires, "waived-by", f.Waived.Owner)...)
	}
	return out
}

func (b *builder) observedText(f *finding.Finding) string {
	parts := []string{b.p.Text(f.Condition)}
	if f.Counts.Examined > 0 {
		parts = append(parts, b.p.T("oscal.counts", b.p.Int(f.Counts.Examined), b.p.Int(f.Counts.Breach), b.p.Int(f.Counts.NotShown), b.p.Int(f.Counts.Clear)), view.Likely(b.p, f))
	}
	if f.Outcome == finding.NotShown {
		parts = append(parts, b.p.Opt(f.Reason), b.p.Text(f.Evidence))
	}
	for _, d := range f.Declared {
		parts = append(parts, b.p.T("oscal.declared", b.p.Field(f.Subject.Relation, d.Field), d.Value, said(d.Where, "leadlint.yaml")))
	}
	parts = append(parts, view.Decided(b.p, f)...)
	return said(strings.Join(slices.DeleteFunc(parts, func(s string) bool { return trim(s) == "" }), " "), b.p.Text(f.Title)+".")
}

// evidence lists masked examples and places in code, with the hash of what they stand in.
func (b *builder) evidence(f *finding.Finding) []evidence {
	sum := b.inputs[f.Subject.Dataset].SHA256
	var out []evidence
	for _, s := range f.Samples {
		var values []string
		for _, v := range s.Values {
			values = append(values, b.p.Colon(b.p.Field(f.Subject.Relation, v.Field), v.Value))
		}
		line := ""
		if s.Line > 0 {
			line = number(s.Line)
		}
		out = append(out, evidence{Description: markup(said(strings.Join(values, "; "), s.Key)), Props: props("input", f.Subject.Dataset, "sha-256", sum, "key", s.Key, "line", line)})
	}
	for i := range f.Places {
		p := &f.Places[i]
		e := evidence{Description: markup(said(p.Excerpt, p.File)), Props: props("input", f.Subject.Dataset, "sha-256", sum, "file", p.File, "line", strconv.Itoa(p.Line),
			"fingerprint", p.Fingerprint, "outcome", string(p.Outcome), "state", p.State)}
		if p.Waived != nil {
			e.Props = append(e.Props, props("waived-until", p.Waived.Expires, "waived-by", p.Waived.Owner)...)
		}
		out = append(out, e)
	}
	for _, e := range out {
		if e.Description == "" {
			return nil
		}
	}
	return out
}
