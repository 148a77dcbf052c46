package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// argument is one argument of a call.
type argument struct {
	key  string
	leaf string
	node *tree.Node
	v    val
	// timedelta says that a bare number counts days there.
	timedelta bool
}

// calling is a call while it is read.
type calling struct {
	node     *tree.Node
	name     *name
	receiver val
	does     uint64
	used     Used
	args     []argument
	// operation and table are set where the call is known to work on stored data.
	operation Operation
	table     string
	// period is that which the call itself makes or moves by.
	period Amount
	// record is the table that it defines, nil for none.
	record *record
}

// call walks a call. Of one that another is called on (chained) the statement it may
// be part of is left to that one.
func (w *walker) call(n *tree.Node, chained bool) val {
	c := &calling{node: n}
	callee := n.Kid(0)
	w.receive(c, callee)
	c.name = w.path(callee)
	if c.name == nil {
		c.name = &name{}
	}
	w.typed(c, callee)
	w.unfetched(c)
	w.seenCall(c)
	w.operate(c)
	outer := w.record
	if c.record = w.beginTable(c); c.record != nil {
		w.record = c.record
	}
	w.arguments(c)
	w.digests(c)
	w.launches(c)
	w.gathers(c)
	w.record = outer
	v := w.result(c)
	if v.column = w.columnCall(c); v.column == 0 && c.receiver.column > 0 {
		v.column = c.receiver.column
		w.chainColumn(c, v.column)
	}
	w.define(c)
	w.query(c, &v, chained)
	w.indexing(c)
	w.callFact(c, &v)
	w.fallbackCall(c)
	w.formatted(c, &v)
	w.controlCall(c)
	w.setter(n, c)
	w.expiring(c)
	return v
}

// receive walks what a call is called on.
func (w *walker) receive(c *calling, callee *tree.Node) {
	switch {
	case callee == nil:
	case callee.Kind == tree.Name:
	case callee.Kind == tree.Member:
		switch base := callee.Kid(0); {
		case base == nil:
		case base.Kind == tree.Call:
			c.receiver = w.call(base, true)
		default:
			c.receiver = w.operand(base)
		}
	case callee.Kind == tree.Call:
		c.receiver = w.call(callee, true)
	default:
		w.expr(callee)
	}
}

// typed finds out what a call does, by its name as written and by the declared type of
// what it is called on, which replaces the name in Java and PHP.
func (w *walker) typed(c *calling, callee *tree.Node) {
	if callee != nil && callee.Kind == tree.Name && w.file.aliases[callee.Text] != "" {
		c.used |= UsedImports
	}
	c.does = w.o.roles(w.language, c.name.dotted)
	if c.does == 0 {
		c.does = w.moduleRoles(callee)
	}
	if c.receiver.logs && callee != nil && callee.Kind == tree.Member {
		c.does |= DoesLog // log.Info().Str("to", address).Msg("sent")
	}
	if c.does == 0 && writesLog(callee, c.name.leaf) {
		c.does = DoesLog
	}
	if w.lang == LanguagePython && len(c.node.Kids) == 1 && c.name.leaf == "execute" {
		c.does &^= DoesUpdate // a request of an interface; a statement is given its text
	}
	if w.lang == LanguageRuby && declaresRoute(c.node) {
		c.does |= DoesRoute
	}
	typ := c.receiver.typ
	if callee == nil || callee.Kind != tree.Member || typ == "" {
		return
	}
	base := callee.Kid(0)
	if base.Kind != tree.Name && !(base.Kind == tree.Member && isSelf(base.Kid(0))) {
		return
	}
	other := w.resolve([]byte(typ + "." + callee.Text))
	does := w.o.roles(w.language, other.dotted)
	if collection(typ) {
		c.does &= does // a list of user agents is one, and no library of that name
	}
	if does != 0 && (c.does == 0 || c.does == DoesRoute) {
		c.does = does
		c.used |= UsedTypes
	}
	if w.lang == LanguageJava || w.lang == LanguagePhp {
		copied := *other
		copied.ownerAbout |= c.name.ownerAbout
		c.name = &copied
		c.used |= UsedTypes
	}
}

// declaresRoute tells get '/path', to: 'contacts#show' and get '/path' do ... end.
func declaresRoute(n *tree.Node) bool {
	f, path := n.Kid(0), n.Kid(1)
	if f == nil || f.Kind != tree.Name || path == nil || path.Kind != tree.String || !strings.Contains(path.Text, "/") {
		return false
	}
	switch f.Text {
	case "get", "post", "put", "patch", "delete":
	default:
		return false
	}
	for _, a := range n.Kids[2:] {
		if a != nil && (a.Kind == tree.Function || a.Kind == tree.Pair && (a.Text == "to" || a.Text == "as" || a.Text == "controller")) {
			return true
		}
	}
	return false
}

// moduleRoles gives what a call does by the module that the file knows under the name
// it begins with.
func (w *walker) moduleRoles(callee *tree.Node) uint64 {
	first := root(callee)
	if first == nil || w.file.modules[first.Text] == "" || w.scope.get([]byte(first.Text)) != nil {
		return 0
	}
	b, _ := appendPath(w.o.path[:0], callee)
	w.o.path = b
	return w.o.roles(w.language, w.file.modules[first.Text]+string(b[len(first.Text):]))
}

