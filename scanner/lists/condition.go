package lists

import (
	"slices"
	"strings"

	"leadlint/rules"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/scanner/take"
)

// condition is a rule that can be asked on other days than that of the audit.
type condition struct {
	// rule is its place in take.Table.Rules.
	rule            int
	of              *rules.Rule
	applies, breach *node
	terms           []*term
}

// condition compiles a rule; nil when it is not evaluated.
func (l *logic) condition(rule int) *condition {
	if rule < 0 {
		return nil
	}
	r := l.t.Rules[rule]
	c := &condition{rule: rule, of: r, applies: l.compile(r.Applies), breach: l.compile(r.Breach)}
	var gather func(n *node)
	gather = func(n *node) {
		if n.term != nil {
			c.terms = append(c.terms, n.term)
		}
		for _, a := range n.args {
			gather(a)
		}
	}
	gather(c.applies)
	gather(c.breach)
	return c
}

// timed says whether the passing of time alone can bring the rule about, and every part
// of it can be asked.
func (c *condition) timed() bool {
	return len(c.terms) > 0 && c.applies.asked && c.breach.asked
}

// first gives the first day on which the rule is breached, all else as it is, and the
// comparison that decides; nil when that day does not come or cannot be told.
func (c *condition) first(a at) (int32, *term) {
	var best int32
	var by *term
	type turn struct {
		day int32
		t   *term
	}
	var turns [16]turn
	list := turns[:0]
	for _, t := range c.terms {
		if d, ok := t.turns(a); ok {
			list = append(list, turn{d, t})
		}
	}
	slices.SortStableFunc(list, func(x, y turn) int { return int(x.day) - int(y.day) })
	for i, t := range list {
		if i > 0 && t.day == list[i-1].day {
			continue
		}
		a.now = t.day
		if c.applies.test(a) == yes && c.breach.test(a) == yes {
			best, by = t.day, t.t
			break
		}
	}
	return best, by
}

// missing lists the fields whose being unknown keeps the rule from being decided.
func (c *condition) missing(a at) []expr.Ref {
	var out []expr.Ref
	n := c.breach
	if c.applies.test(a) == unknown {
		n = c.applies
	}
	gaps(n, a, &out)
	return out
}

// gaps gathers the unknown fields of the parts of a condition that are unknown.
func gaps(n *node, a at, out *[]expr.Ref) {
	if n.test(a) != unknown {
		return
	}
	for _, arg := range n.args {
		gaps(arg, a, out)
	}
	for _, ref := range n.refs {
		if !slices.Contains(*out, ref) {
			*out = append(*out, ref)
		}
	}
}

// state of a field in a row.
type gap uint8

const (
	filled gap = iota
	noColumn
	empty
	unread
)

// gapOf says why a field of the row is unknown.
func gapOf(t *take.Table, ref expr.Ref, a at) gap {
	f := t.Relation.Field(ref.Field)
	v := &a.b.Cols[t.Relation.Index(ref.Field)]
	switch {
	case v.Absent:
		return noColumn
	case v.Known(f.Type, a.row):
		return filled
	case facts.Has(v.Unread, a.row):
		return unread
	}
	return empty
}

// caseGap says whether a fact of the case is unknown.
func (l *logic) caseGap(ref expr.Ref) bool {
	f := l.declared.Field(ref.Field)
	if f.Type == facts.Period {
		_, known := l.t.Periods[f.Name]
		return !known
	}
	v := caseVec(l.t, l.declared, ref.Field)
	return v.Absent || !v.Known(f.Type, 0)
}

// why says in words what keeps a rule from deciding.
func (l *logic) why(c *condition, a at, w *list) string {
	var out []string
	for _, ref := range c.missing(a) {
		if ref.Relation == "case" {
			if l.caseGap(ref) {
				out = append(out, w.pick("not declared: ", "non déclaré : ")+l.declared.Field(ref.Field).Label.In(w.lang))
			}
			continue
		}
		if ref.Relation != "contact" {
			continue
		}
		label := l.t.Relation.Field(ref.Field).Label.In(w.lang)
		switch gapOf(l.t, ref, a) {
		case noColumn:
			out = append(out, w.pick("no column: ", "pas de colonne : ")+label)
		case empty:
			out = append(out, w.pick("empty: ", "vide : ")+label)
		case unread:
			out = append(out, w.pick("not understood, or never filled in: ", "non compris, ou jamais renseigné : ")+label)
		}
	}
	return strings.Join(out, w.pick("; ", " ; "))
}
