package dossier

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/values"
)

// mostPasses bounds how often the inputs are read through. Each pass needs a record that
// adds an identity to those known before.
const mostPasses = 10

// candidate is a record that shares an identity with the person.
type candidate struct {
	table *table
	line  int64
	cells []string
	keys  []facts.Hash
	// names are the folded words of the name on the record; nil without one.
	names []string
	// several says that the record may be about several persons, so that nothing is
	// learnt of it.
	several bool
	// languages, country and source are those of a dataset's record.
	languages       uint64
	country, source uint8
	accepted        bool
	by              []string
}

// place tells records apart: a table's place among those searched, and a line of it.
type place struct {
	table int
	line  int64
}

func (c *candidate) before(o *candidate) int {
	return cmp.Or(cmp.Compare(c.table.at, o.table.at), cmp.Compare(c.line, o.line))
}

// find reads the inputs through until their records give no further identity of the
// person.
func (s *search) find(ctx context.Context) error {
	for {
		s.passes++
		s.pool = nil
		scanned := len(s.known)
		if err := s.pass(ctx); err != nil {
			return err
		}
		slices.SortFunc(s.pool, (*candidate).before)
		if err := s.decide(); err != nil {
			return err
		}
		if len(s.known) == scanned {
			break
		}
		if s.passes == mostPasses {
			s.lost("", Passes, 0, nil)
			break
		}
	}
	s.out.Passes = s.passes
	return nil
}

// pass looks through every table once.
func (s *search) pass(ctx context.Context) error {
	for _, in := range s.inputs {
		if in.path == "" {
			s.writtenRows(in)
			continue
		}
		err := s.opened(ctx, in, func(t dataset.Table, _ [][][]byte) error {
			i := slices.IndexFunc(s.tables, func(one *table) bool { return one.in == in && one.name == t.Name() })
			if i < 0 {
				return nil
			}
			return s.look(ctx, s.tables[i], t)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// look looks through one table.
func (s *search) look(ctx context.Context, t *table, from dataset.Table) error {
	shown := &s.out.Searched[t.at]
	if t.mapping == nil {
		sink := &registerSink{s: s, t: t, others: map[string]bool{}}
		rows, err := s.scan(ctx, shown.Name, from, []dataset.Sink{sink})
		shown.Rows = rows
		s.pool = append(s.pool, sink.found...)
		s.learnOthers(sink.others)
		return err
	}
	b := s.binder(t)
	if len(b.Columns("person")) == 0 {
		shown.Skipped = NoKey
		s.lost(shown.Name, Keyless, 0, nil)
		return nil
	}
	finders := make([]*finder, s.workers())
	sinks := make([]dataset.Sink, len(finders))
	for i := range finders {
		finders[i] = newFinder(s, t, b)
		sinks[i] = finders[i]
	}
	rows, err := s.scan(ctx, shown.Name, from, sinks)
	if err != nil {
		return err
	}
	shown.Rows = rows
	for _, f := range finders {
		if err := f.worker.Finish(); err != nil {
			return err
		}
		s.pool = append(s.pool, f.found...)
		s.learnOthers(f.others)
	}
	return nil
}

// learnOthers takes the cells about other persons that a worker met.
func (s *search) learnOthers(seen map[string]bool) {
	for cell := range seen {
		s.others[values.Fold(cell)] = true
	}
}

// writtenRows looks through the rows that stand in the audit file.
func (s *search) writtenRows(in *input) {
	i := slices.IndexFunc(s.tables, func(t *table) bool { return t.in == in })
	if i < 0 {
		return
	}
	sink := &registerSink{s: s, t: s.tables[i], others: map[string]bool{}}
	for n, row := range in.register.Rows {
		cells := make([][]byte, len(sink.t.columns))
		for k := range cells {
			cells[k] = []byte(row.Cell(sink.t.columns[k].field, dataset.MultiSep))
		}
		sink.Row(dataset.Place{Line: int64(n + 1)}, cells)
	}
	s.out.Searched[sink.t.at].Rows = int64(len(in.register.Rows))
	s.pool = append(s.pool, sink.found...)
}

// registerSink keeps the rows of a register that share an identity with the person.
type registerSink struct {
	s     *search
	t     *table
	found []*candidate
	// others are the cells of columns about other persons.
	others map[string]bool
}

// Row looks at one row.
func (k *registerSink) Row(at dataset.Place, cells [][]byte) {
	text := make([]string, len(k.t.columns))
	for i := range text {
		if i < len(cells) {
			text[i] = string(cells[i])
			if k.t.columns[i].withheld == OtherPerson {
				noteOther(k.others, cells[i])
			}
		}
	}
	keys, several := k.s.keysOf(k.t, k.s.hasher, text)
	if k.s.has(keys) {
		k.found = append(k.found, &candidate{table: k.t, line: at.Line, cells: text, keys: keys, several: several, names: namesOf(k.t, text)})
	}
}

// namesOf gives the folded words of the name on a row.
func namesOf(t *table, cells []string) []string {
	var out []string
	for _, i := range t.names {
		for _, w := range strings.Fields(values.Fold(cells[i])) {
			if !slices.Contains(out, w) {
				out = append(out, w)
			}
		}
	}
	return out
}

// finder is the sink of one worker over a table of persons: it lets the binder identify
// each record and keeps those that share an identity with the person.
type finder struct {
	s      *search
	t      *table
	worker *bind.Worker
	// person, languages, country and source are the positions of those fields of a contact.
	person, languages, country, source int
	// arena holds the cells of the rows that the binder has not handed on; row i of them
	// has cell k in at[i*width+k].
	arena []byte
	at    []span
	lines []int64
	found []*candidate
	// others are the cells of columns about other persons.
	others map[string]bool
}

type span struct{ from, to int }

func newFinder(s *search, t *table, b *bind.Binder) *finder {
	rel := s.schema.Relation(contact)
	f := &finder{s: s, t: t, others: map[string]bool{}, person: rel.Index("person"), languages: rel.Index("languages"), country: rel.Index("country"), source: rel.Index("source_quality")}
	f.worker = b.NewWorker(f.batch)
	return f
}

// Row keeps a copy of the record until it is identified.
func (f *finder) Row(at dataset.Place, cells [][]byte) {
	for k := range f.t.columns {
		from := len(f.arena)
		if k < len(cells) {
			f.arena = append(f.arena, cells[k]...)
			if f.t.columns[k].withheld == OtherPerson {
				noteOther(f.others, cells[k])
			}
		}
		f.at = append(f.at, span{from, len(f.arena)})
	}
	f.lines = append(f.lines, at.Line)
	f.worker.Row(at, cells)
}

// batch keeps the records that were looked for.
func (f *finder) batch(b *facts.Batch) error {
	for r := range b.N {
		keys := b.Cols[f.person].RowKeys(r)
		if !f.s.has(keys) {
			continue
		}
		c := &candidate{table: f.t, line: f.lines[r], keys: slices.Clone(keys), cells: make([]string, len(f.t.columns))}
		for k := range c.cells {
			at := f.at[r*len(c.cells)+k]
			c.cells[k] = string(f.arena[at.from:at.to])
		}
		c.names = namesOf(f.t, c.cells)
		if v := &b.Cols[f.languages]; !v.Absent {
			c.languages = v.Sets[r]
		}
		if v := &b.Cols[f.country]; !v.Absent {
			c.country = v.Codes[r]
		}
		if v := &b.Cols[f.source]; !v.Absent {
			c.source = v.Codes[r]
		}
		f.found = append(f.found, c)
	}
	f.arena, f.at, f.lines = f.arena[:0], f.at[:0], f.lines[:0]
	return nil
}
