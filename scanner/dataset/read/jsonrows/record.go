package jsonrows

import (
	"bytes"
	"unicode/utf8"

	"leadlint/scanner/dataset"
)

const (
	// maxDepth is how deep objects and arrays may be nested.
	maxDepth = 64
	// maxLate bounds the names kept of keys that came after the sample.
	maxLate = 200
	// keepBuffer is the largest buffer for joined values that is kept for the
	// next record.
	keepBuffer = 64 << 10
)

// parser turns records into cells. Each worker has its own; they share the
// tree, which only a parser that learns changes.
type parser struct {
	scanner
	tree  *tree
	learn bool
	cells [][]byte
	// joined holds the values of columns that have several in this record.
	joined [][]byte
	// late counts records' values under paths that the tree lacks.
	late     map[string]int64
	lateMore int64
	// values counts the scalars met, to tell empty late keys from filled ones.
	values int
}

// newParser makes a parser of records for a table with so many columns.
func newParser(t *tree, columns int) *parser {
	return &parser{tree: t, cells: make([][]byte, columns), joined: make([][]byte, columns)}
}

// learner makes a parser that adds the paths it meets to the tree.
func learner(t *tree) *parser { return &parser{tree: t, learn: true} }

// record reads one record into p.cells, which are valid until the next call as
// long as the data is.
func (p *parser) record(data []byte) *fault {
	if !utf8.Valid(data) {
		data = bytes.ToValidUTF8(data, []byte("\uFFFD"))
	}
	p.reset(data)
	clear(p.cells)
	if p.space() != '{' {
		return &fault{p.pos, wantObject}
	}
	if f := p.object(&p.tree.root, 1); f != nil {
		return f
	}
	if p.space(); p.pos < len(p.data) {
		return &fault{p.pos, textAfter}
	}
	return nil
}

// object reads the members of an object whose brace is the next byte. A nil
// node reads without keeping.
func (p *parser) object(n *node, depth int) *fault {
	if depth > maxDepth {
		return &fault{p.pos, tooDeep}
	}
	p.pos++
	if p.space() == '}' {
		p.pos++
		p.nothing(n)
		return nil
	}
	for guess := 0; ; guess++ {
		if p.space() != '"' {
			return &fault{p.pos, wantKey}
		}
		key, f := p.str()
		if f != nil {
			return f
		}
		if p.space() != ':' {
			return &fault{p.pos, wantColon}
		}
		p.pos++
		if guess, f = p.member(n, key, guess, depth); f != nil {
			return f
		}
		switch p.space() {
		case ',':
			p.pos++
		case '}':
			p.pos++
			return nil
		default:
			return &fault{p.pos, wantComma}
		}
	}
}

// member reads the value of a key and gives the place of its node.
func (p *parser) member(n *node, key []byte, guess, depth int) (int, *fault) {
	if n == nil {
		return 0, p.value(nil, depth)
	}
	kid, place := n.child(key, guess)
	if kid == nil && p.learn {
		kid, place = p.tree.add(n, key, guess)
	}
	if kid != nil {
		return place, p.value(kid, depth)
	}
	before := p.values
	name := append([]byte(nil), key...)
	f := p.value(nil, depth)
	if f == nil && p.values > before {
		p.missed(n.below(name))
	}
	return guess - 1, f
}

// value reads any value.
func (p *parser) value(n *node, depth int) *fault {
	switch c := p.space(); {
	case c == '"':
		text, f := p.str()
		if f == nil {
			p.put(n, text)
		}
		return f
	case c == '{':
		return p.object(n, depth+1)
	case c == '[':
		return p.array(n, depth+1)
	case c >= '0' && c <= '9' || c == '-' && !bytes.HasPrefix(p.data[p.pos:], []byte("-I")):
		text, f := p.number()
		if f == nil {
			p.put(n, text)
		}
		return f
	}
	text, nothing, f := p.word()
	switch {
	case f != nil:
		return f
	case nothing:
		p.nothing(n)
	default:
		p.put(n, text)
	}
	return nil
}

// array reads the values of an array, all under the array's own path.
func (p *parser) array(n *node, depth int) *fault {
	if depth > maxDepth {
		return &fault{p.pos, tooDeep}
	}
	p.pos++
	if p.space() == ']' {
		p.pos++
		p.nothing(n)
		return nil
	}
	for {
		if f := p.value(n, depth); f != nil {
			return f
		}
		switch p.space() {
		case ',':
			p.pos++
		case ']':
			p.pos++
			return nil
		default:
			return &fault{p.pos, wantComma}
		}
	}
}

// nothing notes a null, an empty object or an empty array.
func (p *parser) nothing(n *node) {
	if p.learn && n != nil {
		n.empty = true
	}
}

// put hands a value to the column of its path; a second value is joined to the
// first by dataset.MultiSep.
func (p *parser) put(n *node, text []byte) {
	p.values++
	switch {
	case n == nil:
	case p.learn:
		n.scalar = true
	case n.column < 0:
		p.missed(n.path)
	case p.cells[n.column] == nil:
		p.cells[n.column] = text
	default:
		p.join(n.column, text)
	}
}

// join appends a further value to a cell.
func (p *parser) join(column int, text []byte) {
	cell, buf := p.cells[column], p.joined[column]
	if len(cell) == 0 || len(buf) == 0 || &cell[0] != &buf[0] {
		if cap(buf) > keepBuffer {
			buf = nil
		}
		buf = append(buf[:0], cell...)
	}
	buf = append(append(buf, dataset.MultiSep), text...)
	p.joined[column], p.cells[column] = buf, buf
}

// missed counts a value that was not read because its path is unknown.
func (p *parser) missed(path string) {
	if _, known := p.late[path]; !known && len(p.late) >= maxLate {
		p.lateMore++
		return
	}
	if p.late == nil {
		p.late = map[string]int64{}
	}
	p.late[path]++
}
