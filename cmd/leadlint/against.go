package main

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strings"

	"leadlint/scanner/auditfile"
	"leadlint/scanner/compare"
	"leadlint/scanner/finding"
	"leadlint/scanner/history"
	"leadlint/scanner/history/store"
)

// heldAgainst is what a run is held against: an earlier report, or the last audit of the
// same scope, which is known when the run is over.
type heldAgainst struct {
	earlier *earlier
	last    kept
}

// against reads what --baseline names, before anything is audited. A baseline of code is
// left to the audit, and nil is given.
func (e *environment) against(ctx context.Context, f *auditFlags, auditFile string, declared *auditfile.File) (*heldAgainst, error) {
	name := f.baseline
	if name == "" || codeBaseline(name) {
		return nil, nil
	}
	_, err := os.Stat(name)
	missing := errors.Is(err, fs.ErrNotExist)
	if missing && !store.IsID(name) {
		return nil, usagef("there is no baseline %q; write it with leadlint baseline write, or name an earlier report (--format json) or an audit of the history", name)
	}
	if !missing {
		old, err := e.readReport(ctx, name, "")
		return &heldAgainst{earlier: old}, err
	}
	k := keptIn(f, auditFile, declared)
	if k.path == "" {
		if k, err = e.history(""); err != nil {
			return nil, err
		}
	}
	if name == store.Last {
		if keptIn(f, auditFile, declared).path == "" { // nothing will make it
			return &heldAgainst{last: k}, there(k.path)
		}
		return &heldAgainst{last: k}, nil
	}
	old, err := e.readKept(ctx, k, name)
	return &heldAgainst{earlier: old}, err
}

// codeBaseline says whether a file is a baseline of code, or is to be refused as one:
// anything but a report.
func codeBaseline(name string) bool {
	data, err := os.ReadFile(name)
	if err != nil {
		return false
	}
	var top struct {
		Schema string `json:"schema"`
	}
	err = json.Unmarshal(data, &top)
	return err != nil || !strings.HasPrefix(top.Schema, "leadlint.findings/")
}

// hold holds a report against what was named; of nil, against nothing. Where there is no
// earlier audit of the scope, that is said, and everything counts.
func (e *environment) hold(ctx context.Context, h *heldAgainst, r *finding.Report, quiet bool) error {
	if h == nil {
		return nil
	}
	old := h.earlier
	if old == nil {
		var err error
		if old, err = e.lastOf(context.WithoutCancel(ctx), h.last, history.ScopeOf(r)); err != nil {
			return err
		}
		if old == nil {
			if !quiet {
				e.note("there is no earlier complete audit of this scope in %q, so every finding counts", h.last.path)
			}
			return nil
		}
	}
	compare.Against(r, old.report, old.name, old.before)
	return nil
}

// lastOf reads the last complete audit of a scope, nil when there is none.
func (e *environment) lastOf(ctx context.Context, k kept, scope string) (out *earlier, err error) {
	r, err := store.Open(ctx, k.path)
	if err != nil {
		return nil, usagef("%w", err)
	}
	entry, err := r.LastOf(ctx, scope)
	if err = errors.Join(err, r.Close()); err != nil || entry == nil {
		return nil, err
	}
	return e.readKept(ctx, k, entry.ID)
}
