package sqlite

import (
	"bytes"
	"context"
	"database/sql/driver"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
	"unsafe"

	sqlite3 "github.com/mattn/go-sqlite3"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/read/damage"
)

var (
	damaged = damage.Text("a damaged page: the rows from here to the next readable part were not read; run 'PRAGMA integrity_check', and scan a copy repaired with '.recover'",
		"page endommagée : les lignes d'ici à la prochaine partie lisible n'ont pas été lues ; lancez « PRAGMA integrity_check » et analysez une copie réparée par « .recover »")
	longCell = damage.Text("a cell longer than 1 MiB was not read", "une cellule de plus de 1 Mio n'a pas été lue")
	notText  = damage.Text("a cell with binary content was not read", "une cellule au contenu binaire n'a pas été lue")
)

// reader hands the rows of one connection to one sink.
type reader struct {
	table         *table
	conn          *sqlite3.SQLiteConn
	sink          dataset.Sink
	log           *damage.Log
	cells         [][]byte
	wanted        []int // the column of each cell read
	last          int64 // rowid of the last row read
	rows, skipped int64
}

func newReader(t *table, c *sqlite3.SQLiteConn, sink dataset.Sink, log *damage.Log) *reader {
	r := &reader{table: t, conn: c, sink: sink, log: log, cells: make([][]byte, len(t.columns))}
	for i, c := range t.columns {
		if c.wanted {
			r.wanted = append(r.wanted, i)
		}
	}
	return r
}

// chunk reads a range of rowids, going on behind rows that are too long to be
// read as one text.
func (r *reader) chunk(ctx context.Context, in rowRange) error {
	for from := in.from; ; {
		r.last = from - 1
		err := r.joined(ctx, from, in.to)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err == nil:
			return nil
		case corrupt(err):
			r.log.Add(damage.Lost, max(r.last+1, 0), 0, damaged)
			return nil
		case !tooBig(err):
			return r.table.db.explain(err)
		}
		at, found, err := r.following(max(from, r.last+1), in.to)
		if err != nil || !found {
			return err
		}
		if err := r.single(at); err != nil {
			return r.table.db.explain(err)
		}
		if at == in.to {
			return nil
		}
		from = at + 1
	}
}

// following gives the first rowid of a range that has a row.
func (r *reader) following(from, to int64) (at int64, found bool, err error) {
	t := r.table
	query := fmt.Sprintf("SELECT min(%s) FROM main.%s WHERE %s BETWEEN ? AND ?", t.rowid, quote(t.name), t.rowid)
	err = each(r.conn, query, []driver.Value{from, to}, func(row []driver.Value) error {
		at, found = row[0].(int64)
		return nil
	})
	if err != nil {
		err = t.db.explain(err)
	}
	return at, found, err
}

// joined reads rows as one text each.
func (r *reader) joined(ctx context.Context, from, to int64) error {
	n := 0
	return each(r.conn, r.table.chunkQuery(), []driver.Value{from, to}, func(row []driver.Value) error {
		if n++; n%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if joined, _ := row[0].(string); !r.split(joined) {
			return r.single(r.last)
		}
		return nil
	})
}

// split cuts a row into cells and hands it on; false when a cell holds the
// separator.
func (r *reader) split(joined string) bool {
	// The string's own bytes, which nothing else refers to: no copy is needed,
	// and sinks may not change cells.
	data := unsafe.Slice(unsafe.StringData(joined), len(joined))
	id, rest, more := bytes.Cut(data, []byte{separator})
	if n, err := strconv.ParseInt(string(id), 10, 64); err == nil {
		r.last = n
	}
	if !utf8.Valid(rest) || bytes.IndexByte(rest, 0) >= 0 {
		return false
	}
	for i, c := range r.wanted {
		if !more {
			return false
		}
		end := bytes.IndexByte(rest, separator)
		more = end >= 0
		cell := rest
		if more {
			cell, rest = rest[:end:end], rest[end+1:]
		}
		if more == (i == len(r.wanted)-1) {
			return false
		}
		if len(cell) == 1 && cell[0] == null {
			cell = nil
		} else if r.table.columns[c].json {
			cell = database.Flatten(nil, cell)
		}
		r.cells[c] = cell
	}
	r.deliver(r.last)
	return true
}

// deliver hands the cells to the sink.
func (r *reader) deliver(line int64) {
	r.rows++
	r.sink.Row(dataset.Place{Line: max(line, 0)}, r.cells)
}

// single reads one row cell by cell.
func (r *reader) single(rowid int64) error {
	return each(r.conn, r.table.rowQuery(), []driver.Value{rowid}, func(row []driver.Value) error {
		r.apart(row, rowid)
		return nil
	})
}

// apart hands on a row that was read cell by cell: the number of cells that
// were too long, then the cells.
func (r *reader) apart(row []driver.Value, line int64) {
	if n, _ := row[0].(int64); n > 0 {
		r.log.AddN(damage.Lost, max(line, 0), 0, n, longCell)
	}
	for i, c := range r.wanted {
		r.cells[c] = nil
		s, ok := row[i+1].(string)
		if !ok {
			continue
		}
		if strings.IndexByte(s, 0) >= 0 {
			r.log.Add(damage.Warning, max(line, 0), 0, notText)
			continue
		}
		if !utf8.ValidString(s) {
			s = strings.ToValidUTF8(s, "\uFFFD")
		}
		r.cells[c] = []byte(s)
		if s == "" {
			r.cells[c] = []byte{}
		} else if r.table.columns[c].json {
			r.cells[c] = database.Flatten(nil, r.cells[c])
		}
	}
	r.deliver(line)
}
