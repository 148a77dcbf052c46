package observe

import (
	"net/url"
	"strings"

	"leadlint/scanner/mask"
)

// maxFound bounds how many contact points of a kind are told apart.
const maxFound = 50_000

// found gathers the contact points that anybody can read. Raw values live as
// long as the reading of a page and leave it as counts.
type found struct {
	page   *page
	emails map[string]bool
	phones map[string]bool
}

func newFound(p *page) *found {
	return &found{page: p, emails: map[string]bool{}, phones: map[string]bool{}}
}

// email counts an address when it is one.
func (f *found) email(s, where string) {
	s = strings.ToLower(strings.TrimSpace(s))
	if !isAddress(s) || f.emails[s] || len(f.emails) >= maxFound {
		return
	}
	f.emails[s] = true
	if len(f.emails) <= 5 {
		f.page.say(Signal{Name: SignalEmail, Strength: Inventory, Where: where, Snippet: mask.Email(s)})
	}
}

// phone counts a number when it has digits enough.
func (f *found) phone(s, where string) {
	var digits []byte
	for i := range len(s) {
		if '0' <= s[i] && s[i] <= '9' {
			digits = append(digits, s[i])
		}
	}
	key := strings.TrimLeft(string(digits), "0")
	if len(key) < 6 || len(key) > 16 || len(s) > 40 {
		return
	}
	// The same number is often written with and without its country.
	key = key[max(0, len(key)-8):]
	if f.phones[key] || len(f.phones) >= maxFound {
		return
	}
	f.phones[key] = true
	if len(f.phones) <= 5 {
		f.page.say(Signal{Name: SignalPhone, Strength: Inventory, Where: where, Snippet: mask.Phone(s)})
	}
}

// isAddress says whether a text is an e-mail address that somebody could
// have. The name of an image at twice its size is none.
func isAddress(s string) bool {
	at := strings.LastIndexByte(s, '@')
	if at <= 0 || at > 64 || len(s) > 254 || strings.ContainsAny(s, " \t\n<>()[],;:\"'\\/") {
		return false
	}
	domain := s[at+1:]
	dot := strings.LastIndexByte(domain, '.')
	if dot <= 0 || strings.Contains(domain, "..") || strings.ContainsAny(domain, "@_") || len(domain)-dot < 3 {
		return false
	}
	switch tld := domain[dot+1:]; tld {
	case "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "css", "js", "json", "map", "woff", "woff2":
		return false
	default:
		return strings.Trim(tld, "0123456789") != ""
	}
}

// contacts takes the inventory: links first, then plain text.
func (p *page) contacts() {
	for i, a := range p.parts.anchors {
		if i == 20_000 {
			break
		}
		href := strings.TrimSpace(a.get("href"))
		switch {
		case hasScheme(href, "mailto:"):
			p.mailto(a, href[len("mailto:"):])
		case hasScheme(href, "tel:"):
			p.found.phone(href[len("tel:"):], spot("a[href^=tel]", a))
		}
	}
	for i := range p.text.blocks {
		b := &p.text.blocks[i]
		p.plainEmails(b)
		p.plainPhone(b)
	}
}

func hasScheme(s, scheme string) bool {
	return len(s) >= len(scheme) && strings.EqualFold(s[:len(scheme)], scheme)
}

// mailto reads the addresses of a link. One without any is for sharing.
func (p *page) mailto(a *node, rest string) {
	rest, _, _ = strings.Cut(rest, "?")
	if !strings.Contains(rest, "@") {
		return
	}
	for i, s := range strings.Split(rest, ",") {
		if u, err := url.PathUnescape(s); err == nil && i < 50 {
			p.found.email(u, spot("a[href^=mailto]", a))
		}
	}
}

// plainEmails finds the addresses that stand in a text.
func (p *page) plainEmails(b *block) {
	for i, n := 0, 0; n < 1000; n++ {
		at := strings.IndexByte(b.text[i:], '@')
		if at < 0 {
			return
		}
		at += i
		start, end := at, at+1
		for start > 0 && at-start < 64 && addressByte(b.text[start-1]) {
			start--
		}
		for end < len(b.text) && end-at < 190 && addressByte(b.text[end]) {
			end++
		}
		p.found.email(strings.Trim(b.text[start:end], ".-_+'"), b.at())
		i = end
	}
}

func addressByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '.' || c == '-' || c == '_' || c == '+' || c == '\''
}

// plainPhone finds the number that follows a label such as "Tel.".
func (p *page) plainPhone(b *block) {
	n := 0
	for i := range len(b.text) {
		if '0' <= b.text[i] && b.text[i] <= '9' {
			n++
		}
	}
	if n < 6 || len(b.text) > 2000 {
		return
	}
	low := strings.ToLower(b.text)
	for _, m := range p.lex.marks["phone_label"] {
		for from := 0; ; {
			i := strings.Index(low[from:], m.text)
			if i < 0 {
				break
			}
			i += from
			from = i + len(m.text)
			if len(low) != len(b.text) || i > 0 && letterByte(low[i-1]) {
				continue
			}
			p.found.phone(numberAt(b.text[from:]), b.at())
		}
	}
}

func letterByte(c byte) bool { return 'a' <= c && c <= 'z' || c >= 0x80 }

// numberAt gives the number that a text starts with, after a little
// punctuation.
func numberAt(s string) string {
	s = strings.TrimLeft(s, " .:-–|\u00a0")
	end := 0
	for end < len(s) && end < 30 && (('0' <= s[end] && s[end] <= '9') || strings.IndexByte("+()/-. ", s[end]) >= 0) {
		end++
	}
	return strings.TrimRight(s[:end], " .-(/")
}
