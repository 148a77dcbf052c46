package java

import (
	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

func (l *lowerer) control(out []*tree.Node, n syntax.Node, kind string) []*tree.Node {
	switch kind {
	case "if_statement":
		return append(out, l.branch(n))
	case "switch_expression":
		return append(out, l.cases(n))
	case "try_statement", "try_with_resources_statement":
		return append(out, l.try(n))
	case "synchronized_statement":
		return append(out, l.only(n), l.body(n, "body"))
	case "assert_statement":
		return append(out, l.Node(tree.Call, n, "", l.kids([]*tree.Node{l.Node(tree.Name, n, "assert")}, n)...))
	case "labeled_statement":
		for c := range l.t.NamedChildren(n) {
			if l.t.Kind(c) != "identifier" {
				out = l.add(out, c)
			}
		}
		return out
	}
	within := l.switches
	defer func() { l.switches = within }()
	l.switches = 0
	switch kind {
	case "for_statement":
		return l.counted(out, n)
	case "enhanced_for_statement":
		name := l.field(n, "name")
		name.Type = l.typed(l.t.Child(n, "type"))
		return append(out, l.Node(tree.Loop, n, "", l.field(n, "value"), name, l.body(n, "body")))
	}
	return append(out, l.Node(tree.Loop, n, "", l.field(n, "condition"), nil, l.body(n, "body")))
}

// branch lowers if ... else; an if behind else is kid 2 itself.
func (l *lowerer) branch(n syntax.Node) *tree.Node {
	condition, then := l.field(n, "condition"), l.body(n, "consequence")
	var other *tree.Node
	if a := l.t.Child(n, "alternative"); a >= 0 {
		if l.t.Kind(a) == "if_statement" {
			other = l.add(nil, a)[0]
		} else {
			other = l.block(a)
		}
	}
	if other != nil && other.Kind == tree.Other {
		other = l.Span(tree.Block, other.Start, other.End, "", other)
	}
	return l.Node(tree.If, n, "", condition, then, other)
}

// counted appends what stands first in for (a; b; c), and the Loop; what comes last
// stands at the end of its Block.
func (l *lowerer) counted(out []*tree.Node, n syntax.Node) []*tree.Node {
	var step []*tree.Node
	var condition *tree.Node
	for c := range l.t.NamedChildren(n) {
		switch l.t.FieldName(c) {
		case "init":
			out = l.add(out, c)
		case "condition":
			condition = l.expr(c)
		case "update":
			step = append(step, l.expr(c))
		}
	}
	block := l.body(n, "body")
	block.Kids = append(block.Kids[:len(block.Kids):len(block.Kids)], step...)
	return append(out, l.Node(tree.Loop, n, "", condition, nil, build.Stretch(block, step...)))
}

// try lowers try, catch and finally as a Block of Blocks; the resources stand at the
// start of the first, the variable of a catch at the start of its own.
func (l *lowerer) try(n syntax.Node) *tree.Node {
	var resources []*tree.Node
	for r := range l.t.NamedChildren(l.t.Child(n, "resources")) {
		resources = append(resources, l.resource(r))
	}
	kids := []*tree.Node{l.begin(l.body(n, "body"), resources)}
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "catch_clause":
			var variable []*tree.Node
			if p := l.t.ChildOf(c, "catch_formal_parameter"); p >= 0 {
				e := l.Node(tree.Assign, p, "=", l.field(p, "name"), nil)
				e.Type = l.typed(l.t.ChildOf(p, "catch_type"))
				variable = append(variable, e)
			}
			kids = append(kids, l.begin(l.body(c, "body"), variable))
		case "finally_clause":
			if b := l.t.ChildOf(c, "block"); b >= 0 {
				kids = append(kids, l.block(b))
			}
		}
	}
	return l.Node(tree.Block, n, "", kids...)
}

func (l *lowerer) begin(block *tree.Node, first []*tree.Node) *tree.Node {
	block.Kids = append(first, block.Kids...)
	return build.Stretch(block, first...)
}

func (l *lowerer) resource(n syntax.Node) *tree.Node {
	value := l.t.Child(n, "value")
	if value < 0 {
		return l.only(n)
	}
	out := l.Node(tree.Assign, n, "=", l.field(n, "name"), l.expr(value))
	out.Type = l.typed(l.t.Child(n, "type"))
	return out
}
