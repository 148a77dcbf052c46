package mysql

import (
	"bytes"
	"context"
	sqldriver "database/sql/driver"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"leadlint/scanner/dataset/database"
)

const (
	// fine is how many ranges with rows in them a table is cut into, at least, where its
	// keys allow it; four times as many can be met.
	fine = 64
	// deepestPrefix is how many characters of a key's text are looked at behind those that
	// all keys have in common.
	deepestPrefix = 4
)

// primary is the first column of a table's primary key, by which its rows are cut into
// ranges.
type primary struct {
	column database.Column
	expr   string // as conditions write it
	from   string // the table, and that the key be used to find the rows
	// single says that there is no other column in the key.
	single bool
}

// span is a range of keys: those from its literal on, up to the next span's. at is the
// place of the range among all that there could be, which further rows elsewhere in the
// table do not change. Of whole numbers low is the first of a span, and wide how many
// there are in it.
type span struct {
	from string
	at   uint64
	low  ordinal
	wide uint64
}

// condition limits a statement to one of the spans; the first and the last are open, so
// that together they are the whole table.
func (p *primary) condition(spans []span, i int) string {
	var parts []string
	if i > 0 {
		parts = append(parts, p.expr+" >= "+spans[i].from)
	}
	if i+1 < len(spans) {
		parts = append(parts, p.expr+" < "+spans[i+1].from)
	}
	return strings.Join(parts, " AND ")
}

// isText says whether the key is compared as text.
func (p *primary) isText() bool {
	switch root(p.column.Type) {
	case "char", "varchar":
		return true
	}
	return false
}

// isBytes says whether the key is bytes.
func (p *primary) isBytes() bool {
	switch root(p.column.Type) {
	case "binary", "varbinary":
		return true
	}
	return false
}

// isNumber says whether the key is a whole number.
func (p *primary) isNumber() bool {
	switch root(p.column.Type) {
	case "tinyint", "smallint", "mediumint", "int", "bigint":
		return true
	}
	return false
}

// signed says whether numbers below zero can be keys.
func (p *primary) signed() bool { return !strings.Contains(p.column.Type, "unsigned") }

// spans cuts the table into ranges: always the same ones while the table is unchanged.
func (p *primary) spans(ctx context.Context, c *session) ([]span, error) {
	switch {
	case p == nil:
	case p.isNumber():
		return p.numbers(ctx, c)
	case p.isText(), p.isBytes():
		return p.texts(ctx, c)
	}
	return []span{{}}, nil
}

// numbers cuts the whole numbers into steps of one width, a power of two, and leaves
// out those without a row: the widest steps of which there are enough. Numbers that lie
// in clumps far apart make as many ranges as those without gaps.
func (p *primary) numbers(ctx context.Context, c *session) ([]span, error) {
	signed := p.signed()
	var spans []span
	for shift := 62; shift >= 0 && len(spans) < fine; shift -= 2 {
		spans = spans[:0]
		next := ordinal(0)
		for {
			found, ok, err := p.atLeast(ctx, c, next, signed)
			if err != nil {
				return nil, err
			}
			if !ok {
				break
			}
			low := found >> shift << shift
			spans = append(spans, span{low.literal(signed), uint64(low >> shift), low, 1 << shift})
			if next = low + 1<<shift; next == 0 {
				break // behind the largest number
			}
		}
		if len(spans) == 0 {
			return []span{{}}, nil
		}
	}
	return spans, nil
}

// atLeast gives the smallest key from a number on; false when there is none.
func (p *primary) atLeast(ctx context.Context, c *session, k ordinal, signed bool) (found ordinal, ok bool, err error) {
	statement := fmt.Sprintf("SELECT %s FROM %s WHERE %s >= %s ORDER BY %s LIMIT 1", p.expr, p.from, p.expr, k.literal(signed), p.expr)
	err = c.each(ctx, statement, func(row []sqldriver.Value) {
		switch v := row[0].(type) {
		case int64:
			if found, ok = ordinal(v), true; signed { //nolint:gosec // the sign is meant to wrap
				found ^= middle
			}
		case uint64:
			found, ok = ordinal(v), true
		}
	})
	return found, ok, err
}

