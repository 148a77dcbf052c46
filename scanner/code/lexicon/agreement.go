package lexicon

// agreement settles what the words of agreement, refusal, marketing and channels in
// one part of a name make of each other.
func (l *Lexicon) agreement(s said) uint64 {
	b := &l.bits
	set := l.reaching(s)
	if s.hints&hintPromo != 0 && (s.hints&hintAccept != 0 || set&(b.consent|b.channels) != 0) {
		set |= b.marketing
	}
	topic := set & (b.marketing | b.thirdParty | b.channels)
	if s.hints&hintAccept != 0 && set&b.terms == 0 && (topic != 0 || s.hints&hintContact != 0) {
		set |= b.consent
	}
	denies := s.hints&hintNegate != 0 && (set&(b.consent|b.marketing|b.thirdParty|b.byMail|b.bySMS) != 0 || s.hints&hintContact != 0)
	if denies || s.hints&hintRefuse != 0 && set&(b.consent|b.marketing) != 0 {
		set = set&^(b.consent|b.proof) | b.optOut
	}
	if set&b.optOut != 0 {
		set &^= b.consent | b.marketing
	}
	if set&b.consent != 0 {
		switch {
		case s.hints&hintRecord != 0:
			set = set&^(b.consent|b.marketing) | b.proof
		case s.hints&hintDate != 0:
			set |= b.proof
		}
		set &^= b.cookie
	}
	switch {
	case s.hints&hintUI != 0 && set&b.aboutConsent != 0:
		set = set&^(b.aboutConsent|b.thing) | b.thing
	case s.hints&hintEnabled != 0:
		set &^= b.consent
	}
	return set
}

// reaching tells addresses from channels: with words of agreement, marketing or
// notification beside it, mail is a way of writing to somebody and not an address.
func (l *Lexicon) reaching(s said) uint64 {
	b := &l.bits
	set := s.set
	about := set & (b.consent | b.marketing | b.optOut | b.preference | b.service)
	if about == 0 && s.hints&(hintNotify|hintAccept|hintPromo) == 0 && (s.hints&hintNegate == 0 || set&b.person != 0) {
		return set
	}
	if s.hints&hintPostbox == 0 && (s.hints&hintMail != 0 || set&b.email != 0) {
		set |= b.byMail
	}
	if s.hints&hintSMS != 0 {
		set |= b.bySMS
	}
	agreed := about != 0 || s.hints&(hintNotify|hintAccept|hintPromo) != 0
	if s.hints&hintPush != 0 && agreed {
		set |= b.byPush
	}
	if agreed && s.hints&(hintCall|hintPhone) != 0 || set&b.phone != 0 {
		set |= b.byPhone
	}
	if s.hints&hintNotify != 0 && set&b.channels != 0 && about == 0 {
		set |= b.preference
	}
	if set&b.channels != 0 {
		set &^= b.reaching | b.contactPoint | b.person
	}
	return set
}
