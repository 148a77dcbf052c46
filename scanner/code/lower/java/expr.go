package java

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
	case "identifier", "type_identifier", "this", "super", "underscore_pattern", "integral_type", "floating_point_type", "boolean_type", "void_type":
		return l.Node(tree.Name, n, l.Text(n))
	case "scoped_identifier", "scoped_type_identifier":
		return l.path(n)
	case "generic_type", "annotated_type":
		return l.base(n)
	case "array_type":
		return l.Node(tree.Name, n, l.bare(n))
	case "parenthesized_expression", "pattern", "type_pattern":
		return l.only(n)
	case "field_access":
		switch l.Text(n) {
		case "Boolean.TRUE":
			return l.Node(tree.True, n, "")
		case "Boolean.FALSE":
			return l.Node(tree.False, n, "")
		}
		return l.Node(tree.Member, n, l.Text(l.t.Child(n, "field")), l.field(n, "object"))
	case "array_access":
		return l.Node(tree.Index, n, "", l.field(n, "array"), l.field(n, "index"))
	case "method_invocation", "explicit_constructor_invocation", "object_creation_expression", "method_reference", "annotation",
		"marker_annotation", "array_creation_expression":
		return l.calls(n, kind)
	case "assignment_expression", "update_expression", "binary_expression", "unary_expression", "instanceof_expression", "ternary_expression", "cast_expression":
		return l.operation(n, kind)
	case "lambda_expression":
		return l.function(n)
	case "switch_expression":
		return l.chosen(n)
	case "class_literal":
		return l.Node(tree.Member, n, "class", l.only(n))
	}
	return l.literal(n)
}

// literal lowers constants, lists, and what else has children only.
func (l *lowerer) literal(n syntax.Node) *tree.Node {
	switch l.t.Kind(n) {
	case "decimal_integer_literal", "hex_integer_literal", "octal_integer_literal", "binary_integer_literal",
		"decimal_floating_point_literal", "hex_floating_point_literal":
		return l.Node(tree.Number, n, build.Number(l.Text(n)))
	case "true":
		return l.Node(tree.True, n, "")
	case "false":
		return l.Node(tree.False, n, "")
	case "null_literal":
		return l.Node(tree.Null, n, "")
	case "string_literal", "character_literal":
		return l.Node(tree.String, n, text(l.Text(n)))
	case "string_fragment", "multiline_string_fragment", "escape_sequence":
		return l.Node(tree.String, n, l.Text(n))
	case "array_initializer", "element_value_array_initializer":
		return l.Node(tree.List, n, "", l.kids(nil, n)...)
	case "element_value_pair":
		return l.Node(tree.Pair, n, l.Text(l.t.Child(n, "key")), l.field(n, "value"))
	case "line_comment", "block_comment", "type_arguments", "dimensions", "modifiers":
		return l.Node(tree.Other, n, "")
	case "ERROR":
		var kids []*tree.Node
		l.Recover(func() { kids = l.statements(n) })
		return l.Node(tree.Other, n, "", kids...)
	case "local_variable_declaration", "block", "if_statement", "return_statement", "throw_statement", "class_declaration", "method_declaration",
		"field_declaration", "expression_statement":
		return l.Node(tree.Other, n, "", l.add(nil, n)...)
	}
	return l.Node(tree.Other, n, "", l.kids(nil, n)...)
}

// path lowers a.b.c to Members.
func (l *lowerer) path(n syntax.Node) *tree.Node {
	var out *tree.Node
	for c := range l.t.NamedChildren(n) {
		switch kind := l.t.Kind(c); {
		case kind == "annotation" || kind == "marker_annotation":
		case out == nil:
			out = l.expr(c)
		default:
			out = l.Span(tree.Member, out.Start, max(out.Start, l.t.End(c)), l.Text(c), out)
		}
	}
	if out == nil {
		return l.Node(tree.Name, n, l.bare(n))
	}
	return out
}

