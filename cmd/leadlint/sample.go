package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"

	"leadlint/reports/talk"
	"leadlint/rules/calendar"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/extract"

	"github.com/spf13/cobra"
)

// sampleFlags are the flags of leadlint sample.
type sampleFlags struct {
	recipient, from, to string
	n                   int
	out, file, lang     string
	force               bool
}

func (e *environment) sampleCommand() *cobra.Command {
	var f sampleFlags
	c := &cobra.Command{
		Use:   "sample --recipient NAME --from DATE --to DATE --out FILE",
		Short: "Draw the transfers to a recipient that an authority asks to see",
		Long: `Draw rows of the registers of disclosures (relation disclosure in the audit file)
to one recipient in a period, as a supervisory authority may demand (Art. 58(1)(e)
and 31 GDPR). Where the register lists which data were passed (fields), those of
the person's record are taken from the datasets that the audit file lists.

The file holds personal data IN CLEAR, unlike every report of leadlint: it is
written for its owner alone (mode 0600), never to standard output, and over no
other file without --force. It is CSV in UTF-8, every cell in quotation marks, as
it stands in the inputs: not made safe against formulas of spreadsheet programs,
so import it as text. In continuous integration it would be kept with the
artefacts of the run: draw it elsewhere.

The rows drawn are those with the smallest keyed hashes of what they say: the
same inputs and LEADLINT_KEY give the same sample.

Exit codes: 0 drawn, 2 usage or configuration (also where the audit file lists no
register that could answer), 3 something in scope could not be read or placed.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return e.sample(c.Context(), f) },
	}
	fl := c.Flags()
	fl.StringVar(&f.recipient, "recipient", "", "`NAME` of the recipient; case, accents and legal form do not count")
	fl.StringVar(&f.from, "from", "", "first day of the period, `YYYY-MM-DD`")
	fl.StringVar(&f.to, "to", "", "last day of the period, `YYYY-MM-DD`")
	fl.IntVarP(&f.n, "number", "n", 100, "greatest number of rows")
	fl.StringVarP(&f.out, "out", "o", "", "write the sample to this `FILE`")
	fl.BoolVar(&f.force, "force", false, "replace the file if it is there already")
	fl.StringVar(&f.lang, "lang", "en", "language of what is said: en or fr")
	fl.StringVar(&f.file, "config", auditfile.Name, "audit `FILE`")
	return c
}

// request reads the flags.
func (e *environment) request(f sampleFlags) (extract.Request, error) {
	req := extract.Request{
		AuditFile: f.file, Recipient: f.recipient, N: f.n, Secret: []byte(e.getenv("LEADLINT_KEY")), Workers: runtime.GOMAXPROCS(0),
		Database: database.Options{Env: e.getenv, Password: e.password()},
	}
	for _, flag := range []struct{ name, value string }{{"recipient", f.recipient}, {"from", f.from}, {"to", f.to}, {"out", f.out}} {
		if flag.value == "" {
			return req, usagef("--%s is not given: a sample needs --recipient, --from, --to and --out", flag.name)
		}
	}
	if err := language(f.lang); err != nil {
		return req, err
	}
	var err error
	if req.From, err = calendar.Parse(f.from); err != nil {
		return req, usagef("--from: %w", err)
	}
	if req.To, err = calendar.Parse(f.to); err != nil {
		return req, usagef("--to: %w", err)
	}
	if req.To < req.From {
		return req, usagef("--to %s comes before --from %s", f.to, f.from)
	}
	if f.n < 1 || f.n > 100_000 {
		return req, usagef("-n %d: expected a number from 1 to 100000", f.n)
	}
	if _, err := os.Stat(f.file); err != nil {
		return req, usagef("no audit file %q: run in a folder with a %s, or name one with --config", f.file, auditfile.Name)
	}
	return req, writable(f.out, f.force)
}

// writable refuses a path that personal data must not be written to.
func writable(path string, force bool) error {
	if path == "-" {
		return usagef("what holds personal data in clear is not written to standard output: name a file")
	}
	info, err := os.Stat(path)
	if to, fault := os.Readlink(path); fault == nil && errors.Is(err, os.ErrNotExist) && !force {
		return usagef("%s is a link to %q, which is not there: name another file, or replace the link with --force", path, to)
	}
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return usagef("--out %q: %w", path, err)
	case !info.Mode().IsRegular():
		return usagef("--out %q is no regular file: name one", path)
	case !force:
		return usagef("%s is there already: name another file, or replace it with --force", path)
	}
	return nil
}

func (e *environment) sample(ctx context.Context, f sampleFlags) error {
	req, err := e.request(f)
	if err != nil {
		return err
	}
	s, err := extract.Draw(ctx, req)
	switch {
	case errors.Is(err, extract.ErrUnread), errors.Is(err, context.Canceled):
		return &exitError{exitIncomplete, err}
	case err != nil:
		return &exitError{exitUsage, err}
	}
	if err := apart([]output{{"csv", f.out}}, s.Inputs); err != nil {
		return usagef("--out %s would overwrite a file that is read: name another file", f.out)
	}
	if err := writePrivate(f.out, f.force, s.WriteCSV); err != nil {
		return &exitError{exitIncomplete, talk.Errorf("write sample: %w", err)}
	}
	e.tellSample(f, s)
	if !s.Complete {
		return &exitError{exitIncomplete, talk.Errorf("the sample may lack rows: see above for what was not read or placed")}
	}
	return nil
}

// writePrivate writes a file for its owner alone. A file that is to be replaced
// stays as it was until the new one is whole.
func writePrivate(path string, force bool, write func(io.Writer) error) error {
	file, err := createPrivate(path, force)
	if err != nil {
		return err
	}
	if err := write(file); err != nil {
		return errors.Join(err, file.discard())
	}
	return file.commit()
}

// tellSample says on standard error what was drawn, and what it cannot answer.
func (e *environment) tellSample(f sampleFlags, s *extract.Sample) {
	tell := func(format string, args ...any) { fmt.Fprintln(e.stderr, "leadlint: "+e.talk.Say(format, args...)) }
	tell("%d disclosures to %q from %s to %s (%d on any day); %d drawn", s.InPeriod, f.recipient, f.from, f.to, s.Named, s.Drawn)
	if s.Datasets > 0 {
		tell("persons found in the datasets: %d of %d", s.Found, s.Drawn)
	}
	for _, g := range s.Gaps {
		tell("not answered: %s", g)
	}
	tell("%s holds personal data in clear, cells as they stand in the inputs: import it as text, hand it over safely, delete it afterwards", f.out)
	if e.getenv("CI") != "" {
		tell("this looks like continuous integration: see that the file is not kept with the artefacts of the run")
	}
}
