package bind

import (
	"math/bits"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/values"
)

// Codes of contact.email_kind, in the order of its values.
const (
	generic      uint8 = 1
	professional uint8 = 2
	personal     uint8 = 3
	malformed    uint8 = 5
)

// Codes of other fields that are worked out here.
const (
	consumer         uint8 = 1
	professionalRole uint8 = 2
	noneCode         uint8 = 1 // "none" of a field of a closed world
	homeAddress      uint8 = 2
	homePhone        uint8 = 3
	homeEmail        uint8 = 4
	phoneKindHome    uint8 = 3
)

// fields are the positions of the fields that the binder works out.
type fields struct {
	email, phone, name, profile, address, person, page int
	emailKind, emailEmployer, phoneKind, home          int
	country, languages, recipient, anchor, sourceType  int
}

func newFields(rel *facts.Relation) fields {
	return fields{
		email: rel.Index("email"), phone: rel.Index("phone"), name: rel.Index("name"), profile: rel.Index("profile_url"),
		person: rel.Index("person"), page: rel.Index("source_page"), address: rel.Index("address"), emailKind: rel.Index("email_kind"), emailEmployer: rel.Index("email_employer"),
		phoneKind: rel.Index("phone_kind"), home: rel.Index("home_contact"), country: rel.Index("country"),
		languages: rel.Index("languages"), recipient: rel.Index("recipient"), anchor: rel.Index("expiry_anchor"),
		sourceType: rel.Index("source_type"),
	}
}

// ownCodes gives a field's own column of codes, for values worked out.
func (w *Worker) ownCodes(field int) []uint8 {
	if w.own[field].Codes == nil {
		w.own[field].Codes = make([]uint8, BatchRows)
	}
	return w.own[field].Codes
}

// has says whether some column feeds a text field.
func (w *Worker) has(field int) bool { return w.columns[field].present != nil }

// derive works out the fields that follow from the form of the values.
func (w *Worker) derive() {
	f := &w.b.fields
	if w.has(f.email) {
		w.batch.Cols[f.emailKind] = facts.Vec{Codes: w.emailKind}
	}
	if w.b.employerDomain >= 0 || w.b.previousEmployer >= 0 {
		w.batch.Cols[f.emailEmployer] = facts.Vec{Codes: w.emailEmployer}
	}
	w.deriveCountry()
	w.deriveHome()
	w.deriveAnchor()
}

// deriveCountry fills the country where no column says it: telephone prefix,
// profile address and e-mail domain must agree as far as they speak.
func (w *Worker) deriveCountry() {
	f := &w.b.fields
	v := &w.batch.Cols[f.country]
	if v.Absent {
		if !w.has(f.phone) && !w.has(f.profile) && !w.has(f.email) {
			return
		}
		codes := w.ownCodes(f.country)
		clear(codes[:w.n])
		*v = facts.Vec{Codes: codes}
	}
	for r, c := range v.Codes[:w.n] {
		if c != 0 {
			if p := w.phoneCountry(r); p != 0 && p != c {
				w.conflicts++
			}
			continue
		}
		v.Codes[r] = w.vote(r)
	}
}

// vote gives the country that the row's contact points agree on, 0 when they
// say nothing or disagree.
func (w *Worker) vote(r int) uint8 {
	country := w.phoneCountry(r)
	if s := w.text(w.b.fields.profile, r); s != nil {
		if c := w.places.FromProfileURL(s); c != 0 {
			if country != 0 && country != c {
				return 0
			}
			country = c
		}
	}
	if s := w.text(w.b.fields.email, r); s != nil {
		if c := w.places.FromDomain(w.email.Domain(s)); c != 0 {
			if country != 0 && country != c {
				return 0
			}
			country = c
		}
	}
	return country
}

