package php

import (
	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

func (l *lowerer) control(n syntax.Node, kind string) *tree.Node {
	switch kind {
	case "if_statement":
		return l.branches(n)
	case "switch_statement":
		return l.cases(n)
	case "try_statement":
		return l.try(n)
	}
	within := l.switches
	defer func() { l.switches = within }()
	l.switches = 0
	switch kind {
	case "for_statement":
		return l.counted(n)
	case "foreach_statement":
		return l.each(n)
	}
	return l.Node(tree.Loop, n, "", l.field(n, "condition"), nil, l.body(n))
}

// branches lowers if ... elseif ... else.
func (l *lowerer) branches(n syntax.Node) *tree.Node {
	var rest []syntax.Node
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "else_if_clause", "else_clause":
			rest = append(rest, c)
		}
	}
	var last *tree.Node
	for i := len(rest) - 1; i >= 0; i-- {
		c := rest[i]
		if l.t.Kind(c) == "else_if_clause" {
			last = l.Node(tree.If, c, "", l.field(c, "condition"), l.body(c), last)
			continue
		}
		if b := l.t.Child(c, "body"); l.t.Kind(b) == "if_statement" {
			if kids := l.add(nil, b); len(kids) == 1 {
				last = kids[0]
				continue
			}
		}
		last = l.body(c)
	}
	return l.Node(tree.If, n, "", l.field(n, "condition"), l.body(n), last)
}

// cases lowers a switch as nested Ifs; cases without statements join the next.
func (l *lowerer) cases(n syntax.Node) *tree.Node {
	subject := l.field(n, "condition")
	type arm struct {
		values []syntax.Node
		body   syntax.Node
	}
	var arms []arm
	var other, pending = syntax.None, []syntax.Node(nil)
	l.switches++
	defer func() { l.switches-- }()
	for c := range l.t.NamedChildren(l.t.Child(n, "body")) {
		switch l.t.Kind(c) {
		case "case_statement":
			pending = append(pending, c)
			if l.filled(c) {
				arms = append(arms, arm{pending, c})
				pending = nil
			}
		case "default_statement":
			other, pending = c, nil
		}
	}
	if len(pending) > 0 {
		arms = append(arms, arm{pending, pending[len(pending)-1]})
	}
	conditions := make([]*tree.Node, len(arms))
	for i, a := range arms {
		for _, v := range a.values {
			value := l.t.Child(v, "value")
			conditions[i] = l.either(conditions[i], l.equals(&subject, value, l.need(v, value)))
		}
	}
	var last *tree.Node
	if other >= 0 {
		last = l.block(other)
	}
	for i := len(arms) - 1; i >= 0; i-- {
		first := arms[i].values[0]
		last = l.Span(tree.If, l.t.Start(first), l.t.End(n), "", conditions[i], l.block(arms[i].body), last)
	}
	if last == nil {
		return l.Node(tree.Other, n, "", subject)
	}
	return last
}

// filled says whether a case has statements.
func (l *lowerer) filled(n syntax.Node) bool {
	for c := range l.t.NamedChildren(n) {
		if l.t.FieldName(c) != "value" {
			return true
		}
	}
	return false
}

// equals compares a subject with a value, and after the first time replaces a subject
// that runs something by Other. match (true) and switch (true) test the value itself.
func (l *lowerer) equals(subject **tree.Node, at syntax.Node, value *tree.Node) *tree.Node {
	s := *subject
	if s.Kind == tree.True {
		return value
	}
	if !path(s) {
		*subject = l.Span(tree.Other, s.Start, s.End, "")
	}
	if at < 0 {
		return value
	}
	return l.Node(tree.Binary, at, "==", s, value)
}

func path(n *tree.Node) bool {
	for n.Kind == tree.Member {
		n = n.Kids[0]
	}
	return n.Kind == tree.Name
}

