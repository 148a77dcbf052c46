package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// macroColumn reads a column that a call in a class of Ruby declares: field :newsletter,
// type: Boolean, default: true; attribute :newsletter, :boolean, default: true.
func (w *walker) macroColumn(n *tree.Node, r *record) {
	f, first := n.Kid(0), n.Kid(1)
	if w.lang != LanguageRuby || f == nil || f.Kind != tree.Name || first == nil || first.Kind != tree.String || len(first.Kids) > 0 {
		return
	}
	switch f.Text {
	case "field", "attribute", "property":
	default:
		return
	}
	var options uint64
	var pairs []*tree.Node
	typ := ""
	for _, a := range n.Kids[2:] {
		switch {
		case a == nil:
		case a.Kind == tree.Object:
			pairs = append(pairs, a.Kids...)
		case a.Kind == tree.Pair:
			pairs = append(pairs, a)
		case typ == "":
			typ = strings.ToLower(a.Text)
		}
	}
	for _, p := range pairs {
		if p != nil && p.Text == "type" && p.Kid(0) != nil {
			typ = strings.ToLower(p.Kids[0].Text)
		}
	}
	w.declare(n, r, first.Text, typ, options, w.columnOptions(pairs, &options))
}

// changeDefault reads change_column_default :users, :newsletter, from: false, to: true.
func (w *walker) changeDefault(c *calling) {
	r := &record{name: c.args[0].v.text, whole: Unknown, operation: OperationAlterTable}
	var v *val
	for i := range c.args[2:] {
		a := &c.args[i+2]
		switch {
		case a.key == "to", a.key == "" && a.node.Kind != tree.Object:
			v = &a.v
		case a.node.Kind == tree.Object:
			for _, p := range a.node.Kids {
				if p != nil && p.Text == "to" {
					x := w.defaultValue(p.Kid(0))
					v = &x
				}
			}
		}
	}
	w.declare(c.node, r, c.args[1].v.text, "", 0, v)
}

// nestedColumns reads the columns of an object that a column is: {consents: {sms: {…}}}.
func (w *walker) nestedColumns(n *tree.Node, r *record, column string) {
	inner := *r
	inner.name = r.name + "." + column
	w.objectColumns(n, &inner)
	r.columns, r.members, r.whole = inner.columns, inner.members, inner.whole
}
