package tree

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// lineWidth is the length in bytes up to which Print keeps a node on one line.
const lineWidth = 100

// Print writes the tree below n in a form for tests and for looking at: a name bare, a
// text in quotes, a number as spelled, #true, #false, #null, () for an absent kid, and
// all else as (kind:Text+flags type=T kids...). Nodes longer than 100 bytes are broken
// over lines, with two spaces a level; Line gives the same without breaks. Offsets are
// left out. It gives the error of w.
func Print(w io.Writer, n *Node) error {
	p := &printer{}
	p.pretty(n, 0)
	p.WriteByte('\n')
	_, err := io.WriteString(w, p.String())
	return err
}

// Line gives the tree below n in the form of Print on one line, without a line's end.
func Line(n *Node) string {
	p := &printer{}
	p.line(n, -1)
	return p.String()
}

type printer struct{ strings.Builder }

// line writes n on one line and says whether it fits: it gives up after limit bytes,
// and never where limit is negative.
func (p *printer) line(n *Node, limit int) bool {
	start := p.Len()
	var write func(n *Node) bool
	write = func(n *Node) bool {
		if p.atom(n) {
			return limit < 0 || p.Len()-start <= limit
		}
		p.head(n)
		for _, k := range n.Kids {
			p.WriteByte(' ')
			if !write(k) {
				return false
			}
		}
		p.WriteByte(')')
		return limit < 0 || p.Len()-start <= limit
	}
	return write(n)
}

func (p *printer) pretty(n *Node, depth int) {
	short := &printer{}
	if short.line(n, lineWidth-2*depth) {
		p.WriteString(short.String())
		return
	}
	if p.atom(n) {
		return
	}
	p.head(n)
	for _, k := range n.Kids {
		p.WriteByte('\n')
		p.WriteString(strings.Repeat("  ", depth+1))
		p.pretty(k, depth+1)
	}
	p.WriteByte(')')
}

// atom writes a node that needs no brackets and says whether n is one.
func (p *printer) atom(n *Node) bool {
	switch {
	case n == nil:
		p.WriteString("()")
	case n.Flag != 0 || n.Type != "" || len(n.Kids) > 0:
		return false
	case n.Kind == Name, n.Kind == Number:
		p.word(n.Text)
	case n.Kind == String:
		p.WriteString(strconv.Quote(n.Text))
	case n.Kind == True, n.Kind == False, n.Kind == Null:
		p.WriteString("#" + n.Kind.String())
	default:
		return false
	}
	return true
}

func (p *printer) head(n *Node) {
	p.WriteByte('(')
	p.WriteString(n.Kind.String())
	if n.Text != "" {
		p.WriteByte(':')
		p.word(n.Text)
	}
	for i, name := range []string{"new", "constant", "static", "recovered"} {
		if n.Flag&(1<<i) != 0 {
			p.WriteString("+" + name)
		}
	}
	if n.Type != "" {
		p.WriteString(" type=")
		p.word(n.Type)
	}
	for _, t := range n.Types {
		p.WriteString(" base=")
		p.word(t)
	}
	for _, name := range n.Names {
		p.WriteString(" take=")
		p.word(name.Name)
		p.WriteString(" as=")
		p.word(name.As)
	}
}

// word writes a word bare where nothing in it could be misread.
func (p *printer) word(s string) {
	if s == "" || strings.ContainsAny(s, " ()\"\\\t\r\n") {
		s = strconv.Quote(s)
	}
	p.WriteString(s)
}

// String gives the name of the kind in small letters.
func (k Kind) String() string {
	names := [...]string{
		"other", "name", "member", "index", "string", "number", "true", "false", "null", "list", "object", "pair",
		"spread", "call", "binary", "unary", "choice", "function", "param", "decorator", "assign", "if", "loop",
		"block", "return", "class", "field", "import", "element", "attribute",
	}
	if int(k) < len(names) {
		return names[k]
	}
	return fmt.Sprintf("kind(%d)", uint8(k))
}
