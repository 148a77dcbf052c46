package observe

import "leadlint/scanner/code/tree"

// written adds what an operation writes, and the selection given along with it.
func (w *walker) written(c *calling, q *query, effect Operation) {
	objects := 0
	for i := range c.args {
		a := &c.args[i]
		n := a.node
		if n != nil && n.Kind == tree.Unary {
			n = n.Kid(0)
		}
		if a.key != "" {
			w.writtenPair(a, q, effect)
			continue
		}
		if n == nil || n.Kind != tree.Object {
			if effect == OperationDelete && len(c.args) > 0 || (filtersFirst(c) && i == 0) {
				q.selected = true
				w.selectedBy(a, q)
			} else {
				q.members |= a.v.keys
				if a.v.constant {
					q.members |= w.o.name([]byte(a.v.text)).about
				}
			}
			continue
		}
		if w.options(n, q) {
			continue
		}
		if effect == OperationDelete || filtersFirst(c) && objects == 0 && i == 0 {
			q.filters = append(q.filters, n)
			q.selected = q.selected || len(n.Kids) > 0
			w.selectedBy(a, q)
		} else {
			q.members |= a.v.keys
		}
		objects++
	}
}

func (w *walker) writtenPair(a *argument, q *query, effect Operation) {
	switch a.key {
	case "where", "conditions":
		q.filters = append(q.filters, a.node)
		q.selected = true
		w.selectedBy(a, q)
	case "defaults", "values", "set", "data", "create_defaults", "set_", "item":
		q.members |= a.v.keys
	case "upsert":
		if v := a.node.Kid(0); v != nil && v.Kind == tree.True && effect == OperationUpdate {
			q.operation = OperationUpsert
		}
	default:
		if effect == OperationDelete {
			q.selected = true
			w.selectedBy(a, q)
		} else {
			q.members |= w.o.name([]byte(a.key)).about
		}
	}
}

// writesInto says whether a key of an operation's argument only wraps what is written, so
// that the columns in it are those of the operation's table.
func (w *walker) writesInto(key string, outer *around) bool {
	return outer.keys == "" && outer.owner != "" && outer.operation != OperationNone && outer.operation != OperationSelect && wrapsWritten(key)
}

func wrapsWritten(key string) bool {
	switch key {
	case "$set", "$setOnInsert", "data", "create", "update", "set", "set_", "values", "defaults", "create_defaults", "Item", "updates", "replacement":
		return true
	}
	return false
}

// filterFirst says whether an operation takes the selection before what is written.
func filterFirst(leaf string) bool {
	switch leaf {
	case "update_one", "update_many", "find_one_and_update", "replace_one", "delete_one", "delete_many", "find_one_and_delete", "find_by_id_and_update", "update_or_insert", "update_or_create", "first_or_create", "find_by_id_and_delete", "find_or_create_by", "get_or_create":
		return true
	}
	return false
}

// options reads {where: …, data: …, select: …}; false for an object that is data itself.
func (w *walker) options(n *tree.Node, q *query) bool {
	found := false
	for _, p := range n.Kids {
		if p == nil || p.Kind != tree.Pair {
			continue
		}
		switch p.Text {
		case "where", "filter", "Key":
			q.filters = append(q.filters, p)
			v := w.peek(p.Kid(0))
			q.where |= v.keys | v.topics
			q.days = firstKnown(q.days, v.days)
			if !q.days.Known && v.fromNow {
				q.days = w.periodIn(p.Kid(0), 0)
			}
			q.fromNow = q.fromNow || v.fromNow
			q.selected, found = true, true
		case "data", "$set", "create", "update", "Item", "attributes":
			q.members |= w.peek(p.Kid(0)).keys
			found = true
		case "select", "include", "upsert", "returning", "transaction", "multi":
			if p.Text == "upsert" && p.Kid(0) != nil && p.Kids[0].Kind == tree.True {
				q.operation = OperationUpsert
			}
			found = true
		}
	}
	return found
}
