package observe

import "leadlint/scanner/code/tree"

// member gives the value of a.b.c and a[i].
func (w *walker) member(n *tree.Node) val {
	base := n.Kid(0)
	var from val
	switch {
	case base == nil:
	case base.Kind == tree.Name:
		w.o.path = append(w.o.path[:0], base.Text...)
		if v := w.scope.get(w.o.path); v != nil {
			from = *v
			from.topics |= w.o.name([]byte(base.Text)).about
		} else {
			from.topics = w.seen(w.o.path).about
		}
	case base.Kind == tree.Call:
		// The result that gorm gives is no further call on the query.
		from = w.call(base, n.Text != "Error" && n.Text != "RowsAffected")
	default:
		from = w.expr(base)
	}
	if n.Kind == tree.Index {
		return w.indexed(n, from)
	}
	if base != nil && base.Kind == tree.Name {
		if v := w.assignedAttribute(n); v != nil {
			out := *v
			w.ofType(n.Text, &from, &out)
			return out
		}
	}
	if base != nil && base.Kind == tree.Name && base.Text == "Boolean" {
		switch n.Text {
		case "TRUE":
			return val{form: ValueTrue}
		case "FALSE":
			return val{form: ValueFalse}
		}
	}
	nm := w.path(n)
	if nm == nil {
		return from
	}
	v := val{form: ValueVariable, topics: nm.about | from.topics, carries: from.takenAs(n.Text) | w.own(nm), clean: nm.clean, used: from.used & (UsedDefUse | UsedProvenance)}
	v.picked = from.picked
	switch nm.leaf {
	case "focus", "first", "last":
		v.selector = from.selector
	}
	w.ofType(n.Text, &from, &v)
	if w.holdsData(base) {
		v.carries |= w.keyOfData(nm, n.Text)
	}
	w.property(n, &from, &v, nm)
	if base != nil && base.Kind == tree.Call && w.lang == LanguageRuby && keepsQuery(nm.leaf) {
		v.query, v.where = from.query, from.where
	}
	return v
}

// property reads what some properties say of what they are of.
func (w *walker) property(n *tree.Node, from, v *val, nm *name) {
	if unit := unitDays(nm.leaf); unit > 0 && len(nm.leaf) > 2 && from.number.Known {
		v.days, v.form, v.number = period(from.number.N, unit), ValueExpression, Amount{}
	}
	switch nm.leaf {
	case "length", "size", "count", "status", "status_code", "ok", "keys", "count?":
		v.carries, v.clean = 0, true
	case "now", "today", "utcnow":
		v.form, v.fromNow = ValueNow, true
	case "ago", "from_now":
		if from.days.Known {
			v.days, v.fromNow, v.form = from.days, true, ValueExpression
		}
	case "text", "content", "body", "html", "data", "value", "values", "to_s", "strip", "downcase", "json", "to_json", "string":
		if !from.clean {
			v.carries |= from.carries
		}
		v.keys = from.keys
	}
	if from.answer && bodyWord(nm.leaf) {
		v.carries |= AboutBody
		v.content = true
	}
	if w.lang == LanguageGo && n.Kid(0) != nil && n.Kids[0].Text == "time" {
		v.unit = map[string]factors{"Hour": factorHour, "Minute": factorMinute, "Second": factorSecond}[n.Text]
	}
}

// assignedAttribute gives the value of an attribute that was assigned in the function, or of a
// constant of the class.
func (w *walker) assignedAttribute(n *tree.Node) *val {
	b, _ := appendPath(w.o.path[:0], n)
	w.o.path = b
	if v := w.scope.get(b); v != nil {
		out := w.variable(n.Text, v)
		return &out
	}
	c := w.at.class
	if !isSelf(n.Kid(0)) {
		c = w.file.classes[n.Kid(0).Text]
	}
	if c == nil {
		return nil
	}
	k := c.fields[n.Text]
	if k == nil {
		return nil
	}
	v := w.fold(k)
	if v != nil && v.logs {
		return &val{form: ValueVariable, logs: true, typ: v.typ}
	}
	if v == nil || !v.constant && !v.number.Known && !v.days.Known {
		if k.typ == "" {
			return nil
		}
		nm := w.o.name(b)
		return &val{form: ValueVariable, typ: typeName(k.typ), topics: nm.about, carries: w.own(nm)}
	}
	out := w.variable(n.Text, v)
	return &out
}

func (w *walker) indexed(n *tree.Node, from val) val {
	before := len(w.out)
	at := w.operand(n.Kid(1))
	nm := w.path(n)
	for i := before; i < len(w.out); i++ {
		if f := &w.out[i]; f.Kind == KindCall && f.Does&DoesPickAtRandom != 0 && nm != nil {
			f.Carries |= from.carries | w.own(nm) // a[random(len(a))] picks of a
		}
	}
	v := val{form: ValueVariable, topics: from.topics | at.topics, carries: from.carries, clean: from.clean, used: from.used, typ: "", picked: from.picked || at.picked}
	if nm != nil && !v.clean {
		v.carries |= w.own(nm)
	}
	v.picked = v.picked && v.carries&disguises == 0
	if at.constant {
		key := w.seen([]byte(at.text))
		v.carries, v.topics = from.takenAs(at.text)|w.own(key)|w.keyOfData(nm, at.text), v.topics|key.about
		w.ofType(at.text, &from, &v)
	}
	return v
}
