package engine

import (
	"fmt"
	"math/bits"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
)

// Masker gives the masked or coded values of a row of the current batch. It is
// called only for the few rows chosen as samples.
type Masker interface {
	// Mask gives the row's values of the fields (by index in the relation) and
	// the line it starts on. No raw value may be among them.
	Mask(row int, fields []int) (values []Masked, line int64)
}

// Masked is one masked or coded value of a sample.
type Masked struct{ Field, Value string }

// Evaluator runs a plan over batches; it serves one goroutine.
type Evaluator struct {
	// The place of the batch's first row matters where tables lie on disk alone.
	rowPlace
	plan       *Plan
	frame      frame
	batch      *facts.Batch
	regs       []reg
	full       []uint64
	zero       []uint64
	pool       [][]uint64
	used       int
	ages       []uint8 // month step of a day, from ageBase
	base       int32
	hist       []int64 // rows by group in the current batch
	seen       []uint16
	memos      []map[string]bool
	sampleSize int
	// present holds what presence has worked out for the batch, by field.
	present [][]uint64
	// days are scratch columns for shifted dates.
	days [2][]int32
	// pairings hold the answers of the plan's joins for the batch.
	pairings []*pairing
	// visit is called by RunEach; nil otherwise.
	visit func(rule, row int, o Outcome)
	// bits is filled by RunBits; nil otherwise.
	bits []Bits
}

// Outcome is what a rule answers for a row that it examines.
type Outcome uint8

// The outcomes.
const (
	NotShown Outcome = iota
	Breach
	Clear
)

// MaxBatch is the greatest number of rows a batch may have.
const MaxBatch = 1 << 13

// NewEvaluator makes an evaluator for the plan.
func (p *Plan) NewEvaluator() *Evaluator {
	ev := &Evaluator{plan: p, regs: make([]reg, len(p.nodes)), memos: make([]map[string]bool, p.memos)}
	ev.full, ev.zero = make([]uint64, MaxBatch/64), make([]uint64, MaxBatch/64)
	ev.hist = make([]int64, p.groups)
	ev.present = make([][]uint64, len(p.relation.Fields))
	ev.pairings = make([]*pairing, len(p.joins))
	if p.ageField >= 0 {
		ev.ages, ev.base = ageTable(p.now)
	}
	return ev
}

// Run evaluates the rules over the batch and adds the outcome to part, which
// must come from the plan's NewPartial. A rule that panics is told by its
// index, and the batch counts as not examined for it.
func (ev *Evaluator) Run(b *facts.Batch, part *Partial, mask Masker) error {
	if b.N == 0 {
		return nil
	}
	if b.N > MaxBatch {
		return fmt.Errorf("evaluate: a batch of %d rows is larger than %d", b.N, MaxBatch)
	}
	if err := ev.answered(b.N); err != nil {
		return err
	}
	ev.evaluate(b)
	ev.row += uint64(b.N)
	ev.sampleSize = part.SampleSize
	part.Rows += int64(b.N)
	ev.histogram(part)
	ev.tallyAges(part)
	if b.Key != nil {
		for _, k := range b.Key[:b.N] {
			part.Sketch.Add(k)
		}
	}
	for i := range ev.plan.rules {
		ev.judge(i, part, mask)
	}
	return nil
}

// RunEach is [Evaluator.Run] without samples, which tells the outcome of every row
// that a rule examines: by the rule's index, in the order of rows within an outcome.
func (ev *Evaluator) RunEach(b *facts.Batch, part *Partial, visit func(rule, row int, o Outcome)) error {
	ev.visit = visit
	defer func() { ev.visit = nil }()
	return ev.Run(b, part, nil)
}

// Bits has the rows of a batch that a rule calls a breach, and those for which it
// shows nothing, as bitmaps (row i is bit i%64 of word i/64); nil is no row.
type Bits struct{ Breach, NotShown []uint64 }

