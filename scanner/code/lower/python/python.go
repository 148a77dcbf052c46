// Package python brings Python, of either major version, into the common form of
// package tree.
package python

import (
	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// Lower brings a text parsed with syntax.Python into the common form. It never fails:
// what is not understood is Other with its kids, and counted in File.Errors.
//
// Beyond what package tree says of every language:
//   - A text that stands alone as a statement (a docstring, a text put out of use) is
//     left out.
//   - A name that is set or declared straight in a class is a Field.
//   - A comprehension is a List (or an Object) with one Loop; its conditions are If, and
//     what it yields stands in the innermost Block (a Pair for an Object).
//   - An f-string is a String with kids; how a value is formatted is left out.
//   - yield is its value alone; del is Other with what is deleted.
//   - raise, break and continue end with a Return of nothing: what follows them is not
//     reached.
//   - A pattern of match is compared with == (with "is" for a class) and what it takes
//     is assigned at the start of the case's Block.
//   - Keyword arguments of a class (metaclass=M) are Decorator nodes of it.
//   - import a.b without a name is taken under "a.b".
func Lower(t *syntax.Tree) *tree.File {
	l := &lowerer{Builder: build.New(t), t: t, top: true}
	if t.Len() == 0 {
		return l.File("python", nil)
	}
	return l.File("python", l.block(0))
}

type lowerer struct {
	*build.Builder
	t *syntax.Tree
	// top says that statements stand at the top of the file, not in a function or class.
	top bool
}

// need lowers an expression that the grammar asks for; where it is missing, Other
// stands for it at the place of its parent.
func (l *lowerer) need(parent, n syntax.Node) *tree.Node {
	if n < 0 {
		return l.Node(tree.Other, parent, "")
	}
	return l.expr(n)
}

// field lowers the child of n that is the named field; Other where there is none.
func (l *lowerer) field(n syntax.Node, name string) *tree.Node {
	return l.need(n, l.t.Child(n, name))
}

// optional lowers the child of n that is the named field; nil where there is none.
func (l *lowerer) optional(n syntax.Node, name string) *tree.Node {
	if c := l.t.Child(n, name); c >= 0 {
		return l.expr(c)
	}
	return nil
}

// first gives the first named child.
func (l *lowerer) first(n syntax.Node) syntax.Node {
	for c := range l.t.NamedChildren(n) {
		return c
	}
	return syntax.None
}

// all makes a node of the named children, each as an expression.
func (l *lowerer) all(kind tree.Kind, n syntax.Node, text string) *tree.Node {
	at := l.Mark()
	l.push(n)
	return l.Collect(at, kind, n, text)
}

// push pushes the named children of n, each as an expression.
func (l *lowerer) push(n syntax.Node) {
	for c := range l.t.NamedChildren(n) {
		l.Push(l.expr(c))
	}
}
