package form

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"leadlint/scanner/notice/form/style"
)

// radios reads a group of radio buttons. One that stands alone is a box, since it
// cannot be emptied again.
func (r *reading) radios(group []*html.Node) {
	if len(group) == 1 {
		r.f.Boxes = append(r.f.Boxes, r.box(group[0]))
		return
	}
	q := r.question(group[0])
	c := Choice{Chosen: "none", Line: r.p.t.line[group[0]], Refusable: No}
	agreed := q.text
	var nodes []*html.Node
	yes := false
	for _, n := range group {
		l := r.p.labelOf(n)
		nodes = append(nodes, l.nodes...)
		h := r.p.w.in(l.text, r.words)
		refuses := h.some(wNo, wDecline, wRefuse)
		if refuses {
			c.Refusable = Yes
		} else if h.some(wYes, wAgree, wWish) || asksConsent(purposes(h)) {
			yes = true
			agreed += ". " + l.text
		}
		c.take(r.answer(n, refuses, h))
		if a, _ := r.required(n, ""); a == Yes {
			c.Required = Yes
		}
	}
	h := r.p.w.in(agreed, r.words)
	if c.Purposes = purposes(h); !asksConsent(c.Purposes) || !yes && c.Refusable != Yes {
		return
	}
	r.consume(append(nodes, q.nodes...))
	c.Label = short(agreed)
	r.asked = append(r.asked, asked{h, len(r.f.Choices)})
	r.f.Choices = append(r.f.Choices, c)
}

// asked keeps what was read of a choice.
type asked struct {
	hits hits
	at   int
}

// answer says what a radio button contributes to what is chosen.
func (r *reading) answer(n *html.Node, refuses bool, h hits) string {
	switch a, _ := r.ticked(n); {
	case a == Unknown:
		return "unknown"
	case a == No:
		return ""
	case refuses:
		return "no"
	case h.some(wYes, wAgree, wWish, wMarketing, wPartner, wNewsletter):
		return "yes"
	}
	return "unknown"
}

func (c *Choice) take(answer string) {
	if answer != "" && c.Chosen != "yes" {
		c.Chosen = answer
	}
}

// question gives what a group of answers is about.
func (r *reading) question(n *html.Node) label {
	var l label
	up := around(n.Parent, func(m *html.Node) bool {
		return m.DataAtom == atom.Fieldset || lower(m, "role") == "radiogroup" || lower(m, "role") == "group" || m.DataAtom == atom.Form
	})
	if up != nil && up.DataAtom == atom.Fieldset {
		for c := up.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Legend {
				l.add(c)
				return l
			}
		}
	}
	if up != nil && up.DataAtom != atom.Form {
		if l = r.p.tied(up); style.Attr(up, "aria-labelledby") != "" || style.Attr(up, "aria-label") != "" {
			return l
		}
	}
	from := n
	if lab := around(n.Parent, func(m *html.Node) bool { return m.DataAtom == atom.Label }); lab != nil {
		from = lab
	}
	return r.p.beside(from, false)
}

// list reads a list to choose from that asks for consent.
func (r *reading) list(n *html.Node) {
	l := r.p.labelOf(n)
	h := r.p.w.in(l.text, r.words)
	c := Choice{Label: short(l.text), Purposes: purposes(h), Line: r.p.t.line[n], Refusable: No, Chosen: "none"}
	if !asksConsent(c.Purposes) {
		return
	}
	yes := false
	each(n, func(o *html.Node) bool {
		if o.DataAtom == atom.Option {
			oh := r.p.w.in(textOf(o), r.words)
			if oh.some(wNo, wDecline) {
				c.Refusable = Yes
			} else if oh.some(wYes, wAgree) {
				yes = true
			}
		}
		return true
	})
	if !yes && c.Refusable != Yes {
		return
	}
	switch text, sure := r.chosen(n); {
	case sure == Unknown:
		c.Chosen = "unknown"
	case sure == Yes:
		oh := r.p.w.in(text, r.words)
		if oh.some(wNo, wDecline) {
			c.Chosen = "no"
		} else if oh.some(wYes, wAgree) {
			c.Chosen = "yes"
		}
	}
	c.Required, _ = r.required(n, l.text)
	r.consume(l.nodes)
	r.asked = append(r.asked, asked{h, len(r.f.Choices)})
	r.f.Choices = append(r.f.Choices, c)
}