// base lowers a type without its arguments and annotations.
func (l *lowerer) base(n syntax.Node) *tree.Node {
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "type_identifier", "scoped_type_identifier", "generic_type", "integral_type", "boolean_type", "floating_point_type", "array_type":
			return l.expr(c)
		}
	}
	return l.Node(tree.Name, n, l.raw(n))
}

// calls lowers calls, new, annotations inside others and method references.
func (l *lowerer) calls(n syntax.Node, kind string) *tree.Node {
	args := l.t.Child(n, "arguments")
	switch kind {
	case "method_invocation":
		callee := l.field(n, "name")
		if object := l.t.Child(n, "object"); object >= 0 {
			receiver := l.expr(object)
			callee = l.Span(tree.Member, receiver.Start, max(receiver.Start, callee.End), callee.Text, receiver)
		}
		return l.Node(tree.Call, n, "", l.kids([]*tree.Node{callee}, args)...)
	case "explicit_constructor_invocation":
		return l.Node(tree.Call, n, "", l.kids([]*tree.Node{l.field(n, "constructor")}, args)...)
	case "annotation", "marker_annotation":
		return l.Node(tree.Call, n, "", l.kids([]*tree.Node{l.field(n, "name")}, args)...)
	case "method_reference":
		return l.reference(n)
	case "array_creation_expression":
		if value := l.t.Child(n, "value"); value >= 0 {
			return l.Node(tree.List, n, "", l.kids(nil, value)...)
		}
		var sizes []*tree.Node
		for c := range l.t.NamedChildren(n) {
			if l.t.Kind(c) == "dimensions_expr" {
				sizes = l.kids(sizes, c)
			}
		}
		return l.Node(tree.Other, n, "", sizes...)
	}
	typ := l.t.Child(n, "type")
	kids := l.kids([]*tree.Node{l.need(n, typ)}, args)
	if b := l.t.ChildOf(n, "class_body"); b >= 0 {
		class := l.Node(tree.Class, b, "", l.members(nil, b)...)
		class.Types = []string{l.raw(typ)}
		kids = append(kids, class)
	}
	out := l.Node(tree.Call, n, "", kids...)
	out.Flag |= tree.New
	return out
}

// reference lowers A::b and A::new.
func (l *lowerer) reference(n syntax.Node) *tree.Node {
	var object *tree.Node
	name := "new"
	for c := range l.t.NamedChildren(n) {
		switch {
		case object == nil:
			object = l.expr(c)
		case l.t.Kind(c) == "identifier":
			name = l.Text(c)
		}
	}
	if object == nil {
		return l.Node(tree.Other, n, "")
	}
	return l.Node(tree.Member, n, name, object)
}

// operation lowers operators and assignments.
func (l *lowerer) operation(n syntax.Node, kind string) *tree.Node {
	switch kind {
	case "assignment_expression":
		target, value := l.field(n, "left"), l.field(n, "right")
		if target.Kind == tree.Name || target.Kind == tree.Member {
			l.named(value, target.Text)
		}
		return l.Node(tree.Assign, n, l.Text(l.t.Child(n, "operator")), target, value)
	case "update_expression":
		op := "+="
		if l.t.Has(n, "--") {
			op = "-="
		}
		return l.Node(tree.Assign, n, op, l.only(n), l.Node(tree.Number, n, "1"))
	case "unary_expression":
		return l.Node(tree.Unary, n, l.Text(l.t.Child(n, "operator")), l.field(n, "operand"))
	case "instanceof_expression":
		right := l.t.Child(n, "right")
		if right < 0 {
			right = l.t.Child(n, "pattern")
		}
		return l.Node(tree.Binary, n, "is", l.field(n, "left"), l.need(n, right))
	case "ternary_expression":
		return l.Node(tree.Choice, n, "", l.field(n, "condition"), l.field(n, "consequence"), l.field(n, "alternative"))
	case "cast_expression":
		return l.field(n, "value")
	}
	left, right := l.field(n, "left"), l.field(n, "right")
	switch op := l.Text(l.t.Child(n, "operator")); op {
	case "+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||":
		return l.Node(tree.Binary, n, op, left, right)
	}
	return l.Node(tree.Other, n, "", left, right)
}
