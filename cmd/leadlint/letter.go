package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"leadlint/reports/l10n"
	"leadlint/reports/letter"
	"leadlint/rules/calendar"
	"leadlint/scanner"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/finding"
	"leadlint/scanner/history/store"

	"github.com/spf13/cobra"
)

// letterFlags are the flags of leadlint vendor-letter.
type letterFlags struct {
	out, format, file, lang, now, by string
	vendor, dataset, history         string
	force                            bool
}

// answerDays is the time that a supplier is given where the command line names no day.
const answerDays = 14

func (e *environment) letterCommand() *cobra.Command {
	var f letterFlags
	c := &cobra.Command{
		Use:   "vendor-letter [AUDIT | TARGET...] --out FILE",
		Short: "Write what to ask the supplier of a bought file",
		Long: `Write a letter to the supplier of a bought lead file: what the file does not show of
source, day of collection, audience, legal basis, consent, information, objections
and storage, by which rule and article that is needed, with the numbers of the
audit, and what would prove it; the role of the supplier and its own suppliers; and
example records to be documented, by line and masked values.

The letter is made from AUDIT (a JSON report, or an audit of the history), or from
an audit of the targets or of leadlint.yaml that is made for it. It holds no
personal value in clear. Read and complete it before you sign it.

Exit codes: 0 written, 2 usage or configuration, 3 the audit did not read
everything; where that is of the file supplied, the letter says so at its head.`,
		RunE: func(c *cobra.Command, args []string) error { return e.letter(c.Context(), args, f) },
	}
	fl := c.Flags()
	fl.StringVarP(&f.out, "out", "o", "", "write the letter to this `FILE`")
	fl.StringVarP(&f.format, "format", "f", "", "docx, md, html or pdf (default: by the name of the file)")
	fl.BoolVar(&f.force, "force", false, "replace the file if it is there already")
	fl.StringVar(&f.vendor, "vendor", "", "`NAME` of the supplier")
	fl.StringVar(&f.dataset, "dataset", "", "the `FILE` that was supplied, as the audit names it, where the audit read several")
	fl.StringVar(&f.by, "by", "", "day by which an answer is expected, `YYYY-MM-DD` (default: 14 days after the audit)")
	fl.StringVar(&f.lang, "lang", "en", "language of the letter: en or fr")
	fl.StringVar(&f.now, "now", "", "day of the audit, `YYYY-MM-DD` (default: the audit file's, else today)")
	fl.StringVar(&f.file, "config", "", "audit `FILE` (default: leadlint.yaml of the current folder, when no target is given)")
	fl.StringVar(&f.history, "history", "", "`FILE` of the history that AUDIT is of")
	return c
}

func (e *environment) letter(ctx context.Context, args []string, f letterFlags) error {
	if f.out == "" || f.out == "-" {
		return usagef("--out FILE is not given: a letter is written to a file that is named")
	}
	format, err := formatOf(f.format, f.out, "docx", "md", "html", "pdf")
	if err != nil {
		return err
	}
	if err := language(f.lang); err != nil {
		return err
	}
	if err := writable(f.out, f.force); err != nil {
		return err
	}
	r, read, err := e.letterReport(ctx, args, &f)
	if err != nil {
		return err
	}
	if r.Coverage.Sample != nil {
		return usagef("the report is on a sample of the records, and a letter states numbers of the whole file: audit it without --sample")
	}
	if err := apart([]output{{"letter", f.out}}, read); err != nil {
		return usagef("--out %s would overwrite a file that is read: name another file", f.out)
	}
	opt := letter.Options{Vendor: f.vendor, Dataset: pick(f.dataset, letter.Datasets(r))}
	if opt.By, err = answerDay(f.by, r.Now); err != nil {
		return err
	}
	d, err := letter.New(l10n.New(f.lang), r, opt)
	if err != nil {
		return usagef("%w", err)
	}
	if err := writePrivate(f.out, f.force, func(w io.Writer) error { return renderers()[format](w, d, r.Now) }); err != nil {
		return &exitError{exitIncomplete, fmt.Errorf("write letter: %w", err)}
	}
	e.tell("%s: read it, complete it and sign it; what the file does not show is asked, nothing is stated of the supplier", f.out)
	if !r.Coverage.Complete {
		return &exitError{exitIncomplete, errors.New("the audit did not read everything: see its coverage before you send the letter")}
	}
	return nil
}

// pick finds a dataset by its whole name, or by the last part of it if that tells.
func pick(name string, known []string) string {
	if name == "" || slices.Contains(known, name) {
		return name
	}
	found := ""
	for _, k := range known {
		if filepath.Clean(k) == filepath.Clean(name) || filepath.Base(k) == name {
			if found != "" {
				return name
			}
			found = k
		}
	}
	if found == "" {
		return name
	}
	return found
}

// answerDay gives the day by which an answer is expected.
func answerDay(flag, now string) (string, error) {
	today, err := calendar.Parse(now)
	if err != nil {
		return "", usagef("the report's day: %w", err)
	}
	if flag == "" {
		return calendar.Format(today + answerDays), nil
	}
	day, err := calendar.Parse(flag)
	if err != nil {
		return "", usagef("--by: %w", err)
	}
	if day <= today {
		return "", usagef("--by %s is not after the day of the audit, %s", flag, now)
	}
	return flag, nil
}

// letterReport reads the report that a letter is made from, or audits for it; read are
// the files that nothing may be written over.
func (e *environment) letterReport(ctx context.Context, args []string, f *letterFlags) (r *finding.Report, read []string, err error) {
	if len(args) == 1 && f.file == "" && (strings.EqualFold(filepath.Ext(args[0]), ".json") && isReport(args[0]) || store.IsID(args[0]) && !exists(args[0])) {
		old, err := e.readReport(ctx, args[0], f.history)
		if err != nil {
			return nil, nil, err
		}
		return old.report, old.files, nil
	}
	opt := scanner.Options{
		Targets: args, AuditFile: f.file, Now: f.now, Examples: 5, Workers: runtime.GOMAXPROCS(0), Stdin: e.stdin,
		Version: version(), Offline: true, Clock: e.clock, Key: []byte(e.getenv("LEADLINT_KEY")),
	}
	if opt.AuditFile == "" && len(args) == 0 {
		if !exists(auditfile.Name) {
			return nil, nil, usagef("nothing to write of: name a report or a file, or run in a folder with a %s", auditfile.Name)
		}
		opt.AuditFile = auditfile.Name
	}
	e.dated(&opt)
	r, err = scanner.Audit(ctx, opt)
	var config *scanner.ConfigError
	switch {
	case errors.As(err, &config):
		return nil, nil, err
	case err != nil:
		return nil, nil, &exitError{exitIncomplete, err}
	}
	read = append(slices.Clone(args), opt.AuditFile)
	for _, in := range r.Inputs {
		read = append(read, in.Name)
	}
	return r, read, nil
}

// isReport says whether a JSON file is a report rather than a file of leads.
func isReport(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close() //nolint:errcheck // opened read-only
	head := make([]byte, 4096)
	n, _ := io.ReadFull(file, head)
	return strings.Contains(string(head[:n]), `"leadlint.findings/`)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
