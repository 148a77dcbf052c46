package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// spec is a call that declares a column: models.EmailField(…), Column(String).
type spec struct {
	node    *tree.Node
	typ     string
	options uint64
}

// columnOf reads the value of a field as the declaration of a column, nil where it is none.
func columnOf(n *tree.Node) *spec {
	for n != nil && n.Kind == tree.Call && n.Kid(0) != nil && n.Kids[0].Kind == tree.Member && n.Kids[0].Kid(0) != nil && n.Kids[0].Kids[0].Kind == tree.Call {
		n = n.Kids[0].Kids[0] // z.boolean().default(true)
	}
	if n == nil || n.Kind != tree.Call || n.Kid(0) == nil {
		return nil
	}
	f := n.Kids[0]
	leaf := f.Text
	owner := ""
	if f.Kind == tree.Member && f.Kid(0) != nil {
		owner = f.Kids[0].Text
	}
	low := strings.ToLower(leaf)
	switch {
	case strings.HasSuffix(leaf, "Field") && leaf != "Field":
		if owner != "" {
			low = strings.ToLower(owner) + "." + low
		}
		return &spec{node: n, typ: low, options: encrypted(low)}
	case low == "column", low == "mapped_column", low == "field" && upper(leaf[0]), low == "foreignkey" || low == "onetoonefield":
		c := &spec{node: n, options: 0}
		for _, a := range n.Kids[1:] {
			if t := typeArgument(a); t != "" {
				c.typ = t
				break
			}
		}
		c.options = encrypted(c.typ)
		return c
	}
	return nil
}

func encrypted(typ string) uint64 {
	if strings.Contains(typ, "encrypt") {
		return OptionEncrypted
	}
	return 0
}

func typeArgument(n *tree.Node) string {
	if n == nil {
		return ""
	}
	switch n.Kind {
	case tree.Name, tree.Member:
		return strings.ToLower(n.Text)
	case tree.Call:
		if f := n.Kid(0); f != nil && (f.Kind == tree.Name || f.Kind == tree.Member) && f.Text != "" && (upper(f.Text[0]) || f.Kind == tree.Member) {
			return strings.ToLower(f.Text)
		}
	}
	return ""
}

// deepestPeek bounds how often what is looked at in advance is looked at in advance
// again: each multiplies the work by the depth, and serves only what is noted.
const deepestPeek = 1

// peek gives the value of a node without noting anything.
func (w *walker) peek(n *tree.Node) val {
	if w.mute >= deepestPeek {
		return val{}
	}
	w.mute++
	defer func() { w.mute-- }()
	return w.operand(n)
}

// defaultOf reads the options and the default among the arguments of a column.
func (w *walker) defaultOf(c *spec, options *uint64) *val {
	var v *val
	for _, a := range c.node.Kids[1:] {
		if a == nil || a.Kind != tree.Pair {
			if a != nil && a.Kind == tree.Object {
				if x := w.columnOptions(a.Kids, options); x != nil {
					v = x
				}
			}
			continue
		}
		if x := w.columnOption(a, options); x != nil {
			v = x
		}
	}
	return v
}

func (w *walker) columnOptions(pairs []*tree.Node, options *uint64) *val {
	var v *val
	for _, p := range pairs {
		if p != nil && p.Kind == tree.Pair {
			if x := w.columnOption(p, options); x != nil {
				v = x
			}
		}
	}
	return v
}

// columnOption reads one option of a column; it gives the default where it is one.
func (w *walker) columnOption(p *tree.Node, options *uint64) *val {
	yes := p.Kid(0) != nil && p.Kids[0].Kind == tree.True
	no := p.Kid(0) != nil && p.Kids[0].Kind == tree.False
	set := func(when bool, o uint64) {
		if when {
			*options |= o
		}
	}
	switch snake(p.Text) {
	case "default", "server_default", "default_value", "initial", "default_factory", "insert_default", "missing", "load_default":
		v := w.defaultValue(p.Kid(0))
		return &v
	case "required", "presence":
		set(yes, OptionRequired)
	case "null", "nullable", "allow_null":
		set(no, OptionRequired)
	case "unique":
		set(yes, OptionUnique)
	case "auto_now", "auto_now_add", "autoincrement", "auto_increment", "primary_key", "onupdate":
		set(yes || snake(p.Text) == "onupdate", OptionAutomatic)
	case "encrypted", "encrypt":
		set(yes, OptionEncrypted)
	case "expires", "expire_after_seconds", "expires_after", "ttl":
		*options |= OptionExpires
		v := w.peek(p.Kid(0))
		v.form = ValueNone
		if v.number.Known && !v.days.Known {
			v.days = daysByName("seconds", v.number.N)
		}
		if v.days.Known {
			return &v
		}
	}
	return nil
}

