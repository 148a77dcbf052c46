package golang

import (
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// block lowers the statements below n to a Block; nil for None.
func (l *lowerer) block(n syntax.Node) *tree.Node {
	if n < 0 {
		return nil
	}
	at := l.Mark()
	l.statements(n)
	return l.Collect(at, tree.Block, n, "")
}

// statements pushes the statements of a block or a file.
func (l *lowerer) statements(n syntax.Node) {
	for c := range l.t.NamedChildren(n) {
		if l.t.Kind(c) != "statement_list" {
			l.statement(c)
			continue
		}
		for s := range l.t.NamedChildren(c) {
			l.statement(s)
		}
	}
}

// statement pushes what a statement or declaration is lowered to: nothing, one node or
// several.
func (l *lowerer) statement(n syntax.Node) {
	defer l.Leave()
	if !l.Enter() {
		l.Push(l.Cut(n))
		return
	}
	switch l.t.Kind(n) {
	case "expression_statement":
		l.alone(n)
	case "short_var_declaration", "assignment_statement", "receive_statement":
		l.assign(n)
	case "inc_statement", "dec_statement":
		text := l.Text(n)
		one := l.Node(tree.Number, n, "1")
		l.Push(l.Node(tree.Assign, n, text[len(text)-1:]+"=", l.need(n, l.first(n)), one))
	case "return_statement":
		l.Push(l.Node(tree.Return, n, "", l.values(l.first(n))))
	case "if_statement":
		l.condition(n)
	case "for_statement":
		l.loop(n)
	case "expression_switch_statement", "type_switch_statement":
		l.choose(n)
	case "select_statement":
		l.choice(n)
	case "defer_statement", "go_statement":
		l.push(n)
	case "block":
		l.Push(l.block(n))
	case "labeled_statement":
		for c := range l.t.NamedChildren(n) {
			if l.t.FieldName(c) != "label" {
				l.statement(c)
			}
		}
	case "break_statement":
		if l.switches == 0 || l.first(n) >= 0 {
			l.Push(l.Node(tree.Return, n, "", nil))
		}
	case "continue_statement", "goto_statement":
		l.Push(l.Node(tree.Return, n, "", nil))
	default:
		l.declaration(n)
	}
}

// alone pushes an expression; what follows panic is not reached.
func (l *lowerer) alone(n syntax.Node) {
	l.push(n)
	if c := l.first(n); l.t.Kind(c) == "call_expression" && l.Text(l.t.Child(c, "function")) == "panic" {
		l.Push(l.Node(tree.Return, n, "", nil))
	}
}

// values lowers a list of expressions: nil for none, a List for several.
func (l *lowerer) values(n syntax.Node) *tree.Node {
	switch {
	case n < 0:
		return nil
	case l.t.Kind(n) != "expression_list":
		return l.expr(n)
	}
	if only := l.first(n); only < 0 || l.t.Next(n, only) < 0 {
		return l.need(n, only)
	}
	return l.all(tree.List, n, "")
}

func (l *lowerer) condition(n syntax.Node) {
	chain := l.Chain()
	for wrap := false; n >= 0; wrap = true {
		at := l.Mark()
		if first := l.t.Child(n, "initializer"); first >= 0 {
			l.statement(first)
		}
		before := l.Take(at)
		next := l.Node(tree.If, n, "", l.field(n, "condition"), l.block(l.t.Child(n, "consequence")), nil)
		if wrap && len(before) > 0 {
			chain.Join(l.Node(tree.Block, n, "", append(before, next)...), next)
		} else {
			for _, s := range before {
				l.Push(s)
			}
			chain.Join(next, next)
		}
		other := l.t.Child(n, "alternative")
		if l.t.Kind(other) != "if_statement" {
			if other >= 0 {
				chain.Else(l.block(other))
			}
			return
		}
		n = other
	}
}

// loop pushes a for of any form.
func (l *lowerer) loop(n syntax.Node) {
	kept := l.switches
	l.switches = 0
	defer func() { l.switches = kept }()
	var from, variable *tree.Node
	step := syntax.None
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "block":
		case "for_clause":
			if first := l.t.Child(c, "initializer"); first >= 0 {
				l.statement(first)
			}
			if test := l.t.Child(c, "condition"); test >= 0 {
				from = l.expr(test)
			}
			step = l.t.Child(c, "update")
		case "range_clause":
			variable = l.values(l.t.Child(c, "left"))
			from = l.field(c, "right")
		default:
			from = l.expr(c)
		}
	}
	body := l.t.Child(n, "body")
	at := l.Mark()
	l.statements(body)
	if step >= 0 {
		l.statement(step)
	}
	if body < 0 {
		body = n
	}
	l.Push(l.Node(tree.Loop, n, "", from, variable, l.Collect(at, tree.Block, body, "")))
}

