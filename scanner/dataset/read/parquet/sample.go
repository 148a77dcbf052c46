package parquet

import (
	"context"
	"errors"
	"io"

	"github.com/parquet-go/parquet-go"

	"leadlint/scanner/dataset"
)

const (
	// places is how many places of the table a sample is taken from.
	places = 16
	// maxSkip is how many rows are passed over to reach a place within a group
	// that has no index of its pages.
	maxSkip = 100_000
)

// Sample takes runs of rows at even steps over the row groups.
func (t *table) Sample(ctx context.Context, n int) ([][][]byte, error) {
	var rows [][][]byte
	last := int64(-1)
	each := int64((n + places - 1) / places)
	group := 0
	var open reader
	defer func() { _ = guard(open.close) }() // nothing was written
	for i := range int64(places) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if len(rows) >= n || t.rows == 0 {
			break
		}
		at := max(t.rows*i/places, last+1)
		if int64(n) >= t.rows {
			at, each = last+1, t.rows
		}
		for group+1 < len(t.groups) && t.starts[group+1] <= at {
			group++
		}
		_ = guard(func() error { // Scan tells of damage
			some, from, err := t.take(&open, group, at-t.starts[group], min(each, int64(n-len(rows))), last-t.starts[group])
			rows = append(rows, some...)
			last = max(last, t.starts[group]+from+int64(len(some))-1)
			return err
		})
	}
	return rows, nil
}

// reader reads rows of one group; it is kept for the next place in the same group, which
// then need not read the group's dictionaries again.
type reader struct {
	group int
	rows  parquet.Rows // nil before one is opened
	// indexed says that every column has an index of its pages.
	indexed bool
}

// close closes the rows, if any are open.
func (r *reader) close() error {
	if r.rows == nil {
		return nil
	}
	rows := r.rows
	r.rows = nil
	return rows.Close()
}

// rowsOf opens the rows of a group, after its pages were checked.
func (t *table) rowsOf(r *reader, group int) error {
	if r.rows != nil && r.group == group {
		return nil
	}
	if err := r.close(); err != nil {
		return err
	}
	g := t.groups[group]
	r.group, r.indexed = group, true
	for i, chunk := range g.ColumnChunks() {
		if err := walkPages(t.in, &t.meta.RowGroups[group].Columns[i].MetaData); err != nil {
			return err
		}
		if _, err := chunk.OffsetIndex(); err != nil {
			r.indexed = false
		}
	}
	r.rows = g.Rows()
	return nil
}

// take reads n rows of a group from a row on, or from the first one behind last
// when that would be far without an index. After an error the rows are opened anew.
func (t *table) take(open *reader, group int, at, n, last int64) (rows [][][]byte, from int64, err error) {
	if err := t.rowsOf(open, group); err != nil {
		return nil, at, err
	}
	if !open.indexed && at > maxSkip {
		at = max(last+1, 0)
	}
	in, g := open.rows, t.groups[group]
	defer func() {
		if err != nil {
			err = errors.Join(err, open.close())
		}
	}()
	if err := in.SeekToRow(at); err != nil {
		return nil, at, err
	}
	buffer := make([]parquet.Row, 1)
	for int64(len(rows)) < n && at+int64(len(rows)) < g.NumRows() {
		got, err := in.ReadRows(buffer)
		if got == 1 {
			rows = append(rows, t.record(buffer[0]))
		}
		if errors.Is(err, io.EOF) || got == 0 && err == nil {
			return rows, at, nil
		}
		if err != nil {
			return rows, at, err
		}
	}
	return rows, at, nil
}

// record renders the values of a row.
func (t *table) record(row parquet.Row) [][]byte {
	cells := make([][]byte, len(t.columns))
	for _, v := range row {
		c := v.Column()
		if c < 0 || c >= len(cells) || v.IsNull() {
			continue
		}
		cell := cells[c]
		if cell != nil {
			cell = append(cell, dataset.MultiSep)
		} else {
			cell = []byte{}
		}
		if text, ok := t.columns[c].render(cell, v); ok {
			cells[c] = text
		}
	}
	return cells
}
