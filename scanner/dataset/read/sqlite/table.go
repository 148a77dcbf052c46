package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"

	sqlite3 "github.com/mattn/go-sqlite3"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/read/damage"
)

// chunks is how many ranges of rowids a table is read in: enough to share the
// work, and few rows lost to a damaged page.
const chunks = 256

// column is one column; wanted is false for binary columns and for those that
// Project left out.
type column struct {
	name string
	// text is the expression of the cell.
	text   string
	wanted bool
	// json cells are flattened.
	json bool
}

// table is one table of a database, with what is read with it.
type table struct {
	db   *DB
	sel  database.Select
	name string
	// rowid is the name under which the rowid is read, empty when there is none.
	rowid   string
	view    bool
	columns []column
	// keys is the primary key of a table without rowids.
	keys []string
	// gathered says that rows of children are gathered for the whole statement, so that
	// few statements are better than many.
	gathered bool
	// part of parts is what Scan reads.
	part, parts int
}

var (
	_ dataset.Table     = (*table)(nil)
	_ dataset.Projector = (*table)(nil)
	_ dataset.Keyed     = (*table)(nil)
	_ dataset.Parted    = (*table)(nil)
)

// Name is the table's name.
func (t *table) Name() string { return t.name }

// Columns are the columns' names in the order of the table.
func (t *table) Columns() []string {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.name
	}
	return names
}

// Project leaves the other columns unread.
func (t *table) Project(cols []int) {
	wanted := make([]bool, len(t.columns))
	for _, c := range cols {
		if c >= 0 && c < len(wanted) {
			wanted[c] = true
		}
	}
	for i := range t.columns {
		t.columns[i].wanted = t.columns[i].wanted && wanted[i]
	}
}

// Part limits Scan to one of n ranges of rowids; where there are none, to every n-th
// row.
func (t *table) Part(index, n int) { t.part, t.parts = index, n }

// from names what is read: the base, and what the wanted columns need beside it. only
// is the condition on the rowids, written with b for the table.
func (t *table) from(only string) string {
	d := t.db.dialect
	d.sel, d.only = t.sel, only
	st := database.Build(t.sel, d, func(i int) bool { return t.columns[i].wanted })
	base := d.From(t.sel.Base) + " AS " + database.Record
	if t.view {
		return st.From
	}
	// Left to itself, SQLite may take the rows from an index, in another order.
	return base + " NOT INDEXED" + strings.TrimPrefix(st.From, base)
}

// id is the expression of the rowid.
func (t *table) id() string { return database.Record + "." + t.rowid }

// Scan reads ranges of rowids, each sink over its own connection; tables without
// rowids are read by one. Place.Line is the rowid, or the row's number where
// there is none.
func (t *table) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	before, err := os.Stat(t.db.path)
	if err != nil {
		return dataset.Stats{}, fmt.Errorf("read %q: the file is no longer there", t.db.name)
	}
	var log damage.Log
	var stats dataset.Stats
	if t.rowid == "" {
		stats, err = t.scanAll(ctx, sinks[0], &log)
	} else {
		stats, err = t.scanChunks(ctx, sinks, &log)
	}
	if after, gone := os.Stat(t.db.path); gone != nil || !after.ModTime().Equal(before.ModTime()) || after.Size() != before.Size() {
		log.Add(damage.Warning, 0, 0, damage.Text(
			"the database was changed by another program while it was read; scan a copy to be sure",
			"la base a été modifiée par un autre programme pendant la lecture ; analysez une copie pour être sûr"))
	}
	stats.Issues = log.Issues()
	return stats, err
}

// scanChunks shares the ranges of rowids among the sinks.
func (t *table) scanChunks(ctx context.Context, sinks []dataset.Sink, log *damage.Log) (dataset.Stats, error) {
	ranges, err := t.ranges(len(sinks))
	if err != nil {
		return dataset.Stats{}, t.db.explain(err)
	}
	var next atomic.Int64
	readers := make([]*reader, len(sinks))
	failures := make([]error, len(sinks))
	var wg sync.WaitGroup
	for i, sink := range sinks {
		c, err := t.db.connect()
		if err != nil {
			failures[i] = err
			break
		}
		r := newReader(t, c, sink, log)
		readers[i] = r
		wg.Go(func() {
			for n := next.Add(1) - 1; n < int64(len(ranges)) && failures[i] == nil; n = next.Add(1) - 1 {
				failures[i] = r.chunk(ctx, ranges[n])
			}
			failures[i] = errors.Join(failures[i], c.Close())
		})
	}
	wg.Wait()
	var stats dataset.Stats
	for _, r := range readers {
		if r != nil {
			stats.Rows += r.rows
			stats.Skipped += r.skipped
		}
	}
	if ctx.Err() != nil {
		return stats, ctx.Err()
	}
	return stats, errors.Join(failures...)
}

