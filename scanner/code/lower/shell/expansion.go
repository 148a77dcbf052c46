package shell

import (
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// subscript lowers name[index]; a word as index is a key.
func (l *lowerer) subscript(n syntax.Node) *tree.Node {
	name, index := l.field(n, "name"), l.field(n, "index")
	if constant(index) && index.Text != "@" && index.Text != "*" {
		return l.Node(tree.Member, n, index.Text, name)
	}
	if constant(index) {
		return name
	}
	return l.Node(tree.Index, n, "", name, index)
}

// expansion lowers ${...}: ${a:-b} is a || b, ${a-b} is a ?? b, ${a:=b} sets a,
// ${a:+b} is a ? b : "", ${#a} is the length of a. What cuts or replaces parts of the
// value is left out, and the name stands for the value.
func (l *lowerer) expansion(n syntax.Node) *tree.Node {
	var name, word *tree.Node
	before, behind := "", ""
	for c := range l.Tree.Children(n) {
		switch kind := l.Tree.Kind(c); {
		case !l.Tree.Named(c):
			switch {
			case l.Tree.FieldName(c) != "operator":
			case name == nil:
				before += kind
			case word == nil:
				behind += kind
			}
		case kind == "special_variable_name" && name == nil:
			name = l.Node(tree.Name, c, l.Text(c))
		case kind == "comment":
		case name == nil:
			name = l.node(c)
		case word == nil:
			word = truth(l.node(c))
		}
	}
	if name == nil {
		return l.Node(tree.Other, n, "")
	}
	if before == "#" {
		return l.Node(tree.Call, n, "", l.Node(tree.Name, n, "length"), name)
	}
	if word == nil {
		end := l.Tree.End(n)
		word = l.Span(tree.String, end, end, "")
	}
	switch behind {
	case ":-":
		return l.Node(tree.Binary, n, "||", name, word)
	case "-":
		return l.Node(tree.Binary, n, "??", name, word)
	case ":=":
		return l.Node(tree.Assign, n, "||=", name, word)
	case "=":
		return l.Node(tree.Assign, n, "??=", name, word)
	case ":+", "+":
		end := l.Tree.End(n)
		return l.Node(tree.Choice, n, "", name, word, l.Span(tree.String, end, end, ""))
	}
	return name
}
