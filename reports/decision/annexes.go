package decision

import (
	"strings"

	"leadlint/scanner/finding"
)

// annexes hold what the reasons rest on in full.
func (w *writer) annexes() *Section {
	s := section(Part, "annexes", "", w.p.T("doc.annexes"))
	s.under(w.rules(), w.relations(), w.columns(), w.coverage())
	return s
}

// columns table how the columns of each table were understood, and how the values of
// governance columns were read.
func (w *writer) columns() *Section {
	s := section(Annex, "annex-columns", "3.", w.p.T("annex.columns"))
	if len(w.r.Mapping) == 0 {
		s.add(loose(Body, said(w.p.T("annex.columns.none"))))
	}
	for i := range w.r.Mapping {
		m := &w.r.Mapping[i]
		name := or(place(m.Dataset, m.Table))
		one := section(Topic, ident("columns", i), "", name)
		var how []string
		if m.Preset != "" {
			how = append(how, w.p.T("doc.preset", m.Preset, m.PresetEvidence))
		}
		if m.MappingFile != "" {
			how = append(how, w.p.T("doc.mapping", m.MappingFile))
		}
		one.add(loose(Body, said(join(how...))), w.meanings(m, name), w.values(m, name))
		s.under(one)
	}
	return s
}

func (w *writer) meanings(m *finding.Table, name string) *Table {
	t := w.table(w.p.T("doc.columns.caption", name), "col.column", "col.meaning", "doc.col.state", "#col.confidence", "doc.col.decided", "#doc.col.filled")
	for _, c := range m.Columns {
		meaning := w.p.T("value.not_understood")
		if c.Field != "" {
			if meaning = w.p.Field(m.Relation, c.Field); meaning != c.Field || !strings.Contains(meaning, "_") {
				meaning = w.p.Capital(meaning)
			}
		}
		filled := number("")
		if c.Filled >= 0 {
			filled = w.count(c.Filled)
		}
		t.row(words(c.Header), words(meaning), words(w.p.Code("state", c.State), c.Format),
			number(w.p.Confidence(c.Confidence)), words(w.p.Code("by", c.By)), filled)
	}
	return t
}

func (w *writer) values(m *finding.Table, name string) *Table {
	t := w.table(w.p.T("doc.values.caption", name), "col.column", "col.value", "#col.records", "col.meaning")
	for _, c := range m.Columns {
		for _, v := range c.Values {
			value, meaning := v.Value, v.Meaning
			if value == "" {
				value = w.p.T("value.empty")
			}
			if meaning == "unknown" || meaning == "not_understood" {
				meaning = w.p.T("value." + meaning)
			}
			t.row(words(c.Header), words(value), w.count(v.Count), words(w.p.Value(m.Relation, c.Field, meaning)))
		}
	}
	return t
}

// coverage says what was read, and lists what was skipped, repaired or left out.
func (w *writer) coverage() *Section {
	s := section(Annex, "annex-coverage", "4.", w.p.T("annex.coverage"))
	if w.tabular() {
		s.add(loose(Body, said(join(w.rows(), w.skipped()))))
	}
	var issues []string
	for _, i := range w.c.Unread() {
		issues = append(issues, w.issue(i))
	}
	if len(issues) == 0 {
		s.add(loose(Body, said(w.p.T("annex.coverage.none"))))
	}
	s.add(bullets(issues))
	return s
}