// RunBits is [Evaluator.Run] that gives the outcome of every row too: one entry for
// each rule of the plan, valid until the evaluator is used again.
func (ev *Evaluator) RunBits(b *facts.Batch, part *Partial, mask Masker) ([]Bits, error) {
	out := make([]Bits, len(ev.plan.rules))
	ev.bits = out
	defer func() { ev.bits = nil }()
	return out, ev.Run(b, part, mask)
}

// tell visits the rows of a bitmap.
func (ev *Evaluator) tell(rule int, set []uint64, o Outcome) {
	if ev.bits != nil {
		switch o {
		case Breach:
			ev.bits[rule].Breach = set[:ev.frame.words]
		case NotShown:
			ev.bits[rule].NotShown = set[:ev.frame.words]
		}
	}
	if ev.visit != nil {
		ev.walk(set[:ev.frame.words], false, func(row int) { ev.visit(rule, row, o) })
	}
}

// answers gives the map of answers with a number.
func (ev *Evaluator) answers(memo int) map[string]bool {
	if ev.memos[memo] == nil {
		ev.memos[memo] = map[string]bool{}
	}
	return ev.memos[memo]
}

// evaluate works out every node for the batch.
func (ev *Evaluator) evaluate(b *facts.Batch) {
	ev.start(b)
	ev.compute(len(ev.plan.nodes))
}

// compute works out the nodes up to, and without, one.
func (ev *Evaluator) compute(to int) {
	for id, n := range ev.plan.nodes[:to] {
		ev.regs[id] = reg{}
		n.run(ev, &ev.regs[id])
	}
}

func (ev *Evaluator) start(b *facts.Batch) {
	ev.batch, ev.frame, ev.used = b, newFrame(b.N), 0
	w := ev.frame.words
	for i := range ev.full[:w] {
		ev.full[i] = ^uint64(0)
	}
	ev.full[w-1] = ev.frame.last
	clear(ev.present)
	for _, p := range ev.pairings {
		if p != nil {
			p.ready = false
		}
	}
}

// alloc gives two bitmaps of the frame's length that live until the next batch.
func (ev *Evaluator) alloc() (t, f []uint64) {
	if ev.used+2 > len(ev.pool) {
		ev.pool = append(ev.pool, make([]uint64, MaxBatch/64), make([]uint64, MaxBatch/64))
	}
	t, f = ev.pool[ev.used][:ev.frame.words], ev.pool[ev.used+1][:ev.frame.words]
	ev.used += 2
	return t, f
}

// histogram counts the batch's rows by group.
func (ev *Evaluator) histogram(part *Partial) {
	for _, g := range ev.seen {
		ev.hist[g] = 0
	}
	ev.seen = ev.seen[:0]
	if ev.batch.Group == nil {
		ev.hist[0] = int64(ev.batch.N)
		ev.seen = append(ev.seen, 0)
		part.Groups[0] += int64(ev.batch.N)
		return
	}
	for _, g := range ev.batch.Group[:ev.batch.N] {
		if ev.hist[g] == 0 {
			ev.seen = append(ev.seen, g)
		}
		ev.hist[g]++
	}
	for _, g := range ev.seen {
		part.Groups[g] += ev.hist[g]
	}
}

// judge counts one rule's outcomes and chooses its samples.
func (ev *Evaluator) judge(i int, part *Partial, mask Masker) {
	r, n := &part.Rules[i], int64(ev.batch.N)
	applies := reg{state: allTrue}
	if id := ev.plan.rules[i].applies; id >= 0 {
		applies = ev.regs[id]
	}
	breach := ev.regs[ev.plan.rules[i].breach]
	switch {
	case applies.state == allFalse:
		return
	case applies.state == allUnknown, breach.state == allUnknown && applies.state == allTrue:
		r.NotShown += n
		ev.addAll(ev.groups(&r.NotShownBy))
		ev.tell(i, ev.full, NotShown)
		return
	case applies.state == allTrue && breach.state == allTrue:
		r.Breach += n
		ev.addAll(ev.groups(&r.BreachBy))
		ev.sampleAll(r, i, mask)
		ev.persons(r, ev.full[:ev.frame.words])
		ev.tell(i, ev.full, Breach)
		return
	case applies.state == allTrue && breach.state == allFalse:
		r.Clear += n
		ev.tell(i, ev.full, Clear)
		return
	}
	ev.judgeMixed(r, i, &applies, &breach, mask)
}

