package lists

import (
	"leadlint/rules/calendar"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
)

// day is a date of a condition.
type day struct {
	value func(at) int32
	// now says that it is the day of the audit, shifted perhaps.
	now bool
	// ref is the field that it is read from, if it is.
	ref    expr.Ref
	shifts []shift
}

// shift adds a period to a day, or takes it off.
type shift struct {
	period expr.Period
	sign   int
	// declared is the field of the case that states the period, if it is stated there.
	declared string
}

// term is a comparison that the passing of time turns: a date of the row, or one that a
// period leads to from it, and the day of the audit.
type term struct {
	from, until day
	test        func(at) truth
}

// dates compares two dates.
func (l *logic) dates(e *expr.Expr, n *node) func(at) truth {
	a, okA := l.day(e.Args[0])
	b, okB := l.day(e.Args[1])
	if !okA || !okB {
		return nil
	}
	op := e.Op
	test := func(r at) truth {
		x, y := a.value(r), b.value(r)
		if x == facts.UnknownDay || y == facts.UnknownDay {
			return unknown
		}
		return truthOf(op.Orders(int64(x), int64(y)))
	}
	switch {
	case b.now && !a.now:
		n.term = &term{a, b, test}
	case a.now && !b.now:
		n.term = &term{b, a, test}
	}
	return test
}

// day gives a date; false when it is of a kind that is not asked.
func (l *logic) day(e *expr.Expr) (day, bool) {
	switch e.Op {
	case expr.Const:
		return day{value: func(at) int32 { return e.Day }}, true
	case expr.Now:
		return day{value: func(a at) int32 { return a.now }, now: true}, true
	case expr.Field:
		vec := l.vec(e)
		return day{ref: e.Ref, value: func(a at) int32 {
			v, row := vec(a)
			if v.Absent {
				return facts.UnknownDay
			}
			return v.Days[row]
		}}, true
	case expr.Add, expr.Sub:
		return l.shifted(e)
	}
	return day{}, false
}

func (l *logic) shifted(e *expr.Expr) (day, bool) {
	base, ok := l.day(e.Args[0])
	if !ok {
		return base, false
	}
	s := shift{sign: 1}
	if e.Op == expr.Sub {
		s.sign = -1
	}
	given := true
	switch p := e.Args[1]; {
	case p.Op == expr.Const:
		s.period = p.Period
	case p.Op == expr.Field && p.Ref.Relation == "case":
		s.declared = p.Ref.Field
		s.period, given = l.t.Periods[p.Ref.Field]
	default:
		return base, false
	}
	inner, add := base.value, calendar.NewAdder(s.period, s.sign)
	base.shifts = append(base.shifts, s)
	base.value = func(a at) int32 {
		d := inner(a)
		if !given || d == facts.UnknownDay {
			return facts.UnknownDay
		}
		return add.Add(d)
	}
	return base, true
}

// reach is how far the day that a period leads to may lie from the one on which the
// comparison turns: months are not of one length.
const reach = 5

// turns gives the day on which the comparison has another answer than the day before;
// false when it has none for the row.
func (t *term) turns(a at) (int32, bool) {
	d := t.from.value(a)
	if d == facts.UnknownDay {
		return 0, false
	}
	for i := len(t.until.shifts) - 1; i >= 0; i-- {
		s := t.until.shifts[i]
		d = calendar.Add(d, s.period, -s.sign)
	}
	turn := func(n int32) bool {
		a.now = n - 1
		before := t.test(a)
		a.now = n
		now := t.test(a)
		return now != before && now != unknown && before != unknown
	}
	// It turns once, nearly always on the day itself or the next.
	for i := range int32(reach) {
		for _, n := range [...]int32{d + 1 + i, d - i} {
			if turn(n) {
				return n, true
			}
		}
	}
	return 0, false
}

// period gives the period of the comparison and the field of the case that states it;
// false when there is none.
func (t *term) period() (p expr.Period, declared string, ok bool) {
	for _, d := range []day{t.from, t.until} {
		for _, s := range d.shifts {
			p.Months, p.Days = p.Months+s.period.Months, p.Days+s.period.Days
			if s.declared != "" {
				declared = s.declared
			}
			ok = true
		}
	}
	return p, declared, ok
}
