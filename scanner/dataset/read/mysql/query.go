package mysql

import (
	"context"
	sqldriver "database/sql/driver"
	"errors"
	"slices"
	"strings"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/read/damage"
)

// query is the result of a SELECT that the user wrote. It is read by one connection, in
// its own order.
type query struct {
	server *server
	st     database.Statement
	wanted []bool // nil for all
	empty  bool   // a part that reads nothing
}

var (
	_ dataset.Projector = (*query)(nil)
	_ dataset.Parted    = (*query)(nil)
)

// Query reads one SELECT. It stands in brackets within a statement that only reads, so
// it must be one, whose columns have names that differ. Whole numbers in it that are
// meant as true and false are read as 1 and 0, since the server does not tell them apart.
func (s *server) Query(ctx context.Context, statement string) (dataset.Table, error) {
	inner, err := bracketed(statement)
	if err != nil {
		return nil, err
	}
	q := &query{server: s}
	err = s.with(ctx, func(c *session) error {
		rows, err := c.rows(ctx, "SELECT * FROM "+inner+" AS "+database.Record+" LIMIT 0")
		if err != nil {
			return fault(err)
		}
		q.describe(inner, rows)
		if err := rows.Close(); err != nil {
			c.broken = true
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return q, nil
}

// describe takes the columns of the result.
func (q *query) describe(inner string, rows sqldriver.Rows) {
	d := dialect{}
	types, typed := rows.(sqldriver.RowsColumnTypeDatabaseTypeName)
	q.st.From = inner + " AS " + database.Record
	for i, name := range rows.Columns() {
		c := database.Column{Name: name}
		if typed {
			c.Type = resultType(types.ColumnTypeDatabaseTypeName(i))
			c.Kind = kindOf(c.Type)
		}
		q.st.Names, q.st.Columns = append(q.st.Names, name), append(q.st.Columns, c)
		q.st.Wanted = append(q.st.Wanted, i)
		q.st.Cells = append(q.st.Cells, d.Text(database.Record+"."+d.Quote(name), c))
	}
}

// resultType is the type that a result tells of, as the catalogue writes it. All texts
// that are no VARCHAR may be long ones.
func resultType(name string) string {
	name = strings.TrimPrefix(strings.ToLower(name), "unsigned ")
	if name == "text" {
		return "longtext"
	}
	return name
}

// bracketed puts a statement in brackets, after making sure that it stays within them.
func bracketed(statement string) (string, error) {
	statement = strings.TrimRight(strings.TrimSpace(statement), "; \t\r\n")
	depth := 0
	for i := 0; i < len(statement); i++ {
		switch c := statement[i]; {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == '\'' || c == '"' || c == '`':
			end := closing(statement, i)
			if end < 0 {
				return "", errors.New("the query has a quote that is not closed; expected one SELECT")
			}
			i = end
		case c == ';' || c == '#' || strings.HasPrefix(statement[i:], "--") || strings.HasPrefix(statement[i:], "/*"):
			return "", errors.New("the query holds a comment, or more than one statement; expected one SELECT without comments")
		}
		if depth < 0 {
			break
		}
	}
	if statement == "" || depth != 0 {
		return "", errors.New("the query is empty, or its brackets do not match; expected one SELECT")
	}
	return "(" + statement + ")", nil
}

// closing finds the end of what is quoted from i on; -1 without one.
func closing(statement string, i int) int {
	quote := statement[i]
	for i++; i < len(statement); i++ {
		switch {
		case statement[i] == '\\' && quote != '`':
			i++
		case statement[i] == quote && i+1 < len(statement) && statement[i+1] == quote:
			i++
		case statement[i] == quote:
			return i
		}
	}
	return -1
}

// Name is empty: a query has none.
func (q *query) Name() string { return "" }

// Columns are those of the result.
func (q *query) Columns() []string { return q.st.Names }

// Project leaves the other columns unread.
func (q *query) Project(cols []int) {
	q.wanted = make([]bool, len(q.st.Names))
	for _, c := range cols {
		if c >= 0 && c < len(q.wanted) {
			q.wanted[c] = true
		}
	}
}

// Part gives all rows to the first part: rows of a query have no keys.
func (q *query) Part(index, _ int) { q.empty = index != 0 }

// plan is the statement of the columns wanted.
func (q *query) plan(every bool) *plan {
	st := q.st
	st.Wanted, st.Cells = nil, nil
	for i, w := range q.st.Wanted {
		if every || q.wanted == nil || q.wanted[w] {
			st.Wanted, st.Cells = append(st.Wanted, w), append(st.Cells, q.st.Cells[i])
		}
	}
	return newPlan(st, "", q.server.widest)
}

// Sample takes records spread over the first ones of the result.
func (q *query) Sample(ctx context.Context, n int) (rows [][][]byte, err error) {
	err = q.server.with(ctx, func(c *session) error {
		rows, err = take(ctx, c, q.plan(true), "", "", some*max(0, n))
		return err
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return slices.Clip(pick(rows, max(0, n))), err
}

// Scan reads the rows. Place.Line is the number of the row.
func (q *query) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	if q.empty {
		return dataset.Stats{}, ctx.Err()
	}
	var log damage.Log
	stats, err := q.server.share(ctx, q.plan(false), []string{""}, sinks, &log)
	stats.Issues = log.Issues()
	return stats, err
}
