package engine

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"

	"leadlint/rules/facts"
)

// TableStats describes a joined table.
type TableStats struct {
	// Rows is the number of rows, Keyless that of those without an identity.
	Rows, Keyless int64
	// Persons is the number of distinct identities, one a row: that of the
	// kind which tells persons apart best. Repeated counts those of several rows.
	Persons, Repeated int64
	// Contradictory counts the persons whose last states disagree, so that for
	// some row it is unknown whether it is the latest; 0 when no rule asks.
	Contradictory int64
	// Bytes is what the table holds in memory or, when Spilled, on disk.
	Bytes   int64
	Spilled bool
}

// Table is a relation ready to be joined. It is not changed by use and may
// serve many plans and evaluators at once.
type Table struct {
	layout *layout
	budget *Budget
	stats  TableStats
	index  *index
	cols   []facts.Vec
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

// add appends the rows of a batch that have an identity.
func (l *layout) add(r *rows, b *facts.Batch) {
	for row := range b.N {
		keys := b.Cols[l.key].RowKeys(row)
		if len(keys) == 0 {
			continue
		}
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

// TableBuilder gathers the rows of a relation that rules join.
type TableBuilder struct {
	layout *layout
	budget *Budget
	dir    string

	mu      sync.Mutex
	rows    *rows
	kinds   uint8
	keyless keyless
	// incomplete says that rows of the relation could not be read.
	incomplete bool
	stats      TableStats
	held       int64
	parts      *partitions
	err        error
	done       bool
}

// NewTableBuilder makes a builder of the table for a need. Tables share the
// budget (nil: no bound); what it has no room for goes to a folder of its own
// in dir (empty: the system's folder of temporary files).
func NewTableBuilder(schema *facts.Schema, need JoinNeed, b *Budget, dir string) (*TableBuilder, error) {
	l, err := newLayout(schema, need)
	if err != nil {
		return nil, err
	}
	return &TableBuilder{layout: l, budget: b, dir: dir, rows: l.newRows()}, nil
}

// Add takes the rows of a batch of the relation and copies what it keeps of
// them. It is safe for several goroutines. After an error the builder gives
// that error only.
func (t *TableBuilder) Add(b *facts.Batch) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.err == nil {
		t.err = t.add(b)
	}
	return t.err
}

func (t *TableBuilder) add(b *facts.Batch) error {
	if len(b.Cols) != len(t.layout.rel.Fields) {
		return fmt.Errorf("join %s: the batch has %d columns, its relation %d", t.layout.need.ID(), len(b.Cols), len(t.layout.rel.Fields))
	}
	keys, keyed, identities := &b.Cols[t.layout.key], 0, 0
	for row := range b.N {
		own := keys.RowKeys(row)
		if len(own) == 0 {
			t.keyless.add(t.layout, b, row)
			continue
		}
		t.kinds |= kindsOf(own)
		keyed++
		identities += len(own)
	}
	t.stats.Rows += int64(b.N)
	t.stats.Keyless += int64(b.N - keyed)
	if len(t.rows.entries)+identities > math.MaxUint32 {
		return fmt.Errorf("join %s: more rows than can be numbered", t.layout.need.ID())
	}
	t.layout.add(t.rows, b)
	size := int64(identities)*entrySize + int64(keyed)*t.layout.rowSize()
	if t.parts == nil && t.budget.take(size) {
		t.held += size
		return nil
	}
	return t.spill()
}

// Incomplete says that rows of the relation could not be read: any of them could
// be anybody's, so that no row of another relation is held to match none.
func (t *TableBuilder) Incomplete() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.keyless.rows.reset()
	t.keyless.many, t.incomplete = true, true
}

// spill moves the rows to disk, where all further ones go too.
func (t *TableBuilder) spill() error {
	if t.parts != nil {
		err := t.parts.write(t.rows)
		t.rows.reset()
		return err
	}
	var err error
	if t.parts, err = newPartitions(t.layout, t.dir); err != nil {
		return err
	}
	err = t.parts.write(t.rows)
	t.rows = t.layout.newRows() // its room is given back, not kept
	t.budget.free(t.held)
	t.held = 0
	return err
}

// Close gives up a table that is not finished. It does nothing after Finish.
func (t *TableBuilder) Close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.done {
		return nil
	}
	return t.discard()
}

func (t *TableBuilder) discard() error {
	t.done = true
	t.budget.free(t.held)
	t.held, t.rows = 0, nil
	if t.parts == nil {
		return nil
	}
	return t.parts.remove()
}

// Finish ends the table, whether it succeeds or fails; the builder must not be
// used after it.
func (t *TableBuilder) Finish() (*Table, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.err == nil && t.parts != nil {
		if t.err = t.parts.finish(t.budget.workspace()); t.err == nil {
			t.held, t.err = t.parts.describe(&t.stats, t.budget)
		}
	}
	if t.err != nil {
		return nil, errors.Join(t.err, t.discard())
	}
	out := &Table{layout: t.layout, budget: t.budget, stats: t.stats, kinds: t.kinds, keyless: t.keyless, incomplete: t.incomplete, parts: t.parts, held: t.held}
	t.done = true
	if t.parts != nil {
		return out, nil
	}
	out.index, out.cols = t.layout.index(t.rows, &out.stats), t.rows.cols
	out.stats.Bytes = int64(len(t.rows.entries))*entrySize + int64(t.rows.n)*t.layout.rowSize()
	return out, nil
}

// index makes the index of some rows and adds what it finds to the stats.
func (l *layout) index(r *rows, stats *TableStats) *index {
	x, state := newIndex(r.entries), l.stateOf(r.cols)
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
