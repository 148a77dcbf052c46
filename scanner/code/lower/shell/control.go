package shell

import (
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

func (l *lowerer) control(n syntax.Node, kind string) *tree.Node {
	switch kind {
	case "if_statement":
		return l.branches(n)
	case "for_statement":
		return l.each(n)
	case "c_style_for_statement":
		return l.counted(n)
	case "while_statement":
		return l.while(n)
	case "case_statement":
		return l.cases(n)
	}
	return l.function(n)
}

// branches lowers if ... elif ... else ... fi.
func (l *lowerer) branches(n syntax.Node) *tree.Node {
	var conditions, then []*tree.Node
	var rest []syntax.Node
	inThen := false
	for c := range l.Tree.Children(n) {
		switch kind := l.Tree.Kind(c); {
		case kind == "then":
			inThen = true
		case !l.Tree.Named(c) || kind == "comment":
		case kind == "elif_clause" || kind == "else_clause":
			rest = append(rest, c)
		case inThen:
			then = l.add(then, c)
		default:
			conditions = l.add(conditions, c)
		}
	}
	var last *tree.Node
	for i := len(rest) - 1; i >= 0; i-- {
		if l.Tree.Kind(rest[i]) == "else_clause" {
			last = l.block(rest[i])
			continue
		}
		elif := l.branches(rest[i])
		if elif.Kids[2] == nil {
			elif.Kids[2] = last
		}
		last = elif
	}
	return l.Node(tree.If, n, "", l.condition(n, conditions), l.body(n, then), last)
}

// condition gives what decides among the commands of a condition: the last; all in a
// Block where there are several.
func (l *lowerer) condition(n syntax.Node, nodes []*tree.Node) *tree.Node {
	if len(nodes) == 0 {
		return l.Span(tree.Other, l.Tree.Start(n), l.Tree.Start(n), "")
	}
	return l.several(n, nodes)
}

// body makes a Block that reaches over its statements.
func (l *lowerer) body(n syntax.Node, kids []*tree.Node) *tree.Node {
	if len(kids) == 0 {
		return l.Span(tree.Block, l.Tree.End(n), l.Tree.End(n), "")
	}
	return l.Span(tree.Block, kids[0].Start, max(kids[0].Start, kids[len(kids)-1].End), "", kids...)
}

// each lowers for x in words.
func (l *lowerer) each(n syntax.Node) *tree.Node {
	var values []*tree.Node
	for c := range l.Tree.NamedChildren(n) {
		if l.Tree.FieldName(c) == "value" {
			values = append(values, l.node(c))
		}
	}
	var through *tree.Node
	switch len(values) {
	case 0:
	case 1:
		through = values[0]
	default:
		through = l.Span(tree.List, values[0].Start, max(values[0].Start, values[len(values)-1].End), "", values...)
	}
	return l.Node(tree.Loop, n, "", through, l.field(n, "variable"), l.group(n))
}

// group gives the Block of a loop.
func (l *lowerer) group(n syntax.Node) *tree.Node {
	if b := l.Tree.Child(n, "body"); b >= 0 {
		return l.block(b)
	}
	return l.body(n, nil)
}

// counted lowers for ((a; b; c)): what comes first stands before the loop, what comes
// last at the end of its Block.
func (l *lowerer) counted(n syntax.Node) *tree.Node {
	var first, step []*tree.Node
	var condition *tree.Node
	within := l.arithmetic
	l.arithmetic = true
	for c := range l.Tree.NamedChildren(n) {
		switch l.Tree.FieldName(c) {
		case "initializer":
			first = l.add(first, c)
		case "condition":
			condition = l.node(c)
		case "update":
			step = l.add(step, c)
		}
	}
	l.arithmetic = within
	block := l.group(n)
	block.Kids = append(block.Kids[:len(block.Kids):len(block.Kids)], step...)
	loop := l.Node(tree.Loop, n, "", condition, nil, block)
	if len(first) == 0 {
		return loop
	}
	return l.Node(tree.Block, n, "", append(first, loop)...)
}

// while lowers while and until.
func (l *lowerer) while(n syntax.Node) *tree.Node {
	var conditions []*tree.Node
	for c := range l.Tree.NamedChildren(n) {
		if l.Tree.FieldName(c) == "condition" {
			conditions = l.add(conditions, c)
		}
	}
	condition := l.condition(n, conditions)
	if l.Tree.Has(n, "until") {
		condition = l.Span(tree.Unary, condition.Start, condition.End, "!", condition)
	}
	return l.Node(tree.Loop, n, "", condition, nil, l.group(n))
}

// cases lowers case x in a|b) ... esac as nested Ifs; the pattern * is what is left.
func (l *lowerer) cases(n syntax.Node) *tree.Node {
	subject := l.field(n, "value")
	var items []syntax.Node
	for c := range l.Tree.NamedChildren(n) {
		if l.Tree.Kind(c) == "case_item" {
			items = append(items, c)
		}
	}
	var last *tree.Node
	for i := len(items) - 1; i >= 0; i-- {
		condition, body, all := l.item(items[i], l.subject(subject, i == 0))
		if all && last == nil {
			last = body
			continue
		}
		last = l.Span(tree.If, l.Tree.Start(items[i]), max(l.Tree.End(items[i]), end(last)), "", condition, body, last)
	}
	if last == nil {
		return l.Node(tree.Other, n, "", subject)
	}
	return last
}

func end(n *tree.Node) uint32 {
	if n == nil {
		return 0
	}
	return n.End
}

// subject gives what is compared in a case. What runs something when it is read stands
// in the first comparison only, an Other in the others.
func (l *lowerer) subject(n *tree.Node, first bool) *tree.Node {
	if first || n.Kind == tree.Name || n.Kind == tree.String && simple(n.Kids) {
		return n
	}
	return l.Span(tree.Other, n.Start, n.End, "")
}

func simple(kids []*tree.Node) bool {
	for _, k := range kids {
		if k.Kind != tree.Name && k.Kind != tree.String {
			return false
		}
	}
	return true
}

// item lowers one item of a case; all says that its pattern fits everything.
func (l *lowerer) item(n syntax.Node, subject *tree.Node) (condition, body *tree.Node, all bool) {
	var statements []*tree.Node
	for c := range l.Tree.NamedChildren(n) {
		if l.Tree.FieldName(c) != "value" {
			statements = l.add(statements, c)
			continue
		}
		value := l.node(c)
		all = all || constant(value) && value.Text == "*"
		test := l.Node(tree.Binary, c, "==", subject, value)
		if condition != nil {
			test = l.Span(tree.Binary, condition.Start, max(test.End, condition.End), "||", condition, test)
		}
		condition = test
	}
	if condition == nil {
		condition = l.Span(tree.Other, l.Tree.Start(n), l.Tree.Start(n), "")
	}
	return condition, l.body(n, statements), all
}

// function lowers name() { ... }.
func (l *lowerer) function(n syntax.Node) *tree.Node {
	body := l.Tree.Child(n, "body")
	if body < 0 {
		return l.Node(tree.Function, n, l.Text(l.Tree.Child(n, "name")), nil)
	}
	block := l.node(body)
	if block.Kind != tree.Block {
		block = l.Node(tree.Block, body, "", block)
	}
	return l.Node(tree.Function, n, l.Text(l.Tree.Child(n, "name")), block)
}
