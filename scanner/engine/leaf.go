package engine

import (
	"fmt"
	"strings"

	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/scanner/pattern"
)

// leaf makes the node of a condition that reads fields.
func (c *compiler) leaf(e *expr.Expr) (node, error) {
	switch e.Op {
	case expr.Field: // a bare Bool field
		o, err := c.lookup(e)
		if err != nil {
			return nil, err
		}
		return o.codes(lutEqual(facts.TrueCode)), nil
	case expr.Known, expr.Recorded:
		o, err := c.lookup(e.Args[0])
		if err != nil {
			return nil, err
		}
		if o.constant() {
			return constNode(c.caseRecorded(o, e.Op == expr.Recorded)), nil
		}
		return recordedNode{o.index, o.field.Type, e.Op == expr.Recorded}, nil
	case expr.Eq, expr.Ne, expr.Lt, expr.Le, expr.Gt, expr.Ge:
		return c.compare(e)
	case expr.In:
		return c.in(e)
	case expr.InSet:
		return c.inSet(e)
	case expr.Has:
		return c.has(e)
	case expr.Overlaps:
		return c.overlaps(e)
	case expr.StartsWith, expr.EndsWith, expr.Contains, expr.Matches:
		return c.text(e)
	case expr.Exists:
		return c.exists(e)
	case expr.Same:
		return c.same(e)
	}
	return nil, fmt.Errorf("the operation %s is not a condition", e.Op)
}

// caseRecorded says whether the case has the fact; a fact of the case that is
// not declared is no column that exists and is empty, so it is unknown.
func (c *compiler) caseRecorded(o operand, recorded bool) truth {
	known := false
	if o.field.Type == facts.Period {
		_, known = c.env.Periods[o.field.Name]
	} else {
		known = !o.vec.Absent && o.vec.Known(o.field.Type, 0)
	}
	if !known && recorded && o.vec.Absent {
		return allUnknown
	}
	return boolTruth(known)
}

// lut tells for every code whether the condition is true (bit 0) or false
// (bit 1); neither is unknown.
type lut [256]uint8

const (
	lutTrue  uint8 = 1
	lutFalse uint8 = 2
)

// newLUT makes a lut that is true for the codes chosen, false for the other
// known ones and unknown for 0.
func newLUT(chosen func(code uint8) bool) *lut {
	var l lut
	for code := 1; code < 256; code++ {
		l[code] = lutFalse
		if chosen(uint8(code)) {
			l[code] = lutTrue
		}
	}
	return &l
}

func lutEqual(want uint8) *lut { return newLUT(func(c uint8) bool { return c == want }) }

func (l *lut) truth(code uint8) truth {
	switch l[code] {
	case lutTrue:
		return allTrue
	case lutFalse:
		return allFalse
	}
	return allUnknown
}

// codes gives the node of a condition on an Enum or Bool field.
func (o operand) codes(l *lut) node {
	if !o.constant() {
		return newCodesNode(o.index, l)
	}
	if o.vec.Absent {
		return constNode(allUnknown)
	}
	return constNode(l.truth(o.vec.Codes[0]))
}

// compare handles the six comparisons.
func (c *compiler) compare(e *expr.Expr) (node, error) {
	a, b, op := e.Args[0], e.Args[1], e.Op
	if a.Op == expr.Const && b.Op != expr.Const {
		a, b, op = b, a, mirror(op)
	}
	switch a.Type {
	case facts.Date:
		return c.compareDates(a, b, op)
	case facts.Int:
		return c.compareInts(a, b, op)
	}
	if a.Op == expr.Const {
		return constNode(boolTruth((a.String() == b.String()) == (op == expr.Eq))), nil
	}
	if a.Op != expr.Field {
		return c.compareConditions(a, b, op)
	}
	if b.Op == expr.Const {
		return c.equalsConst(a, b, op)
	}
	if b.Op != expr.Field {
		return c.compareConditions(a, b, op)
	}
	return c.equalsField(a, b, op)
}

// compareConditions handles == and != of two conditions: both true or both false.
func (c *compiler) compareConditions(a, b *expr.Expr, op expr.Op) (node, error) {
	if a.Type != facts.Bool || b.Type != facts.Bool {
		return nil, fmt.Errorf("cannot compare %s with %s", a, b)
	}
	not := func(x *expr.Expr) *expr.Expr {
		return &expr.Expr{Op: expr.Not, Type: facts.Bool, Args: []*expr.Expr{x}}
	}
	both := func(op expr.Op, x, y *expr.Expr) *expr.Expr {
		return &expr.Expr{Op: op, Type: facts.Bool, Args: []*expr.Expr{x, y}}
	}
	same := both(expr.Or, both(expr.And, a, b), both(expr.And, not(a), not(b)))
	if op == expr.Ne {
		same = not(same)
	}
	return c.node(same)
}

