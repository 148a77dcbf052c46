package strict

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// Pos is a place in a decoded file. The zero Pos is no place at all. A struct
// field of this type (tagged `yaml:"-"`, or embedded) receives the place of
// the section that the struct was decoded from.
type Pos struct {
	// File is the name given to Decode.
	File string
	// Line and Col count from 1; Col counts characters, not bytes.
	Line, Col int

	node *yaml.Node
	text *source
	// width is what mark gives, 0 for what the node says.
	width int
}

// source is a file's text cut into lines.
type source struct {
	lines []string
}

func newSource(data []byte) *source {
	text := strings.TrimPrefix(string(data), "\ufeff")
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimSuffix(l, "\r")
	}
	return &source{lines: lines}
}

// line gives a line by its number, "" when there is none.
func (s *source) line(n int) string {
	if s == nil || n < 1 || n > len(s.lines) {
		return ""
	}
	return s.lines[n-1]
}

// String gives the place as file:line:column, the file alone when the line is
// unknown.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Where gives the place as file:line, as reports cite it.
func (p Pos) Where() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}

// Key gives the place of a key of the section at p, or p itself when the
// section has no such key.
func (p Pos) Key(key string) Pos {
	if k, _ := p.entry(key); k != nil {
		return p.of(k)
	}
	return p
}

// Value gives the place of a key's value in the section at p, or p itself when
// the section has no such key.
func (p Pos) Value(key string) Pos {
	if _, v := p.entry(key); v != nil {
		return p.of(v)
	}
	return p
}

// Item gives the place of the i-th item (from 0) of the list at p, or p itself
// when there is none.
func (p Pos) Item(i int) Pos {
	if p.node != nil && p.node.Kind == yaml.SequenceNode && i >= 0 && i < len(p.node.Content) {
		return p.of(p.node.Content[i])
	}
	return p
}

func (p Pos) entry(key string) (k, v *yaml.Node) {
	if p.node == nil || p.node.Kind != yaml.MappingNode {
		return nil, nil
	}
	for i := 0; i+1 < len(p.node.Content); i += 2 {
		if p.node.Content[i].Value == key {
			return p.node.Content[i], p.node.Content[i+1]
		}
	}
	return nil, nil
}

func (p Pos) of(n *yaml.Node) Pos { return newPos(p.File, p.text, n) }

func newPos(file string, text *source, n *yaml.Node) Pos {
	return Pos{File: file, Line: n.Line, Col: n.Column, node: n, text: text}
}

// mark is the number of characters that a caret underlines: those that a plain
// or quoted scalar takes on its first line, else one. It is worked out only
// when a message is written.
func (p Pos) mark() int {
	if p.width > 0 {
		return p.width
	}
	if n := p.node; n != nil && n.Kind == yaml.ScalarNode && n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		return p.written()
	}
	return 1
}

// written is the number of characters that a plain or quoted scalar takes on
// its first line.
func (p Pos) written() int {
	line := []rune(p.text.line(p.Line))
	if p.Col < 1 || p.Col > len(line) {
		return 1
	}
	rest := line[p.Col-1:]
	if q := rest[0]; q == '"' || q == '\'' {
		for i := 1; i < len(rest); i++ {
			if rest[i] == '\\' && q == '"' {
				i++
			} else if rest[i] == q {
				return i + 1
			}
		}
		return len(rest)
	}
	want := []rune(p.node.Value)
	n := 0
	for n < len(rest) && n < len(want) && rest[n] == want[n] {
		n++
	}
	return max(n, 1)
}

// Offset gives the place of the byte at offset n of the scalar at p, counted
// in its decoded text. It finds the right line of block scalars and of folded
// text, and steps over the escapes of quoted text. For anything but a scalar
// it gives p.
func (p Pos) Offset(n int) Pos {
	if p.node == nil || p.node.Kind != yaml.ScalarNode || n < 0 {
		return p
	}
	text := p.node.Value
	// White space is folded and indented away, other characters are not: the
	// place is found by counting those.
	ahead := 0
	for i, r := range text {
		if i >= n {
			break
		}
		if !unicode.IsSpace(r) {
			ahead++
		}
	}
	w := walker{src: p.text, line: p.Line, col: p.Col - 1, style: p.node.Style}
	w.open()
	out := p
	out.node, out.width = nil, 1
	out.Line, out.Col = w.line, w.col+1
	for range ahead {
		line, _, after, ok := w.next()
		if !ok {
			return out
		}
		out.Line, out.Col = line, after+1
	}
	if here, _ := utf8.DecodeRuneInString(text[min(n, len(text)):]); n >= len(text) || unicode.IsSpace(here) {
		return out
	}
	if line, col, _, ok := w.next(); ok {
		out.Line, out.Col = line, col+1
	}
	return out
}

// walker steps through the characters of a scalar as written, white space left out.
type walker struct {
	src       *source
	line, col int
	style     yaml.Style
	// runes is line number `cut` of the source, kept while the walk is in it.
	runes []rune
	cut   int
}

func (w *walker) current() []rune {
	if w.cut != w.line {
		w.runes, w.cut = []rune(w.src.line(w.line)), w.line
	}
	return w.runes
}

// open steps over the opening quote or the header line of a block.
func (w *walker) open() {
	switch {
	case w.style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		w.line, w.col = w.line+1, 0
		line := w.src.line(w.line)
		w.col = len([]rune(line)) - len([]rune(strings.TrimLeft(line, " ")))
	case w.style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
		w.col++
	}
}

// next gives the line and column (from 0) of the next character, and the
// column after it.
func (w *walker) next() (line, col, after int, ok bool) {
	for w.line <= len(w.src.lines) {
		runes := w.current()
		for w.col < len(runes) && unicode.IsSpace(runes[w.col]) {
			w.col++
		}
		if w.col >= len(runes) {
			w.line, w.col = w.line+1, 0
			continue
		}
		size, space := w.size(runes[w.col:])
		col = w.col
		w.col += size
		if space {
			continue
		}
		return w.line, col, w.col, true
	}
	return 0, 0, 0, false
}

// size is the number of source characters that stand for one decoded
// character, and whether that is white space (or nothing) written as an escape.
func (w *walker) size(r []rune) (n int, space bool) {
	switch {
	case w.style&yaml.SingleQuotedStyle != 0 && len(r) > 1 && r[0] == '\'' && r[1] == '\'':
		return 2, false
	case w.style&yaml.DoubleQuotedStyle == 0 || r[0] != '\\':
		return 1, false
	case len(r) == 1:
		return 1, true
	}
	switch r[1] {
	case 'x':
		return min(4, len(r)), false
	case 'u':
		return min(6, len(r)), false
	case 'U':
		return min(10, len(r)), false
	case 'n', 't', 'r', 'v', 'f', ' ', '\t', 'N', '_', 'L', 'P':
		return 2, true
	}
	return 2, false
}
