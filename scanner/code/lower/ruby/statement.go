package ruby

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

// body is block, but an empty Block at the place of of where there is none.
func (l *lowerer) body(of, n syntax.Node) *tree.Node {
	if n < 0 {
		return l.Node(tree.Block, of, "")
	}
	return l.block(n)
}

// statements pushes the statements below n. Where some of them are guarded by rescue or
// ensure, each part is a Block.
func (l *lowerer) statements(n syntax.Node) {
	at, guarded := l.Mark(), false
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "rescue", "ensure", "else":
			if !guarded {
				l.Push(l.Collect(at, tree.Block, n, ""))
				guarded = true
			}
			l.rescue(c)
		default:
			l.statement(c)
		}
	}
}

// rescue pushes the Block of rescue, else or ensure. What was caught is declared at its
// start.
func (l *lowerer) rescue(n syntax.Node) {
	if l.t.Kind(n) != "rescue" {
		l.Push(l.block(n))
		return
	}
	at := l.Mark()
	if v := l.first(l.t.Child(n, "variable")); v >= 0 {
		l.Push(l.Node(tree.Assign, v, "=", l.target(v), nil))
	}
	l.statements(l.t.Child(n, "body"))
	l.Push(l.Collect(at, tree.Block, n, ""))
}

// statement pushes what a statement is lowered to: nothing, one node or several.
func (l *lowerer) statement(n syntax.Node) {
	defer l.Leave()
	if !l.Enter() {
		l.Push(l.Cut(n))
		return
	}
	switch l.t.Kind(n) {
	case "if", "unless":
		l.condition(n)
	case "if_modifier", "unless_modifier":
		l.modifier(n)
	case "while", "until", "while_modifier", "until_modifier":
		l.while(n)
	case "for":
		from := l.need(n, l.first(l.t.Child(n, "value")))
		l.Push(l.Node(tree.Loop, n, "", from, l.target(l.t.Child(n, "pattern")), l.body(n, l.t.Child(n, "body"))))
	case "case", "case_match":
		l.choose(n)
	case "begin":
		l.begin(n)
	case "rescue_modifier":
		l.statement(l.t.Child(n, "body"))
		at := l.Mark()
		if h := l.t.Child(n, "handler"); h >= 0 {
			l.statement(h)
		}
		l.Push(l.Collect(at, tree.Block, n, ""))
	case "method", "singleton_method":
		l.Push(l.method(n))
	case "class", "module":
		l.Push(l.class(n))
	case "singleton_class":
		static := l.static
		l.static = true
		l.statements(l.t.Child(n, "body"))
		l.static = static
	case "parenthesized_statements", "then", "do", "block_body", "body_statement":
		l.statements(n)
	case "begin_block", "end_block":
		l.Push(l.block(n))
	case "alias", "undef", "empty_statement", "heredoc_body", "uninterpreted", "comment":
	default:
		l.alone(n)
	}
}

// begin pushes begin ... end: its parts where it guards something, else one Block.
func (l *lowerer) begin(n syntax.Node) {
	if l.t.Has(n, "rescue") || l.t.Has(n, "ensure") {
		l.statements(n)
		return
	}
	l.Push(l.block(n))
}

// alone pushes an expression that stands as a statement.
func (l *lowerer) alone(n syntax.Node) {
	if n < 0 {
		return
	}
	switch l.t.Kind(n) {
	case "call":
		if l.raised(n) {
			return
		}
		if l.t.Child(n, "method") >= 0 && !l.imported(n) && !l.loops(n) {
			l.Push(l.call(n, true))
			return
		}
	case "identifier":
		if name := l.Text(n); name == "raise" || name == "fail" {
			l.Push(l.Node(tree.Return, n, "", nil))
			return
		}
	}
	l.Push(l.expr(n))
}

// raised pushes what raise is given, and a Return; it says whether n is a raise.
func (l *lowerer) raised(n syntax.Node) bool {
	name := l.Text(l.t.Child(n, "method"))
	if l.t.Child(n, "receiver") >= 0 || name != "raise" && name != "fail" {
		return false
	}
	at := l.Mark()
	l.push(l.t.Child(n, "arguments"))
	switch l.Pushed(at) {
	case 0, 1:
	default:
		made := l.Collect(at, tree.Call, n, "")
		made.Flag |= tree.New
		l.Push(made)
	}
	l.Push(l.Node(tree.Return, n, "", nil))
	return true
}

func (l *lowerer) condition(n syntax.Node) {
	chain := l.Chain()
	for {
		test := l.field(n, "condition")
		if l.t.Kind(n) == "unless" {
			test = l.Not(test)
		}
		chain.Add(n, test, l.body(n, l.t.Child(n, "consequence")))
		other := l.t.Child(n, "alternative")
		if l.t.Kind(other) != "elsif" {
			if other >= 0 {
				chain.Else(l.block(other))
			}
			return
		}
		n = other
	}
}

// modifier pushes the If of x if y and x unless y.
func (l *lowerer) modifier(n syntax.Node) {
	test := l.field(n, "condition")
	if l.t.Kind(n) == "unless_modifier" {
		test = l.Not(test)
	}
	l.Push(l.Node(tree.If, n, "", test, l.single(n), nil))
}

// single makes a Block of the one statement that stands before a modifier.
func (l *lowerer) single(n syntax.Node) *tree.Node {
	at, body := l.Mark(), l.t.Child(n, "body")
	if body < 0 {
		return l.Node(tree.Block, n, "")
	}
	l.statement(body)
	return l.Collect(at, tree.Block, body, "")
}

// while pushes the Loop of while and until, before or after what they repeat.
func (l *lowerer) while(n syntax.Node) {
	test := l.field(n, "condition")
	kind := l.t.Kind(n)
	if kind == "until" || kind == "until_modifier" {
		test = l.Not(test)
	}
	if kind == "while_modifier" || kind == "until_modifier" {
		l.Push(l.Node(tree.Loop, n, "", test, nil, l.single(n)))
		return
	}
	l.Push(l.Node(tree.Loop, n, "", test, nil, l.body(n, l.t.Child(n, "body"))))
}
