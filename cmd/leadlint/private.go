package main

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// privateFile is a file of personal data in clear: for its owner alone, and in its place
// only once it is whole. Until then it lies beside it under a hidden name.
type privateFile struct {
	path  string
	force bool
	temp  *os.File
	w     *bufio.Writer
	err   error
}

// createPrivate starts a file. Without force a file that is there already is refused;
// with it, it stays as it was until commit.
func createPrivate(path string, force bool) (*privateFile, error) {
	if err := writable(path, force); err != nil {
		return nil, err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".leadlint-*") // mode 0600
	if err != nil {
		return nil, usagef("%q cannot be written: %w", path, errors.Unwrap(err))
	}
	return &privateFile{path: path, force: force, temp: temp, w: bufio.NewWriterSize(temp, 256<<10)}, nil
}

// leadsSomewhere refuses a link to what is not there.
func leadsSomewhere(path string) error {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if to, err := os.Readlink(path); err == nil {
		return usagef("%q cannot be written: it is a link to %q, which is not there: name a file", path, to)
	}
	return nil
}

// placeable refuses, before anything is audited, a path to which no file can be written:
// its folder, or the next one above that is there, has to take one.
func placeable(path string) error {
	dir := filepath.Dir(path)
	for {
		info, err := os.Stat(dir)
		if err == nil && !info.IsDir() {
			return usagef("%q cannot be written: %q is no folder", path, dir)
		}
		if err == nil {
			break
		}
		above := filepath.Dir(dir)
		if !errors.Is(err, fs.ErrNotExist) || above == dir {
			return usagef("%q cannot be written: %w", path, err)
		}
		dir = above
	}
	probe, err := os.CreateTemp(dir, ".leadlint-*")
	if err != nil {
		return usagef("%q cannot be written: no file can be created in %q: %w", path, dir, errors.Unwrap(err))
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// Write adds to the file.
func (p *privateFile) Write(b []byte) (int, error) {
	n, err := p.w.Write(b)
	if err != nil && p.err == nil {
		p.err = err
	}
	return n, err
}

// commit puts the file into its place; it fails, and leaves nothing behind, where what
// was written is not whole or the place was taken meanwhile.
func (p *privateFile) commit() error {
	err := errors.Join(p.err, p.w.Flush(), p.temp.Close())
	if err == nil && !p.force {
		// The name is taken first, so that no other file is written over.
		var place *os.File
		if place, err = os.OpenFile(p.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600); err == nil {
			err = place.Close()
		}
	}
	if err == nil {
		err = os.Rename(p.temp.Name(), p.path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(p.temp.Name()))
	}
	return nil
}

// discard leaves nothing behind.
func (p *privateFile) discard() error {
	return errors.Join(p.temp.Close(), os.Remove(p.temp.Name()))
}
