package script

import (
	"strings"

	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// expr lowers an expression, nil for None and for what says nothing (an empty
// expression of JSX).
func (l *lowerer) expr(n syntax.Node) *tree.Node {
	if n < 0 {
		return nil
	}
	defer l.Leave()
	if !l.Enter() {
		return l.Cut(n)
	}
	switch l.t.Kind(n) {
	case "identifier", "this", "super", "property_identifier", "shorthand_property_identifier",
		"shorthand_property_identifier_pattern", "type_identifier", "private_property_identifier",
		"meta_property", "nested_identifier", "statement_identifier":
		return l.name(n)
	case "member_expression":
		return l.Node(tree.Member, n, l.bare(l.t.Child(n, "property")), l.field(n, "object"))
	case "subscript_expression":
		return l.subscript(n)
	case "call_expression":
		return l.call(n)
	case "new_expression":
		out := l.invoke(n, l.t.Child(n, "constructor"), l.t.Child(n, "arguments"))
		out.Flag |= tree.New
		return out
	case "binary_expression":
		return l.binary(n)
	case "unary_expression":
		return l.unary(n)
	case "ternary_expression":
		return l.Node(tree.Choice, n, "", l.field(n, "condition"), l.field(n, "consequence"), l.field(n, "alternative"))
	case "assignment_expression", "assignment_pattern", "object_assignment_pattern":
		return l.assignment(n)
	case "augmented_assignment_expression":
		op := l.Text(l.t.Child(n, "operator"))
		return l.Node(tree.Assign, n, op, l.field(n, "left"), l.field(n, "right"))
	case "update_expression":
		op := l.Text(l.t.Child(n, "operator"))
		one := l.Node(tree.Number, n, "1")
		return l.Node(tree.Assign, n, op[:min(1, len(op))]+"=", l.field(n, "argument"), one)
	case "function_expression", "arrow_function", "generator_function":
		return l.function(n)
	case "class":
		return l.class(n)
	default:
		return l.literal(n)
	}
}

// literal lowers what is written out, and what only wraps another expression.
func (l *lowerer) literal(n syntax.Node) *tree.Node {
	switch l.t.Kind(n) {
	case "string":
		return l.Node(tree.String, n, l.quoted(n))
	case "template_string":
		return l.template(n)
	case "number":
		return l.Node(tree.Number, n, build.Number(l.Text(n)))
	case "regex":
		out := l.Node(tree.String, n, l.Text(l.t.Child(n, "pattern")))
		out.Type = "regexp"
		return out
	case "true":
		return l.Node(tree.True, n, "")
	case "false":
		return l.Node(tree.False, n, "")
	case "null", "undefined":
		return l.Node(tree.Null, n, "")
	case "array", "array_pattern":
		return l.list(n)
	case "object", "object_pattern":
		return l.object(n)
	case "spread_element", "rest_pattern":
		return l.Node(tree.Spread, n, "", l.need(n, l.firstNamed(n)))
	case "jsx_element", "jsx_self_closing_element", "jsx_expression":
		return l.jsx(n)
	case "await_expression", "yield_expression", "parenthesized_expression", "non_null_expression",
		"as_expression", "satisfies_expression", "instantiation_expression", "computed_property_name",
		"template_substitution":
		return l.only(n)
	case "type_assertion":
		return l.need(n, l.lastNamed(n))
	case "ERROR":
		return l.mistake(n)
	}
	return l.Node(tree.Other, n, "", l.kids(n)...)
}

// mistake lowers what stands in a place that was not understood.
func (l *lowerer) mistake(n syntax.Node) (out *tree.Node) {
	l.Recover(func() {
		var kids []*tree.Node
		for c := range l.t.NamedChildren(n) {
			kids = l.statement(kids, c)
		}
		out = l.Node(tree.Other, n, "", kids...)
	})
	return out
}

// name lowers an identifier; one that the parser put in, or is dotted, is told apart.
func (l *lowerer) name(n syntax.Node) *tree.Node {
	text := l.bare(n)
	if text == "" {
		return l.Node(tree.Other, n, "")
	}
	head, rest, dotted := strings.Cut(text, ".")
	out := l.Node(tree.Name, n, head)
	for dotted {
		head, rest, dotted = strings.Cut(rest, ".")
		out = l.Node(tree.Member, n, strings.TrimSpace(head), out)
	}
	return out
}

// bare gives the spelling of a name without the sign of private members.
func (l *lowerer) bare(n syntax.Node) string { return strings.TrimPrefix(l.Text(n), "#") }

func (l *lowerer) firstNamed(n syntax.Node) syntax.Node {
	for c := range l.t.NamedChildren(n) {
		return c
	}
	return syntax.None
}

func (l *lowerer) lastNamed(n syntax.Node) syntax.Node {
	last := syntax.None
	for c := range l.t.NamedChildren(n) {
		last = c
	}
	return last
}

func (l *lowerer) subscript(n syntax.Node) *tree.Node {
	of, at := l.field(n, "object"), l.field(n, "index")
	if at.Kind == tree.String && len(at.Kids) == 0 && at.Type == "" {
		return l.Node(tree.Member, n, at.Text, of)
	}
	return l.Node(tree.Index, n, "", of, at)
}

func (l *lowerer) call(n syntax.Node) *tree.Node {
	if module, ok := l.module(n); ok {
		return l.Node(tree.Import, n, module)
	}
	return l.invoke(n, l.t.Child(n, "function"), l.t.Child(n, "arguments"))
}

// invoke makes the Call of what is called with arguments, which may be a template.
func (l *lowerer) invoke(n, called, arguments syntax.Node) *tree.Node {
	var buffer [8]*tree.Node
	kids := append(buffer[:0], l.need(n, called))
	if l.t.Kind(arguments) == "template_string" {
		kids = append(kids, l.template(arguments))
	} else {
		kids = append(kids, l.kids(arguments)...)
	}
	return l.Node(tree.Call, n, "", kids...)
}

func (l *lowerer) binary(n syntax.Node) *tree.Node {
	op := build.Operator(l.Text(l.t.Child(n, "operator")))
	left, right := l.t.Child(n, "left"), l.t.Child(n, "right")
	if op == "==" || op == "!=" {
		if of := l.typeofUndefined(left, right); of >= 0 {
			return l.Node(tree.Binary, n, op, l.need(n, of), l.Node(tree.Null, right, ""))
		}
	}
	return l.Node(tree.Binary, n, op, l.need(n, left), l.need(n, right))
}

// typeofUndefined gives x of typeof x == "undefined", else None.
func (l *lowerer) typeofUndefined(left, right syntax.Node) syntax.Node {
	if l.t.Kind(left) == "unary_expression" && l.Text(l.t.Child(left, "operator")) == "typeof" &&
		l.t.Kind(right) == "string" && l.quoted(right) == "undefined" {
		return l.t.Child(left, "argument")
	}
	return syntax.None
}

func (l *lowerer) unary(n syntax.Node) *tree.Node {
	argument := l.t.Child(n, "argument")
	switch op := l.Text(l.t.Child(n, "operator")); op {
	case "typeof":
		return l.need(n, argument)
	case "void":
		if l.t.Kind(argument) == "number" {
			return l.Node(tree.Null, n, "")
		}
		return l.need(n, argument)
	case "delete":
		return l.Node(tree.Other, n, "", l.need(n, argument))
	default:
		return l.Node(tree.Unary, n, op, l.need(n, argument))
	}
}
