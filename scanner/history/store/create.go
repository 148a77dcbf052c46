package store

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"leadlint/scanner/history"
)

// create makes a history with its first events, whole or not at all: it is made beside
// its place and put there when it is done.
func create(ctx context.Context, path string, opt Options, known []migration) error {
	signer, err := signerFor(opt)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".leadlint-history-*")
	if err != nil {
		return fmt.Errorf("make the history: %w", err)
	}
	defer os.Remove(f.Name())
	if err := errors.Join(f.Chmod(0o600), f.Close()); err != nil {
		return fmt.Errorf("make the history: %w", err)
	}
	w, err := connectWriter(ctx, f.Name(), opt)
	if err != nil {
		return err
	}
	w.signer = signer
	err = errors.Join(w.begin(ctx, known), w.Close())
	if err == nil {
		err = placed(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("make the history %q: %w", path, err)
	}
	return nil
}

// begin writes the form and the first two events.
func (w *Writer) begin(ctx context.Context, known []migration) error {
	name := make([]byte, 8)
	if _, err := io.ReadFull(w.opt.Rand, name); err != nil {
		return fmt.Errorf("choose a name: %w", err)
	}
	if _, err := w.db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", history.ApplicationID)); err != nil {
		return err
	}
	return w.change(ctx, func(c *chain) error {
		for _, m := range known {
			if _, err := c.tx.ExecContext(ctx, m.sql); err != nil {
				return fmt.Errorf("form %d: %w", m.version, err)
			}
		}
		if _, err := c.tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", len(known))); err != nil {
			return err
		}
		c.id = hex.EncodeToString(name)
		if _, err := c.add(history.Created, history.Creation{ID: c.id, Schema: len(known), Tool: w.opt.Tool}); err != nil {
			return err
		}
		_, err := c.add(history.Keyed, history.Key{Public: w.signer.Public})
		return err
	})
}

// signerFor reads the key, and makes one where there is none.
func signerFor(opt Options) (*history.Signer, error) {
	s, err := history.LoadSigner(opt.Key)
	if !errors.Is(err, fs.ErrNotExist) {
		return s, err
	}
	s, err = history.CreateSigner(opt.Key, opt.Rand)
	if errors.Is(err, fs.ErrExist) { // another run was quicker
		return history.LoadSigner(opt.Key)
	}
	return s, err
}

// holdsKey reads the key and checks that it is that which signs the history.
func (w *Writer) holdsKey(ctx context.Context) error {
	public, err := w.Key(ctx)
	if err != nil {
		return err
	}
	signer, err := history.LoadSigner(w.opt.Key)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("the key %q that signs the history %q is not there: bring it back, or go on with a new one by leadlint history key", w.opt.Key, w.path)
	case err != nil:
		return err
	case signer.Public != public:
		return fmt.Errorf("%q is another key than that which signs the history %q: bring that one back, or go on with this one by leadlint history key", w.opt.Key, w.path)
	}
	w.signer = signer
	return nil
}

// Rekey goes on with the key of a file, which is made where there is none, and gives its
// public key. That the key changed is an event of the history.
func Rekey(ctx context.Context, path string, opt Options) (public string, err error) {
	if s, err := look(path); err != nil {
		return "", err
	} else if !s.there {
		return "", fmt.Errorf("history %q: %w", path, ErrNone)
	}
	w, err := openWriter(ctx, path, opt, migrations())
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	if w.signer, err = signerFor(w.opt); err != nil {
		return "", err
	}
	if now, err := w.Key(ctx); err != nil || now == w.signer.Public {
		return now, err
	}
	return w.signer.Public, w.change(ctx, func(c *chain) error {
		_, err := c.add(history.Keyed, history.Key{Public: w.signer.Public})
		return err
	})
}
