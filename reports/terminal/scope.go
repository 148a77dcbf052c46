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
		not := said(strings.Join(s.NotAssessed, ", "))
		if s.Needs != nil {
			not = append(not, piece{g.p.Text(*s.Needs), faint})
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

// changes compares the datasets with earlier states.
func (g *page) changes(c *view.Case) {
	if len(c.Report.Changes) == 0 {
		return
	}
	g.heading(g.p.T("changes.caption"), plain)
	columns := []column{{title: g.p.T("changes.state"), weight: 1}}
	for _, key := range []string{"rows", "kept", "new", "gone", "came_back", "collected", "expiry"} {
		columns = append(columns, column{title: g.p.T("changes." + key), weight: 1, right: true})
	}
	var rows [][]cell
	for _, s := range c.Report.Changes {
		row := []cell{said(s.TakenAt)}
		for _, n := range []int64{s.Rows, s.Kept, s.New, s.Gone, s.CameBack, s.CollectedMoved, s.ExpiryMoved} {
			row = append(row, said(g.p.Int(n)))
		}
		rows = append(rows, row)
	}
	g.table(columns, rows)
}
