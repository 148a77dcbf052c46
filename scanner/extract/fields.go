package extract

import (
	"strconv"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/read/damage"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/dataset/values"
)

// word is a name of a datum as the registers list it ("email", "Job title").
type word struct {
	// shown is the name as it was first written.
	shown string
	// column is its column in the sample.
	column int
	// field is the canonical column that it means, empty when it is not known.
	field string
	// met says that some record had a column for it; wanted counts the drawn rows
	// that list it and whose record was found.
	met    bool
	wanted int64
}

// listed gives the names of the data that a drawn row says were passed.
func (d *drawing) listed(r *row) []string {
	var out []string
	for _, c := range d.registers[r.register].fields {
		cell := strings.TrimFunc(strings.TrimSpace(r.cells[c]), func(r rune) bool { return strings.ContainsRune("[]{}()", r) })
		for _, name := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(",;|\n\r\x1f", r) }) {
			if name = strings.Trim(strings.TrimSpace(name), `"'`); values.Fold(name) != "" {
				out = append(out, name)
			}
		}
	}
	return out
}

// learn gives every name that drawn rows list a column of the sample, in the
// order in which they are met, and finds out what each means.
func (d *drawing) learn() []*word {
	var words []*word
	var headers []string
	for i := range d.rows {
		for _, name := range d.listed(&d.rows[i]) {
			key := values.Fold(name)
			if d.words[key] == nil {
				w := &word{shown: name, column: len(words)}
				d.words[key] = w
				words, headers = append(words, w), append(headers, name)
			}
		}
	}
	if d.recog == nil || len(words) == 0 {
		return words
	}
	m := d.recog.Table(recognise.Input{Headers: headers})
	for i, w := range words {
		w.field = m.Columns[i].Field
	}
	return words
}

// passed gives what a record holds under a name: of the column with that header,
// else of those with that meaning, else of the first of its kind that is filled.
// ok is false when the record has no such column.
func (r *record) passed(w *word) (value string, ok bool) {
	m := r.table.mapping
	key := values.Fold(w.shown)
	for i := range m.Columns {
		if values.Fold(m.Columns[i].Header) == key {
			return r.cell(i), true
		}
	}
	if w.field == "" {
		return "", false
	}
	for i := range m.Columns {
		if m.Columns[i].Field == w.field {
			if ok = true; r.cell(i) != "" {
				return r.cell(i), true
			}
		}
	}
	if ok {
		return "", true
	}
	kind, parts := kindOf(w.field), []string(nil)
	for i := range m.Columns {
		if kind != "" && kindOf(m.Columns[i].Field) == kind {
			if ok = true; r.cell(i) != "" {
				parts = append(parts, r.cell(i))
			}
		}
	}
	if kind == "name" {
		return strings.Join(parts, " "), ok
	}
	if len(parts) > 0 {
		return parts[0], true
	}
	return "", ok
}

func (r *record) cell(i int) string {
	return strings.ReplaceAll(r.cells[i], "\x1f", "; ")
}

// kindOf gives what canonical columns of one kind have in common: those of
// e-mail addresses, numbers, names and profiles; empty for others.
func kindOf(field string) string {
	for _, f := range bind.Feeds(field) {
		switch f {
		case "email", "phone", "name", "profile_url":
			return f
		}
	}
	return ""
}

// The columns that the sample has beside those of the registers.
const (
	headRegister = "register"
	headRow      = "register row"
	headRecord   = "record"
)

