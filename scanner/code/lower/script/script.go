// Package script brings JavaScript and TypeScript, with or without JSX, into the
// common form of package tree.
package script

import (
	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// Lower brings a text parsed with syntax.JavaScript, syntax.TypeScript or syntax.TSX
// into the common form; language is "javascript" or "typescript" and becomes the
// File's. It never fails: what is not understood is Other with its kids, and counted in
// File.Errors.
//
// Beyond what package tree says of every language:
//   - require("m") and import("m") are an Import wherever they stand; where they are
//     assigned to a name or a pattern, the Import takes the names and no Assign remains.
//     A default export is taken under the name "default"; a re-export has no As.
//   - A function or class without a name that is assigned to a name, a member, a key or
//     a field bears that name.
//   - A parameter that is a pattern has no Text; the function's Block begins with an
//     Assign of the pattern to nothing.
//   - typeof x == "undefined" is a comparison of x with Null.
//   - break, continue and throw end with a Return of nothing, for what follows them is
//     not reached; the break of a switch is left out.
//   - A regular expression is a String of Type "regexp".
//   - Interfaces, enums and type aliases are a Class of Type "interface", "enum", "type".
//   - What stands in a second or later case for the subject of a switch is the
//     subject's path, or Other where it is no path: a call there is seen once.
func Lower(t *syntax.Tree, language string) *tree.File {
	l := &lowerer{Builder: build.New(t), t: t}
	if t.Len() == 0 {
		return l.File(language, nil)
	}
	return l.File(language, l.block(0))
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
	if out := l.expr(n); out != nil {
		return out
	}
	return l.Node(tree.Other, parent, "")
}

// field lowers the child of n that is the named field; Other where there is none.
func (l *lowerer) field(n syntax.Node, name string) *tree.Node {
	return l.need(n, l.t.Child(n, name))
}

// only lowers the first named child that is an expression; nil where there is none.
func (l *lowerer) only(n syntax.Node) *tree.Node {
	for c := range l.t.NamedChildren(n) {
		return l.expr(c)
	}
	return nil
}

// kids lowers the named children, each as an expression.
func (l *lowerer) kids(n syntax.Node) []*tree.Node {
	var buffer [8]*tree.Node
	out := buffer[:0]
	for c := range l.t.NamedChildren(n) {
		if k := l.expr(c); k != nil {
			out = append(out, k)
		}
	}
	return out
}
