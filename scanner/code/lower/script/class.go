package script

import (
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// class lowers a class, declared or as an expression.
func (l *lowerer) class(n syntax.Node) *tree.Node {
	var kids []*tree.Node
	var bases []string
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "decorator":
			kids = append(kids, l.decorator(c))
		case "class_heritage":
			bases = l.bases(bases, c)
		}
	}
	kids = l.members(kids, l.t.Child(n, "body"))
	out := l.Node(tree.Class, n, l.bare(l.t.Child(n, "name")), kids...)
	out.Types = bases
	return out
}

// bases appends the dotted names below extends and implements. What is made by a call
// (extends mixin(Base)) counts with the name called and those given to it.
func (l *lowerer) bases(out []string, n syntax.Node) []string {
	defer l.Leave()
	if !l.Enter() {
		return out
	}
	switch l.t.Kind(n) {
	case "identifier", "type_identifier", "member_expression", "nested_type_identifier":
		return append(out, squeeze(l.Text(n)))
	case "type_arguments", "string", "template_string", "class_body":
		return out
	case "generic_type":
		return l.bases(out, l.t.Child(n, "name"))
	}
	for c := range l.t.NamedChildren(n) {
		out = l.bases(out, c)
	}
	return out
}

// members appends the members of a class or interface. Decorators may stand before
// the member they belong to.
func (l *lowerer) members(out []*tree.Node, body syntax.Node) []*tree.Node {
	var before []*tree.Node
	for c := range l.t.NamedChildren(body) {
		switch l.t.Kind(c) {
		case "decorator":
			before = append(before, l.decorator(c))
			continue
		case "field_definition", "public_field_definition", "property_signature":
			out = append(out, l.classField(c))
		case "method_definition", "method_signature", "abstract_method_signature":
			method := l.function(c)
			if len(before) > 0 {
				at := len(method.Kids) - 1
				kids := append(append([]*tree.Node{}, method.Kids[:at]...), before...)
				method.Kids = append(kids, method.Kids[at])
			}
			out = append(out, method)
			if method.Text == "constructor" {
				out = l.promoted(out, c)
			}
		case "class_static_block":
			block := l.Node(tree.Function, c, "", l.block(l.t.Child(c, "body")))
			block.Flag |= tree.Static
			out = append(out, block)
		case "ERROR":
			out = append(out, l.mistake(c))
		}
		before = nil
	}
	return out
}

func (l *lowerer) classField(n syntax.Node) *tree.Node {
	key := l.t.Child(n, "name")
	if key < 0 {
		key = l.t.Child(n, "property")
	}
	name, _ := l.key(key)
	var kids []*tree.Node
	for c := range l.t.NamedChildren(n) {
		if l.t.Kind(c) == "decorator" {
			kids = append(kids, l.decorator(c))
		}
	}
	kids = append(kids, christen(l.expr(l.t.Child(n, "value")), name))
	out := l.Node(tree.Field, n, name, kids...)
	out.Type, out.Flag = l.typeOf(n), out.Flag|l.flags(n)
	return out
}

// promoted appends the fields that parameters of a constructor declare by a word
// before them (private readonly email: string).
func (l *lowerer) promoted(out []*tree.Node, n syntax.Node) []*tree.Node {
	for c := range l.t.NamedChildren(l.t.Child(n, "parameters")) {
		if !l.t.Has(c, "accessibility_modifier") && !l.t.Has(c, "readonly") {
			continue
		}
		field := l.Node(tree.Field, c, l.bare(l.t.Child(c, "pattern")), nil)
		field.Type, field.Flag = l.typeOf(c), field.Flag|l.flags(c)
		out = append(out, field)
	}
	return out
}
