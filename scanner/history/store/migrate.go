package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"

	"leadlint/scanner/history"
)

//go:embed schema/*.sql
var schema embed.FS

// migration brings a history into the form of its version.
type migration struct {
	version int
	sql     string
}

// migrations gives all steps, the first of which makes an empty file a history. Their
// files are numbered from 0001.
func migrations() []migration {
	entries, err := schema.ReadDir("schema")
	if err != nil {
		panic(err) // it is part of the program
	}
	var out []migration
	for i, e := range entries {
		data, err := schema.ReadFile(path.Join("schema", e.Name()))
		if err != nil || e.Name() != fmt.Sprintf("%04d.sql", i+1) {
			panic(fmt.Sprintf("schema/%s stands in the place of %04d.sql: %v", e.Name(), i+1, err))
		}
		out = append(out, migration{i + 1, string(data)})
	}
	return out
}

// migrate brings an older form up to date, in one transaction after a copy. Whoever has
// the key signs it; without it, nothing is done.
func (w *Writer) migrate(ctx context.Context, known []migration) error {
	from, err := w.version(ctx)
	switch {
	case err != nil:
		return err
	case from > len(known):
		return newer(w.path, from, len(known))
	case from == len(known):
		return nil
	}
	if err := w.holdsKey(ctx); err != nil {
		return err
	}
	if err := w.backup(ctx, from); err != nil {
		return err
	}
	return w.change(ctx, func(c *chain) error {
		var at int
		if err := c.tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&at); err != nil || at != from {
			return err // another run was quicker
		}
		for _, m := range known[from:] {
			if _, err := c.tx.ExecContext(ctx, m.sql); err != nil {
				return fmt.Errorf("form %d: %w", m.version, err)
			}
		}
		if _, err := c.tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", len(known))); err != nil {
			return err
		}
		_, err := c.add(history.Migrated, history.Migration{From: from, To: len(known), Tool: w.opt.Tool})
		return err
	})
}

// backup copies the history before it is brought into another form.
func (w *Writer) backup(ctx context.Context, version int) error {
	name := fmt.Sprintf("%s.form%d.backup", w.path, version)
	// SQLite writes into an empty file, and so into one that only its owner can read.
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("copy the history before it is brought up to date: %w", err)
	}
	if err := errors.Join(f.Chmod(0o600), f.Close()); err != nil {
		return fmt.Errorf("copy the history before it is brought up to date: %w", err)
	}
	if _, err := w.db.ExecContext(ctx, "VACUUM INTO ?", name); err != nil {
		return fmt.Errorf("copy the history before it is brought up to date: %w", err)
	}
	return nil
}

// backups lists the copies that migrations have made.
func (w *Writer) backups() ([]string, error) {
	entries, err := os.ReadDir(filepath.Dir(w.path))
	if err != nil {
		return nil, fmt.Errorf("look for copies of the history: %w", err)
	}
	var out []string
	for _, e := range entries {
		if ok, err := path.Match("*.form*.backup", e.Name()); err == nil && ok && len(e.Name()) > len(filepath.Base(w.path)) &&
			e.Name()[:len(filepath.Base(w.path))] == filepath.Base(w.path) {
			out = append(out, filepath.Join(filepath.Dir(w.path), e.Name()))
		}
	}
	return out, nil
}
