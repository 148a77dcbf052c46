package observe

import "golang.org/x/net/html/atom"

// maxSame bounds how many signals of one name and value are listed.
const maxSame = 3

// maxTied is how long a part of a page may be, in bytes, for a contact point
// and a statement in it to belong together.
const maxTied = 500

// maxTried bounds how many statements of a page are looked at closely.
const maxTried = 500

// spoken is a statement of a page that passed every test of place.
type spoken struct {
	match
	held *node // what ties it to a contact point
}

// state reads the statements of a text: for whom it is, what it refuses.
func (p *page) state(t *text) {
	var visible []spoken
	listed := map[string]int{}
	said := map[string]int32{}
	tried := 0
	t.matches(func(m match) {
		strength, ok := strengthOf(m.entry.signal)
		if !ok || tried == maxTried || listed[m.entry.signal+"\t"+m.entry.value] >= maxSame || said[m.entry.says()] == m.sent+1 {
			return
		}
		if tried++; !p.meant(t, m) {
			return
		}
		var held *node
		if m.entry.place.tied {
			if held = p.tied(t, m); held == nil {
				return
			}
		}
		said[m.entry.says()] = m.sent + 1
		if m.entry.signal == SignalVisibility {
			visible = append(visible, spoken{m, held})
			return
		}
		p.speak(t, m, strength, listed)
	})
	p.visibilities(t, visible, listed)
}

// says names what one sentence says once, whatever wordings of it are found:
// several audiences in a sentence are several things.
func (e *entry) says() string {
	if e.signal == SignalVisibility {
		return e.signal + "\t" + e.value
	}
	return e.signal
}

// strengthOf says how a statement is to be read; ok is false for wordings that
// are no statements but serve to read links and labels.
func strengthOf(signal string) (s Strength, ok bool) {
	switch signal {
	case SignalCanvassing, SignalUnlisted, SignalTerms:
		return Refusal, true
	case SignalMembers, SignalSignIn, SignalVisibility:
		return Restriction, true
	}
	return "", false
}

func (p *page) speak(t *text, m match, strength Strength, listed map[string]int) {
	key := m.entry.signal + "\t" + m.entry.value
	if listed[key]++; listed[key] > maxSame {
		return
	}
	p.say(Signal{Name: m.entry.signal, Strength: strength, Value: m.entry.value, Lang: m.entry.lang,
		Where: t.blocks[t.sentences[m.sent].block].at(), Snippet: t.shown(m)})
}

// meant says whether a wording is the page's own statement: not quoted, not
// part of a cookie banner, not a choice that is not made, not an article's
// words about such statements.
func (p *page) meant(t *text, m match) bool {
	b := &t.blocks[t.sentences[m.sent].block]
	if b.where&(inQuote|inCookies|inUnchosen) != 0 || t.asks(m) || t.quoted(m) || t.parted(m) {
		return false
	}
	switch m.entry.signal {
	case SignalCanvassing, SignalTerms:
		if b.where&inChoice != 0 {
			return false
		}
	case SignalMembers, SignalSignIn:
		if b.where&(inNav|inFooter|inAside|inDialog) != 0 {
			return false
		}
	}
	about := b.where&inPost != 0 || p.post && b.where&(inFooter|inAside|inHeader) == 0
	if !about {
		return true
	}
	// An article can be closed itself, and says so in few words.
	s := &t.sentences[m.sent]
	switch m.entry.signal {
	case SignalMembers, SignalSignIn:
		return wordsOf(b.text[s.start:s.end]) <= 14
	}
	return false
}

// tied gives the smallest part of the page round a statement that also names
// or holds a contact point, nil when there is none near.
func (p *page) tied(t *text, m match) *node {
	s := &t.sentences[m.sent]
	b := &t.blocks[s.block]
	own := b.text
	if len(own) > maxTied {
		own = own[s.start:s.end]
	}
	if p.holdsContact(own) {
		return b.node
	}
	if b.where&inData != 0 {
		return nil
	}
	for n, i := b.node, 0; n != nil && i < 5; n, i = n.parent, i+1 {
		if several(n) && b.where&inChoice == 0 {
			return nil
		}
		around := inner(nil, n, maxTied, 0)
		if len(around) >= maxTied {
			return nil
		}
		if p.holdsContact(collapse(around)) {
			return n
		}
	}
	return nil
}

// several says whether an element lists things side by side: what one entry
// says does not hold for the others.
func several(n *node) bool {
	switch n.atom {
	case atom.Ul, atom.Ol, atom.Menu, atom.Select, atom.Table, atom.Tbody, atom.Nav:
		return true
	}
	return false
}

func (p *page) holdsContact(s string) bool {
	if e, _ := p.lex.search("contact_label", s); e != nil {
		return true
	}
	return dialled(s) || spelled(s, p.lex)
}

// dialled says whether a text has a run of digits as long as a telephone number
// that is parted as such: no date, price or size is.
func dialled(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case '0' <= r && r <= '9':
			if digits++; digits == 9 {
				return true
			}
		case digits > 0 && (r == ' ' || r == '\u00a0' || r == '.' || r == '-' || r == '/' || r == '(' || r == ')'):
		default:
			digits = 0
		}
	}
	return false
}

// visibilities records the audience of contact points. Where several
// audiences stand together it is a list to choose from, which tells nothing.
func (p *page) visibilities(t *text, all []spoken, listed map[string]int) {
	for _, s := range all {
		values := map[string]bool{}
		for _, o := range all {
			if o.held == s.held {
				values[o.entry.value] = true
			}
		}
		own := s.held == t.blocks[t.sentences[s.sent].block].node
		if len(values) >= 3 || len(values) == 2 && !own {
			continue
		}
		strength := Restriction
		if s.entry.value == "everyone_platform" || s.entry.value == "public_web" {
			strength = Inventory
		} else {
			p.limit(t, s)
		}
		p.speak(t, s.match, strength, listed)
	}
}

// limit notes which contact point a limited audience is said of: that of the
// sentence itself, else that of what is round it.
func (p *page) limit(t *text, s spoken) {
	at := &t.sentences[s.sent]
	b := &t.blocks[at.block]
	for _, around := range []string{b.text[at.start:at.end], b.text, collapse(inner(nil, s.held, maxTied, 0))} {
		email, phone := p.lex.names("label_email", around), p.lex.names("label_phone", around)
		if email != phone {
			p.obs.Limited.Email = p.obs.Limited.Email || email
			p.obs.Limited.Phone = p.obs.Limited.Phone || phone
			return
		}
	}
	p.obs.Limited = Limited{Email: true, Phone: true}
}

// conclude puts the last things right, once everything was read.
func (p *page) conclude() {
	o := p.obs
	o.Counts.Emails, o.Counts.Phones = len(p.found.emails), len(p.found.phones)
	for i := range o.Signals {
		if s := &o.Signals[i]; s.Value == paidFor && !p.wholePaid && o.Counts.Emails+o.Counts.Phones > 0 {
			s.Strength = Inventory
		}
	}
	if o.Access != Open && o.Access != Refused || p.text.words >= someWords {
		return
	}
	for _, s := range o.Signals {
		// Where only the contact points are kept back, the page was read.
		if s.Name == SignalSignIn && s.Value != "contact" {
			p.say(Signal{Name: SignalLogin, Strength: Refusal, Value: "wording", Where: s.Where, Snippet: s.Snippet, Lang: s.Lang})
			o.Access, o.Assessed = LoginWall, false
			return
		}
	}
}
