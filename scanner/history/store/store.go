// Package store keeps the history of audits in a SQLite file. Rows are added and never
// changed; a chain of hashes, whose head is signed after every change, tells when they
// were changed all the same. See package history for what is kept and what is not.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"time"

	sqlite3 "github.com/mattn/go-sqlite3"

	"leadlint/scanner/history"
)

// Options say how a history is written.
type Options struct {
	// Key is the file of the key that signs; empty is the history's name with ".key".
	Key string
	// Clock tells when something is stored, Rand gives random bytes for keys and for
	// the name of a history.
	Clock func() time.Time
	Rand  io.Reader
	// Tool is the version of the program.
	Tool string
}

// Reader reads a history and changes nothing.
type Reader struct {
	path string
	db   *sql.DB
}

// Writer adds to a history. There may be several at a time, in one process or many: one
// waits for another up to five seconds.
type Writer struct {
	Reader
	opt    Options
	signer *history.Signer
}

// Open opens a history for reading. The error of one that is not there wraps ErrNone.
func Open(ctx context.Context, path string) (*Reader, error) {
	return open(ctx, path, migrations())
}

func open(ctx context.Context, path string, known []migration) (*Reader, error) {
	s, err := look(path)
	switch {
	case err != nil:
		return nil, err
	case !s.there:
		return nil, fmt.Errorf("history %q: %w", path, ErrNone)
	case s.version > len(known):
		return nil, newer(path, s.version, len(known))
	}
	options := url.Values{"mode": {"ro"}, "_query_only": {"1"}, "_busy_timeout": {fmt.Sprint(busyWait)}}
	r, err := connect(ctx, path, options)
	if unopened(err) && !pending(path) {
		// In a folder that may not be written to, SQLite cannot share its index of the
		// log; without a log there is nothing to share.
		options.Set("immutable", "1")
		r, err = connect(ctx, path, options)
	}
	if err != nil {
		return nil, err
	}
	version, err := r.version(ctx)
	switch {
	case err != nil:
	case version > len(known):
		err = newer(path, version, len(known))
	case version < len(known):
		err = fmt.Errorf("%q has an older form (%d): the next audit that is stored in it brings it up to date", path, version)
	}
	if err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

// unopened says whether SQLite could not open a file or what stands beside it.
func unopened(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && (e.Code == sqlite3.ErrCantOpen || e.Code == sqlite3.ErrReadonly)
}

// pending says whether a log holds changes.
func pending(path string) bool {
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Size() > 0
}

// connect opens a file with SQLite. One connection is enough, and makes what is set on it
// hold for every statement.
func connect(ctx context.Context, path string, options url.Values) (*Reader, error) {
	name, err := address(path, options)
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite3", name)
	if err != nil {
		return nil, fmt.Errorf("open the history: %w", err)
	}
	db.SetMaxOpenConns(1)
	r := &Reader{path: path, db: db}
	// A file from elsewhere may hold views and triggers; they must not call functions.
	if _, err := db.ExecContext(ctx, "PRAGMA trusted_schema = OFF"); err != nil {
		return nil, errors.Join(fmt.Errorf("open the history %q: %w", path, err), db.Close())
	}
	if _, err := r.version(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return r, nil
}

func (r *Reader) version(ctx context.Context) (int, error) {
	v, err := versionOf(ctx, r.db)
	if err != nil {
		return 0, fmt.Errorf("history %q: %w", r.path, err)
	}
	return v, nil
}

func versionOf(ctx context.Context, q querier) (v int, err error) {
	if err := q.QueryRowContext(ctx, "PRAGMA user_version").Scan(&v); err != nil {
		return 0, fmt.Errorf("read the form of the history: %w", err)
	}
	return v, nil
}

// Close closes the history.
func (r *Reader) Close() error {
	if err := r.db.Close(); err != nil {
		return fmt.Errorf("close the history: %w", err)
	}
	return nil
}

// OpenWriter opens a history for writing. One that is not there is made, and so is its
// key; an older form is brought up to date, after a copy. Both files can be read by
// their owner alone. A key that is missing or is another than that which signs the
// history is an error: see Rekey.
func OpenWriter(ctx context.Context, path string, opt Options) (*Writer, error) {
	w, err := openWriter(ctx, path, opt, migrations())
	if err != nil {
		return nil, err
	}
	if err := w.holdsKey(ctx); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

// openWriter opens a history for writing, whatever its key.
func openWriter(ctx context.Context, path string, opt Options, known []migration) (*Writer, error) {
	opt.Key = KeyFile(path, opt.Key)
	s, err := look(path)
	if err != nil {
		return nil, err
	}
	if s.version > len(known) {
		return nil, newer(path, s.version, len(known))
	}
	if !s.there {
		if err := create(ctx, path, opt, known); err != nil {
			return nil, err
		}
	}
	if err := secured(path); err != nil {
		return nil, err
	}
	w, err := connectWriter(ctx, path, opt)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(w.migrate(ctx, known), w.tidy(ctx)); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

// connectWriter opens a file that is a history.
func connectWriter(ctx context.Context, path string, opt Options) (*Writer, error) {
	r, err := connect(ctx, path, url.Values{
		"mode": {"rw"}, "_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_foreign_keys": {"on"},
		"_secure_delete": {"on"}, "_busy_timeout": {fmt.Sprint(busyWait)}, "_txlock": {"immediate"},
	})
	if err != nil {
		return nil, err
	}
	return &Writer{Reader: *r, opt: opt}, nil
}

// now gives the time by the clock, as events hold it.
func (w *Writer) now() string { return w.opt.Clock().UTC().Format(time.RFC3339) }

// KeyFile gives the file of the key that signs a history: the one named, else that with
// the history's name and ".key".
func KeyFile(path, key string) string {
	if key != "" {
		return key
	}
	return path + ".key"
}
