package main

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"leadlint/reports/jsonout"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/compare"
	"leadlint/scanner/finding"
	"leadlint/scanner/history"
	"leadlint/scanner/history/store"
)

// historyVariable is the variable of the environment that names the history.
const historyVariable = "LEADLINT_HISTORY"

// kept says where audits are kept, with the settings of the audit file.
type kept struct {
	path, key string
	keep      auditfile.Period
}

// keptBy gives the history that an audit file names, with paths to open.
func keptBy(path string, file *auditfile.File) kept {
	if file == nil || file.History.File == "" {
		return kept{}
	}
	dir, h := filepath.Dir(path), file.History
	k := kept{path: auditfile.Beside(dir, h.File), keep: h.Keep}
	if h.Key != "" {
		k.key = auditfile.Beside(dir, h.Key)
	}
	return k
}

// history finds the history to read: that of the flag, else of the environment, else of
// the audit file of the folder. The settings of the audit file hold for its own alone.
func (e *environment) history(flag string) (kept, error) {
	declared := keptBy(auditfile.Name, declaredIn(auditfile.Name))
	path := flag
	if path == "" {
		path = e.getenv(historyVariable)
	}
	switch {
	case path != "" && !sameFile(path, declared.path):
		return kept{path: path}, nil
	case declared.path != "":
		return declared, nil
	}
	return kept{}, usagef("no history is named: give --history FILE, set %s, or run in a folder whose %s names one", historyVariable, auditfile.Name)
}

func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return filepath.Clean(a) == filepath.Clean(b)
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// storing gives the options by which a history is written.
func (e *environment) storing(k kept) store.Options {
	return store.Options{Key: k.key, Clock: e.clock, Rand: rand.Reader, Tool: version()}
}

// earlier is a report that was read again.
type earlier struct {
	report *finding.Report
	// name is what it was asked for by, or its id in the history.
	name string
	// entry is set for an audit of a history; before are the breaches of those before it.
	entry  *history.Entry
	before compare.Earlier
	// files are those it was read from, which nothing may be written over.
	files []string
}

// readReport reads an earlier report: a JSON file, or an audit of the history that flag
// or the environment names.
func (e *environment) readReport(ctx context.Context, name, flag string) (*earlier, error) {
	data, err := os.ReadFile(name)
	switch {
	case err == nil:
		r, err := jsonout.Read(name, data)
		if err != nil {
			return nil, usagef("%w", err)
		}
		return &earlier{report: r, name: name, files: []string{name}}, nil
	case !errors.Is(err, fs.ErrNotExist):
		return nil, usagef("read the report: %w", err)
	case !store.IsID(name):
		return nil, usagef("there is no report %q: expected a JSON report, as leadlint audit --format json writes it, or the id of an audit in the history", name)
	}
	k, err := e.history(flag)
	if err != nil {
		return nil, err
	}
	return e.readKept(ctx, k, name)
}

// readKept reads an audit of a history.
func (e *environment) readKept(ctx context.Context, k kept, name string) (out *earlier, err error) {
	r, err := store.Open(ctx, k.path)
	if err != nil {
		return nil, usagef("%w", err)
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	entry, err := r.Find(ctx, name)
	if err != nil {
		return nil, usagef("%w", err)
	}
	report, err := r.Report(ctx, entry)
	if err != nil {
		return nil, &exitError{exitIncomplete, err}
	}
	before, err := r.Earlier(ctx, entry.Scope, entry.Seq)
	if err != nil {
		return nil, &exitError{exitIncomplete, err}
	}
	return &earlier{report: report, name: entry.ID, entry: entry, before: before, files: []string{k.path, store.KeyFile(k.path, k.key)}}, nil
}

// tellKept says on standard error where an audit is kept.
func (e *environment) tellKept(k kept, r *finding.Record) {
	e.note("%s: kept as %s; head %s:%d", k.path, r.Audit, r.Head, r.Events)
}
