package script

import (
	"strings"

	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// quoted decodes a string between its quotes.
func (l *lowerer) quoted(n syntax.Node) string {
	s := l.Text(n)
	if len(s) > 0 && (s[0] == '"' || s[0] == '\'' || s[0] == '`') {
		s = strings.TrimSuffix(s[1:], s[:1])
	}
	return build.Unescape(s, build.Drop)
}

// template lowers a template string: a plain String where nothing is put into it.
func (l *lowerer) template(n syntax.Node) *tree.Node {
	if !l.t.Has(n, "template_substitution") {
		return l.Node(tree.String, n, l.quoted(n))
	}
	var kids []*tree.Node
	at, end := l.t.Start(n)+1, l.t.End(n)
	if strings.HasSuffix(l.Text(n), "`") {
		end--
	}
	for c := range l.t.Children(n) {
		if l.t.Kind(c) != "template_substitution" {
			continue
		}
		kids = l.part(kids, at, l.t.Start(c))
		if k := l.only(c); k != nil {
			kids = append(kids, k)
		}
		at = l.t.End(c)
	}
	return l.Node(tree.String, n, "", l.part(kids, at, end)...)
}

// part appends the constant text between two offsets of a template, unless empty.
func (l *lowerer) part(kids []*tree.Node, start, end uint32) []*tree.Node {
	if start >= end {
		return kids
	}
	return append(kids, l.Span(tree.String, start, end, build.Unescape(l.Slice(start, end), build.Drop)))
}

// list lowers an array or a pattern of one; a place left empty is Other.
func (l *lowerer) list(n syntax.Node) *tree.Node {
	var buffer [8]*tree.Node
	kids, filled := buffer[:0], false
	for c := range l.t.Children(n) {
		switch {
		case l.t.Kind(c) == ",":
			if !filled {
				kids = append(kids, l.Node(tree.Other, c, ""))
			}
			filled = false
		case l.t.Named(c) && l.t.Kind(c) != "comment":
			if k := l.expr(c); k != nil {
				kids = append(kids, k)
			}
			filled = true
		}
	}
	return l.Node(tree.List, n, "", kids...)
}

// object lowers an object or a pattern of one.
func (l *lowerer) object(n syntax.Node) *tree.Node {
	var buffer [8]*tree.Node
	kids := buffer[:0]
	for c := range l.t.NamedChildren(n) {
		kids = append(kids, l.member(c))
	}
	return l.Node(tree.Object, n, "", kids...)
}

// member lowers a member of an object or of a pattern.
func (l *lowerer) member(n syntax.Node) *tree.Node {
	switch l.t.Kind(n) {
	case "pair", "pair_pattern":
		return l.pair(n, l.t.Child(n, "key"), l.field(n, "value"))
	case "method_definition":
		return l.pair(n, l.t.Child(n, "name"), l.function(n))
	case "shorthand_property_identifier", "shorthand_property_identifier_pattern":
		return l.Node(tree.Pair, n, l.bare(n), l.name(n))
	case "object_assignment_pattern":
		key := l.t.Child(n, "left")
		return l.Node(tree.Pair, n, l.bare(key), l.assignment(n))
	}
	return l.need(n, n)
}

// pair makes the Pair of a key, constant or not, and a value.
func (l *lowerer) pair(n, key syntax.Node, value *tree.Node) *tree.Node {
	text, computed := l.key(key)
	if computed != nil {
		return l.Node(tree.Pair, n, "", value, computed)
	}
	return l.Node(tree.Pair, n, text, christen(value, text))
}

// key gives the constant text of a key, or the expression of one that is none.
func (l *lowerer) key(n syntax.Node) (string, *tree.Node) {
	switch l.t.Kind(n) {
	case "string":
		return l.quoted(n), nil
	case "number":
		return build.Number(l.Text(n)), nil
	case "computed_property_name":
		e := l.need(n, l.firstNamed(n))
		if e.Kind == tree.String && len(e.Kids) == 0 {
			return e.Text, nil
		}
		return "", e
	}
	return l.bare(n), nil
}

// christen gives a function or class that has no name the name it is kept under.
func christen(value *tree.Node, name string) *tree.Node {
	if value != nil && value.Text == "" && (value.Kind == tree.Function || value.Kind == tree.Class) {
		value.Text = name
	}
	return value
}
