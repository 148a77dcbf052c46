package script

import (
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// oneCase is a case of a switch: the values that lead into it and what it does.
type oneCase struct {
	values    []syntax.Node
	body      *tree.Node
	otherwise bool // also reached by default
	n         syntax.Node
}

// chained is the number of cases that follow each other by else: a longer switch goes
// on in a chain beside the first, so that the tree does not grow deep.
const chained = 200

// choose appends the chain of If that a switch is.
func (l *lowerer) choose(out []*tree.Node, n syntax.Node) []*tree.Node {
	subject := l.field(n, "value")
	var rest, last *tree.Node
	length, first := 0, true
	for _, c := range l.cases(l.t.Child(n, "body")) {
		if c.otherwise {
			rest = c.body
			continue
		}
		tests := make([]*tree.Node, len(c.values))
		for i, v := range c.values {
			tests[i] = l.test(c.n, subject, v, first)
			first = false
		}
		next := l.Node(tree.If, c.n, "", l.any(tests), c.body, nil)
		if length%chained == 0 {
			out = append(out, next)
		} else {
			last.Kids[2] = next
		}
		last = next
		length++
	}
	switch {
	case last != nil:
		last.Kids[2] = rest
	case rest != nil:
		out = append(out, subject, rest)
	default:
		out = append(out, subject)
	}
	return out
}

// any joins tests by ||.
func (l *lowerer) any(tests []*tree.Node) *tree.Node {
	if len(tests) == 1 {
		return tests[0]
	}
	left, right := l.any(tests[:len(tests)/2]), l.any(tests[len(tests)/2:])
	return l.Span(tree.Binary, left.Start, right.End, "||", left, right)
}

// test compares the subject of a switch with the value of a case; where the subject is
// true, the value is the test.
func (l *lowerer) test(of syntax.Node, subject *tree.Node, value syntax.Node, first bool) *tree.Node {
	v := l.need(of, value)
	if subject.Kind == tree.True {
		return v
	}
	if !first {
		subject = l.again(subject, 8)
	}
	return l.Span(tree.Binary, v.Start, v.End, "==", subject, v)
}

// again copies a path of at most limit parts; all else becomes Other.
func (l *lowerer) again(n *tree.Node, limit int) *tree.Node {
	switch {
	case n.Kind == tree.Name:
		return l.Span(tree.Name, n.Start, n.End, n.Text)
	case n.Kind == tree.Member && limit > 0:
		return l.Span(tree.Member, n.Start, n.End, n.Text, l.again(n.Kids[0], limit-1))
	}
	return l.Span(tree.Other, n.Start, n.End, "")
}

// cases groups the cases of a switch: one without statements leads into the next.
func (l *lowerer) cases(body syntax.Node) []oneCase {
	l.switches++
	defer func() { l.switches-- }()
	var out []oneCase
	var open oneCase
	for c := range l.t.NamedChildren(body) {
		open.n = c
		switch l.t.Kind(c) {
		case "switch_case":
			open.values = append(open.values, l.t.Child(c, "value"))
		case "switch_default":
			open.otherwise = true
		default:
			open.values = append(open.values, c)
		}
		open.body = l.caseBody(c)
		if l.t.Child(c, "body") >= 0 {
			out = append(out, open)
			open = oneCase{}
		}
	}
	if open.body != nil {
		out = append(out, open)
	}
	return out
}

func (l *lowerer) caseBody(n syntax.Node) *tree.Node {
	var kids []*tree.Node
	for c := range l.t.Children(n) {
		if l.t.FieldName(c) == "body" && l.t.Named(c) {
			kids = l.statement(kids, c)
		}
	}
	return l.Node(tree.Block, n, "", kids...)
}
