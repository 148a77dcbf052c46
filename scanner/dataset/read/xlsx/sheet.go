package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// maxColumns is the most columns that a sheet has.
const maxColumns = 16384

// rowOf is one row: cells[i] is nil where there is no value. It is valid until
// the next row is read.
type rowOf struct {
	number int64
	cells  [][]byte
	// numbers counts the cells that are numbers, dates or booleans.
	numbers int
}

// rows reads the rows of one sheet as a stream.
type rows struct {
	book   *workbook
	shared *stringTable
	in     io.ReadCloser
	x      *tokens

	row   rowOf
	arena []byte
	// spans are the ends of the cells in the arena, while it may still move.
	spans []cellSpan

	column, style int
	kind          cellKind
	value         []byte
	text          textOf
	inCell        bool
	inValue       bool
	done          bool
}

// cellKind is how a cell's value is written.
type cellKind int

const (
	number      cellKind = iota
	sharedText           // an index into the shared strings
	literal              // text within the cell, an error, an ISO date
	formulaText          // the text that a formula gave
	boolean
)

// kindOf reads the attribute t of a cell. Source: ECMA-376 part 1, 18.18.11.
func kindOf(t []byte) cellKind {
	switch string(t) {
	case "s":
		return sharedText
	case "inlineStr", "e", "d":
		return literal
	case "str":
		return formulaText
	case "b":
		return boolean
	}
	return number
}

// cellSpan is a cell's column and its text in the arena.
type cellSpan struct{ column, from, to int }

// openRows starts reading a sheet.
func (w *workbook) openRows(s sheet) (*rows, error) {
	shared, err := w.sharedStrings()
	if err != nil {
		return nil, err
	}
	in, err := s.part.Open()
	if err != nil {
		return nil, fmt.Errorf("the sheet %q is damaged", s.name)
	}
	return &rows{book: w, shared: shared, in: in, x: newTokens(in)}, nil
}

// next gives the next row that has a value; io.EOF after the last, and
// io.ErrUnexpectedEOF when the sheet is cut short.
func (r *rows) next() (*rowOf, error) {
	inRow := false
	for !r.done {
		tok, err := r.x.next()
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, err
		}
		if r.inValue || r.text.inText || tok.kind == charData {
			r.inside(tok)
			continue
		}
		switch name := string(tok.name); {
		case name == "row" && tok.kind == startTag:
			r.startRow(tok)
			inRow = !tok.closed
		case name == "row":
			if inRow = false; len(r.spans) > 0 {
				return r.finish(), nil
			}
		case name == "sheetData" && (tok.kind == endTag || tok.closed):
			r.done = true
		case inRow:
			r.cell(name, tok)
		}
	}
	return nil, io.EOF
}

// inside takes the tokens within a cell's value.
func (r *rows) inside(tok token) {
	if tok.kind == charData {
		if r.inValue {
			r.value = tok.appendText(r.value)
		} else {
			r.value = r.text.append(r.value, tok)
		}
		return
	}
	if tok.kind == endTag {
		r.inValue = false
	}
	r.value = r.text.append(r.value, tok)
}

// startRow begins a row.
func (r *rows) startRow(tok token) {
	r.row.number++
	if n, err := strconv.ParseInt(string(tok.attr("r")), 10, 64); err == nil && n > 0 {
		r.row.number = n
	}
	r.row.numbers, r.arena, r.spans, r.column = 0, r.arena[:0], r.spans[:0], -1
	r.inCell, r.inValue, r.text = false, false, textOf{}
}

// cell takes the tags of a cell.
func (r *rows) cell(name string, tok token) {
	switch {
	case name == "c" && tok.kind == startTag:
		r.column++
		if c, ok := columnOf(tok.attr("r")); ok {
			r.column = c
		}
		r.style, r.inCell = 0, !tok.closed
		if s := tok.attr("s"); len(s) > 0 {
			r.style, _ = strconv.Atoi(string(s)) // no number: the first style, which is plain
		}
		r.kind, r.value = kindOf(tok.attr("t")), r.value[:0]
	case name == "c":
		r.endCell()
	case name == "v" && tok.kind == startTag && !tok.closed:
		r.inValue = true
	default:
		r.value = r.text.append(r.value, tok)
	}
}

// endCell writes the cell's text to the arena.
func (r *rows) endCell() {
	if !r.inCell || len(r.value) == 0 || r.column >= maxColumns {
		return
	}
	r.inCell = false
	from := len(r.arena)
	switch r.kind {
	case sharedText:
		i, err := strconv.Atoi(string(bytes.TrimSpace(r.value)))
		if err != nil {
			return
		}
		r.arena = append(r.arena, r.shared.at(i)...)
	case literal:
		r.arena = append(r.arena, r.value...)
	case formulaText:
		r.arena = unescape(append(r.arena, r.value...), from)
	case boolean:
		text := "FALSE"
		if string(r.value) == "1" || string(r.value) == "true" {
			text = "TRUE"
		}
		r.arena = append(r.arena, text...)
		r.row.numbers++
	default:
		r.arena = r.book.appendNumber(r.arena, r.value, r.style)
		r.row.numbers++
	}
	if len(r.arena) > from {
		r.spans = append(r.spans, cellSpan{r.column, from, len(r.arena)})
	}
}

// finish cuts the cells of the row from the arena.
func (r *rows) finish() *rowOf {
	width := 0
	for _, s := range r.spans {
		width = max(width, s.column+1)
	}
	if cap(r.row.cells) < width {
		r.row.cells = make([][]byte, width)
	}
	r.row.cells = r.row.cells[:width]
	clear(r.row.cells)
	for _, s := range r.spans {
		r.row.cells[s.column] = r.arena[s.from:s.to:s.to]
	}
	r.spans = r.spans[:0]
	return &r.row
}

// columnOf gives the 0-based column of a cell's reference such as "AB12".
func columnOf(reference []byte) (int, bool) {
	n := 0
	for i, c := range reference {
		if c|0x20 < 'a' || c|0x20 > 'z' {
			return n - 1, i > 0
		}
		if n = n*26 + int(c|0x20-'a') + 1; n > maxColumns {
			return maxColumns, true
		}
	}
	return 0, false
}
