package sqlite

import (
	"context"
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"

	sqlite3 "github.com/mattn/go-sqlite3"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/read/damage"
)

// Catalog lists the ordinary tables and the views in the order of their names.
func (db *DB) Catalog(context.Context) (catalog *database.Catalog, err error) {
	if db.catalog != nil {
		return db.catalog, nil
	}
	c, err := db.connect()
	if err != nil {
		return nil, err
	}
	defer func() { err = closing(err, c) }()
	if err := db.list(c); err != nil {
		return nil, db.explain(err)
	}
	return db.catalog, nil
}

// list reads the catalogue.
func (db *DB) list(c *sqlite3.SQLiteConn) error {
	var virtual []string
	found := &database.Catalog{}
	db.dialect.indexed, db.clustered = map[string]map[string]bool{}, map[string]bool{}
	err := each(c, `SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name`, nil,
		func(row []driver.Value) error {
			switch name, kind := text(row[0]), text(row[1]); kind {
			case "table", "view":
				found.Tables = append(found.Tables, database.Table{Name: name, Kind: kind, Rows: -1})
				db.clustered[name] = row[2] == int64(1)
			case "virtual":
				virtual = append(virtual, name)
			}
			return nil
		})
	if err != nil {
		return err
	}
	if len(virtual) > 0 {
		names := damage.Names(virtual)
		db.log.AddN(damage.Warning, 0, 0, int64(len(virtual)), damage.Text(
			"virtual tables were not read: "+names, "des tables virtuelles n'ont pas été lues : "+names))
	}
	for i := range found.Tables {
		if err := db.describe(c, &found.Tables[i]); err != nil {
			return err
		}
	}
	db.catalog = found
	return nil
}

// describe reads the columns and keys of a table.
func (db *DB) describe(c *sqlite3.SQLiteConn, t *database.Table) error {
	var keys []struct {
		place int64
		name  string
	}
	err := each(c, `SELECT name, type, pk FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid`, []driver.Value{t.Name}, func(row []driver.Value) error {
		col := database.Column{Name: text(row[0]), Type: text(row[1])}
		col.Kind = kindOf(col.Type)
		if pk, _ := row[2].(int64); pk > 0 {
			keys = append(keys, struct {
				place int64
				name  string
			}{pk, col.Name})
		}
		t.Columns = append(t.Columns, col)
		return nil
	})
	if t.Kind == "view" && err != nil { // its table is gone, or has other columns now
		t.Unreadable, t.Columns = "the view cannot be run: a table or column that it names is not there", nil
		return nil
	}
	if err != nil || t.Kind == "view" {
		return err
	}
	slices.SortFunc(keys, func(a, b struct {
		place int64
		name  string
	}) int {
		return int(a.place - b.place)
	})
	for _, k := range keys {
		t.Primary = append(t.Primary, k.name)
	}
	if err := references(c, t.Name, t.Primary, &t.References); err != nil {
		return err
	}
	return db.indexes(c, t)
}

// indexes reads what is unique in a table, and what its indexes begin with.
func (db *DB) indexes(c *sqlite3.SQLiteConn, t *database.Table) error {
	begins := map[string]bool{}
	if len(t.Primary) > 0 {
		begins[t.Primary[0]] = true
	}
	type index struct {
		name           string
		unique, partly bool
	}
	var list []index
	err := each(c, `SELECT name, "unique", partial FROM pragma_index_list(?) ORDER BY seq`, []driver.Value{t.Name}, func(row []driver.Value) error {
		list = append(list, index{text(row[0]), row[1] == int64(1), row[2] == int64(1)})
		return nil
	})
	for _, ix := range list {
		var names []string
		if err == nil {
			err = each(c, `SELECT name FROM pragma_index_info(?) ORDER BY seqno`, []driver.Value{ix.name}, func(row []driver.Value) error {
				names = append(names, text(row[0])) // empty for an expression
				return nil
			})
		}
		if ix.partly || len(names) == 0 {
			continue
		}
		begins[names[0]] = true
		if ix.unique && !slices.Contains(names, "") {
			t.Unique = append(t.Unique, names)
		}
	}
	db.dialect.indexed[t.Name] = begins
	return err
}

// references appends the foreign keys of a table.
func references(c *sqlite3.SQLiteConn, child string, key []string, out *[]dataset.Reference) error {
	last := int64(-1)
	return each(c, `SELECT id, "table", "from", "to", on_delete FROM pragma_foreign_key_list(?) ORDER BY id, seq`, []driver.Value{child}, func(row []driver.Value) error {
		if id, _ := row[0].(int64); id != last {
			last = id
			*out = append(*out, dataset.Reference{Child: child, Parent: text(row[1]), OnDelete: text(row[4]), Key: key})
		}
		r := &(*out)[len(*out)-1]
		r.From = append(r.From, text(row[2]))
		if row[3] != nil {
			r.To = append(r.To, text(row[3]))
		}
		return nil
	})
}

// binaries tells of the columns of a table that are not read.
func (db *DB) binaries(t *database.Table) {
	var blobs []string
	for _, c := range t.Columns {
		if c.Kind == database.Binary {
			blobs = append(blobs, c.Name)
		}
	}
	if len(blobs) > 0 {
		names := damage.Names(blobs)
		db.log.AddN(damage.Note, 0, 0, int64(len(blobs)), damage.Text(
			fmt.Sprintf("columns of table %q declared as binary were not read: %s", t.Name, names),
			fmt.Sprintf("des colonnes de la table %q déclarées binaires n'ont pas été lues : %s", t.Name, names)))
	}
}

// rowid gives the name under which the rowids of a table are read, empty when it has
// none.
func (db *DB) rowid(t *database.Table) string {
	if t.Kind != "table" || db.clustered[t.Name] {
		return ""
	}
	for _, alias := range []string{"rowid", "_rowid_", "oid"} {
		if !slices.ContainsFunc(t.Columns, func(c database.Column) bool { return strings.EqualFold(c.Name, alias) }) {
			return alias
		}
	}
	return ""
}

// Identity gives the primary key of the table and the foreign keys of the database.
func (t *table) Identity() (dataset.Identity, error) {
	id := dataset.Identity{Primary: t.sel.Base.Primary}
	for _, other := range t.db.catalog.Tables {
		id.References = append(id.References, other.References...)
	}
	return id, nil
}

// text gives a value of the schema as a string.
func text(v driver.Value) string {
	switch v := v.(type) {
	case string:
		return v
	case []byte:
		return string(v)
	}
	return ""
}

// quote makes an SQL identifier.
func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
