package register

import (
	"fmt"

	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/finding"
)

// Report gives the report's account of how the register was understood. A nil
// tally stands for a table that was not read.
func (m *Mapping) Report(dataset, table string, tally *Tally) finding.Table {
	t := finding.Table{Dataset: dataset, Table: table, Preset: m.Preset, PresetEvidence: m.PresetEvidence, Columns: make([]finding.Column, len(m.Columns))}
	for i := range m.Columns {
		c := &m.Columns[i]
		out := finding.Column{
			Header: c.Header, Confidence: float64(int(c.Confidence*100+0.5)) / 100, State: string(c.State), By: c.By,
			Trace: append([]string{}, c.Trace...), Format: c.Dates.Order, Filled: -1, Distinct: -1,
		}
		if c.used() {
			out.Field = c.Use.String()
		}
		if tally != nil && i < len(tally.Filled) {
			out.Filled = tally.Filled[i]
		}
		values := bind.Sampled(c.Distinct)
		if tally != nil && tally.Values[i] != nil {
			values = tally.Values[i]
		}
		if values != nil {
			out.Values, out.Distinct = bind.Shown(values), bind.Kinds(values)
		}
		t.Columns[i] = out
	}
	return t
}

// ReadIssues tells of what reading the whole register left open: values that are
// not understood and rows that nothing can be compared with. Input and Table are
// left for the caller to fill; no raw value is in them.
func (m *Mapping) ReadIssues(t *Tally) []finding.Issue {
	var out []finding.Issue
	for i := range m.Columns {
		c := &m.Columns[i]
		if c.State != recognise.Used && c.State != recognise.Flagged {
			continue
		}
		if n := t.Undated[i]; n > 0 {
			out = append(out, finding.Issue{Severity: "warning", Column: i + 1, Count: n, Message: finding.Text{
				EN: fmt.Sprintf("column %q (%s): cells are no dates that can be read and count as unknown; say under dates: how they are written", c.Header, c.Use),
				FR: fmt.Sprintf("colonne « %s » (%s) : des cellules ne sont pas des dates lisibles et comptent comme inconnues ; indiquez sous dates: comment elles sont écrites", c.Header, c.Use),
			}})
		}
		if kinds, rows := bind.Unread(t.Values[i]); rows > 0 {
			out = append(out, finding.Issue{Severity: "warning", Column: i + 1, Count: rows, Message: finding.Text{
				EN: fmt.Sprintf("column %q (%s): %s", c.Header, c.Use, strangeEN(kinds)),
				FR: fmt.Sprintf("colonne « %s » (%s) : %s", c.Header, c.Use, strangeFR(kinds)),
			}})
		}
	}
	if t.Rows > 0 && t.Keyless > 0 && keyed(m.Relation) {
		out = append(out, finding.Issue{Severity: "warning", Count: t.Keyless, Message: finding.Text{
			EN: "rows hold nothing that tells who they are about and cannot be compared with another table",
			FR: "des lignes ne contiennent rien qui dise de qui il s'agit et ne peuvent être rapprochées d'une autre table",
		}})
	}
	if t.Records > 0 && t.Rows == 0 {
		out = append(out, finding.Issue{Severity: "warning", Count: t.Records, Message: finding.Text{
			EN: fmt.Sprintf("no record is a row of %s (all say that nothing was sent or requested); check the columns", m.Relation),
			FR: fmt.Sprintf("aucun enregistrement n'est une ligne de %s (tous disent que rien n'a été envoyé ni demandé) ; vérifiez les colonnes", m.Relation),
		}})
	}
	return out
}

func strangeEN(kinds int64) string {
	if kinds == 1 {
		return "1 distinct value was not understood and counts as unknown; say what it means under values: in the audit file"
	}
	if kinds < 0 {
		return "more distinct values than are listed were not understood and count as unknown; say what they mean under values: in the audit file"
	}
	return fmt.Sprintf("%d distinct values were not understood and count as unknown; say what they mean under values: in the audit file", kinds)
}

func strangeFR(kinds int64) string {
	if kinds == 1 {
		return "1 valeur distincte n'a pas été comprise et compte comme inconnue ; indiquez son sens sous values: dans le fichier d'audit"
	}
	if kinds < 0 {
		return "des valeurs distinctes, trop nombreuses pour être énumérées, n'ont pas été comprises et comptent comme inconnues ; indiquez leur sens sous values: dans le fichier d'audit"
	}
	return fmt.Sprintf("%d valeurs distinctes n'ont pas été comprises et comptent comme inconnues ; indiquez leur sens sous values: dans le fichier d'audit", kinds)
}
