package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// record is a table or class of records while it is read.
type record struct {
	name, stored, typ string
	bases             []string
	start, end        uint32
	members           uint64
	columns           int
	whole             Truth
	form              bool
	operation         Operation
}

// declare notes one column and gives the index of its fact plus one; 0 where nothing
// was noted.
func (w *walker) declare(n *tree.Node, r *record, column, typ string, options uint64, v *val) int {
	nm := w.seen([]byte(column))
	about := nm.about
	if r != nil {
		if owner := w.o.name([]byte(r.name)); about == 0 && owner.about&AboutPerson != 0 {
			about = w.o.name([]byte(r.name + "." + column)).about
		}
		r.columns++
		r.members |= about
	}
	if w.mute > 0 || about == 0 && !nm.named && options&(OptionExpires|OptionEncrypted) == 0 {
		return 0
	}
	f := w.note(KindDeclaration, n.Start, n.End)
	f.called(nm)
	f.About, f.Type, f.Options = about, typ, options
	if r != nil {
		f.Owner, f.Operation = r.name, r.operation
		f.OwnerAbout = w.aboutTable(r.name) | w.aboutTable(r.stored)
	}
	if v != nil {
		w.put(f, v)
		f.Carries = 0
		if v.form != ValueNone {
			f.Options |= OptionDefault
		}
		if v.form == ValueNow {
			f.Options |= OptionAutomatic
		}
	}
	if options&OptionExpires != 0 && r != nil {
		w.deletions = append(w.deletions, Deletion{Table: r.name, ByDate: true})
	}
	return len(w.out)
}

// table notes a table once its columns are known.
func (w *walker) table(r *record) {
	nm := w.seen([]byte(r.name))
	about := w.aboutTable(r.name) | w.aboutTable(r.stored)
	if w.mute > 0 || r.columns == 0 || r.form || r.name == "" || r.members == 0 && about == 0 && !nm.named {
		return
	}
	f := w.note(KindTable, r.start, r.end)
	f.called(nm)
	f.About, f.Type, f.Members, f.Whole, f.Operation = about, r.typ, r.members, r.whole, r.operation
	w.tables = append(w.tables, Table{Name: r.name, Fact: len(w.out) - 1, Stored: r.stored, Bases: r.bases, Members: r.members})
}

// class walks a class: its fields are columns where it is a class of records.
func (w *walker) class(n *tree.Node) {
	old := w.at
	c := w.file.classes[n.Text]
	if c == nil || c.node != n {
		c = &class{name: n.Text, bases: n.Types, fields: map[string]*constant{}, node: n}
	}
	w.seen([]byte(n.Text))
	w.at = around{class: c, group: 0}
	w.at.guards = old.guards
	r := &record{name: n.Text, bases: w.resolvedBases(n), start: n.Start, end: headOfClass(n), whole: True, typ: "class"}
	stored := w.isRecord(n, r, 0)
	upScope := w.scope
	w.scope = &scope{up: upScope}
	for _, k := range n.Kids {
		w.classMember(k, r)
	}
	w.scope = upScope
	if stored {
		w.table(r)
	}
	w.at = old
}

func headOfClass(n *tree.Node) uint32 {
	for _, k := range n.Kids {
		if k != nil && k.Kind != tree.Decorator && k.Start > n.Start {
			return k.Start
		}
	}
	return n.End
}

func (w *walker) resolvedBases(n *tree.Node) []string {
	var out []string
	for _, b := range n.Types {
		out = append(out, w.resolve([]byte(typeName(b))).dotted)
	}
	return out
}

// classMember walks one member of a class.
func (w *walker) classMember(k *tree.Node, r *record) {
	if k == nil {
		return
	}
	switch k.Kind {
	case tree.Field:
		w.column(k, r, k.Text, k.Type)
	case tree.Assign:
		if to := k.Kid(0); to != nil && to.Kind == tree.Name && k.Kid(1) != nil {
			w.column(k, r, to.Text, k.Type)
			return
		}
		w.expr(k)
	case tree.Class:
		if k.Text == "Meta" {
			if c := w.metaTable(k); c != "" {
				r.stored = c
			}
			if w.abstractMeta(k) {
				r.columns = -1 << 20
			}
		}
		w.expr(k)
	case tree.Call:
		w.macroColumn(k, r)
		w.expr(k)
	default:
		w.expr(k)
	}
}

