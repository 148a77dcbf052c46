// Package expr is the typed form of a rule's condition: the small, closed
// language that the CEL text of a rule is checked against and turned into.
// Logic is Kleene's: every operand may be unknown.
package expr

import (
	"slices"
	"strconv"
	"strings"

	"leadlint/rules/facts"
)

// Op is the operation of a node.
type Op uint8

// The operations. Result types: Bool unless said otherwise.
const (
	// Const is a literal of type Bool, Int, Text, Date or Period.
	Const Op = iota
	// Field is the value of a field (of the row, or of the relation "case",
	// whose one row is the same for all).
	Field
	// Now is the day of the audit (Date).
	Now
	// Known(field) is true when the row has a value, else false; never unknown.
	Known
	// Recorded(field) is true when the row has a value, false when the column
	// exists and the row's cell is empty, unknown when there is no such column
	// (one that is empty throughout counts as none), or the cell is filled but
	// was not understood.
	Recorded
	// And, Or and Not are Kleene's.
	And
	Or
	Not
	// Eq to Ge compare two operands of one type; unknown if either is unknown.
	// Enum, Bool, Text and Set know Eq and Ne only; Date and Int know all.
	Eq
	Ne
	Lt
	Le
	Gt
	Ge
	// In(field, List): an Enum, Text or Int field equals one of the constants.
	In
	// InSet(enum, set): an Enum field's value is a member of a Set field.
	// The two fields need not have the same Values: members match by name.
	InSet
	// Has(set, Const Text): a Set field has the member; CEL: "fr" in contact.languages.
	Has
	// Overlaps(set, set): two Set fields with the same Values share a member.
	Overlaps
	// Add and Sub give a Date: a Date operand plus or minus a Period operand,
	// counted as the calendar counts (31 January + P1M = last day of February).
	Add
	Sub
	// StartsWith, EndsWith, Contains and Matches test a Text field against a
	// Const Text, without folding case. Matches is an RE2 expression.
	StartsWith
	EndsWith
	Contains
	Matches
	// Exists(relation; Same, condition) is true when some row of another
	// relation stands for the same key and meets the condition. It is unknown
	// when the relation was not supplied, when the row has no key or none of a
	// kind that the relation has, when for some row of the same key the condition
	// is unknown, and, where no row matches, when rows of the relation have no key
	// (they could be anybody's) and the condition is not false for all of these.
	// It is false when the relation was supplied without rows.
	Exists
	// Same(own field, field of the joined relation) is true when two joining
	// fields share an identity; it stands inside Exists only.
	Same
)

// Period is a calendar period in whole months and days (P1Y2M10D = 14 months
// and 10 days; a week is 7 days). Both are zero or positive.
type Period struct {
	Months, Days int
}

// String gives the period in ISO 8601 form, P0D when it is zero.
func (p Period) String() string {
	var b strings.Builder
	b.WriteByte('P')
	if y := p.Months / 12; y > 0 {
		b.WriteString(strconv.Itoa(y) + "Y")
	}
	if m := p.Months % 12; m > 0 {
		b.WriteString(strconv.Itoa(m) + "M")
	}
	if p.Days > 0 || p.Months == 0 {
		b.WriteString(strconv.Itoa(p.Days) + "D")
	}
	return b.String()
}

// Ref names a field of a relation.
type Ref struct {
	Relation, Field string
}

// String gives the reference as a rule writes it: relation.field.
func (r Ref) String() string { return r.Relation + "." + r.Field }

// Orders says whether x and y stand in the relation that an operation from Eq to Ge asks
// for; the other operations are taken for Ge.
func (op Op) Orders(x, y int64) bool {
	switch op {
	case Eq:
		return x == y
	case Ne:
		return x != y
	case Lt:
		return x < y
	case Le:
		return x <= y
	case Gt:
		return x > y
	}
	return x >= y
}

// Expr is one node of a condition.
type Expr struct {
	Op Op
	// Type is the type of the node's result.
	Type facts.Type
	Args []*Expr
	// Ref is set for Field.
	Ref Ref
	// Relation names the joined relation of Exists. Its Args are the Same that
	// the join goes by and the rest of the condition (a Const true when there is
	// none); the rest may read the row's own fields, the joined ones and the case.
	Relation string
	// Exactly one of these holds the value of a Const, by Type; for In, List
	// holds the constants (each a Const node).
	Bool   bool
	Int    int64
	Text   string
	Day    int32
	Period Period
	List   []*Expr
}

// String gives a canonical text: two nodes with the same text mean the same.
func (e *Expr) String() string {
	var b strings.Builder
	e.write(&b)
	return b.String()
}

func (e *Expr) write(b *strings.Builder) {
	switch e.Op {
	case Const:
		switch e.Type {
		case facts.Bool:
			b.WriteString(strconv.FormatBool(e.Bool))
		case facts.Int:
			b.WriteString(strconv.FormatInt(e.Int, 10))
		case facts.Date:
			b.WriteString("day(" + strconv.Itoa(int(e.Day)) + ")")
		case facts.Period:
			b.WriteString("period(" + e.Period.String() + ")")
		default:
			b.WriteString(strconv.Quote(e.Text))
		}
		return
	case Field:
		b.WriteString(e.Ref.String())
		return
	case Now:
		b.WriteString("now")
		return
	}
	b.WriteString(e.Op.String())
	b.WriteByte('(')
	if e.Op == Exists {
		b.WriteString(e.Relation + "; ")
	}
	for i, a := range e.Args {
		if i > 0 {
			b.WriteString(", ")
		}
		a.write(b)
	}
	for i, c := range e.List {
		if i > 0 || len(e.Args) > 0 {
			b.WriteString(", ")
		}
		c.write(b)
	}
	b.WriteByte(')')
}

// String names the operation.
func (o Op) String() string {
	names := [...]string{"const", "field", "now", "known", "recorded", "and", "or", "not",
		"eq", "ne", "lt", "le", "gt", "ge", "in", "in_set", "has", "overlaps", "add", "sub",
		"starts_with", "ends_with", "contains", "matches", "exists", "same"}
	if int(o) < len(names) {
		return names[o]
	}
	return "invalid"
}

// Refs lists the fields that the expression reads, each once, in order of
// first appearance.
func (e *Expr) Refs() []Ref {
	var out []Ref
	e.Walk(func(n *Expr) {
		// Conditions read few fields: a map would take longer than looking through them.
		if n.Op == Field && !slices.Contains(out, n.Ref) {
			out = append(out, n.Ref)
		}
	})
	return out
}

// Walk calls visit for the node and all below it, parents first.
func (e *Expr) Walk(visit func(*Expr)) {
	visit(e)
	for _, a := range e.Args {
		a.Walk(visit)
	}
}
