package ruby

import (
	"strings"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// method lowers def, of an object or of a class.
func (l *lowerer) method(n syntax.Node) *tree.Node {
	static := l.static || l.t.Kind(n) == "singleton_method"
	kept := l.static
	l.static = false
	defer func() { l.static = kept }()
	at := l.Mark()
	l.parameters(l.t.Child(n, "parameters"))
	l.Push(l.methodBody(n))
	out := l.Collect(at, tree.Function, n, l.Text(l.t.Child(n, "name")))
	if static {
		out.Flag |= tree.Static
	}
	return out
}

// methodBody lowers the body; that of def x = y is returned.
func (l *lowerer) methodBody(n syntax.Node) *tree.Node {
	body := l.t.Child(n, "body")
	if body >= 0 && l.t.Kind(body) != "body_statement" {
		return l.Node(tree.Block, body, "", l.Node(tree.Return, body, "", l.expr(body)))
	}
	return l.body(n, body)
}

// parameters pushes a Param for each parameter.
func (l *lowerer) parameters(n syntax.Node) {
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "identifier":
			if l.t.FieldName(c) != "locals" {
				l.Push(l.Node(tree.Param, c, l.Text(c), nil))
			}
		case "destructured_parameter":
			l.parameters(c)
		case "ERROR":
			l.Push(l.expr(c))
		default:
			var value *tree.Node
			if v := l.t.Child(c, "value"); v >= 0 {
				value = l.expr(v)
			}
			l.Push(l.Node(tree.Param, c, l.Text(l.t.Child(c, "name")), value))
		}
	}
}

// closure lowers a block or lambda: n holds the parameters and the body.
func (l *lowerer) closure(n, parameters syntax.Node) *tree.Node {
	at := l.Mark()
	l.parameters(parameters)
	l.Push(l.body(n, l.t.Child(n, "body")))
	return l.Collect(at, tree.Function, n, "")
}

// lambda lowers ->(parameters) { body }.
func (l *lowerer) lambda(n syntax.Node) *tree.Node {
	body := l.t.Child(n, "body")
	if body < 0 {
		return l.all(tree.Other, n, "")
	}
	out := l.closure(body, l.t.Child(n, "parameters"))
	out.Start = l.t.Start(n)
	return out
}

// class lowers a class or module.
func (l *lowerer) class(n syntax.Node) *tree.Node {
	static := l.static
	l.static = false
	defer func() { l.static = static }()
	out := l.Node(tree.Class, n, l.dotted(l.t.Child(n, "name")))
	at := l.Mark()
	if base := l.first(l.t.Child(n, "superclass")); base >= 0 {
		l.base(out, base)
	}
	body := l.t.Child(n, "body")
	l.statements(body)
	out.Kids = l.Take(at)
	for c := range l.t.NamedChildren(body) {
		l.mixed(out, c)
	}
	return out
}

// base tells the base of a class. What is made by a call (Struct.new(:a)) is kept as a
// Call of the class too, for what it declares.
func (l *lowerer) base(class *tree.Node, n syntax.Node) {
	switch l.t.Kind(n) {
	case "call":
		l.Push(l.call(n, true))
		n = l.t.Child(n, "receiver")
	case "element_reference":
		n = l.t.Child(n, "object")
	}
	if dotted := l.dotted(n); dotted != "" {
		class.Types = append(class.Types, dotted)
	}
}

// mixed adds the modules that include, extend and prepend name to the bases.
func (l *lowerer) mixed(class *tree.Node, n syntax.Node) {
	if l.t.Kind(n) != "call" || l.t.Child(n, "receiver") >= 0 {
		return
	}
	switch l.Text(l.t.Child(n, "method")) {
	case "include", "extend", "prepend":
		for a := range l.t.NamedChildren(l.t.Child(n, "arguments")) {
			if dotted := l.dotted(a); dotted != "" {
				class.Types = append(class.Types, dotted)
			}
		}
	}
}

// dotted gives the spelling of constants with dots between; empty for all else.
func (l *lowerer) dotted(n syntax.Node) string {
	switch l.t.Kind(n) {
	case "constant", "scope_resolution":
		text := strings.Join(strings.Fields(l.Text(n)), "")
		return strings.ReplaceAll(strings.TrimPrefix(text, "::"), "::", ".")
	}
	return ""
}
