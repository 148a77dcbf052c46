package engine

import (
	"errors"
	"fmt"
	"math/bits"

	"leadlint/rules/facts"
)

// existsNode is one condition of a join, row by row.
type existsNode struct {
	join *join
	root int
}

func (k existsNode) run(ev *Evaluator, out *reg) {
	p := ev.pairing(k.join)
	t, f := ev.alloc()
	copy(t, p.yes[k.root])
	for i := range f {
		f[i] = 0
		if !k.join.anybody[k.root] {
			f[i] = p.keyed[i] &^ (t[i] | p.open[k.root][i])
		}
	}
	*out = reg{mixed, t, f}
	out.settle(ev.frame)
}

// pairing runs a join over the rows of a batch.
type pairing struct {
	join  *join
	sub   *Evaluator
	index *index
	cols  []facts.Vec
	// keyed has a bit for each row with an identity of a kind that the table
	// has, so that it can be told from others.
	keyed []uint64
	// yes and open have, for each condition, a bit for each row with a pair
	// for which it is true or unknown.
	yes, open [][]uint64
	// probe are the columns of the row's side, by field of the join.
	probe []facts.Vec
	// at holds the number of each row among yes and open; nil: its own. numbers tell
	// it of rows that stand in files.
	at      []uint64
	numbers *numbering
	// rows and entries are the pairs at hand.
	rows, entries, targets []uint32
	// doubt has a bit for each pair of which it is unknown whether it is one.
	doubt  []uint64
	batch  facts.Batch
	ready  bool
	lookup lookup
	// asked says that an identity was looked up, found that the table held one.
	asked, found bool
}

func (j *join) newPairing() *pairing {
	p := &pairing{join: j, sub: j.pair.NewEvaluator(), index: j.table.index, cols: j.table.cols}
	p.batch.Cols = make([]facts.Vec, len(j.fields.Fields))
	p.yes, p.open = make([][]uint64, len(j.roots)), make([][]uint64, len(j.roots))
	p.probe = make([]facts.Vec, len(j.probe))
	return p
}

// pairing gives the join's answers for the current batch.
func (ev *Evaluator) pairing(j *join) *pairing {
	if ev.pairings[j.id] == nil {
		ev.pairings[j.id] = j.newPairing()
	}
	p := ev.pairings[j.id]
	if p.ready {
		return p
	}
	p.ready = true
	p.keyed = resized(p.keyed, ev.frame.words)
	for i := range p.yes {
		p.yes[i], p.open[i] = resized(p.yes[i], ev.frame.words), resized(p.open[i], ev.frame.words)
	}
	keys := j.own.in(ev)
	if keys.Absent || keys.KeyAt == nil {
		return p
	}
	for row := range ev.frame.n {
		if kindsOf(keys.Keys[keys.KeyAt[row]:keys.KeyAt[row+1]])&j.table.kinds != 0 {
			p.keyed[row>>6] |= 1 << uint(row&63)
		}
	}
	if a := ev.plan.answers; a != nil && j.table.parts != nil {
		for i := range p.yes {
			at := a.rows.first[ev.block] + ev.row
			copyBits(p.yes[i], a.yes[j.id][i], at, ev.frame.n)
			copyBits(p.open[i], a.open[j.id][i], at, ev.frame.n)
		}
		return p
	}
	ev.pair(p, keys)
	return p
}

// lookups is the number of identities that are looked up together, so that the
// processor waits for memory once for many of them.
const lookups = 128

// lookup gathers identities of rows.
type lookup struct {
	n        int
	row      [lookups]uint32
	kinds    [lookups]uint8
	hash     [lookups]facts.Hash
	from, to [lookups]uint32
}

