package register

import (
	"leadlint/rules/facts"
)

// Finish hands on the last, unfilled batch and gives the first error of consume.
func (w *Worker) Finish() error {
	if w.n > 0 && w.err == nil {
		w.flush()
	}
	return w.err
}

// flush hands on the gathered rows.
func (w *Worker) flush() {
	for i := range w.b.m.Facts {
		w.fills[i] += w.fill(&w.b.m.Facts[i])
	}
	if w.adequacy != nil {
		w.fillAdequacy()
	}
	w.batch.N = w.n
	for i := range w.fields {
		w.batch.Cols[i] = w.vec(i)
	}
	if err := w.consume(&w.batch); err != nil {
		w.err = err
	}
	w.n, w.arena = 0, w.arena[:0]
	for i := range w.fields {
		w.fields[i].keys = w.fields[i].keys[:0]
	}
}

// vec gives a field's column of the batch. A cell that is empty in a column that
// no sampled record fills tells no more than no column: it is unread.
func (w *Worker) vec(i int) facts.Vec {
	s := &w.fields[i]
	if !s.used {
		return facts.Vec{Absent: true}
	}
	if s.unused {
		w.doubtEmpty(s)
	}
	v := facts.Vec{Codes: s.codes, Days: s.days, Ints: s.ints, Sets: s.sets, Unread: s.unread, Present: s.present}
	last, bits := (w.n-1)>>6, uint(w.n&63)
	if bits != 0 {
		s.unread[last] &= 1<<bits - 1
		if s.present != nil {
			s.present[last] &= 1<<bits - 1
		}
	}
	if s.joins {
		v.Keys, v.KeyAt = s.keys, s.keyAt[:w.n+1]
	}
	if s.content {
		for r := range w.n {
			s.texts[r] = nil
			if s.end[r] > s.at[r] {
				s.texts[r] = w.arena[s.at[r]:s.end[r]]
			}
		}
		v.Texts = s.texts
	}
	return v
}

func (w *Worker) doubtEmpty(s *store) {
	for r := range w.n {
		if !s.holds(r) {
			s.mark(r, true)
		}
	}
}

// holds says whether the row's value of the field is known.
func (s *store) holds(r int) bool {
	switch {
	case s.codes != nil:
		return s.codes[r] != facts.UnknownCode
	case s.days != nil:
		return s.days[r] != facts.UnknownDay
	case s.ints != nil:
		return s.ints[r] != facts.UnknownInt
	case s.sets != nil:
		return s.sets[r] != 0
	case s.present != nil:
		return s.present[r>>6]>>uint(r&63)&1 == 1
	}
	return s.keyAt != nil && s.keyAt[r+1] > s.keyAt[r]
}

// fill gives the rows that say nothing of a field the value stated for them, and
// counts those. A cell that was not understood says something.
func (w *Worker) fill(f *Fact) (filled int64) {
	s := &w.fields[f.index]
	if !s.used {
		return 0
	}
	if s.present != nil {
		return w.fillText(s, f)
	}
	for r := range w.n {
		if s.unread[r>>6]>>uint(r&63)&1 == 1 || s.holds(r) {
			continue
		}
		filled++
		switch {
		case s.codes != nil:
			s.codes[r] = f.value.code
		case s.days != nil:
			s.days[r] = f.value.day
		case s.ints != nil:
			s.ints[r] = f.value.count
		case s.sets != nil:
			s.sets[r] = f.value.set
		}
	}
	return filled
}

// fillText gives the rows without a text the one stated for them. The hashes of
// all rows are put together anew, for they lie one behind the other.
func (w *Worker) fillText(s *store, f *Fact) (filled int64) {
	var stated []facts.Hash
	if s.joins {
		stated = w.hasher.Name(nil, []byte(f.value.text))
	}
	var keys []facts.Hash
	at := uint32(len(w.arena))
	w.arena = append(w.arena, f.value.text...)
	from := uint32(0)
	for r := range w.n {
		if s.present[r>>6]>>uint(r&63)&1 == 0 {
			filled++
			s.present[r>>6] |= 1 << uint(r&63)
			if s.joins {
				keys = append(keys, stated...)
			}
			if s.content {
				s.at[r], s.end[r] = at, uint32(len(w.arena))
			}
		} else if s.joins {
			keys = append(keys, s.keys[from:s.keyAt[r+1]]...)
		}
		if s.joins {
			from, s.keyAt[r+1] = s.keyAt[r+1], uint32(len(keys))
		}
	}
	if s.joins {
		s.keys = append(s.keys[:0], keys...)
	}
	return filled
}

// fillAdequacy follows countries that facts gave.
func (w *Worker) fillAdequacy() {
	c, a := &w.fields[w.b.rel.Index("country")], &w.fields[w.b.rel.Index("adequacy")]
	if !c.used || !a.used {
		return
	}
	for r := range w.n {
		a.codes[r] = w.adequacy[c.codes[r]]
	}
}
