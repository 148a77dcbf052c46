// Package syntax parses program text with the official tree-sitter grammars and hands
// the tree on as a flat list of nodes, which the packages that lower a language read.
package syntax

import (
	"errors"
	"fmt"
	"unsafe"

	sitter "github.com/tree-sitter/go-tree-sitter"
	bash "github.com/tree-sitter/tree-sitter-bash/bindings/go"
	golang "github.com/tree-sitter/tree-sitter-go/bindings/go"
	html "github.com/tree-sitter/tree-sitter-html/bindings/go"
	java "github.com/tree-sitter/tree-sitter-java/bindings/go"
	javascript "github.com/tree-sitter/tree-sitter-javascript/bindings/go"
	php "github.com/tree-sitter/tree-sitter-php/bindings/go"
	python "github.com/tree-sitter/tree-sitter-python/bindings/go"
	ruby "github.com/tree-sitter/tree-sitter-ruby/bindings/go"
	typescript "github.com/tree-sitter/tree-sitter-typescript/bindings/go"
)

// Grammar names a grammar.
type Grammar string

// The grammars.
const (
	Python     Grammar = "python"
	JavaScript Grammar = "javascript" // also JSX
	TypeScript Grammar = "typescript"
	TSX        Grammar = "tsx"
	Go         Grammar = "go"
	Java       Grammar = "java"
	Ruby       Grammar = "ruby"
	PHP        Grammar = "php"
	HTML       Grammar = "html"
	Shell      Grammar = "shell"
)

func pointer(g Grammar) unsafe.Pointer {
	switch g {
	case Python:
		return python.Language()
	case JavaScript:
		return javascript.Language()
	case TypeScript:
		return typescript.LanguageTypescript()
	case TSX:
		return typescript.LanguageTSX()
	case Go:
		return golang.Language()
	case Java:
		return java.Language()
	case Ruby:
		return ruby.Language()
	case PHP:
		return php.LanguagePHP()
	case HTML:
		return html.Language()
	case Shell:
		return bash.Language()
	}
	return nil
}

// Parser parses texts of one grammar, one after the other. It belongs to one
// goroutine; Close frees what it holds.
type Parser struct {
	parser  *sitter.Parser
	kinds   []string
	fields  []string
	grammar Grammar
}

// NewParser makes a parser.
func NewParser(g Grammar) (*Parser, error) {
	p := pointer(g)
	if p == nil {
		return nil, fmt.Errorf("there is no grammar %q", g)
	}
	lang := sitter.NewLanguage(p)
	out := &Parser{parser: sitter.NewParser(), grammar: g}
	if err := out.parser.SetLanguage(lang); err != nil {
		return nil, fmt.Errorf("grammar %q: %w", g, err)
	}
	for i := range lang.NodeKindCount() {
		out.kinds = append(out.kinds, lang.NodeKindForId(uint16(i)))
	}
	for i := range lang.FieldCount() + 1 {
		out.fields = append(out.fields, lang.FieldNameForId(uint16(i)))
	}
	return out, nil
}

// Close frees the parser.
func (p *Parser) Close() { p.parser.Close() }

// ErrTooHard says that a text was given up: its parsing went round and round.
var ErrTooHard = errors.New("the text is too hard to parse")

// effort bounds the work on one text, in reports of progress (one every hundred steps
// or so) a byte and for any text. It is counted, not timed, so that the same text
// always ends alike.
const (
	effortPerByte = 4
	effortAtLeast = 20_000
)

// Parse parses a text. Texts with mistakes give a tree with nodes of kind ERROR.
func (p *Parser) Parse(src []byte) (*Tree, error) {
	steps, limit := 0, effortAtLeast+effortPerByte*len(src)
	read := func(at int, _ sitter.Point) []byte {
		if at >= len(src) {
			return nil
		}
		return src[at:]
	}
	t := p.parser.ParseWithOptions(read, nil, &sitter.ParseOptions{ProgressCallback: func(sitter.ParseState) bool {
		steps++
		return steps > limit
	}})
	if t == nil {
		p.parser.Reset()
		return nil, ErrTooHard
	}
	defer t.Close()
	return &Tree{Source: src, nodes: flatten(t), kinds: p.kinds, fields: p.fields}, nil
}

