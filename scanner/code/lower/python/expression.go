package python

import (
	"strings"

	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// expr lowers an expression.
func (l *lowerer) expr(n syntax.Node) *tree.Node {
	defer l.Leave()
	if !l.Enter() {
		return l.Cut(n)
	}
	switch l.t.Kind(n) {
	case "identifier":
		return l.name(n)
	case "attribute":
		return l.Node(tree.Member, n, l.Text(l.t.Child(n, "attribute")), l.field(n, "object"))
	case "string", "concatenated_string":
		return l.text(n)
	case "call":
		return l.call(n)
	case "keyword_argument":
		return l.Node(tree.Pair, n, l.Text(l.t.Child(n, "name")), l.field(n, "value"))
	case "subscript":
		return l.subscript(n)
	case "integer", "float":
		return l.Node(tree.Number, n, build.Number(l.Text(n)))
	case "assignment":
		return l.assignment(n)
	case "binary_operator", "boolean_operator":
		op := build.Operator(l.Text(l.t.Child(n, "operator")))
		return l.Node(tree.Binary, n, op, l.field(n, "left"), l.field(n, "right"))
	case "comparison_operator":
		return l.comparison(n)
	case "not_operator":
		return l.Node(tree.Unary, n, "!", l.field(n, "argument"))
	case "unary_operator":
		return l.Node(tree.Unary, n, l.Text(l.t.Child(n, "operator")), l.field(n, "argument"))
	case "true":
		return l.Node(tree.True, n, "")
	case "false":
		return l.Node(tree.False, n, "")
	case "none":
		return l.Node(tree.Null, n, "")
	}
	return l.compound(n)
}

// compound lowers the expressions that hold others.
func (l *lowerer) compound(n syntax.Node) *tree.Node {
	switch l.t.Kind(n) {
	case "list", "tuple", "set", "expression_list", "pattern_list", "list_pattern", "tuple_pattern":
		return l.all(tree.List, n, "")
	case "dictionary":
		return l.all(tree.Object, n, "")
	case "pair":
		return l.pair(n, l.t.Child(n, "key"), l.field(n, "value"))
	case "parenthesized_expression", "await", "yield", "type", "parenthesized_list_splat", "as_pattern_target", "chevron",
		"interpolation", "case_pattern", "if_clause":
		return l.inner(n)
	case "list_splat", "dictionary_splat", "list_splat_pattern", "dictionary_splat_pattern", "splat_pattern":
		return l.Node(tree.Spread, n, "", l.need(n, l.first(n)))
	case "list_comprehension", "set_comprehension", "generator_expression":
		return l.comprehension(n, tree.List)
	case "dictionary_comprehension":
		return l.comprehension(n, tree.Object)
	case "conditional_expression":
		return l.choice(n)
	case "lambda":
		return l.lambda(n)
	case "named_expression":
		return l.Node(tree.Assign, n, "=", l.field(n, "name"), l.field(n, "value"))
	case "augmented_assignment":
		return l.augmented(n)
	case "as_pattern":
		return l.Node(tree.Assign, n, "=", l.field(n, "alias"), l.need(n, l.first(n)))
	case "ERROR":
		return l.mistake(n)
	}
	return l.pattern(n)
}

// mistake lowers what stands in a place that was not understood.
func (l *lowerer) mistake(n syntax.Node) (out *tree.Node) {
	l.Recover(func() {
		at := l.Mark()
		l.statements(n)
		out = l.Collect(at, tree.Other, n, "")
	})
	return out
}

// name lowers an identifier; one that the parser put in is Other.
func (l *lowerer) name(n syntax.Node) *tree.Node {
	if text := l.Text(n); text != "" {
		return l.Node(tree.Name, n, text)
	}
	return l.Node(tree.Other, n, "")
}

// inner lowers what only wraps another expression; Other where it wraps none.
func (l *lowerer) inner(n syntax.Node) *tree.Node { return l.need(n, l.first(n)) }

func (l *lowerer) call(n syntax.Node) *tree.Node {
	at := l.Mark()
	l.Push(l.field(n, "function"))
	arguments := l.t.Child(n, "arguments")
	if l.t.Kind(arguments) == "generator_expression" {
		l.Push(l.expr(arguments))
	} else {
		l.push(arguments)
	}
	return l.Collect(at, tree.Call, n, "")
}

// subscript lowers value[a, b]; with a constant text it is a Member.
func (l *lowerer) subscript(n syntax.Node) *tree.Node {
	of := l.field(n, "value")
	at := l.Mark()
	for c := range l.t.NamedChildren(n) {
		if l.t.FieldName(c) == "subscript" {
			l.Push(l.expr(c))
		}
	}
	keys := l.Take(at)
	switch {
	case len(keys) == 1 && keys[0].Kind == tree.String && len(keys[0].Kids) == 0:
		return l.Node(tree.Member, n, keys[0].Text, of)
	case len(keys) == 1:
		return l.Node(tree.Index, n, "", of, keys[0])
	}
	return l.Node(tree.Index, n, "", of, build.Stretch(l.Node(tree.List, n, "", keys...)))
}

// pair makes the Pair of a key, constant or not, and a value.
func (l *lowerer) pair(n, key syntax.Node, value *tree.Node) *tree.Node {
	k := l.need(n, key)
	if (k.Kind == tree.String || k.Kind == tree.Number) && len(k.Kids) == 0 {
		return l.Node(tree.Pair, n, k.Text, build.Christen(value, k.Text))
	}
	return l.Node(tree.Pair, n, "", value, k)
}

func (l *lowerer) assignment(n syntax.Node) *tree.Node {
	target := l.field(n, "left")
	value := build.Christen(l.optional(n, "right"), build.Called(target))
	out := l.Node(tree.Assign, n, "=", target, value)
	out.Type = l.Words(l.t.Child(n, "type"))
	if l.top && target.Kind == tree.Name && capitals(target.Text) {
		out.Flag |= tree.Constant
	}
	return out
}

func capitals(s string) bool { return s == strings.ToUpper(s) && s != strings.ToLower(s) }

func (l *lowerer) augmented(n syntax.Node) *tree.Node {
	op := l.Text(l.t.Child(n, "operator"))
	if op == "//=" {
		op = "/="
	}
	return l.Node(tree.Assign, n, op, l.field(n, "left"), l.field(n, "right"))
}

// comparison lowers a < b, and a < b < c to a < b && b < c. What stands in the middle is
// written once more where it is a path; else the comparisons are nested.
func (l *lowerer) comparison(n syntax.Node) *tree.Node {
	var left, out *tree.Node
	op := ""
	for c := range l.t.Children(n) {
		if l.t.FieldName(c) == "operators" {
			op = build.Operator(squeeze(l.Text(c)))
			continue
		}
		if !l.t.Named(c) || l.t.Kind(c) == "comment" {
			continue
		}
		e := l.expr(c)
		switch {
		case left == nil:
			left = e
			continue
		case out == nil:
			out = l.Span(tree.Binary, left.Start, e.End, op, left, e)
		case left.Kind == tree.Name || left.Kind == tree.Member:
			next := l.Span(tree.Binary, left.Start, e.End, op, l.Again(left), e)
			out = l.Span(tree.Binary, out.Start, e.End, "&&", out, next)
		default:
			out = l.Span(tree.Binary, out.Start, e.End, op, out, e)
		}
		left = e
	}
	if out == nil {
		return l.need(n, l.first(n))
	}
	return out
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// choice lowers value if condition else other.
func (l *lowerer) choice(n syntax.Node) *tree.Node {
	var kids [3]*tree.Node
	i := 0
	for c := range l.t.NamedChildren(n) {
		if i < 3 {
			kids[i] = l.expr(c)
			i++
		}
	}
	for ; i < 3; i++ {
		kids[i] = l.Node(tree.Other, n, "")
	}
	return l.Node(tree.Choice, n, "", kids[1], kids[0], kids[2])
}

// comprehension lowers a comprehension to a List or Object with one Loop.
func (l *lowerer) comprehension(n syntax.Node, kind tree.Kind) *tree.Node {
	var clauses []syntax.Node
	for c := range l.t.NamedChildren(n) {
		if k := l.t.Kind(c); k == "for_in_clause" || k == "if_clause" {
			clauses = append(clauses, c)
		}
	}
	return l.Node(kind, n, "", l.clauses(n, clauses))
}

// clauses lowers the clauses of a comprehension, each inside the one before.
func (l *lowerer) clauses(n syntax.Node, rest []syntax.Node) *tree.Node {
	defer l.Leave()
	if !l.Enter() {
		return l.Cut(n)
	}
	if len(rest) == 0 {
		return l.field(n, "body")
	}
	c := rest[0]
	if l.t.Kind(c) == "if_clause" {
		condition := l.inner(c)
		body := l.clauses(n, rest[1:])
		return l.Node(tree.If, c, "", condition, l.Span(tree.Block, body.Start, body.End, "", body), nil)
	}
	from, variable := l.field(c, "right"), l.field(c, "left")
	body := l.clauses(n, rest[1:])
	return l.Node(tree.Loop, c, "", from, variable, l.Span(tree.Block, body.Start, body.End, "", body))
}
