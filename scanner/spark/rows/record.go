package rows

import (
	"bytes"
	"errors"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"leadlint/scanner/dataset"
)

// errForeign is told of a line that the statement of the plan cannot have given. It must
// not quote the line.
var errForeign = errors.New("a row is not as the plan's statement writes it: run the statement that was made with the plan")

// maxDepth is how deep arrays may be nested.
const maxDepth = 64

// parser turns lines into cells.
type parser struct {
	columns []Column
	data    []byte
	pos     int
	cells   [][]byte
	// line is the row's number, 0 where it is not known; damaged is set where Spark
	// could not make cells.
	line    int64
	damaged bool
	// partition is the number of the partition, -1 until a row tells it.
	partition int64
	// arena holds the texts that are not written in the line as they are; slices of it
	// stay valid when it grows, for they keep the array they were cut from.
	arena []byte
	// unreadable counts, by column, the values that have no text.
	unreadable []int64
}

func newParser(columns []Column) *parser {
	return &parser{columns: columns, cells: make([][]byte, len(columns)), unreadable: make([]int64, len(columns)), arena: make([]byte, 0, 4096), partition: -1}
}

// record reads one line into p.cells, which are valid until the next call as long as the
// line is.
func (p *parser) record(line []byte) error {
	p.data, p.pos, p.arena = line, 0, p.arena[:0]
	p.line, p.damaged = 0, false
	clear(p.cells)
	if !p.take('{') {
		return errForeign
	}
	if p.take('}') {
		return p.end()
	}
	for {
		key, ok := p.str()
		if !ok || !p.take(':') {
			return errForeign
		}
		if err := p.member(key); err != nil {
			return err
		}
		if p.take(',') {
			continue
		}
		if !p.take('}') {
			return errForeign
		}
		return p.end()
	}
}

// end wants nothing behind the object.
func (p *parser) end() error {
	if p.pos != len(p.data) {
		return errForeign
	}
	return nil
}

func (p *parser) take(c byte) bool {
	if p.pos < len(p.data) && p.data[p.pos] == c {
		p.pos++
		return true
	}
	return false
}

// member reads the value of a key.
func (p *parser) member(key []byte) error {
	switch {
	case string(key) == LineKey:
		n, err := p.number()
		p.line = n + 1
		return err
	case string(key) == PartitionKey:
		n, err := p.number()
		if err == nil && p.partition >= 0 && p.partition != n {
			return errForeign
		}
		p.partition = n
		return err
	case string(key) == DamagedKey:
		p.damaged = true
		_, ok := p.str()
		if !ok {
			return errForeign
		}
		return nil
	}
	column, ok := index(key)
	if !ok || column >= len(p.columns) || p.cells[column] != nil {
		return errForeign
	}
	return p.value(column, 0)
}

// number reads a whole number.
func (p *parser) number() (int64, error) {
	text, ok := p.bare()
	n, err := strconv.ParseInt(string(text), 10, 64)
	if !ok || err != nil || n < 0 {
		return 0, errForeign
	}
	return n, nil
}

// index reads the number of a column.
func index(key []byte) (int, bool) {
	n := 0
	for _, c := range key {
		if c < '0' || c > '9' || n > 1e6 {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, len(key) > 0
}

// value reads a value, or the values of an array, into the cell of a column.
func (p *parser) value(column, depth int) error {
	if p.pos == len(p.data) || depth > maxDepth {
		return errForeign
	}
	switch p.data[p.pos] {
	case '[':
		return p.array(column, depth)
	case '"':
		text, ok := p.str()
		if !ok {
			return errForeign
		}
		p.put(column, text)
		return nil
	}
	text, ok := p.bare()
	if !ok {
		return errForeign
	}
	if string(text) != "null" {
		p.put(column, text)
	}
	return nil
}

func (p *parser) array(column, depth int) error {
	p.pos++
	if p.take(']') {
		return nil
	}
	for {
		if err := p.value(column, depth+1); err != nil {
			return err
		}
		if p.take(']') {
			return nil
		}
		if !p.take(',') {
			return errForeign
		}
	}
}

// put adds a value to the cell of its column.
func (p *parser) put(column int, text []byte) {
	if kind := p.columns[column].Kind; kind != Text {
		if text = p.render(kind, text); text == nil {
			if kind != None {
				p.unreadable[column]++
			}
			return
		}
	}
	cell := p.cells[column]
	if cell == nil {
		p.cells[column] = text
		return
	}
	from := len(p.arena)
	p.arena = append(append(append(p.arena, cell...), dataset.MultiSep), text...)
	p.cells[column] = p.arena[from:len(p.arena):len(p.arena)]
}

// bare reads a number, true, false or null.
func (p *parser) bare() ([]byte, bool) {
	start := p.pos
	for p.pos < len(p.data) {
		c := p.data[p.pos]
		if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == '.' || c == '-' || c == '+' || c == 'E' {
			p.pos++
			continue
		}
		break
	}
	return p.data[start:p.pos:p.pos], p.pos > start
}

// str reads a string, cut from the line where it has no escape.
func (p *parser) str() ([]byte, bool) {
	if !p.take('"') {
		return nil, false
	}
	rest := p.data[p.pos:]
	n := bytes.IndexByte(rest, '"')
	if n < 0 {
		return nil, false
	}
	if bytes.IndexByte(rest[:n], '\\') < 0 {
		p.pos += n + 1
		return rest[:n:n], true
	}
	return p.escaped()
}

// escaped reads a string that holds escapes, from behind its quote on.
func (p *parser) escaped() ([]byte, bool) {
	from := len(p.arena)
	for p.pos < len(p.data) {
		rest := p.data[p.pos:]
		n := bytes.IndexAny(rest, `"\`)
		if n < 0 {
			return nil, false
		}
		p.arena = append(p.arena, rest[:n]...)
		p.pos += n + 1
		if rest[n] == '"' {
			return p.arena[from:len(p.arena):len(p.arena)], true
		}
		if !p.escape() {
			return nil, false
		}
	}
	return nil, false
}

// escape reads what follows a backslash.
func (p *parser) escape() bool {
	if p.pos == len(p.data) {
		return false
	}
	c := p.data[p.pos]
	p.pos++
	if c != 'u' {
		at := bytes.IndexByte([]byte(`"\/bfnrt`), c)
		if at < 0 {
			return false
		}
		p.arena = append(p.arena, "\"\\/\b\f\n\r\t"[at])
		return true
	}
	r, ok := p.hex()
	if !ok {
		return false
	}
	if utf16.IsSurrogate(r) && bytes.HasPrefix(p.data[p.pos:], []byte(`\u`)) {
		back := p.pos
		p.pos += 2
		low, ok := p.hex()
		if !ok {
			return false
		}
		if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
			r = pair
		} else {
			p.pos = back
		}
	}
	p.arena = utf8.AppendRune(p.arena, r) // a lone surrogate becomes U+FFFD
	return true
}

// hex reads four hexadecimal digits.
func (p *parser) hex() (rune, bool) {
	if len(p.data)-p.pos < 4 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(p.data[p.pos:p.pos+4]), 16, 32)
	p.pos += 4
	return rune(n), err == nil
}
