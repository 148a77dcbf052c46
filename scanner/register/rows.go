package register

import (
	"errors"
	"fmt"
	"time"

	"leadlint/rules/facts"
	"leadlint/rules/law"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/dataset/values"
)

// writtenOut is the system of identifiers of rows that are written out without
// naming one: those of one audit file are held to be of one system.
const writtenOut = "audit file"

// Rows makes a batch of the rows of a relation that are written out rather than
// kept in a table: field by field, a string, bool, whole number, time.Time or list
// of strings each; nil and what is not there say nothing. A person is a text or
// a list of texts, each hashed by its form (an e-mail address, a fingerprint, a
// profile's address, a telephone number, else an identifier of spec.IDs). Dates
// may have a time of day, from which an incident's hours are worked out. Of the
// specification Relation, Facts, IDs and Where are read. Every field is filled.
// Errors name row and field and show no value.
func Rows(schema *facts.Schema, spec Spec, rows []map[string]any, opt Options) (*facts.Batch, error) {
	rel := schema.Relation(spec.Relation)
	if rel == nil {
		return nil, at(spec.Where, fmt.Errorf("unknown relation %q; the nearest is %q", spec.Relation, nearest(spec.Relation, schema.Names())))
	}
	if opt.Readers == nil {
		opt.Readers = NewReaders(schema)
	}
	w := &writer{
		rel: rel, opt: opt, ids: spec.IDs, facts: spec.Facts, readers: opt.Readers,
		hasher:  identity.New(opt.Key, identity.Options{Digests: opt.Digests, Email: opt.Readers.email, Phone: opt.Readers.phone}),
		moments: make([]moment, len(rel.Fields)),
		batch:   &facts.Batch{N: len(rows), Cols: make([]facts.Vec, len(rel.Fields)), Key: make([]uint64, len(rows))},
	}
	if w.ids == "" {
		w.ids = writtenOut
	}
	for i := range rel.Fields {
		w.makeVec(i)
	}
	var wrong []error
	for r, row := range rows {
		wrong = append(wrong, w.row(r, row)...)
	}
	for i := range w.batch.Cols {
		if !w.filled[rel.Fields[i].Name] {
			w.batch.Cols[i] = facts.Vec{Absent: true}
		}
	}
	return w.batch, at(spec.Where, errors.Join(wrong...))
}

// writer puts written rows into a batch.
type writer struct {
	rel     *facts.Relation
	opt     Options
	ids     string
	facts   map[string]any
	readers *Readers
	hasher  *identity.Hasher
	batch   *facts.Batch
	moments []moment
	filled  map[string]bool
	// form of the identifiers of the row
	clear, hashed, numbered bool
}

func (w *writer) makeVec(i int) {
	if w.filled == nil {
		w.filled = map[string]bool{}
	}
	n, v, f := w.batch.N, &w.batch.Cols[i], &w.rel.Fields[i]
	switch f.Type {
	case facts.Enum, facts.Bool:
		v.Codes = make([]uint8, n)
	case facts.Date:
		v.Days = make([]int32, n)
		for r := range v.Days {
			v.Days[r] = facts.UnknownDay
		}
	case facts.Int:
		v.Ints = make([]int64, n)
		for r := range v.Ints {
			v.Ints[r] = facts.UnknownInt
		}
	case facts.Set:
		v.Sets = make([]uint64, n)
	case facts.Text:
		v.Present, v.Texts = make([]uint64, (n+63)/64), make([][]byte, n)
	}
	if f.Joining() {
		v.KeyAt = make([]uint32, n+1)
	}
}

// row writes one row, and gives what is wrong with it.
func (w *writer) row(r int, row map[string]any) (wrong []error) {
	for _, name := range sorted(row) {
		if f := w.rel.Field(name); f == nil || name == facts.LatestField {
			wrong = append(wrong, fmt.Errorf("row %d: unknown field %q of %s; the nearest is %q", r+1, name, w.rel.Name, nearest(name, w.names())))
		}
	}
	w.clear, w.hashed, w.numbered = false, false, false
	for i := range w.moments {
		w.moments[i].day = facts.UnknownDay
	}
	for i := range w.rel.Fields {
		f, v := &w.rel.Fields[i], &w.batch.Cols[i]
		if v.KeyAt != nil {
			v.KeyAt[r+1] = uint32(len(v.Keys))
		}
		in, ok := row[f.Name]
		if !ok || in == nil {
			in = w.facts[f.Name]
		}
		if in == nil || f.Name == facts.LatestField {
			continue
		}
		if err := w.put(i, r, in); err != nil {
			wrong = append(wrong, fmt.Errorf("row %d: %s: %w", r+1, f.Name, err))
		}
	}
	w.derive(r)
	return wrong
}

