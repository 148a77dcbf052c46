package mysql

import (
	"context"
	sqldriver "database/sql/driver"
	"fmt"
	"strings"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/read/damage"
)

// maxCell is the longest value that is read, in bytes, as in the other databases. The
// server does not send longer ones.
const maxCell = 1 << 20

// tooLong is what the server sends instead of a value longer than maxCell. As those of
// between and absent, its bytes are found in no text that anybody wrote.
const tooLong = "\x1e\x1c\x1d"

// plan is a statement, and what becomes of its rows. Its first cell is no column, but the
// key of a record.
type plan struct {
	exprs []string // of the statement
	items []item   // what they are, from the second on
	from  string
	names []string
	line  bool // the first cell is the record's place
}

// item is what one expression of a statement gives: the cell of a column, or of several.
type item struct {
	forms []form
	to    []int // the columns
	long  bool  // the one column may be told to be too long
}

// newPlan puts the cells of a statement together, those of one text no wider than widest.
// key is the expression of the record's place, empty for none.
func newPlan(st database.Statement, key string, widest int) *plan {
	p := &plan{from: st.From, names: st.Names, line: key != "", exprs: []string{key}}
	if key == "" {
		p.exprs[0] = "0"
	}
	widest = max(widest, narrowest)
	var cells []string
	var group item
	width := 0
	flush := func() {
		if len(cells) > 0 {
			p.add(cells, group)
		}
		cells, group, width = nil, item{}, 0
	}
	for i, w := range st.Wanted {
		c, cell := st.Columns[w], st.Cells[i]
		switch {
		case c.Kind == database.Binary: // absent
		case !joinable(c):
			if long(c.Type) {
				cell = fmt.Sprintf("IF(OCTET_LENGTH(%s) > %d, '%s', %s)", cell, maxCell, tooLong, cell)
			}
			p.add([]string{cell}, item{forms: []form{formOf(c)}, to: []int{w}, long: long(c.Type)})
		default:
			if width += widthOf(c.Type); width > widest {
				flush()
				width = widthOf(c.Type)
			}
			cells = append(cells, cell)
			group.forms, group.to = append(group.forms, formOf(c)), append(group.to, w)
		}
	}
	flush()
	return p
}

// add takes cells that are sent as one.
func (p *plan) add(cells []string, of item) {
	expr := cells[0]
	if len(cells) > 1 {
		expr = join(cells)
	}
	p.exprs, p.items = append(p.exprs, expr), append(p.items, of)
}

// sql is the statement with a condition, empty for none.
func (p *plan) sql(where string) string {
	if where != "" {
		where = " WHERE " + where
	}
	return "SELECT " + strings.Join(p.exprs, ", ") + " FROM " + p.from + where
}

// reader hands rows to a sink.
type reader struct {
	plan          *plan
	sink          dataset.Sink
	log           *damage.Log
	cells         [][]byte
	room          []byte
	ends          []int
	rows, skipped int64
	// counts says that a record without a place of its own is told by its number.
	counts bool
}

func newReader(p *plan, sink dataset.Sink, log *damage.Log) *reader {
	return &reader{plan: p, sink: sink, log: log, cells: make([][]byte, len(p.names))}
}

// read runs the statement with a condition and hands on its rows.
func (r *reader) read(ctx context.Context, c *session, where string) error {
	err := c.each(ctx, r.plan.sql(where), func(row []sqldriver.Value) {
		r.row(row)
	})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fault(err)
}

// row hands on one row.
func (r *reader) row(row []sqldriver.Value) {
	at := r.place(row[0])
	r.room = r.room[:0]
	for i := range r.plan.items {
		if !r.item(at, &r.plan.items[i], row[i+1]) {
			r.skipped++
			r.log.Add(damage.Lost, max(0, at.Line), 0, damage.Text(
				"a record could not be taken apart and was passed over; it holds control characters of which none belongs in a text, or is longer than the server's max_allowed_packet",
				"un enregistrement n'a pas pu être décomposé et n'a pas été lu ; il contient des caractères de contrôle étrangers à tout texte, ou dépasse max_allowed_packet sur le serveur"))
			return
		}
	}
	r.rows++
	r.sink.Row(at, r.cells)
}

// item makes the cells of one value; false when they cannot be told apart.
func (r *reader) item(at dataset.Place, of *item, v sqldriver.Value) bool {
	if text, ok := v.([]byte); of.long && ok && string(text) == tooLong {
		r.passed(at, of.to[0])
		r.cells[of.to[0]] = nil
		return true
	}
	if len(of.to) == 1 {
		r.cells[of.to[0]], r.room = of.forms[0].cell(v, r.room)
		return true
	}
	text, ok := v.([]byte)
	if !ok {
		return false
	}
	if cap(r.ends) < len(of.to) {
		r.ends = make([]int, len(of.to))
	}
	return split(text, r.ends[:len(of.to)], func(i int, cell []byte) {
		if cell != nil && of.forms[i] != asIs {
			cell, r.room = of.forms[i].bytes(cell, r.room)
		}
		r.cells[of.to[i]] = cell
	})
}

// passed tells of a value that was not sent.
func (r *reader) passed(at dataset.Place, column int) {
	name := damage.Names([]string{r.plan.names[column]})
	r.log.Add(damage.Lost, max(0, at.Line), 0, damage.Text(
		"a value longer than 1 MiB in column "+name+" was not read",
		"une valeur de plus de 1 Mio dans la colonne "+name+" n'a pas été lue"))
}

// place is where a record stands.
func (r *reader) place(v sqldriver.Value) dataset.Place {
	if r.plan.line {
		switch v := v.(type) {
		case int64:
			return dataset.Place{Line: v}
		case uint64:
			if v < 1<<63 {
				return dataset.Place{Line: int64(v)}
			}
		}
		return dataset.Place{}
	}
	if r.counts {
		return dataset.Place{Line: r.rows + r.skipped + 1}
	}
	return dataset.Place{}
}
