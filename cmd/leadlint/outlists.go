package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"leadlint/scanner/finding"
	"leadlint/scanner/lists"
	"leadlint/scanner/take"

	"github.com/spf13/pflag"
)

// listFlags shape the lists of --out.
type listFlags struct {
	within int
}

// add defines the flags.
func (f *listFlags) add(fl *pflag.FlagSet) {
	fl.IntVar(&f.within, "within", 90, "--out retention, repermission: a term counts as near so many `DAYS` before it ends")
}

// check refuses what makes no sense.
func (f *listFlags) check() error {
	if f.within < 0 || f.within > 3660 {
		return usagef("--within %d: expected a number of days from 0 to 3660", f.within)
	}
	return nil
}

// lister is a list of package lists.
type lister interface {
	take.Taker
	Counts() []lists.Count
	Other() int64
	Guarded() int64
	Close() error
}

// listKinds are the kinds of lists about persons.
func listKinds() []outKind {
	return []outKind{
		listKind("retention", false, "who is past which term, by which date and column, and whether it can be proved",
			"examined by no rule on terms (archived, or no person)", func(opt lists.Options) lister { return lists.NewRetention(opt) }),
		listKind("notify", false, "who has to be told that their data are held, by which address, in which language, until when",
			"of persons who were told, or of whom no rule asks it", func(opt lists.Options) lister { return lists.NewNotify(opt) }),
		listKind("repermission", true, "who may be asked once, before the term ends, whether they wish to stay",
			"not near the end of a term", func(opt lists.Options) lister { return lists.NewRepermission(opt) }),
	}
}

// listKind makes a kind whose taker is a list; whole says that a list from an incomplete
// audit is none, other what became of the rows that the list leaves out.
func listKind(name string, whole bool, about, other string, start func(lists.Options) lister) outKind {
	return outKind{name: name, about: about, start: func(o *outFile) (outTaker, error) {
		l := &listOut{out: o, whole: whole, other: other}
		l.lister = start(lists.Options{Lang: o.lang, File: l, Within: o.lists.within})
		return l, nil
	}}
}

// listOut writes a list; its file comes into being with the first table of persons.
type listOut struct {
	lister
	out    *outFile
	whole  bool
	other  string
	file   io.Writer
	early  []byte
	tables int
}

// Write keeps the heads until there is a file.
func (l *listOut) Write(b []byte) (int, error) {
	if l.file == nil {
		l.early = append(l.early, b...)
		return len(b), nil
	}
	return l.file.Write(b)
}

// Table creates the file when it is first called.
func (l *listOut) Table(t *take.Table) (take.Sink, error) {
	if l.tables++; l.file == nil {
		file, err := l.out.create(nil)
		if err != nil {
			return nil, err
		}
		if _, err := file.Write(l.early); err != nil {
			return nil, err
		}
		l.file = file
	}
	return l.lister.Table(t)
}

// finish tells what the list holds. An incomplete audit makes the list incomplete, not
// wrong: what it holds was found.
func (l *listOut) finish(r *finding.Report) (outcome, error) {
	var out outcome
	if err := l.Close(); err != nil {
		return out, err
	}
	if l.tables == 0 {
		out.lines = []string{l.out.kind.name + ": no table of persons was read, so there is no file"}
		return out, nil
	}
	if l.whole && !r.Coverage.Complete {
		out.refused = "the audit is incomplete, and what was not read may bar persons from the list; mend what the coverage names and run it again"
		return out, nil
	}
	if l.file == nil {
		return out, errors.New("the file could not be created")
	}
	var parts []string
	for _, c := range l.Counts() {
		parts = append(parts, fmt.Sprintf("%d %s", c.Rows, c.State))
	}
	line := l.out.kind.name + ": " + strings.Join(parts, ", ")
	if n := l.Other(); n > 0 {
		line += fmt.Sprintf("; %d rows %s", n, l.other)
	}
	out.lines = append(out.lines, line+": "+l.out.path)
	if n := l.Guarded(); n > 0 {
		out.lines = append(out.lines, fmt.Sprintf("%s: %d cells that a spreadsheet would run as a formula begin with an apostrophe now", l.out.kind.name, n))
	}
	if !r.Coverage.Complete {
		out.lines = append(out.lines, l.out.kind.name+": the audit is incomplete: further persons may belong on the list")
	}
	return out, nil
}

// shape hands the flags of lists to the files.
func (list outs) shape(f listFlags) error {
	for _, o := range list {
		o.lists = f
	}
	return f.check()
}
