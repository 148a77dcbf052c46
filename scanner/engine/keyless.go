package engine

import "leadlint/rules/facts"

// mostKeyless is the number of different rows without an identity up to which
// a table keeps them.
const mostKeyless = 1024

// keyless keeps what rows without an identity hold, each combination once:
// such a row could be anybody's, but not where a condition is false for it.
type keyless struct {
	rows rows
	seen map[string]bool
	// many says that there are more than are kept.
	many bool
	text []byte
}

func (k *keyless) add(l *layout, b *facts.Batch, row int) {
	if k.many {
		return
	}
	k.text = k.text[:0]
	for i, c := range l.cells {
		k.text = c.encode(k.text, &b.Cols[l.fields[i]], row)
	}
	k.addText(l, k.text)
}

// addText adds the row whose cells are encoded so.
func (k *keyless) addText(l *layout, text []byte) {
	if k.many || k.seen[string(text)] {
		return
	}
	if k.rows.n == mostKeyless {
		k.lose()
		return
	}
	if k.seen == nil {
		k.seen, k.rows.cols = map[string]bool{}, make([]facts.Vec, len(l.cells))
	}
	k.seen[string(text)] = true
	r := &record{text}
	for i, c := range l.cells {
		c.decode(&k.rows.cols[i], k.rows.n, r)
	}
	k.rows.n++
}

// lose gives up the rows: any condition might be met by one.
func (k *keyless) lose() {
	k.rows.reset()
	k.many, k.seen = true, nil
}

// judgeKeyless finds for each condition of the join whether some row without
// an identity might meet it, whatever the row it is asked for.
func (j *join) judgeKeyless() {
	k := &j.table.keyless
	j.anybody = make([]bool, len(j.roots))
	if k.many {
		for i := range j.anybody {
			j.anybody[i] = true
		}
		return
	}
	if k.rows.n == 0 {
		return
	}
	p := j.newPairing()
	for i := range p.batch.Cols {
		p.batch.Cols[i].Absent = true
	}
	all := make([]uint32, k.rows.n)
	for i := range all {
		all[i] = uint32(i)
	}
	for _, f := range j.joined {
		if f.column >= 0 {
			f.cell.gather(&p.batch.Cols[f.at], &k.rows.cols[f.column], all)
		}
	}
	p.batch.N = len(all)
	p.sub.evaluate(&p.batch)
	for i, root := range j.roots {
		j.anybody[i] = p.sub.regs[root].state != allFalse
	}
}
