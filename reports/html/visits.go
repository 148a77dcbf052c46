package html

import (
	"fmt"
	"strings"

	"leadlint/scanner/finding"
)

// Visits tables the pages visited; nil when there are none.
func (d *document) Visits() *table {
	if len(d.R.Sources) == 0 {
		return nil
	}
	t := &table{Caption: d.P.T("sources.caption"), Head: d.heads("sources.page", "sources.answer", "sources.robots", "sources.says")}
	for i := range d.R.Sources {
		s := &d.R.Sources[i]
		answer := d.P.Capital(d.P.Code("access", s.Access))
		if n := len(s.Statuses); n > 0 && s.Statuses[n-1] != 0 {
			answer += fmt.Sprint(" (HTTP ", s.Statuses[n-1], ")")
		}
		if s.Rendered {
			answer += " · " + d.P.T("sources.rendered")
		}
		at := s.VisitedAt
		if s.Recorded {
			at = d.P.T("sources.recorded", at)
		}
		t.Rows = append(t.Rows, []td{
			{Text: s.Address, Sub: d.P.Capital(d.P.Code("role", s.Role)) + " · " + s.From}, {Text: answer, Sub: at},
			{Text: d.robots(s), Sub: s.RobotsText}, {Text: d.says(s)},
		})
	}
	return t
}

func (d *document) robots(s *finding.Source) string {
	if s.Robots == "" {
		return "–"
	}
	said := d.P.Code("robots", s.Robots)
	if s.RobotsLine > 0 {
		said += ", " + d.P.T("issue.line", d.P.Int(int64(s.RobotsLine)))
	}
	if len(s.KeptOut) > 0 {
		said += " · " + d.P.Colon(d.P.T("sources.kept_out"), strings.Join(s.KeptOut, ", "))
	}
	return said
}

// says lists what a page says, refusals first as they come, with their places.
func (d *document) says(s *finding.Source) string {
	var parts []string
	for _, v := range s.Signals {
		if v.Strength == "inventory" {
			continue
		}
		said := d.P.Colon(d.P.Code("strength", v.Strength), d.P.Code("signal", v.Name))
		if v.Where != "" {
			said += " (" + d.P.Place(v.Where) + ")"
		}
		if v.Snippet != "" {
			said += " « " + v.Snippet + " »"
		}
		parts = append(parts, said)
	}
	if s.Problem != nil {
		parts = append(parts, d.P.Text(*s.Problem))
	}
	if len(parts) == 0 {
		return "–"
	}
	return strings.Join(parts, " · ")
}
