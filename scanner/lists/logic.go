package lists

import (
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/scanner/take"
)

// truth is what a condition says of a row: no, unknown or yes. Kleene's logic takes the
// least and the greatest of them.
type truth int8

const (
	no truth = iota - 1
	unknown
	yes
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

// at is a row on a day.
type at struct {
	b   *facts.Batch
	row int
	now int32
}

// node is a condition that can be asked on any day, so that the day on which a rule
// begins to be breached can be told. The engine answers for the day of the audit; both
// agree there.
type node struct {
	op   expr.Op
	args []*node
	test func(at) truth
	// refs are the fields that a node without arguments reads.
	refs []expr.Ref
	// term is set for a comparison that the passing of time turns.
	term *term
	// asked is false for a condition on other relations or texts: it is unknown here.
	asked bool
}

// logic turns conditions into nodes.
type logic struct {
	t *take.Table
	// declared is the relation case.
	declared *facts.Relation
}

func newLogic(t *take.Table) *logic {
	return &logic{t: t, declared: facts.NewSchema().Relation("case")}
}

// compile makes the node of a condition; nil is true.
func (l *logic) compile(e *expr.Expr) *node {
	if e == nil {
		return &node{op: expr.Const, test: func(at) truth { return yes }, asked: true}
	}
	n := &node{op: e.Op, asked: true}
	switch e.Op {
	case expr.And, expr.Or, expr.Not:
		for _, a := range e.Args {
			n.args = append(n.args, l.compile(a))
			n.asked = n.asked && n.args[len(n.args)-1].asked
		}
		n.test = n.combine
		return n
	}
	n.refs = e.Refs()
	if n.test = l.leaf(e, n); n.test == nil {
		n.test, n.asked = func(at) truth { return unknown }, false
	}
	return n
}

// combine asks the arguments.
func (n *node) combine(a at) truth {
	if n.op == expr.Not {
		return -n.args[0].test(a)
	}
	out := yes
	if n.op == expr.Or {
		out = no
	}
	for _, arg := range n.args {
		if n.op == expr.Or {
			out = max(out, arg.test(a))
		} else {
			out = min(out, arg.test(a))
		}
	}
	return out
}

// leaf gives the test of a condition without And, Or and Not; nil when it is not asked.
func (l *logic) leaf(e *expr.Expr, n *node) func(at) truth {
	switch e.Op {
	case expr.Const:
		return func(at) truth { return truthOf(e.Bool) }
	case expr.Field:
		return l.codes(e, func(code uint8) bool { return code == facts.TrueCode })
	case expr.Known, expr.Recorded:
		return l.recorded(e)
	case expr.Eq, expr.Ne, expr.Lt, expr.Le, expr.Gt, expr.Ge:
		if e.Args[0].Type == facts.Date {
			return l.dates(e, n)
		}
		return l.equal(e)
	case expr.In:
		f := l.field(e.Args[0])
		if f == nil || f.Type != facts.Enum {
			return nil
		}
		var chosen [256]bool
		for _, k := range e.List {
			chosen[f.Code(k.Text)] = true
		}
		return l.codes(e.Args[0], func(code uint8) bool { return chosen[code] })
	case expr.Has:
		return l.has(e)
	}
	return nil
}

// field gives the declaration of a field of the row or the case.
func (l *logic) field(e *expr.Expr) *facts.Field {
	if e.Op != expr.Field {
		return nil
	}
	if e.Ref.Relation == "case" {
		return l.declared.Field(e.Ref.Field)
	}
	return l.t.Relation.Field(e.Ref.Field)
}

// vec gives how to find the values of a field, and the row to look at.
func (l *logic) vec(e *expr.Expr) func(at) (*facts.Vec, int) {
	if e.Ref.Relation == "case" {
		v := caseVec(l.t, l.declared, e.Ref.Field)
		return func(at) (*facts.Vec, int) { return v, 0 }
	}
	i := l.t.Relation.Index(e.Ref.Field)
	return func(a at) (*facts.Vec, int) { return &a.b.Cols[i], a.row }
}

// codes tests an Enum or Bool.
func (l *logic) codes(e *expr.Expr, chosen func(code uint8) bool) func(at) truth {
	vec := l.vec(e)
	return func(a at) truth {
		v, row := vec(a)
		if v.Absent || v.Codes[row] == facts.UnknownCode {
			return unknown
		}
		return truthOf(chosen(v.Codes[row]))
	}
}

// equal compares an Enum or Bool with a constant.
func (l *logic) equal(e *expr.Expr) func(at) truth {
	a, b := e.Args[0], e.Args[1]
	if a.Op == expr.Const {
		a, b = b, a
	}
	f := l.field(a)
	if f == nil || b.Op != expr.Const || e.Op != expr.Eq && e.Op != expr.Ne {
		return nil
	}
	var want uint8
	switch f.Type {
	case facts.Enum:
		want = f.Code(b.Text)
	case facts.Bool:
		want = f.Named(b.String())
	default:
		return nil
	}
	return l.codes(a, func(code uint8) bool { return (code == want) == (e.Op == expr.Eq) })
}

// has tests a Set for a member.
func (l *logic) has(e *expr.Expr) func(at) truth {
	f := l.field(e.Args[0])
	if f == nil || f.Type != facts.Set {
		return nil
	}
	bits, ok := f.Bits(e.Args[1].Text)
	if !ok {
		return nil
	}
	vec := l.vec(e.Args[0])
	return func(a at) truth {
		v, row := vec(a)
		if v.Absent || v.Sets[row] == 0 {
			return unknown
		}
		return truthOf(v.Sets[row]&bits&^facts.SetKnown != 0)
	}
}

// recorded tests whether a field is known, or recorded.
func (l *logic) recorded(e *expr.Expr) func(at) truth {
	f := l.field(e.Args[0])
	if f == nil {
		return nil
	}
	if f.Type == facts.Period {
		_, known := l.t.Periods[f.Name]
		if !known && e.Op == expr.Recorded {
			return func(at) truth { return unknown }
		}
		return func(at) truth { return truthOf(known) }
	}
	vec := l.vec(e.Args[0])
	return func(a at) truth {
		v, row := vec(a)
		switch {
		case !v.Absent && v.Known(f.Type, row):
			return yes
		case e.Op == expr.Recorded && (v.Absent || facts.Has(v.Unread, row)):
			return unknown
		}
		return no
	}
}
