package python

import (
	"strconv"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// at gives element i of a subject.
func (l *lowerer) at(n syntax.Node, subject *tree.Node, i int) *tree.Node {
	return l.Node(tree.Index, n, "", l.Again(subject), l.Node(tree.Number, n, strconv.Itoa(i)))
}

// pattern lowers a pattern of match as the value it looks like; all else is Other with
// its kids.
func (l *lowerer) pattern(n syntax.Node) *tree.Node {
	switch l.t.Kind(n) {
	case "dotted_name":
		return l.path(n)
	case "union_pattern":
		return l.all(tree.List, n, "")
	case "class_pattern":
		return l.all(tree.Call, n, "")
	case "keyword_pattern":
		return l.Node(tree.Pair, n, l.Text(l.first(n)), l.need(n, l.lastOf(n)))
	case "dict_pattern":
		return l.keys(n)
	}
	return l.all(tree.Other, n, "")
}

// path lowers names with dots between.
func (l *lowerer) path(n syntax.Node) *tree.Node {
	var out *tree.Node
	for c := range l.t.NamedChildren(n) {
		if out == nil {
			out = l.name(c)
		} else {
			out = l.Span(tree.Member, out.Start, l.t.End(c), l.Text(c), out)
		}
	}
	if out == nil {
		return l.Node(tree.Other, n, "")
	}
	return out
}

// keys lowers a pattern of keys and values.
func (l *lowerer) keys(n syntax.Node) *tree.Node {
	at, key := l.Mark(), syntax.None
	for c := range l.t.NamedChildren(n) {
		switch l.t.FieldName(c) {
		case "key":
			key = c
		case "value":
			l.Push(l.pair(c, key, l.expr(c)))
		default:
			l.Push(l.expr(c))
		}
	}
	return l.Collect(at, tree.Object, n, "")
}
