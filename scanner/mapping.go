package scanner

import (
	"fmt"
	"slices"

	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/finding"
)

// mappingOf makes the report's account of how a table was understood, without counts:
// fills are left out, and values are those sampled.
func mappingOf(m *recognise.Mapping) finding.Table {
	t := finding.Table{
		Dataset: m.Dataset, Table: m.Table, Relation: "contact", Preset: m.Preset, PresetEvidence: m.PresetEvidence,
		MappingFile: m.File, Columns: make([]finding.Column, len(m.Columns)),
	}
	for i := range m.Columns {
		c := &m.Columns[i]
		t.Columns[i] = finding.Column{
			Header: c.Header, Field: c.Field, Confidence: round(c.Confidence), State: string(c.State), By: c.By,
			Trace: append([]string{}, c.Trace...), Format: c.Dates.Order, Filled: -1, Distinct: -1,
		}
		show(&t.Columns[i], bind.Sampled(c.Distinct))
	}
	return t
}

// show puts distinct values into the account of a column; nil are none.
func show(c *finding.Column, list []bind.Distinct) {
	if list != nil {
		c.Values, c.Distinct = bind.Shown(list), bind.Kinds(list)
	}
}

// counted gives the account of a table with what was counted of its columns.
// Those of unread columns are not known.
func counted(t finding.Table, tally *bind.Tally, unread []int) finding.Table {
	t.Columns = slices.Clone(t.Columns)
	for i := range t.Columns {
		if i < len(tally.Filled) && !slices.Contains(unread, i) {
			t.Columns[i].Filled = tally.Filled[i]
		}
		show(&t.Columns[i], tally.Values[i])
	}
	return t
}

func round(x float64) float64 { return float64(int(x*100+0.5)) / 100 }

// usedColumn says whether a column was read.
func usedColumn(c *finding.Column) bool {
	return c.State == string(recognise.Used) || c.State == string(recognise.Flagged)
}

// valueIssues tells of what the values of a table left open.
func (v *verdict) valueIssues() {
	for i, cells := range v.Tally.Values {
		c := &v.Mapping.Columns[i]
		if !usedColumn(c) {
			continue
		}
		if kinds, rows := bind.Unread(cells); rows > 0 {
			v.a.issue(v.dataset, v.Name, unread(c, i, kinds, rows))
		}
	}
	if n := v.Count.Future; n > 0 {
		v.a.issue(v.dataset, v.Name, finding.Issue{Severity: "warning", Count: n, Message: finding.Text{
			EN: "records were collected after the day of the audit (" + v.a.report.Now + "); check the day of the audit and the order of day and month",
			FR: "des fiches ont été collectées après le jour de l'audit (" + v.a.report.Now + ") ; vérifiez ce jour et l'ordre du jour et du mois",
		}})
	}
	if n := v.Tally.CountryConflicts; n > 0 {
		v.a.issue(v.dataset, v.Name, finding.Issue{Severity: "warning", Count: n, Message: finding.Text{
			EN: "the country column and the telephone prefix name different countries; the column was followed",
			FR: "la colonne du pays et l'indicatif téléphonique désignent des pays différents ; la colonne a été suivie",
		}})
	}
}

func unread(c *finding.Column, column int, kinds, rows int64) finding.Issue {
	en, fr := "1 distinct value was not understood and counts as unknown; leadlint map --out writes it into a mapping file for you to give its meaning",
		"1 valeur distincte n'a pas été comprise et compte comme inconnue ; leadlint map --out l'écrit dans un fichier de correspondance où vous indiquerez son sens"
	switch {
	case kinds < 0:
		en = "more distinct values than are listed were not understood and count as unknown; leadlint map --out writes those of a sample into a mapping file for you to give their meaning"
		fr = "des valeurs distinctes, trop nombreuses pour être énumérées, n'ont pas été comprises et comptent comme inconnues ; leadlint map --out écrit celles d'un échantillon dans un fichier de correspondance où vous indiquerez leur sens"
	case kinds != 1:
		en = fmt.Sprintf("%d distinct values were not understood and count as unknown; leadlint map --out writes them into a mapping file for you to give their meaning", kinds)
		fr = fmt.Sprintf("%d valeurs distinctes n'ont pas été comprises et comptent comme inconnues ; leadlint map --out les écrit dans un fichier de correspondance où vous indiquerez leur sens", kinds)
	}
	return finding.Issue{Severity: "warning", Column: column + 1, Count: rows, Message: finding.Text{
		EN: fmt.Sprintf("column %q (%s): %s", c.Header, c.Field, en),
		FR: fmt.Sprintf("colonne « %s » (%s) : %s", c.Header, c.Field, fr),
	}}
}
