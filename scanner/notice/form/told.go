package form

import (
	"strings"

	"leadlint/scanner/notice/form/style"
)

// listed says whether the partners listed in place include the controller.
func (r *reading) listed() {
	p := &r.f.Partners
	switch {
	case p.State == PartnersNotAsked:
		r.f.ControllerListed = Judgement{Reason: "no_partners", Line: p.Line}
	case p.State != PartnersInPlace || len(r.p.opt.Controllers) == 0:
		r.f.ControllerListed = Judgement{Reason: "list_not_read", Line: p.Line}
	default:
		for _, name := range p.Names {
			if r.p.w.named(name, r.p.opt.Controllers) {
				r.f.ControllerListed = Judgement{Yes, "listed", name, p.Line}
				return
			}
		}
		r.f.ControllerListed = r.hedge(Judgement{No, "not_listed", p.Text, p.Line})
	}
}

// named says whether a text has one of several names, with or without legal form.
func (w *Words) named(text string, names []string) bool {
	folded := " " + w.fold.String(text) + " "
	for _, name := range names {
		core := w.fold.String(name)
		for _, m := range w.marks["legal_form"] {
			core = strings.TrimSuffix(core, " "+w.fold.String(m))
		}
		if len(core) > 2 && strings.Contains(folded, " "+core+" ") {
			return true
		}
	}
	return false
}

// controller looks for a company's name near the form.
func (r *reading) controller() {
	texts := make([]sentence, 0, len(r.said)+len(r.boxHits))
	texts = append(texts, r.said...)
	for i := range r.boxHits {
		texts = append(texts, sentence{text: r.boxHits[i].label.text, line: r.f.Boxes[min(i, len(r.f.Boxes)-1)].Line})
	}
	for _, s := range texts {
		if len(r.p.opt.Controllers) > 0 && r.p.w.named(s.text, r.p.opt.Controllers) {
			r.f.Controller, r.f.ControllerName = Judgement{Yes, "controller_of_audit", short(s.text), s.line}, short(r.p.opt.Controllers[0])
			return
		}
		if name := r.p.w.company(s.text); name != "" {
			r.f.Controller, r.f.ControllerName = Judgement{Yes, "legal_form", short(s.text), s.line}, name
			return
		}
	}
	r.f.Controller = Judgement{Reason: "not_near_the_form", Line: r.f.Line}
}

// notice looks for the information of Art. 13, or a link to it, on the form.
func (r *reading) notice() {
	for i := range r.clicks {
		if c := &r.clicks[i]; c.hits.has(wPolicy) || c.link && r.p.w.isPolicy(c.n, r.words) {
			r.f.Notice, r.f.NoticeLink = Judgement{Yes, "link", short(c.text), c.line}, style.Attr(c.n, "href")
			return
		}
	}
	var all hits
	var deciding sentence
	for i := range r.said {
		s := &r.said[i]
		if s.hits.some(wResponsible, wPurposes, wRights) {
			all |= s.hits
			deciding = *s
		}
	}
	n := 0
	for _, c := range []class{wResponsible, wPurposes, wRights} {
		if all.has(c) {
			n++
		}
	}
	j := Judgement{No, "nothing_near_the_form", "", r.f.Line}
	switch {
	case n >= 2:
		r.f.Notice = Judgement{Yes, "in_place", short(deciding.text), deciding.line}
		return
	case n == 1:
		j = Judgement{Unknown, "in_part", short(deciding.text), deciding.line}
	case r.mentioned():
		j = Judgement{Unknown, "mentioned_without_link", "", r.f.Line}
	case r.p.policy != nil:
		j = Judgement{Unknown, "link_elsewhere", short(textOf(r.p.policy)), r.p.t.line[r.p.policy]}
		r.f.NoticeLink = style.Attr(r.p.policy, "href")
	case !r.p.t.whole:
		j = Judgement{Unknown, "part_of_a_page", "", r.f.Line}
	case !r.collects():
		j = Judgement{Unknown, "step_without_fields", "", r.f.Line} // the data were asked before
	}
	r.f.Notice = r.hedge(j)
}

// mentioned says whether a text of the form speaks of a privacy notice.
func (r *reading) mentioned() bool {
	for i := range r.said {
		if r.said[i].hits.has(wPolicy) {
			return true
		}
	}
	for i := range r.boxHits {
		if r.boxHits[i].hits.has(wPolicy) {
			return true
		}
	}
	return false
}

