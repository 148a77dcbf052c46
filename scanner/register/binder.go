package register

import (
	"slices"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/dataset/values"
)

// Options shape a Binder.
type Options struct {
	// Now is the day of the audit.
	Now int32
	// Key is the key of the hashes; tables that are to be compared share one.
	Key [2]uint64
	// Digests names the fingerprints to compute of every e-mail address, because
	// another table holds such (see Mapping.Digests).
	Digests []string
	// Seal adds sealed hashes to the identities (see identity.Options); nil adds none.
	Seal *identity.Seal
	// Need lists the fields that rules read; others are left out. Nil is all.
	Need []string
	// Content lists the fields whose text itself rules read.
	Content []string
	// Country is the code of contact.country that national telephone numbers are
	// read as where the row names no country; 0 leaves them as they are.
	Country uint8
	// Readers are shared between the tables of an audit; nil makes new ones.
	Readers *Readers
}

// Readers understand cells without remembering any, so that all registers and
// workers of an audit share them.
type Readers struct {
	email       *values.EmailReader
	phone       *values.PhoneReader
	identifiers *values.Identifiers
}

// NewReaders makes the shared readers.
func NewReaders(schema *facts.Schema) *Readers {
	return &Readers{email: values.NewEmailReader(schema), phone: values.NewPhoneReader(schema), identifiers: values.NewIdentifiers(schema)}
}

// Binder knows how one register's columns feed its relation. It is not changed
// by its workers.
type Binder struct {
	schema *facts.Schema
	rel    *facts.Relation
	m      *Mapping
	opt    Options
	need   []bool // by field
	// shared feed every row of a record; groups are the rows that a record gives.
	keys, gates []plan
	groups      []group
	// person, channel and the like are positions of fields, -1 when there is none.
	person, channel, form, content, level, identifier, count int
}

// plan is a column that is read.
type plan struct {
	column int
	use    Target
	field  int // -1 for a helper
	read   read
	*Column
	// implied is the field that a filled cell says something of, -1 without one.
	implied int
	value   value
	// first says that no column before this one feeds the field.
	first bool
}

// group is one of the rows that a record gives.
type group struct {
	// channel is the code of the group's channel, 0 without one.
	channel uint8
	plans   []plan
	// opens are the columns of which one must be filled, or say yes, for the
	// record to give the row; none: it always does.
	opens []plan
}

// read is the way in which a column's cells are read.
type read uint8

const (
	readCode read = iota
	readDate
	readInt
	readSet
	readText
	readCount
	readMoment
)

// NewBinder makes the binder of a register from its mapping.
func NewBinder(schema *facts.Schema, m *Mapping, opt Options) *Binder {
	rel := schema.Relation(m.Relation)
	b := &Binder{
		schema: schema, rel: rel, m: m, opt: opt, need: make([]bool, len(rel.Fields)),
		person: rel.Index("person"), channel: rel.Index("channel"), form: -1, content: -1, level: -1, identifier: -1, count: -1,
	}
	if b.opt.Readers == nil {
		b.opt.Readers = NewReaders(schema)
	}
	switch rel.Name {
	case "suppression":
		b.form = rel.Index("form")
	case "log":
		b.content, b.level = rel.Index("content"), rel.Index("level")
	case "statistic":
		b.identifier, b.count = rel.Index("identifier"), rel.Index("count")
	}
	b.wanted()
	b.plan()
	return b
}

// wanted marks the fields to be filled, those that others are worked out from too.
func (b *Binder) wanted() {
	for i := range b.rel.Fields {
		b.need[i] = b.opt.Need == nil || slices.Contains(b.opt.Need, b.rel.Fields[i].Name)
	}
	want := func(names ...string) {
		for _, n := range names {
			if i := b.rel.Index(n); i >= 0 {
				b.need[i] = true
			}
		}
	}
	has := func(name string) bool { i := b.rel.Index(name); return i >= 0 && b.need[i] }
	if has(facts.LatestField) && b.rel.State != nil {
		want(b.rel.State.Date, b.rel.State.By, b.rel.State.Value)
	}
	if has("hours_to_authority") {
		want("aware_at", "authority_told_at")
	}
	if has("hours_to_customer") {
		want("aware_at", "customer_told_at")
	}
	if has("adequacy") {
		want("country")
	}
}

