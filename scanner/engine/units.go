package engine

import (
	"context"
	"math"

	"leadlint/rules/facts"
)

// unit is a part of a table in memory whose index is a stretch of that of the whole.
type unit struct {
	// n is the number of its rows, cols are their columns.
	n     int
	cols  []facts.Vec
	index *index
}

// order gives the number of bits that number the buckets of the table's index.
func (t *Table) order() uint {
	if t.parts == nil {
		return 64 - t.index.shift
	}
	return min(orderOf(t.parts.records()), maxOrder)
}

// maxOrder bounds the size of an index that is made of several parts.
const maxOrder = 31

// units visits the table a unit at a time, in the order of its index. Of a table on
// disk, a unit is as large as a part.
func (t *Table) units(visit func(unit) error) error {
	if t.parts == nil {
		return visit(unit{t.n, t.cols, t.index})
	}
	order := t.order()
	return t.parts.root.stretches(order, func(at *part) error {
		r, err := t.parts.gather(context.Background(), at)
		if err != nil {
			return err
		}
		x := t.layout.index(r, &TableStats{}, at.used, order-at.used)
		return visit(unit{r.n, r.cols, x})
	})
}

// stretches visits the parts whose entries fill whole buckets of an index of so many
// bits, in the order of the buckets: files or, where these are divided further than
// the index, what they were divided from.
func (at *part) stretches(order uint, visit func(*part) error) error {
	if at.children == nil || at.used+at.width > order {
		return visit(at)
	}
	for _, c := range at.children {
		if err := c.stretches(order, visit); err != nil {
			return err
		}
	}
	return nil
}

// gather reads the rows of a part, one for each of its entries but for those that say
// what others of the same identity do.
func (p *partitions) gather(ctx context.Context, at *part) (*rows, error) {
	out := p.layout.newRows()
	if at.children == nil && at.several {
		out.entries = make([]entry, 0, at.file.records)
	}
	err := at.leaves(func(leaf *part) error {
		again := leaf.repeats()
		return leaf.file.each(func(r *record) error {
			if out.n%MaxBatch == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			if out.n == math.MaxUint32 {
				return p.layout.tooMany()
			}
			if again(r.rest) {
				return nil
			}
			p.layout.load(out, r)
			return nil
		})
	})
	return out, err
}

// records is the number of entries on disk.
func (p *partitions) records() (n int64) {
	// The visitor never fails.
	_ = p.root.leaves(func(at *part) error {
		n += at.file.records
		return nil
	})
	return n
}
