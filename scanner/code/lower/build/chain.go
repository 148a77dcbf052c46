package build

import (
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// chained is the number of If that follow each other by else: a longer chain goes on
// beside the first, so that the tree does not grow deep.
const chained = 200

// copied is the number of parts of a path that Again copies.
const copied = 16

// Chain makes If nodes follow each other by else, as elif and the cases of a switch do.
// The first is pushed (see Mark), each other becomes kid 2 of the one before.
type Chain struct {
	b      *Builder
	last   *tree.Node
	length int
}

// Chain begins a chain.
func (b *Builder) Chain() *Chain { return &Chain{b: b} }

// Add adds the If of a condition and a Block at n and gives it.
func (c *Chain) Add(n syntax.Node, condition, body *tree.Node) *tree.Node {
	next := c.b.Node(tree.If, n, "", condition, body, nil)
	c.Join(next, next)
	return next
}

// Join adds an If that is wrapped in another node, a Block of what runs before its
// condition; the chain goes on at the If.
func (c *Chain) Join(wrapped, next *tree.Node) {
	if c.length%chained == 0 {
		c.b.Push(wrapped)
	} else {
		c.last.Kids[2] = wrapped
	}
	c.last = next
	c.length++
}

// Else ends the chain with a Block, nil for none. Where there was no If, the Block is pushed.
func (c *Chain) Else(body *tree.Node) {
	switch {
	case c.last != nil:
		c.last.Kids[2] = body
	case body != nil:
		c.b.Push(body)
	}
}

// Any joins tests by ||, nil for none. The tree grows by the logarithm of their number.
func (b *Builder) Any(tests []*tree.Node) *tree.Node {
	switch len(tests) {
	case 0:
		return nil
	case 1:
		return tests[0]
	}
	left, right := b.Any(tests[:len(tests)/2]), b.Any(tests[len(tests)/2:])
	return b.Span(tree.Binary, left.Start, right.End, "||", left, right)
}

// Not denies a condition.
func (b *Builder) Not(condition *tree.Node) *tree.Node {
	return b.Span(tree.Unary, condition.Start, condition.End, "!", condition)
}

// Again copies a path of names (also with constant numbers as indexes), so that the
// subject of a switch can stand in every case; all else becomes Other without kids: a
// call there is seen once.
func (b *Builder) Again(n *tree.Node) *tree.Node { return b.again(n, copied) }

func (b *Builder) again(n *tree.Node, limit int) *tree.Node {
	switch {
	case n == nil:
		return nil
	case n.Kind == tree.Name:
		return b.Span(tree.Name, n.Start, n.End, n.Text)
	case n.Kind == tree.Member && limit > 0:
		return b.Span(tree.Member, n.Start, n.End, n.Text, b.again(n.Kids[0], limit-1))
	case n.Kind == tree.Index && limit > 0 && n.Kid(1) != nil && n.Kids[1].Kind == tree.Number:
		at := b.Span(tree.Number, n.Kids[1].Start, n.Kids[1].End, n.Kids[1].Text)
		return b.Span(tree.Index, n.Start, n.End, "", b.again(n.Kids[0], limit-1), at)
	}
	return b.Span(tree.Other, n.Start, n.End, "")
}
