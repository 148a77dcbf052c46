package terminal

import (
	"io"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// Comparison writes how a report differs from the earlier one that it is held against:
// what both are, what is new, came back and is a breach no more, and the rows of what
// stayed. It returns the errors of w.
func Comparison(w io.Writer, then, now *finding.Report, opt view.Options) error {
	g, c, before := newPage(opt), view.New(now), view.New(then)
	if c.Report.Comparison == nil {
		c.Report.Comparison = &finding.Comparison{Now: before.Report.Now}
	}
	labels := []string{"life.earlier", "life.later"}
	for i, side := range []*view.Case{before, c} {
		g.pair(g.p.T(labels[i]), max(width(g.show(g.p.T(labels[0]))), width(g.show(g.p.T(labels[1])))), g.side(side)...)
	}
	g.comparison(c)
	if !before.Report.Coverage.Complete {
		g.blank()
		g.para("!! ", g.p.T("life.earlier.incomplete"), warn)
	}
	if !c.Report.Coverage.Complete {
		g.blank()
		g.para("!! ", g.p.T("life.later.incomplete"), alarm)
	}
	_, err := w.Write(g.out.Bytes())
	return err
}

// side describes a report in a few lines.
func (g *page) side(c *view.Case) []string {
	r := c.Report
	first := g.p.Date(r.Now)
	if r.Record != nil {
		first = r.Record.Audit + " · " + first
	}
	if title := r.Controller.Title; title != "" {
		first += " · " + title
	}
	return append([]string{first}, g.inputs(c)...)
}

// comparison tells what changed since the report that this one is held against.
func (g *page) comparison(c *view.Case) {
	held := c.Report.Comparison
	if held == nil {
		return
	}
	t := good
	if held.New+held.Reopened > 0 {
		t = alarm
	}
	g.heading(g.p.T("life.title", held.With, g.p.Date(held.Now)), t)
	g.para("", g.p.T("life.counts", g.p.Int(int64(held.New)), g.p.Int(int64(held.Reopened)), g.p.Int(int64(held.Same)), g.p.Int(int64(len(held.Fixed)))), plain)
	if p := held.Places; p != nil {
		g.para("", g.p.T("life.places", g.p.Int(int64(p.New)), g.p.Int(int64(p.Reopened)), g.p.Int(int64(p.Known)), g.p.Int(int64(len(p.Fixed)))), plain)
	}
	rows := g.changed(c)
	for i := range held.Fixed {
		f := &held.Fixed[i]
		tone := good
		if f.Outcome != finding.Clear {
			tone = warn
		}
		rows = append(rows, []cell{
			{{g.p.Code("life.gone", string(f.Outcome)), tone}}, said(f.Rule),
			{{clip(g.p.Text(f.Title), longestTitle), plain}, {where(f.Dataset, f.Table), faint}}, said(g.moved(held, f.Fingerprint)),
		})
	}
	if len(rows) == 0 {
		return
	}
	g.table([]column{
		{title: g.p.T("life.col.change"), most: g.most(16, 20)}, {title: g.p.T("col.rule"), most: g.most(14, 18)},
		{title: g.p.T("col.finding"), weight: 1}, {title: g.p.T("col.records"), most: g.most(14, 20), right: true},
	}, rows)
}

// changed gives the rows of what is new, came back, or stayed with other numbers.
func (g *page) changed(c *view.Case) [][]cell {
	var out [][]cell
	for _, state := range []string{finding.StateNew, finding.StateReopened, finding.StateSame} {
		for _, f := range c.Fired() {
			rows := g.moved(c.Report.Comparison, f.Fingerprint)
			if f.State != state || state == finding.StateSame && rows == "" {
				continue
			}
			t := alarm
			if state == finding.StateSame {
				t = plain
			}
			out = append(out, []cell{{{g.p.Code("life.state", state), t}}, said(f.Rule),
				{{clip(g.p.Text(f.Title), longestTitle), plain}, {view.Place(f), faint}}, said(rows)})
		}
	}
	return out
}

func where(dataset, table string) string {
	return view.Place(&finding.Finding{Subject: finding.Subject{Dataset: dataset, Table: table}})
}

// moved gives the numbers of rows then and now, where they differ.
func (g *page) moved(c *finding.Comparison, fingerprint string) string {
	for _, t := range c.Rules {
		if t.Fingerprint == fingerprint {
			return g.p.T("life.moved", g.p.Int(t.Before), g.p.Int(t.After))
		}
	}
	return ""
}

// record says where the audit is kept, with the head to note elsewhere.
func record(r *finding.Report) []string {
	if r.Record == nil {
		return nil
	}
	return []string{r.Record.Audit, r.Record.Head + ":" + plainInt(r.Record.Events)}
}
