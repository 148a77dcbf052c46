// Package ruby brings Ruby into the common form of package tree.
package ruby

import (
	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// Lower brings a text parsed with syntax.Ruby into the common form. It never fails:
// what is not understood is Other with its kids, and counted in File.Errors.
//
// Beyond what package tree says of every language:
//   - A symbol is a String; a regular expression a String of Type "regexp"; a range
//     Other with its ends; a text in backquotes a Call of "system".
//   - a.b without arguments may read or do something. It is a Call where it stands alone
//     as a statement, where b ends with ? or !, is one of the methods in calls.go, or
//     where a is a constant and nothing more is asked of the result (Time.now); else a
//     Member. A.new is a Call of the Member new, with the flag New.
//   - &:name given to a call is a Function that returns the Member of its Param; &block
//     is the block alone.
//   - require, require_relative, load and autoload with a constant text are an Import.
//   - lambda, proc and -> are the Function alone; loop is a Loop.
//   - Constants are set with the flag Constant wherever they stand.
//   - begin, rescue, else and ensure are Blocks one after the other; x rescue y is a
//     Binary "||" as a value.
//   - raise, next, break, redo and retry end with a Return.
//   - if, unless and case as a value are a Choice; a branch of several statements is a Block.
//   - A pattern of case ... in is compared with == and what it takes is assigned at the
//     start of the case's Block; when with a list or range is "in", with a regular
//     expression "=~".
//   - Modules that a class includes, extends or prepends are among its bases, and stay calls.
//   - defined?(x) is a comparison of x with Null.
func Lower(t *syntax.Tree) *tree.File {
	l := &lowerer{Builder: build.New(t), t: t}
	if t.Len() == 0 {
		return l.File("ruby", nil)
	}
	return l.File("ruby", l.block(0))
}

type lowerer struct {
	*build.Builder
	t *syntax.Tree
	// bodies are the bodies of heredocs in order, found when first asked for.
	bodies []syntax.Node
	taken  []bool
	// static says that methods belong to the class itself.
	static bool
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