// plan sorts the columns into keys, gates and the rows that a record gives.
func (b *Binder) plan() {
	var shared, apart []plan
	for i := range b.m.Columns {
		c := &b.m.Columns[i]
		if !c.used() {
			continue
		}
		p := plan{column: i, use: c.Use, field: b.rel.Index(c.Use.Field), Column: c, implied: -1}
		if c.Use.ImpliedField != "" {
			p.implied = b.rel.Index(c.Use.ImpliedField)
			f := &b.rel.Fields[p.implied]
			p.value = value{present: true, code: f.Named(c.Use.ImpliedValue)}
		}
		switch {
		case c.Use.Field == "person":
			b.keys = append(b.keys, p)
		case c.Use.Field == ".event" || c.Use.Field == ".state" || c.Use.Field == ".entry" && !b.grouped(&p):
			b.gates = append(b.gates, p)
		case c.Use.Field == ".line" || c.Use.helper() && c.Use.Field != ".count" && c.Use.Field != ".entry":
		case b.grouped(&p):
			apart = append(apart, p)
		default:
			shared = append(shared, p)
		}
	}
	if b.needsCountry() && !slices.ContainsFunc(shared, func(p plan) bool { return p.use.Field == "country" }) {
		b.opt.Country = b.countryFact()
	}
	b.makeGroups(shared, apart)
}

// needsCountry says whether keys are telephone numbers.
func (b *Binder) needsCountry() bool {
	return slices.ContainsFunc(b.keys, func(p plan) bool { return p.use.Kind == "phone" || p.use.Kind == "any" })
}

// countryFact gives the country stated for the whole register, else the option's.
func (b *Binder) countryFact() uint8 {
	for i := range b.m.Facts {
		if f := &b.m.Facts[i]; f.Field == "country" {
			return f.value.code
		}
	}
	return b.opt.Country
}

// grouped says whether a column gives rows of its own.
func (b *Binder) grouped(p *plan) bool {
	if p.use.Channel != "" {
		return true
	}
	return b.rel.Name == "suppression" && p.use.ImpliedField == "kind"
}

// makeGroups puts together the rows that a record gives: one for each channel
// (and, in a list of suppressions, kind) that has columns of its own, and one for
// the columns that are of no channel if they hold a state themselves.
func (b *Binder) makeGroups(shared, apart []plan) {
	type name struct{ channel, kind string }
	var order []name
	members := map[name][]plan{}
	for _, p := range apart {
		n := name{p.use.Channel, ""}
		if b.rel.Name == "suppression" {
			n.kind = p.use.ImpliedValue
		}
		if members[n] == nil {
			order = append(order, n)
		}
		members[n] = append(members[n], p)
	}
	if len(apart) == 0 || slices.ContainsFunc(shared, func(p plan) bool { return state(p.use.Field) }) {
		b.groups = append(b.groups, group{plans: b.ranked(shared)})
	}
	for _, n := range order {
		g := group{plans: b.ranked(append(slices.Clone(members[n]), shared...))}
		if n.channel != "" && b.channel >= 0 {
			g.channel = b.rel.Fields[b.channel].Code(n.channel)
		}
		if b.rel.State == nil {
			g.opens = opens(members[n])
		}
		b.groups = append(b.groups, g)
	}
}

// state says whether the field is itself what a row of its relation states.
func state(field string) bool { return field == "value" || field == "subscribed" || field == "sent_at" }

// opens gives the columns that decide whether a record gives the row: those that
// say so outright, else all.
func opens(members []plan) []plan {
	var out []plan
	for _, p := range members {
		if p.use.Field == ".entry" {
			out = append(out, p)
		}
	}
	if out == nil {
		return members
	}
	return out
}

// ranked drops what nobody needs and marks the first column of each field.
func (b *Binder) ranked(plans []plan) []plan {
	var out []plan
	seen := map[int]bool{}
	for _, p := range plans {
		if p.use.Field == ".count" {
			p.field = b.count
		}
		feeds := p.field >= 0 && b.need[p.field]
		if !feeds && (p.implied < 0 || !b.need[p.implied]) && p.use.Field != "country" {
			continue
		}
		if p.field >= 0 {
			p.first = !seen[p.field]
			seen[p.field] = true
			p.read = b.readOf(&p)
		}
		out = append(out, p) // an entry's mark feeds none itself
	}
	return out
}

func (b *Binder) readOf(p *plan) read {
	switch b.rel.Fields[p.field].Type {
	case facts.Date:
		if b.rel.Name == "incident" {
			return readMoment
		}
		return readDate
	case facts.Int:
		if p.use.Field == ".count" {
			return readCount
		}
		return readInt
	case facts.Set:
		return readSet
	case facts.Text:
		return readText
	}
	return readCode
}

// Projection lists the columns of the table that the binder reads, ascending.
func (b *Binder) Projection() []int {
	var out []int
	if b.content >= 0 {
		for i := range b.m.Columns {
			out = append(out, i)
		}
		return out
	}
	for _, list := range [][]plan{b.keys, b.gates} {
		for i := range list {
			out = append(out, list[i].column)
		}
	}
	for _, g := range b.groups {
		for _, list := range [][]plan{g.plans, g.opens} {
			for i := range list {
				out = append(out, list[i].column)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Columns gives the headers that feed a field, in table order.
func (b *Binder) Columns(field string) []string { return b.m.Header(field) }
