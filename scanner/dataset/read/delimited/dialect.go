package delimited

import (
	"bytes"
	"fmt"
	"math"
	"strings"
)

const (
	// sniffRecords is how many records are looked at to find the dialect.
	sniffRecords = 200
	// preambleMax is how many records may stand before the header.
	preambleMax = 20
	// closeBy is within how many bytes a quoted cell of the head must be closed.
	closeBy = 64 << 10
)

// dialect is how a file is to be read.
type dialect struct {
	form
	// width is the number of columns, and columns their headers, trimmed.
	width   int
	columns []string
	// header is the header's cells, trimmed; nil when the file has none.
	header     [][]byte
	headerLine int64
	// headerAt is where the header starts in the decoded text.
	headerAt int
	// wrapped says that records are wrapped in quotes as a single cell.
	wrapped bool
	// body is where the records start in the decoded text, bodyLine their line.
	body     int
	bodyLine int64
	// utf8 says that the text was not decoded and may hold invalid UTF-8.
	utf8 bool
	// extended is how many columns were added that the header lacks, and
	// preamble how many records stand before it.
	extended, preamble int
}

// rec is a record as the sniffer sees it.
type rec struct {
	line       int64
	lines      int // that it takes
	start, end int // of its bytes
	cells      [][]byte
	wrapped    bool
}

// delimiters are those looked for, the likeliest first.
const delimiters = ",;\t|\x01"

// noDelimiter is the delimiter of a table of one column: a control character
// that text does not hold.
const noDelimiter = 0x02

// sniff finds the dialect of a text that starts with head; whole says that head
// is all of it. A dialect without columns says that there is no value in it.
func sniff(head []byte, whole bool) (dialect, error) {
	f := form{end: '\n'}
	if bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0 {
		f.end = '\r'
	}
	from, forced := separatorLine(head, f.end)
	text, n := padded(head, f.end, whole)
	if n <= from {
		return dialect{}, fmt.Errorf("no line of a table within the first %d KiB; expected delimited text with a header", len(head)>>10)
	}
	cells := make([][]byte, maxColumns)
	var best candidate
	for _, delimiter := range []byte(delimiters) {
		if forced != 0 && delimiter != ',' {
			break
		}
		f.delimiter = delimiter
		if forced != 0 {
			f.delimiter = forced
		}
		for _, wrapped := range []bool{false, true} {
			c := candidate{form: f, wrapped: wrapped, recs: records(text, n, from, f, cells, wrapped, whole)}
			if c.rate(); c.score > best.score {
				best = c
			}
		}
	}
	if best.score == 0 { // one column: each line is a cell, its commas included
		f.delimiter = noDelimiter
		if forced != 0 {
			f.delimiter = forced
		}
		best = candidate{form: f, modal: 1, recs: lines(text, n, from, f, cells)}
	}
	return best.dialect(), nil
}

// separatorLine reads Excel's first line "sep=;": the offset behind it and the
// delimiter, or zeros.
func separatorLine(head []byte, end byte) (int, byte) {
	k := bytes.IndexByte(head[:min(len(head), 16)], end)
	if k < 0 {
		return 0, 0
	}
	line := bytes.Trim(head[:k], "\"\r")
	if len(line) == 5 && strings.EqualFold(string(line[:4]), "sep=") && line[4] < 0x80 {
		return k + 1, line[4]
	}
	return 0, 0
}

// padded copies a text so that it can be parsed: whole lines with padding.
func padded(head []byte, end byte, whole bool) ([]byte, int) {
	n := len(head)
	if !whole {
		n = bytes.LastIndexByte(head, end) + 1
	}
	buf := make([]byte, n, n+1+padding)
	copy(buf, head)
	if n > 0 && buf[n-1] != end {
		buf = append(buf, end)
		n++
	}
	return buf[:n+padding], n
}

// records parses the first records from an offset on, leaving out blank lines
// and the last record when it is not whole.
func records(text []byte, n, from int, f form, cells [][]byte, wrapped, whole bool) []rec {
	p := parser{form: f, cells: cells}
	p.use(text, n)
	w := worker{parser: parser{form: f}, inner: &parser{form: f, cells: p.cells}}
	line := 1 + int64(bytes.Count(text[:from], []byte{f.end}))
	var out []rec
	for pos := from; pos < n && len(out) < sniffRecords; {
		next := p.record(pos)
		if p.unclosed && !whole && n-pos < closeBy {
			break // it may be closed behind the head
		}
		r := rec{line: line, lines: p.lines, start: pos, end: next}
		line += int64(p.lines)
		pos = next
		if blank(p.cells, p.n, false) {
			continue
		}
		width := p.n
		if wrapped && p.n == 1 && p.quoted {
			w.cells = p.cells
			width, _ = w.unwrap()
			r.wrapped = width > 1
		}
		r.cells = clone(p.cells[:min(width, maxColumns)])
		out = append(out, r)
	}
	return out
}

// lines gives the records of a file of one column.
func lines(text []byte, n, from int, f form, cells [][]byte) []rec {
	recs := records(text, n, from, f, cells, false, true)
	for i := range recs {
		recs[i].cells = recs[i].cells[:1]
	}
	return recs
}

// candidate is a dialect that is weighed.
type candidate struct {
	form
	wrapped bool
	recs    []rec
	modal   int // the commonest width of at least two cells
	score   float64
}

// rate sets modal and score; a score of 0 means that the text is not of this
// dialect.
func (c *candidate) rate() {
	counts := map[int]int{}
	first, multi, wrapped := -1, 0, 0
	for i, r := range c.recs {
		if r.wrapped {
			wrapped++
		}
		if len(r.cells) < 2 {
			continue
		}
		multi++
		counts[len(r.cells)]++
		if first < 0 {
			first = i
		}
	}
	if multi == 0 || c.wrapped && !c.isWrapped(wrapped) {
		return
	}
	for _, r := range c.recs {
		if len(r.cells) > 1 && counts[len(r.cells)] > counts[c.modal] {
			c.modal = len(r.cells)
		}
	}
	total := len(c.recs)
	tail := total - first
	steady := float64(counts[c.modal]) / float64(tail)
	split := float64(multi) / float64(tail)
	fits := 2*counts[c.modal] >= total ||
		split >= 0.8 && first <= preambleMax && (first == 0 || tail >= 2 || c.modal >= 3)
	if !fits {
		return
	}
	c.score = (0.6*steady + 0.4*split) * math.Log2(1+float64(c.modal))
	if first > 0 {
		c.score *= 0.7
	}
	if c.wrapped {
		c.score *= 2 // the plain reading of the same text has few wide rows
	}
}

// isWrapped says whether most records are wrapped, all of them have one width
// and the first record has it too.
func (c *candidate) isWrapped(wrapped int) bool {
	if wrapped == 0 || wrapped*10 < len(c.recs)*6 {
		return false
	}
	width, same := len(c.recs[0].cells), 0
	for _, r := range c.recs {
		if r.wrapped && len(r.cells) == width {
			same++
		}
	}
	return width > 1 && same*10 >= wrapped*8
}
