package ruby

import (
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// choice lowers if and unless that stand as a value; what is not said is Null.
func (l *lowerer) choice(n syntax.Node) *tree.Node {
	defer l.Leave()
	if !l.Enter() {
		return l.Cut(n)
	}
	test := l.field(n, "condition")
	kind := l.t.Kind(n)
	if kind == "unless" || kind == "unless_modifier" {
		test = l.Not(test)
	}
	yes := l.t.Child(n, "consequence")
	if kind == "if_modifier" || kind == "unless_modifier" {
		yes = l.t.Child(n, "body")
	}
	return l.Node(tree.Choice, n, "", test, l.orNull(n, yes), l.orNull(n, l.t.Child(n, "alternative")))
}

func (l *lowerer) orNull(of, n syntax.Node) *tree.Node {
	if n < 0 {
		end := l.t.End(of)
		return l.Span(tree.Null, end, end, "")
	}
	return l.expr(n)
}

// oneCase is a case: its condition (nil for always), what its pattern takes, its body.
type oneCase struct {
	n         syntax.Node
	condition *tree.Node
	taken     []*tree.Node
	body      syntax.Node
}

// choose pushes the chain of If that a case is.
func (l *lowerer) choose(n syntax.Node) {
	subject, used := l.subject(n), false
	chain := l.Chain()
	for c := range l.t.NamedChildren(n) {
		one, ok := l.oneCase(c, subject, &used)
		if !ok {
			continue
		}
		at := l.Mark()
		for _, set := range one.taken {
			l.Push(set)
		}
		l.statements(one.body)
		block := l.Collect(at, tree.Block, one.n, "")
		if one.condition == nil {
			chain.Else(block)
		} else {
			chain.Add(one.n, one.condition, block)
		}
	}
	if subject != nil && !used && subject.Kind != tree.Name {
		l.Push(subject)
	}
}

// nested is the number of cases of a case as a value that are told apart; what follows
// stands below Other, so that the tree does not grow deep.
const nested = 200

// chosen lowers a case that stands as a value to nested choices.
func (l *lowerer) chosen(n syntax.Node) *tree.Node {
	subject, used := l.subject(n), false
	var top, last *tree.Node
	var rest []*tree.Node
	count := 0
	for c := range l.t.NamedChildren(n) {
		one, ok := l.oneCase(c, subject, &used)
		if !ok {
			continue
		}
		value := l.caseValue(one)
		if count++; count > nested {
			rest = append(rest, l.Node(tree.Other, one.n, "", l.Kids(one.condition, value)...))
			continue
		}
		next := value
		if one.condition != nil {
			next = l.Node(tree.Choice, one.n, "", one.condition, value, l.orNull(one.n, syntax.None))
		}
		switch {
		case top == nil:
			top = next
		case last != nil:
			last.Kids[2] = next
		}
		if one.condition != nil {
			last = next
		}
	}
	switch {
	case top == nil:
		return l.Node(tree.Other, n, "", l.Kids(subject)...)
	case len(rest) > 0 && last != nil:
		last.Kids[2] = l.Node(tree.Other, n, "", rest...)
	}
	return top
}

// caseValue lowers what a case as a value gives.
func (l *lowerer) caseValue(one oneCase) *tree.Node {
	value := l.orNull(one.n, one.body)
	if len(one.taken) == 0 {
		return value
	}
	return l.Node(tree.Block, one.n, "", append(one.taken[:len(one.taken):len(one.taken)], value)...)
}

func (l *lowerer) subject(n syntax.Node) *tree.Node {
	if v := l.t.Child(n, "value"); v >= 0 {
		return l.expr(v)
	}
	return nil
}

// oneCase reads a when, in or else clause. used tells whether the subject stands in a
// condition already: after that it is only written again.
func (l *lowerer) oneCase(n syntax.Node, subject *tree.Node, used *bool) (oneCase, bool) {
	out := oneCase{n: n, body: l.t.Child(n, "body")}
	if *used && subject != nil {
		subject = l.Again(subject)
	}
	switch l.t.Kind(n) {
	case "else":
		out.body = n
	case "when":
		var tests []*tree.Node
		for c := range l.t.NamedChildren(n) {
			if l.t.FieldName(c) == "pattern" {
				tests = append(tests, l.when(c, subject))
				if subject != nil {
					subject = l.Again(subject)
				}
			}
		}
		if out.condition = l.Any(tests); out.condition == nil {
			out.condition = l.Node(tree.Other, n, "")
		}
		*used = true
	case "in_clause":
		l.in(&out, subject, used)
	default:
		return out, false
	}
	return out, true
}

// when lowers one value of when to a comparison.
func (l *lowerer) when(n syntax.Node, subject *tree.Node) *tree.Node {
	value := l.first(n)
	op := "=="
	switch l.t.Kind(value) {
	case "splat_argument":
		op, value = "in", l.first(value)
	case "range":
		op = "in"
	case "regex":
		op = "=~"
	}
	v := l.need(n, value)
	if subject == nil {
		return v
	}
	return l.Node(tree.Binary, n, op, subject, v)
}
