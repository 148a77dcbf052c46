package golang

import (
	"strconv"
	"strings"

	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// class lowers a named type.
func (l *lowerer) class(n syntax.Node, name string, of syntax.Node) *tree.Node {
	defer l.Leave()
	if !l.Enter() {
		return l.Cut(n)
	}
	out := l.Node(tree.Class, n, name)
	at := l.Mark()
	switch l.t.Kind(of) {
	case "struct_type":
		for c := range l.t.NamedChildren(l.first(of)) {
			l.structField(out, c)
		}
	case "interface_type":
		out.Type = "interface"
		for c := range l.t.NamedChildren(of) {
			switch l.t.Kind(c) {
			case "method_elem":
				l.Push(l.function(c))
			case "type_elem":
				if one := l.first(c); one >= 0 && l.t.Next(c, one) < 0 {
					out.Types = l.bases(out.Types, one)
				}
			}
		}
	default:
		out.Type = "type"
		out.Types = l.bases(out.Types, of)
	}
	out.Kids = l.Take(at)
	return out
}

// bases appends the name of a type that is only named.
func (l *lowerer) bases(out []string, n syntax.Node) []string {
	if name := l.base(n); name != "" {
		return append(out, name)
	}
	return out
}

// base gives the dotted name of a type without pointer and arguments, empty for types
// that are put together.
func (l *lowerer) base(n syntax.Node) string {
	for {
		switch l.t.Kind(n) {
		case "pointer_type", "parenthesized_type":
			n = l.first(n)
		case "generic_type":
			n = l.t.Child(n, "type")
		case "type_identifier", "qualified_type", "identifier":
			return l.Text(n)
		default:
			return ""
		}
	}
}

// structField pushes the fields of one line of a struct; embedded types become bases.
func (l *lowerer) structField(class *tree.Node, n syntax.Node) {
	if l.t.Kind(n) == "ERROR" {
		l.Push(l.expr(n))
		return
	}
	of, named := l.t.Child(n, "type"), false
	for c := range l.t.NamedChildren(n) {
		if l.t.FieldName(c) != "name" {
			continue
		}
		named = true
		at := l.Mark()
		l.tags(l.t.Child(n, "tag"))
		l.Push(nil)
		field := l.Collect(at, tree.Field, n, l.Text(c))
		field.Type = l.Words(of)
		inner := l.structBelow(of)
		if inner >= 0 {
			field.Type = l.Words(of)[:strings.Index(l.Words(of), "struct")+len("struct")]
		}
		l.Push(field)
		if inner >= 0 {
			l.Push(l.class(inner, field.Text, inner))
		}
	}
	if !named {
		class.Types = l.bases(class.Types, of)
	}
}

// structBelow gives the struct that a field's type is, or holds as its elements.
func (l *lowerer) structBelow(n syntax.Node) syntax.Node {
	for {
		switch l.t.Kind(n) {
		case "struct_type":
			return n
		case "pointer_type", "parenthesized_type":
			n = l.first(n)
		case "slice_type", "array_type":
			n = l.t.Child(n, "element")
		case "map_type":
			n = l.t.Child(n, "value")
		default:
			return syntax.None
		}
	}
}

// tags pushes a Decorator for each key of a struct's tag, as reflect.StructTag reads it.
func (l *lowerer) tags(n syntax.Node) {
	if n < 0 {
		return
	}
	rest := l.expr(n).Text
	for {
		key, after, ok := strings.Cut(strings.TrimLeft(rest, " "), ":")
		quoted, err := strconv.QuotedPrefix(after)
		if !ok || err != nil || key == "" || strings.ContainsAny(key, "\" ") {
			return
		}
		value, err := strconv.Unquote(quoted)
		if err != nil {
			return
		}
		l.Push(l.Node(tree.Decorator, n, key, l.Node(tree.String, n, value)))
		rest = after[len(quoted):]
	}
}

// typed lowers a type that stands as a value: a path of names, else Other of that Type.
func (l *lowerer) typed(n syntax.Node) *tree.Node {
	switch l.t.Kind(n) {
	case "type_identifier", "identifier":
		return l.Node(tree.Name, n, l.Text(n))
	case "qualified_type":
		of := l.t.Child(n, "package")
		return l.Node(tree.Member, n, l.Text(l.t.Child(n, "name")), l.Node(tree.Name, of, l.Text(of)))
	case "pointer_type", "parenthesized_type":
		if c := l.first(n); c >= 0 {
			return build.Stretch(l.typed(c))
		}
	case "generic_type":
		if c := l.t.Child(n, "type"); c >= 0 {
			return l.typed(c)
		}
	}
	out := l.Node(tree.Other, n, "")
	out.Type = l.Words(n)
	return out
}
