package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// reportFile is a report on its way to its place. It lies beside it until it is whole,
// so that half a report is never found there, and an earlier one stays if it fails.
type reportFile struct {
	*os.File
	// place is where it goes; empty when it is written there directly: to a device, or
	// where the folder takes no further file.
	place string
	mode  fs.FileMode
}

// createReport starts a report. A new file is for its owner alone; one that is there
// keeps its mode, and a link to it stays a link.
func createReport(path string) (*reportFile, error) {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		file, err := os.OpenFile(path, os.O_WRONLY, 0)
		return &reportFile{File: file}, err
	}
	r := &reportFile{place: path, mode: 0o600}
	if err == nil {
		r.mode = info.Mode().Perm()
		if r.place, err = filepath.EvalSymlinks(path); err != nil {
			return nil, err
		}
	}
	if r.File, err = os.CreateTemp(filepath.Dir(r.place), ".leadlint-*"); err == nil {
		return r, nil
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	return &reportFile{File: file}, err
}

// end puts the report into its place, unless something went wrong before.
func (r *reportFile) end(err error) error {
	err = errors.Join(err, r.Close())
	if r.place == "" {
		return err
	}
	if err == nil {
		err = os.Chmod(r.Name(), r.mode)
	}
	if err == nil {
		err = os.Rename(r.Name(), r.place)
	}
	if err != nil {
		return errors.Join(err, os.Remove(r.Name()))
	}
	return nil
}

// writeTo hands a report's file to a function that writes it.
func writeTo(path string, write func(io.Writer) error) error {
	file, err := createReport(path)
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	if err := file.end(write(file)); err != nil {
		return fmt.Errorf("write report %q: %w", path, err)
	}
	return nil
}

// reportable refuses, before anything is read, a path to which no report can be written.
func reportable(o output) error {
	if o.path == "" {
		return nil
	}
	info, err := os.Stat(o.path)
	switch {
	case err == nil && info.IsDir():
		return usagef("--format %s=%s is a folder: name a file in it, as in %s", o.format, o.path, filepath.Join(o.path, "report."+o.format))
	case err == nil:
		return nil
	}
	dir := filepath.Dir(o.path)
	switch info, err = os.Stat(dir); {
	case errors.Is(err, fs.ErrNotExist):
		return usagef("--format %s=%s: there is no folder %q: make it first", o.format, o.path, dir)
	case err == nil && !info.IsDir():
		return usagef("--format %s=%s: %q is no folder", o.format, o.path, dir)
	}
	err = leadsSomewhere(o.path)
	if err == nil {
		err = placeable(o.path)
	}
	if err != nil {
		return fmt.Errorf("--format %s: %w", o.format, err)
	}
	return nil
}