// defaultValue reads a default: a function that gives one, text("true"), func.now().
func (w *walker) defaultValue(n *tree.Node) val {
	if n != nil && n.Kind == tree.Call && n.Kid(0) != nil {
		switch snake(n.Kids[0].Text) {
		case "text", "literal", "true", "false", "sql", "raw":
			if n.Kids[0].Text == "true" || n.Kids[0].Text == "false" {
				return val{form: map[string]Value{"true": ValueTrue, "false": ValueFalse}[n.Kids[0].Text]}
			}
			if len(n.Kids) > 1 {
				n = n.Kids[1]
			}
		}
	}
	var v val
	if n != nil && n.Kind == tree.Function {
		v = w.returned(n)
	} else {
		v = w.peek(n)
	}
	if v.constant && v.form == ValueText {
		v.form = formOfText(v.text)
	}
	if v.form == ValueVariable && n != nil {
		switch snake(n.Text) {
		case "now", "utcnow", "timezone_now", "today":
			v.form = ValueNow
		case "true":
			v.form = ValueTrue
		}
	}
	return v
}

// formOfText reads a default that is written as a text of SQL.
func formOfText(s string) Value {
	switch strings.ToLower(strings.Trim(s, "'\"() ")) {
	case "true", "t", "1":
		return ValueTrue
	case "false", "f", "0":
		return ValueFalse
	case "null":
		return ValueNull
	case "now", "current_timestamp", "getdate":
		return ValueNow
	}
	return ValueText
}

// decorated reads what the decorators of a field say: @Column({default: true}),
// @Column(nullable = false), gorm:"default:true;not null".
func (w *walker) decorated(k *tree.Node) (uint64, *val) {
	var options uint64
	var v *val
	for _, d := range k.Kids {
		if d == nil || d.Kind != tree.Decorator {
			continue
		}
		name := strings.ToLower(lastPart(d.Text))
		switch name {
		case "notnull", "notblank", "notempty":
			options |= OptionRequired
		case "creationtimestamp", "updatetimestamp", "createdatecolumn", "updatedatecolumn", "createddate", "lastmodifieddate", "generatedvalue", "primarygeneratedcolumn":
			options |= OptionAutomatic
		case "encrypted", "convert":
			options |= encrypted(strings.ToLower(tree.Line(d)))
		}
		for _, a := range d.Kids {
			switch {
			case a == nil:
			case a.Kind == tree.Object:
				if x := w.columnOptions(a.Kids, &options); x != nil {
					v = x
				}
			case a.Kind == tree.Pair && (a.Text == "columnDefinition" || a.Text == "value") && a.Kid(0) != nil && a.Kids[0].Kind == tree.String:
				if x := definition(a.Kids[0].Text, &options); x != nil {
					v = x
				}
			case a.Kind == tree.Pair:
				if x := w.columnOption(a, &options); x != nil {
					v = x
				}
			case a.Kind == tree.String && name == "columndefault":
				v = &val{form: formOfText(a.Text), text: a.Text}
			case a.Kind == tree.String && (name == "gorm" || name == "default" || name == "envdefault" || name == "xorm" || name == "sql"):
				if x := tag(name, a.Text, &options); x != nil {
					v = x
				}
			}
		}
	}
	return options, v
}

// tag reads a tag of a field of a Go struct.
func tag(key, text string, options *uint64) *val {
	if key == "default" || key == "envdefault" {
		return &val{form: formOfText(text), text: text}
	}
	var v *val
	for part := range strings.SplitSeq(text, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), ":")
		switch strings.ToLower(name) {
		case "default":
			v = &val{form: formOfText(value), text: value}
		case "not null":
			*options |= OptionRequired
		case "unique", "uniqueindex":
			*options |= OptionUnique
		case "autocreatetime", "autoupdatetime", "autoincrement":
			*options |= OptionAutomatic
		}
	}
	return v
}

// definition reads a piece of SQL that defines a column: boolean default true not null.
func definition(s string, options *uint64) *val {
	words := strings.Fields(strings.ToLower(s))
	var v *val
	for i, word := range words {
		switch {
		case word == "default" && i+1 < len(words):
			v = &val{form: formOfText(words[i+1]), text: words[i+1]}
		case word == "unique":
			*options |= OptionUnique
		case word == "null" && i > 0 && words[i-1] == "not":
			*options |= OptionRequired
		}
	}
	return v
}
