// Package sqlite reads the tables of a SQLite database without ever writing:
// not to the database, not to files beside it, not to a copy.
package sqlite

import (
	"context"
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	sqlite3 "github.com/mattn/go-sqlite3"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/read/damage"
	"leadlint/scanner/finding"
)

const (
	// magic starts every database file.
	magic = "SQLite format 3\x00"
	// busyWait is how long a lock is waited for, in milliseconds.
	busyWait = 2000
	// maxLength bounds a row's text in memory; longer rows are read cell by cell.
	maxLength = 16 << 20
	// maxCell is the longest cell that is read.
	maxCell = 1 << 20
)

// DB is one file, and how connections to it are opened.
type DB struct {
	name string
	path string
	dsn  string
	wal  bool
	// catalog is read once; clustered are its tables without rowids.
	catalog   *database.Catalog
	clustered map[string]bool
	dialect   dialect
	log       damage.Log
}

var _ database.Database = (*DB)(nil)

// Open gives the tables of a database that the options ask for; virtual tables and
// SQLite's own tables are left out. The input must be an uncompressed file. Errors say
// what to do about a locked database or one with changes in a write-ahead log.
func Open(b *blob.Blob, opt database.Options) (tables []dataset.Table, detail string, issues []finding.Issue, err error) {
	db, err := Connect(b)
	if err != nil {
		return nil, "", nil, err
	}
	opt.Moments.Opened(b.Name, db.state())
	tables, detail, issues, err = database.Tables(context.Background(), db, opt)
	return tables, detail, append(issues, db.log.Issues()...), err
}

// Connect opens a database, which the caller need not close: connections are made when
// something is read. The input must be an uncompressed file.
func Connect(b *blob.Blob) (*DB, error) {
	if b.Path == "" || !b.Seekable {
		return nil, fmt.Errorf("%q is a SQLite database that is no plain file; save it uncompressed to a file and name that", b.Name)
	}
	db := &DB{name: b.Name, path: b.Path}
	wal, err := db.prepare(b)
	if err != nil {
		return nil, err
	}
	db.wal = wal
	c, err := db.connect()
	if err != nil {
		return nil, err
	}
	return db, c.Close()
}

// state is the same as long as nothing is written to the database: the times and lengths
// of its file and of the log beside it.
func (db *DB) state() string {
	var out strings.Builder
	for _, path := range []string{db.path, db.path + "-wal"} {
		if info, err := os.Stat(path); err == nil {
			fmt.Fprintf(&out, "%d %d;", info.Size(), info.ModTime().UnixNano())
		}
	}
	return out.String()
}

// Describe tells the journal mode.
func (db *DB) Describe() string {
	if db.wal {
		return "journal mode WAL"
	}
	return "journal mode rollback"
}

// Warnings are none: there are no roles.
func (db *DB) Warnings(context.Context) ([]database.Warning, error) { return nil, nil }

// Close does nothing: no connection outlives a read.
func (db *DB) Close() error { return nil }

// Table reads what a Select asks for. Place.Line is the rowid, or the row's number
// where there is none.
func (db *DB) Table(_ context.Context, s database.Select) (dataset.Table, error) {
	db.binaries(s.Base)
	st := database.Build(s, db.dialect, nil)
	t := &table{db: db, sel: s, name: s.Base.Name, rowid: db.rowid(s.Base), view: s.Base.Kind == "view", parts: 1, columns: make([]column, len(st.Names))}
	for i, name := range st.Names {
		t.columns[i] = column{name: name, text: st.Cells[i], wanted: st.Columns[i].Kind != database.Binary, json: st.Columns[i].Kind == database.JSON}
	}
	for i := range s.Children {
		t.gathered = t.gathered || !db.dialect.Nested(&s.Children[i])
	}
	if t.rowid == "" && !t.view {
		for _, k := range s.Base.Primary {
			t.keys = append(t.keys, database.Record+"."+quote(k))
		}
	}
	return t, nil
}

