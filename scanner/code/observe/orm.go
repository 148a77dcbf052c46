package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// query is a selection or operation on a table that calls chained to one another build.
type query struct {
	table     string
	operation Operation
	where     uint64
	members   uint64
	selected  bool
	days      Amount
	fromNow   bool
	start     uint32
	// filters are the arguments of the last call that select.
	filters []*tree.Node
	// missing is what columns are about that it asks to be without value.
	missing uint64
}

// operationOf tells which operation on stored data a call of that name makes.
func operationOf(leaf string) Operation {
	switch leaf {
	case "insert", "create", "create!", "insert_one", "insert_many", "bulk_create", "insert_all", "insert_all!", "create_many", "bulk_insert", "insert_get_id", "force_create", "bulk_save_objects", "insert_or_ignore", "save_all",
		"get_or_create", "find_or_create_by", "find_or_create_by!", "first_or_create", "find_or_create", "find_or_initialize_by", "first_or_new":
		return OperationInsert
	case "update", "update!", "update_all", "update_many", "update_one", "bulk_update", "update_attributes", "update_column", "update_columns", "find_by_id_and_update", "find_one_and_update", "bulk_write", "update_each", "updates", "update_item":
		return OperationUpdate
	case "upsert", "upsert_all", "update_or_create", "update_or_insert", "insert_or_update", "create_or_update", "replace_one", "on_conflict_do_update", "merge_into":
		return OperationUpsert
	case "delete", "delete_all", "destroy", "destroy_all", "delete_many", "delete_one", "remove", "force_delete", "find_by_id_and_delete", "find_one_and_delete", "bulk_delete", "truncate", "delete_by_id", "destroy_by", "delete_by", "find_by_id_and_remove", "del", "delete_in_batch":
		return OperationDelete
	case "filter", "where", "find", "find_all", "find_many", "find_one", "all", "get", "select", "find_by", "exclude", "find_first", "find_unique", "pluck", "find_each", "values_list", "filter_by", "find_by_id", "where_not", "find_and_count_all", "aggregate", "query", "unscoped", "find_by_pk", "objects", "where_null", "where_not_null":
		return OperationSelect
	}
	switch {
	case strings.HasPrefix(leaf, "delete_by_"), strings.HasPrefix(leaf, "remove_by_"):
		return OperationDelete
	case strings.HasPrefix(leaf, "find_by_"), strings.HasPrefix(leaf, "find_all_by_"):
		return OperationSelect
	}
	return OperationNone
}

// stores says whether a name of a method is one of stores only, so that any class it is
// called on is a model.
func stores(leaf string) bool {
	switch leaf {
	case "where", "find_by", "update_all", "update_many", "bulk_create", "find_many", "delete_all", "destroy_all", "delete_many", "update_or_create", "insert_many", "find_one_and_update",
		"find_or_create_by", "upsert_all", "insert_all", "find_each", "update_one", "insert_one", "delete_one", "filter_by", "find_all", "find_one", "create_many", "find_by_pk", "first_or_create", "find_unique", "find_first":
		return true
	}
	return false
}

// operate tells whether a call works on stored data, and on which table.
func (w *walker) operate(c *calling) {
	if q := c.receiver.query; q != nil {
		c.operation, c.table = q.operation, q.table
		if q.table == "" {
			c.table, c.operation = w.starts(c), OperationSelect
		}
		if op := operationOf(c.name.leaf); op != OperationNone && (op != OperationSelect || c.operation == OperationNone) {
			c.operation = op
		}
		return
	}
	op := operationOf(c.name.leaf)
	callee := c.node.Kid(0)
	if callee == nil {
		return
	}
	if table := w.starts(c); table != "" {
		c.table = table
		if op == OperationNone {
			op = OperationSelect
		}
		c.operation = op
		return
	}
	if op == OperationNone {
		return
	}
	if c.table = w.ownTable(callee); c.table != "" {
		c.operation = op
		if c.does == 0 {
			c.does = w.o.roles(w.language, c.table+"."+lastPart(c.name.dotted))
			w.doing(c.does)
		}
		return
	}
	if callee.Kind != tree.Member {
		return
	}
	if c.table = w.tableOf(callee.Kid(0), c.name.leaf); c.table == "" && op == OperationUpdate {
		c.table = w.recordAtHand(callee.Kid(0))
	}
	if c.table == "" {
		c.table = repositoryOf(c.receiver.typ)
	}
	if c.table != "" {
		c.operation = op
	}
}

