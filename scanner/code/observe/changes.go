package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// aboutTable tells what a table's or class's name is about. Profiles of a platform are
// those of persons there, though in a column's name they are its pages.
func (w *walker) aboutTable(table string) uint64 {
	nm := w.o.name([]byte(table))
	about := nm.about
	if about&AboutProfilePage != 0 && strings.HasSuffix(strings.TrimSuffix(nm.leaf, "s"), "profile") {
		about |= AboutPerson
	}
	return about
}

// ownTable names the table of the class around, where a call is one on its own record:
// update!(…) and where(…) inside a model of Ruby, $this->update(…).
func (w *walker) ownTable(callee *tree.Node) string {
	c := w.at.class
	if c == nil || len(c.bases) == 0 || w.o.name([]byte(c.name)).about&(AboutPerson|AboutThing) != AboutPerson {
		return ""
	}
	switch {
	case callee.Kind == tree.Name && w.lang == LanguageRuby:
		return c.name
	case w.lang == LanguagePhp && callee.Kind == tree.Member && callee.Kid(0) != nil && callee.Kids[0].Kind == tree.Name && (callee.Kids[0].Text == "static" || callee.Kids[0].Text == "self"):
		return c.name
	case callee.Kind == tree.Member && isSelf(callee.Kid(0)) && (w.lang == LanguageRuby || w.lang == LanguagePhp || w.lang == LanguageJavascript || w.lang == LanguageTypescript):
		return c.name
	}
	return ""
}

// ownedByType gives an attribute that is assigned to the class of what it belongs to,
// where that is declared and says more than the variable's own name.
func (w *walker) ownedByType(to *tree.Node, nm *name) *name {
	base := to.Kid(0)
	if to.Kind != tree.Member || base == nil || base.Kind != tree.Name || nm.ownerAbout&AboutPerson != 0 {
		return nm
	}
	v := w.scope.get([]byte(base.Text))
	if isSelf(base) && w.at.hooked != "" {
		v = &val{typ: w.at.hooked}
	}
	if v == nil || v.typ == "" {
		return nm
	}
	typ := lastPart(v.typ)
	owner := w.o.name([]byte(typ))
	if owner.about&AboutPerson == 0 {
		return nm
	}
	copied := *nm
	copied.owner, copied.ownerAbout = typ, owner.about
	copied.about = w.o.name([]byte(typ + "." + to.Text)).about
	return &copied
}

// insertsOnly says whether what stands under a key of an upsert is set on insertion only.
func insertsOnly(key string) bool {
	switch key {
	case "create", "$setOnInsert", "create_defaults", "insert":
		return true
	}
	return false
}

// changedRecord says whether hooks call the record that is changed by that name.
func changedRecord(name string) bool {
	switch name {
	case "instance", "target", "doc", "document", "obj", "record", "entity", "model":
		return true
	}
	return false
}

// hookedOn finds out for which class's records the function that comes is run, by its
// decorator: @receiver(pre_save, sender=Visitor), @event.listens_for(Lead, "before_update").
func (w *walker) hookedOn(n *tree.Node) {
	for _, d := range n.Kids {
		if d == nil || d.Kind != tree.Decorator || !hookDecorator(d) {
			continue
		}
		for i, a := range d.Kids {
			if a != nil && a.Kind == tree.Pair && a.Text == "sender" {
				a = a.Kid(0)
			} else if i > 0 {
				continue
			}
			if a != nil && (a.Kind == tree.Name || a.Kind == tree.Member) && a.Text != "" && upper(a.Text[0]) {
				w.at.hooked = a.Text
			}
		}
	}
}

// behindDecorators gives where a field begins behind the decorators before it.
func (w *walker) behindDecorators(n *tree.Node) uint32 {
	start := n.Start
	if w.lang == LanguageGo {
		return start // its tags stand behind the name
	}
	for _, d := range n.Kids {
		if d != nil && d.Kind == tree.Decorator {
			start = max(start, d.End)
		}
	}
	src := w.f.Source
	for start > n.Start && int(start) < len(src) && (src[start] == ' ' || src[start] == '\t' || src[start] == '\r' || src[start] == '\n') {
		start++
	}
	if start >= n.End {
		return n.Start
	}
	return start
}

// indexing tells a call that makes an index by which records expire.
func (w *walker) indexing(c *calling) {
	switch c.name.leaf {
	case "index", "create_index", "ensure_index", "add_index":
	default:
		return
	}
	expires := false
	for i := range c.args {
		a := &c.args[i]
		expires = expires || a.v.keys&AboutExpiry != 0 || strings.HasPrefix(a.key, "expire")
	}
	if !expires {
		return
	}
	c.operation, c.does = OperationIndex, c.does|DoesExpire
	table := c.table
	if table == "" {
		table = strings.TrimSuffix(lastPart(c.name.owner), "Schema")
	}
	copied := *c.name
	copied.owner, copied.ownerAbout = table, w.aboutTable(table)
	c.name = &copied
	if len(c.args) > 0 {
		c.args[0].v.keys |= w.columnsIn(c.args[0].node, 0)
	}
}

// keepsQuery says whether a member of a query, called without arguments, is that query still.
func keepsQuery(leaf string) bool {
	switch leaf {
	case "in_batches", "find_each", "all", "unscoped", "distinct", "reload", "not", "each", "relation":
		return true
	}
	return false
}