// rowRange is a range of rowids, both ends in it.
type rowRange struct{ from, to int64 }

// ranges cuts the rowids of the part into ranges; none for an empty one. Where a part
// starts does not depend on the number of workers.
func (t *table) ranges(workers int) (ranges []rowRange, err error) {
	c, err := t.db.connect()
	if err != nil {
		return nil, err
	}
	defer func() { err = closing(err, c) }()
	all, err := t.ends(c)
	if err != nil || all == nil {
		return nil, err
	}
	parts := all.cut(t.parts)
	if t.part >= len(parts) {
		return nil, nil
	}
	if t.gathered {
		n, err := t.gatherings(c)
		return parts[t.part].cut(max(workers, n/t.parts)), err
	}
	return parts[t.part].cut(max(chunks/t.parts, 8*workers)), nil
}

// gathered rows of children take memory: about so many bytes each, and for each worker
// so many in all. Each range of records needs a pass over the child, so ranges are as
// few as that allows.
const (
	rowMemory    = 200
	gatherMemory = 24 << 20
)

// gatherings gives the number of ranges of records for which children are gathered.
func (t *table) gatherings(c *sqlite3.SQLiteConn) (n int, err error) {
	rows := int64(0)
	for i := range t.sel.Children {
		if child := &t.sel.Children[i]; !t.db.dialect.Nested(child) && err == nil {
			err = each(c, "SELECT count(*) FROM main."+quote(child.Table.Name), nil, func(row []driver.Value) error {
				count, _ := row[0].(int64)
				rows += count
				return nil
			})
		}
	}
	return int(min(rows*rowMemory/gatherMemory+1, chunks)), err
}

// ends gives the range of all rowids; nil for an empty table.
func (t *table) ends(c *sqlite3.SQLiteConn) (all *rowRange, err error) {
	// Two sub-queries: SQLite looks up min or max in the tree, both together
	// would be a pass over the table.
	query := fmt.Sprintf("SELECT (SELECT min(%s) FROM main.%s), (SELECT max(%s) FROM main.%s)", t.rowid, quote(t.name), t.rowid, quote(t.name))
	err = each(c, query, nil, func(row []driver.Value) error {
		from, ok := row[0].(int64)
		to, ok2 := row[1].(int64)
		if ok && ok2 && from <= to {
			all = &rowRange{from, to}
		}
		return nil
	})
	if corrupt(err) { // the ends cannot be told: all there can be
		return &rowRange{-1 << 63, 1<<63 - 1}, nil
	}
	return all, err
}

// cut makes up to n ranges of one, which together are it.
func (r rowRange) cut(n int) []rowRange {
	if n <= 1 { // the step over all numbers would be one too long
		return []rowRange{r}
	}
	var out []rowRange
	step := (uint64(r.to)-uint64(r.from))/uint64(n) + 1
	for at := r.from; ; at += int64(step) {
		if uint64(r.to)-uint64(at) < step {
			return append(out, rowRange{at, r.to})
		}
		out = append(out, rowRange{at, at + int64(step) - 1})
	}
}

// scanAll reads a table without rowids.
func (t *table) scanAll(ctx context.Context, sink dataset.Sink, log *damage.Log) (dataset.Stats, error) {
	c, err := t.db.connect()
	if err != nil {
		return dataset.Stats{}, err
	}
	r := newReader(t, c, sink, log)
	n := int64(0)
	err = each(c, t.allQuery(), nil, func(row []driver.Value) error {
		if n++; n%int64(t.parts) == int64(t.part) {
			r.apart(row, n)
		}
		if n%256 == 0 {
			return ctx.Err()
		}
		return nil
	})
	if corrupt(err) {
		log.Add(damage.Lost, 0, 0, damaged)
		err = nil
	} else if err != nil && ctx.Err() == nil {
		err = t.db.explain(err)
	}
	return dataset.Stats{Rows: r.rows, Skipped: r.skipped}, errors.Join(err, c.Close())
}