// choose pushes the chain of If that a switch is; the default stands last.
func (l *lowerer) choose(n syntax.Node) {
	l.switches++
	defer func() { l.switches-- }()
	if first := l.t.Child(n, "initializer"); first >= 0 {
		l.statement(first)
	}
	var subject *tree.Node
	if v := l.t.Child(n, "value"); v >= 0 {
		subject = l.expr(v)
	}
	if alias := l.first(l.t.Child(n, "alias")); alias >= 0 && subject != nil {
		l.Push(l.Node(tree.Assign, alias, "=", l.expr(alias), subject))
		subject = l.expr(alias)
	}
	chain, used := l.Chain(), false
	var rest *tree.Node
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "default_case":
			rest = l.caseBody(c)
		case "expression_case", "type_case":
			test := l.tests(c, subject, &used)
			chain.Add(c, test, l.caseBody(c))
		}
	}
	chain.Else(rest)
	if subject != nil && !used && subject.Kind != tree.Name {
		l.Push(subject)
	}
}

// caseBody lowers the statements of a case.
func (l *lowerer) caseBody(n syntax.Node) *tree.Node {
	at := l.Mark()
	for c := range l.t.NamedChildren(n) {
		if l.t.Kind(c) == "statement_list" {
			l.statements(c)
		}
	}
	return l.Collect(at, tree.Block, n, "")
}

// tests gives the condition of a case; used tells whether the subject stands in one.
func (l *lowerer) tests(n syntax.Node, subject *tree.Node, used *bool) *tree.Node {
	var tests []*tree.Node
	test := func(v syntax.Node) {
		of := subject
		if *used {
			of = l.Again(subject)
		}
		switch {
		case l.t.Kind(n) == "type_case" && l.Text(v) == "nil":
			tests = append(tests, l.Node(tree.Binary, v, "==", of, l.Node(tree.Null, v, "")))
		case l.t.Kind(n) == "type_case":
			tests = append(tests, l.Node(tree.Binary, v, "is", of, l.typed(v)))
		case subject == nil:
			tests = append(tests, l.expr(v))
		default:
			tests = append(tests, l.Node(tree.Binary, v, "==", of, l.expr(v)))
		}
		*used = true
	}
	for c := range l.t.NamedChildren(n) {
		switch {
		case l.t.FieldName(c) == "type":
			test(c)
		case l.t.FieldName(c) == "value":
			for v := range l.t.NamedChildren(c) {
				test(v)
			}
		}
	}
	if len(tests) == 0 {
		return l.Node(tree.Other, n, "")
	}
	return l.Any(tests)
}

// choice pushes a Block for each case of a select.
func (l *lowerer) choice(n syntax.Node) {
	l.switches++
	defer func() { l.switches-- }()
	for c := range l.t.NamedChildren(n) {
		at := l.Mark()
		if what := l.t.Child(c, "communication"); what >= 0 {
			l.statement(what)
		}
		for s := range l.t.NamedChildren(c) {
			if l.t.Kind(s) == "statement_list" {
				l.statements(s)
			}
		}
		l.Push(l.Collect(at, tree.Block, c, ""))
	}
}
