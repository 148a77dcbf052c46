package mysql

import (
	"context"
	sqldriver "database/sql/driver"
	"fmt"
	"strconv"
	"strings"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/read/damage"
)

// maxCell is the longest value that is read, in bytes, as in the other databases. The
// server does not send longer ones.
const maxCell = 1 << 20

// plan is a statement, and what becomes of its rows. Its first two cells are no columns:
// the key of a record, and the numbers of those of its columns whose values are too long.
type plan struct {
	cells []string // the expressions, in their order
	from  string
	forms []form // of the cells
	to    []int  // the columns of the table that they are
	names []string
	line  bool // the first cell is the record's place
}

// newPlan puts the cells of a statement together. key is the expression of the record's
// place, empty for none.
func newPlan(st database.Statement, key string) *plan {
	p := &plan{from: st.From, names: st.Names, line: key != "", cells: []string{key, "NULL"}}
	if key == "" {
		p.cells[0] = "0"
	}
	var tooLong []string
	for i, w := range st.Wanted {
		cell := st.Cells[i]
		if long(st.Columns[w].Type) {
			tooLong = append(tooLong, fmt.Sprintf("IF(OCTET_LENGTH(%s) > %d, %d, NULL)", cell, maxCell, w))
			cell = fmt.Sprintf("IF(OCTET_LENGTH(%s) <= %d, %s, NULL)", cell, maxCell, cell)
		}
		p.cells = append(p.cells, cell)
		p.forms = append(p.forms, formOf(st.Columns[w]))
		p.to = append(p.to, w)
	}
	if tooLong != nil {
		p.cells[1] = "NULLIF(CONCAT_WS(',', " + strings.Join(tooLong, ", ") + "), '')"
	}
	return p
}

// sql is the statement with a condition, empty for none.
func (p *plan) sql(where string) string {
	if where != "" {
		where = " WHERE " + where
	}
	return "SELECT " + strings.Join(p.cells, ", ") + " FROM " + p.from + where
}

// reader hands rows to a sink.
type reader struct {
	plan          *plan
	sink          dataset.Sink
	log           *damage.Log
	cells         [][]byte
	room          []byte
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
	if row[1] != nil {
		r.tooLong(at, text(row[1]))
	}
	room := r.room[:0]
	for i, f := range r.plan.forms {
		r.cells[r.plan.to[i]], room = f.cell(row[i+2], room)
	}
	r.room = room
	r.rows++
	r.sink.Row(at, r.cells)
}

// tooLong tells of values that were not sent.
func (r *reader) tooLong(at dataset.Place, columns string) {
	for number := range strings.SplitSeq(columns, ",") {
		column, err := strconv.Atoi(number)
		if err != nil || column < 0 || column >= len(r.plan.names) {
			continue
		}
		name := damage.Names([]string{r.plan.names[column]})
		r.log.Add(damage.Lost, max(0, at.Line), 0, damage.Text(
			"a value longer than 1 MiB in column "+name+" was not read",
			"une valeur de plus de 1 Mio dans la colonne "+name+" n'a pas été lue"))
	}
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
