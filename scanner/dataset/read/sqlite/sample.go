package sqlite

import (
	"bytes"
	"context"
	"database/sql/driver"
	"errors"
	"fmt"

	sqlite3 "github.com/mattn/go-sqlite3"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read/damage"
)

// run is how many neighbouring rows are taken at each step of a sample.
const run = 4

// Sample takes runs of rows at even steps of the rowids; the first rows where
// there are no rowids, or too few rows at the steps.
func (t *table) Sample(ctx context.Context, n int) (rows [][][]byte, err error) {
	c, err := t.db.connect()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	if t.rowid != "" && n > 0 {
		rows, err = t.steps(ctx, c, n)
	}
	if len(rows) < n/2+1 && ctx.Err() == nil {
		query := fmt.Sprintf("%s LIMIT %d", t.allQuery(), max(n, 0))
		if t.rowid != "" {
			query = fmt.Sprintf("%s ORDER BY %s LIMIT %d", t.allQuery(), t.rowid, max(n, 0))
		}
		rows, err = t.take(c, query, nil)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if corrupt(err) && len(rows) > 0 {
		err = nil // Scan tells of it
	}
	if err != nil {
		return nil, t.db.explain(err)
	}
	return rows, nil
}

// steps takes runs of rows at even steps.
func (t *table) steps(ctx context.Context, c *sqlite3.SQLiteConn, n int) (rows [][][]byte, err error) {
	ranges, err := t.rangesOf(c, (n+run-1)/run)
	if err != nil {
		return nil, err
	}
	query := fmt.Sprintf("%s WHERE %s BETWEEN ? AND ? ORDER BY %s LIMIT %d", t.allQuery(), t.rowid, t.rowid, run)
	for _, in := range ranges {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		some, err := t.take(c, query, []driver.Value{in.from, in.to})
		if err != nil && !corrupt(err) {
			return rows, err
		}
		rows = append(rows, some...)
	}
	return rows[:min(n, len(rows))], nil
}

// take collects the rows of a query that reads cell by cell.
func (t *table) take(c *sqlite3.SQLiteConn, query string, args []driver.Value) ([][][]byte, error) {
	var kept keeper
	r := newReader(t, c, &kept, &damage.Log{})
	err := each(c, query, args, func(row []driver.Value) error {
		r.apart(row, 0)
		return nil
	})
	return kept.rows, err
}

// keeper is a sink that keeps copies of the rows.
type keeper struct{ rows [][][]byte }

func (k *keeper) Row(_ dataset.Place, cells [][]byte) {
	row := make([][]byte, len(cells))
	for i, cell := range cells {
		row[i] = bytes.Clone(cell)
	}
	k.rows = append(k.rows, row)
}
