package bind

import (
	"leadlint/rules/facts"
	"leadlint/scanner/dataset/values"

	"github.com/dchest/siphash"
)

// longestEmpty is more than the length of any mark of a missing value: longer
// cells are not looked up.
const longestEmpty = 24

// blank says whether a cell states nothing.
func blank(cell []byte) bool {
	return len(cell) == 0 || len(cell) <= longestEmpty && values.Empty(cell)
}

func (w *Worker) readDates(r int, cells [][]byte) {
	for _, in := range w.byDate {
		cell := cells[in.column]
		if len(cell) == 0 {
			in.days[r] = facts.UnknownDay
			if in.unused {
				in.miss(r)
			}
			continue
		}
		d := in.dates.Day(cell)
		if d == facts.UnknownDay {
			if cell = firstValue(cell); len(cell) > 0 {
				d = in.dates.Day(cell)
			}
			if d == facts.UnknownDay && !blank(cell) {
				in.miss(r)
			}
		}
		in.days[r] = d
	}
}

func (w *Worker) readTexts(r int, cells [][]byte) {
	bit := uint64(1) << uint(r&63)
	for _, in := range w.byText {
		cell := trim(cells[in.column])
		if blank(cell) {
			if in.unused {
				in.miss(r)
			}
			continue
		}
		c := in.text
		if c.name {
			// The whole name makes its parts superfluous; it is read first.
			if w.whole {
				continue
			}
			w.whole = in.canonical == "person_name"
		}
		if c.keep {
			w.keep(c, r, cell)
		} else {
			c.present[r>>6] |= bit
		}
	}
}

func (w *Worker) readCodes(r int, cells [][]byte) {
	for _, in := range w.byCode {
		cell := cells[in.column]
		if in.better != nil && in.better[r] != facts.UnknownCode {
			in.codes[0][r] = facts.UnknownCode
			continue
		}
		p := in.memo.find(cell)
		if p == nil {
			p, _ = w.met(in, cell)
		}
		p.count++
		if p.unread || in.unused && len(cell) == 0 {
			in.miss(r)
		}
		for i := range in.width {
			in.codes[i][r] = p.codes[i]
		}
	}
}

// met decodes a cell that the input's memo does not hold. Past the memo's limit
// the answer is the worker's own, good until the next cell.
func (w *Worker) met(in *input, cell []byte) (*place, *entry) {
	if p := in.memo.learn(cell, in.dec); p != nil {
		return p, &in.memo.entries[p.entry]
	}
	w.fresh = entry{}
	in.dec(cell, &w.fresh)
	w.aside = place{codes: w.fresh.codes, unread: w.fresh.unread}
	if governed(in.canonical) {
		in.count(w.shown(in, &w.fresh))
	}
	return &w.aside, &w.fresh
}

// count counts a row whose cell the memo has no room for.
func (in *input) count(meaning string) {
	if in.beyond == nil {
		in.beyond = map[string]int64{}
	}
	in.beyond[meaning]++
}

// readSet reads a cell that holds any number of values.
func (w *Worker) readSet(in *input, r int, cell []byte) {
	p := in.memo.find(cell)
	var e *entry
	if p != nil {
		e = &in.memo.entries[p.entry]
	} else {
		p, e = w.met(in, cell)
	}
	p.count++
	in.sets[r] = e.set
	if p.unread || in.unused && len(cell) == 0 {
		in.miss(r)
	}
}

// readOther reads e-mail addresses and telephone numbers, sets, whole numbers,
// free text and what else is not read by a memo.
func (w *Worker) readOther(r int, cells [][]byte) {
	for _, in := range w.byOther {
		cell := cells[in.column]
		switch in.read {
		case readEmail:
			w.readEmail(in, r, cell)
		case readPhone:
			cell = trim(firstValue(cell))
			if blank(cell) {
				continue
			}
			if in.canonical == "phone_home" {
				w.phoneHome[r] = true
			}
			w.keep(in.text, r, cell)
		case readSet:
			w.readSet(in, r, cell)
		case readInt:
			in.ints[r] = w.number(in, cell)
		default:
			w.fresh = entry{}
			in.dec(cell, &w.fresh)
			in.codes[0][r] = w.fresh.codes[0]
		}
	}
}

func (w *Worker) readEmail(in *input, r int, cell []byte) {
	if len(cell) == 0 {
		return
	}
	first := w.emailKind[r] == 0
	kind, plain := w.email.Read(cell)
	if !plain {
		cell = trim(firstValue(cell))
		if blank(cell) {
			return
		}
		kind = w.email.Kind(cell)
	}
	if first {
		w.emailKind[r], w.plain = kind, plain
	}
	if in.canonical == "email_personal" {
		w.emailPersonal[r] = true
	}
	w.keep(in.text, r, cell)
}

// miss notes that the row's cell is filled but was not understood.
func (in *input) miss(r int) { in.unread[r>>6] |= 1 << uint(r&63) }

// keep marks a text as known; the first column of a field that has one wins,
// but the parts of a name are put together.
func (w *Worker) keep(c *column, r int, cell []byte) {
	c.present[r>>6] |= 1 << uint(r&63)
	if c.size[r] != 0 {
		end := int(c.at[r] + c.size[r])
		if !c.name || end != len(w.arena) {
			return
		}
		w.arena = append(append(w.arena, ' '), cell...)
		c.size[r] = uint32(len(w.arena)) - c.at[r]
		return
	}
	c.at[r], c.size[r] = uint32(len(w.arena)), uint32(len(cell))
	w.arena = append(w.arena, cell...)
}

// helpers notes what only serves to work other fields out.
func (w *Worker) helpers(r int, cells [][]byte) {
	at := func(i int) []byte {
		if i < 0 {
			return nil
		}
		return cells[i]
	}
	employer := at(w.b.employer)
	w.hasEmployer[r] = len(employer) > 0
	w.hasTitle[r] = len(at(w.b.jobTitle)) > 0
	if w.b.employerDomain >= 0 || w.b.previousEmployer >= 0 {
		w.emailEmployer[r] = w.employerOf(r, employer, at(w.b.employerDomain), at(w.b.previousEmployer))
	}
}

// rowKey gives the keyed hash of the person: by e-mail, else phone, else
// profile, else the whole record.
func (w *Worker) rowKey(r int, cells [][]byte) uint64 {
	k0, k1 := w.b.key[0], w.b.key[1]
	f := &w.b.fields
	if s := w.text(f.email, r); s != nil && w.emailKind[r] != malformed {
		if !w.plain {
			w.scratch = w.email.Normalise(w.scratch[:0], s)
			s = w.scratch
		}
		return siphash.Hash(k0, k1, s)
	}
	if s := w.text(f.phone, r); s != nil {
		w.scratch = w.phone.Normalise(w.scratch[:0], s, w.phone.Country(s))
		if len(w.scratch) > 5 {
			return siphash.Hash(k0, k1, w.scratch)
		}
	}
	if s := w.text(f.profile, r); s != nil {
		return siphash.Hash(k0, k1, s)
	}
	w.scratch = w.scratch[:0]
	for _, c := range cells {
		w.scratch = append(append(w.scratch, c...), 0)
	}
	return siphash.Hash(k0, k1, w.scratch)
}

// phoneCountry gives the country that the row's telephone number points to.
func (w *Worker) phoneCountry(r int) uint8 {
	if s := w.text(w.b.fields.phone, r); s != nil {
		return w.phone.Country(s)
	}
	return facts.UnknownCode
}
