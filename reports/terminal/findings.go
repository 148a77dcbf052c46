package terminal

import (
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// longestTitle is the greatest length of a title in a table, in runes; titles
// of rules are below a hundred.
const longestTitle = 240

func (g *page) breaches(c *view.Case) {
	list := view.OnData(c.Breaches)
	if len(list) == 0 {
		return
	}
	g.heading(g.p.N("part.breaches", int64(len(list))), alarm)
	g.fired(c, list)
}

func (g *page) marked(c *view.Case) {
	list := view.OnData(c.Marked)
	if len(list) == 0 {
		return
	}
	g.heading(g.p.N("part.marked", int64(len(list))), warn)
	g.fired(c, list)
}

// fired draws the table of findings that call for a measure.
func (g *page) fired(c *view.Case, findings []*finding.Finding) {
	var rows [][]cell
	for _, f := range findings {
		rows = append(rows, []cell{g.identity(f), g.matter(c, f), g.extent(f), g.due(f)})
	}
	g.table([]column{
		{title: g.p.T("col.rule"), most: g.most(14, 16)},
		{title: g.p.T("col.finding"), weight: 1},
		{title: g.p.T("col.records"), most: g.most(13, 19), right: true},
		{title: g.p.T("col.by"), most: g.most(11, 16)},
	}, rows)
}

func (g *page) identity(f *finding.Finding) cell {
	c := cell{{f.Rule, strong}, {g.p.Code("severity", f.Severity), severityTone(f.Severity)}}
	if view.Concluded(f) != view.Constituted && f.Outcome == finding.Breach {
		c = append(c, piece{g.p.Code("kind", f.Kind), link})
	}
	if w := view.WaiverOf(f); w != nil && f.Outcome == finding.Breach {
		c = append(c, piece{g.p.T("waiver.mark"), good}, piece{w.Expires, good})
	}
	return c
}

func severityTone(s string) tone {
	switch s {
	case "critical", "high":
		return alarm
	case "medium":
		return warn
	}
	return plain
}

// matter says what was found, under which article, and what to do.
func (g *page) matter(c *view.Case, f *finding.Finding) cell {
	out := cell{{clip(g.p.Text(f.Title), longestTitle), strong}, {g.under(f), faint}}
	if place := view.Place(f); place != "" && len(c.Report.Inputs) > 1 {
		out = append(out, piece{g.p.T("finding.in", place), faint})
	}
	for _, said := range view.Decided(g.p, f) {
		out = append(out, piece{"• " + clip(said, 220), plain})
	}
	if remedy := g.p.Text(f.Remedy); remedy != "" {
		out = append(out, piece{"→ " + remedy, plain})
	}
	if g.detail {
		out = append(out, g.details(f)...)
	}
	return out
}

// under names the articles and the duty.
func (g *page) under(f *finding.Finding) string {
	return g.p.Articles(f.Articles.Primary) + " · " + g.p.Code("duty.short", string(view.DutyOf(f)))
}

// extent gives the number and share of rows in breach, and those not shown.
func (g *page) extent(f *finding.Finding) cell {
	n := f.Counts
	if view.Declares(f) {
		return said(g.p.T("extent.declared"))
	}
	out := cell{{g.p.Int(n.Breach), strong}}
	if f.Subject.Relation == "page" {
		out = cell{{g.p.N("extent.page", n.Breach), strong}}
	}
	if n.Examined > 0 {
		out = append(out, piece{g.p.T("extent.of", g.p.Share(n.Breach, n.Examined), g.p.Int(n.Examined)), plain})
	}
	if f.Interval != nil {
		out = append(out, piece{g.p.T("smp.short", view.Range(g.p, f.Interval)), warn})
	}
	if n.Persons > 0 {
		out = append(out, piece{g.p.N("extent.persons", n.Persons), plain})
	}
	if n.NotShown > 0 {
		out = append(out, piece{g.p.T("extent.not_shown", g.p.Int(n.NotShown)), faint})
	}
	return out
}

func (g *page) due(f *finding.Finding) cell {
	if f.Due == "" {
		return cell{{g.p.Deadline(f.Within), strong}}
	}
	out := cell{{f.Due, strong}}
	if f.Within != "" {
		out = append(out, piece{g.p.Deadline(f.Within), faint})
	}
	return out
}

// details are the columns, declarations and masked samples behind a finding.
func (g *page) details(f *finding.Finding) cell {
	var out cell
	if len(f.Subject.Columns) > 0 {
		out = append(out, piece{g.p.T("finding.columns", strings.Join(f.Subject.Columns, ", ")), faint})
	}
	for _, d := range f.Declared {
		where := ""
		if d.Where != "" {
			where = " (" + d.Where + ")"
		}
		out = append(out, piece{g.p.T("finding.declared", d.Field+" = "+d.Value+where), faint})
	}
	for _, s := range f.Samples {
		var values []string
		for _, v := range s.Values {
			if v.Value != "" {
				values = append(values, v.Field+"="+v.Value)
			}
		}
		said := strings.Join(values, " ")
		if s.Line > 0 {
			said = g.p.T("finding.sample", g.p.Int(s.Line), said)
		}
		out = append(out, piece{said, faint})
	}
	return out
}

func (g *page) notShown(c *view.Case) {
	if len(c.NotShown) == 0 {
		return
	}
	g.heading(g.p.N("part.not_shown", int64(len(c.NotShown))), warn)
	var rows [][]cell
	for _, f := range c.NotShown {
		title := cell{{clip(g.p.Text(f.Title), longestTitle), plain}}
		if place := view.Place(f); place != "" && len(c.Report.Inputs) > 1 {
			title = append(title, piece{g.p.T("finding.in", place), faint})
		}
		count := said(g.p.Int(f.Counts.NotShown))
		if f.Interval != nil {
			count = append(count, piece{g.p.T("smp.short", view.Range(g.p, f.Interval)), warn})
		}
		rows = append(rows, []cell{{{f.Rule, strong}}, title, count, said(g.p.Text(f.Evidence))})
	}
	g.table([]column{
		{title: g.p.T("col.rule"), most: g.most(14, 16)},
		{title: g.p.T("col.title"), weight: 2},
		{title: g.p.T("col.records"), most: 12, right: true},
		{title: g.p.T("col.evidence"), weight: 3},
	}, rows)
}

// silent names, in a line each, the rules that are clear, those that decide on
// others, and those not assessed with the reason.
func (g *page) silent(c *view.Case) {
	if len(c.Clear) > 0 {
		g.heading(g.p.N("part.clear", int64(len(c.Clear))), good)
		g.clear(c)
	}
	if len(c.Gates) > 0 {
		g.heading(g.p.T("part.gates"), plain)
		for _, f := range c.Gates {
			said := g.p.Colon(f.Rule+" "+g.p.Text(f.Title)+c.Where(f), g.p.Code("gate", string(f.Outcome))) + "."
			if f.Outcome == finding.Breach {
				said += " " + g.p.Text(f.Why)
			}
			g.para("• ", said, plain)
		}
	}
	if len(c.NotAssessed) > 0 {
		g.heading(g.p.N("part.not_assessed", int64(len(c.NotAssessed))), plain)
		aside, c := c.Aside()
		if aside > 0 {
			g.para("• ", g.p.N("code.only", int64(aside))+".", plain)
		}
		for _, r := range c.Reasons() {
			reason := g.p.Text(r.Text)
			if reason == "" {
				reason = g.p.T("reason.none")
			}
			g.para("• ", g.p.Colon(strings.TrimRight(g.p.Capital(reason), ".:"), strings.Join(c.Each(g.p, r.Findings), ", ")), plain)
		}
		g.missing(c)
	}
}

// clear names the rules that found nothing; of a sample, with how much of the whole each
// leaves open.
func (g *page) clear(c *view.Case) {
	if c.Report.Coverage.Sample == nil {
		g.para("", strings.Join(c.Each(g.p, c.Clear), ", "), plain)
		return
	}
	for _, b := range c.Bounds(g.p) {
		text := strings.Join(c.Each(g.p, b.Findings), ", ")
		if b.Text != "" {
			text = g.p.Colon(g.p.Capital(b.Text), text)
		}
		g.para("• ", text, plain)
	}
}

// requests lists the evidence to ask for on what was not assessed; that on what
// was not shown stands beside it.
func (g *page) requests(c *view.Case) {
	for i, r := range c.Unsupplied() {
		if i == 0 {
			g.heading(g.p.T("part.requests"), plain)
		}
		g.item(i+1, g.p.Text(r.Text)+" ["+strings.Join(view.Rules(r.Findings), ", ")+"]")
	}
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
