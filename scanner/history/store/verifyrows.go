package store

import (
	"errors"
	"fmt"
	"reflect"

	"leadlint/scanner/finding"
	"leadlint/scanner/history"
)

// table is one with rows of audits: the column that says whose they are, and the order
// in which they were written.
type table struct{ name, owner, order string }

func tables() []table {
	return []table{
		{"audit", "seq", "seq"}, {"report", "seq", "seq"}, {"pack", "audit", "n"}, {"input", "audit", "n"},
		{"finding", "audit", "n"}, {"place", "audit", "finding, n"},
	}
}

// rows holds the rows of an audit to those that its report gives.
func (v *verifier) rows(a *history.Audit, r *finding.Report, p *packed) error {
	want := map[string][][]any{}
	for _, row := range rowsOf(&a.Entry, r, p) {
		want[row.table] = append(want[row.table], plain(row.cells))
	}
	for _, t := range tables() {
		got, err := v.cells(t, a.Seq)
		if err != nil {
			return err
		}
		if len(got)+len(want[t.name]) > 0 && !reflect.DeepEqual(got, want[t.name]) {
			return atEvent(a.Seq, "stored audit %s, whose rows in table %s are not those of its report", a.ID, t.name)
		}
	}
	return nil
}

// cells reads the rows of an audit in a table, in the order in which they were written.
func (v *verifier) cells(t table, seq int64) (out [][]any, err error) {
	rows, err := v.q.QueryContext(v.ctx, "SELECT * FROM "+t.name+" WHERE "+t.owner+" = ? ORDER BY "+t.order, seq) //nolint:gosec // names of this package
	if err != nil {
		return nil, fmt.Errorf("read the history: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	names, err := rows.Columns()
	if err != nil {
		return nil, fmt.Errorf("read the history: %w", err)
	}
	for rows.Next() {
		cells := make([]any, len(names))
		into := make([]any, len(names))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, fmt.Errorf("read the history: %w", err)
		}
		out = append(out, plain(cells))
	}
	return out, rows.Err()
}

// plain brings cells into the types that SQLite has.
func plain(cells []any) []any {
	out := make([]any, len(cells))
	for i, c := range cells {
		switch c := c.(type) {
		case int:
			out[i] = int64(c)
		case []byte:
			out[i] = string(c)
		default:
			out[i] = c
		}
	}
	return out
}