// pair finds the pairs of the batch's rows and runs the conditions over them.
func (ev *Evaluator) pair(p *pairing, keys *facts.Vec) {
	wanted, kinds, filled := ev.wanted(p.join), p.join.table.kinds, false
	look := func() {
		p.asked = p.asked || p.lookup.n > 0
		if p.index.locate(&p.lookup) {
			p.found = true
			if !filled {
				ev.fillProbe(p.join, p.probe)
				filled = true
			}
		}
		p.addFound()
	}
	for row := range ev.frame.n {
		if wanted[row>>6]>>uint(row&63)&1 == 0 {
			continue
		}
		own := keys.Keys[keys.KeyAt[row]:keys.KeyAt[row+1]]
		for _, h := range own {
			if kinds>>h.Kind()&1 == 0 {
				continue
			}
			l := &p.lookup
			l.row[l.n], l.kinds[l.n], l.hash[l.n] = uint32(row), kindsOf(own), h
			if l.n++; l.n == lookups {
				look()
			}
		}
	}
	look()
	p.flush()
}

// locate finds the entries of the identities gathered and says whether any has
// some.
func (x *index) locate(l *lookup) (any bool) {
	for i := range l.n {
		b := x.bucket(l.hash[i])
		l.from[i], l.to[i] = x.starts[b], x.starts[b+1]
	}
	var hit [lookups]bool
	for i := range l.n {
		hit[i] = l.from[i] < l.to[i] && (x.entries[l.from[i]].hash == l.hash[i] || l.to[i]-l.from[i] > 1)
	}
	for i := range l.n {
		if !hit[i] {
			l.to[i] = l.from[i]
			continue
		}
		l.from[i], l.to[i] = x.within(l.hash[i], l.from[i], l.to[i])
		any = any || l.from[i] < l.to[i]
	}
	return any
}

// addFound adds the pairs of the identities looked up.
func (p *pairing) addFound() {
	l := &p.lookup
	for i := range l.n {
		if l.from[i] < l.to[i] {
			p.add(l.row[i], l.hash[i], l.kinds[i], l.from[i], l.to[i])
		}
	}
	l.n = 0
}

// answered fails when so many more rows cannot be evaluated, because a joined
// table lies on disk and has not been asked about them.
func (ev *Evaluator) answered(n int) error {
	if ev.plan.Spills() {
		return errors.New("evaluate: a joined table lies on disk, and its answers have not been looked up")
	}
	if a := ev.plan.answers; a != nil && ev.row+uint64(n) > a.rows.count[ev.block] {
		return fmt.Errorf("evaluate: the second pass has more rows than the first, which had %d in that block", a.rows.count[ev.block])
	}
	return nil
}

// resized gives a zeroed bitmap of so many words.
func resized(set []uint64, words int) []uint64 {
	if cap(set) < words {
		return make([]uint64, words)
	}
	set = set[:words]
	clear(set)
	return set
}

// wanted has a bit for each row for which some condition of the join matters.
func (ev *Evaluator) wanted(j *join) []uint64 {
	if j.all {
		return ev.full
	}
	out, one := ev.alloc()
	clear(out)
	for _, guards := range j.guards {
		copy(one, ev.full)
		for _, id := range guards {
			_, f := ev.bitmaps(&ev.regs[id])
			for i := range one {
				one[i] &^= f[i]
			}
		}
		for i := range out {
			out[i] |= one[i]
		}
	}
	return out
}

// fillProbe sets the columns of the row's side for the batch.
func (ev *Evaluator) fillProbe(j *join, probe []facts.Vec) {
	for i, f := range j.probe {
		if f.index >= 0 {
			probe[i] = ev.batch.Cols[f.index]
			continue
		}
		probe[i].Codes = ev.codes(&ev.regs[f.node], probe[i].Codes[:0])
	}
}

// codes writes a condition's value as the codes of a Bool.
func (ev *Evaluator) codes(r *reg, dst []uint8) []uint8 {
	t, f := ev.bitmaps(r)
	for row := range ev.frame.n {
		w, b := row>>6, uint(row&63)
		dst = append(dst, uint8(t[w]>>b&1)*facts.TrueCode+uint8(f[w]>>b&1)*facts.FalseCode)
	}
	return dst
}

