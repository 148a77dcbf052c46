package mysql

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
)

// detail is what is known of a table beyond the catalogue.
type detail struct {
	engine string
	// indexes are those of the table, the primary key among them.
	indexes []index
	// changeable says that the user could write to it.
	changeable bool
	// hidden are the columns that the user may not read.
	hidden []string
}

// index is one index of a table.
type index struct {
	name    string
	unique  bool
	columns []string
}

// transactional says whether readings of the table have a snapshot.
func (d *detail) transactional() bool {
	switch strings.ToLower(d.engine) {
	case "", "innodb", "rocksdb", "tokudb", "ndbcluster", "ndb", "xtradb":
		return true
	}
	return false
}

// catalog collects what the server says of its tables.
type catalog struct {
	home   string // the database that was named; its tables have no schema
	tables map[string]*database.Table
	detail map[string]*detail
	last   string // the reference that was taken last
}

// Catalog lists the tables of the database that the address names; without one those of
// all databases but the server's own.
func (s *server) Catalog(ctx context.Context) (*database.Catalog, error) {
	c := &catalog{home: s.settings.config.DBName, tables: map[string]*database.Table{}, detail: map[string]*detail{}}
	err := s.with(ctx, func(conn *session) error {
		for _, step := range []struct {
			statement string
			take      func(row []string)
			may       bool
		}{
			{c.tablesQuery(), c.table, false},
			{c.columnsQuery(), c.column, false},
			{c.checksQuery(), c.check, true}, // not on MySQL before 8.0.16, where json has a type of its own
			{c.indexesQuery(), c.index, false},
			{c.referencesQuery(), c.reference, false},
		} {
			rows, err := conn.texts(ctx, step.statement)
			if err != nil && (!step.may || !isServer(err)) {
				return fault(err)
			}
			for _, row := range rows {
				step.take(row)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	out := c.result()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.details, s.refs = c.detail, nil
	for i := range out.Tables {
		s.refs = append(s.refs, out.Tables[i].References...)
	}
	return out, nil
}

// within is the condition for the databases whose tables are listed.
func (c *catalog) within(column string) string {
	if c.home != "" {
		return column + " = " + literal([]byte(c.home))
	}
	return column + " NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')"
}

func (c *catalog) tablesQuery() string {
	return "SELECT table_schema, table_name, table_type, engine, CAST(table_rows AS CHAR) FROM information_schema.tables WHERE " +
		c.within("table_schema") + " ORDER BY table_schema, table_name"
}

func (c *catalog) columnsQuery() string {
	return "SELECT table_schema, table_name, column_name, column_type, privileges FROM information_schema.columns WHERE " +
		c.within("table_schema") + " ORDER BY table_schema, table_name, ordinal_position"
}

// checksQuery finds the columns that MariaDB keeps as text and checks to be JSON.
func (c *catalog) checksQuery() string {
	return "SELECT constraint_schema, table_name, constraint_name, check_clause FROM information_schema.check_constraints WHERE " +
		c.within("constraint_schema") + " AND check_clause LIKE 'json_valid(%'"
}

func (c *catalog) indexesQuery() string {
	return "SELECT table_schema, table_name, index_name, CAST(non_unique AS CHAR), column_name, CAST(sub_part AS CHAR) FROM information_schema.statistics WHERE " +
		c.within("table_schema") + " ORDER BY table_schema, table_name, index_name, seq_in_index"
}

func (c *catalog) referencesQuery() string {
	return "SELECT k.table_schema, k.table_name, k.constraint_name, k.column_name, k.referenced_table_schema, k.referenced_table_name, k.referenced_column_name, r.delete_rule" +
		" FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r" +
		" ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name" +
		" WHERE k.referenced_table_name IS NOT NULL AND " + c.within("k.table_schema") +
		" ORDER BY k.table_schema, k.table_name, k.constraint_name, k.ordinal_position"
}

// name is a table's name in the catalogue.
func (c *catalog) name(schema, table string) string {
	if strings.EqualFold(schema, c.home) {
		return table
	}
	return schema + "." + table
}

func (c *catalog) table(row []string) {
	t := &database.Table{Schema: row[0], Name: row[1], Kind: "table", Rows: -1}
	if c.name(row[0], row[1]) == row[1] {
		t.Schema = ""
	}
	switch {
	case row[2] == "SEQUENCE":
		return // a counter, which holds no rows of anybody's
	case strings.HasSuffix(row[2], "VIEW"):
		t.Kind = "view"
	case slices.Contains([]string{"federated", "connect", "spider", "s3", "oqgraph"}, strings.ToLower(row[3])):
		t.Kind = "foreign_table"
	}
	if n, err := strconv.ParseInt(row[4], 10, 64); err == nil {
		t.Rows = n
	}
	c.tables[t.Full()], c.detail[t.Full()] = t, &detail{engine: row[3]}
}

func (c *catalog) column(row []string) {
	t := c.tables[c.name(row[0], row[1])]
	if t == nil {
		return
	}
	rights := strings.Split(strings.ToLower(row[4]), ",")
	d := c.detail[t.Full()]
	d.changeable = d.changeable || slices.Contains(rights, "insert") || slices.Contains(rights, "update")
	if !slices.Contains(rights, "select") {
		d.hidden = append(d.hidden, row[2])
		return
	}
	t.Columns = append(t.Columns, database.Column{Name: row[2], Type: row[3], Kind: kindOf(row[3])})
}

// check takes a column for JSON whose own constraint says so.
func (c *catalog) check(row []string) {
	t := c.tables[c.name(row[0], row[1])]
	if t == nil {
		return
	}
	valid := "json_valid(" + (dialect{}).Quote(row[2]) + ")"
	for i := range t.Columns {
		if col := &t.Columns[i]; col.Name == row[2] && root(col.Type) == "longtext" && row[3] == valid {
			col.Type, col.Kind = "json", database.JSON
		}
	}
}

// index takes one column of an index; columns come in the order of the index.
func (c *catalog) index(row []string) {
	t := c.tables[c.name(row[0], row[1])]
	if t == nil {
		return
	}
	if row[2] == "PRIMARY" {
		t.Primary = append(t.Primary, row[4])
	}
	d := c.detail[t.Full()]
	if n := len(d.indexes); n == 0 || d.indexes[n-1].name != row[2] {
		d.indexes = append(d.indexes, index{name: row[2], unique: row[3] == "0"})
	}
	last := &d.indexes[len(d.indexes)-1]
	last.columns = append(last.columns, row[4])
	if row[5] != "" || row[4] == "" {
		last.unique = false // of the beginning of a column, or of an expression
	}
}

// reference takes one column of a foreign key.
func (c *catalog) reference(row []string) {
	child, parent := c.tables[c.name(row[0], row[1])], c.tables[c.name(row[4], row[5])]
	if child == nil || parent == nil {
		return
	}
	this := child.Full() + "\x00" + row[2]
	if this == c.last {
		r := &child.References[len(child.References)-1]
		r.From, r.To = append(r.From, row[3]), append(r.To, row[6])
		return
	}
	c.last = this
	child.References = append(child.References, dataset.Reference{
		Child: child.Full(), Parent: parent.Full(), From: []string{row[3]}, To: []string{row[6]}, OnDelete: row[7], Key: child.Primary,
	})
}

// result sorts and finishes the catalogue.
func (c *catalog) result() *database.Catalog {
	out := &database.Catalog{}
	for name, t := range c.tables {
		for _, i := range c.detail[name].indexes {
			if i.unique && i.name != "PRIMARY" {
				t.Unique = append(t.Unique, i.columns)
			}
		}
		if len(t.Columns) == 0 {
			t.Unreadable = "the user may not read it; grant SELECT on it, or leave it out with --except"
		}
		out.Tables = append(out.Tables, *t)
	}
	slices.SortFunc(out.Tables, func(a, b database.Table) int {
		return cmp.Or(strings.Compare(a.Schema, b.Schema), strings.Compare(a.Name, b.Name))
	})
	return out
}
