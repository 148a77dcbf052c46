package extract

import (
	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/bind"
)

// finder is the sink of one worker over a table of persons. It lets the binder
// identify each record, and keeps the cells of those records that were looked for.
type finder struct {
	table  *contacts
	who    *identities
	worker *bind.Worker
	// person and updated are the positions of those fields of a contact.
	person, updated int
	width           int
	// arena holds the cells of the rows that the binder has not handed on; row i
	// of them has cell k in at[i*width+k].
	arena []byte
	at    []span
	lines []int64
	// found is the first record of a drawn row's person.
	found map[int]*record
}

type span struct{ from, to uint32 }

func newFinder(table *contacts, b *bind.Binder, who *identities, schema *facts.Schema) *finder {
	rel := schema.Relation("contact")
	f := &finder{
		table: table, who: who, person: rel.Index("person"), updated: rel.Index("updated_at"),
		width: len(table.mapping.Columns), found: map[int]*record{},
	}
	f.worker = b.NewWorker(f.batch)
	return f
}

// Row keeps a copy of the record until it is identified.
func (f *finder) Row(at dataset.Place, cells [][]byte) {
	for k := range f.width {
		from := uint32(len(f.arena))
		if k < len(cells) {
			f.arena = append(f.arena, cells[k]...)
		}
		f.at = append(f.at, span{from, uint32(len(f.arena))})
	}
	f.lines = append(f.lines, at.Line)
	f.worker.Row(at, cells)
}

// batch keeps the records that were looked for.
func (f *finder) batch(b *facts.Batch) error {
	for r := range b.N {
		keys := b.Cols[f.person].RowKeys(r)
		for _, k := range keys {
			for _, drawn := range f.who.rows[k] {
				if same(f.who.keys[drawn], keys) {
					f.keep(drawn, r, b)
				}
			}
		}
	}
	f.arena, f.at, f.lines = f.arena[:0], f.at[:0], f.lines[:0]
	return nil
}

func (f *finder) keep(drawn, r int, b *facts.Batch) {
	found := f.found[drawn]
	if found != nil && found.line == f.lines[r] {
		return // by another of its keys
	}
	if found != nil && found.line < f.lines[r] {
		found.others++
		return
	}
	rec := &record{table: f.table, line: f.lines[r], cells: make([]string, f.width), updated: facts.UnknownDay}
	if found != nil {
		rec.others = found.others + 1
	}
	for k := range rec.cells {
		s := f.at[r*f.width+k]
		rec.cells[k] = string(f.arena[s.from:s.to])
	}
	if v := &b.Cols[f.updated]; !v.Absent {
		rec.updated = v.Days[r]
	}
	f.found[drawn] = rec
}

// same says whether two sets of identities that meet are one person's. Numbers
// can be shared: where both sides have other identities, one of those must meet.
func same(a, b []facts.Hash) bool {
	strong := func(list []facts.Hash) (n int) {
		for _, k := range list {
			if k.Kind() != facts.KindPhone {
				n++
			}
		}
		return n
	}
	if strong(a) == 0 || strong(b) == 0 {
		return true
	}
	for _, x := range a {
		for _, y := range b {
			if x == y && x.Kind() != facts.KindPhone {
				return true
			}
		}
	}
	return false
}
