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
	if r.date < 0 {
		return
	}
	for i := range e.order { // by date: the last one stays
		row := e.order[i].row
		if len(row[r.date]) > 0 {
			e.cells[e.kind(row)] = row[r.date]
		}
	}
}

// kind tells what an event was by its columns of type and direction, and by the name of
// the table where they say nothing.
func (e *expander) kind(row [][]byte) kind {
	r := &e.child.reading
	var key []byte
	for _, k := range r.kinds {
		key = append(append(key, row[k]...), 0)
	}
	if k, ok := e.kinds[string(key)]; ok {
		return k
	}
	var found [kindCount]bool
	for _, k := range r.kinds {
		tellKind(&found, words(e.child.Columns[k]), row[k])
	}
	if found == [kindCount]bool{} {
		tellWords(&found, words(e.child.Table.Name))
	}
	k := decide(found)
	if len(e.kinds) < 1000 {
		e.kinds[string(key)] = k
	}
	return k
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
