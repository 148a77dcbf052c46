package terminal

import (
	"io"
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/propose"
)

// Proposal writes a table of what is proposed for the files of a folder. It
// returns the errors of w.
func Proposal(w io.Writer, p *propose.Proposal, opt view.Options) error {
	g := newPage(opt)
	var rows [][]cell
	left := 0
	for i := range p.Entries {
		e := &p.Entries[i]
		if e.Kind == propose.LeftOut {
			if left++; left > propose.ListedLeftOut {
				continue
			}
		}
		file := cell{{safe(e.Path), plain}}
		if e.Table != "" {
			file = append(file, piece{"› " + safe(e.Table), faint})
		}
		what, score, why := g.proposed(e)
		rows = append(rows, []cell{file, what, said(score), said(safe(why))})
	}
	g.table([]column{
		{title: g.p.T("doc.col.file"), weight: 3}, {title: g.p.T("col.proposed"), weight: 2},
		{title: g.p.T("col.confidence"), most: 10, right: true}, {title: g.p.T("col.reason"), weight: 5},
	}, rows)
	if left > propose.ListedLeftOut {
		g.para("", g.p.T("init.more", g.p.Int(int64(left-propose.ListedLeftOut))), faint)
	}
	_, err := w.Write(g.out.Bytes())
	return err
}

// proposed says what becomes of a table, how sure that is, and why.
func (g *page) proposed(e *propose.Entry) (what cell, score, why string) {
	if e.Kind == propose.LeftOut {
		return cell{{g.p.T("init.left_out"), faint}}, "", g.p.Text(e.Reason)
	}
	var names []string
	for i := range e.Choices {
		names = append(names, g.relation(e.Choices[i].Relation))
	}
	score, why = g.p.Confidence(e.Choices[0].Score), g.p.Text(e.Choices[0].Reason)
	if e.Kind == propose.Unsure {
		return cell{{g.p.T("init.unsure", strings.Join(names, " / ")), warn}}, score, g.p.Colon(g.p.Text(e.Reason), why)
	}
	return said(names[0]), score, why
}

// relation names what a table is proposed as: a register by its relation.
func (g *page) relation(name string) string {
	if name == propose.Contacts {
		return g.p.T("init.dataset")
	}
	return name
}
