package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// definesTable says whether a call of that name defines or changes a table, and how.
func definesTable(leaf string) Operation {
	switch leaf {
	case "create_table", "create", "create_table_if_not_exists", "pg_table", "mysql_table", "sqlite_table", "define", "create_join_table":
		return OperationCreateTable
	case "change_table", "alter_table", "table", "add_column", "change_column_default", "change_column":
		return OperationAlterTable
	}
	return OperationNone
}

// beginTable makes the record of a table that a call defines, nil where it defines none.
func (w *walker) beginTable(c *calling) *record {
	op := definesTable(c.name.leaf)
	if op == OperationNone || len(c.node.Kids) < 3 {
		return nil
	}
	first, last := c.node.Kids[1], c.node.Kids[len(c.node.Kids)-1]
	if first == nil || first.Kind != tree.String || len(first.Kids) > 0 || last == nil {
		return nil
	}
	switch c.name.leaf {
	case "create", "table", "define":
		if last.Kind != tree.Function && !(c.name.leaf == "define" && c.node.Kids[2] != nil && c.node.Kids[2].Kind == tree.Object) {
			return nil
		}
		if c.name.leaf == "table" && !strings.EqualFold(lastPart(c.name.owner), "schema") {
			return nil
		}
	}
	return &record{name: first.Text, start: c.node.Start, end: callee(c.node), whole: True, typ: strings.ToLower(c.name.leaf), operation: op}
}

func callee(n *tree.Node) uint32 {
	if k := n.Kid(1); k != nil {
		return k.End
	}
	return n.End
}

// define reads calls that declare columns; it runs after their arguments were walked.
func (w *walker) define(c *calling) {
	if w.mute > 0 {
		return
	}
	switch {
	case c.name.leaf == "add_column" && len(c.args) >= 2 && c.args[0].v.constant:
		w.addColumn(c)
	case c.name.leaf == "change_column_default" && len(c.args) >= 3 && c.args[0].v.constant && c.args[1].v.constant:
		w.changeDefault(c)
	case c.record != nil:
		for _, a := range c.node.Kids[2:] {
			w.defineColumns(a, c.record)
		}
		if c.record.operation == OperationCreateTable {
			w.table(c.record)
		}
	case schemaCall(c):
		w.schemaObject(c, 0)
	}
}

// schemaCall says whether a call makes a schema of its object: new Schema({…}),
// User.init({…}, {…}).
func schemaCall(c *calling) bool {
	if c.name.leaf == "init" {
		owner := lastPart(c.name.owner)
		return owner != "" && upper(owner[0]) && len(c.node.Kids) == 3
	}
	last := lastPart(c.name.dotted)
	return last == "Schema" || c.node.Flag&tree.New != 0 && strings.HasSuffix(last, "Schema")
}

// defineColumns reads the columns among the arguments of a call that makes a table:
// sa.Column("email", …), {email: {type: …}}.
func (w *walker) defineColumns(n *tree.Node, r *record) {
	if n == nil {
		return
	}
	switch n.Kind {
	case tree.Object:
		w.objectColumns(n, r)
	case tree.Call:
		if c := columnOf(n); c != nil && n.Kid(1) != nil && n.Kids[1].Kind == tree.String {
			var options uint64 = c.options
			if len(n.Kids) > 2 {
				c.typ = typeArgument(n.Kids[2])
			}
			v := w.defaultOf(c, &options)
			w.declare(n, r, n.Kids[1].Text, c.typ, options, v)
		}
	case tree.Spread:
		r.whole = Unknown
	}
}

// objectColumns reads {email: String, consent: {type: Boolean, default: true}}.
func (w *walker) objectColumns(n *tree.Node, r *record) {
	for _, p := range n.Kids {
		if p == nil || p.Kind != tree.Pair {
			r.whole = Unknown
			continue
		}
		var options uint64
		var v *val
		typ := ""
		value := p.Kid(0)
		switch {
		case value == nil:
		case value.Kind == tree.Object:
			v = w.columnOptions(value.Kids, &options)
			typ = w.typeOption(value)
			if typ == "" && len(value.Kids) > 0 && v == nil && options == 0 {
				w.nestedColumns(value, r, p.Text)
			}
		case value.Kind == tree.Name || value.Kind == tree.Member:
			typ = strings.ToLower(value.Text)
		case value.Kind == tree.Call:
			typ, v = w.chainedColumn(value, &options)
		}
		w.declare(p, r, p.Text, typ, options, v)
	}
}

func (w *walker) typeOption(n *tree.Node) string {
	for _, p := range n.Kids {
		if p != nil && p.Kind == tree.Pair && p.Text == "type" && p.Kid(0) != nil {
			t := p.Kids[0]
			if t.Kind == tree.Call && t.Kid(0) != nil {
				t = t.Kids[0]
			}
			return strings.ToLower(t.Text)
		}
	}
	return ""
}

// chainedColumn reads boolean("consent").notNull().default(true).
func (w *walker) chainedColumn(n *tree.Node, options *uint64) (string, *val) {
	var v *val
	for range 20 {
		f := n.Kid(0)
		if f == nil {
			return "", v
		}
		switch snake(f.Text) {
		case "default", "default_to":
			x := w.defaultValue(n.Kid(1))
			v = &x
		case "not_null", "not_nullable":
			*options |= OptionRequired
		case "unique":
			*options |= OptionUnique
		case "default_now":
			v = &val{form: ValueNow}
		}
		if f.Kind != tree.Member || f.Kid(0) == nil || f.Kids[0].Kind != tree.Call {
			return strings.ToLower(f.Text), v
		}
		n = f.Kids[0]
	}
	return "", v
}

