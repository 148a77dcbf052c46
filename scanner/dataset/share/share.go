// Package share reads one of several parts of a table, whatever its format: the parts
// are disjoint, make up the table, and are the same on every machine.
package share

import (
	"context"

	"leadlint/scanner/dataset"
)

// run is the number of records that stay together where a table knows no blocks.
const run = 4096

// Of gives the part with that index (0-based) of n of the table. A table that can be read
// in parts is; of any other every record is read, and those of other parts are passed
// over: whole is true then, and Stats tell of the whole table but for Rows.
func Of(table dataset.Table, index, n int) (part dataset.Table, whole bool) {
	if n <= 1 {
		return table, false
	}
	if p, ok := table.(dataset.Parted); ok {
		p.Part(index, n)
		return table, false
	}
	s := shared{Table: table, index: int64(index), n: int64(n)}
	if p, ok := table.(dataset.Projector); ok {
		return &projected{s, p}, true
	}
	return &s, true
}

// shared is a table of which the records of one part are handed on.
type shared struct {
	dataset.Table
	index, n int64
}

// projected is a shared table that can leave columns unread.
type projected struct {
	shared
	dataset.Projector
}

// Estimate gives the number of records of the whole table, 0 when it is not known: all
// of them are read.
func (t *shared) Estimate() int64 {
	if e, ok := t.Table.(dataset.Estimator); ok {
		return e.Estimate() / t.n
	}
	return 0
}

// Scan hands on the records of the part.
func (t *shared) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	o, ok := t.Table.(dataset.Ordered)
	if !ok || !o.Ordered() {
		s := &counting{to: sinks[0], index: t.index, n: t.n}
		stats, err := t.Table.Scan(ctx, []dataset.Sink{s})
		stats.Rows = s.rows
		return stats, err
	}
	own, wrapped := make([]*blocks, len(sinks)), make([]dataset.Sink, len(sinks))
	for i, s := range sinks {
		own[i] = &blocks{to: s, index: t.index, n: t.n}
		wrapped[i] = own[i]
	}
	stats, err := t.Table.Scan(ctx, wrapped)
	stats.Rows = 0
	for _, s := range own {
		stats.Rows += s.rows
	}
	return stats, err
}

// counting tells records by their number.
type counting struct {
	to       dataset.Sink
	index, n int64
	seen     int64
	rows     int64
}

// Row hands on a record of the part.
func (s *counting) Row(at dataset.Place, cells [][]byte) {
	mine := s.seen/run%s.n == s.index
	s.seen++
	if mine {
		s.rows++
		s.to.Row(at, cells)
	}
}

// blocks tells records by the block of the input that they stand in.
type blocks struct {
	to       dataset.Sink
	index, n int64
	mine     bool
	rows     int64
}

// Begin says which part the records to come are of.
func (s *blocks) Begin(block int64) { s.mine = block%s.n == s.index }

// Record is of no interest.
func (s *blocks) Record([]byte) {}

// Skipped is of no interest: the table's Stats tell of it.
func (s *blocks) Skipped(dataset.Place, []byte) {}

// End is of no interest.
func (s *blocks) End() {}

// Row hands on a record of the part.
func (s *blocks) Row(at dataset.Place, cells [][]byte) {
	if s.mine {
		s.rows++
		s.to.Row(at, cells)
	}
}
