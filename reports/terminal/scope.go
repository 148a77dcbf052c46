package terminal

import (
	"strings"

	"leadlint/reports/view"
)

// missing says in a few lines which registers were not there, and how many
// rules each would let run.
func (g *page) missing(c *view.Case) {
	var names []string
	for _, m := range c.Missing() {
		names = append(names, g.p.Relation(m.Relation)+" ("+g.p.Int(int64(len(view.Rules(m.Findings))))+")")
	}
	if len(names) > 0 {
		g.para("• ", g.p.Colon(g.p.T("scope.missing"), strings.Join(names, ", "))+". "+g.p.T("scope.explain"), plain)
	}
}

// scope tables the relations: what there was of each, which rules ran on it,
// which could not, and what would let them.
func (g *page) scope(c *view.Case) {
	if !g.scoped || len(c.Report.Relations) == 0 {
		return
	}
	g.heading(g.p.T("part.scope"), plain)
	var rows [][]cell
	for _, s := range c.Report.Relations {
		there := cell{{g.p.T("scope.absent"), faint}}
		if s.Supplied {
			there = cell{{g.p.T("scope.supplied"), good}}
			for _, in := range s.Inputs {
				there = append(there, piece{in, faint})
			}
		}
		ran := said(strings.Join(s.Assessed, ", "))
		if len(s.Joins) > 0 {
			ran = append(ran, piece{g.p.Colon(g.p.T("scope.joined"), strings.Join(s.Joins, ", ")), faint})
		}
		if len(s.Idle) > 0 {
			ran = append(ran, piece{g.p.Colon(g.p.T("scope.idle"), strings.Join(s.Idle, ", ")), faint})
		}
		not := said(strings.Join(s.NotAssessed, ", "))
		if s.Needs != nil {
			not = append(not, piece{g.p.Text(*s.Needs), faint})
		}
		for _, w := range s.Waits {
			not = append(not, piece{g.p.Colon(g.p.T("scope.none_of", g.p.Relation(w.Relation)), strings.Join(w.Rules, ", ")), faint})
		}
		rows = append(rows, []cell{{{g.p.Relation(s.Relation), strong}, {s.Relation, faint}}, there, ran, not})
	}
	g.table([]column{
		{title: g.p.T("col.relation"), most: g.most(14, 24)},
		{title: g.p.T("col.supplied"), most: g.most(16, 30)},
		{title: g.p.T("col.ran"), weight: 1},
		{title: g.p.T("col.not_ran"), weight: 1},
	}, rows)
}

// changes compares the datasets with earlier states, in a paragraph each.
func (g *page) changes(c *view.Case) {
	for i, s := range c.Report.Changes {
		if i == 0 {
			g.heading(g.p.T("changes.caption"), plain)
		}
		counts := []struct {
			key string
			n   int64
		}{
			{"rows", s.Rows}, {"kept", s.Kept}, {"new", s.New}, {"gone", s.Gone}, {"came_back", s.CameBack},
			{"collected", s.CollectedMoved}, {"expiry", s.ExpiryMoved}, {"unknown", s.Unknown},
		}
		var parts []string
		for _, n := range counts {
			parts = append(parts, g.p.Colon(g.p.T("changes."+n.key), g.p.Int(n.n)))
		}
		g.para("• ", g.p.T("changes.state")+" "+g.p.Date(s.TakenAt)+" · "+strings.Join(parts, " · "), plain)
	}
}