// add adds the pairs of a row with the entries of one of its identities.
func (p *pairing) add(row uint32, h facts.Hash, kinds uint8, from, to uint32) {
	for ; from < to; from++ {
		e := &p.index.entries[from]
		match := matching(h.Kind(), kinds, e.kinds)
		if match == allFalse {
			continue
		}
		if len(p.rows) == MaxBatch {
			p.flush()
			if p.settled(row) {
				return
			}
		}
		p.doubt = appendBit(p.doubt, len(p.rows), match == allUnknown)
		p.rows, p.entries, p.targets = append(p.rows, row), append(p.entries, from), append(p.targets, e.row)
	}
}

// settled says whether every condition has been found true for a row.
func (p *pairing) settled(row uint32) bool {
	at := p.number(row)
	for _, yes := range p.yes {
		if yes[at>>6]>>(at&63)&1 == 0 {
			return false
		}
	}
	return true
}

func (p *pairing) number(row uint32) uint64 {
	if p.at == nil {
		return uint64(row)
	}
	return p.at[row]
}

// flush runs the conditions over the pairs at hand.
func (p *pairing) flush() {
	if len(p.rows) == 0 {
		return
	}
	p.batch.N = len(p.rows)
	for i, f := range p.join.probe {
		f.cell.gather(&p.batch.Cols[f.at], &p.probe[i], p.rows)
	}
	for _, f := range p.join.joined {
		if f.column >= 0 {
			f.cell.gather(&p.batch.Cols[f.at], &p.cols[f.column], p.targets)
			continue
		}
		v := &p.batch.Cols[f.at]
		v.Codes = v.Codes[:0]
		for _, e := range p.entries {
			v.Codes = append(v.Codes, p.index.entries[e].flags&latestMask)
		}
	}
	p.sub.evaluate(&p.batch)
	for i, root := range p.join.roots {
		p.spread(i, &p.sub.regs[root])
	}
	p.rows, p.entries, p.targets, p.doubt = p.rows[:0], p.entries[:0], p.targets[:0], p.doubt[:0]
}

// spread gives each row the answers of its pairs.
func (p *pairing) spread(root int, r *reg) {
	t, f := p.sub.bitmaps(r)
	for w := range p.sub.frame.words {
		yes := t[w] &^ p.doubt[w]
		p.set(p.yes[root], w, yes)
		p.set(p.open[root], w, p.sub.full[w]&^(yes|f[w]))
	}
}

func (p *pairing) set(dst []uint64, word int, pairs uint64) {
	for pairs != 0 {
		at := p.number(p.rows[word<<6|bits.TrailingZeros64(pairs)])
		dst[at>>6] |= 1 << (at & 63)
		pairs &= pairs - 1
	}
}

// sameNode compares the identities of two fields.
type sameNode struct{ a, b operand }

func (k sameNode) run(ev *Evaluator, out *reg) {
	a, b := k.a.in(ev), k.b.in(ev)
	t, f := ev.alloc()
	clear(t)
	clear(f)
	for row := range ev.frame.n {
		switch sameKeys(a.RowKeys(row), b.RowKeys(row)) {
		case allTrue:
			t[row>>6] |= 1 << uint(row&63)
		case allFalse:
			f[row>>6] |= 1 << uint(row&63)
		}
	}
	*out = reg{mixed, t, f}
	out.settle(ev.frame)
}

// Compared says of the table of a need (see JoinNeed.ID) whether rows that were evaluated
// asked it for an identity of a kind that it has, and whether it held one of those. Where
// they asked and it held none, nothing shows that the two can be compared.
func (ev *Evaluator) Compared(need string) (asked, found bool) {
	for _, j := range ev.plan.joins {
		switch a := ev.plan.answers; {
		case j.table.layout.need.ID() != need:
		case a != nil && j.table.parts != nil:
			asked, found = asked || a.asked[j.id], found || a.found[j.id]
		case ev.pairings[j.id] != nil:
			asked, found = asked || ev.pairings[j.id].asked, found || ev.pairings[j.id].found
		}
	}
	return asked, found
}
