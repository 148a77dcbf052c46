package form

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"leadlint/scanner/notice/form/style"
)

// box reads one box.
func (r *reading) box(n *html.Node) Box {
	l := r.p.labelOf(n)
	r.consume(l.nodes)
	h := r.p.w.in(l.text, r.words)
	if h.has(wShare) && h.some(wMarketing, wNewsletter) && len(r.p.w.companies(l.text)) > 1 {
		h |= 1 << wPartner // others are named without being called partners
	}
	b := Box{Label: short(l.text), Line: r.p.t.line[n], Hidden: r.out(n, l)}
	b.Ticked, b.Reason = r.ticked(n)
	b.Required, b.Because = r.required(n, l.text)
	if b.Required == No && r.p.read(n) {
		b.Required, b.Because = Unknown, "program_asks"
	}
	if b.Required == No && r.stuck {
		b.Required, b.Because = Unknown, "button_disabled"
	}
	b.Purposes = purposes(h)
	b.Objects = h.has(wDecline) && (asksConsent(b.Purposes) || h.some(wPartner, wMarketing, wShare, wNewsletter))
	r.boxHits = append(r.boxHits, boxed{h, l, n})
	return b
}

// boxed keeps what was read of a box.
type boxed struct {
	hits  hits
	label label
	n     *html.Node
}

// out says whether a box is out of sight: the control and its text are, since
// designs hide the control and draw one beside the text.
func (r *reading) out(n *html.Node, l label) Answer {
	h := r.hidden(n)
	if h != Yes {
		return h
	}
	for _, m := range l.nodes {
		if m.Type == html.TextNode {
			m = m.Parent
		}
		if g := r.hidden(m); g != Yes {
			return g
		}
	}
	return Yes
}

func (r *reading) consume(nodes []*html.Node) {
	for _, n := range nodes {
		r.taken[n] = true
	}
}

// purposes gives what a text agrees to.
func purposes(h hits) []Purpose {
	var out []Purpose
	toOthers := h.has(wPartner) && h.some(wMarketing, wShare, wNewsletter)
	handling := toOthers && h.has(wRequest) && !h.some(wMarketing, wNewsletter)
	messages := h.some(wMarketing, wNewsletter)
	if messages && (!toOthers || h.has(wBoth)) {
		out = append(out, OwnMarketing)
	}
	if toOthers && !handling {
		out = append(out, PartnerMarketing)
	}
	if h.has(wProfiling) {
		out = append(out, Profiling)
	}
	if h.has(wRequest) && (h.some(wAgree, wShare) || handling) {
		out = append(out, HandleRequest)
	}
	if h.has(wTerms) {
		out = append(out, Terms)
	}
	if h.has(wPolicy) {
		out = append(out, PrivacyRead)
	}
	if h.has(wOfAge) {
		out = append(out, OfAge)
	}
	return out
}

// asksConsent says whether purposes need a consent that can be refused.
func asksConsent(ps []Purpose) bool {
	for _, p := range ps {
		if p == OwnMarketing || p == PartnerMarketing || p == Profiling {
			return true
		}
	}
	return false
}

func holds(ps []Purpose, p Purpose) bool {
	for _, q := range ps {
		if p == q {
			return true
		}
	}
	return false
}

// covers counts the purposes of a consent that stand for themselves.
func covers(ps []Purpose) int {
	n := 0
	for _, p := range ps {
		if p != PrivacyRead && p != OfAge {
			n++
		}
	}
	return n
}

// channels gives the channels that a text names.
func channels(h hits) []string {
	var out []string
	for _, c := range []struct {
		class class
		name  string
	}{{wEmail, "email"}, {wPhone, "phone"}, {wPost, "post"}, {wSMS, "sms"}} {
		if h.has(c.class) {
			out = append(out, c.name)
		}
	}
	return out
}

// choices reads the groups of radio buttons and the lists that ask for consent.
func (r *reading) choices(controls []*html.Node) {
	groups := map[string][]*html.Node{}
	var order []string
	for _, n := range controls {
		switch control(n) {
		case "radio":
			name := style.Attr(n, "name")
			if name == "" {
				if up := around(n.Parent, func(m *html.Node) bool { return lower(m, "role") == "radiogroup" || m.DataAtom == atom.Fieldset }); up != nil {
					name = "\x00" + style.Attr(up, "id")
				}
			}
			if groups[name] == nil {
				order = append(order, name)
			}
			groups[name] = append(groups[name], n)
		case "list":
			r.list(n)
		}
	}
	for _, name := range order {
		r.radios(groups[name])
	}
}
