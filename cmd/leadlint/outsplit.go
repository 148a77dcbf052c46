package main

import (
	"io"
	"slices"

	"leadlint/reports/talk"
	"leadlint/scanner/finding"
	"leadlint/scanner/split"
	"leadlint/scanner/take"
)

// splitKinds are the kinds of files that the rows of a lead file are split into.
func splitKinds() []outKind {
	kind := func(name, about string, p split.Part) outKind {
		return outKind{name: name, about: about, perTable: true, check: split.Supported, start: func(o *outFile) (outTaker, error) {
			return newSplitOut(o, p), nil
		}}
	}
	return []outKind{
		kind("clean", "the rows that one may still use, as they stand in the input", split.Clean),
		kind("removed", "the rows that one may not use, each with the rule, reason and remedy", split.Removed),
		kind("unproven", "the rows of clean that some rule could not clear, which are then left out of clean", split.Unproven),
	}
}

// splitOut writes one part of every table.
type splitOut struct {
	*split.Taker
	part split.Part
	out  *outFile
}

func newSplitOut(o *outFile, p split.Part) *splitOut {
	s := &splitOut{part: p, out: o}
	s.Taker = split.New(p, split.Options{
		Lang: o.lang, Apart: slices.Contains(o.asked, "unproven"),
		Create: func(t *take.Table) (io.Writer, string, error) {
			file, err := o.create(t)
			if err != nil {
				return nil, "", err
			}
			return file, file.path, nil
		},
	})
	return s
}

// finish tells what was written. What is to be used must come from an audit that lost
// nothing: a record, a register or a column that was not read might have barred a row.
func (s *splitOut) finish(r *finding.Report) (outcome, error) {
	var out outcome
	if err := s.Err(); err != nil {
		return out, err
	}
	if s.part != split.Removed && !r.Coverage.Complete {
		out.refused = s.out.talk.Say("the audit is incomplete, and what was not read may bar rows from being used; mend what the coverage names and run it again")
		return out, nil
	}
	for i, c := range s.Counts() {
		if i < len(s.out.files) {
			out.lines = append(out.lines, s.line(c, s.out.files[i].path))
		}
		if c.Guarded > 0 {
			out.lines = append(out.lines, guardedCells(s.out.talk, s.out.kind.name, c.Guarded))
		}
	}
	if len(out.lines) == 0 {
		out.lines = []string{s.out.talk.Say("%s: no table of persons was read, so there is no file", s.out.kind.name)}
	}
	if s.part == split.Removed && !r.Coverage.Complete {
		out.lines = append(out.lines, s.out.talk.Say("removed: the audit is incomplete: further rows may have to go"))
	}
	return out, nil
}

// line tells of one file.
func (s *splitOut) line(c split.Counts, path string) string {
	say := s.out.talk
	var text string
	switch s.part {
	case split.Removed:
		text = say.Say("removed: %d of %d rows of %q may not be used (%d stop, %d until the remedy is carried out)", c.Removed, c.Rows, c.Dataset, c.Stop, c.Cure)
		if c.Skipped > 0 {
			text += say.Count(c.Skipped, ", and %d record was not read as rows", ", and %d records were not read as rows")
		}
	case split.Unproven:
		text = say.Say("unproven: %d of %d rows of %q are barred by no rule, and some rule could not clear them", c.Unproven, c.Rows, c.Dataset)
	default:
		text = say.Say("clean: %d of %d rows of %q may be used", c.Clean, c.Rows, c.Dataset)
		if c.Open > c.Unproven {
			text += say.Say("; %d of them not proven: some rule that could bar them finds too little in the data (unproven=FILE sets them apart)", c.Open)
		}
	}
	return text + say.Say(": %s", path)
}

// guardedCells tells of cells that were changed.
func guardedCells(say *talk.Talk, kind string, n int64) string {
	return say.Count(n, "%[2]s: %[1]d cell that a spreadsheet would run as a formula begins with an apostrophe now",
		"%[2]s: %[1]d cells that a spreadsheet would run as formulas begin with an apostrophe now", kind)
}
