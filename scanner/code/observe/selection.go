package observe

import (
	"strings"

	"leadlint/scanner/code/sqltext"
	"leadlint/scanner/code/tree"
)

// selectedWith puts the selection of a statement of SQL into the rows of what it sets.
func (r *sqlReader) selectedWith(from int, where uint64, selected bool) {
	for i := from; i < len(r.w.out); i++ {
		if f := &r.w.out[i]; f.Kind == KindAssign {
			f.Where, f.Selected = where, selected
		}
	}
}

// modelByImport says whether a class is imported from where a project keeps its models.
func modelByImport(module string) bool {
	for part := range strings.FieldsFuncSeq(strings.ToLower(module), func(r rune) bool { return r == '.' || r == '/' || r == '\\' }) {
		switch part {
		case "model", "models", "entity", "entities":
			return true
		}
	}
	return false
}

// recordAtHand names the record of a person that is changed by itself: user.update(…).
func (w *walker) recordAtHand(n *tree.Node) string {
	if n == nil || n.Kind != tree.Name || n.Text == "" || upper(n.Text[0]) {
		return ""
	}
	switch w.lang {
	case LanguageRuby, LanguagePhp, LanguageJavascript, LanguageTypescript:
		if about := w.o.name([]byte(n.Text)).about; about&AboutPerson != 0 && about&AboutThing == 0 {
			return n.Text
		}
	}
	return ""
}

// pairsOf adds to the pairs that a call writes by which rows it writes them; pairs of the
// selection itself are no writing.
func (w *walker) pairsOf(c *calling, q *query) {
	if len(c.node.Kids) < 2 || w.mute > 0 {
		return
	}
	var filled []Fact // what is written where it was missing
	for i := len(w.out) - 1; i >= 0; i-- {
		f := &w.out[i]
		if f.Start < c.node.Kids[1].Start || f.End > c.node.End {
			break
		}
		if f.Kind != KindPair || f.Callee != c.name.dotted {
			continue
		}
		f.Where, f.Selected = q.where, q.selected
		if within(f, q.filters) {
			f.Operation = OperationSelect
		} else if f.About&q.missing&choices != 0 && q.operation == OperationUpdate {
			filled = append(filled, *f)
		}
	}
	for _, f := range filled {
		to := w.note(KindFallback, f.Start, f.End)
		*to = f
		to.Kind = KindFallback
	}
}

func within(f *Fact, spans []*tree.Node) bool {
	for _, n := range spans {
		if n != nil && f.Start >= n.Start && f.End <= n.End {
			return true
		}
	}
	return false
}

// filtersFirst says whether of the objects given to a call the first selects, as that of
// update_one does, and that of update where a second follows that selects nothing.
func filtersFirst(c *calling) bool {
	if filterFirst(c.name.leaf) {
		return true
	}
	if c.name.leaf != "update" || len(c.args) < 2 {
		return false
	}
	second := c.args[1].node
	if second == nil || second.Kind != tree.Object {
		return false
	}
	for _, p := range second.Kids {
		if p != nil && p.Text == "where" {
			return false
		}
	}
	return true
}

// setsByText reads update("newsletter", true) as the pair that it is, and
// update_all("consented_at = created_at") as the SQL that it is.
func (w *walker) setsByText(c *calling, q *query) {
	if q.operation != OperationUpdate || len(c.args) == 0 || w.mute > 0 || !c.args[0].v.constant {
		return
	}
	first := c.args[0]
	switch {
	case c.name.leaf == "update_all" && strings.Contains(first.v.text, "="):
		r := &sqlReader{w: w, at: first.node, src: "UPDATE " + q.table + " SET " + first.v.text, used: UsedSQL}
		from := len(w.out)
		r.statements(sqltext.Parse([]byte(r.src)))
		r.selectedWith(from, q.where, q.selected)
	case len(c.args) == 2 && identifier(first.v.text) && (c.name.leaf == "update" || c.name.leaf == "update_column" || c.name.leaf == "update_columns"):
		nm := w.seen([]byte(first.v.text))
		if nm.about&^AboutThing == 0 && !nm.named {
			return
		}
		f := w.note(KindPair, c.node.Start, c.node.End)
		f.called(nm)
		f.Owner, f.OwnerAbout = q.table, w.o.name([]byte(q.table)).about
		f.Callee, f.Does, f.Operation = c.name.dotted, c.does, OperationUpdate
		f.Where, f.Selected = q.where, q.selected
		w.put(f, &c.args[1].v)
	}
}
