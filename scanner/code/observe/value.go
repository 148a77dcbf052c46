package observe

import "leadlint/scanner/code/tree"

// val is what is known of the value of an expression.
type val struct {
	form Value
	// text is the constant text, or the constant parts of one put together (joined);
	// constant says that it is known whole.
	text             string
	constant, joined bool
	number, days     Amount
	// unit are the factors of a product by which a period is told.
	unit factors
	// carries is what the value holds, topics what the names in it are about at all,
	// keys what the keys of an object, or the variables of a joined text, are about.
	carries, topics, keys, hosts uint64
	fromNow                      bool
	// clean says that what it held was masked or counted.
	clean bool
	// interesting says that its text has something recognised or named in it.
	interesting bool
	// typ is the dotted name of its type, empty where unknown.
	typ string
	// of is the name of which the value says whether it is there: v, ok := m[k].
	of string
	// where is what a collection was selected by.
	where uint64
	query *query
	// answer says that it is what a request gives back; hashing are the roles of the hash
	// that it reckons, once it is given what to hash.
	answer bool
	// logs says that it is a log, or a message to one that is still being put together.
	logs    bool
	hashing uint64
	// picked says that it is one of many taken at random or in turn, of which nothing tells
	// at that place what they are; pattern is the text of the regular expression that it is.
	picked  bool
	pattern string
	// selector is the text by which it was found in a page.
	selector string
	// content says that it is the body of such an answer, or something in it.
	content bool
	// column is the index, plus one, of the fact of a column that the value stands for.
	column int
	used   Used
}

// provenance are the subjects that say where a value comes from; what is taken out of
// such a value comes from there too.
const provenance = AboutPage | AboutBody | AboutCookie | AboutAddressBook

// takenAs gives where what is taken out of a value under a key comes from. One thing out
// of the body of an answer is not that body, and the name of a cookie opens nothing.
func (v *val) takenAs(key string) uint64 {
	from := v.carries & provenance
	if v.content {
		from &^= AboutBody
	}
	switch key {
	case "name", "domain", "path", "expires", "expiry":
		from &^= AboutCookie
	}
	return from
}

func constantText(s string) val {
	v := val{form: ValueText, text: s, constant: true}
	if s == "" {
		v.form = ValueEmpty
	}
	return v
}

// path appends the dotted path of an expression as written: names and members, calls
// without their arguments. False where it is not made of these throughout.
func appendPath(b []byte, n *tree.Node) ([]byte, bool) {
	if n == nil {
		return b, false
	}
	switch n.Kind {
	case tree.Name:
		return append(b, n.Text...), true
	case tree.Member:
		k := n.Kid(0)
		if k == nil {
			return append(b, n.Text...), true
		}
		before := len(b)
		b, ok := appendPath(b, k)
		if len(b) > before {
			b = append(b, '.')
		}
		return append(b, n.Text...), ok
	case tree.Call, tree.Index, tree.Unary, tree.Spread:
		return appendPath(b, n.Kid(0))
	}
	return b, false
}

// path gives the dotted path of an expression, resolved through imports and aliases.
func (w *walker) path(n *tree.Node) *name {
	b, _ := appendPath(w.o.path[:0], n)
	w.o.path = b
	if len(b) == 0 {
		return nil
	}
	return w.resolve(b)
}

// root gives the first name of a path, nil for none.
func root(n *tree.Node) *tree.Node {
	for n != nil {
		switch n.Kind {
		case tree.Name:
			return n
		case tree.Member, tree.Call, tree.Index, tree.Unary, tree.Spread:
			n = n.Kid(0)
		default:
			return nil
		}
	}
	return nil
}

func isNull(n *tree.Node) bool { return n != nil && n.Kind == tree.Null }

func isEmpty(n *tree.Node) bool {
	return n != nil && n.Kind == tree.String && n.Text == "" && len(n.Kids) == 0
}

// absent says whether an expression stands for nothing being there.
func absent(n *tree.Node) bool { return isNull(n) || isEmpty(n) }

// put gives a fact what is known of a value, with what the unit in its name tells of a number.
func (w *walker) put(f *Fact, v *val) {
	f.Value = v.form
	f.Text = v.text
	f.Number, f.Days = v.number, v.days
	f.Hosts |= v.hosts
	f.Carries |= v.carries
	f.FromNow = v.fromNow
	f.Used |= v.used
	if !f.Days.Known && f.Number.Known {
		f.Days = daysByName(f.Leaf, f.Number.N)
	}
	if !f.Days.Known && v.constant && f.About&(AboutRetention|AboutExpiry) != 0 {
		f.Days = daysInText(v.text)
	}
}
