package main

import (
	"errors"
	"io"
	"slices"
	"strings"

	"leadlint/reports"
	"leadlint/scanner/finding"

	"github.com/spf13/pflag"
)

// outputFlags say which reports are written and how. Every command that writes a report
// of an audit has them.
type outputFlags struct {
	formats  []string
	lang     string
	scope    bool
	verbose  bool
	ascii    bool
	noColour bool
	// template is the file of the format template, parsed what outputs read of it.
	template string
	parsed   reports.Template
	// pdfEngine says what makes PDF files, browser is the path of the one that prints them.
	pdfEngine string
	browser   string
	// waived shows what waivers cover in the formats for machines.
	waived bool
}

// add defines the flags.
func (f *outputFlags) add(fl *pflag.FlagSet) {
	fl.StringArrayVar(&f.formats, "format", nil, "report as `NAME[=PATH]`; may be repeated ("+strings.Join(formatNames(), ", ")+")")
	fl.StringVar(&f.lang, "lang", "en", "language of the reports: en or fr")
	fl.StringVar(&f.template, "template", "", "`FILE` that --format template writes by, in the language of Go's templates (default: a line a finding)")
	fl.StringVar(&f.pdfEngine, "pdf-engine", engineOwn, "pdf: made by leadlint itself (own), or printed from the HTML report by an installed Chromium or Chrome (chromium): tagged for screen readers")
	fl.BoolVar(&f.waived, "show-waived", false, "sarif, github, gitlab: tell also what waivers cover (sarif: as suppressed results)")
	fl.BoolVar(&f.scope, "explain-scope", false, "terminal: say which registers were there, which rules ran, and what would let the others run")
	fl.BoolVarP(&f.verbose, "verbose", "v", false, "terminal: show examples and evidence of every finding")
	fl.BoolVar(&f.ascii, "ascii", false, "terminal: draw with ASCII characters only")
	fl.BoolVar(&f.noColour, "no-colour", false, "terminal: no colour (also: NO_COLOR)")
}

// output is one report to be written.
type output struct{ format, path string }

// outputs checks the flags: what is wrong with them is said before anything is audited.
func (f *outputFlags) outputs(stdout io.Writer) ([]output, error) {
	if err := language(f.lang); err != nil {
		return nil, err
	}
	outputs, err := parseFormats(f.formats)
	if err != nil {
		return nil, err
	}
	if err := offScreen(outputs, stdout); err != nil {
		return nil, err
	}
	for _, o := range outputs {
		if err := reportable(o); err != nil {
			return nil, err
		}
	}
	if err := f.findEngine(outputs); err != nil {
		return nil, err
	}
	return outputs, f.parseTemplate(outputs)
}

// offScreen refuses to show on a terminal what is no text.
func offScreen(outputs []output, stdout io.Writer) error {
	if _, ok := screen(stdout); !ok {
		return nil
	}
	for _, o := range outputs {
		if o.path == "" && slices.Contains([]string{"pdf", "docx", "xlsx"}, o.format) {
			return usagef("--format %s is no text for a terminal: name a file, as in --format %s=report.%s", o.format, o.format, o.format)
		}
	}
	return nil
}

// parseFormats reads NAME[=PATH]; an unknown name is refused before the audit.
func parseFormats(specs []string) ([]output, error) {
	if len(specs) == 0 {
		specs = []string{"terminal"}
	}
	var out []output
	onStdout := 0
	for _, s := range specs {
		name, path, _ := strings.Cut(s, "=")
		if err := knownFormat(name); err != nil {
			return nil, err
		}
		if path == "" || path == "-" {
			path = ""
			onStdout++
		}
		for _, o := range out {
			if path != "" && o.path != "" && samePlace(o.path, path) {
				return nil, usagef("--format %s=%s and --format %s=%s write the same file: name another for one", o.format, o.path, name, path)
			}
		}
		out = append(out, output{name, path})
	}
	if onStdout > 1 {
		return nil, usagef("several reports go to standard output: give all but one a path, as in --format json=report.json")
	}
	return out, nil
}

func knownFormat(name string) error {
	names := formatNames()
	if slices.Contains(names, name) {
		return nil
	}
	return usagef("--format %q: expected one of %s", name, strings.Join(names, ", "))
}

// formatNames lists what --format takes.
func formatNames() []string {
	var names []string
	for _, f := range reports.Formats() {
		names = append(names, f.Name)
	}
	return names
}

// apart refuses a report that would be written over a file that is read.
func apart(outputs []output, read []string) error {
	for _, o := range outputs {
		for _, name := range read {
			if o.path != "" && name != "" && samePlace(name, o.path) {
				return usagef("--format %s=%s would overwrite %q, which is read: name another file, outside the folders that are audited", o.format, o.path, name)
			}
		}
	}
	return nil
}

// writeAll writes every report that was asked for; one that fails keeps none of the
// others back.
func (e *environment) writeAll(outputs []output, r *finding.Report, f outputFlags) error {
	var faults []error
	for _, o := range outputs {
		faults = append(faults, e.write(o, r, f))
	}
	if err := errors.Join(faults...); err != nil {
		return &exitError{exitIncomplete, err}
	}
	return nil
}

// write renders a report to its path, or to standard output.
func (e *environment) write(o output, r *finding.Report, f outputFlags) error {
	opt := reports.Options{Lang: f.lang, ASCII: f.ascii, Verbose: f.verbose, Scope: f.scope, Waived: f.waived, Template: f.parsed}
	if o.path != "" {
		return writeTo(o.path, func(w io.Writer) error { return f.produce(o.format, w, r, opt) })
	}
	if width, ok := screen(e.stdout); ok {
		opt.Width, opt.Colour = width, !f.noColour && e.getenv("NO_COLOR") == ""
	}
	return f.produce(o.format, e.stdout, r, opt)
}
