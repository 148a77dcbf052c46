package postgres

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
)

// detail is what the catalogue says of a table beyond database.Table.
type detail struct {
	oid   string
	table *database.Table
	// stored says that its rows, and those of its partitions, lie on the server in the usual
	// way: they have places that a range of can be read, and the length is theirs.
	stored bool
	// blocks is the length in blocks, that of the longest partition; all is that of all.
	blocks, all int64
	// long says that values may be kept outside their rows, as long ones are.
	long bool
	// filtered says that row-level security shows the role some of the rows only.
	filtered bool
	// withheld are the columns that the role may not read.
	withheld []string
	// heirs are the columns that only tables which inherit from it have, "table.column".
	heirs []string
	// names are the columns by number.
	names map[int64]string
	// indexes are the columns of the indexes, unique or not.
	indexes [][]string
	parts   []*detail
}

// Catalog lists the tables of all schemas but the server's own, without those that
// belong to an extension. A column that the role may not read is left out, and told when
// the table is scanned.
func (db *connected) Catalog(ctx context.Context) (*database.Catalog, error) {
	catalog := &database.Catalog{}
	db.references, db.roots, db.homes = nil, map[string]string{}, map[string]string{}
	err := db.within(ctx, func(s *session) error {
		tables, err := db.relations(ctx, s)
		if err != nil {
			return err
		}
		steps := []func(context.Context, *session, map[string]*detail) error{db.columns, db.parents, db.keys, db.foreignKeys}
		for _, step := range steps {
			if err := step(ctx, s, tables); err != nil {
				return err
			}
		}
		db.tables = make(map[string]*detail, len(tables))
		for _, d := range tables {
			d.gather()
			db.tables[d.table.Full()] = d
			catalog.Tables = append(catalog.Tables, *d.table)
		}
		return nil
	})
	slices.SortFunc(catalog.Tables, func(a, b database.Table) int {
		return cmp.Or(strings.Compare(a.Schema, b.Schema), strings.Compare(a.Name, b.Name))
	})
	return catalog, err
}

// relations lists the tables by their number. Extensions that keep the rows of tables
// elsewhere (Citus) or in a form of their own (TimescaleDB) have all tables read whole.
func (db *connected) relations(ctx context.Context, s *session) (map[string]*detail, error) {
	rows, err := s.rows(ctx, `SELECT c.oid, n.nspname, c.relname, c.relkind,
		CASE WHEN c.relkind IN ('r','m') THEN pg_relation_size(c.oid) / current_setting('block_size')::int ELSE 0 END,
		c.reltuples::bigint, c.relpages, EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid),
		has_schema_privilege(n.oid, 'USAGE'), has_table_privilege(c.oid, 'SELECT'), has_any_column_privilege(c.oid, 'SELECT'),
		c.relrowsecurity AND row_security_active(c.oid),
		c.reltoastrelid <> 0 AND pg_relation_size(c.reltoastrelid) > 0,
		coalesce((SELECT amname FROM pg_am a WHERE a.oid = c.relam), 'heap') = 'heap' AND NOT elsewhere.kept
		FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		CROSS JOIN (SELECT EXISTS (SELECT FROM pg_extension WHERE extname IN ('citus', 'timescaledb')) AS kept) AS elsewhere
		WHERE c.relkind IN ('r','p','v','m','f') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
		AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`)
	tables := map[string]*detail{}
	for _, r := range rows {
		t := &database.Table{Schema: string(r[1]), Name: string(r[2]), Rows: integer(r[5])}
		if t.Schema == db.schema {
			t.Schema = ""
		}
		d := &detail{oid: string(r[0]), table: t, blocks: integer(r[4]), filtered: yesno(r[11]), long: yesno(r[12]), stored: yesno(r[13]), names: map[int64]string{}}
		d.all = d.blocks
		d.kind(string(r[3]), yesno(r[7]))
		switch {
		case d.stored && d.blocks == 0:
			t.Rows = 0
		case t.Rows < 0 || t.Rows == 0 && integer(r[6]) == 0:
			t.Rows = -1
		}
		switch {
		case !yesno(r[8]):
			t.Unreadable = "the role may not use its schema (GRANT USAGE ON SCHEMA)"
		case !yesno(r[9]) && !yesno(r[10]):
			t.Unreadable = "the role may not read it"
		}
		tables[d.oid] = d
	}
	return tables, err
}

