package sqlite

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"

	sqlite3 "github.com/mattn/go-sqlite3"

	"leadlint/scanner/dataset/read/damage"
)

// listTables gives the ordinary tables in the order of their names.
func listTables(db *database, c *sqlite3.SQLiteConn, log *damage.Log) ([]*table, error) {
	var tables []*table
	var virtual []string
	err := each(c, `SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name`, nil,
		func(row []driver.Value) error {
			switch name := text(row[0]); text(row[1]) {
			case "table":
				tables = append(tables, &table{db: db, name: name, withoutRowid: row[2] == int64(1)})
			case "virtual":
				virtual = append(virtual, name)
			}
			return nil
		})
	if err != nil {
		return nil, db.explain(err)
	}
	if len(virtual) > 0 {
		names := damage.Names(virtual)
		log.AddN(damage.Warning, 0, 0, int64(len(virtual)), damage.Text(
			"virtual tables were not read: "+names, "des tables virtuelles n'ont pas été lues : "+names))
	}
	for _, t := range tables {
		if err := t.describe(c, log); err != nil {
			return nil, db.explain(err)
		}
	}
	return tables, nil
}

// describe reads the columns of a table and how its rows are addressed.
func (t *table) describe(c *sqlite3.SQLiteConn, log *damage.Log) error {
	var blobs []string
	err := each(c, `SELECT name, type, pk FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid`, []driver.Value{t.name},
		func(row []driver.Value) error {
			name, declared := text(row[0]), strings.ToUpper(text(row[1]))
			if pk, _ := row[2].(int64); t.withoutRowid && pk > 0 {
				t.keys = append(t.keys, key{pk, quote(name)})
			}
			binary := strings.Contains(declared, "BLOB") || strings.Contains(declared, "BINARY") ||
				strings.Contains(declared, "BYTEA") || declared == "IMAGE"
			if binary {
				blobs = append(blobs, name)
			}
			t.columns = append(t.columns, column{name: name, wanted: !binary})
			return nil
		})
	if err != nil {
		return err
	}
	if len(blobs) > 0 {
		names := damage.Names(blobs)
		log.AddN(damage.Note, 0, 0, int64(len(blobs)), damage.Text(
			fmt.Sprintf("columns of table %q declared as binary were not read: %s", t.name, names),
			fmt.Sprintf("des colonnes de la table %q déclarées binaires n'ont pas été lues : %s", t.name, names)))
	}
	if t.withoutRowid {
		slices.SortFunc(t.keys, func(a, b key) int { return int(a.place - b.place) })
		return nil
	}
	for _, alias := range []string{"rowid", "_rowid_", "oid"} {
		taken := slices.ContainsFunc(t.columns, func(c column) bool { return strings.EqualFold(c.name, alias) })
		if !taken {
			t.rowid = alias
			break
		}
	}
	return nil
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
