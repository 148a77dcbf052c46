package observe

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// Form is how a person can write to who runs the page.
type Form struct {
	// Kind is form (a form of the page), embedded (a form of another site
	// shown in the page, or one that a program brings), mail (an address to
	// write to) or none.
	Kind string
	// Works is false when the form cannot be sent as it stands: all its
	// fields are disabled, or it has no button and no address. It tells
	// nothing of what happens after sending; nothing is ever sent.
	Works bool
	// Where is the form's place.
	Where string
}

// form finds the best way to write.
func (p *page) form() {
	p.obs.Form = Form{Kind: "none"}
	for i, f := range p.parts.forms {
		if i == 50 {
			break
		}
		if !isContact(f) {
			continue
		}
		got := Form{Kind: "form", Works: works(f), Where: spot("form", f)}
		if p.obs.Form.Kind != "form" || got.Works && !p.obs.Form.Works {
			p.obs.Form = got
		}
	}
	if p.obs.Form.Works {
		return
	}
	if n := p.embedded(); n != nil && p.obs.Form.Kind == "none" {
		p.obs.Form = Form{Kind: "embedded", Works: true, Where: spot(n.name, n)}
		return
	}
	if len(p.found.emails) > 0 || p.obs.Counts.Protected > 0 {
		p.obs.Form = Form{Kind: "mail", Works: true, Where: "page"}
	}
}

// embedded gives the element that brings a form of a known service.
func (p *page) embedded() *node {
	for _, list := range [][]*node{p.parts.frames, p.parts.scripts} {
		for _, c := range list {
			src := strings.ToLower(c.get("src"))
			if src == "" {
				src = strings.ToLower(c.get("data-src"))
			}
			for _, m := range p.lex.marks["embedded_form"] {
				if src != "" && strings.Contains(src, m.text) {
					return c
				}
			}
		}
	}
	return nil
}

// maxFields bounds how many elements of a form are looked at.
const maxFields = 5000

// fieldsOf is what a form asks for.
type fieldsOf struct {
	text, email, area, password, search, choice, enabled, submit int
	seen                                                         int
}

func fieldsIn(n *node, disabled bool, f *fieldsOf) {
	for c := n.first; c != nil && f.seen < maxFields; c = c.next {
		f.seen++
		off := disabled || c.has("disabled")
		switch c.atom {
		case atom.Textarea:
			f.area++
			f.count(off)
		case atom.Select:
			f.choice++
			f.count(off)
		case atom.Button:
			if t := c.get("type"); (t == "" || t == "submit") && !off {
				f.submit++
			}
		case atom.Input:
			f.input(c, off)
		}
		fieldsIn(c, off, f)
	}
}

func (f *fieldsOf) count(off bool) {
	if !off {
		f.enabled++
	}
}

func (f *fieldsOf) input(c *node, off bool) {
	name := strings.ToLower(c.get("name") + " " + c.get("id") + " " + c.get("autocomplete"))
	switch strings.ToLower(c.get("type")) {
	case "hidden", "reset":
		return
	case "submit", "image", "button":
		if !off {
			f.submit++
		}
		return
	case "password":
		f.password++
	case "search":
		f.search++
	case "email":
		f.email++
	case "checkbox", "radio":
		f.choice++
	default:
		switch {
		case strings.Contains(name, "mail"):
			f.email++
		case strings.Contains(name, "search") || hasWord(name, "q") || hasWord(name, "s"):
			f.search++
		default:
			f.text++
		}
	}
	f.count(off)
}

// isContact says whether a form is one to write with: a text field for a
// message, or an address with further fields. A search, a login and a
// newsletter's single field are none.
func isContact(n *node) bool {
	var f fieldsOf
	fieldsIn(n, false, &f)
	if f.password > 0 || strings.EqualFold(n.get("role"), "search") || hidden(n) {
		return false
	}
	return f.area > 0 || f.email > 0 && f.text+f.choice > 1
}

func works(n *node) bool {
	var f fieldsOf
	fieldsIn(n, n.has("disabled"), &f)
	action := strings.ToLower(strings.TrimSpace(n.get("action")))
	return f.enabled > 0 && (f.submit > 0 || n.has("onsubmit")) && action != "about:blank" && action != "javascript:void(0)"
}
