package decision

import (
	"fmt"
	"strings"

	"leadlint/scanner/finding"
)

// visits table the pages visited; nil when there are none.
func (w *writer) visits() *Section {
	if len(w.r.Sources) == 0 {
		return nil
	}
	s := section(Topic, "pages", "", w.p.T("part.sources"))
	t := w.table(w.p.T("sources.caption"), "sources.page", "sources.answer", "sources.robots", "sources.says")
	for i := range w.r.Sources {
		src := &w.r.Sources[i]
		at := src.VisitedAt
		if src.Recorded {
			at = w.p.T("sources.recorded", at)
		}
		t.row(words(src.Address, w.p.Capital(w.p.Code("role", src.Role)), src.From), words(w.answer(src), at),
			words(w.robots(src), src.RobotsText), words(w.says(src)))
	}
	s.add(loose(Remark, said(w.p.T("sources.silence"))), t)
	return s
}

// answer says how a page answered.
func (w *writer) answer(s *finding.Source) string {
	out := w.p.Capital(w.p.Code("access", s.Access))
	if n := len(s.Statuses); n > 0 && s.Statuses[n-1] != 0 {
		out += fmt.Sprint(" (HTTP ", s.Statuses[n-1], ")")
	}
	if s.Rendered {
		out += " · " + w.p.T("sources.rendered")
	}
	return out
}

// robots says what robots.txt says of the page.
func (w *writer) robots(s *finding.Source) string {
	if s.Robots == "" {
		return ""
	}
	out := w.p.Code("robots", s.Robots)
	if s.RobotsLine > 0 {
		out += ", " + w.p.T("issue.line", w.p.Int(int64(s.RobotsLine)))
	}
	if len(s.KeptOut) > 0 {
		out += " · " + w.p.Colon(w.p.T("sources.kept_out"), strings.Join(w.keptOut(s), ", "))
	}
	return out
}

// keptOut names the robots that are kept out, with the lines that do it.
func (w *writer) keptOut(s *finding.Source) []string {
	if len(s.KeptOutBy) == 0 {
		return s.KeptOut
	}
	var out []string
	for _, rule := range s.KeptOutBy {
		out = append(out, rule.Robot+" ("+w.p.T("issue.line", w.p.Int(int64(rule.Line)))+")")
	}
	return out
}

// says lists what a page says, refusals first as they come, with their places.
func (w *writer) says(s *finding.Source) string {
	var parts []string
	for _, v := range s.Signals {
		if v.Strength == "inventory" {
			continue
		}
		one := w.p.Colon(w.p.Code("strength", v.Strength), w.p.Code("signal", v.Name))
		if v.Where != "" {
			one += " (" + w.p.Place(v.Where) + ")"
		}
		if v.Snippet != "" {
			one += " " + w.p.T("word.quoted", v.Snippet)
		}
		parts = append(parts, one)
	}
	if s.Problem != nil {
		parts = append(parts, w.p.Text(*s.Problem))
	}
	return dots(parts...)
}
