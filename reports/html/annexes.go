package html

import (
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// Rules tables every answer of every rule.
func (d *document) Rules() *table {
	t := &table{Caption: d.P.T("html.rules.caption"), Head: d.heads("col.rule", "col.title", "html.col.article", "html.col.kind", "html.col.outcome")}
	for i := range d.R.Findings {
		f := &d.R.Findings[i]
		t.Rows = append(t.Rows, []td{
			{Text: f.Rule, Sub: f.Pack, Keep: true}, {Text: d.P.Text(f.Title), Sub: view.Place(f)}, {Text: d.P.Articles(f.Articles.Primary)},
			{Text: d.P.Code("kind", f.Kind), Sub: d.P.Code("severity", f.Severity)}, {Text: d.outcome(f)},
		})
	}
	return t
}

// Relations tables which relations were there and which rules they let run;
// nil when the report does not say.
func (d *document) Relations() *table {
	if len(d.R.Relations) == 0 {
		return nil
	}
	t := &table{Caption: d.P.T("html.scope.caption"), Head: d.heads("col.relation", "col.supplied", "#col.records", "col.ran", "col.not_ran")}
	for _, s := range d.R.Relations {
		there, rows := d.P.T("scope.absent"), "–"
		if s.Supplied {
			there = d.P.T("scope.supplied")
		}
		if len(s.Inputs) > 0 {
			there, rows = strings.Join(s.Inputs, ", "), d.P.Int(s.Rows)
		}
		ran := td{Text: strings.Join(s.Assessed, ", ")}
		if len(s.Joins) > 0 {
			ran.Sub = d.P.Colon(d.P.T("scope.joined"), strings.Join(s.Joins, ", "))
		}
		if len(s.Idle) > 0 {
			ran.Sub = strings.TrimPrefix(ran.Sub+" · "+d.P.Colon(d.P.T("scope.idle"), strings.Join(s.Idle, ", ")), " · ")
		}
		not := td{Text: strings.Join(s.NotAssessed, ", ")}
		if s.Needs != nil {
			not.Sub = d.P.Text(*s.Needs)
		}
		for i, w := range s.Waits {
			if i > 0 {
				not.Sub += " · "
			}
			not.Sub += d.P.Colon(d.P.T("scope.none_of", d.P.Relation(w.Relation)), strings.Join(w.Rules, ", "))
		}
		t.Rows = append(t.Rows, []td{{Text: d.P.Capital(d.P.Relation(s.Relation)), Sub: s.Relation}, {Text: there}, {Text: rows, Num: true}, ran, not})
	}
	return t
}

func (d *document) outcome(f *finding.Finding) string {
	if f.Kind == "gate" {
		return d.P.Code("gate", string(f.Outcome))
	}
	if f.Outcome == finding.Breach && view.Concluded(f) != view.Constituted {
		return d.P.T("outcome.marked")
	}
	return d.P.Code("outcome", string(f.Outcome))
}

// columnsFacts says how the columns of one table were understood.
type columnsFacts struct {
	Name, How string
	Columns   *table
	Values    *table
}

// Columns tables how the columns of each table were understood, and how the
// values of governance columns were read.
func (d *document) Columns() []columnsFacts {
	var out []columnsFacts
	for _, t := range d.R.Mapping {
		name := t.Dataset
		if t.Table != "" {
			name += " › " + t.Table
		}
		c := columnsFacts{Name: name, Columns: d.columns(t, name), Values: d.values(t, name)}
		if t.Preset != "" {
			c.How = d.P.T("html.preset", t.Preset, t.PresetEvidence)
		}
		if t.MappingFile != "" {
			c.How += " " + d.P.T("html.mapping", t.MappingFile)
		}
		out = append(out, c)
	}
	return out
}

func (d *document) columns(t finding.Table, name string) *table {
	out := &table{Caption: d.P.T("html.columns.caption", name), Head: d.heads("col.column", "col.meaning", "html.col.state", "#col.confidence", "html.col.decided", "#html.col.filled")}
	for _, c := range t.Columns {
		meaning, field := d.P.T("value.not_understood"), c.Field
		if field != "" {
			meaning = d.P.Capital(d.P.Field(t.Relation, field))
			if meaning == d.P.Capital(field) {
				meaning, field = field, ""
			}
		}
		out.Rows = append(out.Rows, []td{
			{Text: c.Header}, {Text: meaning, Sub: field}, {Text: d.P.Code("state", c.State), Sub: c.Format},
			{Text: d.P.Confidence(c.Confidence), Num: true}, {Text: d.P.Code("by", c.By)}, {Text: d.filled(c.Filled), Num: true},
		})
	}
	return out
}

func (d *document) values(t finding.Table, name string) *table {
	out := &table{Caption: d.P.T("html.values.caption", name), Head: d.heads("col.column", "col.value", "#col.records", "col.meaning")}
	for _, c := range t.Columns {
		for i, v := range c.Values {
			column := td{Text: c.Header}
			if i == 0 {
				column.Sub = c.Field
			}
			value, meaning := v.Value, v.Meaning
			if value == "" {
				value = d.P.T("value.empty")
			}
			if meaning == "unknown" || meaning == "not_understood" {
				meaning = d.P.T("value." + meaning)
			}
			out.Rows = append(out.Rows, []td{column, {Text: value}, {Text: d.P.Int(v.Count), Num: true}, {Text: meaning}})
		}
	}
	if len(out.Rows) == 0 {
		return nil
	}
	return out
}

// exposureFacts is the order of magnitude of fines, worded.
type exposureFacts struct {
	Figures    *table
	Precedents *table
	Caveat     string
	Unverified bool
}

// Exposure words the exposure, nil when there is none.
func (d *document) Exposure() *exposureFacts {
	e := d.R.Exposure
	if e == nil {
		return nil
	}
	figures := &table{Caption: d.P.T("html.exposure.caption"), Head: d.heads("html.col.item", "#html.col.amount")}
	add := func(key, value string) {
		figures.Rows = append(figures.Rows, []td{{Text: d.P.T(key)}, {Text: value, Num: true}})
	}
	add("exposure.turnover", d.P.Euros(e.Turnover))
	add("exposure.tier", d.P.T("articles.gdpr", e.Tier))
	add("exposure.maximum", d.P.Euros(e.Maximum))
	add("exposure.band", d.P.Code("band", e.Band))
	add("exposure.range", d.P.T("exposure.from_to", d.P.Euros(e.Low), d.P.Euros(e.High)))
	out := &exposureFacts{Figures: figures, Caveat: d.P.Text(e.Caveat), Unverified: !e.Verified}
	if len(e.Precedents) > 0 {
		out.Precedents = &table{Caption: d.P.T("html.precedents.caption"), Head: d.heads("html.col.decision", "html.col.sanction")}
		for _, p := range e.Precedents {
			c := d.cite(p)
			out.Precedents.Rows = append(out.Precedents.Rows, []td{{Text: c.Text, Sub: c.Trust}, {Text: c.Sanction}})
		}
	}
	return out
}

// filled is a number of filled cells, a dash where the column was not read.
func (d *document) filled(n int64) string {
	if n < 0 {
		return "–"
	}
	return d.P.Int(n)
}
