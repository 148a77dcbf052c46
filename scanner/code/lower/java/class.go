package java

import (
	"strings"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// imported lowers an import, static or not.
func (l *lowerer) imported(n syntax.Node) *tree.Node {
	path, star := "", l.t.Has(n, "asterisk")
	for c := range l.t.NamedChildren(n) {
		if k := l.t.Kind(c); k == "scoped_identifier" || k == "identifier" {
			path = l.bare(c)
		}
	}
	taken := tree.ImportedName{Name: "*"}
	if !star {
		i := strings.LastIndexByte(path, '.')
		taken = tree.ImportedName{Name: path[i+1:], As: path[i+1:]}
		if path = path[:max(i, 0)]; path == "" {
			path, taken.Name = taken.As, ""
		}
	}
	out := l.Node(tree.Import, n, path)
	out.Names = []tree.ImportedName{taken}
	return out
}

// bare gives the text of a type or path without blanks and comments.
func (l *lowerer) bare(n syntax.Node) string {
	s := l.Text(n)
	if strings.ContainsAny(s, " \t\r\n") {
		s = strings.Join(strings.Fields(s), "")
	}
	return s
}

// typed gives a declared type as written, without blanks; empty for none and for var.
func (l *lowerer) typed(n syntax.Node) string {
	if s := l.bare(n); s != "var" {
		return s
	}
	return ""
}

// raw gives a type's dotted name without arguments and annotations.
func (l *lowerer) raw(n syntax.Node) string {
	s := l.bare(n)
	if i := strings.IndexByte(s, '<'); i >= 0 {
		s = s[:i]
	}
	return s
}

// flags gives what the modifiers of a declaration say.
func (l *lowerer) flags(n syntax.Node) (f tree.Flag) {
	for c := range l.t.Children(l.t.ChildOf(n, "modifiers")) {
		switch l.t.Kind(c) {
		case "static":
			f |= tree.Static
		case "final":
			f |= tree.Constant
		}
	}
	return f
}

// decorators lowers the annotations of a declaration.
func (l *lowerer) decorators(n syntax.Node) []*tree.Node {
	var out []*tree.Node
	for c := range l.t.NamedChildren(l.t.ChildOf(n, "modifiers")) {
		if k := l.t.Kind(c); k == "annotation" || k == "marker_annotation" {
			out = append(out, l.Node(tree.Decorator, c, l.bare(l.t.Child(c, "name")), l.kids(nil, l.t.Child(c, "arguments"))...))
		}
	}
	return out
}

// class lowers a class, interface, enum, record or annotation type.
func (l *lowerer) class(n syntax.Node) *tree.Node {
	kids := l.decorators(n)
	kind := l.t.Kind(n)
	if kind == "record_declaration" {
		kids = l.components(kids, l.t.Child(n, "parameters"))
	}
	kids = l.members(kids, l.t.Child(n, "body"))
	out := l.Node(tree.Class, n, l.Text(l.t.Child(n, "name")), kids...)
	out.Types = l.bases(n)
	switch kind {
	case "interface_declaration", "enum_declaration", "record_declaration":
		out.Type = strings.TrimSuffix(kind, "_declaration")
	case "annotation_type_declaration":
		out.Type = "annotation"
	}
	return out
}

func (l *lowerer) bases(n syntax.Node) []string {
	var out []string
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "superclass":
			for b := range l.t.NamedChildren(c) {
				out = append(out, l.raw(b))
			}
		case "super_interfaces", "extends_interfaces":
			for b := range l.t.NamedChildren(l.t.ChildOf(c, "type_list")) {
				out = append(out, l.raw(b))
			}
		}
	}
	return out
}

// components appends the Fields of a record.
func (l *lowerer) components(out []*tree.Node, n syntax.Node) []*tree.Node {
	for c := range l.t.NamedChildren(n) {
		if l.t.Kind(c) == "formal_parameter" {
			f := l.Node(tree.Field, c, l.Text(l.t.Child(c, "name")), append(l.decorators(c), nil)...)
			f.Type = l.typed(l.t.Child(c, "type"))
			out = append(out, f)
		}
	}
	return out
}

func (l *lowerer) members(out []*tree.Node, body syntax.Node) []*tree.Node {
	for c := range l.t.NamedChildren(body) {
		switch l.t.Kind(c) {
		case "enum_constant":
			out = append(out, l.enumerated(c))
		case "enum_body_declarations":
			out = l.members(out, c)
		default:
			out = l.member(out, c)
		}
	}
	return out
}

