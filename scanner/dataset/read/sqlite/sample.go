package sqlite

import (
	"bytes"
	"context"
	"database/sql/driver"
	"fmt"
	"strconv"
	"strings"

	sqlite3 "github.com/mattn/go-sqlite3"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
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
	defer func() { err = closing(err, c) }()
	if t.rowid != "" && n > 0 {
		rows, err = t.steps(ctx, c, n)
	}
	if len(rows) < n/2+1 && ctx.Err() == nil {
		query := fmt.Sprintf("%s LIMIT %d", t.allQuery(), max(n, 0))
		if t.rowid != "" {
			query = fmt.Sprintf("%s ORDER BY %s LIMIT %d", t.allQuery(), t.id(), max(n, 0))
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

// steps takes runs of rows at even steps: first their rowids, so that one statement
// reads what hangs on them.
func (t *table) steps(ctx context.Context, c *sqlite3.SQLiteConn, n int) ([][][]byte, error) {
	all, err := t.ends(c)
	if err != nil || all == nil {
		return nil, err
	}
	query := fmt.Sprintf("SELECT %s FROM main.%s WHERE %s BETWEEN ? AND ? ORDER BY %s LIMIT %d", t.rowid, quote(t.name), t.rowid, t.rowid, run)
	var ids []string
	for _, in := range all.cut((n + run - 1) / run) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		err := each(c, query, []driver.Value{in.from, in.to}, func(row []driver.Value) error {
			if id, ok := row[0].(int64); ok {
				ids = append(ids, strconv.FormatInt(id, 10))
			}
			return nil
		})
		if err != nil && !corrupt(err) {
			return nil, err
		}
	}
	ids = ids[:min(n, len(ids))]
	in := t.rowid + " IN (" + strings.Join(ids, ",") + ")"
	return t.take(c, fmt.Sprintf("SELECT %s FROM %s WHERE %s.%s ORDER BY %s", t.apart(), t.from("b."+in), database.Record, in, t.id()), nil)
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
