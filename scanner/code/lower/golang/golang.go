// Package golang brings Go into the common form of package tree.
package golang

import (
	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// Lower brings a text parsed with syntax.Go into the common form. It never fails: what
// is not understood is Other with its kids, and counted in File.Errors.
//
// Beyond what package tree says of every language:
//   - A method is a Function at the top whose Type is its receiver's type without
//     pointer and arguments; its first Param is the receiver.
//   - := is "=", and as many targets as values are as many Assign nodes.
//   - What stands before the condition of if and switch, or before the first round of
//     for, stands before that node, or with it in a Block after else.
//   - A composite literal with keys, or of a map, or an empty one of a named type, is an
//     Object; any other a List whose Type is the type's name. Literals inside take the
//     element's type.
//   - Conversions are calls of the type. Type assertions, <-x, go and defer are their
//     expression alone; new(T) is New.
//   - Interfaces and named types that are no struct are a Class of Type "interface" or
//     "type"; embedded types are its bases. A struct written in a field is a Class with
//     the field's name beside it.
//   - A case of a type switch is compared with "is"; the name it gives its subject is
//     assigned before.
//   - break (of a loop), continue, goto and panic end with a Return of nothing.
//   - An import without a name is taken under the last part of its path that is no version.
func Lower(t *syntax.Tree) *tree.File {
	l := &lowerer{Builder: build.New(t), t: t}
	if t.Len() == 0 {
		return l.File("go", nil)
	}
	return l.File("go", l.block(0))
}

type lowerer struct {
	*build.Builder
	t *syntax.Tree
	// switches counts the switches open since the last loop or function began: a break
	// there leaves the switch.
	switches int
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