// Tree is a parsed text: its nodes in one list, parents before what is below them.
type Tree struct {
	Source []byte
	nodes  []entry
	kinds  []string
	fields []string
}

// Node is a node of a Tree; None is no node. 0 is the root.
type Node int32

// None is the absence of a node.
const None Node = -1

// Len gives the number of nodes.
func (t *Tree) Len() int { return len(t.nodes) }

// Kind gives the node's kind in the grammar ("call"); of a mistake "ERROR"; empty for None.
func (t *Tree) Kind(n Node) string {
	if n < 0 {
		return ""
	}
	if s := t.nodes[n].symbol; int(s) < len(t.kinds) {
		return t.kinds[s]
	}
	return "ERROR"
}

// FieldName gives the name of the field of its parent that the node is, empty for none.
func (t *Tree) FieldName(n Node) string {
	if n < 0 || int(t.nodes[n].field) >= len(t.fields) {
		return ""
	}
	return t.fields[t.nodes[n].field]
}

// Named says whether the node is a rule of the grammar rather than a sign or keyword.
func (t *Tree) Named(n Node) bool { return n >= 0 && t.nodes[n].named }

// Missing says that the parser put the node in to go on: it has no text.
func (t *Tree) Missing(n Node) bool { return n >= 0 && t.nodes[n].missing }

// Start and End give the offsets of the node's text.
func (t *Tree) Start(n Node) uint32 { return t.nodes[n].start }

// End gives the offset after the node's text.
func (t *Tree) End(n Node) uint32 { return t.nodes[n].end }

// Text gives the node's text, empty for None.
func (t *Tree) Text(n Node) string {
	if n < 0 {
		return ""
	}
	return string(t.Source[t.nodes[n].start:t.nodes[n].end])
}

// First gives the first child, None when there is none.
func (t *Tree) First(n Node) Node {
	if n < 0 || uint32(n)+1 >= t.nodes[n].next {
		return None
	}
	return n + 1
}

// Next gives the sibling that follows a child of parent, None after the last.
func (t *Tree) Next(parent, n Node) Node {
	if next := t.nodes[n].next; next < t.nodes[parent].next {
		return Node(next)
	}
	return None
}

// Children gives the children of a node, signs and keywords included.
func (t *Tree) Children(n Node) func(yield func(Node) bool) {
	return func(yield func(Node) bool) {
		if n < 0 {
			return
		}
		for c := t.First(n); c >= 0; c = t.Next(n, c) {
			if !yield(c) {
				return
			}
		}
	}
}

// NamedChildren gives the named children of a node, comments left out.
func (t *Tree) NamedChildren(n Node) func(yield func(Node) bool) {
	return func(yield func(Node) bool) {
		for c := range t.Children(n) {
			if t.nodes[c].named && !t.comment(c) && !yield(c) {
				return
			}
		}
	}
}

// Child gives the first child that is the named field, None when there is none.
func (t *Tree) Child(n Node, field string) Node {
	for c := range t.Children(n) {
		if t.FieldName(c) == field {
			return c
		}
	}
	return None
}

// Has says whether the node has a child of a kind, which may be a keyword or sign.
func (t *Tree) Has(n Node, kind string) bool { return t.ChildOf(n, kind) >= 0 }

// ChildOf gives the first child of a kind, None when there is none.
func (t *Tree) ChildOf(n Node, kind string) Node {
	for c := range t.Children(n) {
		if t.Kind(c) == kind {
			return c
		}
	}
	return None
}

// Errors counts the places that were not understood.
func (t *Tree) Errors() int {
	n := 0
	for i := range t.nodes {
		if t.nodes[i].missing || t.Kind(Node(i)) == "ERROR" {
			n++
		}
	}
	return n
}

// Comments gives the nodes that are comments, in order.
func (t *Tree) Comments() []Node {
	var out []Node
	for i := range t.nodes {
		if t.nodes[i].named && t.comment(Node(i)) {
			out = append(out, Node(i))
		}
	}
	return out
}

func (t *Tree) comment(n Node) bool {
	switch t.Kind(n) {
	case "comment", "line_comment", "block_comment", "html_comment":
		return true
	}
	return false
}
