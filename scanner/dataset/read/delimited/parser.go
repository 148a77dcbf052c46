// Package delimited reads delimited text (CSV, TSV and kin): it finds the
// dialect and the encoding, and streams the records at the speed of memory.
package delimited

import (
	"bytes"
	"math/bits"
	"unicode/utf8"
)

// The rules of quoting, shared by the splitter and the parser:
//
//   - A quote opens a quoted cell only as the cell's first byte.
//   - Within a quoted cell a doubled quote is one quote; a quote before a
//     delimiter, a line end or the end of the input closes the cell, also with
//     spaces in between; any other quote is kept as it is and counted.
//   - A quote that is never closed is a plain byte, as are those behind it on
//     its line.
//
// A quote elsewhere is a plain byte.
const quote = '"'

const (
	// padding is how many bytes must be readable behind the data of a parser.
	padding = stretch
	// maxColumns is the most columns of a table; Excel's limit.
	maxColumns = 16384
)

// form is the part of a dialect that records are split by.
type form struct {
	delimiter byte
	// end is the byte that ends a line: '\n' (with or without a '\r' before
	// it), or '\r' in files that have no '\n'.
	end byte
}

// closing finds the quote that closes the cell whose content starts at from.
// When there is none in data, at is -1 and resume is where the search goes on
// once there is more data: a quote at the very end may be half of a pair.
// Nothing hangs on that at the end of an input, which always is a line end.
func (f form) closing(data []byte, from int) (at, resume, doubled, stray int) {
	for i := from; ; {
		k := bytes.IndexByte(data[i:], quote)
		if k < 0 {
			return -1, len(data), doubled, stray
		}
		i += k
		if i+1 < len(data) {
			if next := data[i+1]; next == quote {
				doubled++
				i += 2
				continue
			} else if f.separates(next) {
				return i, i, doubled, stray
			}
		}
		switch ends, known := f.ends(data[i+1:]); {
		case !known:
			return -1, i, doubled, stray
		case ends:
			return i, i, doubled, stray
		}
		stray++
		i++
	}
}

// ends says whether a cell ends where rest starts, or that it is not known yet.
func (f form) ends(rest []byte) (ends, known bool) {
	i := 0
	for i < len(rest) && rest[i] == ' ' && f.delimiter != ' ' {
		i++
	}
	if i < len(rest) && rest[i] == '\r' && f.end != '\r' {
		return i+1 < len(rest) && rest[i+1] == f.end, i+1 < len(rest)
	}
	return i < len(rest) && f.separates(rest[i]), i < len(rest)
}

// separates says whether a cell starts behind a byte that is not quoted.
func (f form) separates(c byte) bool {
	return c == f.delimiter || c == f.end
}

// parser splits records into cells. It allocates nothing once its scratch has
// grown to the longest record with doubled quotes.
type parser struct {
	form
	// data holds the records and padding bytes more; the records end at end,
	// and data[end-1] is a line end.
	data []byte
	end  int
	// cells has one entry for each column expected; cells beyond are dropped.
	cells [][]byte
	// check makes record replace invalid UTF-8.
	check   bool
	scratch []byte
	// marks are the separators of the stretch of data that begins at base; base is -1
	// before one is looked at.
	base  int
	marks uint64

	// What the last record was like.
	n        int  // cells it has, dropped ones included
	extra    bool // a dropped cell was not empty
	lines    int  // line ends in it, its own included
	stray    int  // quotes kept as they are
	invalid  int  // cells with invalid UTF-8
	unclosed bool // a quote opens a cell and is never closed
	quoted   bool // its last cell was quoted
}

// use sets the data: n bytes of buf, which has padding bytes more.
func (p *parser) use(buf []byte, n int) {
	p.data, p.end, p.base = buf[:n+padding], n, -1
}

// ahead gives the separators from a place on, within a stretch of data, and where the
// stretch begins.
func (p *parser) ahead(pos int) (base int, marks uint64) {
	if p.base < 0 || pos < p.base || pos >= p.base+stretch {
		p.look(pos)
	}
	return p.base, p.marks &^ (1<<uint(pos-p.base) - 1)
}

// look finds the separators of the stretch of data that begins at base.
func (p *parser) look(base int) {
	p.base, p.marks = base, separators((*[stretch]byte)(p.data[base:]), p.delimiter, p.form.end)
}

