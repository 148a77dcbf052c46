package php

import (
	"strings"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// imports appends the Imports of a use declaration.
func (l *lowerer) imports(out []*tree.Node, n syntax.Node) []*tree.Node {
	prefix := ""
	clauses := n
	if p := l.t.ChildOf(n, "namespace_name"); p >= 0 {
		prefix = dotted(l.Text(p)) + "."
	}
	if group := l.t.Child(n, "body"); group >= 0 {
		clauses = group
	}
	for c := range l.t.NamedChildren(clauses) {
		if l.t.Kind(c) != "namespace_use_clause" {
			continue
		}
		alias := l.t.Child(c, "alias")
		path := ""
		for k := range l.t.NamedChildren(c) {
			if k != alias {
				path = prefix + dotted(l.Text(k))
				break
			}
		}
		module, name := path, ""
		if i := strings.LastIndexByte(path, '.'); i >= 0 {
			module, name = path[:i], path[i+1:]
		}
		as := l.Text(alias)
		if as == "" {
			as = path[strings.LastIndexByte(path, '.')+1:]
		}
		taken := tree.ImportedName{Name: name, As: as}
		if last := len(out) - 1; prefix != "" && last >= 0 && out[last].Kind == tree.Import && out[last].Start == l.t.Start(n) && out[last].Text == module {
			out[last].Names = append(out[last].Names, taken)
			continue
		}
		imported := l.Node(tree.Import, n, module)
		imported.Names = []tree.ImportedName{taken}
		out = append(out, imported)
	}
	return out
}

// dotted writes a path of names with dots.
func dotted(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.TrimPrefix(strings.TrimPrefix(s, "namespace"), `\`), `\`, ".")
}

// typed gives a declared type: dotted, without ? and |null; empty for none.
func (l *lowerer) typed(n syntax.Node) string {
	s := strings.TrimPrefix(strings.ReplaceAll(l.Text(n), " ", ""), "?")
	if !strings.Contains(s, "|") {
		return dotted(s)
	}
	var out []string
	for part := range strings.SplitSeq(s, "|") {
		if !strings.EqualFold(part, "null") {
			out = append(out, dotted(part))
		}
	}
	return strings.Join(out, "|")
}

// flags gives what the modifiers of a declaration say.
func (l *lowerer) flags(n syntax.Node) tree.Flag {
	if l.t.Has(n, "static_modifier") {
		return tree.Static
	}
	return 0
}

// decorators lowers the attributes of a declaration.
func (l *lowerer) decorators(n syntax.Node) []*tree.Node {
	list := l.t.Child(n, "attributes")
	if list < 0 {
		return nil
	}
	var out []*tree.Node
	for group := range l.t.NamedChildren(list) {
		for a := range l.t.NamedChildren(group) {
			if l.t.Kind(a) != "attribute" {
				continue
			}
			name := ""
			for c := range l.t.NamedChildren(a) {
				name = dotted(l.Text(c))
				break
			}
			out = append(out, l.Node(tree.Decorator, a, name, l.arguments(nil, l.t.Child(a, "parameters"))...))
		}
	}
	return out
}

// class lowers a class, interface, trait or enum, named or not.
func (l *lowerer) class(n syntax.Node) *tree.Node {
	kids := l.decorators(n)
	var bases []string
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "base_clause", "class_interface_clause":
			for b := range l.t.NamedChildren(c) {
				bases = append(bases, dotted(l.Text(b)))
			}
		}
	}
	for c := range l.t.NamedChildren(l.t.Child(n, "body")) {
		kids = l.member(kids, c)
	}
	out := l.Node(tree.Class, n, l.Text(l.t.Child(n, "name")), kids...)
	out.Types = bases
	switch l.t.Kind(n) {
	case "interface_declaration":
		out.Type = "interface"
	case "trait_declaration":
		out.Type = "trait"
	case "enum_declaration":
		out.Type = "enum"
	}
	return out
}

// member appends what a member of a class becomes.
func (l *lowerer) member(out []*tree.Node, n syntax.Node) []*tree.Node {
	switch l.t.Kind(n) {
	case "property_declaration":
		return l.properties(out, n)
	case "method_declaration":
		return append(out, l.promoted(l.t.Child(n, "parameters"), l.function(n))...)
	case "const_declaration":
		return append(out, l.constants(n)...)
	case "enum_case":
		a := l.Node(tree.Assign, n, "=", l.field(n, "name"), l.maybe(l.t.Child(n, "value")))
		a.Flag |= tree.Constant
		return append(out, a)
	case "use_declaration":
		kids := []*tree.Node{l.Node(tree.Name, n, "use")}
		for c := range l.t.NamedChildren(n) {
			switch l.t.Kind(c) {
			case "name", "qualified_name", "relative_name":
				kids = append(kids, l.expr(c))
			}
		}
		return append(out, l.Node(tree.Call, n, "", kids...))
	}
	return append(out, l.expr(n))
}

// promoted puts the fields before a constructor that its parameters declare.
func (l *lowerer) promoted(params syntax.Node, function *tree.Node) []*tree.Node {
	var out []*tree.Node
	for p := range l.t.NamedChildren(params) {
		if l.t.Kind(p) != "property_promotion_parameter" {
			continue
		}
		f := l.Node(tree.Field, p, l.variable(l.t.Child(p, "name")), append(l.decorators(p), l.maybe(l.t.Child(p, "default_value")))...)
		f.Type = l.typed(l.t.Child(p, "type"))
		f.Flag |= l.flags(p)
		out = append(out, f)
	}
	return append(out, function)
}

// properties appends the Fields of a property declaration.
func (l *lowerer) properties(out []*tree.Node, n syntax.Node) []*tree.Node {
	typ, flags := l.typed(l.t.Child(n, "type")), l.flags(n)
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "property_element":
			f := l.Node(tree.Field, c, l.variable(l.t.Child(c, "name")), append(l.decorators(n), l.maybe(l.t.Child(c, "default_value")))...)
			f.Type, f.Flag = typ, f.Flag|flags
			out = append(out, f)
		case "property_hook_list":
			for h := range l.t.NamedChildren(c) {
				out = append(out, l.hook(h))
			}
		}
	}
	return out
}

// hook lowers what runs when a property is read or set.
func (l *lowerer) hook(n syntax.Node) *tree.Node {
	kids := l.params(nil, l.t.Child(n, "parameters"))
	name := l.t.ChildOf(n, "name")
	return l.Node(tree.Function, n, l.Text(name), append(kids, l.functionBody(n))...)
}

// constants lowers const A = 1, B = 2.
func (l *lowerer) constants(n syntax.Node) []*tree.Node {
	var out []*tree.Node
	for c := range l.t.NamedChildren(n) {
		if l.t.Kind(c) != "const_element" {
			continue
		}
		var sides [2]*tree.Node
		i := 0
		for k := range l.t.NamedChildren(c) {
			if i < 2 {
				sides[i] = l.expr(k)
				i++
			}
		}
		if sides[0] == nil {
			continue
		}
		a := l.Node(tree.Assign, c, "=", sides[0], sides[1])
		a.Flag |= tree.Constant
		a.Type = l.typed(l.t.Child(n, "type"))
		out = append(out, a)
	}
	return out
}

// variable gives the name in a variable, by reference or not.
func (l *lowerer) variable(n syntax.Node) string {
	return strings.TrimLeft(l.Text(n), "&$ \t\r\n")
}

// function lowers a function, method, closure or arrow function.
func (l *lowerer) function(n syntax.Node) *tree.Node {
	within := l.switches
	defer func() { l.switches = within }()
	l.switches = 0
	kids := l.params(l.decorators(n), l.t.Child(n, "parameters"))
	name := l.t.Child(n, "name")
	out := l.Node(tree.Function, n, l.Text(name), append(kids, l.functionBody(n))...)
	out.Flag |= l.flags(n)
	return out
}

// functionBody gives the Block of a function; an expression is returned. Nil for none.
func (l *lowerer) functionBody(n syntax.Node) *tree.Node {
	b := l.t.Child(n, "body")
	switch {
	case b < 0:
		return nil
	case l.t.Kind(b) == "compound_statement":
		return l.block(b)
	}
	return l.Node(tree.Block, b, "", l.Node(tree.Return, b, "", l.expr(b)))
}

func (l *lowerer) params(out []*tree.Node, n syntax.Node) []*tree.Node {
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "simple_parameter", "variadic_parameter", "property_promotion_parameter":
			p := l.Node(tree.Param, c, l.variable(l.t.Child(c, "name")))
			if d := l.t.Child(c, "default_value"); d >= 0 {
				p.Kids = []*tree.Node{l.expr(d)}
			}
			if d := l.decorators(c); len(d) > 0 && l.t.Kind(c) != "property_promotion_parameter" {
				p.Kids = append([]*tree.Node{p.Kid(0)}, d...)
			}
			p.Type = l.typed(l.t.Child(c, "type"))
			out = append(out, p)
		}
	}
	return out
}
