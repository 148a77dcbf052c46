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
	w.seenCall(c)
	w.operate(c)
	outer := w.record
	if c.record = w.beginTable(c); c.record != nil {
		w.record = c.record
	}
	w.arguments(c)
	w.record = outer
	v := w.result(c)
	if v.column = w.columnCall(c); v.column == 0 && c.receiver.column > 0 {
		v.column = c.receiver.column
		w.chainColumn(c, v.column)
	}
	w.define(c)
	w.query(c, &v, chained)
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
	if does != 0 && c.does == 0 {
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
		out.v = w.function(a)
	case tree.Spread:
		out.v = w.operand(a.Kid(0))
		out.v.constant = false
	case tree.Object:
		if c.record != nil || schemaCall(c) {
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
	if f.about&^AboutThing == 0 && c.does == 0 && !f.named && c.operation == OperationNone &&
		v.carries == 0 && v.hosts == 0 && v.keys&^AboutThing == 0 && !v.interesting {
		return
	}
	fact := w.note(KindCall, c.node.Start, c.node.End)
	fact.called(f)
	w.put(fact, &v)
	fact.Does, fact.Operation, fact.Members = c.does, c.operation, v.keys
	fact.Callee = w.at.callee
	fact.Used |= c.used
	fact.FromNow = v.fromNow
	if !fact.Days.Known && result.days.Known {
		fact.Days = result.days
	}
	w.handled(v.carries, v.keys)
}

// expiring notes an index by which a store drops rows of a certain age.
func (w *walker) expiring(c *calling) {
	switch c.name.leaf {
	case "index", "create_index", "ensure_index", "add_index":
	default:
		return
	}
	for i := range c.args {
		a := &c.args[i]
		if w.mute == 0 && (a.v.keys&AboutExpiry != 0 || strings.HasPrefix(a.key, "expire")) {
			table := c.table
			if table == "" {
				table = strings.TrimSuffix(lastPart(c.name.owner), "Schema")
			}
			w.deletions = append(w.deletions, Deletion{Table: table, ByDate: true})
			return
		}
	}
}

// setter notes x.setExpiresAt(v) as the assignment that it is, in Java and PHP.
func (w *walker) setter(n *tree.Node, c *calling) {
	if w.lang != LanguageJava && w.lang != LanguagePhp || len(c.args) != 1 || !strings.HasPrefix(c.name.leaf, "set_") || c.name.noun&^AboutThing == 0 {
		return
	}
	last := afterVerb(lastPart(c.name.dotted))
	dotted := strings.ToLower(last[:1]) + last[1:]
	if c.name.owner != "" {
		dotted = c.name.owner + "." + dotted
	}
	f := w.note(KindAssign, n.Start, n.End)
	f.called(w.o.name([]byte(dotted)))
	w.put(f, &c.args[0].v)
	f.Members = c.args[0].v.keys
}

// shown gives what the row of a call shows of its arguments.
func (w *walker) shown(c *calling) val {
	var v val
	var texts strings.Builder
	for i := range c.args {
		a := &c.args[i].v
		v = join(v, *a)
		if a.constant || a.form == ValueList || a.joined {
			addLine(&texts, a.text)
		}
		if !v.number.Known {
			v.number = a.number
		}
		if key := c.args[i].key; key != "" {
			v.keys |= w.o.name([]byte(key)).about
		}
	}
	v.form = ValueNone
	if len(c.args) > 0 {
		v.form = c.args[0].v.form
	}
	v.text = texts.String()
	return v
}

// cleans says whether what a call gives back no longer holds what it was given.
func cleans(leaf string, does uint64) bool {
	if does&(DoesHash|DoesMask|DoesEncrypt|DoesWeakHash|DoesHashPassword) != 0 {
		return true
	}
	switch leaf {
	case "len", "count", "size", "length", "keys", "bool", "boolean", "type", "isinstance", "typeof", "class", "hash", "exists", "exists?",
		"present?", "blank?", "nil?", "empty?", "is_empty", "isset", "empty", "any", "any?", "all", "includes", "include?", "contains",
		"has", "has_key", "key?", "starts_with", "ends_with", "startswith", "endswith", "test", "match?", "matches", "equals", "strlen", "object_id", "id", "get_class", "sizeof", "sum":
		return true
	}
	for part := range strings.SplitSeq(leaf, "_") {
		if cleaner(part) {
			return true
		}
	}
	return false
}

// passes says whether what a call gives back holds what it was given or called on.
func passes(leaf string) bool {
	switch leaf {
	case "str", "string", "lower", "upper", "strip", "trim", "title", "capitalize", "to_lower", "to_upper", "to_lower_case", "to_upper_case",
		"downcase", "upcase", "chomp", "squish", "dumps", "dump", "stringify", "json_encode", "marshal", "marshal_indent", "to_json", "to_s", "inspect",
		"to_string", "format", "sprintf", "sprint", "f", "join", "concat", "encode", "decode", "copy", "deepcopy", "dict", "list", "tuple", "set",
		"replace", "split", "serialize", "as_json", "to_h", "to_dict", "model_dump", "as_dict", "asdict", "vars", "repr", "json", "text", "value_of",
		"strtolower", "strtoupper", "ucfirst", "print_r", "var_export", "quote", "escape", "encode_uri_component", "urlencode", "url_encode", "b64encode",
		"assign", "merge", "append", "push", "compact", "slice", "substring", "normalize", "trim_space", "value", "array", "from", "of", "read", "read_all", "body", "content", "intern", "freeze", "dup", "clone", "first", "last", "pop", "next", "loads", "parse", "json_decode", "unmarshal", "get_string", "as_string", "pformat", "spread", "entries", "values", "sorted", "reversed":
		return true
	}
	return false
}

// result gives what is known of the value of a call.
func (w *walker) result(c *calling) val {
	leaf := c.name.leaf
	v := val{form: ValueCall, topics: c.name.about | c.receiver.topics}
	var given uint64
	for i := range c.args {
		a := &c.args[i].v
		given |= a.carries
		v.topics |= a.topics
		if passes(leaf) || c.node.Flag&tree.New != 0 {
			v.hosts |= a.hosts
		}
		v.fromNow = v.fromNow || a.fromNow
		if a.constant && len(a.text) < 60 && i == 0 {
			v.topics |= w.o.name([]byte(a.text)).about
		}
		if a.used != 0 {
			v.used |= a.used & (UsedDefUse | UsedProvenance | UsedClassFields)
		}
		if i == 0 || passes(leaf) {
			v.keys |= a.keys
		}
	}
	v.keys |= c.receiver.keys
	if sifts(leaf) {
		v.where = c.receiver.where
		for i := range c.args {
			v.where |= c.args[i].v.topics
		}
	}
	v.days = callPeriod(leaf, c.args, &c.receiver)
	w.moment(c, &v)
	v.typ = w.made(c)
	if cleans(leaf, c.does) {
		v.clean, v.keys = true, 0
		return v
	}
	v.carries |= w.provenance(c)
	switch {
	case passes(leaf):
		v.carries |= given | c.receiver.carries
		v.clean = c.receiver.clean && given == 0
	case v.typ != "" || c.node.Flag&tree.New != 0:
		v.carries |= given
	case keyed(leaf) && len(c.args) > 0 && c.args[0].v.constant:
		key := w.seen([]byte(c.args[0].v.text))
		v.carries |= w.own(key) | c.receiver.carries&provenance
	default:
		v.carries |= c.receiver.carries & provenance
		if len(c.args) == 0 || gives(leaf) {
			v.carries |= w.own(c.name)
			if !c.name.clean {
				v.carries |= c.name.noun &^ AboutThing
			}
		}
	}
	return v
}

// sifts says whether a call of that name keeps those of many for which a condition holds.
func sifts(leaf string) bool {
	switch leaf {
	case "filter", "select", "reject", "where", "find_all", "array_filter", "keep_if", "take_while", "partition", "filter_by", "exclude":
		return true
	}
	return false
}

// keyed says whether a call takes out of something what stands under a key.
func keyed(leaf string) bool {
	switch leaf {
	case "get", "fetch", "dig", "get_or_default", "getitem", "param", "input", "get_item", "getlist", "get_string", "string", "query_param", "form_value", "get_parameter", "get_attribute", "opt_string", "post", "item":
		return true
	}
	return false
}

func gives(leaf string) bool {
	verb, _, _ := strings.Cut(leaf, "_")
	switch verb {
	case "get", "fetch", "find", "extract", "parse", "load", "read", "to", "build", "make", "format", "guess", "generate", "lookup", "scrape", "collect", "decrypt", "normalize", "serialize", "clean":
		return true
	}
	return false
}

// moment reads calls that give the present moment or one reckoned from it.
func (w *walker) moment(c *calling, v *val) {
	switch c.name.leaf {
	case "now", "utcnow", "today", "time", "current", "gmdate", "microtime", "get_current_date", "current_time_millis", "unix_now", "localtime", "gmtime", "current_timestamp", "utc_now":
		if len(c.args) == 0 || c.name.leaf == "now" {
			v.form, v.fromNow = ValueNow, true
		}
	case "date", "moment", "dayjs", "carbon":
		if len(c.args) == 0 && (c.node.Flag&tree.New != 0 || c.name.owner == "") {
			v.form, v.fromNow = ValueNow, true
		}
	case "ago", "from_now", "since", "until", "after":
		if c.receiver.days.Known {
			v.days, v.fromNow = c.receiver.days, true
		}
	case "strtotime", "modify", "date_time", "date_time_immutable":
		if len(c.args) == 0 {
			v.form, v.fromNow = ValueNow, true
		}
		v.fromNow = v.fromNow || v.days.Known
	}
	if c.receiver.fromNow {
		v.fromNow = true
		if v.form == ValueNow && v.days.Known {
			v.form = ValueCall
		}
	}
	if !v.days.Known {
		v.days = c.receiver.days
		for i := range c.args {
			v.days = firstKnown(v.days, c.args[i].v.days)
		}
		if !v.fromNow && v.days.Known && !movesDate(c.name.leaf) {
			v.days = Amount{}
		}
	}
	if c.receiver.form == ValueNow && !v.days.Known && dateOnly(c.name.leaf) {
		v.form = ValueNow
	}
}

func dateOnly(leaf string) bool {
	switch leaf {
	case "isoformat", "to_iso_string", "timestamp", "get_time", "date", "utc", "unix", "to_date", "format", "to_instant", "now", "value_of", "to_string", "iso8601", "to_i", "strftime":
		return true
	}
	return false
}

func movesDate(leaf string) bool {
	switch leaf {
	case "add", "sub", "plus", "minus", "subtract", "timedelta", "total_seconds", "to_i", "in_seconds", "seconds", "as_seconds", "to_seconds", "get_seconds", "int", "round":
		return true
	}
	return false
}

// made gives the type of the object that a call makes, empty where it makes none.
func (w *walker) made(c *calling) string {
	last := lastPart(c.name.dotted)
	switch {
	case c.node.Flag&tree.New != 0:
		return c.name.dotted
	case last == "new" && c.name.owner != "":
		return c.name.owner
	case w.lang == LanguageGo && strings.HasPrefix(last, "New") && len(last) > 3 && c.name.owner != "":
		return c.name.owner + "." + last[3:]
	case w.lang == LanguagePython && last != "" && upper(last[0]) && strings.ToUpper(last) != last:
		return c.name.dotted
	}
	return ""
}

// provenance says where what a call gives back comes from, by what it does.
func (w *walker) provenance(c *calling) uint64 {
	var from uint64
	if c.does&(DoesFetchPage|DoesExtract|DoesVisit) != 0 {
		from |= AboutPage
	}
	if c.does&DoesRequest != 0 {
		from |= AboutPage
	}
	if c.does&DoesReadCookie != 0 {
		from |= AboutCookie
	}
	if c.does&DoesImportContacts != 0 {
		from |= AboutAddressBook
	}
	return from
}
