package main

import (
	"context"
	"errors"
	"strings"

	"leadlint/reports/talk"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/finding"
	"leadlint/scanner/history"
	"leadlint/scanner/history/store"
)

// keeper stores the audit of a run.
type keeper struct {
	e     *environment
	kept  kept
	quiet bool
	store *store.Writer
}

// keeper opens the history that an audit is to be kept in, before anything is read, and
// drops what is past its time; nil when none was asked for.
func (e *environment) keeper(ctx context.Context, f *auditFlags, auditFile string, declared *auditfile.File) (*keeper, error) {
	k := keptIn(f, auditFile, declared)
	if k.path == "" {
		return nil, nil
	}
	w, err := store.OpenWriter(ctx, k.path, e.storing(k))
	if err != nil {
		return nil, usagef("%w", err)
	}
	out := &keeper{e, k, f.quiet, w}
	if !k.keep.Known {
		return out, nil
	}
	gone, err := w.Keep(ctx, k.keep.Period)
	if err != nil {
		return nil, &exitError{exitIncomplete, errors.Join(err, w.Close())}
	}
	out.tellGone(gone)
	return out, nil
}

// keptIn gives the history that an audit is to be kept in: that of the flag, else of the
// audit file; its path is empty when there is none.
func keptIn(f *auditFlags, auditFile string, declared *auditfile.File) kept {
	k := keptBy(auditFile, declared)
	if f.history != "" && !sameFile(f.history, k.path) {
		return kept{path: f.history}
	}
	return k
}

// lifePaths are the files of the history and of the baseline, which no report may
// overwrite.
func (e *environment) lifePaths(f *auditFlags, auditFile string, declared *auditfile.File) []string {
	k := keptIn(f, auditFile, declared)
	if k.path == "" {
		return []string{f.baseline}
	}
	return []string{f.baseline, k.path, store.KeyFile(k.path, k.key)}
}

// add stores the report and sets its record. Of nil, nothing is stored. An audit that
// was interrupted is stored too.
func (k *keeper) add(ctx context.Context, r *finding.Report) error {
	if k == nil {
		return nil
	}
	record, err := k.store.Add(context.WithoutCancel(ctx), r)
	if err = errors.Join(err, k.store.Close()); err != nil {
		return &exitError{exitIncomplete, talk.Errorf("the audit was not kept: %w", err)}
	}
	r.Record = record
	if !k.quiet {
		k.e.tellKept(k.kept, record)
	}
	return nil
}

// drop closes the history of a run that came to no report.
func (k *keeper) drop(err error) error {
	if k == nil {
		return err
	}
	return errors.Join(err, k.store.Close())
}

func (k *keeper) tellGone(gone []history.PurgedAudit) {
	if len(gone) == 0 || k.quiet {
		return
	}
	var ids []string
	for _, a := range gone {
		ids = append(ids, a.ID)
	}
	k.e.note("%s: dropped what was kept longer than %s: %s", k.kept.path, k.kept.keep.String(), strings.Join(ids, ", "))
}
