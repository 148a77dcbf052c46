package mysql

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read/damage"
)

// some is how many times the records asked for are looked at before they are picked
// from, where a table is small or has no key.
const some = 4

// Sample takes records from ranges of the primary key spread over the table, in each
// from a place that a random number with a fixed start tells; of a small table, and of
// one without a primary key, from all or about as many records as will do.
func (t *table) Sample(ctx context.Context, n int) (rows [][][]byte, err error) {
	if n <= 0 {
		return nil, ctx.Err()
	}
	err = t.server.with(ctx, func(c *session) error {
		rows, err = t.sample(ctx, c, n)
		return err
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return rows, err
}

func (t *table) sample(ctx context.Context, c *session, n int) ([][][]byte, error) {
	p, key := t.plan(true)
	order := ""
	if key != nil {
		order = " ORDER BY " + key.expr
	}
	start, err := take(ctx, c, p, "", order, some*n)
	if err != nil || len(start) < some*n {
		return pick(start, n), err
	}
	if key == nil {
		kept := thinned{most: 2 * n, step: 1}
		share := some * float64(n) / float64(max(1, t.sel.Base.Rows))
		err := newReader(p, &kept, &damage.Log{}).read(ctx, c, fmt.Sprintf("RAND(%d) < %.9f", seed, min(1, share)))
		return pick(kept.rows, n), err
	}
	spans, err := key.spans(ctx, c)
	if err != nil {
		return nil, fault(err)
	}
	return t.spread(ctx, c, p, key, spans, n)
}

// spread takes records from every span, or from some where there are more spans than
// records are asked for.
func (t *table) spread(ctx context.Context, c *session, p *plan, key *primary, spans []span, n int) (rows [][][]byte, err error) {
	numbers := rand.New(rand.NewPCG(seed, seed)) //nolint:gosec // the same every time is meant
	each := (n + len(spans) - 1) / len(spans)
	for i := range spans {
		where := key.condition(spans, i)
		if where == "" {
			where = "1 = 1"
		}
		places := []string{where}
		if s := spans[i]; s.wide > 1 {
			inside := (s.low + ordinal(numbers.Uint64N(s.wide))).literal(key.signed())
			places = []string{where + " AND " + key.expr + " >= " + inside, where + " AND " + key.expr + " < " + inside}
		}
		var got [][][]byte
		for _, where := range places {
			if len(got) < each {
				more, err := take(ctx, c, p, where, " ORDER BY "+key.expr, each-len(got))
				if err != nil {
					return nil, err
				}
				got = append(got, more...)
			}
		}
		rows = append(rows, got...)
	}
	return pick(rows, n), nil
}

// pick takes n records at even steps.
func pick(rows [][][]byte, n int) [][][]byte {
	if len(rows) <= n {
		return rows
	}
	out := make([][][]byte, n)
	for i := range out {
		out[i] = rows[i*len(rows)/n]
	}
	return out
}

// take reads up to n records.
func take(ctx context.Context, c *session, p *plan, where, order string, n int) ([][][]byte, error) {
	if where == "" {
		where = "1 = 1"
	}
	var kept keeper
	r := newReader(p, &kept, &damage.Log{})
	err := r.read(ctx, c, fmt.Sprintf("%s%s LIMIT %d", where, order, n))
	return kept.rows, err
}

// keeper is a sink that keeps copies of the records.
type keeper struct{ rows [][][]byte }

func (k *keeper) Row(_ dataset.Place, cells [][]byte) {
	row := make([][]byte, len(cells))
	for i, cell := range cells {
		row[i] = bytes.Clone(cell)
	}
	k.rows = append(k.rows, row)
}

// thinned is a sink that keeps copies of records at even steps, which grow with the
// number of records.
type thinned struct {
	keeper
	most, step, seen int
}

func (k *thinned) Row(at dataset.Place, cells [][]byte) {
	k.seen++
	if (k.seen-1)%k.step != 0 {
		return
	}
	if len(k.rows) == k.most {
		for i := range k.most / 2 {
			k.rows[i] = k.rows[2*i]
		}
		k.rows = k.rows[:k.most/2]
		k.step *= 2
		if (k.seen-1)%k.step != 0 {
			return
		}
	}
	k.keeper.Row(at, cells)
}
