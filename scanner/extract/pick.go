package extract

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/dataset/values"

	"github.com/dchest/siphash"
)

// row is a row of a register that may be drawn.
type row struct {
	// order decides who is drawn: the smallest do.
	order    uint64
	register int
	line     int64
	day      int32
	cells    []string
	// found is a record of the row's person; nil when none was found.
	found *record
}

func compareRows(a, b row) int {
	return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.register, b.register), cmp.Compare(a.line, b.line))
}

// smallest gives the n rows that come first in the draw.
func smallest(rows []row, n int) []row {
	slices.SortFunc(rows, compareRows)
	return rows[:min(n, len(rows))]
}

// picker is the sink of one worker over a register's table.
type picker struct {
	reg   *register
	dates []*values.DateReader
	// asked is the recipient's name in folded form.
	asked    []byte
	from, to int32
	n        int
	key      [2]uint64
	// names remembers which cells name the recipient.
	names map[string]bool
	buf   []byte

	rows []row
	// last is the row that came last of the n smallest when they were last
	// counted, once there were as many (full).
	last                               row
	full                               bool
	named, inPeriod, undated, unplaced int64
}

// namesKept bounds the distinct recipients that a picker remembers.
const namesKept = 1 << 12

func (d *drawing) newPicker(reg *register) *picker {
	p := &picker{
		reg: reg, asked: identity.AppendName(nil, []byte(d.req.Recipient)), from: d.req.From, to: d.req.To, n: d.req.N,
		key: d.key, names: map[string]bool{},
	}
	for _, c := range reg.dates {
		p.dates = append(p.dates, values.NewDateReader(c.format))
	}
	return p
}

// Row takes a row of the register if it is the recipient's and in the period.
func (p *picker) Row(at dataset.Place, cells [][]byte) {
	if !p.ofRecipient(cells) {
		return
	}
	p.named++
	day, filled := p.day(cells)
	switch {
	case day == facts.UnknownDay && filled:
		p.unplaced++
		return
	case day == facts.UnknownDay:
		p.undated++
		return
	case day < p.from || day > p.to:
		return
	}
	p.inPeriod++
	r := row{order: p.order(cells), register: p.reg.index, line: at.Line, day: day}
	if p.full && compareRows(r, p.last) > 0 {
		return
	}
	r.cells = make([]string, len(cells))
	for i, c := range cells {
		r.cells[i] = strings.ReplaceAll(string(c), string(rune(dataset.MultiSep)), "; ")
	}
	p.rows = append(p.rows, r)
	if len(p.rows) >= 2*p.n {
		p.rows = smallest(p.rows, p.n)
		p.last, p.full = p.rows[p.n-1], true
	}
}

// ofRecipient says whether a row names the recipient that was asked for.
func (p *picker) ofRecipient(cells [][]byte) bool {
	said := false
	for _, c := range p.reg.recipients {
		cell := cells[c]
		if values.Empty(cell) {
			continue
		}
		said = true
		is, known := p.names[string(cell)]
		if !known {
			is = p.is(cell)
			if len(p.names) < namesKept {
				p.names[string(cell)] = is
			}
		}
		if is {
			return true
		}
	}
	return !said && p.reg.recipient != "" && p.is([]byte(p.reg.recipient))
}

// is says whether one of the names in a cell is the one asked for.
func (p *picker) is(cell []byte) bool {
	for _, name := range bytes.FieldsFunc(cell, func(r rune) bool { return r == dataset.MultiSep || r == ';' || r == '|' || r == '\n' }) {
		if p.buf = identity.AppendName(p.buf[:0], name); len(p.buf) > 0 && bytes.Equal(p.buf, p.asked) {
			return true
		}
	}
	return false
}

// day gives the day of the disclosure; filled says that a cell held something.
func (p *picker) day(cells [][]byte) (day int32, filled bool) {
	for i, c := range p.reg.dates {
		cell := cells[c.column]
		if values.Empty(cell) {
			continue
		}
		filled = true
		if d := p.dates[i].Day(cell); d != facts.UnknownDay {
			return d, true
		}
	}
	if !filled {
		return p.reg.day, false
	}
	return facts.UnknownDay, true
}

// order is the row's place in the draw: a keyed hash of what it says, so that
// neither its place in the file nor who reads it decides.
func (p *picker) order(cells [][]byte) uint64 {
	p.buf = p.buf[:0]
	for _, c := range cells {
		p.buf = binary.AppendUvarint(p.buf, uint64(len(c)))
		p.buf = append(p.buf, c...)
	}
	return siphash.Hash(p.key[0], p.key[1], p.buf)
}
