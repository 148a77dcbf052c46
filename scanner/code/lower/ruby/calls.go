package ruby

import (
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// acts says whether a method without arguments is a doing rather than a property, by
// its name.
func acts(name string) bool {
	if name == "" {
		return false
	}
	if c := name[len(name)-1]; c == '?' || c == '!' {
		return true
	}
	switch name {
	case "new", "call", "run", "perform", "execute", "start", "stop", "open", "close", "read", "fetch", "get", "load",
		"save", "create", "update", "delete", "destroy", "delete_all", "destroy_all", "purge", "reload", "commit",
		"deliver", "deliver_now", "deliver_later", "perform_later", "perform_now", "submit", "click", "quit",
		"strip", "lstrip", "rstrip", "chomp", "squish", "squeeze", "downcase", "upcase", "capitalize", "titleize",
		"to_s", "to_i", "to_f", "to_a", "to_h", "to_sym", "to_json", "to_yaml", "to_xml", "to_csv", "to_param", "to_sql",
		"as_json", "inspect", "presence", "dup", "clone", "freeze", "attributes", "serializable_hash", "html_safe",
		"length", "size", "count", "keys", "values", "first", "last", "compact", "flatten", "uniq", "sort", "reverse",
		"lines", "chars", "bytes", "hash", "hexdigest", "digest", "crypt", "encrypt", "pluck", "all", "none",
		"ago", "from_now", "now", "today", "tomorrow", "yesterday":
		return true
	}
	return false
}

// call lowers a call of a method with or without arguments; alone says that it stands
// as a statement.
func (l *lowerer) call(n syntax.Node, alone bool) *tree.Node {
	method, receiver := l.t.Child(n, "method"), l.t.Child(n, "receiver")
	arguments, given := l.t.Child(n, "arguments"), l.t.Child(n, "block")
	name := l.Text(method)
	if receiver < 0 && arguments < 0 && given >= 0 {
		switch name {
		case "lambda", "proc":
			return l.given(given)
		}
	}
	callee := l.callee(n, name, receiver)
	if arguments < 0 && given < 0 && !alone && !acts(name) && !l.asked(n, receiver) {
		return callee
	}
	at := l.Mark()
	l.Push(callee)
	l.arguments(arguments)
	if given >= 0 {
		l.Push(l.given(given))
	}
	out := l.Collect(at, tree.Call, n, "")
	if name == "new" && receiver >= 0 {
		out.Flag |= tree.New
	}
	return out
}

// asked says that a method is called on a constant and that nothing is asked of its
// result in turn: the next sign is no dot.
func (l *lowerer) asked(n, receiver syntax.Node) bool {
	if k := l.t.Kind(receiver); k != "constant" && k != "scope_resolution" {
		return false
	}
	end := l.t.End(n)
	next := l.Slice(end, end+2)
	return next == "" || next[0] != '.' && next != "&." && next != "::"
}

// callee lowers what is called; x.(...) calls the method call.
func (l *lowerer) callee(n syntax.Node, name string, receiver syntax.Node) *tree.Node {
	method := l.t.Child(n, "method")
	switch {
	case receiver < 0 && name == "":
		return l.Node(tree.Other, n, "")
	case receiver < 0:
		return l.Node(tree.Name, method, name)
	case name == "":
		name = "call"
	}
	of := l.expr(receiver)
	end := of.End
	if method >= 0 {
		end = l.t.End(method)
	}
	return l.Span(tree.Member, of.Start, max(of.End, end), name, of)
}

// arguments pushes the arguments of a call.
func (l *lowerer) arguments(n syntax.Node) {
	for c := range l.t.NamedChildren(n) {
		if l.t.Kind(c) == "block_argument" {
			l.Push(l.passed(c))
		} else {
			l.Push(l.expr(c))
		}
	}
}

// passed lowers &block, and &:name to the function it stands for.
func (l *lowerer) passed(n syntax.Node) *tree.Node {
	inner := l.first(n)
	if l.t.Kind(inner) != "simple_symbol" {
		return l.need(n, inner)
	}
	name := l.expr(inner).Text
	value := l.Node(tree.Member, n, name, l.Node(tree.Name, n, "it"))
	if acts(name) {
		value = l.Node(tree.Call, n, "", value)
	}
	body := l.Node(tree.Block, n, "", l.Node(tree.Return, n, "", value))
	return l.Node(tree.Function, n, "", l.Node(tree.Param, n, "it", nil), body)
}

// given lowers the block given to a call.
func (l *lowerer) given(n syntax.Node) *tree.Node {
	return l.closure(n, l.t.Child(n, "parameters"))
}

// imported says whether a call brings in a file by a constant name.
func (l *lowerer) imported(n syntax.Node) bool {
	if l.t.Child(n, "receiver") >= 0 {
		return false
	}
	switch l.Text(l.t.Child(n, "method")) {
	case "require", "require_relative", "load", "autoload":
	default:
		return false
	}
	file := l.file(n)
	return l.t.Kind(file) == "string" && !l.t.Has(file, "interpolation")
}

// file gives the last argument of a call, the file to bring in.
func (l *lowerer) file(n syntax.Node) syntax.Node {
	last := syntax.None
	for c := range l.t.NamedChildren(l.t.Child(n, "arguments")) {
		last = c
	}
	return last
}
