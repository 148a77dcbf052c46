package golang

import (
	"strings"

	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// declaration pushes what a declaration is lowered to; all else is an expression.
func (l *lowerer) declaration(n syntax.Node) {
	switch l.t.Kind(n) {
	case "package_clause", "empty_statement", "fallthrough_statement", "comment":
	case "import_declaration", "import_spec_list":
		for c := range l.t.NamedChildren(n) {
			l.statement(c)
		}
	case "import_spec":
		l.Push(l.imported(n))
	case "var_declaration", "const_declaration", "var_spec_list":
		for c := range l.t.NamedChildren(n) {
			l.statement(c)
		}
	case "var_spec", "const_spec":
		l.declare(n)
	case "type_declaration":
		for c := range l.t.NamedChildren(n) {
			l.statement(c)
		}
	case "type_spec", "type_alias":
		l.Push(l.class(n, l.Text(l.t.Child(n, "name")), l.t.Child(n, "type")))
	case "function_declaration", "method_declaration":
		l.Push(l.function(n))
	case "send_statement":
		l.Push(l.Node(tree.Other, n, "", l.field(n, "channel"), l.field(n, "value")))
	case "statement_list":
		l.statements(n)
	default:
		l.Push(l.expr(n))
	}
}

func (l *lowerer) imported(n syntax.Node) *tree.Node {
	path := l.field(n, "path").Text
	out := l.Node(tree.Import, n, path)
	switch name := l.t.Child(n, "name"); l.t.Kind(name) {
	case "":
		out.Names = []tree.ImportedName{{As: packageName(path)}}
	case "dot":
		out.Names = []tree.ImportedName{{Name: "*"}}
	case "blank_identifier":
	default:
		out.Names = []tree.ImportedName{{As: l.Text(name)}}
	}
	return out
}

// packageName guesses a package's name by its path: the last part, without a version
// and without the "go" that repositories add.
func packageName(path string) string {
	parts := strings.Split(path, "/")
	last := len(parts) - 1
	if last > 0 && version(parts[last]) {
		last--
	}
	name := parts[last]
	if head, tail, ok := strings.Cut(name, "."); ok && (version(tail) || tail == "go") {
		name = head
	}
	name = strings.TrimSuffix(strings.TrimPrefix(name, "go-"), "-go")
	return strings.ReplaceAll(name, "-", "_")
}

func version(s string) bool {
	return len(s) > 1 && s[0] == 'v' && strings.Trim(s[1:], "0123456789") == ""
}

// declare pushes the assignments of a var or const.
func (l *lowerer) declare(n syntax.Node) {
	at := l.Mark()
	for c := range l.t.NamedChildren(n) {
		if l.t.FieldName(c) == "name" {
			l.Push(l.expr(c))
		}
	}
	l.set(n, l.Take(at), l.t.Child(n, "value"), "=")
	for _, set := range l.since(at) {
		set.Type = l.Words(l.t.Child(n, "type"))
		if l.t.Kind(n) == "const_spec" {
			set.Flag |= tree.Constant
		}
	}
}

// since gives the nodes pushed since the mark, which stay pushed.
func (l *lowerer) since(at int) []*tree.Node {
	kids := l.Take(at)
	for _, k := range kids {
		l.Push(k)
	}
	return kids
}

// assign pushes the assignments of =, := and the like.
func (l *lowerer) assign(n syntax.Node) {
	op := l.Text(l.t.Child(n, "operator"))
	if op == "" {
		op = "="
	}
	left, right := l.t.Child(n, "left"), l.t.Child(n, "right")
	if left < 0 {
		l.Push(l.need(n, right))
		return
	}
	at := l.Mark()
	l.push(left)
	l.set(n, l.Take(at), right, op)
}

// set pushes one Assign a target where there are as many values, else one for all.
func (l *lowerer) set(n syntax.Node, targets []*tree.Node, right syntax.Node, op string) {
	at := l.Mark()
	switch {
	case right < 0:
	case l.t.Kind(right) == "expression_list":
		l.push(right)
	default:
		l.Push(l.expr(right))
	}
	values := l.Take(at)
	if len(targets) == len(values) || len(values) == 0 {
		for i, target := range targets {
			out := l.Node(tree.Assign, n, op, target, nil)
			if len(targets) > 1 {
				out.Start, out.End = target.Start, target.End
			}
			if i < len(values) {
				out.Kids[1] = build.Christen(values[i], build.Called(target))
				build.Stretch(out, values[i])
			}
			l.Push(out)
		}
		return
	}
	value := values[0]
	if len(values) > 1 {
		value = l.Node(tree.List, right, "", values...)
	}
	target := l.Node(tree.Other, n, "")
	switch {
	case len(targets) == 1:
		target = targets[0]
	case len(targets) > 1:
		target = l.Span(tree.List, targets[0].Start, targets[len(targets)-1].End, "", targets...)
	}
	l.Push(l.Node(tree.Assign, n, op, target, value))
}

// function lowers functions, methods, function literals and methods of interfaces.
func (l *lowerer) function(n syntax.Node) *tree.Node {
	kept := l.switches
	l.switches = 0
	defer func() { l.switches = kept }()
	out := l.Node(tree.Function, n, l.Text(l.t.Child(n, "name")))
	at := l.Mark()
	if receiver := l.t.Child(n, "receiver"); receiver >= 0 {
		l.parameters(receiver)
		out.Type = l.base(l.t.Child(l.first(receiver), "type"))
	}
	l.parameters(l.t.Child(n, "parameters"))
	l.Push(l.block(l.t.Child(n, "body")))
	out.Kids = l.Take(at)
	return out
}

// parameters pushes a Param for each name, or for each type where there are no names.
func (l *lowerer) parameters(n syntax.Node) {
	for c := range l.t.NamedChildren(n) {
		written := l.Words(l.t.Child(c, "type"))
		named := false
		for name := range l.t.NamedChildren(c) {
			if l.t.FieldName(name) == "name" {
				out := l.Node(tree.Param, name, l.Text(name), nil)
				out.Type, named = written, true
				l.Push(out)
			}
		}
		if !named {
			out := l.Node(tree.Param, c, "", nil)
			out.Type = written
			l.Push(out)
		}
	}
}
