package lexicon

import "strings"

// subjectBits are the subjects that the rules of this package name, and groups of them.
type subjectBits struct {
	personal, contactPoint, secret                             uint64
	person, name, email, phone, address, location, age, health uint64
	consent, marketing, optOut, preference, terms, proof       uint64
	service, thirdParty, confirmation                          uint64
	byMail, bySMS, byPush, byPhone, thing, cookie              uint64
	aboutPerson, aboutSecret, aboutConsent, channels           uint64
	describing, reaching, opening                              uint64
}

func newSubjectBits(bit map[string]uint64) subjectBits {
	b := subjectBits{
		personal: bit["personal"], contactPoint: bit["contact_point"], secret: bit["secret"],
		person: bit["person"], name: bit["person_name"], email: bit["email"], phone: bit["phone"], address: bit["address"],
		location: bit["location"], age: bit["age"], health: bit["special_category"],
		consent: bit["consent"], marketing: bit["marketing"], optOut: bit["opt_out"], preference: bit["preference"],
		terms: bit["terms"], proof: bit["proof"], service: bit["service_message"], thirdParty: bit["third_party"], confirmation: bit["confirmation"],
		byMail: bit["channel_email"], bySMS: bit["channel_sms"], byPush: bit["channel_push"], byPhone: bit["channel_phone"],
		thing: bit["thing"], cookie: bit["cookie"],
	}
	b.reaching = b.email | b.phone
	b.describing = b.name | b.reaching | b.address | bit["birth_date"] | bit["profile_page"] | b.location | bit["face"] | b.health | b.age
	b.opening = bit["password"] | bit["session"] | bit["credential"]
	b.channels = b.byMail | b.bySMS | b.byPush | b.byPhone
	b.aboutPerson = b.personal | b.contactPoint | b.person | b.describing
	b.aboutSecret = b.secret | b.opening | b.cookie
	b.aboutConsent = b.consent | b.marketing | b.optOut | b.preference | b.terms | b.proof | b.service | b.thirdParty | b.confirmation | b.channels
	return b
}

// withUmbrellas adds what is true beside others: personal, contact_point, secret.
func (b *subjectBits) withUmbrellas(set uint64) uint64 {
	if set&(b.person|b.describing) != 0 {
		set |= b.personal
	}
	if set&b.reaching != 0 {
		set |= b.contactPoint
	}
	if set&b.opening != 0 {
		set |= b.secret
	}
	return set
}

// Subjects tells what a name is about, as bits over the order of facts.CodeSubjects.
// A name of one part (firstName, opt_in) is judged by its words; of a dotted path
// (user.profile.name) the last part is, with a person word before it as context for
// words such as name that say nothing alone. Parts that say nothing of their own
// (data, value, first) hand on what the part before them is about, and agreement,
// marketing and channels are handed on from all parts (consents.newsletter.email).
//
// Not the consent itself are the words around it: show_consent, requires_consent,
// consent_banner, consent_required give thing at most; newsletter_enabled gives
// marketing without consent. Where a name denies (do_not_contact, no_newsletter,
// is_not_consenting, consent_withdrawn) it is opt_out and neither consent nor
// marketing. The time of a consent (consented_at) is consent and proof, its version,
// text or origin (consent_version) is proof alone. Identifiers and counts of persons
// (user_id, lead_count) are not personal; nor is what was masked or hashed.
//
// It may be called from many goroutines at once; answers are remembered.
func (l *Lexicon) Subjects(name string) uint64 {
	return l.names.get(name, func() uint64 {
		set, _ := l.path(segments(name), false)
		return set
	})
}

// Member tells what a name is about that belongs to another: a column to its table, a
// key to its object. As Subjects, with name, address, phone and the like counting where
// the owner is about a person; nothing else of the owner is handed on.
func (l *Lexicon) Member(owner, name string) uint64 {
	person := l.Subjects(owner)&l.bits.person != 0
	if !person {
		return l.Subjects(name)
	}
	return l.names.get("\x00"+name, func() uint64 {
		set, _ := l.path(segments(name), true)
		return set
	})
}

