package engine

import (
	"encoding/binary"

	"leadlint/rules/facts"
)

// fewCodes is the number of codes up to which rows are compared with each code,
// eight rows at a time, rather than looked up one by one.
const fewCodes = 6

// codesNode is a condition on an Enum or Bool column that its code decides.
type codesNode struct {
	index int
	lut   *lut
	// wanted are the codes for which the condition is true (false when
	// inverted), when they are few; else nil.
	wanted   []uint8
	inverted bool
}

func newCodesNode(index int, l *lut) codesNode {
	k := codesNode{index: index, lut: l}
	var yes, no []uint8
	for code := 1; code < 256; code++ {
		if l[code] == lutTrue {
			yes = append(yes, uint8(code))
		} else {
			no = append(no, uint8(code))
		}
	}
	switch {
	case len(yes) <= fewCodes:
		k.wanted = yes
	case len(no) <= fewCodes:
		k.wanted, k.inverted = no, true
	}
	return k
}

func (k codesNode) run(ev *Evaluator, out *reg) {
	v := &ev.batch.Cols[k.index]
	if v.Absent {
		out.state = allUnknown
		return
	}
	codes := v.Codes[:ev.frame.n]
	if uniform(codes) {
		out.state = k.lut.truth(codes[0])
		return
	}
	t, f := ev.alloc()
	switch {
	case k.wanted == nil || len(v.Codes) < len(t)<<6:
		k.lookUp(t, f, codes)
	case k.inverted:
		equalCodes(f, t, v.Codes, k.wanted)
	default:
		equalCodes(t, f, v.Codes, k.wanted)
	}
	*out = reg{mixed, t, f}
	out.cut(ev.frame)
	out.settle(ev.frame)
}

// cut clears the bits beyond the batch's last row.
func (r *reg) cut(fr frame) {
	r.t[fr.words-1] &= fr.last
	r.f[fr.words-1] &= fr.last
}

func (k codesNode) lookUp(t, f []uint64, codes []uint8) {
	for w := range t {
		lo := w << 6
		hi := min(lo+64, len(codes))
		var tw, fw uint64
		for i, code := range codes[lo:hi] {
			l := uint64(k.lut[code])
			tw |= (l & 1) << (uint(i) & 63)
			fw |= (l >> 1) << (uint(i) & 63)
		}
		t[w], f[w] = tw, fw
	}
}

// uniform says whether all codes are one.
func uniform(codes []uint8) bool {
	first := codes[0]
	pattern := uint64(first) * ones
	for len(codes) >= 8 {
		if binary.LittleEndian.Uint64(codes) != pattern {
			return false
		}
		codes = codes[8:]
	}
	for _, c := range codes {
		if c != first {
			return false
		}
	}
	return true
}

// recordedNode is Known or Recorded of a field of the row.
type recordedNode struct {
	index    int
	typ      facts.Type
	recorded bool
}

func (k recordedNode) run(ev *Evaluator, out *reg) {
	v := &ev.batch.Cols[k.index]
	if v.Absent {
		out.state = allFalse
		if k.recorded {
			out.state = allUnknown
		}
		return
	}
	t := ev.presence(k.index, k.typ)
	_, f := ev.alloc()
	for i := range f {
		f[i] = ev.full[i] &^ t[i]
	}
	if k.recorded && v.Unread != nil {
		for i := range f {
			f[i] &^= v.Unread[i]
		}
	}
	*out = reg{mixed, t, f}
	out.settle(ev.frame)
}

// presence gives a bit for each row whose value of the field is known; it is
// worked out once a batch.
func (ev *Evaluator) presence(index int, typ facts.Type) []uint64 {
	if p := ev.present[index]; p != nil {
		return p
	}
	v, n := &ev.batch.Cols[index], ev.frame.n
	t, _ := ev.alloc()
	switch typ {
	case facts.Enum, facts.Bool:
		if len(v.Codes) >= len(t)<<6 {
			knownCodes(t, v.Codes)
		} else {
			setBits(t, n, func(i int) bool { return v.Codes[i] != facts.UnknownCode })
		}
	case facts.Date:
		setBits(t, n, func(i int) bool { return v.Days[i] != facts.UnknownDay })
	case facts.Int:
		setBits(t, n, func(i int) bool { return v.Ints[i] != facts.UnknownInt })
	case facts.Set:
		setBits(t, n, func(i int) bool { return v.Sets[i] != 0 })
	case facts.Key:
		setBits(t, n, func(i int) bool { return v.Known(facts.Key, i) })
	default:
		copy(t, v.Present)
	}
	t[ev.frame.words-1] &= ev.frame.last
	ev.present[index] = t
	return t
}