// lay puts the drawn rows into the columns of the sample: where the row stands,
// what the register says, and of the person's record what it says was passed.
func (d *drawing) lay() {
	words := d.learn()
	d.out.header = []string{headRegister, headRow}
	place := map[string]int{} // header of a register, with its occurrence
	at := make([][]int, len(d.registers))
	for i, reg := range d.registers {
		seen := map[string]int{}
		for _, h := range reg.headers {
			seen[h]++
			id := h + "\x00" + strconv.Itoa(seen[h])
			if _, ok := place[id]; !ok {
				place[id] = len(d.out.header)
				d.out.header = append(d.out.header, h)
			}
			at[i] = append(at[i], place[id])
		}
	}
	own := len(d.out.header)
	if d.out.Datasets > 0 {
		d.out.header = append(d.out.header, headRecord)
		for _, w := range words {
			d.out.header = append(d.out.header, headRecord+": "+w.shown)
		}
	}
	for i := range d.rows {
		r := &d.rows[i]
		line := make([]string, len(d.out.header))
		line[0], line[1] = d.registers[r.register].name, strconv.FormatInt(r.line, 10)
		for k, c := range r.cells {
			line[at[r.register][k]] = c
		}
		if r.found != nil {
			line[own] = r.found.table.name + ", " + strconv.FormatInt(r.found.line, 10)
			d.fill(line[own+1:], r)
		}
		d.out.rows = append(d.out.rows, line)
	}
}

// fill sets what the record holds of the data that the row lists.
func (d *drawing) fill(cells []string, r *row) {
	for _, name := range d.listed(r) {
		w := d.words[values.Fold(name)]
		w.wanted++
		if value, ok := r.found.passed(w); ok {
			w.met = true
			cells[w.column] = value
		}
	}
}

// gaps words what the sample cannot answer.
func (d *drawing) gaps() {
	total := int64(len(d.rows))
	if d.undated > 0 {
		d.lost("%s of the recipient without a day: whether of the period is not known, so not drawn", count(d.undated, "row", "rows"))
	}
	if d.unplaced > 0 {
		d.lost("%s of the recipient with a day that cannot be read, so not drawn: say how days are written (dates: {disclosed_at: DD/MM/YYYY})", count(d.unplaced, "row", "rows"))
	}
	if total == 0 {
		return
	}
	unlisted, later, several := int64(0), int64(0), int64(0)
	for i := range d.rows {
		r := &d.rows[i]
		if len(d.registers[r.register].fields) > 0 && len(d.listed(r)) == 0 {
			unlisted++
		}
		if r.found == nil {
			continue
		}
		if r.found.updated != facts.UnknownDay && r.found.updated > r.day {
			later++
		}
		if r.found.others > 0 {
			several++
		}
	}
	if unlisted > 0 {
		d.gap("which data were passed: not said by %s drawn", count(unlisted, "row", "rows"))
	}
	if d.silent > 0 {
		d.gap("whose data were passed: not told by %s drawn", count(d.silent, "row", "rows"))
	}
	d.recordGaps(total-d.nameless, later, several)
	d.wordGaps()
}

// recordGaps tells what the datasets lack of so many persons.
func (d *drawing) recordGaps(total, later, several int64) {
	switch {
	case len(d.file.Datasets) == 0:
		d.gap("what the data were: %s lists no dataset to take the persons' records from (datasets: - path: FILE)", d.req.AuditFile)
		return
	case d.out.Datasets == 0:
		return
	}
	if missing := total - int64(d.out.Found); missing > 0 {
		d.gap("what the data were: no record in the datasets for the person of %s drawn (deleted since, or identified otherwise)", count(missing, "row", "rows"))
	}
	if d.out.Found > 0 {
		d.gap("the records are shown as they stand in the datasets, not as they stood on the day of the disclosure")
	}
	if later > 0 {
		d.gap("%s changed after the disclosure: what was passed may have differed", count(later, "record shown was", "records shown were"))
	}
	if several > 0 {
		d.gap("%s more than one record; the first is shown", count(several, "person drawn has", "persons drawn have"))
	}
}

// wordGaps tells the names of data that no record has a column for.
func (d *drawing) wordGaps() {
	var names []string
	for _, w := range d.ordered() {
		if !w.met && w.wanted > 0 {
			names = append(names, w.shown)
		}
	}
	if len(names) > 0 {
		d.gap("what the data were: no column of the datasets holds %s", damage.Names(names))
	}
}

// ordered gives the names in the order of their columns.
func (d *drawing) ordered() []*word {
	out := make([]*word, len(d.words))
	for _, w := range d.words {
		out[w.column] = w
	}
	return out
}
