package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// assign walks an assignment or declaration.
func (w *walker) assign(n *tree.Node) val {
	to, value := n.Kid(0), n.Kid(1)
	if to == nil {
		return w.expr(value)
	}
	if w.assignEach(n, to, value) {
		return val{}
	}
	if to.Kind != tree.Name && to.Kind != tree.Member && to.Kind != tree.Index {
		v := w.operand(value)
		w.bind(to, &v)
		w.hooked(n, to, value)
		return v
	}
	nm := w.target(to)
	var v val
	old := w.at
	w.at.keys, w.at.owner, w.at.ownerAbout = nm.dotted, nm.dotted, nm.about
	if w.lang == LanguageSettings {
		w.at.keys = ""
	}
	w.at.callee, w.at.does, w.at.operation = "", 0, OperationNone
	if value == nil {
		v.form = ValueVariable
	} else {
		v = w.operand(value)
	}
	w.at = old
	if v.typ == "" || n.Type != "" {
		v.typ = typeName(n.Type)
	}
	missing := w.at.missing
	if n.Text == "||=" || n.Text == "??=" {
		w.fallbackTo(n, nm, to, value, &v)
		w.at.missing = true
	}
	w.keep(n, to, nm, &v)
	if value != nil {
		w.assignFact(n, nm, &v)
	}
	w.at.missing = missing
	return v
}

// hooked notes the first state that a hook gives: const [newsletter, setNewsletter] =
// useState(true).
func (w *walker) hooked(n, to, value *tree.Node) {
	if to.Kind != tree.List || to.Kid(0) == nil || to.Kids[0].Kind != tree.Name || value == nil || value.Kind != tree.Call || len(value.Kids) != 2 || value.Kids[0] == nil {
		return
	}
	switch value.Kids[0].Text {
	case "useState", "createSignal", "useLocalStorage", "useSessionStorage":
	default:
		return
	}
	nm := w.seen([]byte(to.Kids[0].Text))
	if w.mute > 0 || nm.about&^AboutThing == 0 && !nm.named {
		return
	}
	v := w.peek(value.Kids[1])
	f := w.note(KindAssign, n.Start, n.End)
	f.called(nm)
	f.Callee = value.Kids[0].Text
	w.put(f, &v)
}

// assignEach walks a, b = x, y as two assignments, and says whether it is one such.
func (w *walker) assignEach(n, to, value *tree.Node) bool {
	if to.Kind != tree.List || value == nil || value.Kind != tree.List || len(to.Kids) != len(value.Kids) {
		return false
	}
	for i, t := range to.Kids {
		if t == nil || value.Kids[i] == nil || t.Kind != tree.Name {
			return false
		}
	}
	values := make([]val, len(value.Kids))
	for i, k := range value.Kids {
		values[i] = w.operand(k)
	}
	for i, t := range to.Kids {
		nm := w.target(t)
		w.keep(n, t, nm, &values[i])
		w.assignFact(n, nm, &values[i])
	}
	return true
}

// target gives the name that is assigned to; of a[i] that of a.
func (w *walker) target(to *tree.Node) *name {
	if to.Kind != tree.Name {
		if base := to.Kid(0); base != nil && base.Kind != tree.Name && base.Kind != tree.Member {
			w.expr(base)
		}
		if to.Kind == tree.Index {
			w.operand(to.Kid(1))
		}
	}
	nm := w.path(to)
	if nm == nil {
		return &name{dotted: to.Text, leaf: snake(to.Text)}
	}
	if to.Kind == tree.Index {
		return nm
	}
	if to.Kind == tree.Member && isSelf(to.Kid(0)) && w.at.class != nil {
		copied := *nm
		copied.owner = w.at.class.name
		copied.ownerAbout = w.o.name([]byte(copied.owner)).about
		if copied.about == 0 {
			copied.about = w.o.name([]byte(copied.owner + "." + to.Text)).about
		}
		return &copied
	}
	return w.ownedByType(to, nm)
}

