// Package java brings Java into the common tree.
//
// Beyond what package tree says of every language:
//   - `import a.b.C` is an Import of a.b that takes C; a star takes "*".
//   - Declared types are as written, without blanks; var has none. The variable of a
//     for-each loop, of a catch and of a resource has its Type too: of the first as the
//     Type of its Name, of the others as that of an Assign at the start of their Block.
//   - An object with a body (new A() { }) has its Class, based on A, as last kid; a
//     method reference A::b is a Member; a class literal the Member class.
//   - Fields that are final are Constant; constants of an enum are constant Assigns; the
//     components of a record are Fields.
//   - An interface, enum, record or annotation type is a Class of that Type.
//   - The annotations of a parameter are its kids from 1 on; kid 0, a default, is nil.
//   - An annotation inside another is a Call. Casts and labels are left out.
//   - break, continue and throw end with a Return of nothing; the break of a switch is
//     left out. The subject of a switch stands in the second and later cases only where
//     it runs nothing, else Other.
//   - A lambda that is assigned to a name bears it.
package java

import (
	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// Lower brings a parsed text into the common form. It never fails: what is not
// understood is Other with its kids, and counted in File.Errors.
func Lower(t *syntax.Tree) *tree.File {
	l := &lowerer{Builder: build.New(t), t: t}
	if t.Len() == 0 {
		return l.File("java", nil)
	}
	return l.File("java", l.block(0))
}

type lowerer struct {
	*build.Builder
	t *syntax.Tree
	// switches counts the switches open since the last loop or function began: a break
	// there leaves the switch.
	switches int
}

// block makes a Block of a statement or of the statements of a group.
func (l *lowerer) block(n syntax.Node) *tree.Node {
	switch l.t.Kind(n) {
	case "program", "block", "constructor_body":
		return l.Node(tree.Block, n, "", l.statements(n)...)
	}
	return l.Node(tree.Block, n, "", l.add(nil, n)...)
}

// body gives the Block of a field, an empty one at the end of n where there is none.
func (l *lowerer) body(n syntax.Node, field string) *tree.Node {
	if b := l.t.Child(n, field); b >= 0 {
		return l.block(b)
	}
	end := l.t.End(n)
	return l.Span(tree.Block, end, end, "")
}

func (l *lowerer) statements(n syntax.Node) []*tree.Node {
	var out []*tree.Node
	for c := range l.t.NamedChildren(n) {
		out = l.add(out, c)
	}
	return out
}

// add appends what a statement becomes.
func (l *lowerer) add(out []*tree.Node, n syntax.Node) []*tree.Node {
	defer l.Leave()
	if !l.Enter() {
		return append(out, l.Cut(n))
	}
	switch kind := l.t.Kind(n); kind {
	case "expression_statement":
		return l.expression(out, n)
	case "local_variable_declaration":
		return l.variables(out, n)
	case "package_declaration", "line_comment", "block_comment", "module_declaration":
		return out
	case "import_declaration":
		return append(out, l.imported(n))
	case "class_declaration", "interface_declaration", "enum_declaration", "record_declaration", "annotation_type_declaration":
		return append(out, l.class(n))
	case "method_declaration", "constructor_declaration", "field_declaration":
		return l.member(out, n)
	case "block", "constructor_body":
		return append(out, l.block(n))
	case "static_initializer":
		return append(out, l.initializer(n))
	case "return_statement":
		return append(out, l.Node(tree.Return, n, "", l.first(n)))
	case "yield_statement":
		return append(out, l.only(n))
	case "throw_statement":
		return append(out, l.only(n), l.Node(tree.Return, n, "", nil))
	case "continue_statement":
		return append(out, l.Node(tree.Return, n, "", nil))
	case "break_statement":
		if l.switches > 0 && l.t.ChildOf(n, "identifier") < 0 {
			return out
		}
		return append(out, l.Node(tree.Return, n, "", nil))
	case "if_statement", "while_statement", "do_statement", "for_statement", "enhanced_for_statement", "try_statement",
		"try_with_resources_statement", "synchronized_statement", "labeled_statement", "assert_statement", "switch_expression":
		return l.control(out, n, kind)
	}
	return append(out, l.expr(n))
}

// expression appends the expressions of a statement; a switch among them is one of statements.
func (l *lowerer) expression(out []*tree.Node, n syntax.Node) []*tree.Node {
	for c := range l.t.NamedChildren(n) {
		if l.t.Kind(c) == "switch_expression" {
			out = l.add(out, c)
			continue
		}
		out = append(out, l.expr(c))
	}
	return out
}

// variables appends an Assign for each variable of a declaration.
func (l *lowerer) variables(out []*tree.Node, n syntax.Node) []*tree.Node {
	typ := l.typed(l.t.Child(n, "type"))
	final := l.flags(n)&tree.Constant != 0
	for c := range l.t.NamedChildren(n) {
		if l.t.Kind(c) != "variable_declarator" {
			continue
		}
		a := l.Node(tree.Assign, c, "=", l.field(c, "name"), l.named(l.maybe(l.t.Child(c, "value")), l.Text(l.t.Child(c, "name"))))
		a.Type = typ + l.Text(l.t.Child(c, "dimensions"))
		if final {
			a.Flag |= tree.Constant
		}
		out = append(out, a)
	}
	return out
}

// named gives a lambda the name of what it is assigned to.
func (l *lowerer) named(value *tree.Node, name string) *tree.Node {
	if value != nil && value.Kind == tree.Function && value.Text == "" {
		value.Text = name
	}
	return value
}

// first lowers the first child, nil where there is none.
func (l *lowerer) first(n syntax.Node) *tree.Node {
	for c := range l.t.NamedChildren(n) {
		return l.expr(c)
	}
	return nil
}

// only lowers the first child, Other where there is none.
func (l *lowerer) only(n syntax.Node) *tree.Node {
	if e := l.first(n); e != nil {
		return e
	}
	return l.Node(tree.Other, n, "")
}

// kids lowers all children as expressions.
func (l *lowerer) kids(out []*tree.Node, n syntax.Node) []*tree.Node {
	for c := range l.t.NamedChildren(n) {
		out = append(out, l.expr(c))
	}
	return out
}

// need lowers an expression; Other at the end of its parent stands for one that is absent.
func (l *lowerer) need(parent, n syntax.Node) *tree.Node {
	if n >= 0 {
		return l.expr(n)
	}
	end := l.t.End(parent)
	return l.Span(tree.Other, end, end, "")
}

func (l *lowerer) field(n syntax.Node, name string) *tree.Node { return l.need(n, l.t.Child(n, name)) }

// maybe lowers an expression that may be absent, nil where it is.
func (l *lowerer) maybe(n syntax.Node) *tree.Node {
	if n < 0 {
		return nil
	}
	return l.expr(n)
}
