package sqlite

import (
	"database/sql/driver"
	"errors"

	sqlite3 "github.com/mattn/go-sqlite3"

	"leadlint/scanner/dataset"
)

var _ dataset.Keyed = (*table)(nil)

// Identity gives the primary key of the table and the foreign keys of the database.
func (t *table) Identity() (id dataset.Identity, err error) {
	c, err := t.db.connect()
	if err != nil {
		return id, err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	if id.Primary, err = primary(c, t.name); err != nil {
		return id, t.db.explain(err)
	}
	var names []string
	err = each(c, `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name`, nil,
		func(row []driver.Value) error {
			names = append(names, text(row[0]))
			return nil
		})
	for _, name := range names {
		if err == nil {
			err = references(c, name, &id.References)
		}
	}
	if err != nil {
		return id, t.db.explain(err)
	}
	return id, nil
}

// primary gives the columns of a table's primary key.
func primary(c *sqlite3.SQLiteConn, name string) ([]string, error) {
	var out []string
	err := each(c, `SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk`, []driver.Value{name}, func(row []driver.Value) error {
		out = append(out, text(row[0]))
		return nil
	})
	return out, err
}

// references appends the foreign keys of a table.
func references(c *sqlite3.SQLiteConn, child string, out *[]dataset.Reference) error {
	key, err := primary(c, child)
	if err != nil {
		return err
	}
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
