package observe

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

// Bounds of a page's own words below which it is taken for a wall or a shell.
const (
	fewWords   = 40  // nothing but a form
	someWords  = 150 // a form or a request to sign in, with an explanation
	shellChars = 200
)

// status judges the status of the answer.
func (p *page) status() {
	s := p.in.Status
	access := Open
	switch {
	case s == http.StatusNotFound || s == http.StatusGone:
		access = Gone
	case s == http.StatusTooManyRequests:
		access = RateLimited
	case s == http.StatusUnauthorized, s == http.StatusForbidden, s == http.StatusProxyAuthRequired,
		s == http.StatusUnavailableForLegalReasons, s == 999:
		access = Refused
	case s != 0 && (s < 200 || s >= 300):
		access = Error
	}
	p.obs.Access = access
	if access == Refused || access == RateLimited {
		p.say(Signal{Name: SignalStatus, Strength: Refusal, Value: strconv.Itoa(s), Where: "status"})
	}
}

// judgeAccess decides how the page answered, once its parts are known.
func (p *page) judgeAccess() {
	o := p.obs
	challenged := p.challenge()
	wall := p.wall()
	switch {
	case o.Access == Gone:
	case challenged:
		o.Access = Challenge
	case wall:
		o.Access = LoginWall
	case o.Access == Open && p.shell():
		o.Access, o.Shell = ScriptOnly, true
		p.say(Signal{Name: SignalShell, Strength: Inventory, Where: "page"})
		p.secondLook()
	}
	p.consentWall()
	o.Assessed = o.Access == Open && (p.html || p.plain) && !o.Truncated && !o.Has(SignalConsentWall)
}

// wall says whether the page asks to sign in instead of showing what was
// asked for.
func (p *page) wall() bool {
	if p.obs.Access == Error || p.obs.Access == RateLimited {
		return false
	}
	if where := p.redirectedToLogin(); where != "" {
		p.say(Signal{Name: SignalLogin, Strength: Refusal, Value: "address", Where: where})
		return true
	}
	if !p.html {
		return false
	}
	form := p.passwordForm()
	if form == nil {
		return false
	}
	words := p.text.words - wordsOf(string(inner(nil, form, 4000, 0)))
	if words < fewWords || words < someWords && p.namedLogin(form) {
		p.say(Signal{Name: SignalLogin, Strength: Refusal, Value: "form", Where: spot("input[type=password]", form)})
		return true
	}
	return false
}

// redirectedToLogin gives the place that shows it: an address of the chain
// that is a login, though the one asked for was none.
func (p *page) redirectedToLogin() string {
	first := p.in.URL
	if first == "" && len(p.in.Hops) > 0 {
		first = p.in.Hops[0]
	}
	if p.loginAddress(first) || first == p.in.FinalURL {
		return ""
	}
	if p.loginAddress(p.in.FinalURL) {
		return "final address"
	}
	return ""
}

// loginAddress says whether an address is that of a login.
func (p *page) loginAddress(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil {
		return false
	}
	for _, part := range strings.FieldsFunc(strings.ToLower(u.Path), func(r rune) bool { return r == '/' || r == '.' }) {
		for _, m := range p.lex.marks["login"] {
			if m.kind == "path" && part == m.text {
				return true
			}
		}
	}
	q := strings.ToLower(u.RawQuery)
	host := strings.ToLower(u.Hostname())
	for _, m := range p.lex.marks["login"] {
		if m.kind == "query" && strings.Contains("&"+q, "&"+m.text) || m.kind == "host" && strings.HasPrefix(host, m.text) {
			return true
		}
	}
	return false
}

// passwordForm gives the form that asks for a password as part of the page's
// contents: not one in the header, nor one to choose a new password in.
func (p *page) passwordForm() *node {
	tried := 0
	for _, in := range p.parts.inputs {
		if tried == 10 {
			break
		}
		if !strings.EqualFold(in.get("type"), "password") || in.get("autocomplete") == "new-password" || hidden(in) {
			continue
		}
		tried++
		form, around := p.formOf(in)
		if around&(inNav|inHeader|inFooter|inAside|inCookies|inDialog|inQuote) != 0 {
			continue
		}
		var f fieldsOf
		fieldsIn(form, false, &f)
		if f.password == 1 {
			return form
		}
	}
	return nil
}

// formOf gives the form round a field and the context it stands in. Without a
// form it is what is directly round the field.
func (p *page) formOf(in *node) (*node, context) {
	form := in.parent
	var c context
	for n := in.parent; n != nil; n = n.parent {
		if n.atom == atom.Form {
			form = n
		}
		if n.name != "" && n.atom != atom.Body && n.atom != atom.Html {
			c |= p.text.around(n)
			if hidden(n) {
				c |= inDialog
			}
		}
	}
	return form, c
}

// namedLogin says whether the title, the first heading or the form's button
// says that it is a login.
func (p *page) namedLogin(form *node) bool {
	texts := []string{p.title}
	if p.parts.heading != nil {
		texts = append(texts, collapse(inner(nil, p.parts.heading, 200, 0)))
	}
	p.each(form, func(c *node) {
		switch {
		case c.atom == atom.Button || c.atom == atom.Legend || c.atom == atom.H2 || c.atom == atom.H3:
			texts = append(texts, collapse(inner(nil, c, 100, 0)))
		case c.atom == atom.Input && c.get("type") == "submit":
			texts = append(texts, c.get("value"))
		}
	})
	for i, s := range texts {
		if e, share := p.lex.search("link_login", s); i < 20 && e != nil && share >= 0.25 {
			return true
		}
	}
	return false
}

// consentWall notices that the answer is a page to agree to cookies on.
func (p *page) consentWall() {
	u, err := url.Parse(p.in.FinalURL)
	if err != nil || p.in.URL == p.in.FinalURL {
		return
	}
	host := strings.ToLower(u.Hostname())
	for _, m := range p.lex.marks["consent_wall"] {
		if m.kind == "host" && strings.HasPrefix(host, m.text) || m.kind == "path" && strings.HasPrefix(strings.ToLower(u.Path), m.text) {
			p.say(Signal{Name: SignalConsentWall, Strength: Restriction, Value: "address", Where: "final address"})
			return
		}
	}
}
