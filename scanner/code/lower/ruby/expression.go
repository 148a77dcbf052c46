package ruby

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
	case "identifier", "constant", "instance_variable", "class_variable", "global_variable", "self", "super", "operator",
		"file", "line", "encoding", "setter":
		return l.name(n)
	case "call":
		return l.called(n)
	case "string", "bare_string", "chained_string", "delimited_symbol", "bare_symbol", "regex", "subshell", "heredoc_beginning",
		"simple_symbol", "hash_key_symbol", "character":
		return l.text(n)
	case "integer", "float":
		return l.Node(tree.Number, n, build.Number(l.Text(n)))
	case "element_reference":
		return l.element(n)
	case "scope_resolution":
		if scope := l.t.Child(n, "scope"); scope >= 0 {
			return l.Node(tree.Member, n, l.Text(l.t.Child(n, "name")), l.expr(scope))
		}
		return l.need(n, l.t.Child(n, "name"))
	case "pair":
		return l.pair(n)
	case "hash":
		return l.all(tree.Object, n, "")
	case "array", "string_array", "symbol_array", "right_assignment_list", "exceptions":
		return l.all(tree.List, n, "")
	case "assignment":
		return l.assignment(n)
	case "operator_assignment":
		return l.Node(tree.Assign, n, l.Text(l.t.Child(n, "operator")), l.target(l.t.Child(n, "left")), l.field(n, "right"))
	case "binary":
		return l.binary(n)
	case "unary":
		return l.unary(n)
	case "true":
		return l.Node(tree.True, n, "")
	case "false":
		return l.Node(tree.False, n, "")
	case "nil":
		return l.Node(tree.Null, n, "")
	}
	return l.compound(n)
}

// compound lowers the expressions that hold others, and statements that stand as values.
func (l *lowerer) compound(n syntax.Node) *tree.Node {
	switch l.t.Kind(n) {
	case "conditional":
		return l.Node(tree.Choice, n, "", l.field(n, "condition"), l.field(n, "consequence"), l.field(n, "alternative"))
	case "if", "unless", "elsif", "if_modifier", "unless_modifier":
		return l.choice(n)
	case "case", "case_match":
		return l.chosen(n)
	case "lambda":
		return l.lambda(n)
	case "return", "next", "break", "redo", "retry":
		return l.Node(tree.Return, n, "", l.values(l.first(n)))
	case "yield":
		at := l.Mark()
		l.Push(l.Span(tree.Name, l.t.Start(n), min(l.t.Start(n)+5, l.t.End(n)), "yield"))
		l.arguments(l.first(n))
		return l.Collect(at, tree.Call, n, "")
	case "rescue_modifier":
		return l.Node(tree.Binary, n, "||", l.field(n, "body"), l.field(n, "handler"))
	case "splat_argument", "hash_splat_argument", "splat_parameter", "hash_splat_parameter", "rest_assignment":
		return l.Node(tree.Spread, n, "", l.need(n, l.first(n)))
	case "block_argument":
		return l.passed(n)
	case "parenthesized_statements", "begin", "then", "else", "interpolation", "do", "body_statement", "block_body":
		return l.value(n)
	case "rational", "complex", "pattern", "exception_variable", "superclass", "variable_reference_pattern",
		"expression_reference_pattern", "parenthesized_pattern", "in":
		return l.need(n, l.first(n))
	case "left_assignment_list", "destructured_left_assignment":
		return l.target(n)
	case "match_pattern":
		return l.Node(tree.Assign, n, "=", l.field(n, "pattern"), l.field(n, "value"))
	case "test_pattern":
		return l.Node(tree.Binary, n, "==", l.field(n, "value"), l.field(n, "pattern"))
	case "method", "singleton_method":
		return l.method(n)
	case "class", "module":
		return l.class(n)
	case "argument_list":
		return l.values(n)
	case "while", "until", "for", "while_modifier", "until_modifier", "singleton_class", "begin_block", "end_block", "heredoc_body":
		at := l.Mark()
		l.statement(n)
		return l.Collect(at, tree.Block, n, "")
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

// name lowers an identifier without its sign; one that the parser put in is Other.
func (l *lowerer) name(n syntax.Node) *tree.Node {
	text := strings.TrimLeft(l.Text(n), "@$")
	if text == "" {
		return l.Node(tree.Other, n, "")
	}
	return l.Node(tree.Name, n, text)
}

// value lowers statements that stand as a value: the one there is, or a Block of them.
func (l *lowerer) value(n syntax.Node) *tree.Node {
	at := l.Mark()
	only, count := syntax.None, 0
	for c := range l.t.NamedChildren(n) {
		only = c
		count++
	}
	switch {
	case count == 0:
		return l.Node(tree.Null, n, "")
	case count == 1:
		return l.expr(only)
	}
	l.statements(n)
	return l.Collect(at, tree.Block, n, "")
}

// values lowers arguments to one value: nil for none, a List for several.
func (l *lowerer) values(n syntax.Node) *tree.Node {
	first := l.first(n)
	switch {
	case first < 0:
		return nil
	case l.t.Kind(n) != "argument_list":
		return l.expr(n)
	case l.t.Next(n, first) < 0:
		return l.expr(first)
	}
	return l.all(tree.List, n, "")
}

// called lowers a call that stands as a value.
func (l *lowerer) called(n syntax.Node) *tree.Node {
	if l.imported(n) {
		return l.Node(tree.Import, n, l.expr(l.file(n)).Text)
	}
	if l.loops(n) {
		given := l.t.Child(n, "block")
		return l.Node(tree.Loop, n, "", nil, nil, l.body(given, l.t.Child(given, "body")))
	}
	return l.call(n, false)
}

// loops says whether a call is that of loop with a block.
func (l *lowerer) loops(n syntax.Node) bool {
	return l.t.Child(n, "receiver") < 0 && l.t.Child(n, "block") >= 0 && l.Text(l.t.Child(n, "method")) == "loop"
}

// element lowers object[a, b]; with a constant text it is a Member.
func (l *lowerer) element(n syntax.Node) *tree.Node {
	object := l.t.Child(n, "object")
	of := l.need(n, object)
	at := l.Mark()
	for c := range l.t.NamedChildren(n) {
		if c != object && l.t.FieldName(c) != "block" {
			l.Push(l.expr(c))
		}
	}
	keys := l.Take(at)
	switch {
	case len(keys) == 1 && keys[0].Kind == tree.String && len(keys[0].Kids) == 0 && keys[0].Type == "":
		return l.Node(tree.Member, n, keys[0].Text, of)
	case len(keys) == 1:
		return l.Node(tree.Index, n, "", of, keys[0])
	}
	return l.Node(tree.Index, n, "", of, l.Node(tree.List, n, "", keys...))
}

// pair lowers key => value and key: value; key: alone is the value of that name.
func (l *lowerer) pair(n syntax.Node) *tree.Node {
	key, value := l.t.Child(n, "key"), l.t.Child(n, "value")
	k := l.need(n, key)
	if (k.Kind != tree.String && k.Kind != tree.Number) || len(k.Kids) > 0 || k.Type != "" {
		return l.Node(tree.Pair, n, "", l.need(n, value), k)
	}
	if value < 0 {
		return l.Node(tree.Pair, n, k.Text, l.Span(tree.Name, k.Start, k.End, k.Text))
	}
	return l.Node(tree.Pair, n, k.Text, build.Christen(l.expr(value), k.Text))
}
