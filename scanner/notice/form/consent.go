package form

import "slices"

// act is a consent with how it can be refused.
type act struct {
	Consent
	hits   hits
	box    int  // index of its box, -1
	choice int  // index of its choice, -1
	own    bool // it is what the form is for
	label  label
}

// consents gathers the acts of consent, and says whether the form is judged.
func (r *reading) consents() {
	if r.f.Why != "cookies" && r.words != "" {
		r.boxConsents()
		r.sendingConsents()
	}
	asks := len(r.acts) > 0
	if !asks && r.words != "" && r.f.Why != "cookies" && len(r.boxHits) == 0 {
		asks = r.buttonConsent()
	} else if r.words != "" && r.f.Why != "cookies" && !r.boxed() {
		r.buttonConsent()
	}
	for i := range r.acts {
		a := &r.acts[i]
		a.own = r.f.Kind == Newsletter && !holds(a.Purposes, PartnerMarketing) && !holds(a.Purposes, Terms)
		r.f.Consents = append(r.f.Consents, a.Consent)
	}
	r.f.Judged = (r.collects() || asks) && r.f.Kind != Search && r.f.Kind != Login && r.f.Why != "cookies"
	if !r.f.Judged {
		r.f.Consents, r.acts = nil, nil
	}
}

// boxed says whether a box or choice asks for consent.
func (r *reading) boxed() bool {
	for i := range r.acts {
		if r.acts[i].By != "sending" {
			return true
		}
	}
	return false
}

func (r *reading) boxConsents() {
	for i := range r.f.Boxes {
		b := &r.f.Boxes[i]
		if b.Objects || !asksConsent(b.Purposes) {
			continue
		}
		h := r.boxHits[i].hits
		r.acts = append(r.acts, act{
			Consent: Consent{By: "box", Text: b.Label, Line: b.Line, Purposes: b.Purposes, Channels: channels(h), Given: b.Ticked, Required: b.Required},
			hits:    h, box: i, choice: -1, label: r.boxHits[i].label,
		})
	}
	for _, q := range r.asked {
		c := &r.f.Choices[q.at]
		a := act{Consent: Consent{By: "choice", Text: c.Label, Line: c.Line, Purposes: c.Purposes, Channels: channels(q.hits)}, hits: q.hits, box: -1, choice: q.at}
		switch c.Chosen {
		case "yes":
			a.Given = Yes
		case "no", "none":
			a.Given = No
		}
		switch {
		case c.Refusable == Yes:
			a.Required = No
		case c.Required == Yes:
			a.Required = Yes
		}
		r.acts = append(r.acts, a)
	}
}

// sendingConsents finds sentences that make sending the form the consent.
func (r *reading) sendingConsents() {
	for i := range r.said {
		s := &r.said[i]
		if !s.hits.has(wSilent) || !s.hits.has(wAgree) {
			continue
		}
		ps := purposes(s.hits)
		if !asksConsent(ps) {
			continue
		}
		r.acts = append(r.acts, act{
			Consent: Consent{By: "sending", Text: short(s.text), Line: s.line, Purposes: ps, Channels: channels(s.hits), Given: No, Required: Yes},
			hits:    s.hits, box: -1, choice: -1, label: label{text: s.text, nodes: s.links},
		})
	}
}

// buttonConsent finds a consent that is given or refused by buttons.
func (r *reading) buttonConsent() bool {
	accept, refuse := r.pair()
	if accept == nil || refuse == nil {
		return false
	}
	for i := range r.acts {
		if r.acts[i].By == "sending" {
			return true
		}
	}
	text, line, h := accept.text, accept.line, accept.hits|refuse.hits
	for i := range r.said {
		s := &r.said[i]
		if !s.head && s.hits.some(wPartner, wMarketing, wShare, wNewsletter) && asksConsent(purposes(s.hits)) && !s.hits.has(wDecline) {
			text, line, h = s.text, s.line, s.hits
			break
		}
	}
	ps := purposes(h)
	if !asksConsent(ps) {
		return false
	}
	r.acts = append(r.acts, act{
		Consent: Consent{By: "button", Text: short(text), Line: line, Purposes: ps, Channels: channels(h), Given: No, Required: No},
		hits:    h, box: -1, choice: -1, label: label{text: text},
	})
	return true
}

// pair finds the button that accepts and the one that refuses.
func (r *reading) pair() (accept, refuse *click) {
	for i := range r.clicks {
		c := &r.clicks[i]
		if refuse == nil && c.refuses() && !c.hits.has(wkLogin) {
			refuse = c
		}
	}
	for i := range r.clicks {
		c := &r.clicks[i]
		if c == refuse || !c.accepts() {
			continue
		}
		if accept == nil || c.hits.has(wAccept) && !accept.hits.has(wAccept) {
			accept = c
		}
	}
	return accept, refuse
}

