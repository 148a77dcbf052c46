// Package arrange presents the columns of a table in an order given from outside, so
// that files of one shape whose columns stand in different orders are read as one table.
package arrange

import (
	"context"
	"slices"

	"leadlint/scanner/dataset"
)

// Columns gives the table with the columns named, in that order. Of columns of one name
// the first stands for the first, and so on. A column that the table lacks has absent
// cells; one that is not named is not read. A table that has them so already is given
// back as it is.
func Columns(table dataset.Table, columns []string) dataset.Table {
	own := table.Columns()
	if slices.Equal(own, columns) {
		return table
	}
	t := &arranged{Table: table, columns: columns, from: make([]int, len(columns)), constant: make([][]byte, len(columns))}
	taken := make([]bool, len(own))
	for i, name := range columns {
		t.from[i] = -1
		for k, header := range own {
			if header == name && !taken[k] {
				t.from[i], taken[k] = k, true
				break
			}
		}
	}
	return t.outer()
}

// Add gives the table with further columns behind its own, which hold the same in every
// record. Without any the table is given back as it is.
func Add(table dataset.Table, more []Value) dataset.Table {
	if len(more) == 0 {
		return table
	}
	t := &arranged{Table: table, columns: slices.Clone(table.Columns())}
	for i := range t.columns {
		t.from = append(t.from, i)
	}
	t.constant = make([][]byte, len(t.columns))
	for _, v := range more {
		t.columns, t.from, t.constant = append(t.columns, v.Column), append(t.from, -1), append(t.constant, v.Cell)
	}
	return t.outer()
}

// arranged is a table with its columns in another order. It hides what a table of text
// knows of its records as they stand in the file, whose columns are not these.
type arranged struct {
	dataset.Table
	columns []string
	// from gives for every column its place in the table, -1 where it has none: there the
	// cells are constant, nil for absent ones.
	from     []int
	constant [][]byte
}

// outer gives the table with what the inner one can do.
func (t *arranged) outer() dataset.Table {
	if p, ok := t.Table.(dataset.Parted); ok {
		return &parted{t, p}
	}
	return t
}

// parted is an arranged table that can be read in parts.
type parted struct {
	*arranged
	inner dataset.Parted
}

// Part limits Scan to a part of the table.
func (t *parted) Part(index, n int) { t.inner.Part(index, n) }

// Columns gives the columns asked for.
func (t *arranged) Columns() []string { return t.columns }

// Sample gives the records with the columns asked for.
func (t *arranged) Sample(ctx context.Context, n int) ([][][]byte, error) {
	rows, err := t.Table.Sample(ctx, n)
	out := make([][][]byte, len(rows))
	for i, row := range rows {
		out[i] = t.cells(make([][]byte, len(t.from)), row)
	}
	return out, err
}

// cells puts the cells of a record into their places.
func (t *arranged) cells(dst, row [][]byte) [][]byte {
	for i, k := range t.from {
		dst[i] = t.constant[i]
		if k >= 0 && k < len(row) {
			dst[i] = row[k]
		}
	}
	return dst
}

// Scan hands on every record with the columns asked for.
func (t *arranged) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	own := make([]dataset.Sink, len(sinks))
	for i, s := range sinks {
		plain := sink{t: t, to: s, row: make([][]byte, len(t.from))}
		own[i] = &plain
		if r, ok := s.(dataset.RecordSink); ok {
			own[i] = &blocks{plain, r}
		}
	}
	if p, ok := t.Table.(dataset.Projector); ok {
		p.Project(slices.DeleteFunc(slices.Clone(t.from), func(k int) bool { return k < 0 }))
	}
	return t.Table.Scan(ctx, own)
}

// Project leaves the other columns unread.
func (t *arranged) Project(cols []int) {
	for i := range t.from {
		if !slices.Contains(cols, i) {
			t.from[i], t.constant[i] = -1, nil
		}
	}
}

// Estimate gives that of the table; 0 when it is not known.
func (t *arranged) Estimate() int64 {
	if e, ok := t.Table.(dataset.Estimator); ok {
		return e.Estimate()
	}
	return 0
}

// sink arranges the records of one worker.
type sink struct {
	t   *arranged
	to  dataset.Sink
	row [][]byte
}

// Row hands on a record.
func (s *sink) Row(at dataset.Place, cells [][]byte) { s.to.Row(at, s.t.cells(s.row, cells)) }

// blocks is a sink that is told of the blocks of the input, by which records are told
// apart; of their texts, whose columns are others, it is told nothing.
type blocks struct {
	sink
	told dataset.RecordSink
}

// Begin tells that a block begins.
func (s *blocks) Begin(block int64) { s.told.Begin(block) }

// Record keeps the text of a record back.
func (s *blocks) Record([]byte) {}

// Skipped keeps the text of a record that was passed over back.
func (s *blocks) Skipped(dataset.Place, []byte) {}

// End tells that the block is over.
func (s *blocks) End() { s.told.End() }
