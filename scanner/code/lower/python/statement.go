package python

import (
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// block lowers the statements below n to a Block; nil for None.
func (l *lowerer) block(n syntax.Node) *tree.Node {
	if n < 0 {
		return nil
	}
	at := l.Mark()
	l.statements(n)
	return l.Collect(at, tree.Block, n, "")
}

func (l *lowerer) statements(n syntax.Node) {
	for c := range l.t.NamedChildren(n) {
		l.statement(c)
	}
}

// bodyOf lowers the block below a clause that has no field for it.
func (l *lowerer) bodyOf(n syntax.Node) *tree.Node { return l.block(l.t.ChildOf(n, "block")) }

// statement pushes what a statement is lowered to: nothing, one node or several.
func (l *lowerer) statement(n syntax.Node) {
	defer l.Leave()
	if !l.Enter() {
		l.Push(l.Cut(n))
		return
	}
	switch l.t.Kind(n) {
	case "expression_statement":
		l.bare(n)
	case "return_statement":
		l.Push(l.Node(tree.Return, n, "", l.only(n)))
	case "if_statement":
		l.condition(n)
	case "for_statement":
		l.Push(l.Node(tree.Loop, n, "", l.field(n, "right"), l.field(n, "left"), l.block(l.t.Child(n, "body"))))
		l.after(n)
	case "while_statement":
		l.Push(l.Node(tree.Loop, n, "", l.field(n, "condition"), nil, l.block(l.t.Child(n, "body"))))
		l.after(n)
	case "with_statement":
		l.with(n)
	case "try_statement":
		l.try(n)
	case "match_statement":
		l.match(n)
	case "function_definition", "class_definition", "decorated_definition":
		l.Push(l.definition(n))
	case "import_statement", "import_from_statement", "future_import_statement":
		l.imported(n)
	default:
		l.simple(n)
	}
}

// simple pushes what the statements without a block are lowered to.
func (l *lowerer) simple(n syntax.Node) {
	switch l.t.Kind(n) {
	case "raise_statement":
		for c := range l.t.NamedChildren(n) {
			if l.t.FieldName(c) != "cause" {
				l.Push(l.expr(c))
			}
		}
		l.Push(l.Node(tree.Return, n, "", nil))
	case "break_statement", "continue_statement":
		l.Push(l.Node(tree.Return, n, "", nil))
	case "delete_statement":
		l.Push(l.all(tree.Other, n, ""))
	case "print_statement":
		l.called(n, "print")
	case "exec_statement":
		l.called(n, "exec")
	case "assert_statement":
		l.called(n, "assert")
	case "pass_statement", "global_statement", "nonlocal_statement", "type_alias_statement", "comment", "line_continuation":
	case "block":
		l.Push(l.block(n))
	default:
		l.Push(l.expr(n))
	}
}

// called pushes the Call that a statement of its own keyword amounts to.
func (l *lowerer) called(n syntax.Node, name string) {
	at := l.Mark()
	l.Push(l.Span(tree.Name, l.t.Start(n), l.t.Start(n)+uint32(len(name)), name))
	l.push(n)
	l.Push(l.Collect(at, tree.Call, n, ""))
}

// bare pushes the expressions that stand alone, but no text.
func (l *lowerer) bare(n syntax.Node) {
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "string", "concatenated_string", "ellipsis":
		default:
			l.Push(l.expr(c))
		}
	}
}

// only lowers the values below n: nil for none, a List for several.
func (l *lowerer) only(n syntax.Node) *tree.Node {
	if c := l.first(n); c >= 0 {
		return l.expr(c)
	}
	return nil
}

func (l *lowerer) condition(n syntax.Node) {
	chain := l.Chain()
	chain.Add(n, l.field(n, "condition"), l.block(l.t.Child(n, "consequence")))
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "elif_clause":
			chain.Add(c, l.field(c, "condition"), l.block(l.t.Child(c, "consequence")))
		case "else_clause":
			chain.Else(l.bodyOf(c))
		case "ERROR":
			l.Push(l.expr(c))
		}
	}
}

// after pushes the else of a loop.
func (l *lowerer) after(n syntax.Node) {
	if c := l.t.ChildOf(n, "else_clause"); c >= 0 {
		if body := l.bodyOf(c); body != nil {
			l.Push(body)
		}
	}
}

// with pushes a Block that begins with what is opened.
func (l *lowerer) with(n syntax.Node) {
	at := l.Mark()
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "with_clause":
			for item := range l.t.NamedChildren(c) {
				if v := l.t.Child(item, "value"); v >= 0 {
					l.Push(l.expr(v))
				}
			}
		case "block":
			l.statements(c)
		default:
			l.Push(l.expr(c))
		}
	}
	l.Push(l.Collect(at, tree.Block, n, ""))
}

// try pushes the blocks of try and its clauses, one after the other. What was caught is
// declared at the start of its Block.
func (l *lowerer) try(n syntax.Node) {
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "block":
			l.Push(l.block(c))
		case "except_clause", "except_group_clause":
			l.except(c)
		case "else_clause", "finally_clause":
			if body := l.bodyOf(c); body != nil {
				l.Push(body)
			}
		default:
			l.statement(c)
		}
	}
}

func (l *lowerer) except(n syntax.Node) {
	at := l.Mark()
	alias := l.t.Child(n, "alias")
	if v := l.t.Child(n, "value"); alias < 0 && l.t.Kind(v) == "as_pattern" {
		alias = l.first(l.t.Child(v, "alias"))
	}
	if alias >= 0 {
		l.Push(l.Node(tree.Assign, alias, "=", l.expr(alias), nil))
	}
	l.statements(l.t.ChildOf(n, "block"))
	l.Push(l.Collect(at, tree.Block, n, ""))
}

// imported pushes an Import for each module named.
func (l *lowerer) imported(n syntax.Node) {
	switch l.t.Kind(n) {
	case "import_statement":
		for c := range l.t.NamedChildren(n) {
			name, as := l.taken(c)
			out := l.Node(tree.Import, c, name)
			out.Names = []tree.ImportedName{{As: as}}
			l.Push(out)
		}
		return
	case "future_import_statement":
		l.Push(l.Node(tree.Import, n, "__future__"))
		return
	}
	out := l.Node(tree.Import, n, l.Text(l.t.Child(n, "module_name")))
	for c := range l.t.NamedChildren(n) {
		if l.t.Kind(c) == "wildcard_import" {
			out.Names = append(out.Names, tree.ImportedName{Name: "*"})
		} else if l.t.FieldName(c) == "name" {
			name, as := l.taken(c)
			out.Names = append(out.Names, tree.ImportedName{Name: name, As: as})
		}
	}
	l.Push(out)
}

// taken gives a name and the one it is taken under.
func (l *lowerer) taken(n syntax.Node) (name, as string) {
	if l.t.Kind(n) == "aliased_import" {
		return l.Text(l.t.Child(n, "name")), l.Text(l.t.Child(n, "alias"))
	}
	return l.Text(n), l.Text(n)
}
