package script

import (
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

func (l *lowerer) condition(n syntax.Node) *tree.Node {
	yes := l.block(l.t.Child(n, "consequence"))
	if yes == nil {
		yes = l.Node(tree.Block, n, "")
	}
	return l.Node(tree.If, n, "", l.field(n, "condition"), yes, l.otherwise(l.t.Child(n, "alternative")))
}

// otherwise lowers an else clause to a Block or If, nil for None.
func (l *lowerer) otherwise(n syntax.Node) *tree.Node {
	if n < 0 {
		return nil
	}
	defer l.Leave()
	if !l.Enter() {
		return l.Cut(n)
	}
	body := l.firstNamed(n)
	if l.t.Kind(body) == "if_statement" {
		return l.condition(body)
	}
	if body < 0 {
		return l.Node(tree.Block, n, "")
	}
	return l.block(body)
}

// body lowers what a loop repeats, in which break leaves the loop.
func (l *lowerer) body(n syntax.Node) *tree.Node {
	kept := l.switches
	l.switches = 0
	out := l.block(n)
	l.switches = kept
	return out
}

// count appends for (first; condition; step) body: first stands before the Loop, step
// at the end of its Block.
func (l *lowerer) count(out []*tree.Node, n syntax.Node) []*tree.Node {
	if first := l.t.Child(n, "initializer"); first >= 0 {
		out = l.statement(out, first)
	}
	var condition *tree.Node
	if c := l.t.Child(n, "condition"); l.t.Named(c) && l.t.Kind(c) != "empty_statement" {
		condition = l.expr(c)
		if l.t.Kind(c) == "expression_statement" {
			condition = l.only(c)
		}
	}
	body := l.body(l.t.Child(n, "body"))
	if step := l.t.Child(n, "increment"); step >= 0 && body != nil {
		body.Kids = l.statement(body.Kids[:len(body.Kids):len(body.Kids)], step)
	}
	return append(out, l.Node(tree.Loop, n, "", condition, nil, body))
}

// each lowers for (left of right) and for (left in right).
func (l *lowerer) each(n syntax.Node) *tree.Node {
	return l.Node(tree.Loop, n, "", l.field(n, "right"), l.field(n, "left"), l.body(l.t.Child(n, "body")))
}

// try appends the blocks of try, catch and finally, one after the other. What was
// caught is declared at the start of its Block.
func (l *lowerer) try(out []*tree.Node, n syntax.Node) []*tree.Node {
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "statement_block":
			out = append(out, l.block(c))
		case "catch_clause":
			body := l.block(l.t.Child(c, "body"))
			if body == nil {
				continue
			}
			if p := l.t.Child(c, "parameter"); p >= 0 {
				caught := l.Node(tree.Assign, p, "=", l.need(c, p), nil)
				body.Kids = append([]*tree.Node{caught}, body.Kids...)
			}
			out = append(out, body)
		case "finally_clause":
			if body := l.block(l.t.Child(c, "body")); body != nil {
				out = append(out, body)
			}
		default:
			out = l.statement(out, c)
		}
	}
	return out
}
