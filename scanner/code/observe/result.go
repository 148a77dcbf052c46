package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// cleans says whether what a call gives back no longer holds what it was given.
func cleans(leaf string, does uint64) bool {
	if does&(DoesHash|DoesMask|DoesEncrypt|DoesWeakHash|DoesHashPassword) != 0 {
		return true
	}
	switch leaf {
	case "len", "count", "size", "length", "keys", "bool", "boolean", "type", "isinstance", "typeof", "class", "hash", "exists", "exists?",
		"present?", "blank?", "nil?", "empty?", "is_empty", "isset", "empty", "any", "any?", "all", "includes", "include?", "contains",
		"has", "has_key", "key?", "some", "every", "all?", "none?", "any_match", "all_match", "none_match", "contains_key", "array_key_exists", "in_array", "starts_with", "ends_with", "startswith", "endswith", "test", "match?", "matches", "equals", "strlen", "object_id", "id", "get_class", "sizeof", "sum":
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
		"strtolower", "strtoupper", "ucfirst", "print_r", "var_export", "quote", "escape", "encode_uri_component", "urlencode", "url_encode", "http_build_query", "build_query", "to_query", "encode_www_form", "b64encode",
		"assign", "merge", "append", "push", "compact", "slice", "substring", "normalize", "trim_space", "trim_prefix", "trim_suffix", "trim_left", "trim_right", "trim_start", "trim_end", "removeprefix", "removesuffix", "remove_prefix", "delete_prefix", "delete_suffix", "lstrip", "rstrip", "ltrim", "rtrim", "gsub", "sub", "replace_all", "cast", "fields", "uniq", "unique", "distinct", "compact_map", "flatten", "flat", "value", "array", "from", "of", "read", "read_all", "[]byte", "[]rune", "bytes", "get_bytes", "to_bytes", "bytearray", "body", "content", "intern", "freeze", "dup", "clone", "first", "last", "pop", "next", "loads", "parse", "json_decode", "unmarshal", "get_string", "as_string", "pformat", "fold", "slugify", "transliterate", "unidecode", "deburr", "remove_accents", "strip_accents", "to_ascii", "parameterize", "write_value_as_string", "to_json_string", "model_dump_json", "jsonable_encoder", "serialize_object", "pretty_generate", "spread", "entries", "values", "sorted", "reversed":
		return true
	}
	return false
}

// columnNamed gives the column that a call stands for: F("date_joined"), column("email").
func (w *walker) columnNamed(c *calling) *name {
	switch c.name.leaf {
	case "f", "col", "column", "literal_column", "outer_ref":
	default:
		return nil
	}
	if len(c.args) != 1 || !c.args[0].v.constant || !identifier(c.args[0].v.text) || c.node.Kids[0].Kind == tree.Member && c.name.leaf == "f" {
		return nil
	}
	return w.seen([]byte(c.args[0].v.text))
}

