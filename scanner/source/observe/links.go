package observe

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// maxLinks bounds the links of a kind.
const maxLinks = 20

// Link is a link of a page to a text about its terms.
type Link struct {
	// URL is absolute, without its fragment.
	URL string
	// Sure says that the link's words are the name of such a text. When it is
	// false they merely mention one, or only the address does.
	Sure bool
	// SameSite says that it stays on the page's own registrable domain. A
	// link elsewhere may be to another company's text.
	SameSite bool
	// Lang is the language of the words, empty when the address told.
	Lang string
	// Where is the link's place.
	Where string
}

// Links are a page's links to texts about its terms. Within a kind the sure
// ones of the same site come first, then the order of the page.
type Links struct {
	Policy, Terms, Legal, Login []Link
	// Near are other pages of the same site whose addresses have no query, those
	// linked from the footer first, then from the navigation. At most 20.
	Near []Link
}

// link sorts the page's links.
func (p *page) link() {
	for _, a := range p.text.anchors {
		u := p.resolve(a.node.get("href"))
		if u == nil {
			continue
		}
		p.linkTo(&p.obs.Links.Policy, "link_policy", a, u)
		p.linkTo(&p.obs.Links.Terms, "link_terms", a, u)
		p.linkTo(&p.obs.Links.Legal, "link_legal", a, u)
		p.linkTo(&p.obs.Links.Login, "link_login", a, u)
	}
	p.near()
	l := &p.obs.Links
	for _, kind := range []*[]Link{&l.Policy, &l.Terms, &l.Legal, &l.Login} {
		*kind = best(*kind)
	}
}

// near lists the site's pages that the page links to besides its texts.
func (p *page) near() {
	l := &p.obs.Links
	seen := map[string]bool{p.base.String(): true}
	for _, kind := range [][]Link{l.Policy, l.Terms, l.Legal, l.Login} {
		for _, k := range kind {
			seen[k.URL] = true
		}
	}
	for _, region := range []context{inFooter, inNav | inHeader, ^context(0)} {
		for _, a := range p.text.anchors {
			u := p.resolve(a.node.get("href"))
			if a.where&region == 0 && region != ^context(0) || u == nil || seen[u.String()] || !p.sameSite(u) || u.RawQuery != "" || isFile(u.Path) || len(l.Near) == maxLinks {
				continue
			}
			seen[u.String()] = true
			l.Near = append(l.Near, Link{URL: u.String(), SameSite: true, Where: spot("a", a.node)})
		}
	}
}

// isFile says whether an address leads to something that is no page.
func isFile(path string) bool {
	i := strings.LastIndexByte(path, '.')
	if i < 0 || len(path)-i > 5 {
		return false
	}
	switch ext := strings.ToLower(path[i+1:]); ext {
	case "html", "htm", "php", "asp", "aspx", "jsp", "do":
		return false
	default:
		return !strings.Contains(ext, "/")
	}
}

// resolve gives a link's absolute address, nil when it leads to no page.
func (p *page) resolve(href string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil || href == "" {
		return nil
	}
	u = p.base.ResolveReference(u)
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil
	}
	u.Fragment, u.RawFragment = "", ""
	return u
}

func (p *page) linkTo(out *[]Link, signal string, a anchor, u *url.URL) {
	if signal == "link_policy" && p.ofOthers(u) {
		return
	}
	e, share := p.lex.search(signal, a.text)
	l := Link{URL: u.String(), SameSite: p.sameSite(u), Where: spot("a", a.node)}
	switch {
	case e != nil:
		l.Lang = e.lang
		l.Sure = a.where&inPost == 0 && (share >= 0.5 || wordsOf(a.text) <= 7 && share >= 0.25)
	case p.pathOf(signal, u):
	default:
		return
	}
	*out = append(*out, l)
}

// ofOthers says whether an address is on the site of a service whose own policy
// pages link to.
func (p *page) ofOthers(u *url.URL) bool {
	if p.sameSite(u) {
		return false
	}
	at := site(u.Hostname())
	for _, m := range p.lex.marks["policy_of_others"] {
		if at == m.text {
			return true
		}
	}
	return false
}

// pathOf says whether a part of the address names such a text.
func (p *page) pathOf(signal string, u *url.URL) bool {
	for _, part := range strings.FieldsFunc(strings.ToLower(u.Path), func(r rune) bool { return r == '/' || r == '.' }) {
		for _, m := range p.lex.marks["path"] {
			if m.name == signal && (part == m.text || m.kind == "within" && strings.Contains(part, m.text)) {
				return true
			}
		}
	}
	return false
}

func (p *page) sameSite(u *url.URL) bool {
	return site(u.Hostname()) == site(p.base.Hostname())
}

// site gives the registrable domain of a host, the host itself when it has
// none.
func site(host string) string {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if d, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return d
	}
	return host
}

// best orders links and drops those to the same address.
func best(in []Link) []Link {
	slices.SortStableFunc(in, func(a, b Link) int { return rank(b) - rank(a) })
	var out []Link
	seen := map[string]bool{}
	for _, l := range in {
		if !seen[l.URL] && len(out) < maxLinks {
			seen[l.URL] = true
			out = append(out, l)
		}
	}
	return out
}

func rank(l Link) int {
	n := 0
	if l.Sure {
		n += 2
	}
	if l.SameSite {
		n++
	}
	return n
}
