package postgres

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"leadlint/scanner/dataset/database"
)

// stripe is how many blocks of a table are read at a time: 8 MiB of the usual size.
const stripe = 1024

// placesFrom is the first version that looks up ranges of places instead of reading the
// whole table for each.
const placesFrom = 140000

// pieces are the statements that read the part of the table that is asked for, for so
// many sinks.
func (t *table) pieces(ctx context.Context, c *session, sinks int) ([]piece, error) {
	d := t.dialect()
	if !t.base.stored {
		return t.single(d), nil
	}
	blocks, err := t.base.length(ctx, c)
	if err != nil {
		return nil, err
	}
	// The place of a record may be read with the whole table only.
	ranges := t.db.version >= placesFrom && len(t.base.withheld) == 0
	switch {
	case ranges && !t.joined():
		return t.stripes(d, blocks), nil
	case ranges && t.parts == 1 && len(t.of.Children) == 0:
		return t.spans(d, blocks, int64(sinks)), nil
	}
	return t.shares(d, sinks), nil
}

// length is the number of blocks of a table, or of the longest of its partitions, as the
// session sees it.
func (d *detail) length(ctx context.Context, c *session) (int64, error) {
	rows, err := c.rows(ctx, `WITH RECURSIVE p AS (SELECT `+d.oid+`::oid AS oid UNION ALL SELECT i.inhrelid FROM pg_inherits i JOIN p ON i.inhparent = p.oid)
		SELECT count(*), coalesce(max(CASE WHEN c.relkind IN ('r','m') THEN pg_relation_size(c.oid) END) / current_setting('block_size')::int, 0)
		FROM p JOIN pg_class c ON c.oid = p.oid`)
	if err != nil {
		return 0, err
	}
	if integer(rows[0][0]) == 0 { // no range would be read, and none would fail
		return 0, &pgconn.PgError{Code: "42P01"}
	}
	return integer(rows[0][1]), nil
}

// transaction is one to read the table in, with settings for joining. The server cannot
// tell how many records a share has and takes it for few: left to itself it may look up
// each record in the other tables, or gather rows in memory that it does not have. Sorting
// keeps to the memory named, whatever the tables' size.
func (t *table) transaction() transaction {
	as := t.db.transaction(false)
	if !t.joined() {
		return as
	}
	sql := []string{"SET LOCAL enable_nestloop = off", "SET LOCAL enable_hashagg = off", "SET LOCAL work_mem = '32MB'"}
	if t.db.version >= 110000 {
		sql = append(sql, "SET LOCAL jit = off")
	}
	for _, more := range []string{t.path(), as.tune} {
		if more != "" {
			sql = append(sql, more)
		}
	}
	as.tune = strings.Join(sql, "; ")
	return as
}

// path adds the schemas of types by which tables are joined to the search path, because
// it is there that what equal means for them is looked up (citext); empty when there are
// none.
func (t *table) path() string {
	var schemas []string
	add := func(of *database.Table, columns []string) {
		for _, name := range columns {
			i := of.Index(name)
			if i < 0 {
				continue
			}
			if home := t.db.homes[of.Columns[i].Type]; home != "" && !slices.Contains(schemas, quote(home)) {
				schemas = append(schemas, quote(home))
			}
		}
	}
	for _, p := range t.of.Parents {
		add(p.Table, p.To)
	}
	for _, c := range t.of.Children {
		add(c.Table, c.From)
	}
	if schemas == nil {
		return ""
	}
	return "SET LOCAL search_path = pg_catalog, " + strings.Join(schemas, ", ")
}

// single reads everything in one statement, which falls to the first part.
func (t *table) single(d dialect) []piece {
	if t.index != 0 {
		return nil
	}
	st, l := t.statement(d)
	return []piece{{st.SQL(t.drawn("")), l}}
}

