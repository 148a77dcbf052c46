package java

import (
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// arm is one case of a switch: its condition (nil for default) and what it does.
type arm struct {
	condition *tree.Node
	body      syntax.Node
	rule      bool
	at        syntax.Node
}

// arms gives the cases of a switch; those without statements join the next.
func (l *lowerer) arms(n syntax.Node) (subject *tree.Node, out []arm) {
	subject = l.field(n, "condition")
	whole := subject
	var pending *tree.Node
	open := false
	for c := range l.t.NamedChildren(l.t.Child(n, "body")) {
		kind := l.t.Kind(c)
		if kind != "switch_rule" && kind != "switch_block_statement_group" {
			continue
		}
		rest, falls := syntax.None, false
		for k := range l.t.NamedChildren(c) {
			if l.t.Kind(k) != "switch_label" {
				rest = k
				break
			}
			condition := l.label(k, &subject)
			switch {
			case condition == nil:
				falls = true
			case pending == nil:
				pending = condition
			default:
				pending = l.Span(tree.Binary, pending.Start, max(pending.End, condition.End), "||", pending, condition)
			}
		}
		open = open || falls
		if rest < 0 {
			continue
		}
		if open {
			pending = nil
		}
		out = append(out, arm{condition: pending, body: rest, rule: kind == "switch_rule", at: c})
		pending, open = nil, false
	}
	return whole, out
}

// label gives the condition of case a, b -> and of patterns; nil for default.
func (l *lowerer) label(n syntax.Node, subject **tree.Node) *tree.Node {
	var out, guard *tree.Node
	for c := range l.t.NamedChildren(n) {
		if l.t.Kind(c) == "guard" {
			guard = l.only(c)
			continue
		}
		op, value := "==", l.expr(c)
		if l.t.Kind(c) == "pattern" {
			op = "is"
		}
		s := *subject
		if !path(s) {
			*subject = l.Span(tree.Other, s.Start, s.End, "")
		}
		test := l.Node(tree.Binary, c, op, s, value)
		if out != nil {
			test = l.Span(tree.Binary, out.Start, max(out.End, test.End), "||", out, test)
		}
		out = test
	}
	if out != nil && guard != nil {
		return l.Node(tree.Binary, n, "&&", out, guard)
	}
	return out
}

func path(n *tree.Node) bool {
	for n.Kind == tree.Member {
		n = n.Kids[0]
	}
	return n.Kind == tree.Name
}

// cases lowers a switch of statements as nested Ifs.
func (l *lowerer) cases(n syntax.Node) *tree.Node {
	l.switches++
	defer func() { l.switches-- }()
	subject, arms := l.arms(n)
	var last *tree.Node
	for i := len(arms) - 1; i >= 0; i-- {
		if arms[i].condition == nil {
			last = l.group(arms[i])
			break
		}
	}
	for i := len(arms) - 1; i >= 0; i-- {
		if c := arms[i].condition; c != nil {
			last = l.Span(tree.If, l.t.Start(arms[i].at), l.t.End(n), "", c, l.group(arms[i]), last)
		}
	}
	if last == nil {
		return l.Node(tree.Other, n, "", subject)
	}
	return last
}

// group makes a Block of the statements of a case.
func (l *lowerer) group(a arm) *tree.Node {
	if a.rule {
		return l.block(a.body)
	}
	var out []*tree.Node
	for c := range l.t.NamedChildren(a.at) {
		if l.t.Kind(c) != "switch_label" {
			out = l.add(out, c)
		}
	}
	return l.Node(tree.Block, a.at, "", out...)
}

// chosen lowers a switch that gives a value as nested Choices; a Block in one ends with
// the value. Without default what is left is Null.
func (l *lowerer) chosen(n syntax.Node) *tree.Node {
	l.switches++
	defer func() { l.switches-- }()
	subject, arms := l.arms(n)
	end := l.t.End(n)
	last := l.Span(tree.Null, end, end, "")
	for i := range arms {
		if arms[i].condition == nil {
			last = l.value(arms[i])
		}
	}
	for i := len(arms) - 1; i >= 0; i-- {
		if c := arms[i].condition; c != nil {
			last = l.Span(tree.Choice, l.t.Start(arms[i].at), end, "", c, l.value(arms[i]), last)
		}
	}
	if last.Kind != tree.Choice {
		return l.Node(tree.Other, n, "", subject, last)
	}
	return last
}

// value gives the value of a case: an expression itself, else a Block.
func (l *lowerer) value(a arm) *tree.Node {
	if a.rule && (l.t.Kind(a.body) == "expression_statement" || l.t.Kind(a.body) == "throw_statement") {
		return l.only(a.body)
	}
	return l.group(a)
}
