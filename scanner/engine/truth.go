package engine

import "math/bits"

// truth is the state of a condition over a batch: the same for all rows, or mixed.
type truth uint8

const (
	allUnknown truth = iota
	allTrue
	allFalse
	mixed
)

func boolTruth(b bool) truth {
	if b {
		return allTrue
	}
	return allFalse
}

// reg is the result of a node for the current batch. When state is mixed, t and
// f hold one bit a row; a row in neither is unknown. A reg may share another's
// bitmaps: they are never written after the node that owns them has run.
type reg struct {
	state truth
	t, f  []uint64
}

// frame gives the batch's extent to the kernels.
type frame struct {
	n, words int
	// last masks the rows of the last word.
	last uint64
}

func newFrame(n int) frame {
	fr := frame{n: n, words: (n + 63) / 64, last: ^uint64(0)}
	if r := n % 64; r != 0 {
		fr.last = 1<<uint(r) - 1
	}
	return fr
}

// settle finds whether a mixed reg is in fact uniform, so that later nodes and
// the counts can take their short ways.
func (r *reg) settle(fr frame) {
	var anyT, anyF uint64
	allT, allF := ^uint64(0), ^uint64(0)
	for i := 0; i < fr.words-1; i++ {
		anyT |= r.t[i]
		anyF |= r.f[i]
		allT &= r.t[i]
		allF &= r.f[i]
	}
	w := fr.words - 1
	anyT |= r.t[w]
	anyF |= r.f[w]
	allT &= r.t[w] | ^fr.last
	allF &= r.f[w] | ^fr.last
	switch {
	case anyT|anyF == 0:
		r.state = allUnknown
	case allT == ^uint64(0):
		r.state = allTrue
	case allF == ^uint64(0):
		r.state = allFalse
	default:
		r.state = mixed
	}
}

func popcount(b []uint64) int64 {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return int64(n)
}

// node computes one condition for a batch into the evaluator's reg of its id.
type node interface {
	run(ev *Evaluator, out *reg)
}

type constNode truth

func (k constNode) run(_ *Evaluator, out *reg) { out.state = truth(k) }

type notNode struct{ arg int }

func (k notNode) run(ev *Evaluator, out *reg) {
	a := &ev.regs[k.arg]
	switch a.state {
	case allTrue:
		out.state = allFalse
	case allFalse:
		out.state = allTrue
	case allUnknown:
		out.state = allUnknown
	default:
		*out = reg{mixed, a.f, a.t}
	}
}

type andNode struct{ args []int }

func (k andNode) run(ev *Evaluator, out *reg) {
	ev.combine(k.args, out, allFalse, allTrue, func(t, f, at, af []uint64) {
		for i := range t {
			t[i] &= at[i]
			f[i] |= af[i]
		}
	})
}

type orNode struct{ args []int }

func (k orNode) run(ev *Evaluator, out *reg) {
	ev.combine(k.args, out, allTrue, allFalse, func(t, f, at, af []uint64) {
		for i := range t {
			t[i] |= at[i]
			f[i] &= af[i]
		}
	})
}

// combine folds the arguments of And (zero = allFalse, one = allTrue) or Or
// (the reverse). An argument that is zero for all rows decides; one that is
// one for all rows changes nothing.
func (ev *Evaluator) combine(args []int, out *reg, zero, one truth, fold func(t, f, at, af []uint64)) {
	out.state = one
	for _, id := range args {
		a := &ev.regs[id]
		if a.state == zero {
			out.state = zero
			return
		}
		switch {
		case a.state == one:
		case out.state == one:
			*out = *a
		case a.state == allUnknown && out.state == allUnknown:
		default:
			t, f := ev.own(out)
			at, af := ev.bitmaps(a)
			fold(t, f, at, af)
			out.settle(ev.frame)
		}
		if out.state == zero {
			return
		}
	}
}

// own gives out bitmaps of its own that hold its present value.
func (ev *Evaluator) own(out *reg) (t, f []uint64) {
	t, f = ev.alloc()
	st, sf := ev.bitmaps(out)
	copy(t, st)
	copy(f, sf)
	*out = reg{mixed, t, f}
	return t, f
}

// bitmaps gives a reg's value as bitmaps, also where it is uniform.
func (ev *Evaluator) bitmaps(r *reg) (t, f []uint64) {
	switch r.state {
	case allTrue:
		return ev.full, ev.zero
	case allFalse:
		return ev.zero, ev.full
	case allUnknown:
		return ev.zero, ev.zero
	}
	return r.t, r.f
}
