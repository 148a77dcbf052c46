package html

import (
	"slices"
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// result is one finding that fired, worded in the moves of a decision.
type result struct {
	ID, Number, Title string
	Rule, Severity    string
	Kind, Articles    string
	Place             string
	// Law and Precedents are the move "in law".
	Law        string
	Precedents []citation
	// Examined, Extent, Why, Groups, Samples and Declared are "in this case".
	Examined, Extent, Why string
	Columns               string
	Groups, Samples       *table
	// Places are where code sets it off.
	Places *table
	// Decided are the facts of a notice or form that the finding rests on.
	Decided  []string
	Declared []string
	// Defence is what would clear it, Limit a limit of the precedent.
	Defence, Limit string
	Constituted    bool
	Conclusion     string
	Remedy         string
	Deadline       string
	Order          int
}

// citation is a decision or text, worded.
type citation struct {
	Text, Sanction, Trust, URL string
}

// mostSamples is how many masked records a finding shows.
const mostSamples = 5

func (d *document) result(f *finding.Finding, number string, at anchor) result {
	r := result{
		ID: at.ID, Order: at.Order, Number: number, Title: d.P.Text(f.Title), Rule: f.Rule,
		Severity: d.P.Code("severity", f.Severity), Kind: d.P.Code("kind", f.Kind),
		Articles: d.P.Articles(append(append([]string{}, f.Articles.Primary...), f.Articles.Related...)),
		Place:    view.Place(f), Law: d.P.Text(f.Law),
		Examined: d.P.Text(f.Condition), Extent: d.extent(f), Why: d.P.Text(f.Why),
		Columns: strings.Join(f.Subject.Columns, ", "),
		Groups:  d.groups(f), Samples: d.samples(f), Places: d.places(f), Decided: view.Decided(d.P, f),
		Defence: d.P.Text(f.Evidence), Limit: d.P.Opt(f.Note),
		Constituted: view.Concluded(f) == view.Constituted,
		Remedy:      d.P.Text(f.Remedy), Deadline: d.deadline(f.Within, f.Due),
	}
	r.Conclusion = d.P.T("conclusion.on." + f.Kind)
	for _, p := range f.Precedents {
		r.Precedents = append(r.Precedents, d.cite(p))
	}
	for _, v := range f.Declared {
		r.Declared = append(r.Declared, d.declared(f, v))
	}
	return r
}

// extent says how many were examined and how they fared.
func (d *document) extent(f *finding.Finding) string {
	n := f.Counts
	if f.Subject.Dataset == "" && n.Examined <= 1 {
		return d.P.T("extent.case")
	}
	unit := "extent.rows"
	if f.Subject.Relation == "contact" {
		unit = "extent.contacts"
	}
	s := d.P.N(unit, n.Examined) + " " + d.P.N("extent.breach", n.Breach, d.P.Share(n.Breach, n.Examined))
	if n.Persons > 0 {
		s += " " + d.P.N("extent.concerned", n.Persons)
	}
	if n.NotShown > 0 {
		s += " " + d.P.N("extent.open", n.NotShown, d.P.Share(n.NotShown, n.Examined))
	}
	if n.Clear > 0 {
		s += " " + d.P.N("extent.clear", n.Clear, d.P.Share(n.Clear, n.Examined))
	}
	return s
}

func (d *document) declared(f *finding.Finding, v finding.Declared) string {
	s := d.P.Colon(d.P.Capital(d.P.Field(f.Subject.Relation, v.Field)), v.Value)
	if v.Where != "" {
		s += " (" + v.Where + ")"
	}
	return s
}

// cite words a precedent; only web addresses become links.
func (d *document) cite(p finding.Precedent) citation {
	var parts []string
	for _, s := range []string{p.Authority, p.Reference, p.Organisation, d.P.Date(p.Date)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 {
		parts = []string{p.ID}
	}
	c := citation{Text: strings.Join(parts, ", "), Sanction: d.P.Text(p.Sanction)}
	if p.Trust == "B" || p.Trust == "C" {
		c.Trust = d.P.T("trust." + p.Trust)
	}
	if strings.HasPrefix(p.URL, "https://") || strings.HasPrefix(p.URL, "http://") {
		c.URL = p.URL
	}
	return c
}

// samples tables a few masked records, nil when there are none. The column of
// keys is there only when some record has one.
func (d *document) samples(f *finding.Finding) *table {
	if len(f.Samples) == 0 || len(view.Decided(d.P, f)) > 0 {
		return nil
	}
	keyed := slices.ContainsFunc(f.Samples, func(s finding.Sample) bool { return s.Key != "" })
	t := &table{Caption: d.P.T("html.samples.caption"), Head: d.heads("#html.col.line"), Code: true}
	if keyed {
		t.Caption, t.Head = d.P.T("html.samples.keyed"), d.heads("html.col.key", "#html.col.line")
	}
	var fields []string
	for _, v := range f.Samples[0].Values {
		fields = append(fields, v.Field)
		t.Head = append(t.Head, th{Text: d.P.Capital(d.P.Field(f.Subject.Relation, v.Field))})
	}
	for _, s := range f.Samples[:min(len(f.Samples), mostSamples)] {
		row := []td{{Text: d.line(s.Line), Num: true}}
		if keyed {
			row = append([]td{{Text: s.Key}}, row...)
		}
		for _, name := range fields {
			row = append(row, td{Text: sampleValue(s, name)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (d *document) line(n int64) string {
	if n == 0 {
		return "–"
	}
	return d.P.Int(n)
}

func sampleValue(s finding.Sample, field string) string {
	for _, v := range s.Values {
		if v.Field == field && v.Value != "" {
			return v.Value
		}
	}
	return "–"
}
