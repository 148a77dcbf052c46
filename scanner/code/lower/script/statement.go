package script

import (
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// block lowers the statements below n to a Block. A single statement becomes a Block
// of itself; None gives nil.
func (l *lowerer) block(n syntax.Node) *tree.Node {
	if n < 0 {
		return nil
	}
	var kids []*tree.Node
	switch l.t.Kind(n) {
	case "program", "statement_block":
		for c := range l.t.NamedChildren(n) {
			kids = l.statement(kids, c)
		}
	default:
		kids = l.statement(kids, n)
	}
	return l.Node(tree.Block, n, "", kids...)
}

// statement appends what a statement is lowered to: nothing, one node or several.
func (l *lowerer) statement(out []*tree.Node, n syntax.Node) []*tree.Node {
	if n < 0 {
		return out
	}
	defer l.Leave()
	if !l.Enter() {
		return append(out, l.Cut(n))
	}
	switch l.t.Kind(n) {
	case "expression_statement", "sequence_expression":
		for c := range l.t.NamedChildren(n) {
			out = l.statement(out, c)
		}
		return out
	case "lexical_declaration", "variable_declaration", "using_declaration":
		return l.declaration(out, n)
	case "if_statement":
		return append(out, l.condition(n))
	case "for_statement":
		return l.count(out, n)
	case "for_in_statement":
		return append(out, l.each(n))
	case "while_statement", "do_statement":
		return append(out, l.Node(tree.Loop, n, "", l.field(n, "condition"), nil, l.body(l.t.Child(n, "body"))))
	case "switch_statement":
		return l.choose(out, n)
	case "try_statement":
		return l.try(out, n)
	case "return_statement":
		return append(out, l.Node(tree.Return, n, "", l.only(n)))
	case "throw_statement":
		for c := range l.t.NamedChildren(n) {
			out = l.statement(out, c)
		}
		return append(out, l.Node(tree.Return, n, "", nil))
	case "continue_statement":
		return append(out, l.Node(tree.Return, n, "", nil))
	case "break_statement":
		if l.switches > 0 && l.t.Child(n, "label") < 0 {
			return out
		}
		return append(out, l.Node(tree.Return, n, "", nil))
	case "statement_block":
		return append(out, l.block(n))
	}
	return l.declared(out, n)
}

// declared appends what declarations, imports and exports are lowered to; all else is
// an expression.
func (l *lowerer) declared(out []*tree.Node, n syntax.Node) []*tree.Node {
	switch l.t.Kind(n) {
	case "function_declaration", "generator_function_declaration", "function_signature", "method_definition",
		"method_signature", "abstract_method_signature":
		return append(out, l.function(n))
	case "class_declaration", "abstract_class_declaration":
		return append(out, l.class(n))
	case "interface_declaration", "type_alias_declaration", "enum_declaration":
		return append(out, l.shape(n))
	case "import_statement", "import_alias":
		return l.imported(out, n)
	case "export_statement":
		return l.exported(out, n)
	case "ambient_declaration":
		for c := range l.t.NamedChildren(n) {
			out = l.statement(out, c)
		}
		return out
	case "internal_module", "module":
		if body := l.block(l.t.Child(n, "body")); body != nil {
			out = append(out, body)
		}
		return out
	case "labeled_statement":
		return l.statement(out, l.t.Child(n, "body"))
	case "with_statement":
		return l.statement(append(out, l.field(n, "object")), l.t.Child(n, "body"))
	case "empty_statement", "debugger_statement", "hash_bang_line", "comment", "html_comment":
		return out
	}
	if e := l.expr(n); e != nil {
		out = append(out, e)
	}
	return out
}
