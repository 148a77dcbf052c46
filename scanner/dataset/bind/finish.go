package bind

import (
	"bytes"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
)

// Finish hands on the last, unfilled batch and gives the first error of consume.
func (w *Worker) Finish() error {
	if w.n > 0 && w.err == nil {
		w.flush()
	}
	return w.err
}

// flush puts the fields of the gathered rows together and hands them on.
func (w *Worker) flush() {
	w.batch.N = w.n
	for i := range w.batch.Cols {
		w.batch.Cols[i] = facts.Vec{Absent: true}
	}
	w.combine()
	w.derive()
	w.applyDeclared()
	w.deriveLast()
	w.worlds()
	w.groups()
	if w.keyer != nil {
		w.batch.Cols[w.b.fields.person] = w.keyer.vec(w.n)
	}
	if w.pager != nil {
		w.batch.Cols[w.b.fields.page] = facts.Vec{Keys: w.pager.keys, KeyAt: w.pager.at[:w.n+1]}
	}
	if err := w.consume(&w.batch); err != nil {
		w.err = err
	}
	for i := range w.inputs {
		w.inputs[i].memo.settle()
	}
	w.n = 0
	w.arena = w.arena[:0]
	if w.keyer != nil {
		w.keyer.keys = w.keyer.keys[:0]
	}
	if w.pager != nil {
		w.pager.keys = w.pager.keys[:0]
	}
}

// combine gives every field the value of the first of its columns that knows one.
func (w *Worker) combine() {
	for _, o := range w.order {
		in := &w.inputs[o.input]
		f := &w.b.relation.Fields[o.field]
		v := &w.batch.Cols[o.field]
		switch f.Type {
		case facts.Enum:
			w.mergeCodes(v, in.codes[o.out], 0)
		case facts.Bool:
			// A denial in any column of the field wins over a permission.
			w.mergeCodes(v, in.codes[o.out], facts.TrueCode)
		case facts.Date:
			w.mergeDays(o.field, v, in.days)
		case facts.Int:
			if v.Absent {
				*v = facts.Vec{Ints: in.ints}
			} else {
				mergeSlice(v.Ints[:w.n], in.ints, facts.UnknownInt)
			}
		case facts.Set:
			if v.Absent {
				*v = facts.Vec{Sets: in.sets}
			} else {
				mergeSlice(v.Sets[:w.n], in.sets, 0)
			}
		case facts.Text:
			unread := v.Unread
			*v = w.textVec(o.field)
			v.Unread = unread
		}
		w.mergeUnread(v, in.unread)
	}
}

// mergeUnread adds the rows that a further column of the field left unread.
// An input may feed several fields, so the bits are copied before they change.
func (w *Worker) mergeUnread(v *facts.Vec, unread []uint64) {
	if v.Unread == nil {
		v.Unread = unread
		return
	}
	v.Unread = append([]uint64(nil), v.Unread[:(w.n+63)/64]...)
	for i, bits := range unread[:(w.n+63)/64] {
		v.Unread[i] |= bits
	}
}

// mergeSlice fills the unknown values of a with those of b. Writing into a is
// right: a belongs to the first column of the field and is decoded anew for
// every batch.
func mergeSlice[T comparable](a, b []T, unknown T) {
	for i, v := range a {
		if v == unknown {
			a[i] = b[i]
		}
	}
}

func (w *Worker) mergeCodes(v *facts.Vec, codes []uint8, wins uint8) {
	if v.Absent {
		*v = facts.Vec{Codes: codes}
		return
	}
	for i, c := range v.Codes[:w.n] {
		if c == 0 || wins != 0 && codes[i] == wins {
			v.Codes[i] = codes[i]
		}
	}
}

// mergeDays fills the gaps of the first column. A column of dates that serves
// as an anchor too must stay as it was read, so the first merge copies.
func (w *Worker) mergeDays(field int, v *facts.Vec, days []int32) {
	if v.Absent {
		*v = facts.Vec{Days: days}
		return
	}
	own := w.own[field].Days
	if own == nil {
		own = make([]int32, BatchRows)
		w.own[field].Days = own
	}
	if &own[0] != &v.Days[0] {
		copy(own, v.Days[:w.n])
		v.Days = own
	}
	if w.b.relation.Fields[field].Name == "updated_at" {
		for i, d := range days[:w.n] {
			own[i] = max(own[i], d) // the latest of the updates; unknown is the least
		}
		return
	}
	mergeSlice(own[:w.n], days, facts.UnknownDay)
}

func (w *Worker) textVec(field int) facts.Vec {
	c := &w.columns[field]
	v := facts.Vec{Present: c.present}
	if r := uint(w.n & 63); r != 0 {
		c.present[w.n>>6] &= 1<<r - 1
	}
	if w.b.content[field] {
		if c.texts == nil {
			c.texts = make([][]byte, BatchRows)
		}
		for i := range c.texts[:w.n] {
			c.texts[i] = nil
			if c.size[i] > 0 {
				c.texts[i] = w.arena[c.at[i] : c.at[i]+c.size[i]]
			}
		}
		v.Texts = c.texts
	}
	return v
}

// text gives the text kept of an identity field in a row, nil when none.
func (w *Worker) text(field, r int) []byte {
	c := &w.columns[field]
	if c.size == nil || c.size[r] == 0 {
		return nil
	}
	return w.arena[c.at[r] : c.at[r]+c.size[r]]
}

// firstValue gives the first of several values in a cell.
func firstValue(cell []byte) []byte {
	if i := bytes.IndexByte(cell, dataset.MultiSep); i >= 0 {
		return cell[:i]
	}
	return cell
}

func trim(cell []byte) []byte {
	if n := len(cell); n > 0 && cell[0] > ' ' && cell[n-1] > ' ' && cell[0] < 0x80 {
		return cell
	}
	return bytes.TrimSpace(cell)
}
