package php

import (
	"strconv"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// calls lowers calls and new. f(...) is f itself.
func (l *lowerer) calls(n syntax.Node, kind string) *tree.Node {
	if kind == "object_creation_expression" {
		return l.creation(n)
	}
	var callee *tree.Node
	switch kind {
	case "function_call_expression":
		callee = l.field(n, "function")
	case "scoped_call_expression":
		callee = l.access(n, l.field(n, "scope"))
	default:
		callee = l.access(n, l.field(n, "object"))
	}
	args := l.t.Child(n, "arguments")
	if l.t.Has(args, "variadic_placeholder") {
		return callee
	}
	return l.Node(tree.Call, n, "", l.arguments([]*tree.Node{callee}, args)...)
}

// creation lowers new A(...) and new class(...) extends A { }, whose Class is the last kid.
func (l *lowerer) creation(n syntax.Node) *tree.Node {
	kids := make([]*tree.Node, 0, 4)
	for c := range l.t.NamedChildren(n) {
		switch {
		case l.t.Kind(c) == "anonymous_class":
			class := l.class(c)
			if class.Types != nil {
				kids = append(kids, l.Span(tree.Name, class.Start, class.Start, class.Types[0]))
				kids = append(l.arguments(kids, l.t.ChildOf(c, "arguments")), class)
			} else {
				kids = l.arguments(append(kids, class), l.t.ChildOf(c, "arguments"))
			}
		case l.t.Kind(c) == "arguments":
			kids = l.arguments(kids, c)
		case len(kids) == 0:
			kids = append(kids, l.expr(c))
		}
	}
	if len(kids) == 0 {
		return l.Node(tree.Other, n, "")
	}
	out := l.Node(tree.Call, n, "", kids...)
	out.Flag |= tree.New
	return out
}

// arguments appends the arguments of a call; named ones are Pairs.
func (l *lowerer) arguments(out []*tree.Node, n syntax.Node) []*tree.Node {
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "variadic_placeholder":
		case "argument":
			value := l.inner(c)
			if name := l.t.Child(c, "name"); name >= 0 {
				value = l.Node(tree.Pair, c, l.Text(name), value)
			}
			out = append(out, value)
		default:
			out = append(out, l.expr(c))
		}
	}
	return out
}

// element is one element of an array: a value, a key before => or none.
type element struct {
	at         syntax.Node
	key, value *tree.Node
	spread     bool
}

func (l *lowerer) element(n syntax.Node) element {
	e := element{at: n}
	arrow := l.t.Has(n, "=>")
	for c := range l.t.NamedChildren(n) {
		switch {
		case arrow && e.key == nil:
			e.key = l.expr(c)
		case e.value == nil:
			e.value = l.expr(c)
		}
	}
	if e.value == nil {
		end := l.t.End(n)
		e.value = l.Span(tree.Other, end, end, "")
	}
	e.spread = e.value.Kind == tree.Spread
	return e
}

// array lowers an array: an Object where some element has a key. Elements without one
// then have their number as key, as PHP gives it.
func (l *lowerer) array(n syntax.Node) *tree.Node {
	var elements []element
	keyed := false
	for c := range l.t.NamedChildren(n) {
		if l.t.Kind(c) != "array_element_initializer" {
			elements = append(elements, element{at: c, value: l.expr(c)})
			continue
		}
		e := l.element(c)
		keyed = keyed || e.key != nil
		elements = append(elements, e)
	}
	return l.collection(n, elements, keyed)
}

func (l *lowerer) collection(n syntax.Node, elements []element, keyed bool) *tree.Node {
	kids := make([]*tree.Node, len(elements))
	next := 0
	for i, e := range elements {
		switch {
		case !keyed || e.spread:
			kids[i] = e.value
		case e.key == nil:
			kids[i] = l.Node(tree.Pair, e.at, strconv.Itoa(next), e.value)
			next++
		default:
			kids[i] = l.pair(e)
		}
	}
	if keyed {
		return l.Node(tree.Object, n, "", kids...)
	}
	return l.Node(tree.List, n, "", kids...)
}

func (l *lowerer) pair(e element) *tree.Node {
	start, end := min(e.key.Start, e.value.Start), max(e.key.End, e.value.End)
	named := e.value.Kind == tree.Function && e.value.Text == ""
	switch {
	case e.key.Kind == tree.String && len(e.key.Kids) == 0, e.key.Kind == tree.Number:
		if named {
			e.value.Text = e.key.Text
		}
		return l.Span(tree.Pair, start, end, e.key.Text, e.value)
	case e.key.Kind == tree.Name && l.t.Source[e.key.Start] != '$':
		return l.Span(tree.Pair, start, end, e.key.Text, e.value, e.key)
	}
	return l.Span(tree.Pair, start, end, "", e.value, e.key)
}

// list lowers [$a, 'k' => $b] and list($a, , $b) on the left side; an empty Other
// stands for what is left out.
func (l *lowerer) list(n syntax.Node) *tree.Node {
	var elements []element
	var key, value *tree.Node
	keyed := false
	finish := func(at syntax.Node, always bool) {
		if value == nil && always {
			value = l.Span(tree.Other, l.t.Start(at), l.t.Start(at), "")
		}
		if value != nil {
			elements = append(elements, element{at: at, key: key, value: value})
		}
		key, value = nil, nil
	}
	for c := range l.t.Children(n) {
		switch {
		case l.t.Kind(c) == "=>":
			key, value, keyed = value, nil, true
		case l.t.Kind(c) == ",":
			finish(c, true)
		case l.t.Named(c) && l.t.Kind(c) != "comment":
			value = l.expr(c)
		}
	}
	finish(n, false)
	return l.collection(n, elements, keyed)
}
