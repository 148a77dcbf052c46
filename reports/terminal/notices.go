package terminal

import (
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// notices tables what each notice and message says, item by item.
func (g *page) notices(c *view.Case) {
	if len(c.Report.Notices) == 0 {
		return
	}
	g.heading(g.p.T("part.notices"), plain)
	for i := range c.Report.Notices {
		n := &c.Report.Notices[i]
		if i > 0 {
			g.blank()
		}
		g.para("", n.Name, strong)
		g.para("  ", view.NoticeFormat(g.p, n), plain)
		if n.Problem != nil {
			g.para("  • ", g.p.Text(*n.Problem), warn)
			continue
		}
		if len(n.Items) > 0 {
			g.items(n)
		}
		if n.Message != nil {
			g.blank()
			g.para("", g.p.Colon(g.p.T("notices.message"), g.p.Code("message_kind", n.Message.Kind)), plain)
			g.points(n.Message.Points)
		}
	}
	g.reach(c)
	g.blank()
	g.para("", g.p.T("notices.remark"), faint)
}

func (g *page) items(n *finding.Notice) {
	columns := []column{
		{title: g.p.T("notices.item"), most: g.most(20, 28)},
		{title: g.p.T("notices.state"), most: g.most(16, 24)},
		{title: g.p.T("notices.sentence"), weight: 1},
	}
	var rows [][]cell
	for i := range n.Items {
		it := &n.Items[i]
		tone := plain
		if view.Missed(it) {
			tone = warn
		}
		said := cell{{view.Quotation(g.p, clip(it.At.Sentence, 200)), plain}, {view.Passage(g.p, &it.At), faint}}
		if it.At.Sentence == "" {
			said = cell{{"–", faint}}
		}
		rows = append(rows, []cell{{{g.p.Capital(g.p.Field("notice", it.Item)), plain}}, {{view.ItemState(g.p, it), tone}}, said})
	}
	g.table(columns, rows)
}

// points lists the questions on a message or form with their answers.
func (g *page) points(points []finding.Point) {
	for i := range points {
		p := &points[i]
		tone := plain
		if p.Against {
			tone = warn
		}
		said := []string{g.p.Colon(g.p.Capital(g.p.Code("point", p.Name)), view.Answer(g.p, p))}
		if p.At.Sentence != "" {
			said = append(said, view.Quotation(g.p, clip(p.At.Sentence, 160)))
		}
		if at := view.Passage(g.p, &p.At); at != "" {
			said = append(said, at)
		}
		g.para("  • ", strings.Join(said, " · "), tone)
	}
}

// reach says for whom the languages of the notices are not enough.
func (g *page) reach(c *view.Case) {
	r := c.Report.NoticeReach
	if r == nil {
		return
	}
	g.blank()
	g.para("", view.ReachSummary(g.p, r), plain)
	for _, n := range r.Countries {
		g.para("  • ", view.ReachCountry(g.p, &n), warn)
	}
}

// forms tells what each form asks and how.
func (g *page) forms(c *view.Case) {
	if len(c.Report.Forms) == 0 {
		return
	}
	g.heading(g.p.T("part.forms"), plain)
	for i := range c.Report.Forms {
		f := &c.Report.Forms[i]
		if i > 0 {
			g.blank()
		}
		g.para("", f.Name, strong)
		g.para("  ", view.FormHead(g.p, f), plain)
		for j := range f.Boxes {
			b := &f.Boxes[j]
			tone := plain
			if b.State == "ticked" && !b.Objects && len(b.Purposes) > 0 {
				tone = warn
			}
			g.para("  □ ", clip(b.Label, 160)+" · "+view.BoxState(g.p, b), tone)
		}
		g.points(f.Points)
	}
	g.blank()
	g.para("", g.p.T("forms.remark"), faint)
}
