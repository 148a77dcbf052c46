package bind

import (
	"slices"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/dataset/recognise"
)

// keyPlan is a column that says who a row is about.
type keyPlan struct {
	column int
	kind   uint64
	// space is the system that the identifiers of a KindID are of.
	space string
}

// A column of which nearly every cell recurs is about somebody beside the
// person, such as the user who owns the record: it is judged from so many
// filled cells of the sample on.
const judgedFrom = 20

// planKeys finds the columns that say who a row is about.
func (b *Binder) planKeys(ids string, sample [][][]byte) {
	own := b.ownID(ids)
	for i := range b.mapping.Columns {
		c := &b.mapping.Columns[i]
		k := keyPlan{column: i}
		if i == own {
			k.kind, k.space = facts.KindID, ids
			b.keys = append(b.keys, k)
			continue
		}
		used := c.State == recognise.Used || c.State == recognise.Flagged
		least := 10 // of a hundred filled cells, the distinct ones
		switch {
		case used && isEmail(c.Field):
			k.kind = facts.KindEmail
		case used && isPhone(c.Field):
			k.kind = facts.KindPhone
		case used && (c.Field == "linkedin_url" || c.Field == "social_url"):
			k.kind = facts.KindProfile
		case used && c.Field == "email_hash":
			k.kind = facts.KindDigest
		case used && (c.Field == "record_id" || c.Field == "linkedin_id"), c.State == recognise.NotUnderstood:
			k.kind, least = facts.KindID, 80
			if k.space = identity.Space(c.Header); k.space == "" && used && c.By == "preset" {
				k.space = b.mapping.Preset
			}
			if k.space == "" {
				continue
			}
		default:
			continue
		}
		if filled, distinct := spread(i, sample); filled < judgedFrom || distinct*100 >= filled*least {
			b.keys = append(b.keys, k)
		}
	}
}

// ownID gives the column of the identifiers of the dataset's declared system: of
// those that hold the record's, the first whose header names no other; -1 when
// no system is declared.
func (b *Binder) ownID(ids string) int {
	first := -1
	if ids == "" {
		return first
	}
	for i := range b.mapping.Columns {
		c := &b.mapping.Columns[i]
		if c.Field != "record_id" || c.State != recognise.Used && c.State != recognise.Flagged {
			continue
		}
		if identity.Space(c.Header) == "" {
			return i
		}
		if first < 0 {
			first = i
		}
	}
	return first
}

func isEmail(field string) bool {
	return slices.ContainsFunc(feeds(field), func(f feed) bool { return f.read == readEmail })
}

func isPhone(field string) bool {
	return slices.ContainsFunc(feeds(field), func(f feed) bool { return f.read == readPhone })
}

// spread counts the filled cells of a column in the sample, and the distinct ones.
func spread(column int, sample [][][]byte) (filled, distinct int) {
	seen := map[string]bool{}
	for _, row := range sample {
		if column >= len(row) || blank(trim(row[column])) {
			continue
		}
		filled++
		seen[string(row[column])] = true
	}
	return filled, len(seen)
}

// keyer puts together the keys of a worker's rows.
type keyer struct {
	plans  []keyPlan
	hasher *identity.Hasher
	keys   []facts.Hash
	at     []uint32
	// countries are the codes that columns gave to contact.country, the first
	// in rank first; country is the declared or the default one.
	countries [][]uint8
	country   uint8
}

func (w *Worker) newKeyer() *keyer {
	if !w.b.wantKeys || len(w.b.keys) == 0 {
		return nil
	}
	k := &keyer{
		plans:  w.b.wanted(),
		hasher: identity.New(w.b.key, identity.Options{Digests: w.b.digests, Seal: w.b.seal, Email: w.email, Phone: w.phone}),
		keys:   make([]facts.Hash, 0, 2*BatchRows), at: make([]uint32, BatchRows+1), country: w.b.phoneCountry,
	}
	for _, o := range w.order {
		if in := &w.inputs[o.input]; o.field == w.b.fields.country && in.codes[o.out] != nil {
			k.countries = append(k.countries, in.codes[o.out])
		}
	}
	for _, d := range w.b.declared {
		if d.Field == "country" && d.Code != facts.UnknownCode {
			k.country = d.Code
		}
	}
	return k
}

// wanted leaves out the columns whose kinds of identity nothing is compared by.
func (b *Binder) wanted() []keyPlan {
	if b.kinds == nil {
		return b.keys
	}
	var out []keyPlan
	for _, p := range b.keys {
		if slices.Contains(b.kinds, p.kind) || p.kind == facts.KindEmail && slices.Contains(b.kinds, facts.KindDigest) {
			out = append(out, p)
		}
	}
	return out
}

// readKeys hashes the row's identities. The codes of its country are read before.
func (k *keyer) readKeys(r int, cells [][]byte) {
	from := len(k.keys)
	h := k.hasher
	for i := range k.plans {
		p := &k.plans[i]
		cell := cells[p.column]
		if len(cell) == 0 {
			continue
		}
		switch p.kind {
		case facts.KindEmail:
			k.keys = h.Email(k.keys, cell)
		case facts.KindPhone:
			k.keys = h.Phone(k.keys, cell, k.countryOf(r))
		case facts.KindProfile:
			k.keys = h.Profile(k.keys, cell)
		case facts.KindDigest:
			k.keys = h.Digest(k.keys, cell)
		case facts.KindID:
			k.keys = h.ID(k.keys, p.space, cell)
		}
	}
	k.keys = identity.Unique(k.keys, from)
	k.at[r+1] = uint32(len(k.keys))
}

// countryOf gives the country that the row's national numbers are of: what its
// columns say, else what is declared.
func (k *keyer) countryOf(r int) uint8 {
	for _, codes := range k.countries {
		if codes[r] != facts.UnknownCode {
			return codes[r]
		}
	}
	return k.country
}

// vec gives the keys of the gathered rows.
func (k *keyer) vec(n int) facts.Vec {
	return facts.Vec{Keys: k.keys, KeyAt: k.at[:n+1]}
}
