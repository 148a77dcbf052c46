package main

import (
	"context"
	"errors"

	"leadlint/scanner"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/finding"
)

// life is what a run has to do with others: the history that keeps it, and the earlier
// audit that it is held against.
type life struct {
	e     *environment
	quiet bool
	keep  *keeper
	held  *heldAgainst
}

// life opens the history and reads what the run is held against, before anything is
// audited. A baseline that is no baseline of code is taken out of the scanner's options.
func (e *environment) life(ctx context.Context, f *auditFlags, opt *scanner.Options, declared *auditfile.File) (*life, error) {
	l := &life{e: e, quiet: f.quiet}
	var err error
	if l.held, err = e.against(ctx, f, opt.AuditFile, declared); err != nil {
		return nil, err
	}
	if l.held != nil {
		opt.Baseline = ""
	}
	l.keep, err = e.keeper(ctx, f, opt.AuditFile, declared)
	return l, err
}

// settle holds the report against the earlier one, and keeps it. The report is good to
// be written even when that fails.
func (l *life) settle(ctx context.Context, r *finding.Report) error {
	if err := l.e.hold(ctx, l.held, r, l.quiet); err != nil {
		return l.keep.drop(err)
	}
	return l.keep.add(ctx, r)
}

// deliver keeps the audit and writes its reports and files. Reports are written even
// when the audit could not be kept, without a word of it being kept.
func (e *environment) deliver(ctx context.Context, r *finding.Report, outputs []output, f auditFlags, files outs, l *life) error {
	var inputs []string
	for _, in := range r.Inputs {
		inputs = append(inputs, in.Name)
	}
	if err := apart(outputs, inputs); err != nil {
		return errors.Join(l.keep.drop(err), files.discard())
	}
	notKept := l.settle(ctx, r)
	if err := e.writeAll(outputs, r, f.outputFlags); err != nil {
		return errors.Join(err, files.discard())
	}
	if err := e.finishOuts(files, r); err != nil {
		return errors.Join(notKept, err)
	}
	return notKept
}
