package golang

import (
	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// literal says what is known of the type of a composite literal.
type literal struct {
	// name is the type's dotted name, empty for a map, list or unnamed struct.
	name string
	// list and mapped say that the type is written as a list or map.
	list, mapped bool
	// element and key are the types of what is inside, None where not written.
	element, key syntax.Node
}

// literalOf tells what is known of a type; a pointer counts as what it points to.
func (l *lowerer) literalOf(n syntax.Node) literal {
	for l.t.Kind(n) == "pointer_type" || l.t.Kind(n) == "parenthesized_type" {
		n = l.first(n)
	}
	out := literal{element: syntax.None, key: syntax.None}
	switch l.t.Kind(n) {
	case "slice_type", "array_type", "implicit_length_array_type":
		out.list, out.element = true, l.t.Child(n, "element")
	case "map_type":
		out.mapped, out.element, out.key = true, l.t.Child(n, "value"), l.t.Child(n, "key")
	default:
		out.name = l.base(n)
	}
	return out
}

// composite lowers a literal with a type before it.
func (l *lowerer) composite(n syntax.Node) *tree.Node {
	return l.elements(n, l.t.Child(n, "body"), l.t.Child(n, "type"))
}

// elements lowers what stands between the braces of a literal of a type, which may be None.
func (l *lowerer) elements(n, body, of syntax.Node) *tree.Node {
	defer l.Leave()
	if !l.Enter() {
		return l.Cut(n)
	}
	what := l.literalOf(of)
	at, keyed := l.Mark(), false
	for c := range l.t.NamedChildren(body) {
		if l.t.Kind(c) == "keyed_element" {
			l.Push(l.pair(c, what))
			keyed = true
		} else {
			l.Push(l.element(c, what.element))
		}
	}
	if keyed || what.mapped || what.name != "" && l.Pushed(at) == 0 {
		return l.Collect(at, tree.Object, n, what.name)
	}
	out := l.Collect(at, tree.List, n, "")
	out.Type = what.name
	return out
}

// element lowers an element; one in braces alone is of the type given.
func (l *lowerer) element(n, of syntax.Node) *tree.Node {
	if n < 0 {
		return l.Node(tree.Other, 0, "")
	}
	inner := n
	if l.t.Kind(n) == "literal_element" {
		inner = l.first(n)
	}
	if l.t.Kind(inner) == "literal_value" {
		return l.elements(inner, inner, of)
	}
	return l.need(n, inner)
}

// pair lowers key: value. In a map a bare name as key is a variable, else a field.
func (l *lowerer) pair(n syntax.Node, what literal) *tree.Node {
	value := l.element(l.t.Child(n, "value"), what.element)
	key := l.t.Child(n, "key")
	k := l.element(key, what.key)
	switch {
	case k.Kind == tree.String, k.Kind == tree.Number, k.Kind == tree.Name && !what.mapped && !what.list:
		return l.Node(tree.Pair, n, k.Text, build.Christen(value, k.Text))
	}
	return l.Node(tree.Pair, n, "", value, k)
}
