package build

import (
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// Mark, Push and Collect gather the kids of a node whose number is not known before,
// without a list of their own: Mark tells where the kids begin, Push adds one (nil is
// kept as an absent kid), Collect makes the node of all pushed since the mark. Between
// Mark and Collect others may gather and collect theirs.
//
//	at := b.Mark()
//	for c := range b.Tree.NamedChildren(n) {
//		b.Push(lower(c))
//	}
//	return b.Collect(at, tree.List, n, "")
func (b *Builder) Mark() int { return len(b.pending) }

// Push adds a kid to those being gathered.
func (b *Builder) Push(kid *tree.Node) { b.pending = append(b.pending, kid) }

// Pushed gives the number of kids gathered since the mark.
func (b *Builder) Pushed(mark int) int { return len(b.pending) - mark }

// Take gives the kids gathered since the mark, and forgets them.
func (b *Builder) Take(mark int) []*tree.Node {
	kids := b.copy(b.pending[mark:])
	b.pending = b.pending[:mark]
	return kids
}

// Collect makes a node where n stands, of the kids gathered since the mark.
func (b *Builder) Collect(mark int, kind tree.Kind, n syntax.Node, text string) *tree.Node {
	out := b.Node(kind, n, text)
	out.Kids = b.Take(mark)
	return out
}

// Words gives the text of n with every run of blanks as one space: a type as written.
func (b *Builder) Words(n syntax.Node) string { return squeeze(b.Text(n)) }

// Christen gives a Function or Class that has no name the name under which it is kept,
// unless that is "_".
// Other nodes, and nil, are given back as they are.
func Christen(value *tree.Node, name string) *tree.Node {
	if value != nil && name != "_" && value.Text == "" && (value.Kind == tree.Function || value.Kind == tree.Class) {
		value.Text = name
	}
	return value
}

// Called gives the last part of the name of a target of an Assign, empty for others.
func Called(target *tree.Node) string {
	if target != nil && (target.Kind == tree.Name || target.Kind == tree.Member) {
		return target.Text
	}
	return ""
}