// collection says whether a type is one of texts or of collections of any language.
func collection(typ string) bool {
	switch strings.ToLower(lastPart(typ)) {
	case "string", "str", "stringbuilder", "list", "arraylist", "linkedlist", "set", "hashset", "linkedhashset", "treeset", "collection", "dict",
		"map", "hashmap", "linkedhashmap", "treemap", "concurrenthashmap", "array", "deque", "queue", "iterator":
		return true
	}
	return false
}

func (w *walker) seenCall(c *calling) { w.doing(c.does) }

// arguments walks the arguments.
func (w *walker) arguments(c *calling) {
	old := w.at
	for _, a := range c.node.Kids[min(1, len(c.node.Kids)):] {
		w.at.callee, w.at.does, w.at.operation = c.name.dotted, c.does, c.operation
		w.at.keys, w.at.owner, w.at.ownerAbout = "", "", 0
		w.at.joined = false
		if c.operation != OperationNone {
			w.at.owner = c.table
			w.at.ownerAbout = w.o.name([]byte(c.table)).about
		}
		c.args = append(c.args, w.argument(c, a))
		guards, missing := old.guards, old.missing
		w.at = old
		w.at.guards, w.at.missing = guards, missing
	}
	w.at = old
}

func (w *walker) argument(c *calling, a *tree.Node) argument {
	out := argument{node: a, timedelta: c.name.leaf == "timedelta"}
	if a == nil {
		return out
	}
	switch a.Kind {
	case tree.Pair:
		out.key = snake(a.Text)
		out.v = w.pair(a)
	case tree.Function:
		w.callback(c)
		if a.Text == "" && w.at.hint == "" {
			w.at.hint = w.routed(c)
		}
		w.at.handed = w.handedOn(c)
		out.v = w.function(a)
	case tree.Spread:
		out.v = w.operand(a.Kid(0))
		out.v.constant = false
	case tree.Object:
		if c.record != nil && (c.name.leaf != "define" || len(c.args) < 2) || schemaCall(c) && len(c.args) == 0 {
			// Its pairs are the columns that define reads.
			keys := w.peek(a).keys
			out.v = val{form: ValueObject, keys: keys}
			break
		}
		out.v = w.operand(a)
	default:
		out.v = w.operand(a)
	}
	if a.Kind == tree.Member || a.Kind == tree.Name {
		out.leaf = snake(a.Text)
	}
	return out
}

// callback notes how a function given to a call is run.
func (w *walker) callback(c *calling) {
	w.at.repeated = w.at.repeated || repeats(c.name.leaf)
	w.at.guards |= c.receiver.where
	if !repeats(c.name.leaf) {
		w.at.guards |= c.name.about & AboutConsent
		w.at.guards |= c.receiver.topics & AboutConsent
	}
	for _, a := range c.args {
		if a.v.constant && len(a.v.text) < 60 {
			w.at.guards |= w.o.name([]byte(a.v.text)).about & AboutConsent
		}
		if a.v.constant && savingEvent(a.v.text) && (hookName(c.name.leaf) || c.name.leaf == "on" || c.name.leaf == "add_hook") {
			w.at.hook = true
		}
	}
	if stem, found := strings.CutSuffix(lastPart(c.name.owner), "Schema"); found && w.at.hook {
		w.at.hooked = stem
	}
	w.at.hook = w.at.hook || hookName(c.name.leaf) && c.name.leaf != "pre" && c.name.leaf != "post"
}

func repeats(leaf string) bool {
	switch leaf {
	case "map", "each", "for_each", "flat_map", "reduce", "filter_map", "collect", "find_each", "each_with_index", "find_in_batches",
		"in_batches", "chunk", "each_slice", "each_record", "on_html", "map_series", "times", "chunk_by_id", "each_pair", "array_map", "array_walk", "set_interval", "each_entry":
		return true
	}
	return false
}

// callFact notes the call where anything in it was recognised.
func (w *walker) callFact(c *calling, result *val) {
	v, f := w.shown(c), c.name
	w.typesPassword(c, &v)
	if f.about&^AboutThing == 0 && c.does == 0 && !f.named && c.operation == OperationNone &&
		v.carries == 0 && v.hosts == 0 && v.keys&^AboutThing == 0 && !v.interesting && !w.dates(c) {
		return
	}
	fact := w.note(KindCall, c.node.Start, c.node.End)
	fact.called(f)
	fact.At = nameAt(c.node)
	w.put(fact, &v)
	fact.Does, fact.Operation, fact.Members = c.does, c.operation, v.keys
	w.given(fact, &v)
	if c.operation == OperationIndex {
		fact.Options |= OptionExpires
	}
	fact.Callee = w.at.callee
	fact.Used |= c.used
	fact.FromNow = v.fromNow
	if c.name.dotted == "debug" && c.does&DoesLog != 0 {
		fact.Guards |= AboutDebug // silent unless a variable of the environment names it
	}
	if !fact.Days.Known && result.days.Known {
		fact.Days = result.days
	}
	written := v.keys
	if c.selects() {
		written = 0
	}
	w.handled(v.carries, written)
}
