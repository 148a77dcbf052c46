package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"leadlint/reports/jsonout"
	"leadlint/reports/terminal"
	"leadlint/reports/view"
	"leadlint/scanner"
	"leadlint/scanner/compare"
	"leadlint/scanner/finding"

	"github.com/spf13/cobra"
)

// compareFlags are the flags of leadlint compare.
type compareFlags struct {
	format, lang, failOn, history string
	ascii, noColour               bool
}

func (e *environment) compareCommand() *cobra.Command {
	var f compareFlags
	c := &cobra.Command{
		Use:   "compare EARLIER LATER",
		Short: "Say what changed from one audit to another",
		Long: `Say what changed from one audit to another: what is new, was found again, stayed and
is no longer found, by fingerprint, with the numbers of rows. Each of the two is a JSON
report, as leadlint audit --format json writes it, or an audit of the history: its id,
a day for the last of that day, or "last".

Found again is what the earlier audit did not find, and one before it in the history
did. What is no longer found is told by what the later audit says of it: put right, not
shown, or not looked at.

Exit codes: 1 when the later audit has findings at or above --fail-on that are new or
found again and not waived, 3 when it is incomplete.`,
		Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error { return e.compare(c.Context(), args[0], args[1], f) },
	}
	fl := c.Flags()
	fl.StringVar(&f.format, "format", "terminal", "`NAME[=PATH]`: terminal or json")
	fl.StringVar(&f.lang, "lang", "en", "language: en or fr")
	fl.StringVar(&f.failOn, "fail-on", "high", "least severity of a new finding that makes the exit code 1: critical, high, medium, low, info or none")
	fl.StringVar(&f.history, "history", "", "`FILE` of the history (default: $LEADLINT_HISTORY, else that of leadlint.yaml)")
	fl.BoolVar(&f.ascii, "ascii", false, "terminal: draw with ASCII characters only")
	fl.BoolVar(&f.noColour, "no-colour", false, "terminal: no colour (also: NO_COLOR)")
	return c
}

func (e *environment) compare(ctx context.Context, first, second string, f compareFlags) error {
	if err := language(f.lang); err != nil {
		return err
	}
	limit, err := scanner.ParseThreshold(f.failOn)
	if err != nil {
		return err
	}
	name, path, _ := strings.Cut(f.format, "=")
	if name != "terminal" && name != "json" {
		return usagef("--format %q: expected terminal or json", name)
	}
	then, err := e.readReport(ctx, first, f.history)
	if err != nil {
		return err
	}
	now, err := e.readReport(ctx, second, f.history)
	if err != nil {
		return err
	}
	out := output{format: name, path: path}
	if err := apart([]output{out}, slices.Concat(then.files, now.files)); err != nil {
		return err
	}
	compare.Against(now.report, then.report, then.name, then.before)
	if err := e.writeComparison(out, then, now, f); err != nil {
		return &exitError{exitIncomplete, err}
	}
	if !now.report.Coverage.Complete {
		return &exitError{exitIncomplete, fmt.Errorf("the audit %q is incomplete: what is no longer found may stand in what was not read", now.name)}
	}
	if scanner.Failed(now.report, limit) {
		return &exitError{exitFindings, nil}
	}
	return nil
}

func (e *environment) writeComparison(o output, then, now *earlier, f compareFlags) (err error) {
	opt := view.Options{Lang: f.lang, ASCII: f.ascii}
	w := e.stdout
	if o.path == "" || o.path == "-" {
		if width, ok := screen(e.stdout); ok {
			opt.Width, opt.Colour = width, !f.noColour && e.getenv("NO_COLOR") == ""
		}
	} else {
		file, err := os.OpenFile(o.path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
		if err != nil {
			return fmt.Errorf("write the comparison: %w", err)
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		w = file
	}
	if o.format == "terminal" {
		return terminal.Comparison(w, then.report, now.report, opt)
	}
	return writeComparisonJSON(w, then, now)
}

// compared is the JSON form of a comparison.
type compared struct {
	Schema     string              `json:"schema"`
	Earlier    comparedSide        `json:"earlier"`
	Later      comparedSide        `json:"later"`
	Comparison *finding.Comparison `json:"comparison"`
	// Findings are the breaches of the later report, each with its state.
	Findings []finding.Finding `json:"findings"`
}

// comparedSide is one of the two reports.
type comparedSide struct {
	Name       string             `json:"name"`
	Now        string             `json:"now"`
	Tool       finding.Tool       `json:"tool"`
	Controller finding.Controller `json:"controller"`
	Inputs     []finding.Input    `json:"inputs"`
	Coverage   finding.Coverage   `json:"coverage"`
	Record     *finding.Record    `json:"record,omitempty"`
}

func sideOf(old *earlier) comparedSide {
	r := old.report
	return comparedSide{old.name, r.Now, r.Tool, r.Controller, r.Inputs, r.Coverage, r.Record}
}

// comparisonSchema identifies the form.
const comparisonSchema = "leadlint.comparison/1"

func writeComparisonJSON(w io.Writer, then, now *earlier) error {
	c := compared{Schema: comparisonSchema, Earlier: sideOf(then), Later: sideOf(now), Comparison: now.report.Comparison}
	for i := range now.report.Findings {
		if f := now.report.Findings[i]; f.State != "" {
			c.Findings = append(c.Findings, f)
		}
	}
	data, err := jsonout.Marshal(c)
	if err != nil {
		return err
	}
	_, err = w.Write(append(data, '\n'))
	return err
}