// judgeConsents answers what concerns the consents themselves.
func (r *reading) judgeConsents() {
	r.f.Preticked = r.given()
	r.f.Purposes = 0
	disputed := false // whether measuring the use of a newsletter is a purpose of its own
	for i := range r.acts {
		if a := &r.acts[i]; a.own && holds(a.Purposes, Profiling) {
			disputed = true
		} else if covers(a.Purposes) > r.f.Purposes {
			r.f.Purposes, r.f.PurposesText, r.f.PurposesLine = covers(a.Purposes), a.Text, a.Line
		}
	}
	if r.f.Purposes < 2 && (r.bare || r.f.Partial || disputed) {
		r.f.Purposes = -1
	}
	r.f.Bundled = r.over(func(a *act) Answer { return is(holds(a.Purposes, Terms)) }, "terms_in_consent")
	r.f.Required = r.over(func(a *act) Answer {
		if a.own {
			return No
		}
		return r.forced(a)
	}, "required")
	r.f.PartnerRequired = r.over(func(a *act) Answer {
		if !holds(a.Purposes, PartnerMarketing) {
			return No
		}
		return r.forced(a)
	}, "required")
	r.f.Silent = r.over(r.silent, "sending")
}

// silent says whether sending the form is a consent. Where two controls stand
// beside each other the one that accepts is an act of its own.
func (r *reading) silent(a *act) Answer {
	if a.By != "sending" || a.own {
		return No
	}
	switch state, how := r.bySending(); {
	case state == RefusalEqual:
		return No
	case state == RefusalUnknown && how.Refuse != "":
		return Unknown
	}
	return Yes
}

// forced says whether the form cannot be sent without a consent.
func (r *reading) forced(a *act) Answer {
	if a.By == "sending" {
		state, how := r.bySending()
		switch {
		case state == RefusalNone:
			return Yes
		case state == RefusalUnknown && (how.Refuse == "" || slices.Contains(how.Reasons, "hidden")):
			return Unknown
		}
		return No
	}
	return a.Required
}

func is(b bool) Answer {
	if b {
		return Yes
	}
	return No
}

// over answers a question that is asked of every consent: yes when one says so,
// no when all say no and none can have been missed.
func (r *reading) over(ask func(*act) Answer, reason string) Judgement {
	out := Judgement{Answer: No, Reason: "no_consent", Line: r.f.Line}
	for i := range r.acts {
		a := &r.acts[i]
		got := ask(a)
		if got == Yes {
			return Judgement{Yes, reason, a.Text, a.Line}
		}
		if i == 0 || got == Unknown && out.Answer == No {
			out = Judgement{got, "not_" + reason, a.Text, a.Line}
		}
	}
	return r.hedgeBoxes(out)
}

// hedge makes a no unknown where something was not read.
func (r *reading) hedge(j Judgement) Judgement {
	if j.Answer == No && r.f.Partial {
		return Judgement{Reason: "partial", Line: r.f.Line}
	}
	return j
}

// hedgeBoxes makes a no about consents unknown also where a box has no text.
func (r *reading) hedgeBoxes(j Judgement) Judgement {
	if j.Answer == No && r.bare {
		return Judgement{Reason: "box_without_text", Line: r.f.Line}
	}
	return r.hedge(j)
}

// given says whether a consent is given as the form opens.
func (r *reading) given() Judgement {
	out := Judgement{Answer: No, Reason: "no_consent_given", Line: r.f.Line}
	for i := range r.acts {
		a := &r.acts[i]
		if a.By != "box" && a.By != "choice" {
			continue
		}
		why := "answer_chosen"
		if a.box >= 0 {
			why = r.f.Boxes[a.box].Reason
		}
		switch {
		case a.Given == Yes && r.settings:
			out = Judgement{Unknown, "choices_made_before", a.Text, a.Line}
		case a.Given == Yes && !a.own && r.visible(a):
			return Judgement{Yes, why, a.Text, a.Line}
		case a.Given != No:
			out = Judgement{Unknown, why, a.Text, a.Line}
		case out.Text == "" && out.Answer == No:
			out = Judgement{No, why, a.Text, a.Line}
		}
	}
	if b := r.notUnderstood(); b != nil && out.Answer == No {
		out = Judgement{Unknown, "ticked_box_not_understood", b.Label, b.Line}
	}
	return r.hedgeBoxes(out)
}

// notUnderstood gives a ticked box that agrees to something or asks for messages
// without saying a purpose that is known here; nil when there is none.
func (r *reading) notUnderstood() *Box {
	for i := range r.f.Boxes {
		b, h := &r.f.Boxes[i], r.boxHits[i].hits
		if b.Ticked != No && len(b.Purposes) == 0 && h.some(wAgree, wWish, wEmail, wSMS, wPhone, wPost, wShare) && !h.some(wHarmless, wRequest, wDecline) {
			return b
		}
	}
	return nil
}

// visible says that a consent's box may be seen: one that never is, is a program's
// own and no question to anybody.
func (r *reading) visible(a *act) bool { return a.box < 0 || r.f.Boxes[a.box].Hidden != Yes }