// deriveHome says whether the row holds a private contact point.
func (w *Worker) deriveHome() {
	f := &w.b.fields
	if !w.has(f.email) && !w.has(f.phone) {
		return
	}
	codes := w.ownCodes(f.home)
	address := w.columns[f.address].present
	for r := range w.n {
		codes[r] = noneCode
		switch {
		case w.phoneHome[r]:
			codes[r] = homePhone
		case w.emailPersonal[r] && w.emailKind[r] == personal:
			codes[r] = homeEmail
		case address != nil && address[r>>6]>>uint(r&63)&1 == 1:
			codes[r] = facts.UnknownCode // home or office: the column does not say
		}
	}
	w.batch.Cols[f.home] = facts.Vec{Codes: codes}
	if v := &w.batch.Cols[f.phoneKind]; v.Absent && w.b.feedsHomePhone() {
		kinds := w.ownCodes(f.phoneKind)
		for r := range w.n {
			kinds[r] = 0
			if w.phoneHome[r] {
				kinds[r] = phoneKindHome
			}
		}
		*v = facts.Vec{Codes: kinds}
	}
}

func (b *Binder) feedsHomePhone() bool {
	for _, in := range b.inputs {
		if in.canonical == "phone_home" {
			return true
		}
	}
	return false
}

// deriveAnchor says which event each stored end of retention counts from.
func (w *Worker) deriveAnchor() {
	a := &w.b.anchors
	if a.expires < 0 || len(a.candidates) == 0 {
		return
	}
	codes := w.ownCodes(w.b.fields.anchor)
	ends := w.dateInput[a.expires].days
	for r := range w.n {
		codes[r] = a.kindOf(ends[r], func(column int) int32 { return w.dateInput[column].days[r] })
	}
	w.batch.Cols[w.b.fields.anchor] = facts.Vec{Codes: codes}
}

// deriveLast works out what may depend on declared facts.
func (w *Worker) deriveLast() {
	f := &w.b.fields
	if c := &w.batch.Cols[f.country]; !c.Absent {
		w.deriveLanguages(c.Codes)
	}
	v := &w.batch.Cols[f.recipient]
	if v.Absent {
		if !w.has(f.email) {
			return
		}
		codes := w.ownCodes(f.recipient)
		clear(codes[:w.n])
		*v = facts.Vec{Codes: codes}
	}
	for r, c := range v.Codes[:w.n] {
		if c == 0 {
			v.Codes[r] = w.capacity(r)
		}
	}
}

// capacity tells a consumer from a professional where the row is plain about
// it: a named address on an organisation's domain beside employer or post, or a
// free-mail address with neither.
func (w *Worker) capacity(r int) uint8 {
	work := w.hasEmployer[r] || w.hasTitle[r]
	switch w.emailKind[r] {
	case professional, generic:
		if work {
			return professionalRole
		}
	case personal:
		if !work && (w.b.employer >= 0 || w.b.jobTitle >= 0) {
			return consumer
		}
	}
	return facts.UnknownCode
}

func (w *Worker) deriveLanguages(countries []uint8) {
	f := &w.b.fields
	v := &w.batch.Cols[f.languages]
	if v.Absent {
		if w.own[f.languages].Sets == nil {
			w.own[f.languages].Sets = make([]uint64, BatchRows)
		}
		sets := w.own[f.languages].Sets
		for r, c := range countries[:w.n] {
			sets[r] = w.language[c]
		}
		*v = facts.Vec{Sets: sets}
		return
	}
	for r, s := range v.Sets[:w.n] {
		if s == 0 {
			v.Sets[r] = w.language[countries[r]]
		}
	}
}

// applyDeclared fills what the rows do not say with what the owner declares.
func (w *Worker) applyDeclared() {
	for i := range w.b.declared {
		d := &w.b.declared[i]
		field := w.b.relation.Index(d.Field)
		if field < 0 {
			continue
		}
		w.fills[i] += w.declare(field, d)
	}
}

