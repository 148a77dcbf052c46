package auditfile

import (
	"fmt"
	"strings"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/rules/strict"
)

// row builds one row of a declared relation after the other.
type row struct {
	rel   *facts.Relation
	batch *facts.Batch
	at    int
	facts []Fact
}

// newBatch makes a batch of n rows in which nothing is known.
func newBatch(rel *facts.Relation, n int) *facts.Batch {
	b := &facts.Batch{N: n, Cols: make([]facts.Vec, len(rel.Fields))}
	for i := range b.Cols {
		b.Cols[i].Absent = true
	}
	return b
}

// vec gives a field and its column, nil when the relation has no such field.
func (r *row) vec(field string) (*facts.Field, *facts.Vec) {
	i := r.rel.Index(field)
	if i < 0 {
		return nil, nil
	}
	return &r.rel.Fields[i], &r.batch.Cols[i]
}

// say marks the row's value of a column as declared. What other rows leave out
// stays unknown: it is not known whether anything is recorded.
func (r *row) say(f *facts.Field, v *facts.Vec) {
	n := r.batch.N
	if v.Absent {
		v.Absent = false
		v.Unread = ones(n)
		switch f.Type {
		case facts.Enum, facts.Bool:
			v.Codes = make([]uint8, n)
		case facts.Date:
			v.Days = filled(n, facts.UnknownDay)
		case facts.Int:
			v.Ints = filled(n, facts.UnknownInt)
		case facts.Set:
			v.Sets = make([]uint64, n)
		case facts.Text, facts.Key:
			v.Present, v.Texts = make([]uint64, (n+63)/64), make([][]byte, n)
		}
	}
	v.Unread[r.at/64] &^= 1 << uint(r.at%64)
}

func filled[T any](n int, value T) []T {
	out := make([]T, n)
	for i := range out {
		out[i] = value
	}
	return out
}

// ones is a bitmap of n rows, all set.
func ones(n int) []uint64 {
	out := filled((n+63)/64, ^uint64(0))
	if n%64 != 0 {
		out[len(out)-1] = 1<<uint(n%64) - 1
	}
	return out
}

// note keeps a declared fact for reports.
func (r *row) note(field, value string, where strict.Pos) {
	r.facts = append(r.facts, Fact{r.rel.Name + "." + field, value, where.Where()})
}

func (r *row) code(field string, code uint8) {
	if f, v := r.vec(field); v != nil && code != 0 {
		r.say(f, v)
		v.Codes[r.at] = code
	}
}

func (r *row) bool(field string, b *bool, where strict.Pos) {
	if b == nil {
		return
	}
	code := facts.FalseCode
	if *b {
		code = facts.TrueCode
	}
	r.code(field, code)
	r.note(field, fmt.Sprint(*b), where)
}

func (r *row) enum(field, value string, where strict.Pos) {
	if f, _ := r.vec(field); f != nil && value != "" {
		r.code(field, f.Code(value))
		r.note(field, value, where)
	}
}

func set[T ~string](r *row, field string, members []T, where strict.Pos) {
	f, v := r.vec(field)
	if f == nil || members == nil {
		return
	}
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = string(m)
	}
	r.say(f, v)
	v.Sets[r.at], _ = f.Bits(names...)
	r.note(field, strings.Join(names, " "), where)
}

func (r *row) date(field string, d strict.Date, where strict.Pos) {
	day, err := calendar.Parse(string(d))
	if d == "" || err != nil {
		return // Validate has refused it before
	}
	r.day(field, day)
	r.note(field, string(d), where)
}

func (r *row) day(field string, day int32) {
	if f, v := r.vec(field); v != nil {
		r.say(f, v)
		v.Days[r.at] = day
	}
}

// dateOrNever declares a day, or that there is none.
func (r *row) dateOrNever(field string, d DateOrNever, where strict.Pos) {
	if !d.Never {
		r.date(field, d.Date, where)
		return
	}
	r.nothing(field)
	r.note(field, "never", where)
}

// nothing declares that nothing is recorded.
func (r *row) nothing(field string) {
	if f, v := r.vec(field); v != nil {
		r.say(f, v)
	}
}

func (r *row) int(field string, n int64, where strict.Pos) {
	f, v := r.vec(field)
	if v == nil {
		return
	}
	r.say(f, v)
	v.Ints[r.at] = n
	r.note(field, fmt.Sprint(n), where)
}

func (r *row) text(field, s string) {
	f, v := r.vec(field)
	if v == nil || s == "" {
		return
	}
	r.say(f, v)
	v.Present[r.at/64] |= 1 << uint(r.at%64)
	v.Texts[r.at] = []byte(s)
}
