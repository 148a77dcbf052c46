package ruby

import (
	"strconv"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// in reads an in clause: a bare name always holds, all else is compared.
func (l *lowerer) in(out *oneCase, subject *tree.Node, used *bool) {
	pattern, guard := l.t.Child(out.n, "pattern"), l.t.Child(out.n, "guard")
	if subject == nil {
		subject = l.Node(tree.Other, out.n, "")
	}
	at := l.Mark()
	l.take(pattern, subject)
	out.taken = l.Take(at)
	if k := l.t.Kind(pattern); k != "identifier" && k != "" {
		out.condition = l.matches(pattern, subject)
		*used = true
	}
	if guard < 0 {
		return
	}
	test := l.field(guard, "condition")
	if l.t.Kind(guard) == "unless_guard" {
		test = l.Not(test)
	}
	if out.condition == nil {
		out.condition = test
	} else {
		out.condition = l.Span(tree.Binary, out.condition.Start, test.End, "&&", out.condition, test)
	}
}

// matches gives the comparison of a subject with a pattern, or with each of several.
func (l *lowerer) matches(n syntax.Node, subject *tree.Node) *tree.Node {
	if l.t.Kind(n) != "alternative_pattern" {
		return l.Node(tree.Binary, n, "==", subject, l.expr(n))
	}
	var tests []*tree.Node
	for c := range l.t.NamedChildren(n) {
		tests = append(tests, l.Node(tree.Binary, c, "==", subject, l.expr(c)))
		subject = l.Again(subject)
	}
	if len(tests) == 0 {
		return l.Node(tree.Other, n, "")
	}
	return l.Any(tests)
}

// take pushes an assignment for each name that a pattern takes of a subject.
func (l *lowerer) take(n syntax.Node, subject *tree.Node) {
	if n < 0 {
		return
	}
	defer l.Leave()
	if !l.Enter() {
		return
	}
	switch l.t.Kind(n) {
	case "identifier":
		l.Push(l.Node(tree.Assign, n, "=", l.name(n), l.Again(subject)))
	case "as_pattern":
		l.take(l.t.Child(n, "value"), subject)
		l.take(l.t.Child(n, "name"), subject)
	case "splat_parameter", "hash_splat_parameter":
		l.take(l.t.Child(n, "name"), subject)
	case "parenthesized_pattern", "alternative_pattern":
		for c := range l.t.NamedChildren(n) {
			l.take(c, subject)
		}
	case "array_pattern", "find_pattern":
		i := 0
		for c := range l.t.NamedChildren(n) {
			if l.t.FieldName(c) == "class" {
				continue
			}
			at := l.Node(tree.Number, c, strconv.Itoa(i))
			l.take(c, l.Node(tree.Index, c, "", l.Again(subject), at))
			i++
		}
	case "hash_pattern":
		for c := range l.t.NamedChildren(n) {
			if l.t.Kind(c) == "keyword_pattern" {
				l.takeKey(c, subject)
			} else if l.t.FieldName(c) != "class" {
				l.take(c, subject)
			}
		}
	}
}

// takeKey takes key: pattern; key: alone takes the value under the key's name.
func (l *lowerer) takeKey(n syntax.Node, subject *tree.Node) {
	key := l.need(n, l.t.Child(n, "key"))
	of := l.Node(tree.Member, n, key.Text, l.Again(subject))
	if value := l.t.Child(n, "value"); value >= 0 {
		l.take(value, of)
		return
	}
	l.Push(l.Node(tree.Assign, n, "=", l.Span(tree.Name, key.Start, key.End, key.Text), of))
}

// pattern lowers a pattern as the value it looks like; all else is Other with its kids.
func (l *lowerer) pattern(n syntax.Node) *tree.Node {
	switch l.t.Kind(n) {
	case "array_pattern", "find_pattern", "alternative_pattern":
		return l.all(tree.List, n, "")
	case "as_pattern":
		return l.field(n, "value")
	case "hash_pattern":
		at := l.Mark()
		for c := range l.t.NamedChildren(n) {
			if l.t.FieldName(c) != "class" {
				l.Push(l.expr(c))
			}
		}
		return l.Collect(at, tree.Object, n, l.dotted(l.t.Child(n, "class")))
	case "keyword_pattern":
		return l.pair(n)
	}
	return l.all(tree.Other, n, "")
}
