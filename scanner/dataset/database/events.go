package database

import (
	"bytes"
	"strings"

	"leadlint/scanner/dataset/values"
)

// kind is what an event was.
type kind uint8

// The kinds of events, in the order of kindNames. Only the person's own step is
// inward; what could be either side's is mixed.
const (
	inward kind = iota
	outward
	opened
	mixed
	kindCount
)

// kindNames are the columns of a child of events.
func kindNames() []string {
	return []string{"last_inbound_at", "last_outbound_at", "last_open_at", "last_activity_at"}
}

// events gives the latest date of each kind.
func (e *expander) events() {
	r := &e.child.reading
	latest := func(k kind, date []byte) {
		if len(date) > 0 && compareDates(date, e.cells[k]) > 0 {
			e.cells[k] = date
		}
	}
	for i := range e.order {
		row := e.order[i].row
		of, said := e.kind(row)
		for _, m := range r.moments {
			k := m.kind
			if said && !m.sure {
				k = of
			}
			latest(k, row[m.column])
		}
		if r.date >= 0 && (len(r.moments) == 0 || said || of != mixed) {
			latest(of, row[r.date])
		}
	}
}

// eventKind is what an event was; said is false where only its table's name tells it.
type eventKind struct {
	kind kind
	said bool
}

// kind tells what an event was by its columns of type and direction, and by the name of
// the table where they say nothing.
func (e *expander) kind(row [][]byte) (kind, bool) {
	r := &e.child.reading
	var key []byte
	for _, k := range r.kinds {
		key = append(append(key, row[k]...), 0)
	}
	if k, ok := e.kinds[string(key)]; ok {
		return k.kind, k.said
	}
	var found [kindCount]bool
	for _, k := range r.kinds {
		tellKind(&found, words(e.child.Columns[k]), row[k])
	}
	k := eventKind{said: found != [kindCount]bool{}}
	if !k.said {
		tellWords(&found, words(e.child.Table.Name))
	}
	k.kind = decide(found)
	if len(e.kinds) < 1000 {
		e.kinds[string(key)] = k
	}
	return k.kind, k.said
}

// tellKind notes what one cell says of an event.
func tellKind(found *[kindCount]bool, column []string, cell []byte) {
	w := words(string(cell))
	m, ok := values.Meaning("opt_out_email", cell)
	in, out := has(column, " inbound incoming "), has(column, " outbound outgoing ")
	switch {
	case (in || out) && ok && m != "unknown": // is_inbound: true
		if in == (m == "true") {
			found[inward] = true
		} else {
			found[outward] = true
		}
	case len(w) == 1 && w[0] == "in":
		found[inward] = true
	case len(w) == 1 && w[0] == "out":
		found[outward] = true
	default:
		tellWords(found, w)
	}
}

// tellWords notes what words say of an event.
func tellWords(found *[kindCount]bool, w []string) {
	found[inward] = found[inward] || has(w, inwardWords)
	found[outward] = found[outward] || has(w, outwardWords)
	found[opened] = found[opened] || has(w, openedWords)
}

// decide gives the kind of an event that was found to be one; mixed when the words
// speak for both sides, or for none.
func decide(found [kindCount]bool) kind {
	switch found {
	case [kindCount]bool{inward: true}:
		return inward
	case [kindCount]bool{outward: true}:
		return outward
	case [kindCount]bool{opened: true}:
		return opened
	}
	return mixed
}

// compareDates orders dates by their texts: those written year first, or as numbers
// since an epoch, or day before month before year. An empty one, or one that cannot be
// told, is the oldest.
func compareDates(a, b []byte) int {
	if isoDate(a) && isoDate(b) {
		return bytes.Compare(a, b)
	}
	return strings.Compare(dateKey(a), dateKey(b))
}

// isoDate says whether a date is written year first.
func isoDate(d []byte) bool { return len(d) >= 10 && d[4] == '-' && d[7] == '-' }

// dateKey makes a text that sorts as the date does.
func dateKey(d []byte) string {
	text := strings.TrimSpace(string(d))
	digits := strings.Trim(text, "0123456789") == ""
	switch {
	case text == "":
		return ""
	case digits && len(text) < 20: // behind the dates that cannot be told, and among themselves
		return "!" + strings.Repeat("0", 20-len(text)) + text
	case isoDate(d):
		return text
	case len(text) >= 10 && strings.ContainsRune("./-", rune(text[2])) && text[5] == text[2]:
		return text[6:10] + "-" + text[3:5] + "-" + text[:2] + text[10:]
	}
	return ""
}