func (l *lowerer) either(a, b *tree.Node) *tree.Node {
	if a == nil {
		return b
	}
	return l.Span(tree.Binary, a.Start, max(a.End, b.End), "||", a, b)
}

// match lowers a match expression as nested Choices; without default what is left is Null.
func (l *lowerer) match(n syntax.Node) *tree.Node {
	subject := l.field(n, "condition")
	end := l.t.End(n)
	last := l.Span(tree.Null, end, end, "")
	var arms []syntax.Node
	for c := range l.t.NamedChildren(l.t.Child(n, "body")) {
		switch l.t.Kind(c) {
		case "match_conditional_expression":
			arms = append(arms, c)
		case "match_default_expression":
			last = l.field(c, "return_expression")
		}
	}
	conditions := make([]*tree.Node, len(arms))
	for i, a := range arms {
		for v := range l.t.NamedChildren(l.t.Child(a, "conditional_expressions")) {
			conditions[i] = l.either(conditions[i], l.equals(&subject, v, l.expr(v)))
		}
		if conditions[i] == nil {
			conditions[i] = l.need(a, syntax.None)
		}
	}
	for i := len(arms) - 1; i >= 0; i-- {
		last = l.Span(tree.Choice, l.t.Start(arms[i]), end, "", conditions[i], l.field(arms[i], "return_expression"), last)
	}
	if len(arms) == 0 {
		return l.Node(tree.Other, n, "", subject, last)
	}
	return last
}

// try lowers try, catch and finally as a Block of Blocks; a catch begins with the
// declaration of its variable.
func (l *lowerer) try(n syntax.Node) *tree.Node {
	kids := []*tree.Node{l.body(n)}
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "catch_clause":
			b := l.body(c)
			if name := l.t.Child(c, "name"); name >= 0 {
				e := l.Node(tree.Assign, name, "=", l.expr(name), nil)
				e.Type = l.typed(l.t.Child(c, "type"))
				b.Kids = append([]*tree.Node{e}, b.Kids...)
				build.Stretch(b, e)
			}
			kids = append(kids, b)
		case "finally_clause":
			kids = append(kids, l.body(c))
		}
	}
	return l.Node(tree.Block, n, "", kids...)
}

// counted lowers for (a; b; c): what comes first stands before the loop, what comes
// last at the end of its Block.
func (l *lowerer) counted(n syntax.Node) *tree.Node {
	var before, step, bodies []*tree.Node
	var condition *tree.Node
	for c := range l.t.NamedChildren(n) {
		switch l.t.FieldName(c) {
		case "initialize":
			before = append(before, l.sequence(c)...)
		case "condition":
			if all := l.sequence(c); len(all) > 0 {
				condition = all[len(all)-1]
			}
		case "update":
			step = append(step, l.sequence(c)...)
		case "body":
			if l.t.Kind(c) == "compound_statement" || l.t.Kind(c) == "colon_block" {
				bodies = append(bodies, l.statements(c)...)
			} else {
				bodies = l.add(bodies, c)
			}
		}
	}
	block := l.Node(tree.Block, n, "", append(bodies, step...)...)
	loop := l.Node(tree.Loop, n, "", condition, nil, block)
	if len(before) == 0 {
		return loop
	}
	return l.Node(tree.Block, n, "", append(before, loop)...)
}

// each lowers foreach (x as $k => $v): the variable is a List of both where there are two.
func (l *lowerer) each(n syntax.Node) *tree.Node {
	var parts []*tree.Node
	for c := range l.t.NamedChildren(n) {
		switch {
		case l.t.FieldName(c) == "body" || l.t.Kind(c) == "text_interpolation":
		case l.t.Kind(c) == "pair":
			parts = append(parts, l.Node(tree.List, c, "", l.kids(c)...))
		default:
			parts = append(parts, l.expr(c))
		}
	}
	for len(parts) < 2 {
		parts = append(parts, nil)
	}
	return l.Node(tree.Loop, n, "", parts[0], parts[1], l.body(n))
}
