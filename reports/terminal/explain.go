package terminal

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"leadlint/reports/text"
	"leadlint/reports/view"
	"leadlint/rules"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/rules/law"
)

// Explain writes what there is to know about a rule: the law, what is examined,
// why it is a breach, precedents, remedy, what would clear it, and examples.
// It returns the errors of w.
func Explain(w io.Writer, r *rules.Rule, opt view.Options) error {
	g := newPage(opt)
	say := func(heading string, l facts.Label) {
		if l.EN != "" {
			g.blank()
			g.para("", heading, strong)
			g.para("  ", safe(g.p.Label(l)), plain)
		}
	}
	g.para("", r.ID+"  "+safe(g.p.Label(r.Title)), strong)
	g.para("", g.p.Code("kind", string(r.Kind))+" · "+g.p.Code("severity", string(r.Severity))+" · "+r.Pack, faint)
	say(g.p.T("explain.law"), r.Law)
	g.articles(r)
	say(g.p.T("explain.condition"), r.Condition)
	say(g.p.T("explain.why"), r.Why)
	g.precedents(r)
	say(g.p.T("explain.remedy"), r.Remedy.Label)
	if r.Remedy.Within != (expr.Period{}) {
		g.para("  ", "("+g.p.Deadline(r.Remedy.Within.String())+")", faint)
	}
	say(g.p.T("explain.evidence"), r.Evidence)
	say(g.p.T("explain.note"), r.Note)
	g.examples(r)
	_, err := w.Write(g.out.Bytes())
	return err
}

func safe(s string) string { return text.Line(s, 4000) }

func (g *page) articles(r *rules.Rule) {
	g.blank()
	g.para("", g.p.T("explain.articles"), strong)
	for _, code := range r.Articles.Primary {
		g.para("  ", law.Cite(code, g.p.Lang()), plain)
	}
	for _, code := range r.Articles.Related {
		g.para("  ", law.Cite(code, g.p.Lang())+" ("+g.p.T("explain.related")+")", faint)
	}
}

func (g *page) precedents(r *rules.Rule) {
	if len(r.Precedents) == 0 {
		return
	}
	g.blank()
	g.para("", g.p.T("explain.precedents"), strong)
	for _, id := range r.Precedents {
		p, ok := law.FindPrecedent(id)
		if !ok {
			continue
		}
		var parts []string
		for _, s := range []string{p.Organisation, p.Authority, p.Reference, g.p.Date(p.Date), g.p.Label(p.Outcome())} {
			if s != "" {
				parts = append(parts, s)
			}
		}
		g.para("  ", safe(strings.Join(parts, ", ")), plain)
	}
}

// examples shows the rule's examples as facts and outcome.
func (g *page) examples(r *rules.Rule) {
	if len(r.Tests) == 0 {
		return
	}
	g.blank()
	g.para("", g.p.T("explain.examples"), strong)
	for i := range r.Tests {
		t := &r.Tests[i]
		g.para("  ", safe(exampleFacts(t))+" → "+g.exampleOutcome(r.Kind, t.Want), plain)
	}
}

// exampleOutcome words an outcome as reports do: only a rule of kind breach
// finds breaches, and a gate finds nothing.
func (g *page) exampleOutcome(kind rules.Kind, want string) string {
	switch {
	case kind == rules.Gate:
		return g.p.Code("gate", want)
	case kind != rules.Breach && want == "breach":
		want = "marked"
	}
	return g.p.Code("outcome", want)
}

// exampleFacts lists the facts of an example: those of the row and the case,
// then the rows of each relation that it is held against.
func exampleFacts(t *rules.Test) string {
	var parts []string
	for _, rel := range slices.Sorted(maps.Keys(t.Facts)) {
		parts = append(parts, rowFacts(rel, t.Facts[rel])...)
	}
	for _, rel := range slices.Sorted(maps.Keys(t.Joined)) {
		if len(t.Joined[rel]) == 0 {
			parts = append(parts, rel+"=[]")
		}
		for _, row := range t.Joined[rel] {
			parts = append(parts, "{"+strings.Join(rowFacts(rel, row), "  ")+"}")
		}
	}
	if t.Now != "" {
		parts = append(parts, "now="+t.Now)
	}
	return strings.Join(parts, "  ")
}

// rowFacts lists the facts of one row, with a sign where a cell is empty.
func rowFacts(relation string, row map[string]any) []string {
	var parts []string
	for _, f := range slices.Sorted(maps.Keys(row)) {
		v := "∅"
		if row[f] != nil {
			v = fmt.Sprint(row[f])
		}
		parts = append(parts, relation+"."+f+"="+v)
	}
	return parts
}

// Conditions writes where a rule stands and its conditions as written. It
// returns the errors of w.
func Conditions(w io.Writer, r *rules.Rule, opt view.Options) error {
	g := newPage(opt)
	g.para("", fmt.Sprintf("%s  %s:%d", r.ID, r.File, r.Line), strong)
	g.pair("on", 8, r.On)
	if r.AppliesText != "" {
		g.pair("applies", 8, safe(r.AppliesText))
	}
	g.pair("breach", 8, safe(r.BreachText))
	if r.Effect != "" {
		g.pair("effect", 8, r.Effect)
	}
	_, err := w.Write(g.out.Bytes())
	return err
}
