package engine

import (
	"fmt"
	"slices"

	"leadlint/rules/facts"
)

// TableStats describes a joined table.
type TableStats struct {
	// Rows is the number of rows, Keyless that of those without an identity. Kept
	// is the number of those with one that the table holds: fewer than the rest
	// only where TableBuilder.Only left some out.
	Rows, Keyless, Kept int64
	// Persons is the number of distinct identities among the rows kept, one a row:
	// that of the kind which tells persons apart best. Repeated counts those of
	// several rows.
	Persons, Repeated int64
	// Contradictory counts the persons whose last states disagree, so that for
	// some row it is unknown whether it is the latest; 0 when no rule asks.
	Contradictory int64
	// Bytes is what the table holds in memory or, when Spilled, on disk; of a table
	// from a file, the size of that.
	Bytes   int64
	Spilled bool
}

// Table is a relation ready to be joined. It is not changed by use and may
// serve many plans and evaluators at once.
type Table struct {
	layout *layout
	budget *Budget
	stats  TableStats
	// n is the number of rows in memory, cols are their columns.
	n     int
	index *index
	cols  []facts.Vec
	// digest is known of a table from a file; empty otherwise.
	digest string
	// unmap gives up the file that the table lies in; nil where it lies in none.
	unmap func() error
	// kinds has a bit for each kind of identity that some row has.
	kinds   uint8
	keyless keyless
	// incomplete says that rows of the relation could not be read.
	incomplete bool
	parts      *partitions
	held       int64 // bytes of the budget
}

// Stats describes the table.
func (t *Table) Stats() TableStats { return t.stats }

// Close gives back the table's memory and removes its temporary files. The
// table must not be used after it.
func (t *Table) Close() error {
	t.budget.free(t.held)
	t.held, t.index, t.cols = 0, nil, nil
	if t.unmap != nil {
		unmap := t.unmap
		t.unmap = nil
		return unmap()
	}
	if t.parts == nil {
		return nil
	}
	return t.parts.remove()
}

// layout says what a table keeps of its relation.
type layout struct {
	need JoinNeed
	rel  *facts.Relation
	key  int
	// fields are the positions in the relation of the columns kept, names and
	// cells go with them.
	fields []int
	names  []string
	cells  []cell
	// state says that "latest" is worked out.
	state bool
}

func newLayout(schema *facts.Schema, need JoinNeed) (*layout, error) {
	l := &layout{need: need, rel: schema.Relation(need.Relation)}
	if l.rel == nil {
		return nil, fmt.Errorf("join: there is no relation %q", need.Relation)
	}
	l.key = l.rel.Index(need.Key)
	if l.key < 0 || !l.rel.Fields[l.key].Joining() {
		return nil, fmt.Errorf("join: %q is no field that rows are joined by", need.ID())
	}
	wanted := map[string]JoinField{}
	for _, f := range need.Fields {
		if l.rel.Field(f.Name) == nil {
			return nil, fmt.Errorf("join: the relation %q has no field %q", need.Relation, f.Name)
		}
		wanted[f.Name] = f
	}
	_, latest := wanted[facts.LatestField]
	l.state = latest && l.rel.State != nil
	for _, name := range need.Columns(schema) {
		f, read := wanted[name]
		if i := l.rel.Index(name); i != l.key || read {
			l.fields, l.names = append(l.fields, i), append(l.names, name)
			l.cells = append(l.cells, cell{typ: l.rel.Fields[i].Type, recorded: f.Recorded, keys: f.Keys})
		}
	}
	return l, l.checkState()
}

// checkState fails when the relation's state cannot be worked out.
func (l *layout) checkState() error {
	if !l.state {
		return nil
	}
	s := l.rel.State
	date, by, value := l.rel.Field(s.Date), l.rel.Field(s.By), l.rel.Field(s.Value)
	if date == nil || date.Type != facts.Date || value == nil || s.By != "" && (by == nil || by.Type != facts.Enum) {
		return fmt.Errorf("join: the state of %q goes by a date, a value and, if any, an enum", l.rel.Name)
	}
	return nil
}

// column gives the position of a field among the columns kept, -1 for none.
func (l *layout) column(name string) int { return slices.Index(l.names, name) }

// rowSize gives the bytes that a row takes in memory, without its entries.
func (l *layout) rowSize() int64 {
	var n int64
	for _, c := range l.cells {
		n += c.size()
	}
	return n
}

// entrySize is what an entry takes with its share of the index.
const entrySize = 24 + 4

func (l *layout) tooMany() error {
	return fmt.Errorf("join %s: more rows than can be numbered", l.need.ID())
}

// stateOf gives the columns that "latest" is worked out from, nil when no rule
// asks.
func (l *layout) stateOf(cols []facts.Vec) *stateColumns {
	if !l.state {
		return nil
	}
	s, at := l.rel.State, func(name string) *facts.Vec { return &cols[l.column(name)] }
	out := &stateColumns{date: at(s.Date), value: at(s.Value), valueType: l.rel.Field(s.Value).Type}
	if s.By != "" {
		out.by = at(s.By)
	}
	return out
}

// rows are rows of a table in memory, with an entry for each identity.
type rows struct {
	n       int
	cols    []facts.Vec
	entries []entry
}

func (l *layout) newRows() *rows { return &rows{cols: make([]facts.Vec, len(l.cells))} }

func (r *rows) reset() {
	for i := range r.cols {
		reset(&r.cols[i])
	}
	r.n, r.entries = 0, r.entries[:0]
}

// add appends rows of a batch that have an identity.
func (l *layout) add(r *rows, b *facts.Batch, chosen []uint32) {
	for _, at := range chosen {
		row := int(at)
		keys := b.Cols[l.key].RowKeys(row)
		kinds, first := kindsOf(keys), lead(keys)
		for i, k := range keys {
			if slices.Contains(keys[:i], k) {
				continue
			}
			e := entry{hash: k, row: uint32(r.n), kinds: kinds}
			if k == first {
				e.flags = leads
			}
			r.entries = append(r.entries, e)
		}
		for i, c := range l.cells {
			c.add(&r.cols[i], r.n, &b.Cols[l.fields[i]], row)
		}
		r.n++
	}
}

// index makes the index of some rows (see newIndex) and adds what it finds to the
// stats.
func (l *layout) index(r *rows, stats *TableStats, skip, order uint) *index {
	x, state := newIndex(r.entries, skip, order), l.stateOf(r.cols)
	longest := 0
	x.runs(func(run []entry) {
		longest = max(longest, len(run))
		contradictory := state != nil && state.mark(run)
		led := 0
		for i := range run {
			if run[i].flags&leads != 0 {
				led++
			}
		}
		if led == 0 {
			return
		}
		stats.Persons++
		if led > 1 {
			stats.Repeated++
		}
		if contradictory {
			stats.Contradictory++
		}
	})
	if longest >= manyRows {
		x.thin(l, r)
	}
	return x
}

// Holds says whether some row of the table has an identity of the kind (see
// facts.Hash): where none has, identities of that kind match nothing, and
// tell nothing.
func (t *Table) Holds(kind uint64) bool { return t.kinds>>kind&1 == 1 }
