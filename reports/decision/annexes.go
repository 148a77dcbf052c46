package decision

import (
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// annexes hold what the reasons rest on in full.
func (w *writer) annexes() *Section {
	s := section(Part, "annexes", "", w.p.T("doc.annexes"))
	s.under(w.rules(), w.relations(), w.columns(), w.coverage())
	return s
}

// rules tables every answer of every rule, and apart, in one line each, the rules that
// were not assessed.
func (w *writer) rules() *Section {
	s := section(Annex, "annex-rules", "1.", w.p.T("annex.rules"))
	t := w.table(w.p.T("doc.rules.caption"), "col.rule", "col.title", "doc.col.article", "doc.col.kind", "doc.col.outcome")
	rest := w.table(w.p.T("doc.rules.unassessed"), "col.rule", "col.title", "doc.col.article", "col.severity")
	for i := range w.r.Findings {
		f := &w.r.Findings[i]
		if f.Outcome == finding.NotAssessed && f.Kind != "gate" {
			rest.row(Cell{Text: f.Rule, Keep: true}, words(w.p.Text(f.Title), view.Place(f)), words(w.p.Articles(f.Articles.Primary)), words(w.p.Code("severity", f.Severity)))
			continue
		}
		t.row(Cell{Text: f.Rule, Sub: f.Pack, Keep: true}, words(w.p.Text(f.Title), view.Place(f)), words(w.p.Articles(f.Articles.Primary)),
			words(w.p.Code("kind", f.Kind), w.p.Code("severity", f.Severity)), words(w.outcome(f), w.until(f)))
	}
	if len(t.Rows)+len(rest.Rows) == 0 {
		s.add(loose(Body, said(w.p.T("doc.rules.none"))))
	}
	s.add(t, rest)
	return s
}

func (w *writer) outcome(f *finding.Finding) string {
	if f.Kind == "gate" {
		return w.p.Code("gate", string(f.Outcome))
	}
	if f.Outcome == finding.Breach && view.Concluded(f) != view.Constituted {
		return w.p.T("outcome.marked")
	}
	return w.p.Code("outcome", string(f.Outcome))
}

// relations tables which relations were there and which rules they let run.
func (w *writer) relations() *Section {
	s := section(Annex, "annex-scope", "2.", w.p.T("annex.scope"))
	t := w.table(w.p.T("doc.scope.caption"), "col.relation", "col.supplied", "#col.records", "col.ran", "col.not_ran")
	for i := range w.r.Relations {
		r := &w.r.Relations[i]
		there, rows := w.p.T("scope.absent"), ""
		if r.Supplied {
			there = w.p.T("scope.supplied")
		}
		if len(r.Inputs) > 0 {
			there, rows = strings.Join(r.Inputs, ", "), w.p.Int(r.Rows)
		}
		t.row(words(w.p.Capital(w.p.Relation(r.Relation)), r.Relation), words(there), number(rows), w.ran(r), w.idle(r))
	}
	if len(t.Rows) == 0 {
		s.add(loose(Body, said(w.p.T("annex.scope.none"))))
	}
	s.add(t)
	return s
}

// ran names the rules that a relation let run.
func (w *writer) ran(r *finding.Scope) Cell {
	var joins, idle string
	if len(r.Joins) > 0 {
		joins = w.p.Colon(w.p.T("scope.joined"), strings.Join(r.Joins, ", "))
	}
	if len(r.Idle) > 0 {
		idle = w.p.Colon(w.p.T("scope.idle"), strings.Join(r.Idle, ", "))
	}
	return words(strings.Join(r.Assessed, ", "), joins, idle)
}

// idle names the rules on a relation that could not run, and for want of what.
func (w *writer) idle(r *finding.Scope) Cell {
	subs := []string{w.p.Opt(r.Needs)}
	for _, x := range r.Waits {
		subs = append(subs, w.p.Colon(w.p.T("scope.none_of", w.p.Relation(x.Relation)), strings.Join(x.Rules, ", ")))
	}
	return words(strings.Join(r.NotAssessed, ", "), subs...)
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
		meaning, field := w.p.T("value.not_understood"), c.Field
		if field != "" {
			meaning = w.p.Capital(w.p.Field(m.Relation, field))
			if meaning == w.p.Capital(field) {
				meaning, field = field, ""
			}
		}
		filled := number("")
		if c.Filled >= 0 {
			filled = w.count(c.Filled)
		}
		t.row(words(c.Header), words(meaning, field), words(w.p.Code("state", c.State), c.Format),
			number(w.p.Confidence(c.Confidence)), words(w.p.Code("by", c.By)), filled)
	}
	return t
}

func (w *writer) values(m *finding.Table, name string) *Table {
	t := w.table(w.p.T("doc.values.caption", name), "col.column", "col.value", "#col.records", "col.meaning")
	for _, c := range m.Columns {
		for i, v := range c.Values {
			field := ""
			if i == 0 {
				field = c.Field
			}
			value, meaning := v.Value, v.Meaning
			if value == "" {
				value = w.p.T("value.empty")
			}
			if meaning == "unknown" || meaning == "not_understood" {
				meaning = w.p.T("value." + meaning)
			}
			code := meaning
			if meaning = w.p.Value(m.Relation, c.Field, meaning); meaning == code {
				code = ""
			}
			t.row(words(c.Header, field), words(value), w.count(v.Count), words(meaning, code))
		}
	}
	return t
}

// coverage says what was read, and lists what was skipped, repaired or left out.
func (w *writer) coverage() *Section {
	s := section(Annex, "annex-coverage", "4.", w.p.T("annex.coverage"))
	if w.tabular() {
		s.add(loose(Body, said(join(w.p.N("facts.read", w.r.Coverage.Rows), w.skipped()))))
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
