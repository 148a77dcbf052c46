package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// subject gives the name of what an expression reads, for what may be missing there:
// a path, or the key that is taken out of something.
func (w *walker) subject(n *tree.Node) *name {
	for n != nil {
		switch n.Kind {
		case tree.Unary, tree.Spread, tree.Return:
			n = n.Kid(0)
			continue
		case tree.Call:
			return w.subjectOfCall(n)
		case tree.Binary:
			n = n.Kid(0)
			continue
		case tree.Name, tree.Member, tree.Index:
			return w.path(n)
		}
		return nil
	}
	return nil
}

// subjectOfCall reads d.get("key"), localStorage.getItem("key"), isset($a), trim(a).
func (w *walker) subjectOfCall(n *tree.Node) *name {
	f := n.Kid(0)
	if f == nil {
		return nil
	}
	a := n.Kid(1)
	if a != nil && a.Kind == tree.String && len(a.Kids) == 0 && len(a.Text) < 80 {
		b, _ := appendPath(w.o.path[:0], f.Kid(0))
		if len(b) > 0 {
			b = append(b, '.')
		}
		b = append(b, a.Text...)
		w.o.path = b
		return w.seen(b)
	}
	if f.Kind == tree.Name && a != nil && len(n.Kids) == 2 && (a.Kind == tree.Name || a.Kind == tree.Member || a.Kind == tree.Index) {
		nm := w.path(f)
		if nm.about == 0 {
			return w.path(a)
		}
		return nm
	}
	nm := w.path(f)
	if nm != nil && f.Kind == tree.Member && (optional(nm.leaf) || predicate(nm.leaf) || nm.about == 0) && f.Kid(0) != nil {
		if base := w.subject(f.Kid(0)); base != nil {
			return base
		}
	}
	return nm
}

// predicate says whether a method asks only whether what it is of is there.
func predicate(leaf string) bool {
	switch leaf {
	case "nil?", "blank?", "present?", "empty?", "is_none", "is_empty", "is_present", "is_null", "is_some", "is_not_empty", "exists", "isna":
		return true
	}
	return false
}

func optional(leaf string) bool {
	switch leaf {
	case "or_else", "or_else_get", "unwrap_or", "get", "map", "of_nullable", "get_or_else", "presence", "or", "equals":
		return true
	}
	return false
}

// fallback notes that a value stands in where something is missing.
func (w *walker) fallback(n *tree.Node, what *name, v *val) {
	if what == nil || what.about&^AboutThing == 0 && !what.named {
		return
	}
	f := w.note(KindFallback, n.Start, n.End)
	f.called(what)
	if w.at.class != nil && (what.owner == "this" || what.owner == "self") {
		f.Owner = w.at.class.name
		f.OwnerAbout = w.o.name([]byte(f.Owner)).about
	}
	w.put(f, v)
	f.Callee, f.Does, f.Operation = w.at.callee, w.at.does, w.at.operation
}

// fallenBack reads a || b and a ?? b.
func (w *walker) fallenBack(n *tree.Node, b *val) {
	left := n.Kid(0)
	if n.Text == "||" {
		// What is compared or negated is not missing itself: a == b || c; nor is a
		// condition under which something is done.
		if left != nil && (left.Kind == tree.Unary || left.Kind == tree.Binary && left.Text != "&&" && left.Text != "||" && left.Text != "??") {
			return
		}
		if right := n.Kid(1); right != nil && right.Kind == tree.Binary && right.Text != "+" {
			return
		}
	}
	for left != nil && left.Kind == tree.Binary && (left.Text == "||" || left.Text == "??") {
		left = left.Kid(0)
	}
	w.fallback(n, w.subject(left), b)
}

// chosen reads x if x is not None else y, isset($a) ? $a : b and the like.
func (w *walker) chosen(n *tree.Node, a, b *val) {
	cond := n.Kid(0)
	what := w.tested(cond, 0)
	if what == nil {
		return
	}
	missing, present := tellsMissing(cond, true, 0), tellsMissing(cond, false, 0)
	explicit := explicitTest(cond)
	if missing != present {
		there := n.Kid(1)
		if missing {
			there = n.Kid(2)
		}
		if inner := w.subject(there); inner != nil && strings.HasPrefix(inner.dotted, what.dotted+".") {
			what = inner
			explicit = true
		}
	}
	switch {
	case missing && !present && (explicit || w.same(n.Kid(2), what)):
		w.fallback(n, what, a)
	case present && !missing && (explicit || w.same(n.Kid(1), what)):
		w.fallback(n, what, b)
	}
}