// stripes reads the table by stripes of blocks, of which each part has some: where the
// table grows between the readings of two parts, no record falls to both.
func (t *table) stripes(d dialect, blocks int64) []piece {
	st, l := t.statement(d)
	var out []piece
	// An empty table is read too: it may be gone, or closed to the role by now.
	for n := int64(t.index); n == 0 || n*stripe < blocks; n += int64(t.parts) {
		last := (n+1)*stripe >= blocks && t.parts == 1
		out = append(out, piece{st.SQL(t.drawn(places(n*stripe, (n+1)*stripe, last))), l})
	}
	return out
}

// spans reads the table in as few ranges of blocks as will do, because the tables that
// are joined are read for each.
func (t *table) spans(d dialect, blocks, n int64) []piece {
	st, l := t.statement(d)
	blocks = max(blocks, 1)
	var out []piece
	for i := range n {
		if from, to := i*blocks/n, (i+1)*blocks/n; from < to {
			out = append(out, piece{st.SQL(t.drawn(places(from, to, to == blocks))), l})
		}
	}
	return out
}

// places is the condition that a record lies in a range of blocks, the end not in it. The
// last range has no end, so that nothing hangs on the length that the server tells.
func places(from, to int64, last bool) string {
	where := fmt.Sprintf("%s.ctid >= '(%d,0)'::tid", database.Record, from)
	if !last {
		where += fmt.Sprintf(" AND %s.ctid < '(%d,0)'::tid", database.Record, to)
	}
	return where
}

// shares reads the table by the hash of a key, by which the rows of children fall to the
// same reader as their record; by that of the place where no key will do, and then over
// one connection.
func (t *table) shares(d dialect, sinks int) []piece {
	by := t.sharedBy()
	if by == nil && (t.parts == 1 || len(t.base.withheld) > 0) {
		return t.single(d)
	}
	if by == nil {
		by, sinks = []string{"ctid"}, 1
	}
	var out []piece
	for i := range sinks {
		index, n := t.index+i*t.parts, t.parts*sinks
		narrow := d
		narrow.only = map[string]string{}
		for _, c := range t.of.Children {
			if slices.Equal(c.To, by) && t.once(c.Table) && t.hashed(c.Table, c.From) {
				narrow.only[c.Table.Full()] = " WHERE " + share("x", c.From, index, n)
			}
		}
		st, l := t.statement(narrow)
		where := ""
		if n > 1 {
			where = share(database.Record, by, index, n)
		}
		out = append(out, piece{st.SQL(t.drawn(where)), l})
	}
	return out
}

// drawn adds to a condition that a record is one of those that are drawn.
func (t *table) drawn(where string) string {
	if t.percent <= 0 || t.percent >= 100 {
		return where
	}
	by := database.Record + "::text"
	switch {
	case len(t.of.Base.Primary) > 0:
		by = keyText(database.Record, t.of.Base.Primary)
	case t.base.stored && len(t.base.withheld) == 0:
		by = keyText(database.Record, []string{"ctid"})
	}
	// Another hash than that by which records are shared out.
	draw := fmt.Sprintf("(hashtext('leadlint/'||%s) & 2147483647) < %d", by, int64(t.percent/100*(1<<31)))
	if where != "" {
		draw = where + " AND " + draw
	}
	return draw
}

// sharedBy are the columns of the record by which it is shared out: those that a child
// refers to, else the primary key; nil when their values have no text of which equal
// values have the same.
func (t *table) sharedBy() []string {
	for _, c := range t.of.Children {
		if t.hashed(t.of.Base, c.To) && t.hashed(c.Table, c.From) {
			return c.To
		}
	}
	if t.hashed(t.of.Base, t.of.Base.Primary) {
		return t.of.Base.Primary
	}
	return nil
}

// hashed says whether equal values of the columns have equal texts.
func (t *table) hashed(of *database.Table, columns []string) bool {
	for _, name := range columns {
		i := of.Index(name)
		if i < 0 {
			return false
		}
		switch t.db.root(of.Columns[i]) {
		case "int2", "int4", "int8", "uuid", "text", "varchar":
		default:
			return false
		}
	}
	return len(columns) > 0
}

// once says whether a table stands in the Select only once.
func (t *table) once(of *database.Table) bool {
	n := 0
	for _, other := range t.tables() {
		if other.Full() == of.Full() {
			n++
		}
	}
	return n == 1
}
