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
			if w.lang == LanguageGo && n.Kind == tree.Member && n.Text == "Valid" { // sql.NullBool
				return w.path(n.Kid(0))
			}
			return w.path(n)
		}
		return nil
	}
	return nil
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
	w.orMissing(n)
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
	case tree.Member:
		return n.Text == "Valid" // sql.NullBool
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
	} else if n.Kid(2) == nil && tellsMissing(cond, false, 0) && explicitTest(cond) {
		w.keptUnlessThere(n, cond)
	}
}

// setIn notes what a block gives to the name that a condition found missing.
func (w *walker) setIn(n, cond, block *tree.Node) {
	what := w.tested(cond, 0)
	if w.mute > 0 || what == nil || block == nil || what.about == 0 && !what.named {
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
		v := w.peek(value)
		if v.form == ValueTrue && unlikeTrue(cond) {
			return // if (on !== true) on = true: switched on, whatever it was
		}
		w.fallback(n, what, &v)
		return
	}
}

// unlikeTrue says whether a condition only asks whether something is other than true.
func unlikeTrue(cond *tree.Node) bool {
	return cond != nil && cond.Kind == tree.Binary && (cond.Text == "!=" || cond.Text == "is not") &&
		something(cond.Kid(0), cond.Kid(1)) && !nothing(cond.Kid(0), cond.Kid(1))
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
