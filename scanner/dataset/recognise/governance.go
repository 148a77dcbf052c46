package recognise

import (
	"fmt"

	"leadlint/scanner/dataset/values"
)

// maxListed is the greatest number of distinct values kept of a governance column.
const maxListed = 200

// governance reads the distinct values of a governance column. One that is not
// understood keeps the whole column from being used.
func (r *Recogniser) governance(col *Column, s *sample) {
	if col.State == Flagged {
		col.State = NotUnderstood
	}
	strange, rows := []cell(nil), 0
	for _, c := range s.cells {
		d := Distinct{Raw: string(c.raw), Count: c.count}
		d.Meaning, d.Understood = meaning(col, c.raw)
		if len(col.Distinct) < maxListed {
			col.Distinct = append(col.Distinct, d)
		}
		if !d.Understood {
			strange, rows = append(strange, c), rows+c.count
		}
	}
	if blank := s.rows - s.filled; blank > 0 && len(col.Distinct) < maxListed {
		d := Distinct{Count: blank, Meaning: "unknown", Understood: true}
		if m, ok := col.Meanings[""]; ok {
			d.Meaning = m
		}
		col.Distinct = append(col.Distinct, d)
	}
	if len(strange) == 0 {
		return
	}
	col.State = NotUnderstood
	col.Trace = append(col.Trace, unreadable(strange, rows))
}

// meaning reads one cell: the mapping file's own words first.
func meaning(col *Column, raw []byte) (string, bool) {
	if m, ok := col.Meanings[values.Fold(string(raw))]; ok {
		return m, true
	}
	return values.Meaning(col.Field, raw)
}

// unreadable counts the values that are not understood. They are not named: what
// was not understood could be anything, a name too. WriteMapping lists them.
func unreadable(strange []cell, rows int) string {
	if len(strange) == 1 {
		return fmt.Sprintf("a value in %d sampled rows is not understood (not shown): say in the mapping file what it means", rows)
	}
	return fmt.Sprintf("%d distinct values in %d sampled rows are not understood (not shown): say in the mapping file what they mean", len(strange), rows)
}
