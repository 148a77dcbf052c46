// Package split writes the rows of lead files apart: those that may still be used, those
// that may not, and those of which too little is known, in the format that they came in.
package split

import (
	"fmt"
	"io"
	"strings"

	"leadlint/scanner/take"
)

// Part is one of the parts that rows fall into; each row is of exactly one.
type Part uint8

// The parts.
const (
	// Clean are the rows that no rule bars from being used.
	Clean Part = iota
	// Removed are those that a rule bars, with the reasons, and the records that could
	// not be read.
	Removed
	// Unproven are those that no rule bars, and some rule that could bar them shows
	// nothing of. They are of Clean unless Options.Apart is set.
	Unproven
)

// Options say how a part is written.
type Options struct {
	// Lang is the language of the reasons: "en" or "fr".
	Lang string
	// Apart keeps unproven rows out of Clean.
	Apart bool
	// Create starts the file of a table and gives its name, for what that says of the
	// form: ".gz" and ".zst" compress; ".csv" makes CSV of formats that are no text.
	Create func(t *take.Table) (file io.Writer, path string, err error)
}

// Counts are the rows of one table.
type Counts struct {
	// Dataset and Table name it.
	Dataset, Table string
	// Rows are those evaluated: the sum of Clean, Removed and Unproven.
	Rows, Clean, Removed, Unproven int64
	// Stop and Cure are those of Removed by the strictest of their rules.
	Stop, Cure int64
	// Open are the rows that no rule bars and some shows nothing of, whether or not they
	// are apart.
	Open int64
	// Skipped are the records that were not read as rows.
	Skipped int64
	// Guarded are the cells that got an apostrophe, lest a spreadsheet run them.
	Guarded int64
	// Complete says that the table was read to its end without loss.
	Complete bool
}

// Taker writes one part of every table of persons.
type Taker struct {
	part   Part
	opt    Options
	counts []*Counts
	failed error
}

var _ take.Taker = (*Taker)(nil)

// New makes the taker of a part.
func New(p Part, opt Options) *Taker { return &Taker{part: p, opt: opt} }

// Counts gives what was counted, by table in the order in which they were read. The
// takers of one audit count the same but for Guarded, which is of a part alone.
func (t *Taker) Counts() []Counts {
	out := make([]Counts, len(t.counts))
	for i, c := range t.counts {
		out[i] = *c
	}
	return out
}

// Err is the first error of writing, which makes the files no whole ones.
func (t *Taker) Err() error { return t.failed }

// fail keeps the first error.
func (t *Taker) fail(err error) error {
	if t.failed == nil {
		t.failed = err
	}
	return err
}

// Supported says why rows of a format cannot be written to a file of that name; nil
// where they can. The format is that of dataset.Source, without its compression.
func Supported(format, path string) error {
	if format == "sqlite" && !plainCSV(path) {
		return fmt.Errorf("a database is not written anew: name a .csv file for the rows, or ask for statements that delete from it (purge=FILE.sql)")
	}
	return nil
}

// plainCSV says whether the name asks for CSV.
func plainCSV(path string) bool {
	path = strings.ToLower(path)
	path = strings.TrimSuffix(strings.TrimSuffix(path, ".gz"), ".zst")
	return strings.HasSuffix(path, ".csv")
}

// Table starts the file of a table.
func (t *Taker) Table(table *take.Table) (take.Sink, error) {
	s, err := t.table(table)
	if err != nil {
		return nil, t.fail(err)
	}
	return s, t.fail(s.w.head())
}

func (t *Taker) table(table *take.Table) (*sink, error) {
	format, _, _ := strings.Cut(table.Format, "+")
	raw, path, err := t.opt.Create(table)
	if err != nil {
		return nil, err
	}
	if err := Supported(format, path); err != nil {
		return nil, err
	}
	file, err := compressed(raw, path)
	if err != nil {
		return nil, err
	}
	w, needs, err := newWriter(table, format, file, t.part, path)
	if err != nil {
		return nil, err
	}
	s := &sink{taker: t, part: t.part, apart: t.opt.Apart, table: table, w: w, file: file, needs: needs, reasons: newReasons(table, t.opt.Lang),
		counts: &Counts{Dataset: table.Dataset, Table: table.Name}}
	t.counts = append(t.counts, s.counts)
	return s, nil
}