// path judges the parts of a name, the last of them being what is named.
func (l *Lexicon) path(parts [][]string, ofPerson bool) (uint64, hint) {
	b := &l.bits
	var before, handed uint64
	var last said
	for i, part := range parts {
		last = l.segment(l.phrases.words(part), ofPerson)
		if i == len(parts)-1 {
			break
		}
		if !last.plain {
			before, ofPerson = last.set, last.set&b.person != 0
		}
		handed |= last.set & (b.aboutConsent | b.thing)
	}
	set := last.set
	if last.plain {
		set |= before
	}
	if n := len(parts); n > 1 && l.ofProgram(parts[n-2], parts[n-1]) {
		set &^= b.aboutPerson | b.aboutSecret
	}
	if set&b.describing&^before != 0 && len(parts) > 1 {
		handed &^= b.thing
	}
	return b.withUmbrellas((set | handed) &^ last.drops), last.hints
}

// ofProgram tells whether what a part of a name is of shows that it is no detail of a
// person: it is the error or label of one (errors.email), or both are together the name
// of something else (task.full_name, Dir.pwd).
func (l *Lexicon) ofProgram(owner, part []string) bool {
	owner = l.phrases.words(owner)
	if len(owner) == 0 {
		return false
	}
	last := owner[len(owner)-1]
	switch last {
	case "error", "errors", "label", "labels", "placeholder", "placeholders", "selector", "selectors", "validator", "validators", "icon", "icons", "tooltip", "tooltips":
		return true
	}
	words := append([]string{last}, l.phrases.words(part)...)
	p, ok := l.phrases.at(words)
	return ok && len(p.words) == len(words) && p.set == 0 && p.hints == 0
}

// said is what one part of a name says.
type said struct {
	set, drops uint64
	hints      hint
	// plain: none of its words says anything of its own.
	plain bool
}

func (l *Lexicon) segment(words []string, ofPerson bool) said {
	if m, ok := l.phrases.whole[strings.Join(words, " ")]; ok {
		s := said{set: m.set, hints: m.hints}
		s.set = l.bits.withUmbrellas(s.set | l.ofPerson(s, ofPerson))
		return s
	}
	s := said{plain: len(words) > 0}
	loose := make([]bool, len(words))
	lastPerson, lastDetail, lastThing, end := -1, -1, -1, 0
	for i := 0; i < len(words); {
		p, ok := l.phrases.at(words[i:])
		if !ok {
			s.plain, loose[i] = false, true
			i++
			continue
		}
		if p.set&l.bits.person != 0 {
			lastPerson = i
		}
		if p.set&(l.bits.describing|l.bits.aboutSecret|l.bits.aboutConsent) != 0 {
			lastDetail = i
		}
		loose[i] = len(p.words) == 1
		if p.hints&hintThing != 0 {
			lastThing = i
		}
		s.plain = s.plain && p.set == 0 && p.hints == hintPlain
		s.set |= p.set
		s.hints |= p.hints
		i += len(p.words)
		end = i
	}
	s.drops = l.modifiers.drops(words, loose)
	s.set |= l.ofPerson(s, ofPerson)
	if s.hints&hintThing != 0 {
		s.set |= l.bits.thing
	}
	if lastThing > lastPerson && end == len(words) {
		s.set &^= l.bits.person
	}
	if lastDetail > lastPerson || s.set&l.bits.describing != 0 && lastDetail < 0 {
		s.set &^= l.bits.person
	}
	s.set = l.agreement(s) &^ s.drops
	s.set = l.bits.withUmbrellas(s.set)
	return s
}

// ofPerson adds what words mean only where a person is spoken of.
func (l *Lexicon) ofPerson(s said, context bool) uint64 {
	b := &l.bits
	var set uint64
	if s.set&b.person == 0 && (!context || s.hints&hintThing != 0) {
		return 0
	}
	if s.hints&hintName != 0 && s.hints&hintThing == 0 {
		set |= b.name
	}
	for h, bit := range map[hint]uint64{hintAddress: b.address, hintPhone: b.phone, hintMail: b.email, hintPlace: b.location, hintAge: b.age, hintSpecial: b.health} {
		if s.hints&h != 0 {
			set |= bit
		}
	}
	return set
}
