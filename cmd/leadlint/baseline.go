package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"leadlint/scanner"
	"leadlint/scanner/code/baseline"
	"leadlint/scanner/finding"

	"github.com/spf13/cobra"
)

// baselineFlags are the flags of leadlint baseline write and prune.
type baselineFlags struct {
	out, file, now string
	rules          []string
}

func (e *environment) baselineCommand() *cobra.Command {
	var f baselineFlags
	parent := &cobra.Command{
		Use:   "baseline",
		Short: "Keep the known places in code, so that a check fails on new ones only",
		Long: `Keep the known places in collection code in a file, so that an audit with
--baseline fails on new ones only. The file holds fingerprints, rules, paths and the
day on which each place was first written down; no text of the code.

A fingerprint is made of the rule, the path, the text of the place and its number
among equals, so lines may move about.

Exit codes: 0 written, whatever was found; 2 usage or configuration; 3 something in scope
was not read, and the file was left as it is.`,
	}
	write := &cobra.Command{
		Use:   "write [TARGET...]",
		Short: "Write down every place that rules are set off at; those known keep their day",
		RunE:  func(c *cobra.Command, args []string) error { return e.baseline(c.Context(), args, f, false) },
	}
	prune := &cobra.Command{
		Use:   "prune [TARGET...]",
		Short: "Drop the places that are gone, and add none",
		RunE:  func(c *cobra.Command, args []string) error { return e.baseline(c.Context(), args, f, true) },
	}
	for _, c := range []*cobra.Command{write, prune} {
		c.Flags().StringVarP(&f.out, "out", "o", baseline.Name, "the baseline, `FILE`")
		c.Flags().StringVar(&f.file, "config", "", "audit `FILE` (default: leadlint.yaml of the current folder, when no target is given)")
		c.Flags().StringVar(&f.now, "now", "", "day that new places are written down with, `YYYY-MM-DD` (default: the audit file's, else today)")
		c.Flags().StringArrayVar(&f.rules, "rules", nil, "`FOLDER` of a further rule pack; may be repeated")
		parent.AddCommand(c)
	}
	return parent
}

// baseline audits the code and brings the file in line with what was found.
func (e *environment) baseline(ctx context.Context, args []string, f baselineFlags, onlyPrune bool) error {
	report, err := e.codeReport(ctx, args, f)
	if err != nil {
		return err
	}
	known, err := baseline.Load(f.out)
	switch {
	case errors.Is(err, fs.ErrNotExist) && onlyPrune:
		return usagef("there is no baseline %q to prune; write it with leadlint baseline write", f.out)
	case errors.Is(err, fs.ErrNotExist):
		known = nil
	case err != nil:
		return usagef("%w", err)
	}
	if !report.Coverage.Complete {
		return &exitError{exitIncomplete, errors.New("something in scope was not read, so the baseline was left as it is; leadlint audit says what")}
	}
	next, added, dropped := known.Write(placesOf(report), report.Now, onlyPrune)
	if err := next.Save(f.out); err != nil {
		return &exitError{exitIncomplete, err}
	}
	fmt.Fprintf(e.stderr, "%s: %d places, %d added, %d dropped\n", f.out, len(next.Places), added, dropped)
	return nil
}

// codeReport audits the targets as code.
func (e *environment) codeReport(ctx context.Context, args []string, f baselineFlags) (*finding.Report, error) {
	opt, err := e.options(args, auditFlags{file: f.file, now: f.now, rules: f.rules, workers: 2, memory: "1GiB"})
	if err != nil {
		return nil, err
	}
	e.dated(&opt)
	opt.CodeOnly = true
	return scanner.Audit(ctx, opt)
}

// placesOf lists the places in breach of a report.
func placesOf(r *finding.Report) []baseline.Place {
	var out []baseline.Place
	for i := range r.Findings {
		for _, p := range r.Findings[i].Places {
			if p.Outcome == finding.Breach {
				out = append(out, baseline.Place{Fingerprint: p.Fingerprint, Rule: r.Findings[i].Rule, File: p.File})
			}
		}
	}
	return out
}
