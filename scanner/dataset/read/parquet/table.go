package parquet

import (
	"context"
	"errors"
	"io"
	"sync"
	"sync/atomic"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read/damage"
)

// batchRows is how many rows are turned from columns into records at a time.
const batchRows = 512

// table is one file.
type table struct {
	name    string
	in      io.ReaderAt
	size    int64
	columns []leaf
	groups  []parquet.RowGroup
	meta    *format.FileMetaData
	starts  []int64 // rows before each group
	rows    int64
	// part and parts limit a scan to the row groups of one part; parts is 0 for all.
	part, parts int
}

var (
	_ dataset.Table     = (*table)(nil)
	_ dataset.Projector = (*table)(nil)
	_ dataset.Estimator = (*table)(nil)
	_ dataset.Parted    = (*table)(nil)
)

// Part limits Scan to every n-th row group.
func (t *table) Part(index, n int) { t.part, t.parts = index, n }

// mine says whether a row group is of the part to be read.
func (t *table) mine(group int) bool { return t.parts < 2 || group%t.parts == t.part }

// Estimate gives the number of records that the file's footer states.
func (t *table) Estimate() int64 { return t.rows }

// Name is empty: a file is one table.
func (t *table) Name() string { return "" }

// Columns are the paths of the columns that hold values.
func (t *table) Columns() []string {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.name
	}
	return names
}

// Project leaves the other columns unread.
func (t *table) Project(cols []int) {
	for i := range t.columns {
		t.columns[i].wanted = false
	}
	for _, c := range cols {
		if c >= 0 && c < len(t.columns) {
			t.columns[c].wanted = true
		}
	}
}

// batch is some rows, column by column, with what their cells point into.
type batch struct {
	cells [][][]byte // by column, nil for columns not wanted
	rows  int
	first int64 // 1-based number of the first row
	arena []byte
	pages []parquet.Page
}

// keep holds a page as long as the batch is in use.
func (b *batch) keep(p parquet.Page) {
	if n := len(b.pages); n > 0 && b.pages[n-1] == p {
		return
	}
	parquet.Retain(p)
	b.pages = append(b.pages, p)
}

// reset lets go of the pages.
func (b *batch) reset() {
	for i, p := range b.pages {
		parquet.Release(p)
		b.pages[i] = nil
	}
	b.pages, b.arena = b.pages[:0], b.arena[:0]
}

// Scan decodes row groups in parallel and deals their batches to the sinks, so
// that a file of one group keeps all of them busy. A damaged group is given up
// from the damage on.
func (t *table) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	var log damage.Log
	var skipped, rows atomic.Int64
	var next atomic.Int64
	free, full := make(chan *batch, 2*len(sinks)+1), make(chan *batch)
	for range cap(free) {
		free <- t.newBatch()
	}
	var decoders, consumers sync.WaitGroup
	for range min(len(sinks), len(t.groups)) {
		decoders.Go(func() {
			for g := int(next.Add(1) - 1); g < len(t.groups) && ctx.Err() == nil; g = int(next.Add(1) - 1) {
				if !t.mine(g) {
					continue
				}
				d := &decoder{table: t, group: g, log: &log}
				d.run(ctx, free, full)
				skipped.Add(d.skipped)
			}
		})
	}
	for _, sink := range sinks {
		consumers.Go(func() {
			row := make([][]byte, len(t.columns))
			for b := range full {
				rows.Add(b.deliver(ctx, sink, row))
				b.reset()
				free <- b
			}
		})
	}
	decoders.Wait()
	close(full)
	consumers.Wait()
	return dataset.Stats{Rows: rows.Load(), Skipped: skipped.Load(), Issues: log.Issues()}, ctx.Err()
}

// newBatch makes room for a batch.
func (t *table) newBatch() *batch {
	b := &batch{cells: make([][][]byte, len(t.columns))}
	for i, c := range t.columns {
		if c.wanted {
			b.cells[i] = make([][]byte, batchRows)
		}
	}
	return b
}

// deliver hands the rows to a sink and gives their number.
func (b *batch) deliver(ctx context.Context, sink dataset.Sink, row [][]byte) int64 {
	if ctx.Err() != nil {
		return 0
	}
	for i := range b.rows {
		for c, cells := range b.cells {
			if cells != nil {
				row[c] = cells[i]
			}
		}
		sink.Row(dataset.Place{Line: b.first + int64(i)}, row)
	}
	return int64(b.rows)
}

// decoder reads one row group.
type decoder struct {
	table   *table
	group   int
	log     *damage.Log
	cursors []*cursor // by column, nil for columns not wanted
	skipped int64
}

// run decodes the group batch by batch.
func (d *decoder) run(ctx context.Context, free <-chan *batch, full chan<- *batch) {
	start, rows := d.table.starts[d.group], d.table.groups[d.group].NumRows()
	done := int64(0)
	err := guard(d.open)
	for err == nil && done < rows && ctx.Err() == nil {
		b := <-free
		b.first, b.rows = start+done+1, int(min(batchRows, rows-done))
		if err = guard(func() error { return d.fill(b) }); err != nil {
			b.rows = 0
		}
		done += int64(b.rows)
		full <- b
	}
	if err != nil && ctx.Err() == nil {
		d.skipped = rows - done
		d.log.AddN(damage.Lost, start+done+1, 0, d.skipped, damage.Text(
			"the rest of a row group could not be read: its data are damaged; fetch or export the file again",
			"le reste d'un groupe de lignes n'a pas pu être lu : ses données sont endommagées ; récupérez ou exportez le fichier de nouveau"))
	}
	d.close(start + 1)
}

// open checks the pages of the wanted columns and opens them.
func (d *decoder) open() error {
	d.cursors = make([]*cursor, len(d.table.columns))
	for i, chunk := range d.table.groups[d.group].ColumnChunks() {
		leaf := &d.table.columns[i]
		if !leaf.wanted {
			continue
		}
		if err := walkPages(d.table.in, &d.table.meta.RowGroups[d.group].Columns[i].MetaData); err != nil {
			return err
		}
		d.cursors[i] = &cursor{leaf: leaf, pages: chunk.Pages()}
	}
	return nil
}

// fill reads the batch's rows of every wanted column.
func (d *decoder) fill(b *batch) error {
	for i, c := range d.cursors {
		if c == nil {
			continue
		}
		if err := c.fill(b.cells[i][:b.rows], b); errors.Is(err, io.EOF) {
			return io.ErrUnexpectedEOF
		} else if err != nil {
			return err
		}
	}
	return nil
}

// close releases the columns and tells of cells without text.
func (d *decoder) close(line int64) {
	for _, c := range d.cursors {
		if c == nil {
			continue
		}
		_ = guard(c.close) // read to the end or given up: nothing to tell
		if c.unreadable > 0 {
			d.log.AddN(damage.Warning, line, 0, c.unreadable, damage.Text(
				"cells that hold binary data or no number were not read: column "+damage.Names([]string{c.leaf.name}),
				"des cellules au contenu binaire ou sans nombre n'ont pas été lues : colonne "+damage.Names([]string{c.leaf.name})))
		}
	}
}