func (w *writer) names() []string {
	var out []string
	for i := range w.rel.Fields {
		out = append(out, w.rel.Fields[i].Name)
	}
	return out
}

// put writes one value.
func (w *writer) put(i, r int, in any) error {
	f, v := &w.rel.Fields[i], &w.batch.Cols[i]
	if f.Type == facts.Key {
		return w.person(v, f, r, in)
	}
	x, err := readValue(f, in)
	if err != nil || !x.present {
		return err
	}
	w.filled[f.Name] = true
	switch f.Type {
	case facts.Enum, facts.Bool:
		v.Codes[r] = x.code
	case facts.Date:
		v.Days[r] = x.day
		w.moments[i] = momentIn(in)
	case facts.Int:
		v.Ints[r] = x.count
	case facts.Set:
		v.Sets[r] = x.set
	case facts.Text:
		v.Present[r>>6] |= 1 << uint(r&63)
		v.Texts[r] = []byte(x.text)
		if f.Joins {
			v.Keys = w.hasher.Name(v.Keys, v.Texts[r])
			v.KeyAt[r+1] = uint32(len(v.Keys))
		}
	}
	return nil
}

// momentIn reads a day with its time as an audit file states it.
func momentIn(in any) moment {
	switch x := in.(type) {
	case time.Time:
		m := moment{day: dayOf(x), minute: x.Hour()*60 + x.Minute(), zoned: true}
		_, offset := x.Zone()
		m.zone = offset / 60
		if m.minute == 0 && x.Second() == 0 && offset == 0 {
			m.minute, m.zoned = -1, false // a date without a time
		}
		return m
	case string:
		if m, ok := momentOf([]byte(x), nil); ok {
			return m
		}
	}
	return moment{day: facts.UnknownDay, minute: -1}
}

// person writes who a row is about.
func (w *writer) person(v *facts.Vec, f *facts.Field, r int, in any) error {
	list, ok := stringList(in)
	if !ok {
		s, ok := scalar(in)
		if !ok {
			return errors.New("expected a text or a list of texts")
		}
		list = []string{s}
	}
	from := len(v.Keys)
	for _, s := range list {
		cell := []byte(s)
		switch {
		case values.Empty(cell):
			continue
		case identity.DigestOf(cell) != "":
			v.Keys, w.hashed = w.hasher.Digest(v.Keys, cell), true
		case w.readers.email.Valid(cell):
			v.Keys, w.clear = w.hasher.Email(v.Keys, cell), true
		case values.ProfileURL(cell):
			v.Keys, w.clear = w.hasher.Profile(v.Keys, cell), true
		case w.readers.phone.Looks(cell):
			v.Keys, w.clear = w.hasher.Phone(v.Keys, cell, w.opt.Country), true
		default:
			v.Keys, w.numbered = w.hasher.ID(v.Keys, w.ids, cell), true
		}
	}
	v.Keys = identity.Unique(v.Keys, from)
	v.KeyAt[r+1] = uint32(len(v.Keys))
	if len(v.Keys) > from {
		w.filled[f.Name] = true
		w.batch.Key[r] = v.Keys[from][0]
	}
	return nil
}

// derive works out what the row does not state itself.
func (w *writer) derive(r int) {
	code := func(name, value string) {
		i := w.rel.Index(name)
		if f := &w.rel.Fields[i]; w.batch.Cols[i].Codes[r] == 0 && value != "" {
			w.batch.Cols[i].Codes[r] = f.Code(value)
			w.filled[name] = true
		}
	}
	switch w.rel.Name {
	case "incident":
		w.hours(r, "hours_to_authority", "authority_told_at")
		w.hours(r, "hours_to_customer", "customer_told_at")
	case "suppression":
		switch {
		case w.clear:
			code("form", "clear")
		case w.hashed && !w.numbered:
			code("form", "fingerprint")
		}
	case "recipient":
		i := w.rel.Index("country")
		if c := w.batch.Cols[i].Codes[r]; c != 0 {
			code("adequacy", law.Adequacy(w.rel.Fields[i].Values[c-1]))
		}
	}
}

func (w *writer) hours(r int, field, to string) {
	v := &w.batch.Cols[w.rel.Index(field)]
	a, b := w.moments[w.rel.Index("aware_at")], w.moments[w.rel.Index(to)]
	if v.Ints[r] != facts.UnknownInt || a.day == facts.UnknownDay || b.day == facts.UnknownDay {
		return
	}
	if v.Ints[r] = hoursBetween(a, b); v.Ints[r] != facts.UnknownInt {
		w.filled[field] = true
	}
}