// keep remembers what a name of the function now holds.
func (w *walker) keep(n, to *tree.Node, nm *name, v *val) {
	if to.Kind == tree.Index {
		return
	}
	kept := *v
	kept.interesting = false
	if v.form == ValueTrue || v.form == ValueFalse {
		kept.constant = true
	}
	key := to.Text
	if to.Kind == tree.Member {
		b, _ := appendPath(w.o.path[:0], to)
		w.o.path = b
		key = string(b)
	}
	if n.Text != "=" && n.Text != ":=" && n.Text != "" {
		w.grown(n, key, v, &kept)
	}
	if w.at.repeated && kept.number.Known {
		kept.number = Amount{}
	}
	w.ownFields(&kept)
	if to.Kind == tree.Name && errorName(to.Text) {
		kept.carries, kept.clean, kept.answer = 0, true, false
	}
	w.scope.set(key, &kept)
}

// errorName says whether a variable of that name holds an error: it comes out of what may
// fail, and carries nothing of what that gives.
func errorName(s string) bool {
	switch s {
	case "err", "error", "ex", "exc", "exception":
		return true
	}
	return false
}

// grown gives what a name holds after x += v: of a text the whole, which is noted as a
// message once values are in it.
func (w *walker) grown(n *tree.Node, key string, v, kept *val) {
	before := w.scope.get([]byte(key))
	if before != nil {
		*kept = either(*before, *v)
		if n.Text == "+=" && textual(before) && textual(v) && len(before.text)+len(v.text) < 1<<14 {
			kept.text, kept.joined, kept.constant = before.text+v.text, true, false
			kept.form = ValueText
			if !before.constant || !v.constant {
				w.whole(n, kept)
			}
			return
		}
	}
	kept.constant, kept.number, kept.text = false, Amount{}, ""
	kept.form = ValueExpression
}

// ownFields adds, to a value whose class the file defines, what its fields are about.
func (w *walker) ownFields(v *val) {
	if v.typ == "" {
		return
	}
	if c := w.file.classes[lastPart(v.typ)]; c != nil && c.members != 0 {
		v.keys |= c.members
		v.carries |= c.members & (AboutPersonal | AboutContactPoint | AboutSecret | AboutEmail | AboutPhone | AboutPersonName | AboutPassword | AboutSession | AboutCredential | AboutAddress | AboutBirthDate)
		v.used |= UsedClassFields
	}
}

func (w *walker) assignFact(n *tree.Node, nm *name, v *val) {
	attribute := strings.IndexByte(nm.dotted, '.') >= 0
	if nm.about&^AboutThing == 0 && !nm.named && !v.interesting && v.hosts == 0 && !(attribute && (v.carries != 0 || nm.ownerAbout&^AboutThing != 0)) {
		return
	}
	f := w.note(KindAssign, n.Start, n.End)
	f.called(nm)
	f.OwnField = w.ownField(n.Kid(0))
	f.Type = strings.ToLower(typeName(n.Type))
	w.put(f, v)
	w.given(f, v)
	f.Members = v.keys
	if w.at.class != nil && f.Owner == "" && w.at.group == 0 {
		f.Owner = w.at.class.name
		f.OwnerAbout = w.o.name([]byte(f.Owner)).about
	}
	if attribute || n.Kid(0).Kind == tree.Index {
		w.handled(v.carries, nm.about)
	} else {
		w.handled(v.carries, 0) // a variable of the function is no column
	}
}

// ownField says whether an assignment is to a field of a class of the file that derives
// from no other: of self, or of a variable that is declared as such an object.
func (w *walker) ownField(to *tree.Node) bool {
	if to == nil || to.Kind != tree.Member || to.Kid(0) == nil || to.Kids[0].Kind != tree.Name {
		return false
	}
	c := w.at.class
	if !isSelf(to.Kids[0]) {
		v := w.scope.get([]byte(to.Kids[0].Text))
		if v == nil || v.typ == "" {
			return false
		}
		c = w.file.classes[v.typ]
	}
	return c != nil && len(c.bases) == 0 && c.fields[to.Text] != nil
}

