// Package php brings PHP, with or without HTML around it, into the common tree.
//
// Beyond what package tree says of every language:
//   - Names are dotted: \App\Models\Lead is the path App.Models.Lead. `use A\B as C`
//     is an Import of A that takes B as C; `use B` is an Import of B itself.
//   - HTML outside <?php ?> is Other without kids; <?= x ?> is echo(x).
//   - echo, print, include, require, unset and `shell` (shell_exec) are Calls of those names.
//   - (bool) is !!; other casts, @, clone, await and by reference are left out.
//   - $a[] = x is an Assign += of a List; the trait named in a class by use is a Call of
//     "use"; constants and cases of classes and enums are constant Assigns.
//   - A key that is the name of a constant is a Pair's Text and, to be folded, its kid 1.
//   - The attributes of a parameter are its kids from 1 on; those of one that declares a
//     field are the Field's.
//   - An interface, trait or enum is a Class of that Type.
//   - Declared types are dotted, without ? and |null.
//   - break, continue, throw and exit end with a Return of nothing; the break of a
//     switch is left out. The subject of a switch or match stands in the second and
//     later cases only where it runs nothing, else Other.
package php

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
		return l.File("php", nil)
	}
	return l.File("php", l.block(0))
}

type lowerer struct {
	*build.Builder
	t *syntax.Tree
	// switches counts the switches open since the last loop or function began: a break
	// there leaves the switch.
	switches int
	// texts counts the texts open around an expression.
	texts int
}

// block makes a Block of a statement or of the statements of a group.
func (l *lowerer) block(n syntax.Node) *tree.Node {
	switch l.t.Kind(n) {
	case "program", "compound_statement", "colon_block", "declaration_list", "case_statement", "default_statement":
		return l.Node(tree.Block, n, "", l.statements(n)...)
	}
	return l.Node(tree.Block, n, "", l.add(nil, n)...)
}

// body gives the Block of a field, an empty one at the end of n where there is none.
func (l *lowerer) body(n syntax.Node) *tree.Node {
	if b := l.t.Child(n, "body"); b >= 0 {
		return l.block(b)
	}
	end := l.t.End(n)
	return l.Span(tree.Block, end, end, "")
}

// statements lowers the statements of n, without fields such as the value of a case.
func (l *lowerer) statements(n syntax.Node) []*tree.Node {
	var out []*tree.Node
	echo := false
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "php_tag":
			echo = l.Text(c) == "<?="
			continue
		case "text_interpolation":
			out = append(out, l.html(c)...)
			last := l.last(c)
			echo = l.t.Kind(last) == "php_tag" && l.Text(last) == "<?="
			continue
		}
		if l.t.FieldName(c) == "value" {
			continue
		}
		from := len(out)
		out = l.add(out, c)
		if echo && l.t.Kind(c) == "expression_statement" {
			call := append([]*tree.Node{l.Node(tree.Name, c, "echo")}, out[from:]...)
			out = append(out[:from], l.Node(tree.Call, c, "", call...))
		}
		echo = false
	}
	return out
}

func (l *lowerer) last(n syntax.Node) syntax.Node {
	out := syntax.None
	for c := range l.t.NamedChildren(n) {
		out = c
	}
	return out
}

// html gives the text between ?> and <?php.
func (l *lowerer) html(n syntax.Node) []*tree.Node {
	var out []*tree.Node
	for c := range l.t.NamedChildren(n) {
		if l.t.Kind(c) == "text" {
			out = append(out, l.Node(tree.Other, c, ""))
		}
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
	case "expression_statement", "const_declaration", "global_declaration", "function_static_declaration", "exit_statement", "break_statement",
		"continue_statement", "return_statement", "echo_statement", "unset_statement":
		return l.simple(out, n, kind)
	case "empty_statement", "goto_statement", "named_label_statement", "php_tag", "declare_directive":
		return out
	case "text_interpolation":
		return append(out, l.html(n)...)
	case "namespace_use_declaration":
		return l.imports(out, n)
	case "namespace_definition":
		if l.t.Child(n, "body") < 0 {
			return out
		}
		return append(out, l.body(n))
	case "declare_statement":
		return append(out, l.statements(n)...)
	case "function_definition":
		return append(out, l.function(n))
	case "class_declaration", "interface_declaration", "trait_declaration", "enum_declaration":
		return append(out, l.class(n))
	case "compound_statement", "colon_block":
		return append(out, l.block(n))
	case "if_statement", "switch_statement", "while_statement", "do_statement", "for_statement", "foreach_statement", "try_statement":
		return append(out, l.control(n, kind))
	}
	return append(out, l.expr(n))
}

// simple appends what the statements become that hold no others.
func (l *lowerer) simple(out []*tree.Node, n syntax.Node, kind string) []*tree.Node {
	switch kind {
	case "expression_statement":
		return l.expression(out, n)
	case "const_declaration":
		return append(out, l.constants(n)...)
	case "function_static_declaration":
		for c := range l.t.NamedChildren(n) {
			name := l.need(n, l.t.Child(c, "name"))
			out = append(out, l.Node(tree.Assign, c, "=", name, l.maybe(l.t.Child(c, "value"))))
		}
		return out
	case "global_declaration":
		return append(out, l.Node(tree.Other, n, "", l.kids(n)...))
	case "exit_statement":
		return append(out, l.call(n, "exit"), l.Node(tree.Return, n, "", nil))
	case "break_statement":
		if l.switches > 0 {
			return out
		}
		return append(out, l.Node(tree.Return, n, "", nil))
	case "continue_statement":
		return append(out, l.Node(tree.Return, n, "", nil))
	case "return_statement":
		return append(out, l.Node(tree.Return, n, "", l.first(n)))
	case "echo_statement":
		return append(out, l.call(n, "echo"))
	}
	return append(out, l.call(n, "unset"))
}

// expression appends an expression that stands alone, and a Return where it is never passed.
func (l *lowerer) expression(out []*tree.Node, n syntax.Node) []*tree.Node {
	for c := range l.t.NamedChildren(n) {
		e := l.expr(c)
		out = append(out, e)
		callee := e.Kid(0)
		switch {
		case l.t.Kind(c) == "throw_expression",
			e.Kind == tree.Name && (e.Text == "die" || e.Text == "exit"),
			e.Kind == tree.Call && callee.Kind == tree.Name && (callee.Text == "die" || callee.Text == "exit"):
			out = append(out, l.Node(tree.Return, n, "", nil))
		}
	}
	return out
}

// call makes a Call of a keyword with the children of n, lists of them opened, as arguments.
func (l *lowerer) call(n syntax.Node, name string) *tree.Node {
	kids := []*tree.Node{l.Node(tree.Name, n, name)}
	for c := range l.t.NamedChildren(n) {
		kids = append(kids, l.sequence(c)...)
	}
	return l.Node(tree.Call, n, "", kids...)
}

// sequence lowers a, b, c, which the grammar nests.
func (l *lowerer) sequence(n syntax.Node) []*tree.Node {
	defer l.Leave()
	if !l.Enter() {
		return []*tree.Node{l.Cut(n)}
	}
	if l.t.Kind(n) != "sequence_expression" {
		return []*tree.Node{l.expr(n)}
	}
	var out []*tree.Node
	for c := range l.t.NamedChildren(n) {
		out = append(out, l.sequence(c)...)
	}
	return out
}

// kids lowers all children as expressions.
func (l *lowerer) kids(n syntax.Node) []*tree.Node {
	var out []*tree.Node
	for c := range l.t.NamedChildren(n) {
		out = append(out, l.expr(c))
	}
	return out
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