func (ev *Evaluator) judgeMixed(r *RulePartial, rule int, applies, breach *reg, mask Masker) {
	at, af := ev.bitmaps(applies)
	bt, bf := ev.bitmaps(breach)
	hit, open := ev.alloc()
	clear, _ := ev.alloc()
	var cleared int64
	for i := 0; i < ev.frame.words; i++ {
		hit[i] = at[i] & bt[i]
		clear[i] = at[i] & bf[i]
		cleared += int64(bits.OnesCount64(clear[i]))
		open[i] = ev.full[i] &^ (hit[i] | clear[i] | af[i])
	}
	r.Clear += cleared
	r.Breach += ev.addBits(&r.BreachBy, hit)
	r.NotShown += ev.addBits(&r.NotShownBy, open)
	ev.sampleBits(r, rule, hit, mask)
	ev.persons(r, hit)
	ev.tell(rule, hit, Breach)
	ev.tell(rule, clear, Clear)
	ev.tell(rule, open, NotShown)
}

// groups gives the counts by group, made when the first row is counted.
func (ev *Evaluator) groups(by *[]int64) []int64 {
	if *by == nil {
		*by = make([]int64, ev.plan.groups)
	}
	return *by
}

// addAll adds every row of the batch to the groups.
func (ev *Evaluator) addAll(by []int64) {
	for _, g := range ev.seen {
		by[g] += ev.hist[g]
	}
}

// addBits adds the rows set in the bitmap to the groups and gives their number.
func (ev *Evaluator) addBits(counts *[]int64, set []uint64) int64 {
	n := popcount(set)
	if n == 0 {
		return 0
	}
	by := ev.groups(counts)
	switch {
	case len(ev.seen) == 1:
		by[ev.seen[0]] += n
		return n
	case n*2 > int64(ev.batch.N):
		// Fewer rows are left out than in: count those.
		ev.addAll(by)
		ev.walk(set, true, func(row int) { by[ev.batch.Group[row]]-- })
		return n
	}
	group := ev.batch.Group
	for i, w := range set {
		for w != 0 {
			by[group[i<<6|bits.TrailingZeros64(w)]]++
			w &= w - 1
		}
	}
	return n
}

func (ev *Evaluator) walk(set []uint64, inverted bool, visit func(row int)) {
	for i, w := range set {
		if inverted {
			w = ev.full[i] &^ w
		}
		for w != 0 {
			visit(i<<6 | bits.TrailingZeros64(w))
			w &= w - 1
		}
	}
}

const (
	// AgeStep is the width of a step of Partial.AgeMonths.
	AgeStep = 6
	// AgeSteps is the number of steps; the last is open.
	AgeSteps = 21
	// stepFuture marks a day that lies after now: no age.
	stepFuture = AgeSteps
)

// ageTable gives the step of every day from base to now+1.
func ageTable(now int32) (steps []uint8, base int32) {
	base = now - 12000
	steps = make([]uint8, 12002)
	for i := range steps {
		day := base + int32(i)
		if day > now {
			steps[i] = stepFuture
			continue
		}
		steps[i] = uint8(min(calendar.Months(day, now)/AgeStep, AgeSteps-1))
	}
	return steps, base
}

func (ev *Evaluator) tallyAges(part *Partial) {
	if ev.plan.ageField < 0 {
		return
	}
	v := &ev.batch.Cols[ev.plan.ageField]
	if v.Absent {
		part.Undated += int64(ev.batch.N)
		return
	}
	var counts [AgeSteps + 1]int64
	for _, d := range v.Days[:ev.batch.N] {
		if d == facts.UnknownDay {
			part.Undated++
			continue
		}
		counts[ev.ages[max(0, min(int(d-ev.base), len(ev.ages)-1))]]++
	}
	part.Future += counts[stepFuture]
	for i := range part.AgeMonths {
		part.AgeMonths[i] += counts[i]
	}
}
