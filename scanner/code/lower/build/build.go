// Package build is what the packages that lower a language share: making nodes of the
// common tree, the bound on depth, the decoding of texts, numbers and operators.
package build

import (
	"unsafe"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// MaxDepth is the number of levels that are lowered; what lies deeper becomes Other
// without kids.
const MaxDepth = 1000

// slab is the number of nodes made at a time.
const slab = 256

// Builder makes the nodes of one file. It belongs to one goroutine and one file.
type Builder struct {
	// Tree is what is lowered.
	Tree       *syntax.Tree
	source     string
	nodes      []tree.Node
	links      []*tree.Node
	pending    []*tree.Node
	depth      int
	recovering int
}

// New makes a Builder for a parsed text.
func New(t *syntax.Tree) *Builder {
	return &Builder{Tree: t, source: unsafe.String(unsafe.SliceData(t.Source), len(t.Source))}
}

// File wraps the root up, with the comments and the number of places not understood.
// Language is one of facts.CodeLanguages. A root that is no Block is put into one.
func (b *Builder) File(language string, root *tree.Node) *tree.File {
	if root == nil || root.Kind != tree.Block {
		root = &tree.Node{Kind: tree.Block, End: uint32(len(b.Tree.Source)), Kids: b.Kids(root)}
	}
	f := &tree.File{Language: language, Source: b.Tree.Source, Root: root, Errors: b.Tree.Errors()}
	for _, c := range b.Tree.Comments() {
		f.Comments = append(f.Comments, tree.Comment{Start: b.Tree.Start(c), End: b.Tree.End(c)})
	}
	return f
}

// Node makes a node that stands where n stands. Kids may be nil where the kind says so.
func (b *Builder) Node(kind tree.Kind, n syntax.Node, text string, kids ...*tree.Node) *tree.Node {
	return b.Span(kind, b.Tree.Start(n), b.Tree.End(n), text, kids...)
}

// Span makes a node that stands between two offsets of the file.
func (b *Builder) Span(kind tree.Kind, start, end uint32, text string, kids ...*tree.Node) *tree.Node {
	if len(b.nodes) == 0 {
		b.nodes = make([]tree.Node, slab)
	}
	out := &b.nodes[0]
	b.nodes = b.nodes[1:]
	out.Kind, out.Start, out.End, out.Text = kind, start, end, text
	if b.recovering > 0 {
		out.Flag = tree.Recovered
	}
	out.Kids = b.copy(kids)
	return out
}

// copy keeps a list of kids in the slab, so that the caller's list may be on the stack.
func (b *Builder) copy(kids []*tree.Node) []*tree.Node {
	if len(kids) == 0 {
		return nil
	}
	if len(kids) > slab {
		return append([]*tree.Node(nil), kids...)
	}
	if len(kids) > len(b.links) {
		b.links = make([]*tree.Node, 2*slab)
	}
	out := b.links[:len(kids):len(kids)]
	b.links = b.links[len(kids):]
	copy(out, kids)
	return out
}

// Kids gives the nodes that are not nil as a list to set as a node's Kids.
func (b *Builder) Kids(nodes ...*tree.Node) []*tree.Node {
	out := nodes[:0:0]
	for _, n := range nodes {
		if n != nil {
			out = append(out, n)
		}
	}
	return out
}

// Text gives the text of n as it stands in the file, empty for None. It shares the
// file's bytes: nothing is copied.
func (b *Builder) Text(n syntax.Node) string {
	if n < 0 {
		return ""
	}
	return b.Slice(b.Tree.Start(n), b.Tree.End(n))
}

// Slice gives the text between two offsets, cut to what there is. It shares the file's
// bytes.
func (b *Builder) Slice(start, end uint32) string {
	end = min(end, uint32(len(b.source)))
	if start >= end {
		return ""
	}
	return b.source[start:end]
}

// Enter goes one level down and says whether what stands there may be lowered. Whether
// it may or not, Leave must follow.
//
//	defer b.Leave()
//	if !b.Enter() {
//		return b.Cut(n)
//	}
func (b *Builder) Enter() bool {
	b.depth++
	return b.depth <= MaxDepth
}

// Leave goes one level up.
func (b *Builder) Leave() { b.depth-- }

// Cut stands for what lies too deep: Other without kids.
func (b *Builder) Cut(n syntax.Node) *tree.Node { return b.Node(tree.Other, n, "") }

// Recover marks as Recovered all nodes that lower makes: it is called for what stands
// below a node of kind ERROR.
func (b *Builder) Recover(lower func()) {
	b.recovering++
	defer func() { b.recovering-- }()
	lower()
}

// Stretch makes n reach over the kids it was given, where it was made from less.
func Stretch(n *tree.Node, kids ...*tree.Node) *tree.Node {
	for _, k := range kids {
		if k != nil {
			n.Start, n.End = min(n.Start, k.Start), max(n.End, k.End)
		}
	}
	return n
}
