package scanner

import (
	"fmt"

	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/finding"
)

// mappingOf makes the report's account of how a table was understood. Without
// a tally (a table without persons) fills are left out.
func mappingOf(m *recognise.Mapping, tally *bind.Tally) finding.Table {
	t := finding.Table{
		Dataset: m.Dataset, Table: m.Table, Relation: "contact", Preset: m.Preset, PresetEvidence: m.PresetEvidence,
		MappingFile: m.File, Columns: make([]finding.Column, len(m.Columns)),
	}
	for i := range m.Columns {
		c := &m.Columns[i]
		out := finding.Column{
			Header: c.Header, Field: c.Field, Confidence: round(c.Confidence), State: string(c.State), By: c.By,
			Trace: append([]string{}, c.Trace...), Format: c.Dates.Order, Filled: -1, Distinct: -1,
		}
		if tally != nil && i < len(tally.Filled) {
			out.Filled = tally.Filled[i]
		}
		values := bind.Sampled(c.Distinct)
		if tally != nil && tally.Values[i] != nil {
			values = tally.Values[i]
		}
		if values != nil {
			out.Values, out.Distinct = bind.Shown(values), int64(len(values))
		}
		t.Columns[i] = out
	}
	return t
}

func round(x float64) float64 { return float64(int(x*100+0.5)) / 100 }

// valueIssues tells of what the values of a table left open.
func (s *scan) valueIssues() {
	for i, values := range s.tally.Values {
		c := &s.mapping.Columns[i]
		if c.State != recognise.Used && c.State != recognise.Flagged {
			continue
		}
		var kinds, rows int64
		for _, v := range values {
			if !v.Understood {
				kinds, rows = kinds+1, rows+v.Count
			}
		}
		if rows > 0 {
			s.a.issue(s.target.name, s.table.Name(), unread(c, i, kinds, rows))
		}
	}
	if n := s.part.Future; n > 0 {
		s.a.issue(s.target.name, s.table.Name(), finding.Issue{Severity: "warning", Count: n, Message: finding.Text{
			EN: "records were collected after the day of the audit (" + s.a.report.Now + "); check the day of the audit and the order of day and month",
			FR: "des fiches ont été collectées après le jour de l'audit (" + s.a.report.Now + ") ; vérifiez ce jour et l'ordre du jour et du mois",
		}})
	}
	if n := s.tally.CountryConflicts; n > 0 {
		s.a.issue(s.target.name, s.table.Name(), finding.Issue{Severity: "warning", Count: n, Message: finding.Text{
			EN: "the country column and the telephone prefix name different countries; the column was followed",
			FR: "la colonne du pays et l'indicatif téléphonique désignent des pays différents ; la colonne a été suivie",
		}})
	}
}

func unread(c *recognise.Column, column int, kinds, rows int64) finding.Issue {
	en, fr := "1 distinct value was not understood and counts as unknown; leadlint map --out writes it into a mapping file for you to give its meaning",
		"1 valeur distincte n'a pas été comprise et compte comme inconnue ; leadlint map --out l'écrit dans un fichier de correspondance où vous indiquerez son sens"
	if kinds != 1 {
		en = fmt.Sprintf("%d distinct values were not understood and count as unknown; leadlint map --out writes them into a mapping file for you to give their meaning", kinds)
		fr = fmt.Sprintf("%d valeurs distinctes n'ont pas été comprises et comptent comme inconnues ; leadlint map --out les écrit dans un fichier de correspondance où vous indiquerez leur sens", kinds)
	}
	return finding.Issue{Severity: "warning", Column: column + 1, Count: rows, Message: finding.Text{
		EN: fmt.Sprintf("column %q (%s): %s", c.Header, c.Field, en),
		FR: fmt.Sprintf("colonne « %s » (%s) : %s", c.Header, c.Field, fr),
	}}
}
