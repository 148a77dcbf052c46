package golang

import (
	"strings"
	"unicode"
	"unicode/utf8"

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
	case "identifier", "field_identifier", "package_identifier", "blank_identifier", "iota", "label_name":
		return l.name(n)
	case "selector_expression":
		return l.Node(tree.Member, n, l.Text(l.t.Child(n, "field")), l.field(n, "operand"))
	case "call_expression":
		return l.call(n)
	case "interpreted_string_literal", "raw_string_literal", "rune_literal":
		return l.Node(tree.String, n, l.quoted(n))
	case "int_literal", "float_literal", "imaginary_literal":
		return l.Node(tree.Number, n, build.Number(l.Text(n)))
	case "composite_literal":
		return l.composite(n)
	case "index_expression":
		return l.index(n)
	case "unary_expression":
		return l.unary(n)
	case "binary_expression":
		return l.Node(tree.Binary, n, l.Text(l.t.Child(n, "operator")), l.field(n, "left"), l.field(n, "right"))
	case "func_literal":
		return l.function(n)
	case "true":
		return l.Node(tree.True, n, "")
	case "false":
		return l.Node(tree.False, n, "")
	case "nil":
		return l.Node(tree.Null, n, "")
	case "expression_list":
		return l.all(tree.List, n, "")
	case "parenthesized_expression", "literal_element":
		return l.need(n, l.first(n))
	case "literal_value":
		return l.elements(n, n, syntax.None)
	}
	return l.rare(n)
}

func (l *lowerer) rare(n syntax.Node) *tree.Node {
	switch l.t.Kind(n) {
	case "variadic_argument":
		return l.Node(tree.Spread, n, "", l.need(n, l.first(n)))
	case "type_assertion_expression":
		return l.field(n, "operand")
	case "type_conversion_expression":
		return l.Node(tree.Call, n, "", l.converter(l.t.Child(n, "type")), l.field(n, "operand"))
	case "slice_expression":
		of := l.t.Child(n, "operand")
		at := l.Mark()
		for c := range l.t.NamedChildren(n) {
			if c != of {
				l.Push(l.expr(c))
			}
		}
		return l.Node(tree.Index, n, "", l.need(n, of), l.Collect(at, tree.Other, n, ""))
	case "type_identifier", "qualified_type", "generic_type", "pointer_type", "slice_type", "array_type", "map_type",
		"channel_type", "function_type", "struct_type", "interface_type", "parenthesized_type", "type_elem":
		return l.typed(n)
	case "type_instantiation_expression":
		return l.typed(l.t.Child(n, "type"))
	case "ERROR":
		return l.mistake(n)
	}
	return l.all(tree.Other, n, "")
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

// quoted decodes a literal between its quotes.
func (l *lowerer) quoted(n syntax.Node) string {
	s := l.Text(n)
	if s == "" {
		return ""
	}
	quote := s[:1]
	s = strings.TrimSuffix(s[1:], quote)
	if quote == "`" {
		return strings.ReplaceAll(s, "\r", "")
	}
	return build.Unescape(s, build.Keep)
}

func (l *lowerer) call(n syntax.Node) *tree.Node {
	function := l.t.Child(n, "function")
	at := l.Mark()
	l.Push(l.callee(n, function))
	l.push(l.t.Child(n, "arguments"))
	out := l.Collect(at, tree.Call, n, "")
	if l.Text(function) == "new" {
		out.Flag |= tree.New
	}
	return out
}

// callee lowers what is called, without the types it is called for: they are told from
// an index by being predeclared or in capitals.
func (l *lowerer) callee(n, function syntax.Node) *tree.Node {
	if l.t.Kind(function) == "index_expression" {
		index := l.t.Child(function, "index")
		if k := l.t.Kind(index); k == "identifier" && typeName(l.Text(index)) || k == "selector_expression" && exported(l.Text(l.t.Child(index, "field"))) {
			return l.field(function, "operand")
		}
	}
	return l.need(n, function)
}

func typeName(s string) bool {
	switch s {
	case "string", "bool", "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64",
		"float32", "float64", "byte", "rune", "any", "error":
		return true
	}
	return exported(s)
}

func exported(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// converter lowers the type of a conversion to what is called: its name, as written
// where it is put together ([]byte).
func (l *lowerer) converter(n syntax.Node) *tree.Node {
	if n < 0 {
		return l.Node(tree.Other, 0, "")
	}
	if out := l.typed(n); out.Kind != tree.Other {
		return out
	}
	return l.Node(tree.Name, n, l.Words(n))
}

// index lowers an element; with a constant text as its key it is a Member.
func (l *lowerer) index(n syntax.Node) *tree.Node {
	of, at := l.field(n, "operand"), l.field(n, "index")
	if at.Kind == tree.String {
		return l.Node(tree.Member, n, at.Text, of)
	}
	return l.Node(tree.Index, n, "", of, at)
}

func (l *lowerer) unary(n syntax.Node) *tree.Node {
	switch op := l.Text(l.t.Child(n, "operator")); op {
	case "<-":
		return l.field(n, "operand")
	case "^":
		return l.Node(tree.Unary, n, "~", l.field(n, "operand"))
	default:
		return l.Node(tree.Unary, n, op, l.field(n, "operand"))
	}
}
