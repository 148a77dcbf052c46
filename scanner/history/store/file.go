package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"leadlint/scanner/history"
)

// busyWait is how long another run that writes is waited for, in milliseconds.
const busyWait = 5000

// ErrNone is the cause of the error about a history that is not there.
var ErrNone = errors.New("there is no such file")

// state is what the first bytes of a file tell, read without SQLite, which could leave
// traces beside a file that is not ours.
type state struct {
	// there is false for no file and for an empty one.
	there bool
	// version is the form.
	version int
}

// look reads the head of a file. A file that is no history gives an error.
func look(path string) (state, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return state{}, nil
	}
	if err != nil {
		return state{}, fmt.Errorf("open the history: %w", err)
	}
	defer f.Close()
	head := make([]byte, history.HeadSize)
	n, err := io.ReadFull(f, head)
	version, ours := history.IsHead(head)
	switch {
	case n == 0 && errors.Is(err, io.EOF):
		return state{}, nil
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return state{}, fmt.Errorf("read the history: %w", err)
	case err != nil || !ours:
		return state{}, fmt.Errorf("%q is no history of leadlint: name another file, which is made when it is not there", path)
	}
	return state{there: true, version: version}, nil
}

// newer tells that a file was written by a later version of the program.
func newer(path string, version, known int) error {
	return fmt.Errorf("%q was written by a newer leadlint (form %d; this one knows up to %d): use that one", path, version, known)
}

// address gives the name by which SQLite opens a file.
func address(path string, options url.Values) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("open the history: %w", err)
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: options.Encode()}).String(), nil
}

// secured makes a file readable by its owner alone. SQLite gives the files that it puts
// beside a database the same mode.
func secured(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("open the history: %w", err)
	}
	if info.Mode().Perm()&0o077 == 0 {
		return nil
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return fmt.Errorf("keep the history from other users: %w", err)
	}
	return nil
}

// placed puts a file that was made elsewhere in the folder into its place, unless one
// is there by now: another run may have been quicker.
func placed(made, path string) error {
	if info, err := os.Stat(path); err == nil && info.Size() == 0 {
		return os.Rename(made, path)
	}
	err := os.Link(made, path)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}
