package decision

import (
	"slices"
	"strconv"

	"leadlint/reports/view"
)

// facts are the first part: the organisation, the examination, and what was read.
func (w *writer) facts() *Section {
	s := section(Part, "facts", "I.", w.p.T("doc.facts"))
	s.under(w.organisation(), w.procedure())
	s.under(w.notices(), w.forms(), w.code(), w.visits(), w.changes())
	for i := range w.r.Statistics {
		s.under(w.dataset(i, w.r.Statistics[i]))
	}
	return s
}

func (w *writer) organisation() *Section {
	s := section(Topic, "organisation", "", w.p.T("facts.controller"))
	c := w.r.Controller
	who, where := w.p.T("facts.controller.none"), ""
	if c.Name != "" {
		who = w.p.T("facts.controller.text", c.Name)
	}
	if c.Country != "" {
		where = w.p.T("facts.country", w.p.Country(c.Country))
	}
	s.add(w.para(said(join(who, where))))
	return s
}

func (w *writer) procedure() *Section {
	s := section(Topic, "procedure", "", w.p.T("facts.procedure"))
	c := w.r.Coverage
	var read []string
	if w.tabular() {
		read = append(read, w.rows(), w.skipped(), w.persons())
	}
	for _, one := range view.TextsRead(w.p, w.r) {
		read = append(read, w.p.Capital(one)+".")
	}
	s.add(w.para(said(join(append(read, w.p.T("facts.masked"))...))))
	whole := w.p.T("facts.complete")
	if !c.Complete {
		whole = w.p.T("facts.incomplete")
	}
	if c.Sample != nil {
		whole = join(w.p.T("smp.read", view.Drawn(w.p, c.Sample), view.Asked(w.p, c.Sample)), whole)
	}
	s.add(w.para(said(join(whole, w.p.T("facts.unknown")))))
	return s
}

// tabular says whether tables of data were to be read, so that their records count.
func (w *writer) tabular() bool {
	kinds := view.Kinds(w.r)
	return w.r.Coverage.Rows > 0 || len(kinds) == 0 || slices.Contains(kinds, "contact") || slices.Contains(kinds, "registers")
}

// rows counts the records read.
func (w *writer) rows() string {
	if n := w.r.Coverage.Rows; n > 0 {
		return w.p.N("facts.read", n)
	}
	return w.p.T("doc.read.none")
}

// persons estimates the persons concerned; empty for none.
func (w *writer) persons() string {
	if n := w.r.Coverage.Persons; n > 0 {
		return w.p.N("doc.persons", n)
	}
	return ""
}

// skipped counts the records passed over; empty for none.
func (w *writer) skipped() string {
	if n := w.r.Coverage.Skipped; n > 0 {
		return w.p.N("facts.skipped", n)
	}
	return ""
}

// changes tables the comparison with earlier states of the data; nil when there is none.
func (w *writer) changes() *Section {
	if len(w.r.Changes) == 0 {
		return nil
	}
	s := section(Topic, "changes", "", w.p.T("doc.changes"))
	t := w.table(w.p.T("changes.caption"), "changes.state", "#changes.rows", "#changes.kept", "#changes.new",
		"#changes.gone", "#changes.came_back", "#changes.collected", "#changes.expiry", "#changes.unknown")
	for _, c := range w.r.Changes {
		cells := []Cell{words(w.p.Date(c.TakenAt))}
		for _, n := range []int64{c.Rows, c.Kept, c.New, c.Gone, c.CameBack, c.CollectedMoved, c.ExpiryMoved, c.Unknown} {
			cells = append(cells, w.count(n))
		}
		t.row(cells...)
	}
	s.add(t)
	return s
}

// ident gives an anchor that ends in a number from 1.
func ident(stem string, i int) string { return stem + "-" + strconv.Itoa(i+1) }
