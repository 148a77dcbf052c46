package php

import (
	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// expr lowers an expression, or a statement where one stands in its place; it is never nil.
func (l *lowerer) expr(n syntax.Node) *tree.Node {
	defer l.Leave()
	if !l.Enter() || l.t.Missing(n) {
		return l.Cut(n)
	}
	switch kind := l.t.Kind(n); kind {
	case "variable_name":
		return l.Node(tree.Name, n, l.variable(n))
	case "name", "relative_scope", "primitive_type":
		return l.Node(tree.Name, n, l.Text(n))
	case "qualified_name", "relative_name", "namespace_name":
		return l.path(n)
	case "named_type", "parenthesized_expression", "by_ref", "error_suppression_expression", "clone_expression", "throw_expression",
		"argument", "yield_expression", "dynamic_variable_name":
		return l.inner(n)
	case "member_access_expression", "nullsafe_member_access_expression":
		return l.access(n, l.field(n, "object"))
	case "scoped_property_access_expression":
		name := l.t.Child(n, "name")
		return l.Node(tree.Member, n, l.variable(name), l.field(n, "scope"))
	case "class_constant_access_expression":
		return l.constant(n)
	case "subscript_expression":
		return l.subscript(n)
	case "function_call_expression", "member_call_expression", "nullsafe_member_call_expression", "scoped_call_expression", "object_creation_expression":
		return l.calls(n, kind)
	case "assignment_expression", "reference_assignment_expression", "augmented_assignment_expression", "update_expression":
		return l.assignment(n, kind)
	case "binary_expression", "unary_op_expression", "cast_expression", "conditional_expression", "match_expression":
		return l.operation(n, kind)
	case "anonymous_function", "arrow_function":
		return l.function(n)
	}
	return l.literal(n)
}

// literal lowers constants, arrays, texts and what else has children only.
func (l *lowerer) literal(n syntax.Node) *tree.Node {
	switch kind := l.t.Kind(n); kind {
	case "string", "encapsed_string", "heredoc", "nowdoc", "shell_command_expression":
		return l.text(n, kind)
	case "string_content", "nowdoc_string", "heredoc_body", "nowdoc_body", "escape_sequence":
		return l.Node(tree.String, n, l.Text(n))
	case "integer", "float":
		return l.Node(tree.Number, n, build.Number(l.Text(n)))
	case "boolean":
		if c := l.Text(n); len(c) > 0 && c[0]|0x20 == 't' {
			return l.Node(tree.True, n, "")
		}
		return l.Node(tree.False, n, "")
	case "null":
		return l.Node(tree.Null, n, "")
	case "array_creation_expression":
		return l.array(n)
	case "list_literal":
		return l.list(n)
	case "array_element_initializer", "pair", "sequence_expression":
		return l.Node(tree.Other, n, "", l.kids(n)...)
	case "variadic_unpacking":
		return l.Node(tree.Spread, n, "", l.only(n))
	case "print_intrinsic":
		return l.call(n, "print")
	case "include_expression", "include_once_expression", "require_expression", "require_once_expression":
		name := l.Text(l.t.First(n))
		return l.call(n, name)
	case "text", "comment":
		return l.Node(tree.Other, n, "")
	case "ERROR":
		var kids []*tree.Node
		l.Recover(func() { kids = l.statements(n) })
		return l.Node(tree.Other, n, "", kids...)
	case "expression_statement", "compound_statement", "if_statement", "return_statement", "echo_statement", "class_declaration",
		"function_definition", "foreach_statement", "for_statement", "while_statement", "try_statement", "switch_statement", "namespace_use_declaration":
		return l.Node(tree.Other, n, "", l.add(nil, n)...)
	}
	return l.Node(tree.Other, n, "", l.kids(n)...)
}

// inner lowers what stands in brackets or behind a keyword that is left out.
func (l *lowerer) inner(n syntax.Node) *tree.Node {
	name := l.t.Child(n, "name")
	for c := range l.t.NamedChildren(n) {
		if c != name || l.t.Kind(n) != "argument" {
			return l.expr(c)
		}
	}
	return l.Node(tree.Other, n, "")
}

// path lowers A\B\C to Members.
func (l *lowerer) path(n syntax.Node) *tree.Node {
	var out *tree.Node
	var walk func(n syntax.Node)
	walk = func(p syntax.Node) {
		for c := range l.t.NamedChildren(p) {
			switch {
			case l.t.Kind(c) == "namespace_name":
				walk(c)
			case out == nil:
				out = l.Node(tree.Name, c, l.Text(c))
			default:
				out = l.Span(tree.Member, out.Start, max(out.Start, l.t.End(c)), l.Text(c), out)
			}
		}
	}
	walk(n)
	if out == nil {
		return l.Node(tree.Name, n, dotted(l.Text(n)))
	}
	return out
}

// access lowers object->name, and object->$name as an Index.
func (l *lowerer) access(n syntax.Node, object *tree.Node) *tree.Node {
	name := l.t.Child(n, "name")
	if l.t.Kind(name) == "name" {
		return l.Span(tree.Member, object.Start, max(object.Start, l.t.End(name)), l.Text(name), object)
	}
	return l.index(n, object, l.need(n, name))
}

// index makes a Member where the key is a constant text.
func (l *lowerer) index(n syntax.Node, object, key *tree.Node) *tree.Node {
	if key.Kind == tree.String && len(key.Kids) == 0 {
		return l.Node(tree.Member, n, key.Text, object)
	}
	return l.Node(tree.Index, n, "", object, key)
}

// constant lowers A::B.
func (l *lowerer) constant(n syntax.Node) *tree.Node {
	var scope *tree.Node
	for c := range l.t.NamedChildren(n) {
		if scope == nil {
			scope = l.expr(c)
			continue
		}
		if l.t.Kind(c) == "name" {
			return l.Node(tree.Member, n, l.Text(c), scope)
		}
		return l.index(n, scope, l.expr(c))
	}
	if scope == nil {
		return l.Node(tree.Other, n, "")
	}
	return scope
}

// subscript lowers a[b]; a[] is a. In a text a bare word is a key: "$a[b]".
func (l *lowerer) subscript(n syntax.Node) *tree.Node {
	var object *tree.Node
	for c := range l.t.NamedChildren(n) {
		if object == nil {
			object = l.expr(c)
			continue
		}
		if l.t.Kind(c) == "name" && l.inText(n) {
			return l.Node(tree.Member, n, l.Text(c), object)
		}
		return l.index(n, object, l.expr(c))
	}
	if object == nil {
		return l.Node(tree.Other, n, "")
	}
	return object
}

// inText says whether a subscript stands in a text without braces around it.
func (l *lowerer) inText(n syntax.Node) bool {
	return l.texts > 0 && (l.t.Start(n) == 0 || l.t.Source[l.t.Start(n)-1] != '{')
}

// assignment lowers =, =&, op=, ++ and --.
func (l *lowerer) assignment(n syntax.Node, kind string) *tree.Node {
	if kind == "update_expression" {
		op := "+="
		if l.Text(l.t.Child(n, "operator")) == "--" {
			op = "-="
		}
		return l.Node(tree.Assign, n, op, l.field(n, "argument"), l.Node(tree.Number, n, "1"))
	}
	op := l.Text(l.t.Child(n, "operator"))
	switch op {
	case "":
		op = "="
	case ".=":
		op = "+="
	}
	left := l.t.Child(n, "left")
	target, value := l.need(n, left), l.field(n, "right")
	if (value.Kind == tree.Function || value.Kind == tree.Class) && value.Text == "" && (target.Kind == tree.Name || target.Kind == tree.Member) {
		value.Text = target.Text
	}
	if l.t.Kind(left) == "subscript_expression" && l.appends(left) {
		return l.Node(tree.Assign, n, "+=", target, l.Span(tree.List, value.Start, value.End, "", value))
	}
	return l.Node(tree.Assign, n, op, target, value)
}

// appends says whether a subscript has no key.
func (l *lowerer) appends(n syntax.Node) bool {
	count := 0
	for range l.t.NamedChildren(n) {
		count++
	}
	return count == 1
}

// operation lowers operators.
func (l *lowerer) operation(n syntax.Node, kind string) *tree.Node {
	switch kind {
	case "unary_op_expression":
		op, kid := l.Text(l.t.Child(n, "operator")), l.field(n, "argument")
		if op == "" {
			return kid
		}
		return l.Node(tree.Unary, n, op, kid)
	case "cast_expression":
		kid := l.field(n, "value")
		switch l.Text(l.t.Child(n, "type")) {
		case "bool", "boolean":
			return l.Node(tree.Unary, n, "!", l.Node(tree.Unary, n, "!", kid))
		}
		return kid
	case "conditional_expression":
		if body := l.t.Child(n, "body"); body >= 0 {
			return l.Node(tree.Choice, n, "", l.field(n, "condition"), l.expr(body), l.field(n, "alternative"))
		}
		return l.Node(tree.Binary, n, "||", l.field(n, "condition"), l.field(n, "alternative"))
	case "match_expression":
		return l.match(n)
	}
	left, right := l.field(n, "left"), l.field(n, "right")
	switch op := build.Operator(l.Text(l.t.Child(n, "operator"))); op {
	case ".":
		return l.Node(tree.Binary, n, "+", left, right)
	case "xor", "XOR":
		return l.Node(tree.Binary, n, "!=", left, right)
	case "+", "-", "*", "/", "%", "**", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "??", "is":
		return l.Node(tree.Binary, n, op, left, right)
	}
	return l.Node(tree.Other, n, "", left, right)
}
