package register

import (
	"bytes"
	"strconv"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/values"
)

// longestBlank is more than the length of any mark of a missing value.
const longestBlank = 24

// longestKnown is the length of the longest cell that is remembered.
const longestKnown = 256

// blank says whether a cell states nothing.
func blank(cell []byte) bool {
	return len(cell) == 0 || len(cell) <= longestBlank && values.Empty(cell)
}

// take reads the record's cell into row r of the field.
func (x *work) take(w *Worker, r int, cells [][]byte) {
	if x.field < 0 || !w.fields[x.field].used {
		return
	}
	cell, s := cells[x.column], &w.fields[x.field]
	switch x.read {
	case readDate:
		x.takeDate(s, r, cell)
	case readCode:
		x.takeCode(w, s, r, cell)
	case readText:
		x.takeText(w, s, r, cell)
	case readSet:
		if k := x.counted(w, cell); s.sets[r] == 0 {
			s.sets[r] = k.set
			s.mark(r, k.unread)
		}
	case readInt, readCount:
		x.takeInt(s, r, cell)
	case readMoment:
		x.takeMoment(w, s, r, cell)
	}
}

// mark notes that a row's cell is filled but was not understood.
func (s *store) mark(r int, unread bool) {
	if unread {
		s.unread[r>>6] |= 1 << uint(r&63)
	}
}

func (x *work) takeDate(s *store, r int, cell []byte) {
	if len(cell) == 0 {
		return
	}
	d := x.in.dates.Day(cell)
	if d == facts.UnknownDay {
		if i := bytes.IndexByte(cell, dataset.MultiSep); i > 0 {
			d = x.in.dates.Day(cell[:i])
		}
		if d == facts.UnknownDay {
			if !blank(cell) {
				s.mark(r, true)
				x.in.strange++
			}
			return
		}
	}
	switch {
	case s.days[r] == facts.UnknownDay:
		s.days[r] = d
	case x.use.Field == "changed_at":
		s.days[r] = max(s.days[r], d) // the last of the changes
	}
}

// takeMoment reads a date of an incident, keeping its time of day.
func (x *work) takeMoment(w *Worker, s *store, r int, cell []byte) {
	if blank(cell) || s.days[r] != facts.UnknownDay {
		return
	}
	m, ok := momentOf(cell, x.in.dates)
	if !ok {
		s.mark(r, true)
		x.in.strange++
		return
	}
	s.days[r], w.moments[x.field] = m.Day, m
}

// takeCode reads a cell of an Enum or Bool. Of columns that contradict each
// other, the one that speaks against use of the data wins.
func (x *work) takeCode(w *Worker, s *store, r int, cell []byte) {
	k := x.counted(w, cell)
	switch {
	case k.unread:
		s.mark(r, true)
	case k.code == 0:
	case s.codes[r] == 0:
		s.codes[r] = k.code
	case against(&w.b.rel.Fields[x.field], k.code):
		s.codes[r] = k.code
	}
}

// against says whether a value is one that speaks against use.
func against(f *facts.Field, c uint8) bool {
	switch f.Name {
	case "value", "consent":
		return f.Values[c-1] == "refused" || f.Values[c-1] == "withdrawn"
	case "subscribed":
		return c == facts.FalseCode
	}
	return false
}

// known gives what the cell of a column is read as, remembered after the first time.
func (x *work) known(w *Worker, cell []byte) *known {
	if k := x.in.memo.find(cell); k != nil {
		return k
	}
	if len(cell) > longestKnown {
		x.in.aside = known{}
		x.decode(w, cell, &x.in.aside)
		return &x.in.aside
	}
	k := known{text: string(cell)}
	x.decode(w, cell, &k)
	if p := x.in.memo.learn(k); p != nil {
		return p
	}
	x.in.aside = k
	return &x.in.aside
}

// counted is known, counting the cell once a record.
func (x *work) counted(w *Worker, cell []byte) *known {
	k := x.known(w, cell)
	if x.counts {
		k.count++
	}
	return k
}

// decode reads a cell met for the first time.
func (x *work) decode(w *Worker, cell []byte, k *known) {
	field := w.b.field(x.plan)
	switch {
	case field != nil && field.Type == facts.Set:
		k.blank = blank(cell)
		if set, ok := w.cells.set(w.b.rel, x.use, x.Meanings, cell); !k.blank {
			k.set, k.unread = set, !ok
			k.meaning = field.Members(set)
		}
	case field != nil && field.Type == facts.Text:
		k.blank = blank(cell)
	case field != nil && manyChannels(w.b.rel, x.use):
		x.decodeChannels(w, field, cell, k)
	default:
		x.decodeCode(w, field, cell, k)
	}
	if k.meaning == "" && !k.unread {
		k.meaning = unknown
	}
}

