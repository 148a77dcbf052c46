package engine

import (
	"encoding/json"
	"errors"
	"fmt"

	"leadlint/rules/facts"
)

// A table file is a mapped file (see writeMapped) with the sections: the entries of
// the index, the starts of its buckets and, for each column, its values, the bits of
// cells that were not understood, the positions and the identities, as far as it has
// them.

// tableMagic begins a table file.
const tableMagic = "leadtabl"

// tableVersion is that of table files; a file of another is refused.
const tableVersion = 1

// tableHead says what a table file holds.
type tableHead struct {
	Version int `json:"version"`
	// Need is its ID, Layout the fingerprint of what is kept of the relation.
	Need   string `json:"need"`
	Layout string `json:"layout"`
	Digest string `json:"digest"`

	Rows          int64 `json:"rows"`
	KeylessRows   int64 `json:"keyless_rows"`
	Kept          int64 `json:"kept"`
	Persons       int64 `json:"persons"`
	Repeated      int64 `json:"repeated"`
	Contradictory int64 `json:"contradictory"`

	Kinds      uint8    `json:"kinds"`
	Many       bool     `json:"many"`
	Incomplete bool     `json:"incomplete"`
	Keyless    [][]byte `json:"keyless"`

	// Stored is the number of rows of the columns, Order that of the bits of the
	// index.
	Stored   int64         `json:"stored"`
	Order    uint          `json:"order"`
	Sections []sectionHead `json:"sections"`
}

// sectionsOf gives the memory of a column's sections.
func (c cell) sectionsOf(v *facts.Vec) [][]byte {
	var out [][]byte
	switch c.typ {
	case facts.Enum, facts.Bool:
		out = append(out, v.Codes)
	case facts.Date:
		out = append(out, bytesOf(v.Days))
	case facts.Int:
		out = append(out, bytesOf(v.Ints))
	case facts.Set:
		out = append(out, bytesOf(v.Sets))
	default:
		out = append(out, bytesOf(v.Present))
	}
	if c.recorded {
		out = append(out, bytesOf(v.Unread))
	}
	if c.keys {
		out = append(out, bytesOf(v.KeyAt), bytesOf(v.Keys))
	}
	return out
}

// sectionSizes gives the sizes of a column's sections for so many rows; -1 for
// that of identities, which are as many as the positions say.
func (c cell) sectionSizes(n int64) []int64 {
	words := (n + 63) / 64 * 8
	out := []int64{words}
	switch c.typ {
	case facts.Enum, facts.Bool:
		out[0] = n
	case facts.Date:
		out[0] = 4 * n
	case facts.Int, facts.Set:
		out[0] = 8 * n
	}
	if c.recorded {
		out = append(out, words)
	}
	if c.keys {
		out = append(out, 4*(n+1), -1)
	}
	return out
}

// viewColumn gives the column that lies in sections, of which next gives one after
// the other.
func (c cell) viewColumn(next func() []byte) (v facts.Vec) {
	values := next()
	switch c.typ {
	case facts.Enum, facts.Bool:
		v.Codes = values
	case facts.Date:
		v.Days = viewOf[int32](values)
	case facts.Int:
		v.Ints = viewOf[int64](values)
	case facts.Set:
		v.Sets = viewOf[uint64](values)
	default:
		v.Present = viewOf[uint64](values)
	}
	if c.recorded {
		v.Unread = viewOf[uint64](next())
	}
	if c.keys {
		v.KeyAt = viewOf[uint32](next())
		v.Keys = viewOf[facts.Hash](next())
	}
	return v
}

// head gives what is said of the table in its file, without digest and sections.
func (t *Table) head() tableHead {
	s := &t.stats
	return tableHead{
		Version: tableVersion, Need: t.layout.need.ID(), Layout: t.layout.fingerprint().String(),
		Rows: s.Rows, KeylessRows: s.Keyless, Kept: s.Kept, Persons: s.Persons, Repeated: s.Repeated, Contradictory: s.Contradictory,
		Kinds: t.kinds, Many: t.keyless.many, Incomplete: t.incomplete, Keyless: t.keylessTexts(), Order: t.order(),
	}
}

// table sets up the table that a head speaks of, without what lies in sections.
func (h *tableHead) table(l *layout) (*Table, error) {
	t := &Table{layout: l, digest: h.Digest, kinds: h.Kinds, incomplete: h.Incomplete, n: int(h.Stored), stats: TableStats{
		Rows: h.Rows, Keyless: h.KeylessRows, Kept: h.Kept, Persons: h.Persons, Repeated: h.Repeated, Contradictory: h.Contradictory,
	}}
	for _, text := range h.Keyless {
		if !l.checkCells(text) {
			return nil, errTableFile
		}
		t.keyless.addText(l, text)
	}
	if h.Many {
		t.keyless.lose()
	}
	return t, nil
}

var errTableFile = errors.New("the table file is damaged: write it anew")

// check fails where the head is that of another table.
func (h *tableHead) check(l *layout) error {
	switch {
	case h.Version != tableVersion:
		return fmt.Errorf("the table file is of version %d, this program reads %d: write it anew with this program", h.Version, tableVersion)
	case h.Need != l.need.ID():
		return fmt.Errorf("the table file is one of %q", h.Need)
	case h.Layout != l.fingerprint().String():
		return errors.New("the table file was written for other rules or by another version: write it anew with these")
	case h.Stored < 0 || h.Stored > 1<<32-1 || h.Order > maxOrder:
		return errTableFile
	}
	return nil
}

// sizes gives the sizes that the sections must have; -1 for those that are as large
// as they are.
func (h *tableHead) sizes(l *layout) []int64 {
	out := []int64{-1, 4 * (int64(1)<<h.Order + 1)}
	for _, c := range l.cells {
		out = append(out, c.sectionSizes(h.Stored)...)
	}
	return out
}

func parseHead(data []byte) (*tableHead, error) {
	h := &tableHead{}
	if err := json.Unmarshal(data, h); err != nil {
		return nil, errTableFile
	}
	return h, nil
}
