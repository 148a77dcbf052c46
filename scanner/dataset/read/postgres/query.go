package postgres

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/read/damage"
)

// query is the result of a SELECT that the user wrote.
type query struct {
	db     *connected
	from   string
	names  []string
	kinds  []database.Column
	wanted []bool
	// parted is set on the parts but the first, which read nothing.
	empty bool
}

var (
	_ dataset.Table     = (*query)(nil)
	_ dataset.Projector = (*query)(nil)
	_ dataset.Parted    = (*query)(nil)
)

// Query reads one SELECT under the role's own search path. The server itself makes sure
// that it is one statement, and one that writes nothing.
func (db *connected) Query(ctx context.Context, statement string) (dataset.Table, error) {
	statement = strings.TrimRight(strings.TrimSpace(statement), "; \t\r\n")
	if statement == "" {
		return nil, fmt.Errorf("the query is empty; expected one SELECT")
	}
	q := &query{db: db}
	c, err := db.apart(ctx)
	if err != nil {
		return nil, err
	}
	defer c.close()
	if err := q.describe(ctx, c, statement); err != nil {
		return nil, db.failed(err, "")
	}
	return q, nil
}

// describe learns the columns.
func (q *query) describe(ctx context.Context, c *session, statement string) error {
	// One statement alone can be prepared, so what is put in brackets below is one.
	about, err := c.conn.Prepare(ctx, "", statement, nil)
	if err != nil {
		return err
	}
	if len(about.Fields) == 0 || len(about.ParamOIDs) > 0 {
		return coded("42601", "the query gives no rows, or has parameters ($1); expected one SELECT", "la requête ne donne pas de lignes, ou a des paramètres ($1) ; il faut un SELECT unique")
	}
	if q.db.roots == nil {
		q.db.roots = map[string]string{}
	}
	var aliases []string
	for i, f := range about.Fields {
		aliases = append(aliases, fmt.Sprintf("c%d", i))
		q.names = append(q.names, f.Name)
		col, err := q.column(ctx, c, f.DataTypeOID)
		if err != nil {
			return err
		}
		col.Name = aliases[i]
		q.kinds = append(q.kinds, col)
	}
	q.wanted = slices.Repeat([]bool{true}, len(q.names))
	q.from = "(" + statement + "\n) AS " + database.Record + "(" + strings.Join(aliases, ", ") + ")"
	// The brackets refuse what writes: WITH … DELETE, INSERT … RETURNING.
	_, err = c.conn.Prepare(ctx, "", "SELECT * FROM "+q.from, nil)
	return err
}

// column says of what type a column is.
func (q *query) column(ctx context.Context, c *session, oid uint32) (database.Column, error) {
	rows, err := c.rows(ctx, fmt.Sprintf(`SELECT pg_catalog.format_type(t.oid, NULL), t.typname, t.typcategory, coalesce(e.typname, ''),
		t.typnamespace = 'pg_catalog'::pg_catalog.regnamespace
		FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem WHERE t.oid = %d`, oid))
	if err != nil || len(rows) == 0 {
		return database.Column{}, err
	}
	r, root := rows[0], ""
	if yesno(r[4]) {
		root = string(r[1])
	}
	col := database.Column{Type: string(r[0]), Kind: kindOf(root, string(r[2]), string(r[3]))}
	q.db.roots[col.Type] = root
	return col, nil
}

// Name is empty: a query has none.
func (q *query) Name() string { return "" }

// Columns are those of the query; two may have the same name.
func (q *query) Columns() []string { return q.names }

// Project leaves the other columns unread.
func (q *query) Project(cols []int) {
	q.wanted = make([]bool, len(q.names))
	for _, c := range cols {
		if c >= 0 && c < len(q.wanted) {
			q.wanted[c] = true
		}
	}
}

// Part gives all rows to the first part: the rows of a query have no place of their own.
func (q *query) Part(index, _ int) { q.empty = index != 0 }

// piece is the statement for all rows, or the first n.
func (q *query) piece(n int) piece {
	d := dialect{db: q.db, mark: newMark()}
	l := layout{width: len(q.names), names: q.names, mark: d.mark, ascii: q.db.ascii}
	var cells []string
	for i, c := range q.kinds {
		if !q.wanted[i] || c.Kind == database.Binary {
			continue
		}
		cells = append(cells, d.Text(database.Record+"."+c.Name, c))
		l.to = append(l.to, i)
		l.forms = append(l.forms, formOf(c.Kind, q.db.root(c)))
	}
	if cells == nil {
		cells = []string{"1"}
	}
	sql := "SELECT " + strings.Join(cells, ", ") + " FROM " + q.from
	if n > 0 {
		sql += fmt.Sprintf(" LIMIT %d", n)
	}
	return piece{sql, l}
}

// Sample takes rows spread over the first ones of the query.
func (q *query) Sample(ctx context.Context, n int) ([][][]byte, error) {
	if n <= 0 {
		return nil, ctx.Err()
	}
	c, err := q.db.apart(ctx)
	if err != nil {
		return nil, err
	}
	defer c.close()
	p := q.piece(spread * n)
	kept, err := take(ctx, c, p.sql, p.layout, n)
	if err != nil {
		return nil, q.db.failed(err, "")
	}
	return kept.pick(n), nil
}

// Scan reads the rows over one connection, in their order. Place.Line is the number of
// the row.
func (q *query) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	s := scan{db: q.db, as: q.db.transaction(true), log: &damage.Log{}, plan: func(context.Context, *session) ([]piece, error) {
		if q.empty {
			return nil, nil
		}
		return []piece{q.piece(0)}, nil
	}}
	return s.run(ctx, sinks)
}