// kind sets what kind of table it is.
func (d *detail) kind(relkind string, part bool) {
	t := d.table
	switch relkind {
	case "v":
		t.Kind, d.stored = "view", false
	case "m":
		t.Kind = "materialized_view"
	case "f":
		t.Kind, d.stored = "foreign_table", false
	default:
		t.Kind = "table"
	}
	if part {
		t.Kind = "partition"
	}
}

// columns adds the columns of the tables.
func (db *connected) columns(ctx context.Context, s *session, tables map[string]*detail) error {
	rows, err := s.rows(ctx, `WITH RECURSIVE base AS (
			SELECT oid, oid AS root FROM pg_type WHERE typtype <> 'd'
			UNION ALL SELECT t.oid, b.root FROM pg_type t JOIN base b ON t.typbasetype = b.oid WHERE t.typtype = 'd')
		SELECT a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod),
			CASE WHEN t.typnamespace = 'pg_catalog'::regnamespace THEN t.typname ELSE '' END, t.typcategory, coalesce(e.typname, ''),
			has_column_privilege(a.attrelid, a.attnum, 'SELECT'), CASE WHEN t.typnamespace <> 'pg_catalog'::regnamespace THEN n.nspname ELSE '' END
		FROM pg_attribute a JOIN base b ON b.oid = a.atttypid JOIN pg_type t ON t.oid = b.root JOIN pg_namespace n ON n.oid = t.typnamespace
			LEFT JOIN pg_type e ON e.oid = t.typelem
		WHERE a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attrelid, a.attnum`)
	for _, r := range rows {
		d := tables[string(r[0])]
		if d == nil {
			continue
		}
		c := database.Column{Name: string(r[2]), Type: string(r[3])}
		root := string(r[4])
		c.Kind = kindOf(root, string(r[5]), string(r[6]))
		db.roots[c.Type], db.homes[c.Type] = root, string(r[8])
		if d.table.Unreadable == "" && !yesno(r[7]) {
			d.withheld = append(d.withheld, c.Name)
			continue
		}
		d.names[integer(r[1])] = c.Name
		d.table.Columns = append(d.table.Columns, c)
	}
	return err
}

// kindOf classes a type by its plain name, its category, and the type of its elements.
func kindOf(root, category, element string) database.Kind {
	switch root {
	case "int2", "int4", "int8", "oid":
		return database.Integer
	case "bool":
		return database.Boolean
	case "date":
		return database.Date
	case "timestamp", "timestamptz":
		return database.Timestamp
	case "json", "jsonb":
		return database.JSON
	case "bytea":
		return database.Binary
	}
	switch {
	case category == "A" && element == "bytea":
		return database.Binary
	case category == "A":
		return database.Array
	}
	return database.Text
}

// parents notes which tables are parts of others.
func (db *connected) parents(ctx context.Context, s *session, tables map[string]*detail) error {
	rows, err := s.rows(ctx, `SELECT inhparent, inhrelid FROM pg_inherits ORDER BY 1, 2`)
	for _, r := range rows {
		parent, part := tables[string(r[0])], tables[string(r[1])]
		if parent != nil && part != nil {
			parent.parts = append(parent.parts, part)
		}
	}
	return err
}

