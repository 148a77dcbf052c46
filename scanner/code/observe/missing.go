package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// orMissing reads x == null || x: what is missing counts as yes.
func (w *walker) orMissing(n *tree.Node) {
	left, right := n.Kid(0), n.Kid(1)
	if n.Text != "||" || left == nil || right == nil || !explicitTest(left) || !tellsMissing(left, true, 0) || tellsMissing(left, false, 0) {
		return
	}
	switch right.Kind {
	case tree.Unary:
		if right.Text != "*" {
			return
		}
	case tree.Binary:
		if right.Text != "==" || right.Kid(1) == nil || right.Kids[1].Kind != tree.True {
			return
		}
	case tree.Name, tree.Member, tree.Index, tree.Call:
	default:
		return
	}
	what := w.tested(left, 0)
	if what != nil && w.same(right, what) {
		w.fallback(n, what, &val{form: ValueTrue})
	}
}

// unlikeNo reads !Boolean.FALSE.equals(x), which what is missing passes.
func (w *walker) unlikeNo(n *tree.Node) {
	call := n.Kid(0)
	if n.Text != "!" || call == nil || call.Kind != tree.Call {
		return
	}
	f := call.Kid(0)
	if f == nil || f.Kind != tree.Member || f.Text != "equals" {
		return
	}
	switch {
	case len(call.Kids) == 2 && refused(f.Kid(0)):
		w.fallback(n, w.subject(call.Kids[1]), &val{form: ValueTrue})
	case len(call.Kids) == 3 && refused(call.Kids[2]):
		w.fallback(n, w.subject(call.Kids[1]), &val{form: ValueTrue})
	}
}

// keptUnlessThere reads consent := true; if x != nil { consent = *x }: the value from
// before stands in where x is missing.
func (w *walker) keptUnlessThere(n, cond *tree.Node) {
	what := w.tested(cond, 0)
	block := n.Kid(1)
	if w.mute > 0 || what == nil || what.about == 0 || block == nil {
		return
	}
	stmts := []*tree.Node{block}
	if block.Kind == tree.Block {
		stmts = block.Kids
	}
	for _, s := range stmts {
		if s == nil || s.Kind != tree.Assign || s.Text != "=" || s.Kid(0) == nil || s.Kids[0].Kind != tree.Name || !w.same(s.Kid(1), what) {
			continue
		}
		if before := w.scope.get([]byte(s.Kids[0].Text)); before != nil && (before.form == ValueTrue || before.form == ValueFalse) {
			w.fallback(n, what, before)
		}
		return
	}
}

// paramDefault reads a default that an annotation of a parameter gives:
// @RequestParam(defaultValue = "true"), @DefaultValue("true").
func (w *walker) paramDefault(n *tree.Node, nm *name) {
	for _, d := range n.Kids {
		if d == nil || d.Kind != tree.Decorator {
			continue
		}
		for _, a := range d.Kids {
			text := a
			if a != nil && a.Kind == tree.Pair {
				if a.Text != "defaultValue" {
					continue
				}
				text = a.Kid(0)
			} else if lastPart(d.Text) != "DefaultValue" {
				continue
			}
			if text != nil && text.Kind == tree.String && len(text.Kids) == 0 {
				w.fallback(n, nm, &val{form: formOfText(text.Text), text: text.Text, constant: true})
			}
		}
	}
}

// wrapped gives the value inside of Value(True).
func (w *walker) wrapped(a *argument) val {
	if n := a.node; n != nil && n.Kind == tree.Call && len(n.Kids) == 2 && n.Kids[0] != nil && n.Kids[0].Text == "Value" {
		return w.peek(n.Kids[1])
	}
	return a.v
}

// nullable gives what a column is about that a selection asks to be without value:
// newsletter__isnull=True, whereNull("newsletter"), {newsletter: null}.
func (w *walker) nullable(c *calling, a *argument) uint64 {
	if column, asks := strings.CutSuffix(a.key, "__isnull"); asks && a.v.form == ValueTrue {
		return w.o.name([]byte(column)).about
	}
	if c.name.leaf == "where_null" && a.v.constant {
		return w.o.name([]byte(a.v.text)).about
	}
	if a.key != "" && a.v.form == ValueNull && selects(c.name.leaf) {
		return w.o.name([]byte(a.key)).about
	}
	return nullKeys(w, a.node, 0)
}

func nullKeys(w *walker, n *tree.Node, depth int) uint64 {
	if n == nil || n.Kind != tree.Object || depth > 4 {
		return 0
	}
	var out uint64
	for _, p := range n.Kids {
		if p == nil || p.Kind != tree.Pair || p.Kid(0) == nil {
			continue
		}
		if p.Kids[0].Kind == tree.Null {
			out |= w.o.name([]byte(p.Text)).about
		}
		if p.Text == "where" || p.Text == "filter" {
			out |= nullKeys(w, p.Kids[0], depth+1)
		}
	}
	return out
}
