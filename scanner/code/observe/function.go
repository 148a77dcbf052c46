package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// function walks a function; one without a name counts as part of what is around it.
func (w *walker) function(n *tree.Node) val {
	old, up := w.at, w.scope
	w.scope = &scope{up: up}
	called := n.Text
	if called == "" {
		called = w.at.hint
	}
	g := w.enter(n, called)
	var body val
	handed := w.at.handed
	w.at.handed = nil
	for _, k := range n.Kids {
		if k == nil {
			continue
		}
		if k.Kind == tree.Decorator {
			w.decorator(k)
		}
	}
	w.at.callee, w.at.does, w.at.operation, w.at.keys, w.at.owner, w.at.ownerAbout, w.at.hint, w.at.hook, w.at.joined =
		"", 0, OperationNone, "", "", 0, "", false, false
	for _, k := range n.Kids {
		if k == nil || k.Kind == tree.Decorator {
			continue
		}
		if k.Kind == tree.Param {
			w.param(k)
			w.takes(k, handed)
			handed = nil
			continue
		}
		if k.Kind == tree.Block {
			w.firstAndLast(n)
		}
		body = w.expr(k)
	}
	if g != nil {
		w.functionFact(n, g)
	}
	w.at, w.scope = old, up
	return val{form: ValueExpression, topics: body.topics}
}

// enter begins a group for a function with a name, or for a nameless one at the top of
// the file, and gives it; nil where the function belongs to the group around.
func (w *walker) enter(n *tree.Node, called string) *group {
	hook := w.at.hook
	w.hookedOn(n)
	if called == "" && w.at.group != 0 {
		w.at.onUpdate = w.at.onUpdate || hook
		return nil
	}
	g := &group{onUpdate: hook, method: called}
	if called != "" {
		nm := w.seen([]byte(called))
		g.name, g.about = nm.leaf, nm.about
		g.onUpdate = g.onUpdate || w.runsOnSave(called)
		w.at.missing, w.at.repeated, w.at.onUpdate = false, false, false
	}
	for _, k := range n.Kids {
		if k != nil && k.Kind == tree.Decorator && hookDecorator(k) {
			g.onUpdate = true
		}
	}
	w.at.onUpdate = w.at.onUpdate || g.onUpdate
	w.groups = append(w.groups, g)
	w.at.group = int32(len(w.groups) - 1)
	return g
}

func (w *walker) functionFact(n *tree.Node, g *group) {
	marks := g.about&AboutErasure != 0 && g.members&AboutSoftDeletion != 0
	if g.about == 0 || g.once|g.twice == 0 && !marks || g.name == "" {
		return
	}
	f := w.note(KindFunction, w.headStart(n), headEnd(n))
	f.called(w.o.name([]byte(g.method)))
	f.Carries, f.Members = g.carries, g.members
	f.Used = g.used
	if w.at.class != nil {
		f.Owner = w.at.class.name
		f.OwnerAbout = w.o.name([]byte(f.Owner)).about
	}
}

// headStart gives where a function begins after what decorates it.
func (w *walker) headStart(n *tree.Node) uint32 {
	start := n.Start
	for _, k := range n.Kids {
		if k != nil && k.Kind == tree.Decorator && k.Start >= n.Start && k.End <= n.End {
			start = max(start, k.End)
		}
	}
	for start > n.Start && start < n.End && int(start) < len(w.f.Source) && strings.IndexByte(" \t\r\n", w.f.Source[start]) >= 0 {
		start++
	}
	return start
}

// headEnd gives the end of what comes before a function's body.
func headEnd(n *tree.Node) uint32 {
	if last := len(n.Kids) - 1; last >= 0 && n.Kids[last] != nil && n.Kids[last].Kind == tree.Block && n.Kids[last].Start > n.Start {
		return n.Kids[last].Start
	}
	return n.End
}

func (w *walker) param(n *tree.Node) {
	v := &val{form: ValueVariable, typ: typeName(n.Type)}
	if n.Text != "" {
		nm := w.seen([]byte(n.Text))
		v.carries, v.topics = w.own(nm), nm.about
		if v.typ == "" && changedRecord(n.Text) {
			v.typ = w.at.hooked
		}
		if d := n.Kid(0); d != nil && d.Kind != tree.Decorator {
			value := w.operand(d)
			w.defaulted(n, nm, &value)
		}
		w.paramDefault(n, nm)
		w.ownFields(v)
		w.scope.set(n.Text, v)
		return
	}
	for _, k := range n.Kids {
		w.expr(k)
	}
}

// own gives what a name's words say that it holds.
func (w *walker) own(n *name) uint64 {
	if n.clean {
		return 0
	}
	if w.lang == LanguageJava && inCapitals(n.dotted) {
		return 0 // SESSION_COOKIE: what such a thing is called
	}
	return n.about &^ AboutThing
}

// inCapitals says whether the last part of a name is written in capitals throughout, with
// more than one word.
func inCapitals(dotted string) bool {
	last := lastPart(dotted)
	return strings.IndexByte(last, '_') > 0 && strings.ToUpper(last) == last
}

// typeName brings a type as written to a dotted name without what is around it.
func typeName(t string) string {
	t = strings.TrimLeft(t, "*?&[] ")
	if i := strings.IndexAny(t, "<[|{( \n"); i >= 0 {
		t = t[:i]
	}
	t = strings.TrimRight(t, "?!")
	if strings.ContainsAny(t, "\\:") {
		t = strings.ReplaceAll(strings.ReplaceAll(t, "\\", "."), "::", ".")
	}
	return strings.Trim(t, ".")
}