// gather sums up what the parts of a table hold.
func (d *detail) gather() {
	if len(d.parts) == 0 {
		return
	}
	parts, known := d.parts, d.table.Rows >= 0
	d.parts = nil // a table is gathered once, and never within itself
	for _, p := range parts {
		p.gather()
		d.all += p.all
		d.heirs = append(d.heirs, p.heirs...)
		for _, c := range p.table.Columns {
			if d.table.Index(c.Name) < 0 && !slices.Contains(d.withheld, c.Name) {
				d.heirs = append(d.heirs, p.table.Full()+"."+c.Name)
			}
		}
		d.blocks = max(d.blocks, p.blocks)
		d.long = d.long || p.long
		d.stored = d.stored && p.stored
		known = known && p.table.Rows >= 0
		d.table.Rows += p.table.Rows
	}
	if !known {
		d.table.Rows = -1
	}
}

// keys adds primary keys, unique keys and other indexes.
func (db *connected) keys(ctx context.Context, s *session, tables map[string]*detail) error {
	// Columns that an index only carries came with version 11.
	width := "i.indnkeyatts"
	if db.version < 110000 {
		width = "i.indnatts"
	}
	rows, err := s.rows(ctx, `SELECT i.indrelid, i.indisprimary, i.indisunique,
		(SELECT string_agg(i.indkey[n]::text, ',' ORDER BY n) FROM generate_series(0, `+width+` - 1) AS n)
		FROM pg_index i WHERE i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL ORDER BY i.indrelid, i.indexrelid`)
	for _, r := range rows {
		d := tables[string(r[0])]
		if d == nil {
			continue
		}
		columns := d.named(string(r[3]))
		if columns == nil {
			continue
		}
		d.indexes = append(d.indexes, columns)
		columns = slices.Clone(columns)
		switch {
		case yesno(r[1]):
			d.table.Primary = columns
		case yesno(r[2]):
			d.table.Unique = append(d.table.Unique, columns)
		}
	}
	return err
}

// named gives the columns of a list of numbers ("1,3"); nil when one may not be read.
func (d *detail) named(numbers string) []string {
	var out []string
	for n := range strings.SplitSeq(numbers, ",") {
		number, err := strconv.ParseInt(n, 10, 64)
		name := d.names[number]
		if err != nil || name == "" {
			return nil
		}
		out = append(out, name)
	}
	return out
}

// foreignKeys adds the references between the tables.
func (db *connected) foreignKeys(ctx context.Context, s *session, tables map[string]*detail) error {
	rows, err := s.rows(ctx, `SELECT k.conrelid, k.confrelid, array_to_string(k.conkey, ','), array_to_string(k.confkey, ','), k.confdeltype
		FROM pg_constraint k WHERE k.contype = 'f' ORDER BY k.conrelid::bigint, k.conname`)
	for _, r := range rows {
		child, parent := tables[string(r[0])], tables[string(r[1])]
		if child == nil || parent == nil || parent.table.Kind == "partition" {
			continue
		}
		ref := dataset.Reference{Child: child.table.Full(), Parent: parent.table.Full(), OnDelete: onDelete(string(r[4])),
			From: child.named(string(r[2])), To: parent.named(string(r[3])), Key: child.table.Primary}
		if ref.From == nil || ref.To == nil {
			continue
		}
		child.table.References = append(child.table.References, ref)
	}
	for _, d := range tables {
		if d.table.Kind == "table" {
			db.references = append(db.references, d.table.References...)
		}
	}
	slices.SortStableFunc(db.references, func(a, b dataset.Reference) int {
		return cmp.Or(strings.Compare(a.Child, b.Child), slices.Compare(a.From, b.From), strings.Compare(a.Parent, b.Parent))
	})
	return err
}

// onDelete writes out what happens to the child.
func onDelete(code string) string {
	switch code {
	case "c":
		return "CASCADE"
	case "n":
		return "SET NULL"
	case "d":
		return "SET DEFAULT"
	case "r":
		return "RESTRICT"
	}
	return "NO ACTION"
}

func integer(text []byte) int64 {
	n, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil {
		return -1
	}
	return n
}

func yesno(text []byte) bool { return string(text) == "t" }