func (w *Worker) declare(field int, d *Declared) (filled int64) {
	v := &w.batch.Cols[field]
	absent := v.Absent
	own := &w.own[field]
	switch w.b.relation.Fields[field].Type {
	case facts.Enum, facts.Bool:
		if absent {
			*v = facts.Vec{Codes: w.ownCodes(field)}
			clear(v.Codes[:w.n])
		}
		if d.Code == 0 {
			return w.emptied(absent)
		}
		return fillSlice(v.Codes[:w.n], facts.UnknownCode, d.Code)
	case facts.Date:
		if own.Days == nil {
			own.Days = make([]int32, BatchRows)
		}
		if absent {
			for i := range own.Days[:w.n] {
				own.Days[i] = facts.UnknownDay
			}
		} else if &own.Days[0] != &v.Days[0] {
			copy(own.Days, v.Days[:w.n])
		}
		*v = facts.Vec{Days: own.Days}
		if d.Empty {
			return w.emptied(absent)
		}
		return fillSlice(v.Days[:w.n], facts.UnknownDay, d.Day)
	case facts.Set:
		if absent {
			if own.Sets == nil {
				own.Sets = make([]uint64, BatchRows)
			}
			*v = facts.Vec{Sets: own.Sets}
			clear(v.Sets[:w.n])
		}
		return fillSlice(v.Sets[:w.n], 0, d.Set)
	case facts.Text:
		return w.declareText(field, v)
	}
	return 0
}

// emptied counts the rows that a declared absence speaks for.
func (w *Worker) emptied(absent bool) int64 {
	if absent {
		return int64(w.n)
	}
	return 0
}

func (w *Worker) declareText(field int, v *facts.Vec) (filled int64) {
	own := &w.own[field]
	if own.Present == nil {
		own.Present = make([]uint64, BatchRows/64)
	}
	for i := range own.Present {
		full := ^uint64(0)
		if rest := w.n - i<<6; rest < 64 {
			full = 1<<uint(max(rest, 0)) - 1
		}
		known := uint64(0)
		if !v.Absent {
			known = v.Present[i]
		}
		filled += int64(bits.OnesCount64(full &^ known))
		own.Present[i] = full
	}
	v.Absent, v.Present = false, own.Present
	return filled
}

func fillSlice[T comparable](a []T, unknown, value T) (filled int64) {
	for i, v := range a {
		if v == unknown {
			a[i] = value
			filled++
		}
	}
	return filled
}

// worlds gives "none" to the fields of a closed world that no column feeds,
// when every column of the table was understood.
func (w *Worker) worlds() {
	for i := range w.b.relation.Fields {
		f := &w.b.relation.Fields[i]
		v := &w.batch.Cols[i]
		if !f.ClosedWorld || !v.Absent || !w.b.closed {
			continue
		}
		codes := w.ownCodes(i)
		if codes[0] != noneCode {
			for r := range codes {
				codes[r] = noneCode
			}
		}
		*v = facts.Vec{Codes: codes}
	}
}

// groups sets the reporting group of every row: source type × country.
func (w *Worker) groups() {
	s, c := &w.batch.Cols[w.b.fields.sourceType], &w.batch.Cols[w.b.fields.country]
	for r := range w.n {
		var g uint16
		if !s.Absent {
			g = uint16(s.Codes[r]) * groupCountries
		}
		if !c.Absent {
			g += uint16(c.Codes[r])
		}
		w.batch.Group[r] = g
	}
}

// employerOf says which employer the e-mail's domain is of, 0 when unsure.
func (w *Worker) employerOf(r int, employer, site, previous []byte) uint8 {
	address := w.text(w.b.fields.email, r)
	if address == nil || w.emailKind[r] != professional && w.emailKind[r] != generic {
		return 0
	}
	domain := w.email.Domain(address)
	if host := values.URLHost(site); len(host) > 0 {
		if sameSite(domain, host) {
			return 1
		}
		if named(domain, previous) {
			return 2
		}
		if named(domain, employer) {
			return 1
		}
		return 3
	}
	switch {
	case named(domain, employer):
		return 1
	case named(domain, previous):
		return 2
	}
	return 0
}