// repositoryOf names the records that an object of a declared type keeps:
// CandidateRepository, LeadDao.
func repositoryOf(typ string) string {
	last := lastPart(typ)
	for _, end := range []string{"Repository", "Dao", "DAO", "Repo"} {
		if stem, found := strings.CutSuffix(last, end); found && stem != "" {
			return stem
		}
	}
	return ""
}

// selects says whether a call reads of a store and writes nothing.
func (c *calling) selects() bool {
	return (c.does&DoesSelect != 0 || c.operation == OperationSelect) && c.does&(DoesInsert|DoesUpdate|DoesUpsert|DoesDelete) == 0
}

// columnsIn gives what the columns are about that an index is made of.
func (w *walker) columnsIn(n *tree.Node, depth int) uint64 {
	if n == nil || depth > 4 {
		return 0
	}
	var about uint64
	if (n.Kind == tree.String || n.Kind == tree.Pair) && n.Text != "" {
		about = w.o.name([]byte(n.Text)).about
	}
	for _, k := range n.Kids {
		about |= w.columnsIn(k, depth+1)
	}
	return about
}

// periodIn gives the first period among the values of an object of conditions:
// {createdAt: {lt: subYears(new Date(), 5)}}.
func (w *walker) periodIn(n *tree.Node, depth int) Amount {
	if n == nil || depth > 4 {
		return Amount{}
	}
	switch n.Kind {
	case tree.Object, tree.Pair, tree.List:
		for _, k := range n.Kids {
			if d := w.periodIn(k, depth+1); d.Known {
				return d
			}
		}
		return Amount{}
	case tree.Call, tree.Binary, tree.Member:
		return w.peek(n).days
	}
	return Amount{}
}

// eventAsked gives what a comparison with an event of a message is about, which the
// event's name says only together with what it is compared to: event == "opened".
func (w *walker) eventAsked(n *tree.Node, a, b *val) uint64 {
	if n.Text != "==" && n.Text != "!=" {
		return 0
	}
	for i, v := range []*val{b, a} {
		side, other := n.Kid(1-i), n.Kid(i)
		word := ""
		switch {
		case v.constant && len(v.text) < 40:
			word = lastPart(strings.ReplaceAll(v.text, ":", "."))
		case side != nil && side.Kind == tree.Member && side.Text != "" && strings.ToUpper(side.Text) == side.Text:
			word = strings.ToLower(side.Text)
		}
		if word != "" && isEvent(other) {
			return w.o.name([]byte("event_"+word)).about & AboutOpening
		}
	}
	return 0
}

// isEvent says whether an expression's last name is that of an event or its type.
func isEvent(n *tree.Node) bool {
	for n != nil && n.Kind == tree.Call {
		n = n.Kid(0)
	}
	if n == nil {
		return false
	}
	last := n.Text
	if n.Kind == tree.Index && n.Kid(1) != nil {
		last = n.Kids[1].Text
	}
	leaf := snake(last)
	return strings.Contains(leaf, "event") || strings.HasSuffix(leaf, "type") || leaf == "kind"
}

// fragment reads a piece of SQL that is put into a statement as it is: DB::raw(…).
func (w *walker) fragment(c *calling, v *val) {
	if len(c.args) == 0 || !c.args[0].v.constant {
		return
	}
	text := c.args[0].v.text
	switch c.name.leaf {
	case "raw", "literal", "raw_sql", "sequelize_literal", "arel_sql", "expr":
		v.carries |= w.wordsOf(text)
		low := strings.ToLower(text)
		v.fromNow = v.fromNow || strings.Contains(low, "now()") || strings.Contains(low, "current_date") || strings.Contains(low, "current_timestamp")
	case "f":
		if w.lang == LanguagePython && c.name.owner != "" {
			v.carries |= w.o.name([]byte(text)).about
		}
	}
}

// dates says whether a call makes the period by which something in a function about
// keeping or deleting is dated.
func (w *walker) dates(c *calling) bool {
	const enough = 30
	return c.period.Known && c.period.N >= enough && w.groups[w.at.group].about&(AboutErasure|AboutRetention|AboutExpiry) != 0
}

// unstored says whether a condition tells that the record at hand was not stored before:
// if not self.pk, if (this.isNew), unless persisted?
func unstored(n *tree.Node, holds bool, depth int) bool {
	const deep = 5
	if n == nil || depth > deep {
		return false
	}
	switch n.Kind {
	case tree.Unary:
		return n.Text == "!" && unstored(n.Kid(0), !holds, depth+1)
	case tree.Call:
		if len(n.Kids) > 1 {
			return false
		}
		return unstored(n.Kid(0), holds, depth+1)
	case tree.Binary:
		if n.Text == "is" || n.Text == "==" {
			return isNull(n.Kid(1)) && unstored(n.Kid(0), !holds, depth+1)
		}
		return n.Text == "&&" && holds && (unstored(n.Kid(0), true, depth+1) || unstored(n.Kid(1), true, depth+1))
	case tree.Member, tree.Name:
		leaf := snake(n.Text)
		switch {
		case isNew(leaf):
			return holds
		case leaf == "persisted?":
			return !holds
		case n.Kind == tree.Member && isSelf(n.Kid(0)) && (leaf == "pk" || leaf == "id" || leaf == "_id"):
			return !holds
		}
	}
	return false
}