// record reads the record that starts at pos into cells and gives the start of
// the next. Entries of cells beyond p.n are left as they were.
func (p *parser) record(pos int) int {
	p.n, p.lines, p.stray, p.invalid = 0, 1, 0, 0
	p.extra, p.unclosed, p.quoted = false, false, false
	p.scratch = p.scratch[:0]
	data, cells := p.data, p.cells
	start, n := pos, 0
	if data[start] == quote {
		start = p.quotedCells(start)
		n = p.n
		if start < 0 {
			return p.finish(-start)
		}
	}
	base, marks := p.ahead(start)
	for {
		for marks == 0 {
			base += stretch
			p.look(base)
			marks = p.marks
		}
		at := base + bits.TrailingZeros64(marks)
		marks &= marks - 1
		if n < len(cells) {
			// The capacity reaches beyond the cell: a sink may look at a few
			// bytes behind it (see dataset.Sink), which are there.
			cells[n] = data[start:at]
		} else if at > start {
			p.extra = true
		}
		n++
		start = at + 1
		if data[at] == p.form.end {
			p.n = n
			p.trim()
			return p.finish(start)
		}
		if data[start] == quote && !p.unclosed {
			p.n = n
			start = p.quotedCells(start)
			n = p.n
			if start < 0 {
				return p.finish(-start)
			}
			base, marks = p.ahead(start)
		}
	}
}

// quotedCells reads the quoted cell that starts at start and those that follow
// at once. It gives the start of the next cell, or minus the start of the next
// record.
func (p *parser) quotedCells(start int) int {
	for {
		at, _, doubled, stray := p.closing(p.data[:p.end], start+1)
		if at < 0 {
			p.unclosed = true
			return start
		}
		p.stray += stray
		p.put(p.data[start+1:at], doubled)
		next := at + 1
		for p.data[next] == ' ' && p.delimiter != ' ' {
			next++
		}
		if p.data[next] == '\r' && p.form.end != '\r' {
			next++
		}
		if p.data[next] == p.form.end {
			p.quoted = true
			return -(next + 1)
		}
		start = next + 1
		if p.data[start] != quote {
			return start
		}
	}
}

// put adds a quoted cell, with its doubled quotes made single.
func (p *parser) put(cell []byte, doubled int) {
	p.lines += bytes.Count(cell, []byte{p.form.end})
	if doubled > 0 {
		cell = p.single(cell)
	}
	if p.n < len(p.cells) {
		p.cells[p.n] = cell
	} else if len(cell) > 0 {
		p.extra = true
	}
	p.n++
}

// single copies a cell to the scratch with its doubled quotes made single.
func (p *parser) single(cell []byte) []byte {
	from := len(p.scratch)
	for {
		k := bytes.IndexByte(cell, quote)
		if k < 0 || k+1 == len(cell) {
			break
		}
		p.scratch = append(p.scratch, cell[:k+1]...)
		cell = cell[k+1:]
		if cell[0] == quote {
			cell = cell[1:]
		}
	}
	p.scratch = append(p.scratch, cell...)
	return p.scratch[from:len(p.scratch):len(p.scratch)]
}

// trim drops the '\r' of a line end from the last cell.
func (p *parser) trim() {
	if p.n > len(p.cells) || p.form.end == '\r' {
		return
	}
	cell := p.cells[p.n-1]
	if k := len(cell) - 1; k >= 0 && cell[k] == '\r' {
		p.cells[p.n-1] = cell[:k]
	}
}

// finish repairs the encoding if need be and gives next.
func (p *parser) finish(next int) int {
	if p.check {
		for i, cell := range p.cells[:min(p.n, len(p.cells))] {
			if !utf8.Valid(cell) {
				p.cells[i] = p.valid(cell)
				p.invalid++
			}
		}
	}
	return next
}

// valid copies a cell to the scratch with each invalid byte made U+FFFD.
func (p *parser) valid(cell []byte) []byte {
	from := len(p.scratch)
	for len(cell) > 0 {
		r, size := utf8.DecodeRune(cell)
		p.scratch = utf8.AppendRune(p.scratch, r)
		cell = cell[size:]
	}
	return p.scratch[from:len(p.scratch):len(p.scratch)]
}

// blank says whether a record of n cells has no value: a blank line is a record
// of one empty cell.
func blank(cells [][]byte, n int, extra bool) bool {
	if extra {
		return false
	}
	for _, cell := range cells[:min(n, len(cells))] {
		if len(cell) > 0 {
			return false
		}
	}
	return true
}