// explicitTest says whether a condition asks whether something is there, rather than
// whether it is true.
func explicitTest(n *tree.Node) bool {
	if n == nil {
		return false
	}
	switch n.Kind {
	case tree.Unary:
		return explicitTest(n.Kid(0))
	case tree.Binary:
		switch n.Text {
		case "&&", "||":
			return explicitTest(n.Kid(0)) || explicitTest(n.Kid(1))
		case "==", "!=", "is", "is not":
			return nothing(n.Kid(0), n.Kid(1))
		case "in", "not in":
			return true
		}
	case tree.Call:
		f := n.Kid(0)
		return f != nil && (callMissing(n, true) || callMissing(n, false) && asksPresence(snake(f.Text)))
	case tree.Assign:
		return explicitTest(n.Kid(1))
	}
	return false
}

func asksPresence(leaf string) bool {
	switch leaf {
	case "isset", "present?", "is_present", "is_not_null", "has_key", "key?", "contains_key", "array_key_exists", "has", "filled", "include?", "exists":
		return true
	}
	return false
}

// tested gives the name that a condition asks about.
func (w *walker) tested(n *tree.Node, depth int) *name {
	if n == nil || depth > 20 {
		return nil
	}
	switch n.Kind {
	case tree.Unary:
		return w.tested(n.Kid(0), depth+1)
	case tree.Binary:
		switch n.Text {
		case "in", "not in":
			if key := n.Kid(0); key != nil && key.Kind == tree.String {
				b, _ := appendPath(w.o.path[:0], n.Kid(1))
				w.o.path = append(append(b, '.'), key.Text...)
				return w.seen(w.o.path)
			}
		}
		if absent(n.Kid(0)) {
			return w.tested(n.Kid(1), depth+1)
		}
		return w.tested(n.Kid(0), depth+1)
	case tree.Assign:
		return w.tested(n.Kid(0), depth+1)
	case tree.Name:
		if v := w.scope.get([]byte(n.Text)); v != nil && v.of != "" {
			return w.o.name([]byte(v.of))
		}
	}
	return w.subject(n)
}

func (w *walker) same(n *tree.Node, what *name) bool {
	got := w.subject(n)
	return got != nil && got.dotted == what.dotted
}

// countsAsYes reads comparisons that what is missing passes: a !== false, a != 0.
func (w *walker) countsAsYes(n *tree.Node) {
	if n.Text != "!=" && n.Text != "is not" {
		return
	}
	left, right := n.Kid(0), n.Kid(1)
	if refused(left) {
		left, right = right, left
	}
	if !refused(right) {
		return
	}
	what := w.subject(left)
	if what == nil || what.clean || counted(left) {
		return
	}
	v := val{form: ValueTrue}
	w.fallback(n, what, &v)
}

// refused says whether an expression stands for no.
func refused(n *tree.Node) bool {
	if n == nil {
		return false
	}
	switch n.Kind {
	case tree.False:
		return true
	case tree.Number:
		return n.Text == "0"
	case tree.String:
		switch n.Text {
		case "false", "no", "0", "off", "False", "denied", "N":
			return len(n.Kids) == 0
		}
	}
	return false
}

// ifMissing reads if x is None: x = v.
func (w *walker) ifMissing(n *tree.Node) {
	cond := n.Kid(0)
	if tellsMissing(cond, true, 0) {
		w.setIn(n, cond, n.Kid(1))
	} else if n.Kid(2) != nil && tellsMissing(cond, false, 0) && explicitTest(cond) {
		w.setIn(n, cond, n.Kid(2))
	}
}

// setIn notes what a block gives to the name that a condition found missing.
func (w *walker) setIn(n, cond, block *tree.Node) {
	what := w.tested(cond, 0)
	if what == nil || block == nil || what.about == 0 && !what.named {
		return
	}
	stmts := []*tree.Node{block}
	if block.Kind == tree.Block {
		stmts = block.Kids
	}
	for _, s := range stmts {
		if w.setsMissing(n, s, what, explicitTest(cond)) {
			return
		}
		if s == nil || s.Kind != tree.Assign && s.Kind != tree.Return || s.Kid(0) == nil {
			continue
		}
		value := s.Kid(1)
		if s.Kind == tree.Return {
			value = s.Kid(0)
			if value.Kind != tree.True || !explicitTest(cond) {
				continue
			}
		} else if !w.assignsSame(s.Kid(0), what, explicitTest(cond)) {
			continue
		}
		w.mute++
		v := w.operand(value)
		w.mute--
		w.fallback(n, what, &v)
		return
	}
}

// setsMissing reads if (x.getConsent() == null) x.setConsent(v).
func (w *walker) setsMissing(n, s *tree.Node, what *name, explicit bool) bool {
	if s == nil || s.Kind != tree.Call || len(s.Kids) != 2 || !explicit {
		return false
	}
	setter := w.path(s.Kids[0])
	if setter == nil || !strings.HasPrefix(setter.leaf, "set_") || setter.noun&what.about == 0 {
		return false
	}
	v := w.peek(s.Kids[1])
	w.fallback(n, what, &v)
	return true
}

