// Package entity finds in a sentence of a notice what is no matter of wording:
// companies by their legal form, supervisory authorities by their names, e-mail
// addresses, telephone numbers, web addresses, postal addresses, numbers, and
// places that somebody forgot to fill in.
//
// What it knows of countries and languages stands in tables beside the code. It
// prefers to miss what is doubtful: a span is a claim.
package entity

import (
	"cmp"
	"slices"
	"sync"

	"leadlint/scanner/wording"
)

// Kind says what a span is.
type Kind uint8

// The kinds of spans. LegalForm covers the last word of a company's name and
// its legal form; Address goes from the street, where there is one, to the town
// or the postal code. Number is one number or a range, written in digits; a date in
// digits is none, but the day and the year of "25 May 2018" are.
const (
	LegalForm Kind = iota
	Authority
	Email
	Phone
	URL
	Address
	Number
	Placeholder
)

// String gives the kind in words, for messages and tests.
func (k Kind) String() string {
	names := [...]string{"legal form", "authority", "e-mail", "phone", "url", "address", "number", "placeholder"}
	if int(k) < len(names) {
		return names[k]
	}
	return "unknown kind"
}

// Span is one find.
type Span struct {
	Kind Kind
	// Start and End are bytes of the text, on borders of characters.
	Start, End int
	// Code is for an authority its country (ISO 3166-1 in capitals, EU for the
	// European Data Protection Supervisor; a German Land or a Spanish region as
	// in ISO 3166-2, such as DE-BY), for a legal form the countries that know
	// it, joined by commas; several for an authority whose name is that of
	// several countries (Datatilsynet: DK,NO). Empty for the other kinds.
	Code string
}

// Finder finds spans. It is made by [New], never changes and may be used by many
// goroutines at once.
type Finder struct {
	fold         *wording.Folder
	forms        formTable
	authorities  authorityTable
	hosts        hostTable
	phones       phoneTable
	places       placeTable
	placeholders placeholderTable
	scratch      sync.Pool
}

// New reads the tables. An error tells the table and the line that are wrong,
// which only happens when the build is faulty.
func New() (*Finder, error) {
	f := &Finder{fold: wording.NewFolder()}
	f.scratch.New = func() any { return new(text) }
	for _, read := range []func(*wording.Folder) error{
		f.forms.read, f.authorities.read, f.hosts.read, f.phones.read, f.places.read, f.placeholders.read,
	} {
		if err := read(f.fold); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// maxKept is the most tokens of which the memory is kept for the next text.
const maxKept = 1 << 14

// Find appends the spans of s, one sentence, cell or heading in NFC, to dst in the
// order of their starts. Spans do not overlap, with two exceptions: the domain of
// an authority is an Authority within an Email or URL, and a placeholder may hold
// or be part of another span. The time is linear in the length of s.
func (f *Finder) Find(dst []Span, s string) []Span {
	if s == "" {
		return dst
	}
	t := f.scratch.Get().(*text)
	defer func() {
		if t.s = ""; cap(t.tokens) <= maxKept {
			f.scratch.Put(t)
		}
	}()
	t.read(f.fold, s)
	first := len(dst)
	t.spans = dst
	f.hosts.find(t)
	f.authorities.findDomains(t, first)
	f.placeholders.find(t)
	f.phones.find(t)
	f.places.find(t)
	f.forms.find(t)
	f.authorities.find(t)
	numbers(t)
	dst, t.spans = t.spans, nil
	slices.SortStableFunc(dst[first:], func(a, b Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	return dst
}
