package ruby

import (
	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

func (l *lowerer) assignment(n syntax.Node) *tree.Node {
	left := l.t.Child(n, "left")
	target := l.target(left)
	out := l.Node(tree.Assign, n, "=", target, build.Christen(l.field(n, "right"), build.Called(target)))
	if k := l.t.Kind(left); k == "constant" || k == "scope_resolution" {
		out.Flag |= tree.Constant
	}
	return out
}

// target lowers what is assigned to: a method of an object is a Member there, several
// targets are a List.
func (l *lowerer) target(n syntax.Node) *tree.Node {
	if n < 0 {
		return l.Node(tree.Other, 0, "")
	}
	defer l.Leave()
	if !l.Enter() {
		return l.Cut(n)
	}
	switch l.t.Kind(n) {
	case "call":
		if receiver := l.t.Child(n, "receiver"); receiver >= 0 && l.t.Child(n, "arguments") < 0 {
			return l.Node(tree.Member, n, l.Text(l.t.Child(n, "method")), l.expr(receiver))
		}
	case "left_assignment_list", "destructured_left_assignment":
		at := l.Mark()
		for c := range l.t.NamedChildren(n) {
			l.Push(l.target(c))
		}
		return l.Collect(at, tree.List, n, "")
	case "rest_assignment":
		if c := l.first(n); c >= 0 {
			return l.Node(tree.Spread, n, "", l.target(c))
		}
		return l.Node(tree.Spread, n, "", l.Node(tree.Other, n, ""))
	}
	return l.expr(n)
}

func (l *lowerer) binary(n syntax.Node) *tree.Node {
	op := build.Operator(l.Text(l.t.Child(n, "operator")))
	left, right := l.field(n, "left"), l.t.Child(n, "right")
	var second *tree.Node
	if k := l.t.Kind(right); k == "call" && (op == "&&" || op == "||") {
		second = l.ending(right)
	} else {
		second = l.need(n, right)
	}
	if op == "!~" {
		return l.Not(l.Node(tree.Binary, n, "=~", left, second))
	}
	return l.Node(tree.Binary, n, op, left, second)
}

// ending lowers what follows and or or: raise there is a Block that ends with a Return.
func (l *lowerer) ending(n syntax.Node) *tree.Node {
	at := l.Mark()
	if l.raised(n) {
		return l.Collect(at, tree.Block, n, "")
	}
	return l.expr(n)
}

func (l *lowerer) unary(n syntax.Node) *tree.Node {
	operand := l.field(n, "operand")
	switch op := build.Operator(l.Text(l.t.Child(n, "operator"))); op {
	case "defined?":
		return l.Node(tree.Binary, n, "!=", operand, l.Span(tree.Null, l.t.Start(n), l.t.Start(n), ""))
	default:
		return l.Node(tree.Unary, n, op, operand)
	}
}