// texts cuts texts, or bytes, where their beginnings change: the keys that follow on
// every beginning with a character more, until there are enough. What lies before what
// is for the server to say, by the column's own collation.
func (p *primary) texts(ctx context.Context, c *session) ([]span, error) {
	ends, err := p.ends(ctx, c)
	if err != nil || len(ends) < 2 {
		return []span{{}}, err
	}
	common := 0
	for common < min(len(ends[0]), len(ends[1])) && ends[0][common] == ends[1][common] {
		common++
	}
	found := [][]byte{ends[0]}
	begin := [][]byte{p.beginning(ends[0], common)}
	for depth := 1; depth <= deepestPrefix && len(found) < fine; depth++ {
		if found, err = p.follow(ctx, c, begin, found); err != nil {
			return nil, err
		}
		begin = begin[:0]
		for _, f := range found {
			next := p.beginning(f, common+depth)
			if !slices.ContainsFunc(begin, func(b []byte) bool { return bytes.Equal(b, next) }) {
				begin = append(begin, next)
			}
		}
	}
	return p.sorted(ctx, c, found)
}

// beginning gives about the first n bytes of a key; of a text whole characters.
func (p *primary) beginning(key []byte, n int) []byte {
	n = min(n, len(key))
	for p.isText() && n < len(key) && !utf8.RuneStart(key[n]) {
		n++
	}
	return key[:n]
}

// ends gives the first and the last key; one or none when there are no two.
func (p *primary) ends(ctx context.Context, c *session) (ends [][]byte, err error) {
	for _, order := range []string{"", " DESC"} {
		statement := fmt.Sprintf("SELECT %s FROM %s ORDER BY %s%s LIMIT 1", p.expr, p.from, p.expr, order)
		if err := c.each(ctx, statement, func(row []sqldriver.Value) {
			ends = append(ends, []byte(text(row[0])))
		}); err != nil {
			return nil, err
		}
	}
	return ends, nil
}

// follow gives the keys found, and those that come first from each beginning with a
// character more on.
func (p *primary) follow(ctx context.Context, c *session, begin, found [][]byte) ([][]byte, error) {
	seen := map[string]bool{}
	for _, f := range found {
		seen[string(f)] = true
	}
	for _, b := range begin {
		var probes []string
		for _, next := range p.alphabet() {
			from := p.write(append(bytes.Clone(b), next))
			probes = append(probes, fmt.Sprintf("(SELECT %s FROM %s WHERE %s >= %s ORDER BY %s LIMIT 1)", p.expr, p.from, p.expr, from, p.expr))
		}
		err := c.each(ctx, "SELECT "+strings.Join(probes, ", "), func(row []sqldriver.Value) {
			for _, v := range row {
				if v != nil && !seen[text(v)] {
					seen[text(v)] = true
					found = append(found, []byte(text(v)))
				}
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// alphabet are the characters that keys are looked for by: bytes at even steps, or those
// of numbers and words.
func (p *primary) alphabet() []byte {
	if !p.isBytes() {
		return []byte("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")
	}
	var out []byte
	for b := 0; b < 256; b += 8 {
		out = append(out, byte(b))
	}
	return out
}

// write writes a key as a literal.
func (p *primary) write(key []byte) string {
	if p.isBytes() {
		return binaryLiteral(key)
	}
	return literal(key)
}

// sorted has the server put keys in its order, and makes spans of them.
func (p *primary) sorted(ctx context.Context, c *session, keys [][]byte) (spans []span, err error) {
	var list []string
	for _, k := range keys {
		list = append(list, p.write(k))
	}
	statement := fmt.Sprintf("SELECT DISTINCT %s FROM %s WHERE %s IN (%s) ORDER BY %s", p.expr, p.from, p.expr, strings.Join(list, ", "), p.expr)
	err = c.each(ctx, statement, func(row []sqldriver.Value) {
		spans = append(spans, span{from: p.write([]byte(text(row[0]))), at: uint64(len(spans))})
	})
	if err == nil && len(spans) == 0 {
		return nil, errors.New("the keys of the table could not be found again")
	}
	return spans, err
}
