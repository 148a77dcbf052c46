package sampled

import (
	"cmp"
	"container/heap"
	"context"
	"slices"
	"sync/atomic"

	"leadlint/scanner/dataset"
)

// kept is a record that may be among those drawn.
type kept struct {
	hash  uint64
	at    place
	cells [][]byte
}

func (k *kept) compare(other *kept) int {
	return cmp.Or(cmp.Compare(k.hash, other.hash), k.at.compare(other.at), slices.CompareFunc(k.cells, other.cells, compareCells))
}

func (p place) compare(other place) int {
	return cmp.Or(cmp.Compare(p.block, other.block), cmp.Compare(p.line, other.line), cmp.Compare(p.nth, other.nth))
}

// lowest keeps the records of one sink with the smallest hashes, the largest first.
type lowest struct {
	numberer
	list []kept
	most int
	// bound is what no hash that is drawn lies above, as far as any sink knows.
	bound *atomic.Uint64
	read  int64
}

// Row keeps a copy of the record while it may be among those drawn.
func (l *lowest) Row(at dataset.Place, cells [][]byte) {
	l.read++
	hash := l.hash(at, cells)
	if hash > l.bound.Load() {
		return
	}
	heap.Push(l, kept{hash, l.at, clone(cells)})
	if len(l.list) <= l.most {
		return
	}
	heap.Pop(l)
	for worst := l.list[0].hash; ; {
		now := l.bound.Load()
		if worst >= now || l.bound.CompareAndSwap(now, worst) {
			return
		}
	}
}

// Begin notes the block, by which records on one line are told apart.
func (l *lowest) Begin(block int64) { l.begin(block) }

// Record does nothing.
func (l *lowest) Record([]byte) {}

// Skipped does nothing.
func (l *lowest) Skipped(dataset.Place, []byte) {}

// End does nothing.
func (l *lowest) End() {}

// Len, Less and Swap make a heap with the largest hash on top.
func (l *lowest) Len() int { return len(l.list) }

// Less says whether a record leaves before another.
func (l *lowest) Less(i, j int) bool { return l.list[i].compare(&l.list[j]) > 0 }

// Swap swaps two.
func (l *lowest) Swap(i, j int) { l.list[i], l.list[j] = l.list[j], l.list[i] }

// Push adds one at the end.
func (l *lowest) Push(x any) { l.list = append(l.list, x.(kept)) }

// Pop takes the last.
func (l *lowest) Pop() any {
	last := len(l.list) - 1
	x := l.list[last]
	l.list[last] = kept{}
	l.list = l.list[:last]
	return x
}

// few draws a number of records: those with the smallest hashes. They are handed on in
// the order of their places, to the first sink. It gives how many were read, too.
func (t *Table) few(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, int64, error) {
	var bound atomic.Uint64
	bound.Store(1<<64 - 1)
	keepers := make([]*lowest, len(sinks))
	wrapped := make([]dataset.Sink, len(sinks))
	for i := range sinks {
		keepers[i] = &lowest{numberer: numberer{seed: t.seed}, most: int(t.spec.Rows), bound: &bound}
		wrapped[i] = keepers[i]
	}
	stats, err := t.inner.Scan(ctx, wrapped)
	var read int64
	var all []kept
	for _, k := range keepers {
		read += k.read
		all = append(all, k.list...)
	}
	stats.Rows = 0
	if ctx.Err() != nil {
		return stats, read, ctx.Err()
	}
	slices.SortFunc(all, func(a, b kept) int { return a.compare(&b) })
	all = all[:min(len(all), int(t.spec.Rows))]
	slices.SortFunc(all, func(a, b kept) int { return cmp.Or(a.at.compare(b.at), a.compare(&b)) })
	for i := range all {
		if i%1024 == 0 && ctx.Err() != nil {
			return stats, read, ctx.Err()
		}
		sinks[0].Row(dataset.Place{Line: all[i].at.line}, all[i].cells)
		stats.Rows++
	}
	return stats, read, err
}
