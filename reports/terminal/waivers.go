package terminal

import (
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// waived gives the findings that fired and that a waiver covers, or all counting places
// of which one does.
func waived(c *view.Case) []*finding.Finding {
	var out []*finding.Finding
	for _, f := range c.Fired() {
		if view.WaiverOf(f) != nil {
			out = append(out, f)
		}
	}
	return out
}

// waivers lists the entries of the file of waivers with what each covers.
func (g *page) waivers(c *view.Case) {
	list := c.Report.Waivers
	if len(list) == 0 {
		return
	}
	t := plain
	for i := range list {
		switch list[i].State {
		case finding.WaiverExpired, finding.WaiverNotYetValid, finding.WaiverTooBroad:
			t = warn
		}
	}
	g.heading(g.p.N("waiver.part", int64(len(list))), t)
	g.para("", g.p.T("waiver.remark"), faint)
	var rows [][]cell
	for i := range list {
		w := &list[i]
		rows = append(rows, []cell{g.waiverState(w), g.accepted(w), said(w.Terms.Owner), g.term(w)})
	}
	g.table([]column{
		{title: g.p.T("col.rule"), most: g.most(14, 18)},
		{title: g.p.T("waiver.col.subject"), weight: 1},
		{title: g.p.T("doc.col.owner"), most: g.most(16, 22)},
		{title: g.p.T("doc.col.until"), most: g.most(12, 20)},
	}, rows)
}

// waiverState names the rule and whether the waiver holds.
func (g *page) waiverState(w *finding.Waiver) cell {
	t := good
	switch w.State {
	case finding.WaiverActive:
	case finding.WaiverOrphaned, finding.WaiverNotExamined:
		t = faint
	default:
		t = alarm
	}
	return cell{{w.Rule, strong}, {g.p.Code("doc.waiver", w.State), t}}
}

// accepted says what is accepted, why, and how much that is.
func (g *page) accepted(w *finding.Waiver) cell {
	var subject []string
	for _, v := range w.Subject {
		subject = append(subject, g.p.Colon(g.p.Code("doc.waiver.by", v.Field), v.Value))
	}
	covers := g.p.N("doc.waiver.findings", int64(w.Findings))
	if w.Places > 0 {
		covers += ", " + g.p.N("doc.waiver.places", int64(w.Places))
	}
	out := cell{{strings.Join(subject, " · "), plain}, {g.p.T("word.quoted", w.Terms.Reason), plain}, {g.p.Colon(g.p.T("waiver.covers"), covers), faint}}
	if g.detail {
		out = append(out, piece{w.Terms.Where, faint})
	}
	return out
}

// term gives the last day, under it the first.
func (g *page) term(w *finding.Waiver) cell {
	return cell{{w.Terms.Expires, strong}, {g.p.T("waiver.since", w.Terms.Approved), faint}}
}
