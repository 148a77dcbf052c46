package database

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"

	"leadlint/scanner/dataset"
)

// Flatten gives the values in a JSON text as one cell, joined by dataset.MultiSep in
// their order, as the reader of JSON files does with an array: those of an object too,
// without its keys. A null, or a text without any value, is an absent cell (nil). A
// text that is no JSON stays as it is. dst is used for the cell where it has room.
func Flatten(dst, text []byte) []byte {
	if dst == nil {
		dst = []byte{} // an empty cell is no absent one
	}
	if !json.Valid(text) {
		return append(dst[:0], text...)
	}
	p := jsonParser{text: text}
	out, n := dst[:0], 0
	var objects []bool // of the objects and arrays around: which are objects
	for {
		switch c := p.next(); c {
		case 0:
			if n == 0 {
				return nil
			}
			return out
		case '{', '[':
			objects = append(objects, c == '{')
			p.at++
		case '}', ']':
			objects = objects[:len(objects)-1]
			p.at++
		case ',':
			p.at++
		default:
			mark := len(out)
			if n > 0 {
				out = append(out, dataset.MultiSep)
			}
			var null bool
			out, null, _ = p.scalar(out)
			key := len(objects) > 0 && objects[len(objects)-1] && p.take(':')
			if null || key {
				out = out[:mark]
			} else {
				n++
			}
		}
	}
}

// childRows reads the cell of a child: a JSON array with an array of texts for each
// row. The rows refer to memory of its own until the next call.
type childRows struct {
	p     jsonParser
	buf   []byte
	ends  []int
	nulls []bool
	cells [][]byte
	rows  [][][]byte
}

// read gives the rows of a cell, width texts each; false when the cell is not what the
// make's package promised.
func (r *childRows) read(cell []byte, width int) ([][][]byte, bool) {
	r.p, r.buf, r.ends, r.nulls = jsonParser{text: cell}, r.buf[:0], r.ends[:0], r.nulls[:0]
	if len(cell) == 0 {
		return nil, true
	}
	if r.buf == nil {
		r.buf = make([]byte, 0, len(cell)) // an empty text is no null
	}
	if !r.p.take('[') {
		return nil, false
	}
	if r.p.take(']') {
		return nil, r.p.next() == 0
	}
	for more := true; more; more = r.p.take(',') {
		if !r.row(width) {
			return nil, false
		}
	}
	if !r.p.take(']') || r.p.next() != 0 {
		return nil, false
	}
	return r.cut(width), true
}

// row reads one array.
func (r *childRows) row(width int) bool {
	if !r.p.take('[') {
		return false
	}
	for i := range width {
		if i > 0 && !r.p.take(',') {
			return false
		}
		var null, ok bool
		if r.buf, null, ok = r.p.scalar(r.buf); !ok {
			return false
		}
		r.ends, r.nulls = append(r.ends, len(r.buf)), append(r.nulls, null)
	}
	return r.p.take(']')
}

// cut makes rows of the texts read.
func (r *childRows) cut(width int) [][][]byte {
	r.cells, r.rows = r.cells[:0], r.rows[:0]
	start := 0
	for i, end := range r.ends {
		var cell []byte
		if !r.nulls[i] {
			cell = r.buf[start:end:end]
		}
		r.cells = append(r.cells, cell)
		start = end
	}
	for i := 0; i < len(r.cells); i += width {
		r.rows = append(r.rows, r.cells[i:i+width])
	}
	return r.rows
}

// jsonParser walks a JSON text.
type jsonParser struct {
	text []byte
	at   int
}

// next gives the next byte that is no white space, 0 at the end.
func (p *jsonParser) next() byte {
	for p.at < len(p.text) {
		switch c := p.text[p.at]; c {
		case ' ', '\t', '\r', '\n':
			p.at++
		default:
			return c
		}
	}
	return 0
}

// take passes over a byte if it comes next.
func (p *jsonParser) take(c byte) bool {
	if p.next() != c {
		return false
	}
	p.at++
	return true
}

// scalar appends the text of a string, number, true, false or null.
func (p *jsonParser) scalar(buf []byte) (out []byte, null, ok bool) {
	if p.next() == '"' {
		out, ok = p.quoted(buf)
		return out, false, ok
	}
	start := p.at
	for p.at < len(p.text) && bytes.IndexByte([]byte(",]}: \t\r\n"), p.text[p.at]) < 0 {
		p.at++
	}
	word := p.text[start:p.at]
	if !json.Valid(word) {
		return buf, false, false
	}
	if string(word) == "null" {
		return buf, true, true
	}
	return append(buf, word...), false, true
}

// quoted appends a string, its escapes undone.
func (p *jsonParser) quoted(buf []byte) ([]byte, bool) {
	start := p.at + 1
	for i := start; i < len(p.text); i++ {
		switch c := p.text[i]; {
		case c == '"':
			p.at = i + 1
			return append(buf, p.text[start:i]...), true
		case c == '\\' || c < 0x20 || c >= utf8.RuneSelf:
			return p.escaped(buf, start)
		}
	}
	return buf, false
}

// escaped appends a string that needs more than copying.
func (p *jsonParser) escaped(buf []byte, start int) ([]byte, bool) {
	for i := start; i < len(p.text); i++ {
		switch p.text[i] {
		case '\\':
			i++
		case '"':
			var s string
			if json.Unmarshal(p.text[start-1:i+1], &s) != nil {
				return buf, false
			}
			p.at = i + 1
			return append(buf, s...), true
		}
	}
	return buf, false
}
