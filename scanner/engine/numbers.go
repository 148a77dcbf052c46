package engine

import (
	"fmt"

	"leadlint/rules/calendar"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
)

// dayOperand is a Date operand: the same for all rows (index < 0; day may be
// unknown), or a column to which the shifts are applied in turn.
type dayOperand struct {
	index  int
	day    int32
	shifts []*calendar.Adder
}

// dayOf gives the operand of a Date expression.
func (c *compiler) dayOf(e *expr.Expr) (dayOperand, error) {
	switch e.Op {
	case expr.Const:
		return dayOperand{index: -1, day: e.Day}, nil
	case expr.Now:
		return dayOperand{index: -1, day: c.env.Now}, nil
	case expr.Field:
		o, err := c.lookup(e)
		if err != nil {
			return dayOperand{}, err
		}
		if !o.constant() {
			return dayOperand{index: o.index}, nil
		}
		if o.vec.Absent {
			return dayOperand{index: -1, day: facts.UnknownDay}, nil
		}
		return dayOperand{index: -1, day: o.vec.Days[0]}, nil
	case expr.Add, expr.Sub:
		return c.shifted(e)
	}
	return dayOperand{}, fmt.Errorf("%s is not a date", e)
}

func (c *compiler) shifted(e *expr.Expr) (dayOperand, error) {
	base, err := c.dayOf(e.Args[0])
	if err != nil {
		return base, err
	}
	period, known, err := c.period(e.Args[1])
	if err != nil {
		return base, err
	}
	if !known {
		return dayOperand{index: -1, day: facts.UnknownDay}, nil
	}
	sign := 1
	if e.Op == expr.Sub {
		sign = -1
	}
	if base.index < 0 {
		if base.day != facts.UnknownDay {
			base.day = calendar.Add(base.day, period, sign)
		}
		return base, nil
	}
	base.shifts = append(base.shifts, c.adder(period, sign))
	return base, nil
}

// adder gives the adder of a period; conditions that add the same share one.
func (c *compiler) adder(p expr.Period, sign int) *calendar.Adder {
	k := adderKey{p, sign}
	if c.adders[k] == nil {
		c.adders[k] = calendar.NewAdder(p, sign)
	}
	return c.adders[k]
}

func (c *compiler) period(e *expr.Expr) (p expr.Period, known bool, err error) {
	if e.Op == expr.Const {
		return e.Period, true, nil
	}
	if e.Op != expr.Field || e.Ref.Relation != "case" {
		return p, false, fmt.Errorf("%s is not a period", e)
	}
	p, known = c.env.Periods[e.Ref.Field]
	return p, known, nil
}

func (c *compiler) compareDates(a, b *expr.Expr, op expr.Op) (node, error) {
	x, err := c.dayOf(a)
	if err != nil {
		return nil, err
	}
	y, err := c.dayOf(b)
	if err != nil {
		return nil, err
	}
	if x.index < 0 && y.index >= 0 {
		x, y, op = y, x, mirror(op)
	}
	if x.index >= 0 {
		return daysNode{x, y, op}, nil
	}
	if x.day == facts.UnknownDay || y.day == facts.UnknownDay {
		return constNode(allUnknown), nil
	}
	return constNode(boolTruth(op.Orders(int64(x.day), int64(y.day)))), nil
}

// daysNode compares a Date column with a constant or another column.
type daysNode struct {
	a, b dayOperand // a is a column
	op   expr.Op
}

func (k daysNode) run(ev *Evaluator, out *reg) {
	av := &ev.batch.Cols[k.a.index]
	if av.Absent || k.b.index < 0 && k.b.day == facts.UnknownDay || k.b.index >= 0 && ev.batch.Cols[k.b.index].Absent {
		out.state = allUnknown
		return
	}
	t, f := ev.alloc()
	a := ev.shiftedDays(k.a, 0)
	switch {
	case k.b.index >= 0:
		daysPair(t, f, a, ev.shiftedDays(k.b, 1), k.op)
	case k.op == expr.Lt:
		daysBelow(t, f, a, k.b.day)
	case k.op == expr.Ge:
		daysBelow(f, t, a, k.b.day)
	case k.op == expr.Le:
		daysBelow(t, f, a, k.b.day+1)
	case k.op == expr.Gt:
		daysBelow(f, t, a, k.b.day+1)
	default:
		daysConst(t, f, a, k.b.day, k.op)
	}
	*out = reg{mixed, t, f}
	out.settle(ev.frame)
}

// shiftedDays gives the operand's column with its period applied, in one of the
// evaluator's two scratch columns.
func (ev *Evaluator) shiftedDays(o dayOperand, slot int) []int32 {
	days := ev.batch.Cols[o.index].Days[:ev.frame.n]
	if o.shifts == nil {
		return days
	}
	if ev.days[slot] == nil {
		ev.days[slot] = make([]int32, MaxBatch)
	}
	dst := ev.days[slot][:len(days)]
	for _, s := range o.shifts {
		for i, d := range days {
			if dst[i] = d; d != facts.UnknownDay {
				dst[i] = s.Add(d)
			}
		}
		days = dst
	}
	return dst
}

