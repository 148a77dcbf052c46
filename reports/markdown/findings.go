package markdown

import (
	"strconv"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// columns heads the table of the findings that count; how they stand to an earlier audit
// comes last, where there is one.
func (s *summary) columns() []string {
	keys := []string{"col.rule", "col.severity", "sum.col.finding", "sum.col.where", "sum.col.rows", "col.by"}
	if s.c.Report.Comparison != nil {
		keys = append(keys, "doc.col.state")
	}
	var out []string
	for _, k := range keys {
		out = append(out, s.cell(s.p.T(k)))
	}
	return out
}

// spots are the points of one finding that are told: the first, and how many there are.
type spots struct {
	first view.Point
	n     int64
}

func (s *summary) points() map[*finding.Finding]spots {
	out := map[*finding.Finding]spots{}
	for _, p := range s.c.Points() {
		at := out[p.Finding]
		if !p.News() {
			continue
		}
		if at.n == 0 {
			at.first = p
		}
		at.n++
		out[p.Finding] = at
	}
	return out
}

func (s *summary) row(f *finding.Finding, at spots) string {
	title := s.cell(s.p.Text(f.Title))
	if view.Concluded(f) != view.Constituted {
		title += "<br>" + s.cell(s.p.Code("kind", f.Kind))
	}
	due := s.p.Deadline(f.Within)
	if f.Due != "" {
		due = s.p.Date(f.Due)
	}
	cells := []string{s.cell(f.Rule), s.cell(s.p.Code("severity", f.Severity)), title, s.where(f, at), s.cell(s.extent(f, at)), s.cell(due)}
	if s.c.Report.Comparison != nil {
		cells = append(cells, s.cell(s.p.Code("sum.state", f.State)))
	}
	return line(cells)
}

// where names the first place of a finding, as a path with its line where it has one.
func (s *summary) where(f *finding.Finding, at spots) string {
	place := view.Place(f)
	switch {
	case at.n > 0 && at.first.Place != nil, place == "" && at.first.Path != "":
		place = at.first.Path + ":" + strconv.Itoa(at.first.Line())
	case place == "":
		place = "–"
	}
	out := s.cell(place)
	if at.n > 1 {
		out += "<br>" + s.cell(s.p.N("sum.further", at.n-1))
	}
	return out
}

// extent counts the places, or the rows in breach with their share.
func (s *summary) extent(f *finding.Finding, at spots) string {
	switch {
	case at.n > 0 && at.first.Place != nil:
		return s.p.N("sum.places", at.n)
	case view.Declares(f):
		return s.p.T("extent.declared")
	case f.Counts.Examined > 0:
		said := s.p.Int(f.Counts.Breach) + " (" + s.p.Share(f.Counts.Breach, f.Counts.Examined) + ")"
		if f.Interval != nil {
			said = s.p.Series([]string{said, s.p.T("smp.short", view.Range(s.p, f.Interval))})
		}
		return said
	}
	return s.p.Int(f.Counts.Breach)
}