// starts reads calls that name a table: knex("users"), DB.table("users"),
// supabase.from("users"), db.collection("users"), session.query(User).
func (w *walker) starts(c *calling) string {
	first := c.node.Kid(1)
	if first == nil {
		return ""
	}
	if first.Kind == tree.String && len(first.Kids) == 0 && identifier(first.Text) {
		switch c.name.leaf {
		case "from", "collection", "into", "get_collection", "from_table", "select_from", "delete_from", "insert_into":
			if c.name.owner != "" && !strings.HasPrefix(c.name.owner, "Array") && c.name.owner != "Buffer" {
				return first.Text
			}
		case "table":
			if owner := lastPart(c.name.owner); !strings.EqualFold(owner, "schema") && owner != "" {
				return first.Text
			}
		case "knex":
			return first.Text
		}
		return ""
	}
	switch c.name.leaf {
	case "get_repository", "get_mongo_repository", "repository":
		if first.Kind == tree.Name && first.Text != "" && upper(first.Text[0]) {
			return first.Text
		}
	case "query", "select", "update", "delete", "insert", "model", "create", "save", "find", "first", "take", "last":
		if first.Kind == tree.Unary {
			first = first.Kid(0)
		}
		if first != nil && first.Kind == tree.Object && first.Text != "" {
			return lastPart(first.Text)
		}
		if first != nil && first.Kind == tree.Name && first.Text != "" && upper(first.Text[0]) && len(c.node.Kids) == 2 && w.lang == LanguagePython {
			return first.Text
		}
	}
	return ""
}

func identifier(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; !lower(c) && s[i] != '_' && s[i] != '.' && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return s != "" && len(s) < 64
}

// tableOf tells which table the receiver of a call stands for, empty where it is none.
func (w *walker) tableOf(n *tree.Node, leaf string) string {
	b, ok := appendPath(nil, n)
	if !ok || n == nil || n.Kind == tree.Call {
		return ""
	}
	parts := strings.Split(string(b), ".")
	last := parts[len(parts)-1]
	for i, p := range parts[:len(parts)-1] {
		switch p {
		case "prisma", "db", "database", "mongo", "mongodb", "repositories", "models", "tx":
			next := parts[i+1]
			if i+2 == len(parts) && w.lang != LanguageGo {
				return next
			}
		}
	}
	for _, end := range []string{"Repository", "repository", "Repo", "_repo", "Model", "_model", "Dao", "_dao", "Collection", "_collection", "Mapper", "_table"} {
		if stem, found := strings.CutSuffix(last, end); found && stem != "" {
			return strings.TrimSuffix(stem, "_")
		}
	}
	switch last {
	case "objects", "query", "repository":
		if len(parts) > 1 && upper(parts[len(parts)-2][0]) {
			return parts[len(parts)-2]
		}
	}
	first := parts[0]
	if len(parts) > 2 || first == "" || !upper(last[0]) || strings.ToUpper(last) == last || w.lang == LanguageGo || w.lang == LanguageJava {
		return ""
	}
	if w.file.classes[last] == nil && !stores(leaf) && !w.file.models[last] && w.o.name([]byte(last)).about&(AboutPerson|AboutPersonal|AboutConsent|AboutMarketing) == 0 {
		return ""
	}
	return last
}

// query notes the statement that a call makes or ends; of a chain the last call does.
func (w *walker) query(c *calling, v *val, chained bool) {
	if c.operation == OperationNone || c.table == "" {
		w.pending(c, v)
		return
	}
	q := &query{table: c.table, start: c.node.Start}
	fresh := c.receiver.query == nil
	if !fresh {
		copied := *c.receiver.query
		q = &copied
	}
	effect := operationOf(c.name.leaf)
	q.operation, q.table = c.operation, c.table
	q.filters = nil
	for i := range c.args {
		q.missing |= w.nullable(c, &c.args[i])
	}
	w.effect(c, q, effect)
	w.pairsOf(c, q)
	w.setsByText(c, q)
	v.query = q
	v.where |= q.where
	if chained || !w.ends(c, effect, fresh) {
		return
	}
	w.statementFact(c, q)
}

// pending keeps the condition of a query whose table comes later: db.Where("…").Model(&User{}).
func (w *walker) pending(c *calling, v *val) {
	if w.lang != LanguageGo || !selects(c.name.leaf) || len(c.args) == 0 || !c.args[0].v.constant {
		return
	}
	q := &query{operation: OperationSelect, start: c.node.Start}
	if c.receiver.query != nil {
		*q = *c.receiver.query
	}
	w.selection(c, q)
	v.query = q
}