// prepare looks at the file's header and decides how it can be opened without
// leaving anything behind.
func (db *DB) prepare(b *blob.Blob) (wal bool, err error) {
	r, size, err := b.ReaderAt()
	if err != nil {
		return false, err
	}
	header := make([]byte, 100)
	if n, err := r.ReadAt(header, 0); err != nil && !errors.Is(err, io.EOF) || n < len(header) || string(header[:len(magic)]) != magic {
		return false, fmt.Errorf("%q is not a SQLite database, or an encrypted one: expected its 100 bytes of header", b.Name)
	}
	page := int64(binary.BigEndian.Uint16(header[16:]))
	if page == 1 {
		page = 65536
	}
	if pages := int64(binary.BigEndian.Uint32(header[28:])); pages*page > size && string(header[24:28]) == string(header[92:96]) {
		return false, fmt.Errorf("%q is cut short: its header tells of %d bytes, the file has %d", b.Name, pages*page, size)
	}
	path, err := filepath.Abs(b.Path)
	if err != nil {
		return false, fmt.Errorf("open %q: %w", b.Name, err)
	}
	wal = header[18] == 2 || header[19] == 2
	options := url.Values{"mode": {"ro"}, "_query_only": {"1"}, "_busy_timeout": {fmt.Sprint(busyWait)}}
	if wal {
		immutable, err := walState(b.Name, path)
		if err != nil {
			return wal, err
		}
		if immutable {
			options.Set("immutable", "1")
		}
	}
	db.dsn = "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + "?" + options.Encode()
	return wal, nil
}

// walState decides about a database in WAL mode. Without a log the file holds
// everything, and is opened as immutable lest SQLite make files beside it. With
// a log, its index must be there already for the same reason.
func walState(name, path string) (immutable bool, err error) {
	log, err := os.Stat(path + "-wal")
	if errors.Is(err, os.ErrNotExist) || err == nil && log.Size() == 0 {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("open %q: its write-ahead log cannot be looked at", name)
	}
	if _, err := os.Stat(path + "-shm"); err != nil {
		return false, fmt.Errorf("%q has changes in a write-ahead log (%q) that cannot be read without writing; close the program that uses the database, or run 'PRAGMA wal_checkpoint(TRUNCATE)' on it, and scan again", name, filepath.Base(path)+"-wal")
	}
	return false, nil
}

// connect opens a read-only connection.
func (db *DB) connect() (*sqlite3.SQLiteConn, error) {
	opened, err := (&sqlite3.SQLiteDriver{}).Open(db.dsn)
	if err != nil {
		return nil, db.explain(err)
	}
	c, ok := opened.(*sqlite3.SQLiteConn)
	if !ok {
		return nil, errors.Join(fmt.Errorf("open %q: unexpected connection type %T", db.name, opened), opened.Close())
	}
	c.SetLimit(sqlite3.SQLITE_LIMIT_LENGTH, maxLength)
	c.SetLimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
	for _, pragma := range []string{"PRAGMA query_only=1", "PRAGMA trusted_schema=0", "PRAGMA cell_size_check=1", "PRAGMA temp_store=2"} {
		if _, err := c.Exec(pragma, nil); err != nil {
			return nil, errors.Join(db.explain(err), c.Close())
		}
	}
	return c, nil
}

// explain words an error of SQLite and says what to do.
func (db *DB) explain(err error) error {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return fmt.Errorf("read %q: %w", db.name, err)
	}
	switch e.Code {
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return fmt.Errorf("%q is locked by another program; close that program, or scan a backup made with '.backup'", db.name)
	case sqlite3.ErrNotADB:
		return fmt.Errorf("%q is not a SQLite database, or an encrypted one", db.name)
	case sqlite3.ErrCorrupt:
		return fmt.Errorf("%q is damaged; run 'PRAGMA integrity_check', and scan a copy repaired with '.recover'", db.name)
	case sqlite3.ErrCantOpen, sqlite3.ErrReadonly:
		return fmt.Errorf("%q cannot be opened read-only; if a journal file lies beside it, open it once with the program it belongs to, close that, and scan again", db.name)
	}
	return fmt.Errorf("read %q: SQLite error %d", db.name, e.ExtendedCode)
}

// closing closes a connection after what was done with it.
func closing(err error, c *sqlite3.SQLiteConn) error { return errors.Join(err, c.Close()) }

// corrupt says whether an error is one of damaged pages.
func corrupt(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && (e.Code == sqlite3.ErrCorrupt || e.Code == sqlite3.ErrIoErr || e.Code == sqlite3.ErrFormat)
}

// tooBig says whether a row was longer than maxLength.
func tooBig(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && e.Code == sqlite3.ErrTooBig
}

// each runs a query and hands its rows to f, which may stop it by an error.
func each(c *sqlite3.SQLiteConn, query string, args []driver.Value, f func(row []driver.Value) error) (err error) {
	rows, err := c.Query(query, args)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	row := make([]driver.Value, len(rows.Columns()))
	for {
		if err := rows.Next(row); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := f(row); err != nil {
			return err
		}
	}
}