// member appends what a member of a class becomes.
func (l *lowerer) member(out []*tree.Node, n syntax.Node) []*tree.Node {
	switch kind := l.t.Kind(n); kind {
	case "field_declaration", "constant_declaration":
		return l.fields(out, n)
	case "annotation_type_element_declaration":
		f := l.Node(tree.Field, n, l.Text(l.t.Child(n, "name")), append(l.decorators(n), l.maybe(l.t.Child(n, "value")))...)
		f.Type = l.typed(l.t.Child(n, "type"))
		return append(out, f)
	case "method_declaration", "constructor_declaration", "compact_constructor_declaration":
		return append(out, l.function(n))
	case "block":
		return append(out, l.initializer(n))
	}
	return l.add(out, n)
}

// fields appends a Field for each name of a declaration.
func (l *lowerer) fields(out []*tree.Node, n syntax.Node) []*tree.Node {
	typ, flags := l.typed(l.t.Child(n, "type")), l.flags(n)
	if l.t.Kind(n) == "constant_declaration" {
		flags = tree.Static | tree.Constant
	}
	for c := range l.t.NamedChildren(n) {
		if l.t.Kind(c) != "variable_declarator" {
			continue
		}
		name := l.Text(l.t.Child(c, "name"))
		f := l.Node(tree.Field, c, name, append(l.decorators(n), l.named(l.maybe(l.t.Child(c, "value")), name))...)
		f.Type = typ + l.Text(l.t.Child(c, "dimensions"))
		f.Flag |= flags
		out = append(out, f)
	}
	return out
}

// initializer lowers a Block of a class that runs when it or an object of it is made.
func (l *lowerer) initializer(n syntax.Node) *tree.Node {
	b := n
	if l.t.Kind(n) != "block" {
		b = l.t.ChildOf(n, "block")
	}
	if b < 0 {
		return l.Node(tree.Other, n, "")
	}
	return l.Node(tree.Function, n, "", l.block(b))
}

// enumerated lowers a constant of an enum: an Assign of a new object where it has arguments.
func (l *lowerer) enumerated(n syntax.Node) *tree.Node {
	var value *tree.Node
	args, body := l.t.Child(n, "arguments"), l.t.Child(n, "body")
	if args >= 0 || body >= 0 {
		kids := l.kids([]*tree.Node{l.field(n, "name")}, args)
		if body >= 0 {
			kids = append(kids, l.Node(tree.Class, body, "", l.members(nil, body)...))
		}
		value = l.Node(tree.Call, n, "", kids...)
		value.Flag |= tree.New
	}
	out := l.Node(tree.Assign, n, "=", l.field(n, "name"), value)
	out.Flag |= tree.Constant
	return out
}

// function lowers a method, constructor or lambda.
func (l *lowerer) function(n syntax.Node) *tree.Node {
	within := l.switches
	defer func() { l.switches = within }()
	l.switches = 0
	kids := l.params(l.decorators(n), l.t.Child(n, "parameters"))
	var block *tree.Node
	switch b := l.t.Child(n, "body"); {
	case b < 0:
	case l.t.Kind(b) == "block" || l.t.Kind(b) == "constructor_body":
		block = l.block(b)
	default:
		block = l.Node(tree.Block, b, "", l.Node(tree.Return, b, "", l.expr(b)))
	}
	out := l.Node(tree.Function, n, l.Text(l.t.Child(n, "name")), append(kids, block)...)
	out.Flag |= l.flags(n) & tree.Static
	return out
}

// params appends the Params of a list, or of the one name of a lambda.
func (l *lowerer) params(out []*tree.Node, n syntax.Node) []*tree.Node {
	if l.t.Kind(n) == "identifier" {
		return append(out, l.Node(tree.Param, n, l.Text(n)))
	}
	for c := range l.t.NamedChildren(n) {
		name, typ := l.Text(l.t.Child(c, "name")), l.typed(l.t.Child(c, "type"))
		switch l.t.Kind(c) {
		case "identifier", "underscore_pattern":
			name = l.Text(c)
		case "spread_parameter":
			name = l.Text(l.t.Child(l.t.ChildOf(c, "variable_declarator"), "name"))
			for k := range l.t.NamedChildren(c) {
				if kind := l.t.Kind(k); kind != "modifiers" && kind != "variable_declarator" {
					typ = l.typed(k) + "..."
				}
			}
		case "formal_parameter":
			typ += l.Text(l.t.Child(c, "dimensions"))
		default:
			continue
		}
		p := l.Node(tree.Param, c, name)
		p.Type = typ
		if d := l.decorators(c); len(d) > 0 {
			p.Kids = append([]*tree.Node{nil}, d...)
		}
		out = append(out, p)
	}
	return out
}
