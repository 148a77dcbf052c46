package postgres

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/read/damage"
)

const (
	// aBlock is how many records of a block a sample is reckoned to need.
	aBlock = 4
	// spread is how many times the records wanted are kept to choose from.
	spread = 8
)

// Sample takes records from blocks spread over the table by TABLESAMPLE, the same as long
// as the table is; all blocks of a small table. Of a view or a foreign table, which
// cannot be sampled, it takes the first rows.
func (t *table) Sample(ctx context.Context, n int) ([][][]byte, error) {
	if n <= 0 {
		return nil, ctx.Err()
	}
	var kept *keeper
	err := t.db.within(ctx, func(s *session) error {
		var err error
		if path := t.path(); path != "" {
			_, err = s.rows(ctx, path)
		}
		if err == nil {
			kept, err = t.sample(ctx, s, n)
		}
		return t.db.failed(err, t.Name())
	})
	if err != nil {
		return nil, err
	}
	return kept.pick(n), nil
}

// sample keeps at least n records if the table has them.
func (t *table) sample(ctx context.Context, s *session, n int) (*keeper, error) {
	d := t.dialect()
	d.lookup = true
	if !t.base.stored || !t.once(t.of.Base) {
		st, l := t.statement(d)
		return take(ctx, s, st.SQL("")+fmt.Sprintf(" LIMIT %d", n), l, n)
	}
	for part := 100 * float64(n) / aBlock / float64(max(t.base.all, 1)); ; part *= 4 {
		whole := part >= 50
		d.only = map[string]string{}
		if !whole {
			few := fmt.Sprintf(" TABLESAMPLE SYSTEM (%.9f) REPEATABLE (1)", part)
			for _, c := range t.of.Children {
				if t.once(c.Table) {
					d.only[c.Table.Full()] = t.namers(c, few)
				}
			}
			d.only[t.of.Base.Full()] = few
		}
		st, l := t.statement(d)
		kept, err := take(ctx, s, st.SQL("")+t.order(), l, n)
		if err != nil || whole || kept.seen >= n {
			return kept, err
		}
	}
}

// namers narrows a child to the rows that name a record of the sample.
func (t *table) namers(c database.Child, few string) string {
	var from, to []string
	for i := range c.From {
		from = append(from, "x."+quote(c.From[i]))
		to = append(to, "y."+quote(c.To[i]))
	}
	return " WHERE (" + strings.Join(from, ", ") + ") IN (SELECT " + strings.Join(to, ", ") + " FROM " + t.db.qualified(t.of.Base) + " AS y" + few + ")"
}

// order sorts a sample of joined tables, whose order is the planner's affair.
func (t *table) order() string {
	if !t.joined() || len(t.of.Base.Primary) == 0 {
		return ""
	}
	by := ""
	for i, name := range t.of.Base.Primary {
		by += []string{" ORDER BY ", ", "}[min(i, 1)] + database.Record + "." + quote(name)
	}
	return by
}

// take keeps records of a statement.
func take(ctx context.Context, s *session, sql string, l layout, n int) (*keeper, error) {
	kept := &keeper{limit: spread * n, step: 1}
	r := newReader(l, kept, &damage.Log{}, func(n int64) int64 { return n })
	return kept, s.copy(ctx, r, sql)
}

// keeper is a sink that keeps copies of records at even steps, of which it doubles the
// length whenever it has kept too many.
type keeper struct {
	rows        [][][]byte
	limit, step int
	seen        int
}

// Row keeps every step-th record.
func (k *keeper) Row(_ dataset.Place, cells [][]byte) {
	if k.seen++; (k.seen-1)%k.step != 0 {
		return
	}
	row := make([][]byte, len(cells))
	for i, cell := range cells {
		row[i] = bytes.Clone(cell)
	}
	k.rows = append(k.rows, row)
	if len(k.rows) < k.limit {
		return
	}
	for i := range (len(k.rows) + 1) / 2 {
		k.rows[i] = k.rows[2*i]
	}
	k.rows = k.rows[:(len(k.rows)+1)/2]
	k.step *= 2
}

// pick gives n of the records kept, at even steps.
func (k *keeper) pick(n int) [][][]byte {
	if len(k.rows) <= n {
		return k.rows
	}
	out := make([][][]byte, n)
	for i := range out {
		out[i] = k.rows[i*len(k.rows)/n]
	}
	return out
}
