package oracle

import (
	"slices"

	"pgregory.net/rapid"

	"leadlint/rules/expr"
	"leadlint/rules/facts"
)

// RandomJoinCondition is RandomCondition with exists and none among what is
// drawn, where the relation has a field that joins.
func RandomJoinCondition(t *rapid.T, schema *facts.Schema, relation string) string {
	g := newGenerator(t, schema, relation)
	g.joins = len(g.pairs()) > 0
	return g.condition(rapid.IntRange(0, 3).Draw(t, "depth"))
}

// RandomTables draws up to n rows of each relation that a condition joins, and
// leaves some of the relations out. The fields named in refs have columns, as
// in RandomRows.
func RandomTables(t *rapid.T, schema *facts.Schema, e *expr.Expr, n int) Tables {
	out := Tables{}
	refs := e.Refs()
	e.Walk(func(node *expr.Expr) {
		if node.Op != expr.Exists || rapid.IntRange(0, 5).Draw(t, "supplied") == 0 {
			return
		}
		if s := schema.Relation(node.Relation).State; s != nil {
			for _, field := range []string{s.Date, s.By, s.Value} {
				if ref := (expr.Ref{Relation: node.Relation, Field: field}); field != "" && !slices.Contains(refs, ref) {
					refs = append(refs, ref)
				}
			}
		}
		out[node.Relation] = RandomRows(t, schema, node.Relation, refs, rapid.IntRange(0, n).Draw(t, "rows"))
	})
	return out
}

// pair is two fields that join.
type pair struct {
	relation    string
	own, theirs string
}

// pairs lists the ways in which the rule's relation joins with others.
func (g *generator) pairs() []pair {
	var out []pair
	own := g.schema.Relation(g.own)
	for i := range g.schema.Relations {
		r := &g.schema.Relations[i]
		if r.Name == g.own {
			continue
		}
		for j := range own.Fields {
			for k := range r.Fields {
				if facts.Join(&own.Fields[j], &r.Fields[k]) {
					out = append(out, pair{r.Name, g.own + "." + own.Fields[j].Name, r.Name + "." + r.Fields[k].Name})
				}
			}
		}
	}
	return out
}

// exists draws exists or none; where the condition besides the key is drawn,
// it stands before it or after it.
func (g *generator) exists() (string, bool) {
	ways := g.pairs()
	way := ways[g.upTo(len(ways))]
	text := g.either(way.own, " == ", way.theirs)
	inner := &generator{t: g.t, schema: g.schema, own: g.own, joined: way.relation}
	// The joined fields stand twice, so that they are drawn more often.
	joined := inner.readable(way.relation, true)
	inner.fields = slices.Concat(joined, joined, g.fields)
	switch g.upTo(4) {
	case 0:
	case 1:
		text = inner.condition(g.upTo(2)) + " && " + text
	default:
		text += " && " + inner.condition(g.upTo(3))
	}
	return []string{"exists", "none"}[g.upTo(2)] + "(" + way.relation + ", " + text + ")", true
}

// same draws an equality of identities beside the one that exists goes by.
func (g *generator) same() (string, bool) {
	ways := slices.DeleteFunc(g.pairs(), func(p pair) bool { return p.relation != g.joined })
	way := ways[g.upTo(len(ways))]
	return g.either(way.own, g.equality(), way.theirs), true
}

// ownText draws a text whose content is read: none of the joined relation.
func (g *generator) ownText() (named, bool) {
	all := g.fields
	defer func() { g.fields = all }()
	g.fields = slices.DeleteFunc(slices.Clone(all), func(f named) bool { return f.joined })
	return g.field(ofType(facts.Text))
}