// column walks a field of a class.
func (w *walker) column(k *tree.Node, r *record, column, typ string) {
	var value *tree.Node
	var options uint64
	var v *val
	for _, d := range k.Kids {
		if d != nil && d.Kind == tree.Decorator {
			w.decorator(d)
		}
	}
	if last := k.Kid(len(k.Kids) - 1); last != nil && last.Kind != tree.Decorator && len(k.Kids) > 0 && !(k.Kind == tree.Assign && len(k.Kids) < 2) {
		value = last
	}
	if column == "__tablename__" || column == "table_name" || column == "table" || column == "__table__" {
		if value != nil && value.Kind == tree.String {
			r.stored = value.Text
		}
	}
	c := columnOf(value)
	if typ == "" && c == nil {
		w.setting(k, column, value)
		return
	}
	if c != nil && r.form {
		w.formField(k, column, value, c)
		return
	}
	old := w.at
	w.at.keys, w.at.owner = column, column
	got := w.operand(value)
	w.at = old
	typ = strings.ToLower(typ)
	if c != nil {
		if typ = c.typ; typ == "" {
			typ = "column"
		}
		options |= c.options
		if x := w.defaultOf(c, &options); x != nil {
			v = x
		}
	} else if value != nil {
		v = &got
		v.interesting = false
	}
	o, dv := w.decorated(k)
	options |= o
	if dv != nil {
		v = dv
	}
	kept := got
	kept.interesting = false
	if kept.typ == "" {
		kept.typ = typeName(k.Type)
	}
	w.scope.set(column, &kept)
	placed := *k
	placed.Start = w.behindDecorators(k)
	w.declare(&placed, r, column, typ, options, v)
}

// setting notes a value set at the level of a class that is no column.
func (w *walker) setting(k *tree.Node, column string, value *tree.Node) {
	nm := w.seen([]byte(column))
	old := w.at
	w.at.keys, w.at.owner, w.at.ownerAbout = column, column, nm.about
	v := w.operand(value)
	w.at = old
	kept := v
	kept.interesting = false
	if v.form == ValueTrue || v.form == ValueFalse {
		kept.constant = true
	}
	w.scope.set(column, &kept)
	if value == nil || value.Kind == tree.Function {
		return
	}
	copied := *nm
	if w.at.class != nil {
		copied.owner = w.at.class.name
		copied.ownerAbout = w.o.name([]byte(copied.owner)).about
	}
	n := *k
	w.assignFact(&n, &copied, &v)
}

// field walks a Field that stands outside of a class.
func (w *walker) field(n *tree.Node) {
	for _, k := range n.Kids {
		w.expr(k)
	}
}

// decorator walks the arguments of a decorator; one that does something is noted as
// the call that it is.
func (w *walker) decorator(n *tree.Node) {
	old := w.at
	nm := w.resolve([]byte(n.Text))
	does := w.o.roles(w.language, nm.dotted)
	w.at.callee, w.at.does, w.at.keys, w.at.owner = nm.dotted, does, "", ""
	w.doing(does)
	c := &calling{node: n, name: nm, does: does}
	for _, k := range n.Kids {
		a := argument{node: k}
		if k != nil && k.Kind == tree.Pair {
			a.key = snake(k.Text)
		}
		a.v = w.operand(k)
		c.args = append(c.args, a)
	}
	w.at = old
	if does != 0 && does != DoesDefineTable {
		w.callFact(c, &val{})
	}
}

func (w *walker) metaTable(n *tree.Node) string {
	for _, k := range n.Kids {
		if k != nil && (k.Text == "db_table" || k.Kid(0) != nil && k.Kids[0].Text == "db_table") {
			if last := k.Kid(len(k.Kids) - 1); last != nil && last.Kind == tree.String {
				return last.Text
			}
		}
	}
	return ""
}

func (w *walker) abstractMeta(n *tree.Node) bool {
	for _, k := range n.Kids {
		if k != nil && k.Text == "abstract" && k.Kid(0) != nil && k.Kid(len(k.Kids)-1).Kind == tree.True {
			return true
		}
	}
	return false
}
