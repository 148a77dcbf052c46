package engine

import (
	"errors"
	"fmt"

	"leadlint/rules/facts"
)

// OpenTable opens a file that Table.WriteTo wrote of a table for the need, and reads
// it through once, to hold it against its checksums. The table answers as the one
// that was written. It lies in the file, which is mapped into memory and only read:
// processes of one machine share it, and what they do not ask for need not be in
// memory. Budgets don't count it. The file must stay as it is until Close.
//
// It fails on a file of another need, schema or version, or one that is damaged.
func OpenTable(schema *facts.Schema, need JoinNeed, path string) (*Table, error) {
	l, err := newLayout(schema, need)
	if err != nil {
		return nil, err
	}
	data, unmap, err := mapFile(path)
	if err != nil {
		return nil, fmt.Errorf("join %s: open the table file: %w", need.ID(), withoutPath(err))
	}
	t, err := l.open(data)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("join %s: %w", need.ID(), err), unmap())
	}
	t.unmap, t.stats.Bytes = unmap, int64(len(data))
	return t, nil
}

// open gives the table that lies in the data.
func (l *layout) open(data []byte) (*Table, error) {
	text, at, err := readMapped(data, tableMagic, "table")
	if err != nil {
		return nil, err
	}
	head, err := parseHead(text)
	if err != nil {
		return nil, err
	}
	if err := head.check(l); err != nil {
		return nil, err
	}
	sections, err := head.slice(l, data, at)
	if err != nil {
		return nil, err
	}
	t, err := head.table(l)
	if err != nil {
		return nil, err
	}
	next := func() []byte {
		out := sections[0]
		sections = sections[1:]
		return out
	}
	if !unchanged(sections, head.Sections) {
		return nil, errTableFile
	}
	t.index = &index{entries: viewOf[entry](next()), starts: viewOf[uint32](next()), shift: 64 - head.Order}
	t.cols = make([]facts.Vec, len(l.cells))
	for i, c := range l.cells {
		t.cols[i] = c.viewColumn(next)
	}
	if !t.consistent() {
		return nil, errTableFile
	}
	return t, nil
}

// slice gives the sections that begin at a place.
func (h *tableHead) slice(l *layout, data []byte, at int64) ([][]byte, error) {
	out, ok := sliceSections(data, at, h.Sections, h.sizes(l))
	if !ok || len(out[0])%entryBytes != 0 {
		return nil, errTableFile
	}
	return out, nil
}

// consistent says whether every place that the table speaks of is one of its own.
func (t *Table) consistent() bool {
	x := t.index
	if !ascending(x.starts, len(x.entries)) {
		return false
	}
	for i := range x.entries {
		if int(x.entries[i].row) >= max(t.n, 1) {
			return false
		}
	}
	for i, c := range t.layout.cells {
		if v := &t.cols[i]; c.keys && !ascending(v.KeyAt, len(v.Keys)) {
			return false
		}
	}
	return true
}

// ascending says whether positions run from 0 to an end.
func ascending(at []uint32, end int) bool {
	last := uint32(0)
	for _, n := range at {
		if n < last {
			return false
		}
		last = n
	}
	return at[0] == 0 && int(last) == end
}
