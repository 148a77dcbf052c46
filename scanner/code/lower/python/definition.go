package python

import (
	"strings"

	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// definition lowers a function or class with the decorators before it.
func (l *lowerer) definition(n syntax.Node) *tree.Node {
	at := l.Mark()
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "decorator":
			l.Push(l.decorator(c))
		case "function_definition", "class_definition":
			out := l.define(c, at)
			out.Start = l.t.Start(n)
			return out
		}
	}
	return l.define(n, at)
}

// define lowers a function or class; its decorators were pushed since the mark.
func (l *lowerer) define(n syntax.Node, at int) *tree.Node {
	decorators := l.Take(at)
	top := l.top
	l.top = false
	defer func() { l.top = top }()
	switch l.t.Kind(n) {
	case "function_definition":
		return l.function(n, decorators)
	case "class_definition":
		return l.class(n, decorators)
	}
	return l.Node(tree.Other, n, "", decorators...)
}

// decorator lowers @name, @name(arguments) and @any.expression.
func (l *lowerer) decorator(n syntax.Node) *tree.Node {
	e := l.first(n)
	switch l.t.Kind(e) {
	case "call":
		if dotted := l.dotted(l.t.Child(e, "function")); dotted != "" {
			return l.all(tree.Decorator, l.t.Child(e, "arguments"), dotted)
		}
	default:
		if dotted := l.dotted(e); dotted != "" {
			return l.Node(tree.Decorator, n, dotted)
		}
	}
	return l.Node(tree.Decorator, n, "", l.need(n, e))
}

// dotted gives the spelling of names with dots between; empty for all else.
func (l *lowerer) dotted(n syntax.Node) string {
	for at := n; ; at = l.t.Child(at, "object") {
		switch l.t.Kind(at) {
		case "attribute":
			continue
		case "identifier", "dotted_name":
			return strings.Join(strings.Fields(l.Text(n)), "")
		}
		return ""
	}
}

func (l *lowerer) function(n syntax.Node, decorators []*tree.Node) *tree.Node {
	at := l.Mark()
	l.parameters(l.t.Child(n, "parameters"))
	out := l.Node(tree.Function, n, l.Text(l.t.Child(n, "name")))
	for _, d := range decorators {
		l.Push(d)
		if d.Text == "staticmethod" || d.Text == "classmethod" {
			out.Flag |= tree.Static
		}
	}
	l.Push(l.block(l.t.Child(n, "body")))
	out.Kids = l.Take(at)
	return out
}

// lambda lowers a lambda: its value is returned.
func (l *lowerer) lambda(n syntax.Node) *tree.Node {
	at := l.Mark()
	l.parameters(l.t.Child(n, "parameters"))
	body := l.t.Child(n, "body")
	value := l.need(n, body)
	l.Push(l.Span(tree.Block, value.Start, value.End, "", l.Span(tree.Return, value.Start, value.End, "", value)))
	return l.Collect(at, tree.Function, n, "")
}

func (l *lowerer) parameters(n syntax.Node) {
	for c := range l.t.NamedChildren(n) {
		l.parameter(c)
	}
}

// parameter pushes a Param; the signs that part parameters are left out.
func (l *lowerer) parameter(n syntax.Node) {
	name := n
	switch l.t.Kind(n) {
	case "default_parameter", "typed_default_parameter":
		name = l.t.Child(n, "name")
	case "typed_parameter":
		name = l.first(n)
	case "keyword_separator", "positional_separator":
		return
	case "ERROR":
		l.Push(l.expr(n))
		return
	}
	if k := l.t.Kind(name); k == "list_splat_pattern" || k == "dictionary_splat_pattern" {
		name = l.first(name)
	}
	out := l.Node(tree.Param, n, "", l.optional(n, "value"))
	if l.t.Kind(name) == "identifier" {
		out.Text = l.Text(name)
	}
	out.Type = l.Words(l.t.Child(n, "type"))
	l.Push(out)
}

func (l *lowerer) class(n syntax.Node, decorators []*tree.Node) *tree.Node {
	out := l.Node(tree.Class, n, l.Text(l.t.Child(n, "name")))
	at := l.Mark()
	for _, d := range decorators {
		l.Push(d)
	}
	l.bases(out, l.t.Child(n, "superclasses"))
	for c := range l.t.NamedChildren(l.t.Child(n, "body")) {
		l.member(c)
	}
	out.Kids = l.Take(at)
	return out
}

// bases gathers the bases of a class. What is made by a call (with_metaclass(M, B))
// counts with the name called and those given to it.
func (l *lowerer) bases(class *tree.Node, n syntax.Node) {
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "keyword_argument":
			l.Push(l.Node(tree.Decorator, c, l.Text(l.t.Child(c, "name")), l.field(c, "value")))
			continue
		case "call":
			class.Types = l.base(class.Types, l.t.Child(c, "function"))
			for a := range l.t.NamedChildren(l.t.Child(c, "arguments")) {
				class.Types = l.base(class.Types, a)
			}
			continue
		}
		class.Types = l.base(class.Types, c)
	}
}

func (l *lowerer) base(out []string, n syntax.Node) []string {
	if l.t.Kind(n) == "subscript" {
		n = l.t.Child(n, "value")
	}
	if dotted := l.dotted(n); dotted != "" {
		return append(out, dotted)
	}
	return out
}

// member pushes a statement of a class; names set or declared there are fields.
func (l *lowerer) member(n syntax.Node) {
	set := l.first(n)
	left := l.t.Child(set, "left")
	if l.t.Kind(n) != "expression_statement" || l.t.Kind(set) != "assignment" || l.t.Kind(left) != "identifier" {
		l.statement(n)
		return
	}
	name := l.Text(left)
	out := l.Node(tree.Field, n, name, build.Christen(l.optional(set, "right"), name))
	out.Type = l.Words(l.t.Child(set, "type"))
	l.Push(out)
}
