package script

import (
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// assignment lowers left = right; also a default in a pattern.
func (l *lowerer) assignment(n syntax.Node) *tree.Node {
	left, right := l.t.Child(n, "left"), l.t.Child(n, "right")
	if out := l.bind(n, left, right); out != nil {
		return out
	}
	target, value := l.need(n, left), l.need(n, right)
	return l.Node(tree.Assign, n, "=", target, christen(value, called(target)))
}

// called gives the last part of the name of what is assigned to.
func called(target *tree.Node) string {
	if target.Kind == tree.Name || target.Kind == tree.Member {
		return target.Text
	}
	return ""
}

// declaration appends what var, let, const and using declare.
func (l *lowerer) declaration(out []*tree.Node, n syntax.Node) []*tree.Node {
	constant := l.t.Has(n, "const")
	for c := range l.t.NamedChildren(n) {
		if l.t.Kind(c) != "variable_declarator" {
			out = append(out, l.need(n, c))
			continue
		}
		out = append(out, l.declarator(c, constant))
	}
	return out
}

func (l *lowerer) declarator(n syntax.Node, constant bool) *tree.Node {
	left, right := l.t.Child(n, "name"), l.t.Child(n, "value")
	if out := l.bind(n, left, right); out != nil {
		return out
	}
	target := l.need(n, left)
	out := l.Node(tree.Assign, n, "=", target, christen(l.expr(right), called(target)))
	out.Type = l.typeOf(n)
	if constant {
		out.Flag |= tree.Constant
	}
	return out
}

// bind gives the Import of names = require("m"), names = await import("m") and
// name = require("m").member; nil for any other assignment.
func (l *lowerer) bind(n, left, right syntax.Node) *tree.Node {
	for k := l.t.Kind(right); k == "await_expression" || k == "parenthesized_expression"; k = l.t.Kind(right) {
		right = l.firstNamed(right)
	}
	taken := ""
	if l.t.Kind(right) == "member_expression" {
		taken = l.bare(l.t.Child(right, "property"))
		right = l.t.Child(right, "object")
	}
	module, ok := l.module(right)
	if !ok {
		return nil
	}
	var names []tree.ImportedName
	switch l.t.Kind(left) {
	case "identifier":
		names = []tree.ImportedName{{Name: taken, As: l.Text(left)}}
	case "object_pattern":
		if names = l.taken(left); taken != "" {
			return nil
		}
	default:
		return nil
	}
	if names == nil {
		return nil
	}
	out := l.Node(tree.Import, n, module)
	out.Names = names
	return out
}

// taken gives the names that a pattern takes of a module, nil where it is deeper than
// names under names.
func (l *lowerer) taken(pattern syntax.Node) []tree.ImportedName {
	out := []tree.ImportedName{}
	for c := range l.t.NamedChildren(pattern) {
		switch l.t.Kind(c) {
		case "shorthand_property_identifier_pattern":
			out = append(out, tree.ImportedName{Name: l.Text(c), As: l.Text(c)})
		case "pair_pattern":
			key, as := l.t.Child(c, "key"), l.t.Child(c, "value")
			if l.t.Kind(key) == "computed_property_name" || l.t.Kind(as) != "identifier" {
				return nil
			}
			text, _ := l.key(key)
			out = append(out, tree.ImportedName{Name: text, As: l.Text(as)})
		case "rest_pattern":
			out = append(out, tree.ImportedName{Name: "*", As: l.Text(l.firstNamed(c))})
		default:
			return nil
		}
	}
	return out
}

// module gives M of require("M") and import("M").
func (l *lowerer) module(n syntax.Node) (string, bool) {
	if l.t.Kind(n) != "call_expression" {
		return "", false
	}
	if f := l.t.Child(n, "function"); l.t.Kind(f) != "import" && l.Text(f) != "require" {
		return "", false
	}
	arguments := l.t.Child(n, "arguments")
	first := l.firstNamed(arguments)
	switch l.t.Kind(first) {
	case "string":
		return l.quoted(first), true
	case "template_string":
		return l.quoted(first), !l.t.Has(first, "template_substitution")
	}
	return "", false
}
