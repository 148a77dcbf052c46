package register

import (
	"bytes"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/dataset/values"
)

// kinds of key as shown in masks
const (
	shownNone uint8 = iota
	shownEmail
	shownPhone
	shownProfile
	shownOther
	shownName
)

// readKeys reads who the record is about.
func (w *Worker) readKeys(cells [][]byte) {
	w.keys = w.keys[:0]
	w.clear, w.hashed, w.numbered = false, false, false
	w.identifier = 0
	w.shown, w.shownAs = nil, shownNone
	if len(w.b.keys) == 0 {
		return
	}
	hash := w.b.person >= 0 && w.fields[w.b.person].used
	w.country = w.b.opt.Country
	for i := range w.b.keys {
		p := &w.b.keys[i]
		cell := cells[p.column]
		if len(cell) == 0 || len(cell) < 24 && values.Empty(cell) {
			continue
		}
		kind := w.kindOf(p.use.Kind, cell)
		w.note(kind, cell)
		if hash {
			w.hash(kind, cell, cells)
		}
	}
	if len(w.keys) > 1 {
		w.keys = identity.Unique(w.keys, 0)
	}
}

// kindOf tells the form of a cell in a column of keys: lists mix them.
func (w *Worker) kindOf(kind string, cell []byte) uint8 {
	switch kind {
	case "email":
		if bytes.IndexByte(cell, '@') > 0 {
			return formEmail
		}
		if form := w.formOf(cell); form != formID {
			return form
		}
		return formEmail
	case "phone":
		if len(cell) >= 32 && identity.DigestOf(cell) != "" {
			return formDigest
		}
		return formPhone
	case "profile":
		return formProfile
	case "id":
		return formID
	case "name":
		return formName
	}
	return w.formOf(cell)
}

// forms of a key
const (
	formID uint8 = iota
	formEmail
	formPhone
	formProfile
	formDigest
	formName
)

// formOf tells the form of a cell that may be any key.
func (w *Worker) formOf(cell []byte) uint8 {
	switch {
	case bytes.IndexByte(cell, '@') > 0 && w.readers.email.Valid(cell):
		return formEmail
	case len(cell) >= 32 && identity.DigestOf(cell) != "":
		return formDigest
	case values.ProfileURL(cell):
		return formProfile
	case w.readers.phone.Looks(cell):
		return formPhone
	}
	return formID
}

// hash appends the identities in a cell.
func (w *Worker) hash(form uint8, cell []byte, cells [][]byte) {
	switch form {
	case formEmail:
		w.keys = w.hasher.Email(w.keys, cell)
	case formPhone:
		w.keys = w.hasher.Phone(w.keys, cell, w.countryOf(cells))
	case formProfile:
		w.keys = w.hasher.Profile(w.keys, cell)
	case formDigest:
		w.keys = w.hasher.Digest(w.keys, cell)
	case formID:
		w.keys = w.hasher.ID(w.keys, w.b.m.IDs, cell)
	}
}

// countryOf gives the code of the row's country, for its telephone numbers.
func (w *Worker) countryOf(cells [][]byte) uint8 {
	for i := range w.b.groups {
		for k := range w.groups[i] {
			if x := &w.groups[i][k]; x.use.Field == "country" {
				if c := x.known(w, cells[x.column]).code; c != 0 {
					return c
				}
			}
		}
	}
	return w.country
}

// note keeps what the record's identifiers are, and the first for masks.
func (w *Worker) note(form uint8, cell []byte) {
	shown := shownOther
	switch form {
	case formEmail:
		shown = shownEmail
	case formPhone:
		shown = shownPhone
	case formProfile:
		shown = shownProfile
	case formName:
		shown = shownName
	}
	switch form {
	case formDigest:
		w.hashed = true
	case formID:
		w.numbered = true
	default:
		w.clear = true
	}
	w.identify(form)
	if w.shown == nil || w.shownAs >= shownOther && shown < shownOther {
		w.shown, w.shownAs = cell, shown
	}
}

// show keeps for the masks of a row who its record is about.
func (w *Worker) show(r int) {
	w.shownAt[r], w.shownN[r], w.shownKind[r] = uint32(len(w.arena)), uint32(len(w.shown)), w.shownAs
	w.arena = append(w.arena, w.shown...)
}

// identify keeps the most direct identifier of a row of statistics: a name, then
// an address, a number, a profile, an account.
func (w *Worker) identify(form uint8) {
	if w.b.identifier < 0 {
		return
	}
	f := &w.b.rel.Fields[w.b.identifier]
	rank, name := 0, ""
	switch form {
	case formName:
		rank, name = 5, "name"
	case formEmail:
		rank, name = 4, "email"
	case formPhone:
		rank, name = 3, "phone"
	case formProfile:
		rank, name = 2, "profile"
	default:
		rank, name = 1, "account_id"
	}
	if rank > identifierRank(f, w.identifier) {
		w.identifier = f.Code(name)
	}
}

func identifierRank(f *facts.Field, c uint8) int {
	if c == 0 {
		return 0
	}
	switch f.Values[c-1] {
	case "name":
		return 5
	case "email":
		return 4
	case "phone":
		return 3
	case "profile":
		return 2
	case "account_id":
		return 1
	}
	return 0
}
