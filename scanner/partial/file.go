package partial

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// WriteFile writes a partial into a file that its owner alone can read, wholly or not at
// all: whatever interrupts it, the file is the old one or the new one.
func WriteFile(path string, p *Partial) error { return write(path, p, durable) }

// write writes a partial; see WriteFile.
func write(path string, p *Partial, how lasting) error {
	if err := replace(path, how, func(f *os.File) error {
		b := bufio.NewWriterSize(f, 64<<10)
		if err := Encode(b, p); err != nil {
			return err
		}
		return b.Flush()
	}); err != nil {
		return fmt.Errorf("write the partial %q: %w", path, err)
	}
	return nil
}

// lasting says what a file that was written has to outlive.
type lasting bool

const (
	// durable files outlive a machine that stops.
	durable lasting = true
	// remade files need not: they are found damaged, and made again. To wait for the disk
	// takes longer than to read most inputs.
	remade lasting = false
)

// replace writes a file under another name in the same folder, and then gives it its
// name. What is no file, such as a pipe, is written to as it is.
func replace(path string, how lasting, write func(*os.File) error) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(write(f), f.Close())
	}
	f, err := os.CreateTemp(filepath.Dir(path), tempStart+"*")
	if err != nil {
		return err
	}
	err = write(f)
	if how == durable {
		err = errors.Join(err, f.Sync())
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	if how == durable {
		syncFolder(filepath.Dir(path))
	}
	return nil
}

// tempStart begins the names of files that are being written.
const tempStart = ".leadlint-"

// syncFolder makes a new name last, where the file system can.
func syncFolder(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}

// ReadFile reads a partial from a file.
func ReadFile(path string) (*Partial, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read the partial: %w", err)
	}
	defer f.Close()
	return Decode(path, f)
}
