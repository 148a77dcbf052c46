package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// deepest bounds how far down a tree is read.
const deepest = 1500

// walker observes one file.
type walker struct {
	o        *Observer
	f        *tree.File
	lang     Language
	language string
	place    Place
	filePath string
	file     *fileInfo

	at    around
	scope *scope
	depth int
	// mute is above 0 while values are read without anything being noted.
	mute int

	out     []Fact
	groupOf []int32
	groups  []*group

	tables    []Table
	deletions []Deletion
	page      page
	// record is the table whose columns are being declared, nil for none.
	record *record

	fileDoes, fileAbout, fileHosts uint64
}

// around is what holds at the place that is being walked.
type around struct {
	guards   uint64
	missing  bool
	repeated bool
	onUpdate bool
	group    int32
	class    *class
	// callee, does and operation are those of the enclosing call; keys is the path of
	// keys down to here, owner and ownerAbout what the pairs here belong to.
	callee     string
	does       uint64
	operation  Operation
	keys       string
	owner      string
	ownerAbout uint64
	// hook says that the function given as the next argument runs on every save.
	hook bool
	// label is the text of the label around.
	label string
	// hint is the name under which the function that comes is known.
	hint string
	// joined says that the text being read is part of a longer one.
	joined bool
}

// scope holds the variables of a function.
type scope struct {
	up   *scope
	vars map[string]*val
}

// group is a function, with the nameless ones in it: what calls in it do together.
type group struct {
	name             string
	about            uint64
	once, twice      uint64
	carries, members uint64
	onUpdate         bool
	method           string
	used             Used
}

func (w *walker) begin(path string) {
	w.filePath = path
	w.scope = &scope{}
	w.groups = []*group{{}}
}

func (s *scope) set(name string, v *val) {
	if s.vars == nil {
		s.vars = make(map[string]*val)
	}
	s.vars[name] = v
}

func (s *scope) get(name []byte) *val {
	for ; s != nil; s = s.up {
		if v, ok := s.vars[string(name)]; ok {
			return v
		}
	}
	return nil
}

// note gives a new fact at a node with what is around it filled in. Where nothing is to
// be noted the fact is thrown away.
func (w *walker) note(kind Kind, start, end uint32) *Fact {
	if w.mute > 0 {
		return &Fact{}
	}
	g := w.groups[w.at.group]
	w.out = append(w.out, Fact{
		Kind: kind, Start: start, End: end, Language: w.lang, Place: w.place,
		Guards: w.at.guards, WhenMissing: w.at.missing, Repeated: w.at.repeated, OnUpdate: w.at.onUpdate,
		Function: g.name, FunctionAbout: g.about,
	})
	w.groupOf = append(w.groupOf, w.at.group)
	return &w.out[len(w.out)-1]
}

// called gives a fact the name and subjects of a name.
func (f *Fact) called(n *name) {
	f.Name, f.Leaf, f.Owner = n.dotted, n.leaf, n.owner
	f.About, f.OwnerAbout = n.about, n.ownerAbout
}

// doing notes what a call of the file does.
func (w *walker) doing(does uint64) {
	if does == 0 || w.mute > 0 {
		return
	}
	w.fileDoes |= does
	g := w.groups[w.at.group]
	g.twice |= g.once & does
	g.once |= does
}

// handled notes what is handled in the function.
func (w *walker) handled(carries, members uint64) {
	g := w.groups[w.at.group]
	g.carries |= carries
	g.members |= members
}

// seen looks a name up and notes what it is about for the file.
func (w *walker) seen(dotted []byte) *name {
	n := w.o.name(dotted)
	if w.mute == 0 {
		w.fileAbout |= n.about
	}
	return n
}

// resolve replaces what a path begins with by what the file imports under that name.
func (w *walker) resolve(path []byte) *name {
	if len(w.file.aliases) > 0 {
		first := len(path)
		for i, c := range path {
			if c == '.' {
				first = i
				break
			}
		}
		if to, ok := w.file.aliases[string(path[:first])]; ok && w.scope.get(path[:first]) == nil {
			return w.seen([]byte(to + string(path[first:])))
		}
	}
	return w.seen(path)
}

// block walks statements one after the other; what stands after an early return is
// reached only under its opposite.
func (w *walker) block(n *tree.Node) val {
	guards, missing := w.at.guards, w.at.missing
	var last val
	for _, k := range n.Kids {
		last = w.expr(k)
		if k == nil || k.Kind != tree.If || w.lang == LanguageHtml {
			continue
		}
		if exits(k.Kid(1)) {
			w.under(k.Kid(0), last.topics, false)
		} else if k.Kid(2) != nil && exits(k.Kid(2)) {
			w.under(k.Kid(0), last.topics, true)
		}
	}
	w.at.guards, w.at.missing = guards, missing
	return last
}

// under adds a condition to what is around. That something is missing counts only where
// it is told what: err == nil says nothing.
func (w *walker) under(cond *tree.Node, topics uint64, holds bool) {
	topics &^= AboutThing
	if topics == 0 {
		return
	}
	w.at.guards |= topics
	w.at.missing = w.at.missing || tellsMissing(cond, holds, 0)
}

// condition walks an If.
func (w *walker) condition(n *tree.Node) val {
	w.ifMissing(n)
	c := w.expr(n.Kid(0))
	old := w.at
	w.under(n.Kid(0), c.topics, true)
	a := w.expr(n.Kid(1))
	w.at = old
	var b val
	if n.Kid(2) != nil {
		w.under(n.Kid(0), c.topics, false)
		b = w.expr(n.Kid(2))
		w.at = old
	}
	v := either(a, b)
	v.topics = c.topics
	return v
}

func (w *walker) loop(n *tree.Node) val {
	over := w.expr(n.Kid(0))
	old := w.at
	w.at.repeated = true
	w.at.guards |= over.where
	if n.Kid(1) == nil {
		w.at.guards |= over.topics & (AboutConsent | AboutOptOut | AboutRestriction | AboutBlocklist)
	} else {
		w.each(n.Kid(1), &over)
	}
	v := w.expr(n.Kid(2))
	w.at = old
	v.query, v.column = nil, 0
	return v
}

// each assigns to the variable of a loop what it goes through.
func (w *walker) each(to *tree.Node, over *val) {
	v := val{form: ValueVariable, carries: over.carries, where: over.where, keys: over.keys, clean: over.clean, used: over.used}
	if to.Kind != tree.Name {
		w.bind(to, &v)
		return
	}
	nm := w.seen([]byte(to.Text))
	v.carries, v.topics = v.carries|w.own(nm), nm.about
	w.scope.set(to.Text, &v)
}

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
			continue
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
	if g.about == 0 || g.once|g.twice == 0 || g.name == "" {
		return
	}
	f := w.note(KindFunction, n.Start, headEnd(n))
	f.called(w.o.name([]byte(g.method)))
	f.Carries, f.Members = g.carries, g.members
	f.Used = g.used
	if w.at.class != nil {
		f.Owner = w.at.class.name
		f.OwnerAbout = w.o.name([]byte(f.Owner)).about
	}
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
		if d := n.Kid(0); d != nil && d.Kind != tree.Decorator {
			value := w.operand(d)
			w.defaulted(n, nm, &value)
		}
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
	return n.about &^ AboutThing
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
