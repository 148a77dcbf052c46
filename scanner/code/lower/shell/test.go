package shell

import (
	"strings"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// test lowers [ ... ], [[ ... ]] and arithmetic.
func (l *lowerer) test(n syntax.Node, kind string) *tree.Node {
	switch kind {
	case "binary_expression":
		return l.binary(n)
	case "unary_expression":
		return l.unary(n)
	case "postfix_expression":
		op := "+="
		if l.Tree.Has(n, "--") {
			op = "-="
		}
		return l.Node(tree.Assign, n, op, l.variable(l.only(n)), l.Node(tree.Number, n, "1"))
	case "ternary_expression":
		return l.Node(tree.Choice, n, "", l.field(n, "condition"), l.field(n, "consequence"), l.field(n, "alternative"))
	}
	within := l.arithmetic
	defer func() { l.arithmetic = within }()
	l.arithmetic = l.arithmetic || kind == "arithmetic_expansion"
	return l.several(n, l.statements(n))
}

// variable makes a Name of a word in arithmetic, where names stand without $.
func (l *lowerer) variable(n *tree.Node) *tree.Node {
	if constant(n) {
		return l.Span(tree.Name, n.Start, n.End, n.Text)
	}
	return n
}

// comparison gives the common spelling of an operator of a test, empty for one without.
func comparison(op string) string {
	switch op {
	case "=", "==", "-eq":
		return "=="
	case "!=", "-ne":
		return "!="
	case "<", "-lt":
		return "<"
	case "<=", "-le":
		return "<="
	case ">", "-gt":
		return ">"
	case ">=", "-ge":
		return ">="
	case "&&", "-a":
		return "&&"
	case "||", "-o":
		return "||"
	case "=~", "+", "-", "*", "/", "%", "**":
		return op
	}
	return ""
}

func (l *lowerer) binary(n syntax.Node) *tree.Node {
	var sides []*tree.Node
	op := ""
	for c := range l.Tree.Children(n) {
		switch {
		case l.Tree.FieldName(c) == "operator" || l.Tree.Kind(c) == "test_operator":
			op = strings.TrimSpace(l.Text(c))
		case l.Tree.Named(c) && l.Tree.Kind(c) != "comment" && !l.Tree.Missing(c):
			sides = append(sides, l.node(c))
		}
	}
	if len(sides) == 2 {
		if strings.HasSuffix(op, "=") && strings.Trim(op, "=!<>") != "" {
			return l.Node(tree.Assign, n, op, l.variable(sides[0]), sides[1])
		}
		if common := comparison(op); common != "" {
			return l.Node(tree.Binary, n, common, sides[0], truth(sides[1]))
		}
	}
	return l.Node(tree.Other, n, "", sides...)
}

// unary lowers ! x, -z x (x is empty), -n x (it is not), and others as calls of test.
func (l *lowerer) unary(n syntax.Node) *tree.Node {
	op := ""
	var kid *tree.Node
	for c := range l.Tree.Children(n) {
		switch {
		case l.Tree.FieldName(c) == "operator":
			op = strings.TrimSpace(l.Text(c))
		case l.Tree.Named(c) && l.Tree.Kind(c) != "comment":
			kid = l.node(c)
		}
	}
	if kid == nil {
		return l.Node(tree.Other, n, "")
	}
	empty := func() *tree.Node { return l.Span(tree.String, kid.End, kid.End, "") }
	switch op {
	case "!", "-", "+", "~":
		return l.Node(tree.Unary, n, op, kid)
	case "++", "--":
		return l.Node(tree.Assign, n, op[:1]+"=", l.variable(kid), l.Node(tree.Number, n, "1"))
	case "-z":
		return l.Node(tree.Binary, n, "==", kid, empty())
	case "-n":
		return l.Node(tree.Binary, n, "!=", kid, empty())
	}
	return l.Node(tree.Call, n, "", l.Node(tree.Name, n, "test"), l.Node(tree.String, n, op), kid)
}
