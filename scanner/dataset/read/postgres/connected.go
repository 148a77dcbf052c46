package postgres

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5/pgconn"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
)

// connected is an opened database.
type connected struct {
	config *pgconn.Config
	at     string
	// limit is how long a statement may take, in seconds.
	limit int

	// place names the database and the role, for moments, which nil holds none of.
	place   string
	moments *database.Moments
	// held says that a moment was held when the database was opened.
	held bool

	// mu guards control, the connection for all that is not the rows of a Scan.
	mu      sync.Mutex
	control *session

	// version is the server's, as server_version_num; name as people write it.
	version int
	name    string
	// schema is the one that Catalog leaves out of names; ascii is true where the server
	// does not know the encoding of its text.
	schema string
	ascii  bool

	// tables are what the catalogue says beyond database.Table, by Table.Full.
	tables     map[string]*detail
	references []dataset.Reference
	// roots are the plain names of types, by the type as it is written.
	roots map[string]string
	// homes are the schemas of types that are none of the server's own, likewise.
	homes map[string]string
	// blockSize is the server's, in bytes.
	blockSize int64
}

var _ database.Database = (*connected)(nil)

// learn asks the server what it is.
func (db *connected) learn(ctx context.Context) error {
	return db.asking(ctx, true, func(s *session) error {
		// The schema is the role's own first one, so its own search path is asked.
		rows, err := s.rows(ctx, `SELECT current_setting('server_version_num')::int, split_part(current_setting('server_version'), ' ', 1),
			coalesce(current_schema(), 'public'), current_setting('server_encoding'), current_setting('block_size')::int`)
		if err != nil {
			return err
		}
		r := rows[0]
		db.version, db.name, db.schema = int(integer(r[0])), string(r[1]), string(r[2])
		db.ascii, db.blockSize = string(r[3]) == "SQL_ASCII", integer(r[4])
		if db.version < oldest {
			return trouble("PostgreSQL "+db.name+" is too old to be read; expected 10 or later: export the tables as CSV",
				"PostgreSQL "+db.name+" est trop ancien pour être lu ; il faut la version 10 ou une plus récente : exportez les tables en CSV")
		}
		return nil
	})
}

// within runs something in a read-only transaction of the control connection, which is
// opened anew where it was lost.
func (db *connected) within(ctx context.Context, do func(*session) error) error {
	return db.asking(ctx, false, do)
}

// asking does so under the role's own search path, or under a plain one.
func (db *connected) asking(ctx context.Context, own bool, do func(*session) error) error {
	db.mu.Lock()
	defer db.mu.Unlock()
	s := db.control
	as, err := db.present(ctx, own)
	if err != nil {
		return err
	}
	err = db.begin(ctx, s, &as)
	if err != nil && s.conn.IsClosed() && ctx.Err() == nil { // it was idle for too long
		if s, err = connect(ctx, db.config); err != nil {
			return refused(err, db.at)
		}
		db.control = s
		err = db.begin(ctx, s, &as)
	}
	if err != nil {
		return db.failed(err, "")
	}
	if err := do(s); err != nil {
		s.close()
		return db.failed(err, "")
	}
	return db.failed(s.end(ctx), "")
}

// transaction is one of the present state. Of a database that does not know its encoding
// the text comes as it lies there: the server would refuse what is not UTF-8.
func (db *connected) transaction(own bool) transaction {
	t := transaction{limit: db.limit, own: own}
	if db.ascii {
		t.tune = "SET LOCAL client_encoding = 'SQL_ASCII'"
	}
	return t
}

// failed puts an error into words that may be shown.
func (db *connected) failed(err error, table string) error { return explain(err, table, db.limit) }

// Describe names the server and how it is read.
func (db *connected) Describe() string {
	of := "a table"
	if db.held {
		of = "for all"
	}
	return fmt.Sprintf("PostgreSQL %s, read-only transactions of one snapshot %s", db.name, of)
}

// Close ends the connection. Readings that go on have connections of their own.
func (db *connected) Close() error {
	db.mu.Lock()
	defer db.mu.Unlock()
	db.control.close()
	return nil
}

// qualified is a table's name with its schema.
func (db *connected) qualified(t *database.Table) string {
	schema := t.Schema
	if schema == "" {
		schema = db.schema
	}
	return quote(schema) + "." + quote(t.Name)
}

// root is the plain name of a column's type.
func (db *connected) root(c database.Column) string { return db.roots[c.Type] }

// indexed says whether an index of a table begins with the columns.
func (db *connected) indexed(t *database.Table, columns []string) bool {
	d := db.tables[t.Full()]
	if d == nil {
		return false
	}
	want := strings.Join(columns, "\x00") + "\x00"
	for _, index := range d.indexes {
		if strings.HasPrefix(strings.Join(index, "\x00")+"\x00", want) {
			return true
		}
	}
	return false
}