// setBits sets the bit of every row that passes the test. It is inlined into
// its callers with the test, so that no call is left in the loop.
func setBits(dst []uint64, n int, test func(i int) bool) {
	for w := range dst {
		lo := w << 6
		hi := min(lo+64, n)
		var word uint64
		for i := lo; i < hi; i++ {
			if test(i) {
				word |= 1 << (uint(i) & 63)
			}
		}
		dst[w] = word
	}
}

// pairNode compares two Enum, Bool, Text or Set fields for equality.
type pairNode struct {
	a, b operand // a is a field of the row, or both are of the case
	eq   bool
}

func (k pairNode) run(ev *Evaluator, out *reg) {
	a, b := k.a.in(ev), k.b.in(ev)
	if a.Absent || b.Absent {
		out.state = allUnknown
		return
	}
	t, f := ev.alloc()
	for w := range t {
		t[w], f[w] = 0, 0
	}
	for i := range ev.frame.n {
		x, xok := k.a.textAt(a, i)
		y, yok := k.b.textAt(b, i)
		if !xok || !yok {
			continue
		}
		if (x == y) == k.eq {
			t[i>>6] |= 1 << uint(i&63)
		} else {
			f[i>>6] |= 1 << uint(i&63)
		}
	}
	*out = reg{mixed, t, f}
	out.settle(ev.frame)
}

// in gives the operand's column for the current batch.
func (o operand) in(ev *Evaluator) *facts.Vec {
	if o.constant() {
		return o.vec
	}
	return &ev.batch.Cols[o.index]
}

// textAt gives a comparable text of the operand's value in a row.
func (o operand) textAt(v *facts.Vec, row int) (string, bool) {
	if o.constant() {
		row = 0
	}
	switch o.field.Type {
	case facts.Enum:
		if c := v.Codes[row]; c != 0 {
			return o.field.Values[c-1], true
		}
	case facts.Bool:
		if c := v.Codes[row]; c != 0 {
			return string(rune('0' + c)), true
		}
	case facts.Text:
		if v.Texts != nil && v.Texts[row] != nil {
			return string(v.Texts[row]), true
		}
	case facts.Set:
		if s := v.Sets[row]; s != 0 {
			return setText(s), true
		}
	}
	return "", false
}

func setText(s uint64) string {
	var b [8]byte
	for i := range b {
		b[i] = byte(s >> (8 * i))
	}
	return string(b[:])
}

// textNode tests the content of a Text column; answers are remembered by value.
type textNode struct {
	index int
	test  func(string) bool
	// memo is the number of the evaluator's map of answers.
	memo int
}

// mostAnswers is how many answers a test remembers before it starts anew: columns of few
// values are answered from it, and one of millions costs no more than that.
const mostAnswers = 1 << 10

// longestAnswered is the length, in bytes, up to which a text's answer is remembered.
const longestAnswered = 256

func (k *textNode) run(ev *Evaluator, out *reg) {
	v := &ev.batch.Cols[k.index]
	if v.Absent || v.Texts == nil {
		out.state = allUnknown
		return
	}
	t, f := ev.alloc()
	answers, empty := ev.answers(k.memo), k.test("")
	for w := range t {
		lo := w << 6
		hi := min(lo+64, ev.frame.n)
		var tw, fw uint64
		for i, cell := range v.Texts[lo:hi] {
			if cell == nil {
				continue
			}
			if len(cell) == 0 {
				if empty {
					tw |= 1 << uint(i)
				} else {
					fw |= 1 << uint(i)
				}
				continue
			}
			ok, known := answers[string(cell)]
			if !known {
				if len(answers) >= mostAnswers {
					clear(answers)
				}
				ok = k.test(string(cell))
				if len(cell) <= longestAnswered {
					answers[string(cell)] = ok
				}
			}
			if ok {
				tw |= 1 << uint(i)
			} else {
				fw |= 1 << uint(i)
			}
		}
		t[w], f[w] = tw, fw
	}
	*out = reg{mixed, t, f}
	out.settle(ev.frame)
}