// later tells what is said of objecting and withdrawing.
func (r *reading) later() {
	r.f.Objection = Judgement{Reason: "not_said", Line: r.f.Line}
	r.f.Withdrawal = Judgement{Reason: "not_said", Line: r.f.Line}
	look := func(s *sentence) {
		if s.hits.has(wObject) && r.f.Objection.Answer != Yes {
			r.f.Objection = Judgement{Yes, "said", short(s.text), s.line}
		}
		switch {
		case s.hits.has(wObject) && s.hits.has(wEasyWithdrawal):
			r.f.Withdrawal = Judgement{Yes, "easy", short(s.text), s.line}
		case s.hits.has(wObject) && s.hits.has(wHardWithdrawal) && r.f.Withdrawal.Answer != Yes:
			r.f.Withdrawal = Judgement{No, "harder", short(s.text), s.line}
		}
	}
	for i := range r.said {
		look(&r.said[i])
	}
	for i := range r.boxHits {
		l := r.boxHits[i].label.text
		look(&sentence{text: l, hits: r.boxHits[i].hits, line: r.p.t.line[r.boxHits[i].n]})
	}
	if r.f.Objection.Answer == Unknown && r.f.Notice.Answer != Yes && r.p.policy == nil && r.p.t.whole && !r.mentioned() {
		r.f.Objection = r.hedge(Judgement{No, "not_said", "", r.f.Line})
	}
}

// fieldAge says whether a field asks for the age.
func (r *reading) fieldAge() bool {
	for _, f := range r.f.Fields {
		if f.Data == "birth_date" || f.Data == "age" {
			r.f.AgeAsked = Judgement{Yes, f.Data, f.Label, f.Line}
			return true
		}
	}
	return false
}

// age tells whether the age is asked, and whom the page is for.
func (r *reading) age() {
	if !r.fieldAge() {
		r.f.AgeAsked = r.ageByBox()
	}
	r.f.OpenToMinors = Judgement{Reason: "not_said", Line: r.f.Line}
	for i := range r.said {
		switch s := &r.said[i]; {
		case s.hits.has(wAdults):
			r.f.OpenToMinors = Judgement{No, "adults", short(s.text), s.line}
			return
		case s.hits.has(wMinors) && r.f.OpenToMinors.Answer == Unknown:
			r.f.OpenToMinors = Judgement{Yes, "minors", short(s.text), s.line}
		}
	}
	if r.f.AgeAsked.Reason == "box" && r.f.OpenToMinors.Answer == Unknown {
		r.f.OpenToMinors = r.f.AgeAsked
		r.f.OpenToMinors.Answer = No
	}
}

func (r *reading) ageByBox() Judgement {
	for i := range r.f.Boxes {
		if b := &r.f.Boxes[i]; r.boxHits[i].hits.has(wOfAge) {
			return Judgement{Yes, "box", b.Label, b.Line}
		}
	}
	for _, f := range r.f.Fields {
		if f.Label == "" && f.Data == "other" {
			return Judgement{Unknown, "field_without_label", "", f.Line}
		}
	}
	for i := range r.clicks {
		if c := &r.clicks[i]; c.hits.has(wOfAge) && !c.link {
			return Judgement{Yes, "button", short(c.text), c.line}
		}
	}
	return r.hedge(Judgement{No, "not_asked", "", r.f.Line})
}

// identity tells whether a copy of an identity document is asked for. It is held
// against forms for requests alone: opening an account at a bank may need one.
func (r *reading) identity() {
	r.documents()
	if r.f.Kind != RightsRequest && r.f.Identity.Answer == Yes {
		r.f.Identity.Answer, r.f.Identity.Reason = Unknown, "not_a_request"
	}
}

func (r *reading) documents() {
	r.f.Identity = r.hedge(Judgement{No, "not_asked", "", r.f.Line})
	r.f.IdentityAsked = r.f.Identity
	for i, f := range r.f.Fields {
		if f.Data != "identity_document" {
			continue
		}
		r.f.IdentityAsked = Judgement{Yes, "field", f.Label, f.Line}
		r.f.Identity = Judgement{r.f.Fields[i].Required, "field", f.Label, f.Line}
		h := r.p.w.in(f.Label, r.words)
		if h.has(wIdentityNeedless) {
			r.f.Identity.Answer = No
		}
	}
	for i := range r.said {
		s := &r.said[i]
		if !s.hits.has(wIdentity) {
			continue
		}
		switch {
		case s.hits.has(wIdentityNeedless):
			if r.f.Identity.Answer != Yes {
				r.f.Identity = Judgement{No, "needless", short(s.text), s.line}
			}
			return
		case s.hits.has(wIdentityDemand) && r.f.Kind == RightsRequest:
			r.f.Identity = Judgement{Yes, "demanded", short(s.text), s.line}
			r.f.IdentityAsked = r.f.Identity
		}
	}
}
