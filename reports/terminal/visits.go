package terminal

import (
	"fmt"
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// visits says of every page visited how it answered and what it says.
func (g *page) visits(c *view.Case) {
	if len(c.Report.Sources) == 0 {
		return
	}
	g.heading(g.p.T("part.sources"), plain)
	for i := range c.Report.Sources {
		s := &c.Report.Sources[i]
		if i > 0 {
			g.blank()
		}
		g.para("", s.Address, strong)
		g.para("  ", g.visited(s), plain)
		if s.Robots != "" {
			g.para("  ", g.robots(s), plain)
		}
		for _, v := range s.Signals {
			g.para("  • ", g.signal(&v), signalTone(v.Strength))
		}
		if s.Problem != nil {
			g.para("  • ", g.p.Text(*s.Problem), warn)
		}
	}
	g.blank()
	g.para("", g.p.T("sources.silence"), faint)
}

// visited says when and how a page answered.
func (g *page) visited(s *finding.Source) string {
	parts := []string{g.p.Code("role", s.Role), g.p.Code("access", s.Access)}
	if n := len(s.Statuses); n > 0 && s.Statuses[n-1] != 0 {
		parts = append(parts, fmt.Sprint("HTTP ", s.Statuses[n-1]))
	}
	if s.Rendered {
		parts = append(parts, g.p.T("sources.rendered"))
	}
	if s.VisitedAt != "" {
		at := s.VisitedAt
		if s.Recorded {
			at = g.p.T("sources.recorded", at)
		}
		parts = append(parts, at)
	}
	if s.Emails+s.Phones+s.Persons > 0 {
		parts = append(parts, g.p.T("sources.counts", g.p.N("sources.addresses", int64(s.Emails)), g.p.N("sources.numbers", int64(s.Phones)), g.p.N("sources.persons", int64(s.Persons))))
	}
	if s.From != "" {
		parts = append(parts, s.From)
	}
	return strings.Join(parts, " · ")
}

// robots says what robots.txt holds for the page, with its line.
func (g *page) robots(s *finding.Source) string {
	said := g.p.Colon("robots.txt", g.p.Code("robots", s.Robots))
	if s.RobotsLine > 0 {
		said += " (" + g.p.Colon(g.p.T("issue.line", g.p.Int(int64(s.RobotsLine))), s.RobotsText) + ")"
	}
	if len(s.KeptOut) > 0 {
		said += " · " + g.p.Colon(g.p.T("sources.kept_out"), strings.Join(g.keptOut(s), ", "))
	}
	return said
}

// keptOut names the robots that are kept out, with the lines that do it.
func (g *page) keptOut(s *finding.Source) []string {
	if len(s.KeptOutBy) == 0 {
		return s.KeptOut
	}
	var out []string
	for _, rule := range s.KeptOutBy {
		place := g.p.T("issue.line", g.p.Int(int64(rule.Line)))
		if rule.Text != "" {
			place += ": " + rule.Text
		}
		out = append(out, rule.Robot+" ("+place+")")
	}
	return out
}

func (g *page) signal(v *finding.SourceSignal) string {
	said := g.p.Code("strength", v.Strength) + " · " + g.p.Code("signal", v.Name)
	if v.Value != "" {
		said += " (" + g.p.Code("said", v.Value) + ")"
	}
	if v.Where != "" {
		said += " · " + g.p.Place(v.Where)
	}
	if v.Snippet != "" {
		said += " · « " + clip(v.Snippet, 200) + " »"
	}
	return said
}

func signalTone(strength string) tone {
	switch strength {
	case "refusal":
		return alarm
	case "restriction":
		return warn
	}
	return plain
}
