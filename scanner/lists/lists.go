// Package lists writes lists about the persons in lead files from what an audit's rules
// say of each row: who is past which term, who has to be told. Each list is one table of
// comma separated values for all tables of an audit, and agrees with its findings.
package lists

import (
	"io"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/take"
)

// Options say how a list is written.
type Options struct {
	// Lang is the language of its words: "en" or "fr".
	Lang string
	// File takes the list.
	File io.Writer
	// Within is the number of days before a term in which it counts as near.
	Within int
}

// Count is how many rows a list has of one state.
type Count struct {
	// State is the list's word for it, in English.
	State string
	// Rows of it; Sure says that the rules could tell.
	Rows int64
	Sure bool
}

// entry is one row to be looked at: the batch and its place in it.
type entry struct {
	b   *take.Batch
	row int
}

func (e entry) cells() [][]byte { return e.b.Rows[e.row].Cells }

func (e entry) breach(rule int) bool { return facts.Has(e.b.Outcomes[rule].Breach, e.row) }

func (e entry) notShown(rule int) bool { return facts.Has(e.b.Outcomes[rule].NotShown, e.row) }

// sheet is what a list makes of one table of persons.
type sheet interface {
	// columns lists those whose cells are read.
	columns() []int
	// write adds the row to the list, if it belongs there.
	write(e entry) error
}

// listing is the Sink of one table.
type listing struct {
	sheet sheet
	list  *list
	needs take.Needs
}

// Needs asks for the cells that the list shows.
func (l *listing) Needs() take.Needs { return l.needs }

// Rows writes those that belong to the list.
func (l *listing) Rows(b *take.Batch) error {
	for i := range b.Rows {
		if err := l.sheet.write(entry{b, i}); err != nil {
			return l.list.fail(err)
		}
	}
	return nil
}

// Skipped leaves out what could not be read: nothing is known of it.
func (l *listing) Skipped(dataset.Place, []byte) error {
	l.list.skipped++
	return nil
}

// End does nothing: the list goes on with the next table.
func (l *listing) End(dataset.Stats, bool) error { return nil }

// open starts the sheet of a table.
func (l *list) open(s sheet, needs take.Needs) take.Sink {
	needs.Cells = append(needs.Cells, s.columns()...)
	return &listing{sheet: s, list: l, needs: needs}
}

// field gives the position of a field of the relation contact.
func field(t *take.Table, name string) int { return t.Relation.Index(name) }

// ruleIndex finds a rule by its id, -1 when it is not evaluated.
func ruleIndex(t *take.Table, id string) int {
	for i, r := range t.Rules {
		if r.ID == id {
			return i
		}
	}
	return -1
}

// header gives a column's header as it is written in the input.
func header(m *recognise.Mapping, column int) string {
	if column < 0 || column >= len(m.Columns) {
		return ""
	}
	return m.Columns[column].Header
}

// stated finds a declared fact; its place is empty when there is none.
func stated(t *take.Table, name string) (value, where string) {
	for _, d := range t.Stated {
		if d.Field == name {
			return d.Value, d.Where
		}
	}
	return "", ""
}

// caseVec gives a field of the case; absent when nothing is declared.
func caseVec(t *take.Table, rel *facts.Relation, name string) *facts.Vec {
	i := rel.Index(name)
	if t.Case == nil || i < 0 {
		return &facts.Vec{Absent: true}
	}
	return &t.Case.Cols[i]
}
