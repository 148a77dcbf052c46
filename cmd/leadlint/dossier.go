package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"leadlint/reports/decision"
	"leadlint/reports/docx"
	report "leadlint/reports/dossier"
	"leadlint/reports/html"
	"leadlint/reports/markdown"
	"leadlint/reports/pdf"
	"leadlint/reports/talk"
	"leadlint/rules/calendar"
	"leadlint/scanner"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/dossier"

	"github.com/spf13/cobra"
)

// dossierFlags are the flags of leadlint dossier.
type dossierFlags struct {
	out, format, file, lang, now, name string
	also                               []string
	force                              bool
}

func (e *environment) dossierCommand() *cobra.Command {
	var f dossierFlags
	c := &cobra.Command{
		Use:   "dossier KEY [TARGET...] --out FILE",
		Short: "Gather what is held of one person, for a request for access",
		Long: `Gather everything that is held of one person: the person's records in the datasets
and the rows about the person in the registers of the audit file, value by value,
with where each stands and where it came from, in the order of Art. 15 GDPR. What
the data cannot answer (source, purposes, period, recipients) is said in plain
words, so that it can be added before the answer is handed over.

KEY is an e-mail address, a telephone number, the address of a profile page, a
fingerprint of an address, or an identifier (SYSTEM:ID, or ID where the inputs know
one system only); "-" reads it from standard input, which keeps it out of the
history of the shell. What records of the person hold is looked for in turn. Records
that share no more than a telephone number or the address of a desk with the person
are shown only where nothing in them speaks for somebody else; the others are
counted, with their lines on standard error for the controller to look at.

Columns about other persons, passwords and access data are named, and their values
withheld with the reason. Read the answer before it is handed over: free text may
speak of others in words that no program knows for names.

The answer is in the person's recorded language or the language of the recorded
country, where it is one of ` + strings.Join(report.Languages(), ", ") + `; --lang chooses another of these.

The file holds personal data IN CLEAR, unlike every report of leadlint: it is
written for its owner alone (mode 0600), never to standard output, and over no
other file without --force. The key and values stand in no message.

Exit codes: 0 written, also where nothing is held (the file says so, for each file
examined), 2 usage or configuration, 3 something in scope could not be read, which
the file says too.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return e.dossier(c.Context(), args, f) },
	}
	fl := c.Flags()
	fl.StringVarP(&f.out, "out", "o", "", "write the answer to this `FILE`")
	fl.StringVarP(&f.format, "format", "f", "", "md, html, docx, pdf or json (default: by the name of the file)")
	fl.BoolVar(&f.force, "force", false, "replace the file if it is there already")
	fl.StringArrayVar(&f.also, "also", nil, "a further `KEY` of the same person; may be repeated")
	fl.StringVar(&f.name, "name", "", "the person's `NAME`, where several persons share the key")
	fl.StringVar(&f.lang, "lang", "", "language of the answer: "+strings.Join(report.Languages(), ", ")+" (default: the person's)")
	fl.StringVar(&f.now, "now", "", "day of the answer, `YYYY-MM-DD` (default: the audit file's, else today)")
	fl.StringVar(&f.file, "config", "", "audit `FILE` (default: leadlint.yaml of the current folder, when no target is given)")
	return c
}

// renderer writes a document, dated with a day.
type renderer func(w io.Writer, d *decision.Document, day string) error

// renderers are the formats of documents that hold no report, by name and extension.
func renderers() map[string]renderer {
	return map[string]renderer{
		"md":   func(w io.Writer, d *decision.Document, _ string) error { return markdown.Render(w, d) },
		"html": func(w io.Writer, d *decision.Document, _ string) error { return html.Render(w, d) },
		"docx": docx.Render,
		"pdf":  pdf.Render,
	}
}

// formatOf gives the format of a file by its flag or its name.
func formatOf(flag, path string, known ...string) (string, error) {
	name := flag
	if name == "" {
		name = strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), ".")
	}
	switch name {
	case "markdown":
		name = "md"
	case "htm":
		name = "html"
	}
	if !slices.Contains(known, name) {
		return "", usagef("--format %q: expected one of %s", name, strings.Join(known, ", "))
	}
	return name, nil
}

// check refuses what cannot be done before anything is read.
func (f *dossierFlags) check() error {
	if f.out == "" {
		return usagef("--out is not given: a dossier is written to a file that is named")
	}
	if f.lang != "" && !slices.Contains(report.Languages(), f.lang) {
		return usagef("--lang %q: expected one of %s", f.lang, strings.Join(report.Languages(), ", "))
	}
	if f.now != "" {
		if _, err := calendar.Parse(f.now); err != nil {
			return usagef("--now: %w", err)
		}
	}
	return writable(f.out, f.force)
}

func (e *environment) dossier(ctx context.Context, args []string, f dossierFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	format, err := formatOf(f.format, f.out, "md", "html", "docx", "pdf", "json")
	if err != nil {
		return err
	}
	req, err := e.dossierRequest(args, &f)
	if err != nil {
		return err
	}
	d, err := dossier.Compile(ctx, req)
	switch {
	case errors.Is(err, context.Canceled):
		return &exitError{exitIncomplete, err}
	case err != nil:
		return &exitError{exitUsage, err}
	}
	if d.Now == "" {
		d.Now = scanner.Today(e.clock())
	}
	if err := apart([]output{{"dossier", f.out}}, d.Inputs); err != nil {
		return usagef("--out %s would overwrite a file that is read: name another file", f.out)
	}
	choice := report.Choose(f.lang, d)
	write := func(w io.Writer) error {
		if format == "json" {
			return writeDossierJSON(w, d, choice)
		}
		return renderers()[format](w, report.New(d, choice, "leadlint "+version()), d.Now)
	}
	if err := writePrivate(f.out, f.force, write); err != nil {
		return &exitError{exitIncomplete, fmt.Errorf("write dossier: %w", err)}
	}
	e.tellDossier(&f, d, choice)
	if !d.Complete {
		return &exitError{exitIncomplete, errors.New("the dossier may lack data: see above for what could not be read")}
	}
	return nil
}

// dossierRequest reads the arguments: the key, and what is searched.
func (e *environment) dossierRequest(args []string, f *dossierFlags) (dossier.Request, error) {
	req := dossier.Request{AuditFile: f.file, Name: f.name, Now: f.now, Workers: runtime.GOMAXPROCS(0), Keys: append([]string{args[0]}, f.also...)}
	if args[0] == "-" {
		line, err := bufio.NewReader(io.LimitReader(e.stdin, 64<<10)).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return req, usagef("the key could not be read from standard input")
		}
		req.Keys[0] = line
	}
	if strings.TrimSpace(req.Keys[0]) == "" {
		return req, usagef("the key is empty")
	}
	if targets := args[1:]; len(targets) > 0 {
		if slices.Contains(targets, "-") {
			return req, usagef("standard input cannot be searched, for inputs are read more than once: name a file")
		}
		for i, t := range targets {
			if _, err := os.Stat(t); err != nil {
				return req, usagef("target %d after the key cannot be read (%w); the key comes first, the targets after it", i+1, errors.Unwrap(err))
			}
		}
		var err error
		if req.Targets, err = scanner.Datasets(scanner.Options{Targets: targets}); err != nil {
			return req, err
		}
		return req, nil
	}
	if req.AuditFile == "" {
		if _, err := os.Stat(auditfile.Name); err != nil {
			return req, usagef("nothing to search: name a file after the key, or run in a folder with a %s", auditfile.Name)
		}
		req.AuditFile = auditfile.Name
	}
	return req, nil
}

// writeDossierJSON writes the dossier for programs.
func writeDossierJSON(w io.Writer, d *dossier.Dossier, c report.Choice) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		*dossier.Dossier
		Language report.Choice `json:"language"`
	}{d, c})
}

// tellDossier says on standard error what was found, and what is left to the controller.
func (e *environment) tellDossier(f *dossierFlags, d *dossier.Dossier, c report.Choice) {
	cells, withheld := 0, 0
	for _, r := range d.Records {
		for _, cell := range r.Cells {
			cells++
			if cell.Withheld != "" || cell.Partly {
				withheld++
			}
		}
	}
	e.tell("records and entries: %d; tables looked at: %d; values: %d, withheld in whole or part: %d; passes: %d; language: %s (%s)", len(d.Records), len(d.Searched), cells, withheld, d.Passes, c.Lang, c.By)
	for i := range d.Searched {
		if t := &d.Searched[i]; t.Held > 0 {
			e.tell("%s: %d not shown, which share a number or address and are, or may be, another person's (lines %s): look at them, and name a key of theirs with --also if they are the person's", t.Name, t.Held, lines(t.HeldLines, t.Held))
		}
	}
	for _, l := range d.Lost {
		e.tell("%s: %s", l.Name, lossText(e.talk, l))
	}
	e.tell("%s holds personal data in clear: read it, hand it over safely, delete it afterwards", f.out)
	if e.getenv("CI") != "" {
		e.tell("this looks like continuous integration: see that the file is not kept with the artefacts of the run")
	}
}

func lines(list []int64, all int) string {
	var out []string
	for _, n := range list {
		out = append(out, fmt.Sprint(n))
	}
	if all > len(list) {
		out = append(out, "…")
	}
	return strings.Join(out, ", ")
}

// lossText words what was not read.
func lossText(say *talk.Talk, l dossier.Lost) string {
	switch l.What {
	case dossier.Unreadable:
		return say.Say("could not be read: %s", l.Detail)
	case dossier.Broken:
		return say.Say("was not read to its end: %s", l.Detail)
	case dossier.Rows:
		return say.Count(l.Count, "%d record could not be read", "%d records could not be read")
	case dossier.NoTable:
		return say.Say("the table that the audit file names is not there")
	case dossier.Recurring:
		return say.Say("the column was not searched, for nearly all of its addresses recur: if they are the persons', search a file with a record a person, and if not, say so in a mapping file")
	case dossier.Keyless:
		return say.Say("no column tells who a record is about: say which one does (columns: {HEADER: person.email})")
	}
	return say.Say("the search was ended while further identities were being met: name them with --also")
}