// decodeCode reads a cell of an enumerated column. Several values in a cell
// must agree.
func (x *work) decodeCode(w *Worker, field *facts.Field, cell []byte, k *known) {
	for i, part := range bytes.Split(cell, []byte{dataset.MultiSep}) {
		m, ok := w.cells.meaning(w.b.rel, x.use, x.Meanings, part)
		if !ok {
			k.unread = true
			return
		}
		c := uint8(0)
		switch {
		case field == nil: // a gate: its meaning says all
			if i > 0 && m != k.meaning {
				k.unread = true
				return
			}
		case x.use.Value != "":
			c = marked(field, x.use, m)
		default:
			c = field.Named(m)
		}
		if i > 0 && c != k.code {
			k.code, k.unread = 0, true
			return
		}
		k.code, k.meaning = c, m
	}
	k.blank = k.meaning == unknown
}

// decodeChannels reads a cell that names several channels: each gives a row.
func (x *work) decodeChannels(w *Worker, field *facts.Field, cell []byte, k *known) {
	x.decodeCode(w, field, cell, k)
	if !k.unread {
		return
	}
	names := w.cells.several(w.b.rel, x.use, x.Meanings, cell)
	for _, m := range names {
		k.set |= 1 << field.Named(m)
	}
	if names != nil {
		k.unread, k.meaning = false, strings.Join(names, " ")
	}
}

// field gives the relation's field that a plan feeds, nil for a helper.
func (b *Binder) field(p *plan) *facts.Field {
	if p.field < 0 {
		return nil
	}
	return &b.rel.Fields[p.field]
}

// takeText notes that a text is known, with its hash where it joins.
func (x *work) takeText(w *Worker, s *store, r int, cell []byte) {
	if s.present[r>>6]>>uint(r&63)&1 == 1 || len(cell) == 0 {
		return
	}
	if !s.joins {
		if blank(cell) {
			return
		}
	} else if !x.name(w, s, r, cell) {
		return
	}
	s.present[r>>6] |= 1 << uint(r&63)
	if s.content {
		s.at[r] = uint32(len(w.arena))
		w.arena = append(w.arena, cell...)
		s.end[r] = uint32(len(w.arena))
	}
}

// name appends the hash of a joining text: those of a column recur, so they are
// remembered. It is false for a cell that states nothing.
func (x *work) name(w *Worker, s *store, r int, cell []byte) bool {
	k := x.in.memo.find(cell)
	if k == nil {
		k = &x.in.aside
		*k = known{blank: blank(cell)}
		k.from = uint32(len(x.in.hashes))
		x.in.hashes = w.hasher.Name(x.in.hashes, cell)
		k.to = uint32(len(x.in.hashes))
		var p *known
		if len(cell) <= longestKnown {
			k.text = string(cell)
			p = x.in.memo.learn(*k)
		}
		if p != nil {
			k = p
		} else {
			defer func() { x.in.hashes = x.in.hashes[:k.from] }()
		}
	}
	if k.blank {
		return false
	}
	s.keys = append(s.keys, x.in.hashes[k.from:k.to]...)
	s.keyAt[r+1] = uint32(len(s.keys))
	return true
}

func (x *work) takeInt(s *store, r int, cell []byte) {
	cell = bytes.TrimSpace(cell)
	if blank(cell) {
		return
	}
	n, ok := wholeOf(cell)
	switch {
	case !ok:
		s.mark(r, true)
	case x.read == readCount:
		if n > 0 && (s.ints[r] == facts.UnknownInt || n < s.ints[r]) { // nought counts nobody
			s.ints[r] = n
		}
	case s.ints[r] == facts.UnknownInt:
		s.ints[r] = n
	}
}

// wholeOf reads a whole number that is not negative, also "1,234", "1 234" and "42.0".
func wholeOf(cell []byte) (int64, bool) {
	var buf [24]byte
	out := buf[:0]
	group := -1
	for i := 0; i < len(cell); i++ {
		c := cell[i]
		if c >= 0x80 { // a no-break or narrow space between thousands
			switch {
			case bytes.HasPrefix(cell[i:], []byte("\u00a0")):
				i++
			case bytes.HasPrefix(cell[i:], []byte("\u202f")):
				i += 2
			default:
				return 0, false
			}
			c = ' '
		}
		switch {
		case digit(c):
			if len(out) == len(buf) {
				return 0, false
			}
			out = append(out, c)
			if group >= 0 {
				group++
			}
		case (c == ',' || c == '.' || c == ' ' || c == '\'') && i > 0:
			if c == '.' && string(bytes.TrimRight(cell[i:], "0")) == "." {
				return parse(out)
			}
			if group >= 0 && group != 3 {
				return 0, false
			}
			group = 0
		default:
			return 0, false
		}
	}
	if group >= 0 && group != 3 {
		return 0, false
	}
	return parse(out)
}

func parse(digits []byte) (int64, bool) {
	n, err := strconv.ParseInt(string(digits), 10, 64)
	return n, err == nil
}
