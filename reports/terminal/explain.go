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
	"leadlint/scanner/finding"
)

// labels are the headings of an explanation, in the two languages.
func label(key, lang string) string {
	l := map[string]facts.Label{
		"law":        {EN: "In law", FR: "En droit"},
		"condition":  {EN: "What is examined", FR: "Ce qui est examiné"},
		"why":        {EN: "Why it is a breach", FR: "Pourquoi c'est un manquement"},
		"articles":   {EN: "Articles", FR: "Articles"},
		"related":    {EN: "related", FR: "en lien"},
		"precedents": {EN: "Precedents", FR: "Précédents"},
		"remedy":     {EN: "What to do", FR: "Ce qu'il faut faire"},
		"within":     {EN: "within", FR: "dans un délai de"},
		"evidence":   {EN: "What would clear it", FR: "Ce qui l'écarterait"},
		"note":       {EN: "Limits", FR: "Limites"},
		"examples":   {EN: "Examples", FR: "Exemples"},
		"written":    {EN: "As written", FR: "Texte de la règle"},
		"rule":       {EN: "Rule", FR: "Règle"},
		"kind":       {EN: "Kind", FR: "Nature"},
		"severity":   {EN: "Severity", FR: "Gravité"},
		"title":      {EN: "Title", FR: "Intitulé"},
		"column":     {EN: "Column", FR: "Colonne"},
		"field":      {EN: "Read as", FR: "Lue comme"},
		"sure":       {EN: "Sure", FR: "Sûreté"},
		"because":    {EN: "Because", FR: "Parce que"},
		"nofield":    {EN: "not understood", FR: "non comprise"},
		"persons":    {EN: "holds no persons", FR: "ne contient pas de personnes"},
	}[key]
	return l.In(lang)
}

// Explain writes what there is to know about a rule: the law, what is examined,
// why it is a breach, precedents, remedy, what would clear it, and examples.
// It returns the errors of w.
func Explain(w io.Writer, r *rules.Rule, opt view.Options) error {
	g := newPage(opt)
	lang := opt.Lang
	say := func(key string, l facts.Label) {
		if l.EN != "" {
			g.blank()
			g.para("", label(key, lang), strong)
			g.para("  ", safe(l.In(lang)), plain)
		}
	}
	g.para("", r.ID+"  "+safe(r.Title.In(lang)), strong)
	g.para("", g.p.Code("kind", string(r.Kind))+" · "+g.p.Code("severity", string(r.Severity))+" · "+r.Pack, faint)
	say("law", r.Law)
	g.articles(r, lang)
	say("condition", r.Condition)
	say("why", r.Why)
	g.precedents(r, lang)
	say("remedy", r.Remedy.Label)
	if r.Remedy.Within != (expr.Period{}) {
		g.para("  ", "("+label("within", lang)+" "+g.p.Period(r.Remedy.Within.String())+")", faint)
	}
	say("evidence", r.Evidence)
	say("note", r.Note)
	g.examples(r, lang)
	_, err := w.Write(g.out.Bytes())
	return err
}

func safe(s string) string { return text.Line(s, 4000) }

func (g *page) articles(r *rules.Rule, lang string) {
	g.blank()
	g.para("", label("articles", lang), strong)
	for _, code := range r.Articles.Primary {
		g.para("  ", law.Cite(code, lang), plain)
	}
	for _, code := range r.Articles.Related {
		g.para("  ", law.Cite(code, lang)+" ("+label("related", lang)+")", faint)
	}
}

func (g *page) precedents(r *rules.Rule, lang string) {
	if len(r.Precedents) == 0 {
		return
	}
	g.blank()
	g.para("", label("precedents", lang), strong)
	for _, id := range r.Precedents {
		p, ok := law.FindPrecedent(id)
		if !ok {
			continue
		}
		var parts []string
		for _, s := range []string{p.Organisation, p.Authority, p.Reference, p.Date, p.Outcome().In(lang)} {
			if s != "" && s != "none" {
				parts = append(parts, s)
			}
		}
		g.para("  ", safe(strings.Join(parts, ", ")), plain)
	}
}