// schemaObject reads new Schema({…}) and Model.init({…}).
func (w *walker) schemaObject(c *calling, at int) {
	if len(c.args) <= at || c.args[at].node == nil || c.args[at].node.Kind != tree.Object {
		return
	}
	name := w.at.owner
	if c.name.leaf == "init" {
		name = lastPart(c.name.owner)
	}
	if name == "" {
		return
	}
	stored := strings.TrimSuffix(strings.TrimSuffix(name, "Schema"), "_schema")
	if stored != "" {
		name = stored
	}
	r := &record{name: name, stored: stored, start: c.node.Start, end: c.args[at].node.Start, whole: True, typ: "schema"}
	w.objectColumns(c.args[at].node, r)
	if len(c.args) > at+1 && c.args[at+1].node != nil {
		w.timestampsOption(c.args[at+1].node, r)
	}
	w.table(r)
}

func (w *walker) timestampsOption(n *tree.Node, r *record) {
	for _, p := range n.Kids {
		if p != nil && p.Kind == tree.Pair && p.Text == "timestamps" && p.Kid(0) != nil && p.Kids[0].Kind != tree.False {
			w.timestamps(n, r)
		}
	}
}

// timestamps declares the two columns of that shorthand.
func (w *walker) timestamps(n *tree.Node, r *record) {
	for _, column := range []string{"created_at", "updated_at"} {
		w.declare(n, r, column, "timestamp", OptionAutomatic, &val{form: ValueNow})
	}
}

// columnCall reads t.boolean :newsletter, default: true inside of a table's block. It
// gives the number of the fact plus one for what is chained to it.
func (w *walker) columnCall(c *calling) int {
	r := w.record
	if r == nil || c.node.Kid(0) == nil || c.node.Kids[0].Kind != tree.Member || !columnType(c.name.leaf) {
		return 0
	}
	if c.name.leaf == "timestamps" || c.name.leaf == "timestamps_tz" {
		w.timestamps(c.node, r)
		return 0
	}
	if c.name.leaf == "soft_deletes" {
		w.declare(c.node, r, "deleted_at", "timestamp", 0, nil)
		return 0
	}
	if len(c.args) == 0 || !c.args[0].v.constant {
		return 0
	}
	var options uint64
	var pairs []*tree.Node
	typ, from := c.name.leaf, 1
	if typ == "column" && len(c.args) > 1 && c.args[1].v.constant {
		typ, from = c.args[1].v.text, 2
	}
	last := 0
	for _, a := range c.args {
		if a.node.Kind == tree.Pair {
			pairs = append(pairs, a.node)
		} else if a.node.Kind == tree.Object {
			pairs = append(pairs, a.node.Kids...)
		}
	}
	v := w.columnOptions(pairs, &options)
	for i, a := range c.args {
		if i > 0 && (i < from || a.key != "" || !a.v.constant || w.lang != LanguageRuby) {
			continue
		}
		last = w.declare(c.node, r, a.v.text, typ, options|encrypted(typ), v)
	}
	return last
}

func columnType(leaf string) bool {
	switch leaf {
	case "string", "text", "integer", "boolean", "bool", "datetime", "date_time", "timestamp", "timestamptz", "date", "json", "jsonb", "references", "float", "decimal",
		"column", "timestamps", "timestamps_tz", "soft_deletes", "uuid", "enum", "big_integer", "bigint", "small_integer", "tiny_integer", "char", "long_text", "medium_text",
		"binary", "inet", "citext", "ip_address", "point", "specific_type", "tinyint", "date_time_tz", "timestamp_tz", "year", "foreign_id", "belongs_to", "bigserial", "increments", "double", "varchar", "set", "geometry":
		return true
	}
	return false
}

// chainColumn reads what is chained to a column: ->default(true)->nullable().
func (w *walker) chainColumn(c *calling, column int) {
	f := &w.out[column-1]
	switch c.name.leaf {
	case "default", "default_to":
		if len(c.args) > 0 {
			v := w.defaultValue(c.args[0].node)
			w.put(f, &v)
			f.Carries = 0
			f.Options |= OptionDefault
		}
	case "unique":
		f.Options |= OptionUnique
	case "not_nullable", "not_null":
		f.Options |= OptionRequired
	case "use_current":
		f.Options |= OptionDefault | OptionAutomatic
		f.Value = ValueNow
	}
}

// addColumn reads add_column :users, :newsletter, :boolean, default: true and
// op.add_column("users", sa.Column("newsletter", …)).
func (w *walker) addColumn(c *calling) {
	r := &record{name: c.args[0].v.text, whole: Unknown, operation: OperationAlterTable}
	second := c.args[1]
	if !second.v.constant || second.v.text == "" {
		w.defineColumns(second.node, r)
		return
	}
	var options uint64
	var v *val
	typ := ""
	for i, a := range c.args[2:] {
		switch {
		case a.node.Kind == tree.Pair:
			if x := w.columnOption(a.node, &options); x != nil {
				v = x
			}
		case a.node.Kind == tree.Object:
			v = w.columnOptions(a.node.Kids, &options)
			typ = w.typeOption(a.node)
		case i == 0:
			typ = strings.ToLower(a.v.text)
		}
	}
	w.declare(c.node, r, second.v.text, typ, options, v)
}
