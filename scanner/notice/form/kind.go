package form

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"leadlint/scanner/notice/form/style"
)

// signs are what tells the kind of a form.
type signs struct {
	ids, head, buttons, text hits
}

func (s *signs) any(c class) bool { return (s.ids | s.head | s.buttons).has(c) }

// kind tells what the form is for, and its name.
func (r *reading) kind() {
	root := r.g.root
	s := signs{ids: r.p.w.in(apartNames(style.Attr(root, "id")+" "+style.Attr(root, "class")+" "+style.Attr(root, "name")+" "+style.Attr(root, "action")), anyLanguage)}
	r.f.Name = single(style.Attr(root, "aria-label"))
	for i := range r.said {
		if r.said[i].head {
			s.head |= r.said[i].hits
			if r.f.Name == "" {
				r.f.Name = short(r.said[i].text)
			}
		} else if i < 12 {
			s.text |= r.said[i].hits
		}
	}
	s.head |= r.p.w.in(style.Attr(root, "aria-label"), r.words)
	for i := range r.clicks {
		if c := &r.clicks[i]; !c.link || c.in == nil {
			s.buttons |= c.hits
		}
	}
	if r.f.Name == "" {
		r.f.Name = style.Attr(root, "id")
	}
	if r.f.Name == "" {
		r.f.Name = style.Attr(root, "name")
	}
	if !r.f.Covered {
		s.text = 0
	}
	r.settings = (s.head | s.text | s.buttons).has(wPreferences)
	r.f.Kind, r.f.Why = r.sort(&s)
	r.cookies(&s)
}

// cookies leaves banners about cookies and settings of the browser out.
func (r *reading) cookies(s *signs) {
	all := s.ids | s.head | s.buttons
	for i := range r.said {
		all |= r.said[i].hits
	}
	for i := range r.boxHits {
		all |= r.boxHits[i].hits
	}
	if all.has(wCookies) && !r.collects() {
		r.f.Kind, r.f.Why = Other, "cookies"
	}
}

// collects says whether the form asks for data of a person.
func (r *reading) collects() bool {
	for _, f := range r.f.Fields {
		if personal(f.Data) {
			return true
		}
	}
	return false
}

// sort tells the kind of the form by its fields, identifiers and words.
func (r *reading) sort(s *signs) (Kind, string) {
	n := map[string]int{}
	for _, f := range r.f.Fields {
		n[f.Data]++
	}
	root := r.g.root
	person := n["name"] + n["given_name"] + n["family_name"] + n["phone"] + n["address"] + n["birth_date"]
	switch {
	case lower(root, "role") == "search" || around(root, isSearch) != nil || n["search"] > 0 && n["email"]+person == 0:
		return Search, "search_field"
	case n["email"]+person+n["message"]+n["password"]+n["username"] == 0 && s.ids.has(wkSearch):
		return Search, "identifier"
	case n["password"] == 1 && person == 0 && !r.newPassword() && !s.any(wkAccount):
		return Login, "one_password"
	case s.any(wkRights) || s.text.has(wkRights) && n["identity_document"] > 0:
		return RightsRequest, "words"
	case s.any(wkContest):
		return Contest, "words"
	case n["password"] > 0:
		return Account, "password"
	case r.onlyAddress(n) && (s.any(wkNewsletter) || s.text.has(wkNewsletter) && !s.any(wkLead) || s.head.has(wMarketing)):
		return Newsletter, "address_only"
	case s.any(wkLead):
		return Lead, "words"
	case n["message"] > 0 || s.head.has(wkContact) || s.ids.has(wkContact):
		return Contact, "message"
	case s.any(wkAccount):
		return Account, "words"
	case s.text.has(wkContest):
		return Contest, "words"
	case s.text.has(wkLead):
		return Lead, "words"
	}
	return Other, "nothing"
}

func isSearch(n *html.Node) bool { return lower(n, "role") == "search" || n.Data == "search" }

// newPassword says whether a password is chosen and not only entered.
func (r *reading) newPassword() bool {
	for _, n := range r.g.controls {
		if n.DataAtom == atom.Input && strings.Contains(lower(n, "autocomplete"), "new-password") {
			return true
		}
	}
	return false
}

// onlyAddress says whether a form asks for nothing but an address and a name.
func (r *reading) onlyAddress(n map[string]int) bool {
	if n["email"] != 1 {
		return false
	}
	for data := range n {
		switch data {
		case "email", "name", "given_name", "family_name", "gender", "postal_code", "country", "other", "company", "job":
		default:
			return false
		}
	}
	return n["other"] <= 1
}