// daysBelow sets below for the days before bound, rest for the other known ones.
func daysBelow(below, rest []uint64, days []int32, bound int32) {
	for w := range below {
		lo := w << 6
		hi := min(lo+64, len(days))
		var bw, kw uint64
		for i, d := range days[lo:hi] {
			// The sign bit of the difference, without a branch: dates come in no order.
			bw |= uint64(int64(d)-int64(bound)) >> 63 << (uint(i) & 63)
			kw |= uint64(int64(facts.UnknownDay)-int64(d)) >> 63 << (uint(i) & 63)
		}
		below[w], rest[w] = bw&kw, kw&^bw
	}
}

func daysConst(t, f []uint64, days []int32, want int32, op expr.Op) {
	clear(t)
	clear(f)
	for i, d := range days {
		mark(t, f, i, d == facts.UnknownDay, op.Orders(int64(d), int64(want)))
	}
}

func daysPair(t, f []uint64, a, b []int32, op expr.Op) {
	if op == expr.Lt || op == expr.Ge || op == expr.Gt || op == expr.Le {
		daysOrder(t, f, a, b, op)
		return
	}
	clear(t)
	clear(f)
	for i, d := range a {
		mark(t, f, i, d == facts.UnknownDay || b[i] == facts.UnknownDay, op.Orders(int64(d), int64(b[i])))
	}
}

// daysOrder compares two columns without branches, by a < b or b < a.
func daysOrder(t, f []uint64, a, b []int32, op expr.Op) {
	if op == expr.Gt || op == expr.Le {
		a, b = b, a
	}
	if op == expr.Ge || op == expr.Le {
		t, f = f, t
	}
	for w := range t {
		lo := w << 6
		hi := min(lo+64, len(a))
		var less, known uint64
		bb := b[lo:hi]
		for i, d := range a[lo:hi] {
			e := bb[i]
			less |= uint64(int64(d)-int64(e)) >> 63 << (uint(i) & 63)
			known |= (uint64(int64(facts.UnknownDay)-int64(d)) & uint64(int64(facts.UnknownDay)-int64(e))) >> 63 << (uint(i) & 63)
		}
		t[w], f[w] = less&known, known&^less
	}
}

func mark(t, f []uint64, i int, unknown, ok bool) {
	switch {
	case unknown:
	case ok:
		t[i>>6] |= 1 << uint(i&63)
	default:
		f[i>>6] |= 1 << uint(i&63)
	}
}

// intOperand is an Int operand: a constant (index < 0) or a column.
type intOperand struct {
	index int
	value int64
}

func (o operand) ints() intOperand {
	switch {
	case !o.constant():
		return intOperand{index: o.index}
	case o.vec.Absent:
		return intOperand{-1, facts.UnknownInt}
	}
	return intOperand{-1, o.vec.Ints[0]}
}

func (c *compiler) intOf(e *expr.Expr) (intOperand, error) {
	if e.Op == expr.Const {
		return intOperand{-1, e.Int}, nil
	}
	if e.Op != expr.Field {
		return intOperand{}, fmt.Errorf("%s is not a number", e)
	}
	o, err := c.lookup(e)
	return o.ints(), err
}

func (c *compiler) compareInts(a, b *expr.Expr, op expr.Op) (node, error) {
	x, err := c.intOf(a)
	if err != nil {
		return nil, err
	}
	y, err := c.intOf(b)
	if err != nil {
		return nil, err
	}
	return intNode{x, y, func(v, w int64) bool { return op.Orders(v, w) }}, nil
}

// intNode tests one or two Int operands row by row.
type intNode struct {
	a, b intOperand
	test func(a, b int64) bool
}

func (k intNode) run(ev *Evaluator, out *reg) {
	get := func(o intOperand) ([]int64, bool) {
		if o.index < 0 {
			return nil, o.value != facts.UnknownInt
		}
		v := &ev.batch.Cols[o.index]
		return v.Ints, !v.Absent
	}
	a, aok := get(k.a)
	b, bok := get(k.b)
	if !aok || !bok {
		out.state = allUnknown
		return
	}
	t, f := ev.alloc()
	clear(t)
	clear(f)
	for i := range ev.frame.n {
		x, y := k.a.value, k.b.value
		if a != nil {
			x = a[i]
		}
		if b != nil {
			y = b[i]
		}
		mark(t, f, i, x == facts.UnknownInt || y == facts.UnknownInt, k.test(x, y))
	}
	*out = reg{mixed, t, f}
	out.settle(ev.frame)
}
