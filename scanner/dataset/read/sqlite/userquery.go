package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	sqlite3 "github.com/mattn/go-sqlite3"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/read/damage"
)

// Query reads the rows of one SELECT. It is refused when it would do anything else than
// read the database. Place.Line is the row's number in its result.
func (db *DB) Query(ctx context.Context, statement string) (dataset.Table, error) {
	q := &query{db: db, statement: strings.TrimRight(statement, "; \t\r\n")}
	c, err := q.connect()
	if err != nil {
		return nil, err
	}
	// As a table of another SELECT, several statements or one that writes do not parse.
	rows, err := c.QueryContext(ctx, "SELECT * FROM ("+q.statement+"\n) LIMIT 0", nil)
	if err != nil {
		return nil, closing(q.refused(err), c)
	}
	types, _ := rows.(driver.RowsColumnTypeDatabaseTypeName)
	for i, name := range rows.Columns() {
		declared := ""
		if types != nil {
			declared = types.ColumnTypeDatabaseTypeName(i)
		}
		if declared == "" {
			declared = anyType
		}
		q.columns = append(q.columns, database.Column{Name: name, Type: declared, Kind: kindOf(declared)})
	}
	return q, closing(rows.Close(), c)
}

// query is the table of rows that a SELECT gives.
type query struct {
	db        *DB
	statement string
	columns   []database.Column
}

// connect opens a connection that can read and nothing else.
func (q *query) connect() (*sqlite3.SQLiteConn, error) {
	c, err := q.db.connect()
	if err != nil {
		return nil, err
	}
	const recursive = 33 // SQLITE_RECURSIVE, which the package does not name
	c.RegisterAuthorizer(func(action int, _, _, _ string) int {
		switch action {
		case sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, recursive:
			return sqlite3.SQLITE_OK
		}
		return sqlite3.SQLITE_DENY
	})
	return c, nil
}

// refused words an error in the user's own statement. What SQLite says of it may quote
// a text in the statement, and is left out.
func (q *query) refused(err error) error {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return q.db.explain(err)
	}
	switch e.Code {
	case sqlite3.ErrAuth, sqlite3.ErrReadonly:
		return fmt.Errorf("the statement of --query would do more than read %q: expected one SELECT", q.db.name)
	case sqlite3.ErrError:
		return fmt.Errorf("the statement of --query cannot be run on %q: expected one SELECT of tables and columns that are there, without a second statement behind it", q.db.name)
	case sqlite3.ErrTooBig:
		return fmt.Errorf("a row of the statement of --query on %q is longer than 16 MiB: leave its long columns out", q.db.name)
	case sqlite3.ErrInterrupt:
		return context.Canceled
	}
	return q.db.explain(err)
}

// Name is empty: a query is one table.
func (q *query) Name() string { return "" }

// Columns are the names of the result's columns.
func (q *query) Columns() []string {
	names := make([]string, len(q.columns))
	for i, c := range q.columns {
		names[i] = c.Name
	}
	return names
}

// text is the statement that gives the cells as texts.
func (q *query) text() string {
	var names, cells []string
	for i, c := range q.columns {
		name := fmt.Sprintf("c%d", i)
		names = append(names, name)
		cells = append(cells, "CAST("+q.db.dialect.Text(name, c)+" AS TEXT)")
	}
	return fmt.Sprintf("WITH q(%s) AS (SELECT * FROM (%s\n)) SELECT %s FROM q", strings.Join(names, ","), q.statement, strings.Join(cells, ","))
}

// read hands the rows on until f says that it is enough.
func (q *query) read(ctx context.Context, f func(n int64, cells [][]byte) bool) (n int64, err error) {
	c, err := q.connect()
	if err != nil {
		return 0, err
	}
	defer func() { err = closing(err, c) }()
	rows, err := c.QueryContext(ctx, q.text(), nil)
	if err != nil {
		return 0, q.refused(err)
	}
	defer rows.Close() //nolint:errcheck // read to its end, or given up
	row, cells := make([]driver.Value, len(q.columns)), make([][]byte, len(q.columns))
	for {
		switch err := rows.Next(row); {
		case ctx.Err() != nil:
			return n, ctx.Err()
		case errors.Is(err, io.EOF):
			return n, nil
		case err != nil:
			return n, q.refused(err)
		}
		n++
		for i, v := range row {
			cells[i] = q.cell(i, v)
		}
		if !f(n, cells) {
			return n, nil
		}
	}
}

// cell is one value as a cell.
func (q *query) cell(i int, v driver.Value) []byte {
	var out []byte
	switch v := v.(type) {
	case string:
		if strings.IndexByte(v, 0) >= 0 {
			return nil
		}
		out = append([]byte{}, strings.ToValidUTF8(v, "\uFFFD")...)
	case []byte:
		return nil
	case time.Time:
		out = []byte(v.UTC().Format("2006-01-02 15:04:05"))
	case nil:
		return nil
	default:
		out = fmt.Append(nil, v)
	}
	if q.columns[i].Kind == database.JSON {
		return database.Flatten(nil, out)
	}
	return out
}

// sampleOf is how many rows of a query are looked at for a sample.
const sampleOf = 50_000

// Sample spreads the records over the first rows of the result: how many follow is not
// known before they are read. Which are kept goes by a hash of their numbers: at even
// steps, records that alternate would all be of one kind.
func (q *query) Sample(ctx context.Context, n int) ([][][]byte, error) {
	var kept keeper
	var marks []uint32
	limit := uint32(math.MaxUint32)
	_, err := q.read(ctx, func(at int64, cells [][]byte) bool {
		if mark := scatter(at); mark <= limit {
			kept.Row(dataset.Place{}, cells)
			marks = append(marks, mark)
		}
		for len(marks) > 2*n && limit > 0 { // about half of them stay
			limit /= 2
			few := 0
			for i, mark := range marks {
				if mark <= limit {
					marks[few], kept.rows[few] = mark, kept.rows[i]
					few++
				}
			}
			marks, kept.rows = marks[:few], kept.rows[:few]
		}
		return at < sampleOf
	})
	all := len(kept.rows)
	if all > n {
		for i := range n {
			kept.rows[i] = kept.rows[i*all/n]
		}
		kept.rows = kept.rows[:n]
	}
	return kept.rows, err
}

// scatter gives the hash of a number, such that any range of numbers is spread evenly
// (the finaliser of MurmurHash3).
func scatter(n int64) uint32 {
	h := uint32(n)
	h = (h ^ h>>16) * 0x85ebca6b
	h = (h ^ h>>13) * 0xc2b2ae35
	return h ^ h>>16
}

// Scan runs the query for one sink.
func (q *query) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	n, err := q.read(ctx, func(at int64, cells [][]byte) bool {
		sinks[0].Row(dataset.Place{Line: at}, cells)
		return true
	})
	stats := dataset.Stats{Rows: n}
	for i := range q.columns {
		if q.columns[i].Kind == database.Binary {
			var log damage.Log
			log.Add(damage.Note, 0, i+1, notText)
			stats.Issues = append(stats.Issues, log.Issues()...)
		}
	}
	return stats, err
}
