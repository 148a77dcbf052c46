package script

import (
	"strings"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// shape lowers what only TypeScript has: interfaces, type aliases, enums.
func (l *lowerer) shape(n syntax.Node) *tree.Node {
	var kids []*tree.Node
	var bases []string
	word := ""
	switch l.t.Kind(n) {
	case "interface_declaration":
		word = "interface"
		for c := range l.t.NamedChildren(n) {
			if l.t.Kind(c) == "extends_type_clause" {
				bases = l.bases(bases, c)
			}
		}
		kids = l.members(nil, l.t.Child(n, "body"))
	case "enum_declaration":
		word = "enum"
		kids = l.enumerated(l.t.Child(n, "body"))
	default:
		word = "type"
		kids, bases = l.alias(nil, nil, l.t.Child(n, "value"))
	}
	out := l.Node(tree.Class, n, l.bare(l.t.Child(n, "name")), kids...)
	out.Type, out.Types = word, bases
	return out
}

// alias appends the fields of the object types that a type is made of, and the names
// of the types it is joined with by &.
func (l *lowerer) alias(kids []*tree.Node, bases []string, n syntax.Node) ([]*tree.Node, []string) {
	defer l.Leave()
	if !l.Enter() {
		return kids, bases
	}
	switch l.t.Kind(n) {
	case "object_type":
		kids = l.members(kids, n)
	case "intersection_type", "parenthesized_type", "readonly_type":
		for c := range l.t.NamedChildren(n) {
			kids, bases = l.alias(kids, bases, c)
		}
	case "type_identifier", "nested_type_identifier", "generic_type":
		bases = l.bases(bases, n)
	}
	return kids, bases
}

func (l *lowerer) enumerated(body syntax.Node) []*tree.Node {
	var out []*tree.Node
	for c := range l.t.NamedChildren(body) {
		name, value := c, syntax.None
		if l.t.Kind(c) == "enum_assignment" {
			name, value = l.t.Child(c, "name"), l.t.Child(c, "value")
		}
		text, _ := l.key(name)
		out = append(out, l.Node(tree.Field, c, text, l.expr(value)))
	}
	return out
}

// typeOf gives the declared type of n as written, blanks squeezed; empty for none.
func (l *lowerer) typeOf(n syntax.Node) string {
	return squeeze(strings.TrimLeft(l.Text(l.t.Child(n, "type")), ":?-+ \t\r\n"))
}

// longestType is the length in bytes to which a declared type is kept.
const longestType = 300

func squeeze(s string) string {
	if len(s) > longestType {
		s = strings.ToValidUTF8(s[:longestType], "")
	}
	if !strings.ContainsAny(s, " \t\r\n") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}
