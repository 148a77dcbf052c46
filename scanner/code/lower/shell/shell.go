// Package shell brings scripts of POSIX shells and bash into the common tree.
//
// A command is a Call of its program (the name of a Name without folders; programs that
// only start another, such as sudo, give way to it) with its words as Strings; an option
// --name=value is a Pair. Pipelines are an Other of one Block of what they join. A
// redirection is a Call of "redirect" with the operator and the target beside its
// command; texts given on the standard input (<<, <<<) are the last argument.
package shell

import (
	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// Lower brings a parsed script into the common form. It never fails: what is not
// understood is Other with its kids, and counted in File.Errors.
func Lower(t *syntax.Tree) *tree.File {
	l := &lowerer{Builder: build.New(t)}
	if t.Len() == 0 {
		return l.File("shell", nil)
	}
	return l.File("shell", l.block(0))
}

type lowerer struct {
	*build.Builder
	// arithmetic says that a word is the name of a variable.
	arithmetic bool
}

// block makes a Block of the statements of n.
func (l *lowerer) block(n syntax.Node) *tree.Node {
	return l.Node(tree.Block, n, "", l.statements(n)...)
}

func (l *lowerer) statements(n syntax.Node) []*tree.Node {
	var out []*tree.Node
	for c := range l.Tree.NamedChildren(n) {
		out = l.add(out, c)
	}
	return out
}

// add appends what a statement becomes: several nodes for declarations of several variables.
func (l *lowerer) add(out []*tree.Node, n syntax.Node) []*tree.Node {
	switch l.Tree.Kind(n) {
	case "declaration_command", "variable_assignments":
		return append(out, l.declarations(n)...)
	case "heredoc_body", "heredoc_end", "file_descriptor":
		return out
	}
	if l.Tree.Missing(n) {
		return out
	}
	return append(out, l.node(n))
}

// node lowers a statement or an expression; it is never nil.
func (l *lowerer) node(n syntax.Node) *tree.Node {
	defer l.Leave()
	if !l.Enter() {
		return l.Cut(n)
	}
	switch kind := l.Tree.Kind(n); kind {
	case "ERROR":
		var kids []*tree.Node
		l.Recover(func() { kids = l.statements(n) })
		return l.Node(tree.Other, n, "", kids...)
	case "command":
		return l.command(n)
	case "redirected_statement":
		return l.redirected(n)
	case "pipeline":
		return l.Node(tree.Other, n, "", l.block(n))
	case "list":
		return l.list(n)
	case "negated_command":
		return l.Node(tree.Unary, n, "!", l.only(n))
	case "variable_assignment":
		return l.assignment(n)
	case "declaration_command", "variable_assignments":
		return l.several(n, l.declarations(n))
	case "compound_statement", "subshell", "do_group":
		return l.block(n)
	case "unset_command":
		return l.Node(tree.Call, n, "", append([]*tree.Node{l.Node(tree.Name, n, "unset")}, l.statements(n)...)...)
	case "command_substitution", "process_substitution", "program":
		within := l.arithmetic
		defer func() { l.arithmetic = within }()
		l.arithmetic = false
		return l.several(n, l.statements(n))
	case "if_statement", "for_statement", "c_style_for_statement", "while_statement", "case_statement", "function_definition":
		return l.control(n, kind)
	case "test_command", "binary_expression", "unary_expression", "parenthesized_expression", "postfix_expression", "ternary_expression", "arithmetic_expansion":
		return l.test(n, kind)
	}
	return l.word(n)
}

// several gives the one node of a list, or an Other (a Block where they are commands) of them.
func (l *lowerer) several(n syntax.Node, nodes []*tree.Node) *tree.Node {
	if len(nodes) == 1 {
		return nodes[0]
	}
	return l.Node(tree.Block, n, "", nodes...)
}

// only lowers the first named child of n, or gives an Other where there is none.
func (l *lowerer) only(n syntax.Node) *tree.Node {
	for c := range l.Tree.NamedChildren(n) {
		return l.node(c)
	}
	return l.Node(tree.Other, n, "")
}

// field lowers a field of n, or gives an empty Other at its end where there is none.
func (l *lowerer) field(n syntax.Node, name string) *tree.Node {
	if c := l.Tree.Child(n, name); c >= 0 {
		return l.node(c)
	}
	end := l.Tree.End(n)
	return l.Span(tree.Other, end, end, "")
}

// list lowers a && b and a || b.
func (l *lowerer) list(n syntax.Node) *tree.Node {
	var sides []*tree.Node
	op := ""
	for c := range l.Tree.Children(n) {
		switch kind := l.Tree.Kind(c); {
		case kind == "&&" || kind == "||":
			op = kind
		case l.Tree.Named(c) && kind != "comment":
			sides = append(sides, l.node(c))
		}
	}
	if op == "" || len(sides) != 2 {
		return l.several(n, sides)
	}
	return l.Node(tree.Binary, n, op, sides...)
}

// declarations lowers the assignments of export, local, readonly, declare and of plain lines.
func (l *lowerer) declarations(n syntax.Node) []*tree.Node {
	var out []*tree.Node
	constant := l.Tree.Has(n, "readonly")
	for c := range l.Tree.NamedChildren(n) {
		if l.Tree.Kind(c) != "variable_assignment" {
			continue
		}
		a := l.node(c)
		if constant {
			a.Flag |= tree.Constant
		}
		out = append(out, a)
	}
	return out
}

// assignment lowers name=value and name+=value.
func (l *lowerer) assignment(n syntax.Node) *tree.Node {
	op := "="
	if l.Tree.Has(n, "+=") {
		op = "+="
	}
	target := l.field(n, "name")
	value := l.Tree.Child(n, "value")
	if value < 0 {
		end := l.Tree.End(n)
		return l.Node(tree.Assign, n, op, target, l.Span(tree.String, end, end, ""))
	}
	return l.Node(tree.Assign, n, op, target, truth(l.node(value)))
}
