package lists

import (
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/take"
)

// choices are what a row says of the person's choices: four bits a channel, the strictest
// greatest, then erasure and restriction.
type choices uint32

// What a row may say on a channel, in order of strictness.
const (
	silent choices = iota
	given
	pending
	notGiven
	expired
	refused
	withdrawn
	objected
)

const (
	channelBits            = 4
	channelMask    choices = 1<<channelBits - 1
	erasureChoice  choices = 1 << 16
	restrictChoice choices = 1 << 17
)

// choices reads those of a row.
func (s *conflictSheet) choices(e entry) choices {
	states := map[string]choices{"given": given, "pending": pending, "not_given": notGiven, "expired": expired, "refused": refused, "withdrawn": withdrawn}
	var out choices
	for i, c := range []string{"email", "phone", "sms"} {
		v := states[enum(s.t, e, s.at["consent_"+c])]
		if s.is(e, "opt_out_"+c, "true") {
			v = objected
		}
		out |= v << (i * channelBits)
	}
	if s.is(e, "erasure_requested", "true") {
		out |= erasureChoice
	}
	if s.is(e, "restricted", "true") {
		out |= restrictChoice
	}
	return out
}

// against says whether two rows of one person cannot both be followed: one refuses what
// the other does not, or both say something and not the same.
func (c choices) against(o choices) bool {
	if (c^o)&(erasureChoice|restrictChoice) != 0 {
		return true
	}
	for i := range 3 {
		x, y := c>>(i*channelBits)&channelMask, o>>(i*channelBits)&channelMask
		if x != y && (max(x, y) >= refused || min(x, y) > silent) {
			return true
		}
	}
	return false
}

// strictest joins two: on every channel what is stricter.
func (c choices) strictest(o choices) choices {
	out := (c | o) & (erasureChoice | restrictChoice)
	for i := range 3 {
		at := i * channelBits
		out |= max(c>>at&channelMask, o>>at&channelMask) << at
	}
	return out
}

// words says the choices in words.
func (c choices) words(l *list) string {
	en := [...]string{"", "consented", "pending", "not consented", "expired", "refused", "withdrawn", "objected"}
	fr := [...]string{"", "consentement donné", "en attente", "pas de consentement", "consentement expiré", "refus", "retrait", "opposition"}
	var out []string
	if c&erasureChoice != 0 {
		out = append(out, l.pick("erasure requested", "effacement demandé"))
	}
	if c&restrictChoice != 0 {
		out = append(out, l.pick("restricted", "traitement limité"))
	}
	for i, channel := range []string{l.pick("e-mail", "courriel"), l.pick("telephone", "téléphone"), "SMS"} {
		if v := c >> (i * channelBits) & channelMask; v != silent {
			out = append(out, channel+l.pick(": ", " : ")+l.pick(en[v], fr[v]))
		}
	}
	if out == nil {
		return l.pick("says nothing", "ne dit rien")
	}
	return strings.Join(out, l.pick("; ", " ; "))
}

// person is the strictest row of a person so far.
type person struct {
	choices choices
	line    uint32
	table   uint16
}

// people holds what rows say by the keyed hash of their address or profile.
type people struct {
	rows   map[uint64]person
	most   int
	tables []string
	unheld int64
}

// personBytes is what an entry takes in a map, with its spare room.
const personBytes = 56

func newPeople(memory int64) *people {
	p := &people{rows: map[uint64]person{}, most: 1 << 40}
	if memory > 0 {
		p.most = max(1, int(memory/personBytes))
	}
	return p
}

// table gives the number of a table.
func (p *people) table(t *take.Table) uint16 {
	name := t.Dataset
	if t.Name != "" {
		name += " " + t.Name
	}
	p.tables = append(p.tables, name)
	return uint16(len(p.tables) - 1)
}

// meet compares a row with those of the person before it, and gives the one that it
// contradicts. Shared addresses and telephone numbers tell no person.
func (p *people) meet(keys []facts.Hash, generic bool, mine choices, table uint16, line int64) (other person, found bool) {
	for _, k := range keys {
		if k.Kind() != facts.KindProfile && (k.Kind() != facts.KindEmail || generic) || k.Sealed() {
			continue
		}
		known, ok := p.rows[k[0]]
		switch {
		case !ok && len(p.rows) >= p.most:
			p.unheld++
			continue
		case ok && !found && mine.against(known.choices):
			other, found = known, true
		}
		if !ok || mine.strictest(known.choices) != known.choices {
			p.rows[k[0]] = person{choices: mine, line: uint32(line), table: table}
			if ok {
				p.rows[k[0]] = person{choices: mine.strictest(known.choices), line: uint32(line), table: table}
			}
		}
	}
	return other, found
}