// result gives what is known of the value of a call.
func (w *walker) result(c *calling) val {
	leaf := c.name.leaf
	if leaf == "freeze" {
		// "text".freeze, Object.freeze({...}) are what they are called on or given.
		switch {
		case len(c.args) == 1:
			return c.args[0].v
		case len(c.args) == 0 && (c.receiver.constant || c.receiver.form == ValueList || c.receiver.form == ValueObject):
			return c.receiver
		}
	}
	v := val{form: ValueCall, topics: c.name.about | c.receiver.topics}
	var given uint64
	for i := range c.args {
		a := &c.args[i].v
		given |= a.carries
		v.topics |= a.topics
		if passes(leaf) || leaf == "curl_init" || leaf == "uri" || c.node.Flag&tree.New != 0 {
			v.hosts |= a.hosts
		}
		v.fromNow = v.fromNow || a.fromNow
		if a.constant && len(a.text) < 60 && i == 0 {
			v.topics |= w.o.name([]byte(a.text)).about
		}
		v.picked = v.picked || a.picked
		if a.used != 0 {
			v.used |= a.used & (UsedDefUse | UsedProvenance | UsedClassFields)
		}
		if (i == 0 || passes(leaf)) && !c.selects() {
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
	c.period = callPeriod(leaf, c.args, &c.receiver)
	v.days = c.period
	w.moment(c, &v)
	v.typ = w.made(c)
	v.answer = c.does&DoesRequest != 0
	v.logs = c.does&DoesLog != 0 || makesLogger(leaf)
	v.hashing = hashes(c)
	v.picked = (v.picked || c.receiver.picked || c.does&DoesPickAtRandom != 0 || w.takesTurn(c)) && (given|c.receiver.carries)&disguises == 0
	v.pattern, v.selector = pattern(c), selector(c)
	if cleans(leaf, c.does) && !requestBody(c) || c.does&DoesDelete != 0 && len(c.args) == 0 {
		v.clean, v.keys, v.picked = true, 0, false
		v.carries = chosen(given)
		return v
	}
	if (leaf == "map" || leaf == "collect") && len(c.args) == 1 && w.givesClean(c.args[0].node) {
		v.clean, v.keys = true, 0 // of each its length, or the like
		return v
	}
	v.carries |= w.provenance(c) | w.givenBack(c)
	if c.receiver.answer && bodyWord(leaf) || leaf == "curl_exec" || requestBody(c) {
		v.carries |= AboutBody
		v.content = true
	}
	v.content = v.content || passes(leaf) && (c.receiver.content || len(c.args) > 0 && c.args[0].v.content)
	w.fragment(c, &v)
	if column := w.columnNamed(c); column != nil {
		v.carries, v.clean = w.own(column), true
		return v
	}
	if buildsOn(c) {
		v.hosts |= c.receiver.hosts
		for i := range c.args {
			v.hosts |= c.args[i].v.hosts
		}
		v.carries |= given | c.receiver.carries
	}
	switch {
	case passes(leaf):
		v.carries |= given | c.receiver.carries
		v.clean = c.receiver.clean && given == 0
	case v.typ != "" || c.node.Flag&tree.New != 0:
		v.carries |= given
	case keyed(leaf) && len(c.args) > 0 && c.args[0].v.constant && !strings.ContainsAny(c.args[0].v.text, "/:"):
		key := w.seen([]byte(c.args[0].v.text))
		v.carries |= w.own(key) | c.receiver.takenAs(c.args[0].v.text) | w.keyOfData(c.name, c.args[0].v.text)
	case leaf == "map" || leaf == "collect":
		v.carries |= c.receiver.takenAs(picked(c))
	default:
		v.carries |= c.receiver.takenAs(strings.TrimPrefix(leaf, "get_"))
		if len(c.args) == 0 || gives(leaf) {
			v.carries |= w.own(c.name)
			if !c.name.clean {
				v.carries |= c.name.noun &^ AboutThing
			}
		}
	}
	if c.does&DoesExtract != 0 {
		v.carries &^= AboutBody // what is read out of a body is not the body
		v.content = false
	}
	return v
}

// picked gives what a function that is run for each picks out of it: c => c.name.
func picked(c *calling) string {
	if len(c.args) != 1 || c.args[0].node == nil || c.args[0].node.Kind != tree.Function {
		return ""
	}
	n := c.args[0].node
	for n != nil && len(n.Kids) > 0 && (n.Kind == tree.Function || n.Kind == tree.Block || n.Kind == tree.Return) {
		n = n.Kids[len(n.Kids)-1]
	}
	if n != nil && n.Kind == tree.Member {
		return n.Text
	}
	return ""
}

// givesClean says whether a function only gives what holds no value itself.
func (w *walker) givesClean(n *tree.Node) bool {
	if n == nil || n.Kind != tree.Function || len(n.Kids) == 0 {
		return false
	}
	body := n.Kids[len(n.Kids)-1]
	if body == nil || body.Kind != tree.Block || len(body.Kids) != 1 || body.Kids[0] == nil || body.Kids[0].Kind != tree.Return {
		return false
	}
	given := w.peek(body.Kids[0].Kid(0))
	return given.clean
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

// bodyWord says whether a part of what a request gives back, of that name, is its body.
func bodyWord(leaf string) bool {
	switch leaf {
	case "text", "content", "body", "json", "data", "parsed_response", "get_body", "get_content", "get_contents", "read":
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
