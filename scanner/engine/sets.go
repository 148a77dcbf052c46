package engine

import (
	"fmt"
	"slices"

	"leadlint/rules/expr"
	"leadlint/rules/facts"
)

// inSet: the value of an Enum field is a member of a Set field, by name.
func (c *compiler) inSet(e *expr.Expr) (node, error) {
	v, err := c.lookup(e.Args[0])
	if err != nil {
		return nil, err
	}
	s, err := c.lookup(e.Args[1])
	if err != nil {
		return nil, err
	}
	if v.field.Type != facts.Enum || s.field.Type != facts.Set {
		return nil, fmt.Errorf("%s in %s: in wants an enum field and a set field", e.Args[0], e.Args[1])
	}
	// bit maps the Enum's codes to the Set's bits; a value that is no member
	// of the Set's list maps to no bit.
	var bit [256]uint64
	for i, name := range v.field.Values {
		if j := slices.Index(s.field.Values, name); j >= 0 {
			bit[i+1] = 1 << uint(j)
		}
	}
	if !s.constant() || v.constant() {
		return setNode{s, func(ev *Evaluator, i int, set uint64) truth {
			vec := v.in(ev)
			if vec.Absent {
				return allUnknown
			}
			if v.constant() {
				i = 0
			}
			code := vec.Codes[i]
			if code == 0 {
				return allUnknown
			}
			return boolTruth(set&bit[code] != 0)
		}}, nil
	}
	if s.vec.Absent || s.vec.Sets[0] == 0 {
		return constNode(allUnknown), nil
	}
	return v.codes(newLUT(func(code uint8) bool { return s.vec.Sets[0]&bit[code] != 0 })), nil
}

// has: a Set field has the member.
func (c *compiler) has(e *expr.Expr) (node, error) {
	s, err := c.lookup(e.Args[0])
	if err != nil {
		return nil, err
	}
	i := slices.Index(s.field.Values, e.Args[1].Text)
	if i < 0 {
		return nil, fmt.Errorf("%q is not a value of %s", e.Args[1].Text, e.Args[0])
	}
	want := uint64(1) << uint(i)
	return setNode{s, func(_ *Evaluator, _ int, set uint64) truth { return boolTruth(set&want != 0) }}, nil
}

// overlaps: two Set fields share a member.
func (c *compiler) overlaps(e *expr.Expr) (node, error) {
	a, err := c.lookup(e.Args[0])
	if err != nil {
		return nil, err
	}
	b, err := c.lookup(e.Args[1])
	if err != nil {
		return nil, err
	}
	if !slices.Equal(a.field.Values, b.field.Values) {
		return nil, fmt.Errorf("%s and %s hold different things", e.Args[0], e.Args[1])
	}
	return setNode{a, func(ev *Evaluator, i int, set uint64) truth {
		vec := b.in(ev)
		if vec.Absent {
			return allUnknown
		}
		if b.constant() {
			i = 0
		}
		other := vec.Sets[i]
		if other == 0 {
			return allUnknown
		}
		return boolTruth(set&other&^facts.SetKnown != 0)
	}}, nil
}

// setNode tests a Set field row by row; an unknown set is unknown.
type setNode struct {
	set  operand
	test func(ev *Evaluator, row int, set uint64) truth
}

func (k setNode) run(ev *Evaluator, out *reg) {
	v := k.set.in(ev)
	if v.Absent {
		out.state = allUnknown
		return
	}
	t, f := ev.alloc()
	clear(t)
	clear(f)
	for i := range ev.frame.n {
		row := i
		if k.set.constant() {
			row = 0
		}
		set := v.Sets[row]
		if set == 0 {
			continue
		}
		switch k.test(ev, i, set) {
		case allTrue:
			t[i>>6] |= 1 << uint(i&63)
		case allFalse:
			f[i>>6] |= 1 << uint(i&63)
		}
	}
	*out = reg{mixed, t, f}
	out.settle(ev.frame)
}