// examples shows the rule's examples as facts and outcome.
func (g *page) examples(r *rules.Rule, lang string) {
	if len(r.Tests) == 0 {
		return
	}
	g.blank()
	g.para("", label("examples", lang), strong)
	for i := range r.Tests {
		t := &r.Tests[i]
		g.para("  ", safe(exampleFacts(t))+" → "+g.p.Code("outcome", t.Want), plain)
	}
}

func exampleFacts(t *rules.Test) string {
	var parts []string
	for _, rel := range slices.Sorted(maps.Keys(t.Facts)) {
		for _, f := range slices.Sorted(maps.Keys(t.Facts[rel])) {
			v := "∅"
			if value := t.Facts[rel][f]; value != nil {
				v = fmt.Sprint(value)
			}
			parts = append(parts, rel+"."+f+"="+v)
		}
	}
	if t.Now != "" {
		parts = append(parts, "now="+t.Now)
	}
	return strings.Join(parts, "  ")
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

// RuleList writes a table of the rules of the packs. It returns the errors of w.
func RuleList(w io.Writer, packs []*rules.Pack, opt view.Options) error {
	g := newPage(opt)
	for i, p := range packs {
		if i > 0 {
			g.blank()
		}
		g.para("", fmt.Sprintf("%s %s  %s", p.Name, p.Version, safe(p.Title.In(opt.Lang))), strong)
		var rows [][]cell
		for _, r := range p.Rules {
			rows = append(rows, []cell{
				said(r.ID), said(g.p.Code("severity", string(r.Severity))), said(g.p.Code("kind", string(r.Kind))),
				said(strings.Join(r.Articles.Primary, ", ")), said(safe(r.Title.In(opt.Lang))),
			})
		}
		g.table([]column{
			{title: label("rule", opt.Lang), most: 16}, {title: label("severity", opt.Lang), most: 12},
			{title: label("kind", opt.Lang), most: 16}, {title: label("articles", opt.Lang), most: 18},
			{title: label("title", opt.Lang), weight: 1},
		}, rows)
	}
	_, err := w.Write(g.out.Bytes())
	return err
}

// Columns writes how every column of the report's tables was understood and
// why, with the distinct values of governance columns. It returns the errors of w.
func Columns(w io.Writer, r *finding.Report, opt view.Options) error {
	g := newPage(opt)
	c := view.New(r)
	for i, t := range c.Report.Mapping {
		if i > 0 {
			g.blank()
		}
		name := t.Dataset
		if t.Table != "" {
			name += " › " + t.Table
		}
		g.para("", name, strong)
		if t.Preset != "" {
			g.para("  ", g.p.T("columns.preset", t.Preset, t.PresetEvidence), plain)
		}
		var rows [][]cell
		for _, col := range t.Columns {
			field := cell{{col.Field, plain}}
			if col.State == "not_understood" || col.Field == "" {
				field = cell{{label("nofield", opt.Lang), warn}}
			}
			if col.State == "ignored" || col.State == "flagged" {
				field = append(field, piece{g.p.Code("state", col.State), faint})
			}
			rows = append(rows, []cell{
				said(clip(col.Header, longestTitle)), field, said(g.p.Confidence(col.Confidence)), said(strings.Join(col.Trace, "; ")),
			})
		}
		g.table([]column{
			{title: label("column", opt.Lang), weight: 2}, {title: label("field", opt.Lang), weight: 2},
			{title: label("sure", opt.Lang), most: 8, right: true}, {title: label("because", opt.Lang), weight: 5},
		}, rows)
		g.governance(t)
	}
	for _, i := range c.Report.Coverage.Issues {
		g.para("  ", g.issue(i), issueTone(i.Severity))
	}
	_, err := w.Write(g.out.Bytes())
	return err
}