// bind assigns a value, or its parts, to the names of a pattern.
func (w *walker) bind(to *tree.Node, v *val) {
	if to == nil {
		return
	}
	switch to.Kind {
	case tree.Name:
		nm := w.seen([]byte(to.Text))
		part := val{form: ValueVariable, carries: v.carries&provenance | w.own(nm), topics: nm.about | v.topics&provenance, where: v.where, used: v.used}
		part.answer = v.answer
		if v.clean || errorName(to.Text) || to.Text == "e" {
			part.carries, part.clean, part.answer = 0, true, false
		}
		w.scope.set(to.Text, &part)
	case tree.Pair:
		w.bindPair(to, v)
	case tree.Assign:
		w.bindDefault(to, to.Kid(0), v)
	case tree.Param:
		w.param(to)
	case tree.List, tree.Object, tree.Spread:
		for _, k := range to.Kids {
			w.bind(k, v)
		}
		w.besideError(to, v)
		w.commaOk(to)
	case tree.Member, tree.Index:
		w.target(to)
	default:
		w.expr(to)
	}
}

// besideError gives what a call of Go gives to the first of two names of which the other
// is the error: x, err := f().
func (w *walker) besideError(to *tree.Node, v *val) {
	if w.lang != LanguageGo || to.Kind != tree.List || len(to.Kids) != 2 {
		return
	}
	a, b := to.Kids[0], to.Kids[1]
	if a == nil || b == nil || a.Kind != tree.Name || b.Kind != tree.Name || a.Text == "_" || b.Text != "_" && !strings.HasSuffix(strings.ToLower(b.Text), "err") {
		return
	}
	kept := *v
	kept.form, kept.interesting = ValueVariable, false
	w.scope.set(a.Text, &kept)
}

// commaOk notes, of v, ok := m[k], that ok says whether v is there.
func (w *walker) commaOk(to *tree.Node) {
	if w.lang != LanguageGo || to.Kind != tree.List || len(to.Kids) != 2 {
		return
	}
	a, b := to.Kids[0], to.Kids[1]
	if a == nil || b == nil || a.Kind != tree.Name || b.Kind != tree.Name || b.Text == "err" {
		return
	}
	w.scope.set(b.Text, &val{form: ValueVariable, of: a.Text, topics: w.o.name([]byte(a.Text)).about})
}

// bindPair assigns what stands under a key to the name beside it.
func (w *walker) bindPair(to *tree.Node, v *val) {
	inner := to.Kid(0)
	if inner == nil {
		return
	}
	key := w.seen([]byte(to.Text))
	part := *v
	part.carries, part.topics, part.form = v.carries&provenance|w.own(key), key.about, ValueVariable
	if v.carries&AboutBody != 0 {
		part.carries |= w.keyOfData(nil, to.Text)
	}
	part.content = v.answer && bodyWord(to.Text)
	if part.content {
		part.carries |= AboutBody
	} else if v.content {
		part.carries &^= AboutBody
	}
	part.answer = false
	switch inner.Kind {
	case tree.Assign:
		w.bindDefault(inner, inner.Kid(0), &part)
	case tree.Name:
		kept := part
		w.seen([]byte(inner.Text))
		w.scope.set(inner.Text, &kept)
	default:
		w.bind(inner, &part)
	}
}

// bindDefault assigns with a default, which stands in where there is nothing.
func (w *walker) bindDefault(n, to *tree.Node, v *val) {
	value := w.operand(n.Kid(1))
	if to != nil && to.Kind == tree.Name {
		w.defaulted(n, w.seen([]byte(to.Text)), &value)
	}
	w.bind(to, v)
}

// imports notes an import of a library that is known for something.
func (w *walker) imports(n *tree.Node) {
	module := n.Text
	does := w.o.roles(w.language, module)
	for _, t := range n.Names {
		if t.Name != "" && t.Name != "*" && w.lang == LanguagePython {
			does |= w.o.roles(w.language, module+"."+t.Name)
		}
	}
	nm := w.seen([]byte(module))
	if does == 0 && !nm.named && nm.about&^AboutThing == 0 {
		return
	}
	w.fileDoes |= does
	f := w.note(KindImport, n.Start, n.End)
	f.Name, f.Does, f.About = module, does, nm.about
	f.Leaf = snake(lastPart(strings.ReplaceAll(module, "/", ".")))
}
