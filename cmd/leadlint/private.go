package main

import (
	"bufio"
	"errors"
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
