package python

import (
	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// match pushes the chain of If that a match is.
func (l *lowerer) match(n syntax.Node) {
	subject := l.subject(n)
	chain, used := l.Chain(), false
	for c := range l.t.NamedChildren(l.t.Child(n, "body")) {
		if l.t.Kind(c) != "case_clause" {
			continue
		}
		of := subject
		if used {
			of = l.Again(subject)
		}
		at := l.Mark()
		condition := l.tests(c, of)
		used = used || condition != nil
		body := l.Take(at)
		if guard := l.t.Child(c, "guard"); guard >= 0 {
			g := l.inner(guard)
			if condition == nil {
				condition = g
			} else {
				condition = l.Span(tree.Binary, condition.Start, g.End, "&&", condition, g)
			}
		}
		at = l.Mark()
		for _, set := range body {
			l.Push(set)
		}
		l.statements(l.t.Child(c, "consequence"))
		block := l.Collect(at, tree.Block, c, "")
		if condition == nil {
			chain.Else(block)
		} else {
			chain.Add(c, condition, block)
		}
	}
	if !used && subject.Kind != tree.Name {
		l.Push(subject)
	}
}

// subject lowers what a match looks at: a List where it is several.
func (l *lowerer) subject(n syntax.Node) *tree.Node {
	at := l.Mark()
	for c := range l.t.NamedChildren(n) {
		if l.t.FieldName(c) == "subject" {
			l.Push(l.expr(c))
		}
	}
	if l.Pushed(at) == 1 {
		return l.Take(at)[0]
	}
	return l.Collect(at, tree.List, n, "")
}

// tests gives the condition under which a case is taken, nil for always, and pushes the
// assignments of what its patterns take.
func (l *lowerer) tests(n syntax.Node, subject *tree.Node) *tree.Node {
	var patterns []syntax.Node
	for c := range l.t.NamedChildren(n) {
		if l.t.Kind(c) == "case_pattern" {
			patterns = append(patterns, c)
		}
	}
	if len(patterns) == 1 {
		return l.test(patterns[0], subject)
	}
	var values [8]*tree.Node
	kids := values[:0]
	for i, p := range patterns {
		kids = append(kids, l.expr(p))
		l.take(p, l.at(p, subject, i))
	}
	return l.Node(tree.Binary, n, "==", subject, l.Node(tree.List, n, "", kids...))
}

// test gives the condition under which a pattern holds, nil for always, and pushes the
// assignments of what it takes.
func (l *lowerer) test(n syntax.Node, subject *tree.Node) *tree.Node {
	defer l.Leave()
	if !l.Enter() {
		return l.Cut(n)
	}
	p := l.unwrap(n)
	switch l.t.Kind(p) {
	case "", "splat_pattern":
		return nil
	case "dotted_name":
		if l.t.Next(p, l.first(p)) < 0 {
			l.take(p, subject)
			return nil
		}
	case "union_pattern":
		var tests []*tree.Node
		for c := range l.t.NamedChildren(p) {
			if t := l.test(c, subject); t != nil {
				tests = append(tests, t)
			}
			subject = l.Again(subject)
		}
		return l.Any(tests)
	case "as_pattern":
		l.take(l.lastOf(p), l.Again(subject))
		return l.test(l.first(p), subject)
	case "class_pattern":
		l.take(p, subject)
		return l.Node(tree.Binary, n, "is", subject, l.need(p, l.first(p)))
	}
	l.take(p, subject)
	return l.Node(tree.Binary, n, "==", subject, l.expr(p))
}

// unwrap gives the pattern below case_pattern; None for "_".
func (l *lowerer) unwrap(n syntax.Node) syntax.Node {
	for range build.MaxDepth {
		if l.t.Kind(n) != "case_pattern" {
			break
		}
		n = l.first(n)
	}
	return n
}

func (l *lowerer) lastOf(n syntax.Node) syntax.Node {
	last := syntax.None
	for c := range l.t.NamedChildren(n) {
		last = c
	}
	return last
}

// take pushes an assignment for each name that a pattern takes of a subject.
func (l *lowerer) take(n syntax.Node, subject *tree.Node) {
	defer l.Leave()
	if !l.Enter() {
		return
	}
	p := l.unwrap(n)
	switch l.t.Kind(p) {
	case "identifier":
		l.Push(l.Node(tree.Assign, p, "=", l.name(p), l.Again(subject)))
	case "dotted_name":
		if first := l.first(p); l.t.Next(p, first) < 0 {
			l.take(first, subject)
		}
	case "splat_pattern":
		l.take(l.first(p), subject)
	case "as_pattern":
		l.take(l.first(p), subject)
		l.take(l.lastOf(p), subject)
	case "list_pattern", "tuple_pattern":
		i := 0
		for c := range l.t.NamedChildren(p) {
			l.take(c, l.at(c, subject, i))
			i++
		}
	case "dict_pattern":
		l.takeKeys(p, subject)
	case "class_pattern":
		i := -1
		for c := range l.t.NamedChildren(p) {
			if i++; i == 0 {
				continue
			}
			if k := l.unwrap(c); l.t.Kind(k) == "keyword_pattern" {
				key := l.first(k)
				l.take(l.lastOf(k), l.Node(tree.Member, k, l.Text(key), l.Again(subject)))
			} else {
				l.take(c, l.at(c, subject, i-1))
			}
		}
	}
}

// takeKeys pushes an assignment for each name that stands for a key's value.
func (l *lowerer) takeKeys(n syntax.Node, subject *tree.Node) {
	of := subject
	for c := range l.t.NamedChildren(n) {
		switch {
		case l.t.FieldName(c) == "key":
			of = subject
			if k := l.expr(c); k.Kind == tree.String && len(k.Kids) == 0 {
				of = l.Node(tree.Member, c, k.Text, l.Again(subject))
			}
		case l.t.FieldName(c) == "value":
			l.take(c, of)
		default:
			l.take(c, subject)
		}
	}
}
