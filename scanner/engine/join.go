package engine

import (
	"cmp"
	"slices"

	"leadlint/rules"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
)

// JoinField is a field of a joined relation that conditions read.
type JoinField struct {
	Name string
	// Recorded says that a condition asks whether the field is recorded, so that
	// cells that were not understood are told apart from empty ones.
	Recorded bool
	// Keys says that a condition compares the field's identities (expr.Same)
	// with those of the rule's own row, beside the key that the join goes by.
	Keys bool
}

// JoinNeed is a relation that rules join, by one key field, with the fields
// that their conditions read of it.
type JoinNeed struct {
	Relation, Key string
	// Fields is sorted by name. The key itself is among them only when a
	// condition reads it besides.
	Fields []JoinField
}

// ID names the need: the joined relation and its key field ("suppression.person").
func (n JoinNeed) ID() string { return n.Relation + "." + n.Key }

// Columns lists the fields that a table of the need takes from its batches, in
// the order of the relation: the key, the fields read and those that the field
// "latest" is worked out from. It is empty when the schema has no such relation.
func (n JoinNeed) Columns(schema *facts.Schema) []string {
	rel := schema.Relation(n.Relation)
	if rel == nil {
		return nil
	}
	state := rel.State
	if !slices.ContainsFunc(n.Fields, func(f JoinField) bool { return f.Name == facts.LatestField }) {
		state = nil
	}
	var out []string
	for i := range rel.Fields {
		name := rel.Fields[i].Name
		read := name == n.Key || slices.ContainsFunc(n.Fields, func(f JoinField) bool { return f.Name == name })
		if state != nil {
			read = read && name != facts.LatestField || name == state.Date || name == state.By || name == state.Value
		}
		if read {
			out = append(out, name)
		}
	}
	return out
}

// JoinNeeds gives what the rules join, merged by relation and key, in order of
// relation and key.
func JoinNeeds(list []*rules.Rule) []JoinNeed {
	var out []JoinNeed
	for _, r := range list {
		for _, e := range []*expr.Expr{r.Applies, r.Breach} {
			if e == nil {
				continue
			}
			e.Walk(func(n *expr.Expr) {
				if n.Op == expr.Exists {
					out = mergeNeed(out, needOf(n))
				}
			})
		}
	}
	slices.SortFunc(out, func(a, b JoinNeed) int {
		return cmp.Or(cmp.Compare(a.Relation, b.Relation), cmp.Compare(a.Key, b.Key))
	})
	return out
}

// needOf gives what one Exists joins.
func needOf(e *expr.Expr) JoinNeed {
	_, joined := joinRefs(e)
	n := JoinNeed{Relation: e.Relation, Key: joined.Field}
	e.Args[1].Walk(func(x *expr.Expr) {
		if x.Op == expr.Field && x.Ref.Relation == e.Relation {
			n.addField(JoinField{Name: x.Ref.Field})
		}
		if x.Op != expr.Recorded && x.Op != expr.Same {
			return
		}
		for _, a := range x.Args {
			if a.Ref.Relation == e.Relation {
				n.addField(JoinField{Name: a.Ref.Field, Recorded: x.Op == expr.Recorded, Keys: x.Op == expr.Same})
			}
		}
	})
	return n
}

// joinRefs gives the two fields of the equality that an Exists goes by.
func joinRefs(e *expr.Expr) (own, joined expr.Ref) {
	own, joined = e.Args[0].Args[0].Ref, e.Args[0].Args[1].Ref
	if own.Relation == e.Relation {
		own, joined = joined, own
	}
	return own, joined
}

func (n *JoinNeed) addField(f JoinField) {
	i, found := slices.BinarySearchFunc(n.Fields, f, func(a, b JoinField) int { return cmp.Compare(a.Name, b.Name) })
	if !found {
		n.Fields = slices.Insert(n.Fields, i, f)
		return
	}
	n.Fields[i].Recorded = n.Fields[i].Recorded || f.Recorded
	n.Fields[i].Keys = n.Fields[i].Keys || f.Keys
}

func mergeNeed(list []JoinNeed, n JoinNeed) []JoinNeed {
	for i := range list {
		if list[i].Relation == n.Relation && list[i].Key == n.Key {
			for _, f := range n.Fields {
				list[i].addField(f)
			}
			return list
		}
	}
	return append(list, n)
}
