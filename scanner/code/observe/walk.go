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
	// fileEnvironment is which of production and others the file's own name says.
	fileEnvironment uint64
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
	// hooked is the class whose records the hook is run for, where that is said.
	hooked string
	// label is the text of the label around.
	label string
	// hint is the name under which the function that comes is known.
	hint string
	// handed is what the function given as the next argument is called with, nil where
	// that is not known.
	handed *val
	// shared is what the value of the pair at hand is also used for, under other keys.
	shared uint64
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
	w.fileEnvironment = w.o.lex.Subjects(strings.ReplaceAll(path[strings.LastIndexByte(path, '/')+1:], ".", "_")) & environments
	w.fileAbout |= w.fileEnvironment
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
	w.at.missing = w.at.missing || unstored(cond, holds, 0)
	topics &^= AboutThing
	if topics == 0 {
		return
	}
	if cond != nil && cond.Kind == tree.Binary && (cond.Text == "==" && !holds || cond.Text == "!=" && holds) {
		topics &^= AboutOpening // another event than that
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
	v := val{form: ValueVariable, carries: over.carries, where: over.where, keys: over.keys, clean: over.clean, content: over.content, used: over.used}
	if to.Kind != tree.Name {
		w.bind(to, &v)
		return
	}
	nm := w.seen([]byte(to.Text))
	v.carries, v.topics = v.carries|w.own(nm), nm.about
	w.scope.set(to.Text, &v)
}
