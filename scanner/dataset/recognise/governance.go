package recognise

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

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
	col.Trace = append(col.Trace, unreadable(strange, rows, s))
}

// meaning reads one cell: the mapping file's own words first.
func meaning(col *Column, raw []byte) (string, bool) {
	if m, ok := col.Meanings[values.Fold(string(raw))]; ok {
		return m, true
	}
	return values.Meaning(col.Field, raw)
}

// unreadable names the values that are not understood, the personal and the
// rare ones masked.
func unreadable(strange []cell, rows int, s *sample) string {
	var shown []string
	masked := 0
	for _, c := range strange {
		if len(shown) < 5 && showable(c, s) {
			shown = append(shown, fmt.Sprintf("%q", c.raw))
		} else {
			masked++
		}
	}
	switch {
	case len(shown) == 0:
		return fmt.Sprintf("unreadable values (%d distinct, not shown) in %d sampled rows: say what they mean in the mapping file", masked, rows)
	case masked == 0 && len(shown) == 1:
		return fmt.Sprintf("unreadable value %s in %d sampled rows: say what it means in the mapping file", shown[0], rows)
	case masked == 0:
		return fmt.Sprintf("unreadable values %s in %d sampled rows: say what they mean in the mapping file", strings.Join(shown, ", "), rows)
	}
	return fmt.Sprintf("unreadable values %s and %d more (not shown) in %d sampled rows: say what they mean in the mapping file", strings.Join(shown, ", "), masked, rows)
}

// showable says whether a value is frequent and plain enough not to be about
// one person: at least three rows and one in a hundred, a few words of letters,
// without the form of a full name.
func showable(c cell, s *sample) bool {
	text := strings.TrimSpace(string(c.raw))
	if c.count < 3 || 100*c.count < s.filled || len(text) > 40 || len(strings.Fields(text)) > 4 {
		return false
	}
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsDigit(r) || unicode.IsControl(r) || r == '@' }) {
		return false
	}
	words := strings.Fields(text)
	return len(words) == 1 || slices.ContainsFunc(words[1:], startsLower)
}
