package engine

import (
	"errors"
	"fmt"
	"math"
	"sync"

	"leadlint/rules/facts"
)

// TableBuilder gathers the rows of a relation that rules join.
type TableBuilder struct {
	layout *layout
	budget *Budget
	dir    string
	// only holds the identities that are asked for; nil when all rows are kept.
	only *Keys

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

// Only has the builder leave out the rows none of whose identities is asked for:
// they are counted, and what they tell of all (the kinds of identity that there are,
// rows that could be anybody's) is kept, so that the answers are the same. It comes
// before the first Add, when the keys are complete, which stay open until the table
// is finished. Of a relation with a state every row is kept: how often persons are
// repeated and contradict themselves is told of all of them.
func (t *TableBuilder) Only(k *Keys) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if id := t.layout.need.ID(); k.id != id {
		return fmt.Errorf("join %s: the keys are those asked of %s", id, k.id)
	}
	if t.stats.Rows > 0 {
		return fmt.Errorf("join %s: rows were added before it was told which are asked for", k.id)
	}
	if t.layout.rel.State == nil {
		t.only = k
	}
	return nil
}

// Add takes the rows of a batch of the relation and copies what it keeps of
// them. It is safe for several goroutines. After an error the builder gives
// that error only.
func (t *TableBuilder) Add(b *facts.Batch) error {
	if len(b.Cols) != len(t.layout.rel.Fields) {
		return fmt.Errorf("join %s: the batch has %d columns, its relation %d", t.layout.need.ID(), len(b.Cols), len(t.layout.rel.Fields))
	}
	// This reads the batch and the keys alone: goroutines need not wait for it.
	s := t.layout.survey(b, t.only)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.err == nil {
		t.err = t.add(b, &s)
	}
	return t.err
}

// survey is what the identities of a batch's rows say.
type survey struct {
	kinds uint8
	// keyed is the number of rows with an identity, identities that of the kept rows.
	keyed, identities int
	// kept are the rows to keep.
	kept []uint32
}

func (l *layout) survey(b *facts.Batch, only *Keys) (s survey) {
	if only == nil {
		s.kept = make([]uint32, 0, b.N)
	}
	keys := &b.Cols[l.key]
	for row := range b.N {
		own := keys.RowKeys(row)
		if len(own) == 0 {
			continue
		}
		s.kinds |= kindsOf(own)
		s.keyed++
		if only == nil || only.any(own) {
			s.kept = append(s.kept, uint32(row))
			s.identities += len(own)
		}
	}
	return s
}

func (t *TableBuilder) add(b *facts.Batch, s *survey) error {
	if s.keyed < b.N {
		for row := range b.N {
			if len(b.Cols[t.layout.key].RowKeys(row)) == 0 {
				t.keyless.add(t.layout, b, row)
			}
		}
	}
	t.kinds |= s.kinds
	t.stats.Rows += int64(b.N)
	t.stats.Keyless += int64(b.N - s.keyed)
	t.stats.Kept += int64(len(s.kept))
	if len(t.rows.entries)+s.identities > math.MaxUint32 {
		return t.layout.tooMany()
	}
	if len(s.kept) == 0 {
		return nil
	}
	t.layout.add(t.rows, b, s.kept)
	return t.settle(int64(s.identities)*entrySize + int64(len(s.kept))*t.layout.rowSize())
}

// growing is how many times their bytes rows take while a table grows: columns that are
// made larger stand twice for a moment, and what they leave is cleared away only later.
// Tables of up to ten million rows were measured to take 3.3 times.
const growing = 3

// settle finds room for rows of so many bytes that were added: in memory or, where
// the budget has none, on disk.
func (t *TableBuilder) settle(size int64) error {
	size *= growing
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
	t.becomeIncomplete()
}

func (t *TableBuilder) becomeIncomplete() {
	t.keyless.lose()
	t.incomplete = true
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
	if t.parts == nil { // it grows no more
		t.budget.free(t.held / 2)
		t.held -= t.held / 2
	}
	out := &Table{layout: t.layout, budget: t.budget, stats: t.stats, kinds: t.kinds, keyless: t.keyless, incomplete: t.incomplete, parts: t.parts, held: t.held}
	t.done = true
	if t.parts != nil {
		return out, nil
	}
	order := orderOf(int64(len(t.rows.entries)))
	out.index, out.cols, out.n = t.layout.index(t.rows, &out.stats, 0, order), t.rows.cols, t.rows.n
	out.stats.Bytes = int64(len(t.rows.entries))*entrySize + int64(t.rows.n)*t.layout.rowSize()
	return out, nil
}