// ends says whether a call adds to a query so that it is to be noted: a name that holds
// a query was noted where it was assigned.
func (w *walker) ends(c *calling, effect Operation, fresh bool) bool {
	if fresh || effect != OperationNone {
		return true
	}
	callee := c.node.Kid(0)
	return callee != nil && callee.Kid(0) != nil && callee.Kids[0].Kind == tree.Call
}

// effect adds to a query what one call of it says.
func (w *walker) effect(c *calling, q *query, effect Operation) {
	leaf := c.name.leaf
	switch {
	case selects(leaf):
		w.selection(c, q)
		return
	case effect == OperationSelect && leaf != "all" && leaf != "query" && leaf != "select" && leaf != "values_list" && leaf != "pluck":
		w.selection(c, q)
	case effect == OperationSelect && leaf == "query":
	case effect == OperationSelect || leaf == "values" && q.operation == OperationSelect || leaf == "only":
		for i := range c.args {
			if a := &c.args[i]; a.v.constant {
				q.members |= w.o.name([]byte(a.v.text)).about
			} else {
				q.members |= a.v.topics
			}
		}
	case strings.Contains(leaf, "_by_"):
		q.where |= c.name.about
		q.selected = true
		w.selection(c, q)
	}
	if effect == OperationInsert || effect == OperationUpdate || effect == OperationUpsert || effect == OperationDelete || leaf == "values" || leaf == "set" {
		w.written(c, q, effect)
	}
}

func selects(leaf string) bool {
	switch leaf {
	case "filter", "where", "exclude", "and_where", "or_where", "where_not", "where_null", "where_not_null", "where_in", "where_raw", "where_date", "eq", "neq", "gt", "lt", "gte", "lte", "is", "filter_by", "where_between",
		"find_by", "having", "not", "where_has", "and", "or":
		return true
	}
	return false
}

// selection adds the arguments of a call to the condition of selection.
func (w *walker) selection(c *calling, q *query) {
	if len(c.args) > 0 {
		q.selected = true
	}
	for i := range c.args {
		w.selectedBy(&c.args[i], q)
	}
	if strings.HasSuffix(c.name.leaf, "not_null") || strings.HasSuffix(c.name.leaf, "_null") {
		q.selected = true
	}
}

func (w *walker) selectedBy(a *argument, q *query) {
	q.where |= a.v.topics | a.v.where | a.v.keys
	if a.key != "" {
		q.where |= w.o.name([]byte(a.key)).about
	}
	if a.v.constant && a.v.text != "" {
		if len(a.v.text) < 60 {
			q.where |= w.o.name([]byte(a.v.text)).about
		} else {
			q.where |= w.o.text(a.v.text).subjects
		}
		q.where |= w.wordsOf(a.v.text)
	}
	q.days = firstKnown(q.days, a.v.days)
	if !q.days.Known && a.v.fromNow {
		q.days = w.periodIn(a.node, 0)
	}
	q.fromNow = q.fromNow || a.v.fromNow
}

// wordsOf gives what the names in a piece of SQL are about.
func (w *walker) wordsOf(s string) uint64 {
	const most = 400
	var about uint64
	if len(s) > most || strings.IndexByte(s, ' ') < 0 {
		return 0
	}
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" =<>!?(),:'\"", r) }) {
		about |= w.o.name([]byte(word)).about
	}
	return about
}

func (w *walker) statementFact(c *calling, q *query) {
	nm := w.seen([]byte(q.table))
	if w.mute > 0 || nm.about == 0 && !nm.named && q.where|q.members == 0 {
		return
	}
	f := w.note(KindStatement, c.node.Start, c.node.End)
	f.called(nm)
	f.Owner, f.OwnerAbout = q.table, nm.about
	f.Operation, f.Where, f.Members, f.Selected = q.operation, q.where, q.members, q.selected
	f.Days, f.FromNow, f.Does = q.days, q.fromNow, c.does
	if q.operation == OperationUpsert {
		f.OnUpdate = true
	}
	f.Callee = w.at.callee
	if q.operation == OperationDelete {
		w.deletions = append(w.deletions, Deletion{Table: q.table, ByDate: q.days.Known || q.fromNow || q.where&dated != 0})
	}
}

// dated are the subjects by which rows are selected for their age.
const dated = AboutExpiry | AboutRetention | AboutCollectedAt | AboutUpdatedAt | AboutLastContact