// assignsSame says whether an assignment is to what was missing, or to something about
// the same.
func (w *walker) assignsSame(to *tree.Node, what *name, explicit bool) bool {
	if to.Kind != tree.Name && to.Kind != tree.Member && to.Kind != tree.Index {
		return false
	}
	var got *name
	if k := to.Kid(1); to.Kind == tree.Index && k != nil && k.Kind == tree.String {
		got = w.o.name([]byte(k.Text))
	} else {
		got = w.path(to)
	}
	if got == nil {
		return false
	}
	return got.dotted == what.dotted || explicit && (got.leaf == what.leaf || got.about&what.about != 0)
}

// fallbackTo reads a ||= b.
func (w *walker) fallbackTo(n *tree.Node, nm *name, to, value *tree.Node, v *val) {
	what := nm
	if k := to.Kid(1); to.Kind == tree.Index && k != nil && k.Kind == tree.String {
		what = w.o.name([]byte(k.Text))
	}
	w.fallback(n, what, v)
}

// defaulted reads the default of a parameter or of a name taken out of an object.
func (w *walker) defaulted(n *tree.Node, nm *name, v *val) {
	if v.form == ValueNull || v.form == ValueNone {
		return
	}
	w.fallback(n, nm, v)
}

// fallbackCall reads d.get("a", b), fetch(:a, b), getOrDefault, Optional.orElse(b).
func (w *walker) fallbackCall(c *calling) {
	switch c.name.leaf {
	case "get", "fetch", "get_or_default", "pop", "getattr", "getenv", "get_item", "get_bool", "get_boolean", "setdefault", "set_default", "opt_boolean",
		"opt_bool", "input", "dig", "get_value", "config", "env", "boolean", "data_get", "array_get", "get_param", "get_attribute", "get_env", "get_str", "get_string", "query":
		w.keyedDefault(c)
	case "or_else", "or_else_get", "unwrap_or", "get_or_else", "value_or", "default_if_empty", "default_if_null", "require_non_null_else", "fillna", "defaults_to":
		w.elseDefault(c)
	case "coalesce", "ifnull", "nvl", "if_null", "default_to", "first_non_null", "firstnonnull":
		if len(c.args) > 1 {
			w.fallback(c.node, w.subject(c.args[0].node), &c.args[len(c.args)-1].v)
		}
	}
}

func (w *walker) keyedDefault(c *calling) {
	at := 0
	if len(c.args) > 1 && !c.args[0].v.constant {
		at = 1 // getattr(user, "consent", True), data_get($a, 'b', true)
	}
	def := -1
	for i := at + 1; i < len(c.args); i++ {
		if key := c.args[i].key; key == "" || key == "default" {
			def = i
			break
		}
	}
	if w.record != nil || def < 0 || at >= len(c.args) || !c.args[at].v.constant && c.args[at].node.Kind != tree.Name {
		return
	}
	d := c.args[def]
	v := d.v
	if d.node.Kind == tree.Function {
		v = w.returned(d.node)
	}
	key := c.args[at].v.text
	if !c.args[at].v.constant {
		key = c.args[at].node.Text
	}
	if v.form == ValueNull || key == "" {
		return
	}
	prefix := c.name.owner
	if at == 1 {
		if p := w.path(c.args[0].node); p != nil {
			prefix = p.dotted
		}
	}
	if prefix != "" {
		key = prefix + "." + key
	}
	w.fallback(c.node, w.seen([]byte(key)), &v)
}

// returned gives the value of a function that only gives one: () -> true.
func (w *walker) returned(n *tree.Node) val {
	body := n
	for body != nil && (body.Kind == tree.Function || body.Kind == tree.Block || body.Kind == tree.Return) {
		if len(body.Kids) == 0 {
			return val{}
		}
		body = body.Kids[len(body.Kids)-1]
	}
	w.mute++
	defer func() { w.mute-- }()
	return w.operand(body)
}

func (w *walker) elseDefault(c *calling) {
	if len(c.args) == 0 {
		return
	}
	callee := c.node.Kid(0)
	what, def := (*name)(nil), c.args[len(c.args)-1]
	if c.name.leaf == "require_non_null_else" && len(c.args) == 2 {
		what = w.subject(c.args[0].node)
	} else if callee != nil && callee.Kind == tree.Member {
		what = w.innermost(callee.Kid(0))
	}
	v := def.v
	if def.node.Kind == tree.Function {
		v = w.returned(def.node)
	}
	w.fallback(c.node, what, &v)
}

// innermost gives what an Optional was made of: Optional.ofNullable(consent).
func (w *walker) innermost(n *tree.Node) *name {
	for n != nil && n.Kind == tree.Call {
		f := n.Kid(0)
		if f == nil {
			return nil
		}
		switch snake(f.Text) {
		case "of_nullable", "of", "optional", "from_nullable":
			return w.subject(n.Kid(1))
		case "map", "filter", "flat_map":
			if m := n.Kid(1); m != nil && m.Kind == tree.Member {
				return w.path(m)
			}
			if w.path(f).about == 0 {
				n = f.Kid(0)
				continue
			}
		}
		return w.subject(n)
	}
	return w.subject(n)
}
