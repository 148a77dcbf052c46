package terminal

import (
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// mostPlaces is how many places of a finding are listed without detail.
const mostPlaces = 8

// code lists what code sets off, place by place, with what to do and what would make
// it fine.
func (g *page) code(c *view.Case) {
	list := c.OnCode()
	if len(list) == 0 {
		return
	}
	t := warn
	for _, f := range list {
		if view.Concluded(f) == view.Constituted {
			t = alarm
		}
	}
	g.heading(g.p.N("part.code", int64(len(list))), t)
	for i, f := range list {
		if i > 0 {
			g.blank()
		}
		g.codeFinding(c, f)
	}
}

func (g *page) codeFinding(c *view.Case, f *finding.Finding) {
	g.para("", f.Rule+"  "+clip(g.p.Text(f.Title), longestTitle), severityTone(f.Severity))
	marks := []string{g.p.Code("severity", f.Severity), g.p.Code("kind", f.Kind), g.under(f)}
	if w := view.WaiverOf(f); w != nil {
		marks = append(marks, g.p.T("doc.waived.until", w.Expires))
	}
	g.para("  ", strings.Join(marks, " · "), faint)
	if len(c.Report.Code) > 1 {
		g.para("  ", g.p.T("finding.in", view.Place(f)), faint)
	}
	shown := 0
	for i := range f.Places {
		p := &f.Places[i]
		if p.Outcome != finding.Breach {
			continue
		}
		if shown++; shown > mostPlaces && !g.detail {
			continue
		}
		g.place(p)
	}
	if shown > mostPlaces && !g.detail {
		g.para("  ", g.p.N("code.more", int64(shown-mostPlaces)), faint)
	}
	if open := f.Counts.NotShown; open > 0 {
		g.para("  ", g.p.N("code.open", open), faint)
	}
	g.para("  ", g.p.Colon(g.p.T("code.why"), g.p.Text(f.Why)), plain)
	g.para("  ", g.p.Colon(g.p.T("code.fine"), g.p.Text(f.Evidence)), plain)
	g.para("  → ", g.p.Text(f.Remedy)+" ("+strings.Join(lines(g.due(f)), " · ")+")", plain)
}

// lines gives the texts of a cell.
func lines(c cell) []string {
	out := make([]string, len(c))
	for i, p := range c {
		out[i] = p.text
	}
	return out
}

// place writes where, the code, and what sets the place apart.
func (g *page) place(p *finding.Place) {
	marks := append([]string{view.FilePlace(p)}, view.PlaceMarks(g.p, p)...)
	if p.Waived != nil {
		marks = append(marks, g.p.T("doc.waived.until", p.Waived.Expires))
	}
	g.para("  ", strings.Join(marks, " · "), link)
	g.para("      ", p.Excerpt, plain)
	if used := view.PlaceUsed(g.p, p); used != "" && g.detail {
		g.para("      ", used, faint)
	}
}

// sources says what was read of the folders of code.
func (g *page) sources(c *view.Case) {
	for i := range c.Report.Code {
		code := &c.Report.Code[i]
		if i == 0 {
			g.heading(g.p.T("part.code_read"), plain)
		} else {
			g.blank()
		}
		g.para("", code.Name, strong)
		var langs []string
		for _, l := range code.Languages {
			said := g.p.Code("code.language", l.Language) + " (" + g.p.Int(int64(l.Files)) + ")"
			if l.Recovered > 0 {
				said += ", " + g.p.N("code.recovered", int64(l.Recovered))
			}
			langs = append(langs, said)
		}
		g.para("  ", view.CodeRead(g.p, code), plain)
		if langs != nil {
			g.para("  • ", strings.Join(langs, ", "), plain)
		}
		for _, said := range view.CodeRemarks(g.p, code) {
			g.para("  • ", said, faint)
		}
	}
	if len(c.Report.Code) > 0 {
		g.blank()
		g.para("", g.p.T("code.remark"), faint)
	}
}
