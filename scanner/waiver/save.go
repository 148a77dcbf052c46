package waiver

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Add writes an entry into the file of waivers at path, which it makes where there is
// none. The file is replaced as a whole or left as it was; the error says which of its
// parts, or of the entry's, is at fault.
func Add(path string, e Entry) error {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real // a link stays one
	}
	mode := fs.FileMode(0o644)
	data, err := read(path)
	switch info, statErr := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	case statErr == nil:
		mode = info.Mode().Perm()
	}
	next, err := Append(path, data, e)
	if err != nil {
		return err
	}
	return replace(path, next, mode)
}

// most is how many bytes a file of waivers may have.
const most = 16 << 20

// read reads a file of waivers. What is no file is not opened: a pipe would wait for
// ever for one who writes into it, and a device never ends.
func read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fmt.Errorf("read waivers: %w", err)
	case info.IsDir():
		return nil, fmt.Errorf("read waivers: %q is a folder; expected a file", path)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("read waivers: %q is a pipe or device; expected a file", path)
	case info.Size() > most:
		return nil, fmt.Errorf("read waivers: %q is larger than %d MiB; is it the file that was meant?", path, most>>20)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read waivers: %w", err)
	}
	return data, nil
}

// replace writes a file anew in one step.
func replace(path string, data []byte, mode fs.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".leadlint-*")
	if err != nil {
		return fmt.Errorf("write waivers: %w", err)
	}
	defer os.Remove(f.Name())
	if _, err = f.Write(data); err == nil {
		err = f.Chmod(mode)
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write waivers: %w", err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("write waivers: %w", err)
	}
	return nil
}
