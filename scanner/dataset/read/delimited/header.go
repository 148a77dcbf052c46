package delimited

import (
	"bytes"
	"fmt"
	"strings"
)

// dialect finds the header among the records and fills in the rest.
func (c *candidate) dialect() dialect {
	d := dialect{form: c.form, wrapped: c.wrapped, width: c.modal, bodyLine: 1}
	if len(c.recs) == 0 {
		return dialect{}
	}
	k := c.headerIndex()
	head := c.recs[k]
	d.preamble = k
	if c.holdsData(k) {
		d.body, d.bodyLine = head.start, head.line
		d.width = max(d.width, len(head.cells))
		for i := range d.width {
			d.columns = append(d.columns, fmt.Sprintf("column_%d", i+1))
		}
		return d
	}
	d.headerLine, d.headerAt, d.body = head.line, head.start, head.end
	d.bodyLine = c.lineAfter(k)
	d.width = len(head.cells)
	if c.modal > d.width && !c.emptyBeyond(d.width) {
		d.extended, d.width = c.modal-d.width, c.modal
	}
	for i := range d.width {
		if i >= len(head.cells) {
			d.columns = append(d.columns, fmt.Sprintf("column_%d", i+1))
			continue
		}
		name := bytes.TrimSpace(bytes.TrimPrefix(bytes.TrimSpace(head.cells[i]), []byte("\ufeff")))
		d.header = append(d.header, name)
		d.columns = append(d.columns, strings.ToValidUTF8(string(name), "\ufffd"))
	}
	return d
}

// lineAfter is the line behind record k.
func (c *candidate) lineAfter(k int) int64 {
	r := c.recs[k]
	return r.line + int64(r.lines)
}

// headerIndex finds the record that is the header: the first of the commonest
// width, or one before it that holds labels where that one holds data.
func (c *candidate) headerIndex() int {
	first := 0
	for i, r := range c.recs {
		if len(r.cells) == c.modal {
			first = i
			break
		}
	}
	for i, r := range c.recs[:first] {
		if len(r.cells) < 2 || 2*len(r.cells) < c.modal || !labels(r.cells) {
			continue
		}
		if !labels(c.recs[first].cells) || c.emptyBeyond(len(r.cells)) {
			return i
		}
	}
	return c.belowTitle(first)
}

// belowTitle gives the record of labels below record k where that one, and those
// between, are titles: programs that write sheets as text give them separators too.
func (c *candidate) belowTitle(k int) int {
	if !title(c.recs[k].cells) {
		return k
	}
	for i := k + 1; i < len(c.recs) && i <= k+preambleMax; i++ {
		cells := c.recs[i].cells
		switch {
		case len(cells) == c.modal && labels(cells):
			return i
		case !title(cells):
			return k
		}
	}
	return k
}

// title says whether at most a third of the cells is filled, with no data.
func title(cells [][]byte) bool {
	filled := 0
	for _, cell := range cells {
		cell = bytes.TrimSpace(cell)
		if len(cell) == 0 {
			continue
		}
		if address(cell) || figure(cell) {
			return false
		}
		filled++
	}
	return len(cells) >= 3 && filled*3 <= len(cells)
}

// emptyBeyond says whether the cells after the first n are empty in nearly all
// records of the commonest width.
func (c *candidate) emptyBeyond(n int) bool {
	seen, empty := 0, 0
	for _, r := range c.recs {
		if len(r.cells) != c.modal || n >= len(r.cells) {
			continue
		}
		seen++
		if blank(r.cells[n:], len(r.cells)-n, false) {
			empty++
		}
	}
	return seen > 0 && empty*10 >= seen*9
}

// holdsData says whether record k, taken for the header, holds data.
func (c *candidate) holdsData(k int) bool {
	cells := c.recs[k].cells
	data, filled := 0, 0
	for _, cell := range cells {
		cell = bytes.TrimSpace(cell)
		if len(cell) == 0 {
			continue
		}
		filled++
		if address(cell) {
			return true
		}
		if figure(cell) {
			data++
		}
	}
	return filled > 0 && 2*data >= filled
}

// labels says whether cells could be a header: nearly all filled, all
// different, none of them data.
func labels(cells [][]byte) bool {
	seen := map[string]bool{}
	filled := 0
	for _, cell := range cells {
		cell = bytes.TrimSpace(cell)
		if len(cell) == 0 {
			continue
		}
		name := strings.ToLower(string(cell))
		if seen[name] || address(cell) || figure(cell) || len(cell) > 200 {
			return false
		}
		seen[name] = true
		filled++
	}
	return filled*10 >= len(cells)*8
}

// address says whether a cell is an e-mail or web address.
func address(cell []byte) bool {
	if bytes.ContainsAny(cell, " \t\n") {
		return false
	}
	for _, prefix := range []string{"http://", "https://", "www."} {
		if len(cell) > len(prefix) && strings.EqualFold(string(cell[:len(prefix)]), prefix) {
			return true
		}
	}
	at := bytes.IndexByte(cell, '@')
	return at > 0 && bytes.IndexByte(cell[at:], '.') > 1
}

// figure says whether a cell is a number, a phone number or a date in figures.
func figure(cell []byte) bool {
	digits := 0
	for _, c := range cell {
		switch {
		case '0' <= c && c <= '9':
			digits++
		case !strings.ContainsRune("+-./():, '%=\"TZ", rune(c)):
			return false
		}
	}
	return digits > 0
}
