package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"

	sqlite3 "github.com/mattn/go-sqlite3"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read/damage"
)

// chunks is how many ranges of rowids a table is read in: enough to share the
// work, and few rows lost to a damaged page.
const chunks = 256

// column is one column; wanted is false for binary columns and for those that
// Project left out.
type column struct {
	name   string
	wanted bool
}

// table is one table of a database.
type table struct {
	db           *database
	name         string
	withoutRowid bool
	// rowid is the name under which the rowid is read, empty when there is none.
	rowid   string
	columns []column
	// keys is the primary key of a table without rowids.
	keys []key
}

// key is a quoted column of a primary key with its place in it.
type key struct {
	place  int64
	column string
}

var (
	_ dataset.Table     = (*table)(nil)
	_ dataset.Projector = (*table)(nil)
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
	ranges, err := t.ranges()
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

// ranges cuts the rowids of the table into ranges; none for an empty table.
func (t *table) ranges() (ranges []rowRange, err error) {
	c, err := t.db.connect()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	return t.rangesOf(c, chunks)
}

// rangesOf cuts the rowids into up to n ranges.
func (t *table) rangesOf(c *sqlite3.SQLiteConn, n int) (ranges []rowRange, err error) {
	// Two sub-queries: SQLite looks up min or max in the tree, both together
	// would be a pass over the table.
	query := fmt.Sprintf("SELECT (SELECT min(%s) FROM main.%s), (SELECT max(%s) FROM main.%s)", t.rowid, quote(t.name), t.rowid, quote(t.name))
	err = each(c, query, nil, func(row []driver.Value) error {
		from, ok := row[0].(int64)
		to, ok2 := row[1].(int64)
		if !ok || !ok2 || from > to {
			return nil
		}
		step := (uint64(to)-uint64(from))/uint64(n) + 1
		for at := from; ; at += int64(step) {
			if uint64(to)-uint64(at) < step {
				ranges = append(ranges, rowRange{at, to})
				return nil
			}
			ranges = append(ranges, rowRange{at, at + int64(step) - 1})
		}
	})
	if corrupt(err) { // the ends cannot be told: all there can be
		return []rowRange{{-1 << 63, 1<<63 - 1}}, nil
	}
	return ranges, err
}

// scanAll reads a table without rowids.
func (t *table) scanAll(ctx context.Context, sink dataset.Sink, log *damage.Log) (dataset.Stats, error) {
	c, err := t.db.connect()
	if err != nil {
		return dataset.Stats{}, err
	}
	r := newReader(t, c, sink, log)
	err = each(c, t.allQuery(), nil, func(row []driver.Value) error {
		r.apart(row, r.rows+1)
		if r.rows%256 == 0 {
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
