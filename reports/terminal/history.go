package terminal

import (
	"io"
	"strconv"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
	"leadlint/scanner/history"
)

// History writes a table of the audits of a history, in the order given. It returns the
// errors of w.
func History(w io.Writer, list []history.Entry, opt view.Options) error {
	g := newPage(opt)
	if len(list) == 0 {
		g.para("", g.p.T("life.none"), plain)
		_, err := w.Write(g.out.Bytes())
		return err
	}
	var rows [][]cell
	for i := range list {
		e := &list[i]
		whole, t := g.p.T("life.complete"), plain
		if !e.Complete {
			whole, t = g.p.T("life.incomplete"), alarm
		}
		what := cell{{clip(safe(e.Title), longestTitle), plain}, {whole + " · " + g.p.N("count.records", e.Rows), t}}
		breaches := cell{{g.number(e.Breaches), plain}}
		if e.Waived > 0 {
			breaches = append(breaches, piece{g.p.T("life.waived", g.number(e.Waived)), faint})
		}
		rows = append(rows, []cell{
			said(safe(e.ID)), what, breaches, said(g.number(e.Marked)), said(g.number(e.NotShown)), g.since(e),
		})
	}
	g.list([]column{
		{title: g.p.T("life.col.audit"), most: 16}, {title: g.p.T("life.col.title"), weight: 1},
		{title: g.p.T("life.col.breaches"), most: 13, right: true}, {title: g.p.T("life.col.marked"), most: 9, right: true},
		{title: g.p.T("life.col.not_shown"), most: 10, right: true}, {title: g.p.T("life.col.since"), most: 16, right: true},
	}, rows)
	_, err := w.Write(g.out.Bytes())
	return err
}

func (g *page) number(n int) string { return g.p.Int(int64(n)) }

// since gives what is new and what was mended since the audit before of the same scope.
func (g *page) since(e *history.Entry) cell {
	if e.Previous == "" {
		return said(g.p.T("life.first"))
	}
	return cell{{g.p.T("life.since", g.number(e.New+e.Reopened), g.number(e.Fixed)), plain}, {safe(e.Previous), faint}}
}

// Kept writes what is kept of an audit: where and when, what was examined by which rules,
// and its counts. It returns the errors of w.
func Kept(w io.Writer, e *history.Entry, r *finding.Report, opt view.Options) error {
	g, c := newPage(opt), view.New(r)
	g.head(c)
	g.incomplete(c)
	g.result(c)
	g.blank()
	stored := safe(e.Stored)
	if e.Previous != "" {
		stored += " · " + g.p.T("life.beside", safe(e.Previous), g.number(e.New), g.number(e.Reopened), g.number(e.Fixed))
	}
	g.pair(g.p.T("life.stored"), width(g.show(g.p.T("life.stored"))), stored)
	g.coverage(c)
	_, err := w.Write(g.out.Bytes())
	return err
}

func plainInt(n int64) string { return strconv.FormatInt(n, 10) }
