package script

import (
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// function lowers functions, methods and arrows, with or without a body.
func (l *lowerer) function(n syntax.Node) *tree.Node {
	kept := l.switches
	l.switches = 0
	defer func() { l.switches = kept }()
	name, _ := l.key(l.t.Child(n, "name"))
	kids, patterns := l.parameters(n)
	for c := range l.t.NamedChildren(n) {
		if l.t.Kind(c) == "decorator" {
			kids = append(kids, l.decorator(c))
		}
	}
	body := l.functionBody(l.t.Child(n, "body"))
	if body != nil && len(patterns) > 0 {
		body.Kids = append(patterns, body.Kids...)
	}
	out := l.Node(tree.Function, n, name, append(kids, body)...)
	out.Flag |= l.flags(n)
	return out
}

// functionBody lowers the body; that of an arrow may be an expression, which is returned.
func (l *lowerer) functionBody(n syntax.Node) *tree.Node {
	if n < 0 || l.t.Kind(n) == "statement_block" {
		return l.block(n)
	}
	return l.Node(tree.Block, n, "", l.Node(tree.Return, n, "", l.expr(n)))
}

// parameters gives the Params of a function, and an Assign for each that is a pattern.
func (l *lowerer) parameters(n syntax.Node) (params, patterns []*tree.Node) {
	if p := l.t.Child(n, "parameter"); p >= 0 { // x => ...
		return []*tree.Node{l.Node(tree.Param, p, l.bare(p), nil)}, nil
	}
	list := l.t.Child(n, "parameters")
	for c := range l.t.NamedChildren(list) {
		if p, pattern := l.parameter(c); p != nil {
			params = append(params, p)
			if pattern != nil {
				patterns = append(patterns, l.Node(tree.Assign, c, "=", pattern, nil))
			}
		}
	}
	return params, patterns
}

// parameter gives a Param and the pattern it is, nil where it is a name. A parameter
// "this" of TypeScript is none.
func (l *lowerer) parameter(n syntax.Node) (param, pattern *tree.Node) {
	target, value, typ := n, syntax.None, ""
	var decorators []*tree.Node
	switch l.t.Kind(n) {
	case "required_parameter", "optional_parameter":
		target, value, typ = l.t.Child(n, "pattern"), l.t.Child(n, "value"), l.typeOf(n)
		for c := range l.t.NamedChildren(n) {
			if l.t.Kind(c) == "decorator" {
				decorators = append(decorators, l.decorator(c))
			}
		}
	case "assignment_pattern":
		target, value = l.t.Child(n, "left"), l.t.Child(n, "right")
	}
	name := ""
	switch l.t.Kind(target) {
	case "this":
		return nil, nil
	case "identifier", "undefined":
		name = l.bare(target)
	case "rest_pattern":
		if inner := l.firstNamed(target); l.t.Kind(inner) == "identifier" {
			name = l.bare(inner)
		} else {
			pattern = l.expr(inner)
		}
	default:
		pattern = l.expr(target)
	}
	param = l.Node(tree.Param, n, name, append([]*tree.Node{christen(l.expr(value), name)}, decorators...)...)
	param.Type = typ
	return param, pattern
}

// decorator lowers @name and @name(arguments).
func (l *lowerer) decorator(n syntax.Node) *tree.Node {
	inner := l.firstNamed(n)
	var arguments []*tree.Node
	if l.t.Kind(inner) == "call_expression" {
		arguments = l.kids(l.t.Child(inner, "arguments"))
		inner = l.t.Child(inner, "function")
	}
	return l.Node(tree.Decorator, n, l.Text(inner), arguments...)
}

// flags gives what the words before a member say.
func (l *lowerer) flags(n syntax.Node) tree.Flag {
	if l.t.Has(n, "static") {
		return tree.Static
	}
	return 0
}
