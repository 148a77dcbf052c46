package observe

import (
	"strconv"
	"strings"

	"leadlint/scanner/code/tree"
)

// expr walks a node, notes what is in it, and gives what is known of its value.
func (w *walker) expr(n *tree.Node) val {
	if n == nil || w.depth > deepest {
		return val{}
	}
	w.depth++
	v := w.node(n)
	w.depth--
	return v
}

func (w *walker) node(n *tree.Node) val {
	switch n.Kind {
	case tree.Name:
		return w.named(n)
	case tree.Member, tree.Index:
		return w.member(n)
	case tree.String:
		v := w.str(n)
		w.alone(n, &v)
		return v
	case tree.Number:
		return w.numeral(n)
	case tree.True:
		return val{form: ValueTrue}
	case tree.False:
		return val{form: ValueFalse}
	case tree.Null:
		return val{form: ValueNull}
	case tree.List:
		return w.list(n)
	case tree.Object:
		return w.object(n)
	case tree.Pair:
		return w.pair(n)
	case tree.Call:
		return w.call(n, false)
	case tree.Binary:
		return w.binary(n)
	case tree.Unary:
		return w.unary(n)
	case tree.Choice:
		return w.choice(n)
	case tree.Spread, tree.Return:
		v := w.expr(n.Kid(0))
		return v
	}
	return w.statement(n)
}

func (w *walker) statement(n *tree.Node) val {
	switch n.Kind {
	case tree.Block:
		return w.block(n)
	case tree.Assign:
		return w.assign(n)
	case tree.If:
		return w.condition(n)
	case tree.Loop:
		return w.loop(n)
	case tree.Function:
		return w.function(n)
	case tree.Param:
		w.param(n)
	case tree.Class:
		w.class(n)
	case tree.Field:
		w.field(n)
	case tree.Import:
		w.imports(n)
	case tree.Decorator:
		w.decorator(n)
	case tree.Element:
		w.element(n)
	case tree.Attribute:
		w.attribute(n)
	default:
		var v val
		for _, k := range n.Kids {
			x := w.expr(k)
			v = join(v, x)
		}
		return v
	}
	return val{}
}

// operand walks a value that the row of what it is given to will show: a constant text
// is not noted by itself.
func (w *walker) operand(n *tree.Node) val {
	if n == nil {
		return val{}
	}
	if n.Kind != tree.String || len(n.Kids) > 0 {
		return w.expr(n)
	}
	return w.str(n)
}

// named gives the value of a name: that of its last assignment in the function, of a
// constant of the file, or what its own words say.
func (w *walker) named(n *tree.Node) val {
	b := append(w.o.path[:0], n.Text...)
	w.o.path = b
	if v := w.scope.get(b); v != nil {
		return w.variable(n.Text, v)
	}
	if nowWord(n.Text) {
		return val{form: ValueNow, fromNow: true}
	}
	if v := w.constant(n.Text); v != nil {
		return w.variable(n.Text, v)
	}
	nm := w.resolve(b)
	return val{form: ValueVariable, carries: w.own(nm), topics: nm.about, clean: nm.clean}
}

func nowWord(s string) bool {
	switch s {
	case "CURRENT_TIMESTAMP", "current_timestamp", "CURRENT_DATE":
		return true
	}
	return false
}

// variable gives the value of a name that was assigned v.
func (w *walker) variable(text string, v *val) val {
	nm := w.seen([]byte(text))
	out := *v
	out.topics |= nm.about
	if !out.clean {
		out.carries |= w.own(nm)
	}
	switch out.form {
	case ValueTrue, ValueFalse, ValueNull, ValueNumber, ValueText, ValueNow, ValueEmpty:
		if out.constant || out.number.Known {
			out.used |= UsedFolding
		} else if !out.fromNow {
			out.form = ValueVariable
		}
	default:
		out.form = ValueVariable
		if out.carries != w.own(nm) {
			out.used |= UsedDefUse
		}
	}
	return out
}

// constant gives the value of a name that the file assigns once.
func (w *walker) constant(text string) *val {
	return w.fold(w.file.globals[text])
}

func (w *walker) fold(k *constant) *val {
	if k == nil || k.times != 1 || k.value == nil || k.busy {
		return nil
	}
	if k.known != nil {
		return k.known
	}
	k.busy = true
	defer func() { k.busy = false }()
	at, scope := w.at, w.scope
	w.mute++
	for w.scope.up != nil {
		w.scope = w.scope.up
	}
	v := w.operand(k.value)
	w.mute--
	w.at, w.scope = at, scope
	if v.typ == "" {
		v.typ = typeName(k.typ)
	}
	if v.form == ValueTrue || v.form == ValueFalse {
		v.constant = true
	}
	v.query = nil
	k.known = &v
	return k.known
}

// str gives the value of a text without noting it; the expressions in it are walked.
func (w *walker) str(n *tree.Node) val {
	if len(n.Kids) > 0 {
		return w.interpolated(n)
	}
	v := constantText(n.Text)
	t := w.o.text(n.Text)
	v.hosts, v.interesting = t.hosts, t.any()
	if !w.at.joined {
		w.fileHosts |= t.hosts
		w.fileAbout |= t.environment
	}
	w.sqlIn(n, n.Text)
	return v
}

// alone notes a constant text that no other row shows.
func (w *walker) alone(n *tree.Node, v *val) {
	if !v.interesting || !v.constant {
		return
	}
	w.textFact(n, v)
}

func (w *walker) textFact(n *tree.Node, v *val) {
	f := w.note(KindText, n.Start, n.End)
	t := w.o.text(v.text)
	f.Text, f.Hosts, f.About, f.Value = v.text, v.hosts, t.subjects, ValueText
	f.Callee, f.Does, f.Operation = w.at.callee, w.at.does, w.at.operation
	f.Used = v.used
}

func (w *walker) numeral(n *tree.Node) val {
	v := val{form: ValueNumber}
	if i, err := strconv.ParseInt(n.Text, 0, 64); err == nil {
		v.number, v.unit = known(i), factorOf(i)
	}
	return v
}

// list gives what the elements of a list hold together; constant texts come one a line.
func (w *walker) list(n *tree.Node) val {
	v := val{form: ValueList}
	if len(n.Kids) == 0 {
		v.form = ValueEmpty
	}
	var texts strings.Builder
	hint := w.at.hint
	w.at.hint = ""
	for _, k := range n.Kids {
		x := w.operand(k)
		v = join(v, x)
		if x.constant || x.joined && strings.HasPrefix(x.text, "--") {
			addLine(&texts, x.text) // an option of a program with its value
		}
	}
	w.at.hint = hint
	v.text = texts.String()
	v.form = ValueList
	if len(n.Kids) == 0 {
		v.form = ValueEmpty
	}
	return v
}

func addLine(b *strings.Builder, s string) {
	const most = 1 << 14
	if s == "" || b.Len()+len(s) > most {
		return
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	b.WriteString(s)
}

// join adds what one more part holds.
func join(v, x val) val {
	v.carries |= x.carries
	v.topics |= x.topics
	v.hosts |= x.hosts
	v.keys |= x.keys
	v.used |= x.used
	v.fromNow = v.fromNow || x.fromNow
	v.interesting = v.interesting || x.interesting
	v.picked = v.picked || x.picked
	v.where |= x.where
	if !v.days.Known {
		v.days = x.days
	}
	v.form = ValueExpression
	return v
}