func mirror(op expr.Op) expr.Op {
	switch op {
	case expr.Lt:
		return expr.Gt
	case expr.Le:
		return expr.Ge
	case expr.Gt:
		return expr.Lt
	case expr.Ge:
		return expr.Le
	}
	return op
}

func (c *compiler) equalsConst(a, b *expr.Expr, op expr.Op) (node, error) {
	o, err := c.lookup(a)
	if err != nil {
		return nil, err
	}
	switch o.field.Type {
	case facts.Enum:
		return o.codes(newLUT(func(x uint8) bool { return (x == o.field.Code(b.Text)) == (op == expr.Eq) })), nil
	case facts.Bool:
		want := facts.FalseCode
		if b.Bool == (op == expr.Eq) {
			want = facts.TrueCode
		}
		return o.codes(lutEqual(want)), nil
	case facts.Text:
		return c.textTest(o, func(s string) bool { return (s == b.Text) == (op == expr.Eq) }), nil
	}
	return nil, fmt.Errorf("%s cannot be compared with a literal", a)
}

// equalsField compares two fields by their names of values, so that two Enums
// with different lists compare as their texts would.
func (c *compiler) equalsField(a, b *expr.Expr, op expr.Op) (node, error) {
	x, err := c.lookup(a)
	if err != nil {
		return nil, err
	}
	y, err := c.lookup(b)
	if err != nil {
		return nil, err
	}
	if x.constant() {
		x, y = y, x
	}
	return pairNode{x, y, op == expr.Eq}, nil
}

func (c *compiler) in(e *expr.Expr) (node, error) {
	o, err := c.lookup(e.Args[0])
	if err != nil {
		return nil, err
	}
	switch o.field.Type {
	case facts.Enum:
		var chosen [256]bool
		for _, k := range e.List {
			chosen[o.field.Code(k.Text)] = true
		}
		return o.codes(newLUT(func(x uint8) bool { return chosen[x] })), nil
	case facts.Text:
		set := map[string]bool{}
		for _, k := range e.List {
			set[k.Text] = true
		}
		return c.textTest(o, func(s string) bool { return set[s] }), nil
	case facts.Int:
		set := map[int64]bool{}
		for _, k := range e.List {
			set[k.Int] = true
		}
		return intNode{o.ints(), intOperand{index: -1}, func(v, _ int64) bool { return set[v] }}, nil
	}
	return nil, fmt.Errorf("%s is a %s: in wants an enum, text or int field", e.Args[0], o.field.Type)
}

// text handles the string tests.
func (c *compiler) text(e *expr.Expr) (node, error) {
	o, err := c.lookup(e.Args[0])
	if err != nil {
		return nil, err
	}
	want := e.Args[1].Text
	var test func(string) bool
	switch e.Op {
	case expr.StartsWith:
		test = func(s string) bool { return strings.HasPrefix(s, want) }
	case expr.EndsWith:
		test = func(s string) bool { return strings.HasSuffix(s, want) }
	case expr.Contains:
		test = func(s string) bool { return strings.Contains(s, want) }
	default:
		p, err := pattern.New(want)
		if err != nil {
			return nil, fmt.Errorf("matches: %w", err)
		}
		test = p.Match
	}
	if o.field.Type == facts.Enum {
		return o.codes(newLUT(func(x uint8) bool {
			return int(x) <= len(o.field.Values) && test(o.field.Values[x-1])
		})), nil
	}
	return c.textTest(o, test), nil
}

// textTest makes the node of a test of a Text field's content.
func (c *compiler) textTest(o operand, test func(string) bool) node {
	if !o.constant() {
		c.need(o.index, true)
		c.memos++
		return &textNode{index: o.index, test: test, memo: c.memos - 1}
	}
	// By its bit: an empty text that is known may have become nil on its way here.
	if o.vec.Absent || len(o.vec.Texts) == 0 || !facts.Has(o.vec.Present, 0) {
		return constNode(allUnknown)
	}
	return constNode(boolTruth(test(string(o.vec.Texts[0]))))
}
