package observe

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// protections notices addresses that are shown to people and kept from
// machines. None of them is put together.
func (p *page) protections() {
	p.protectedElements()
	p.protectedScripts()
	for i := range p.text.blocks {
		p.protectedText(&p.text.blocks[i])
	}
}

// protect records one protected address.
func (p *page) protect(kind, where string) {
	if p.obs.Counts.Protected++; p.obs.Counts.Protected > 5 {
		return
	}
	p.say(Signal{Name: SignalProtected, Strength: Restriction, Value: kind, Where: where})
}

func (p *page) protectedElements() {
	for i, a := range p.parts.anchors {
		if i == 20_000 {
			break
		}
		href := strings.ToLower(a.get("href"))
		switch {
		case a.veiled || hasScheme(href, "mailto:") && strings.Contains(href, "%40") && !strings.Contains(href, "@"):
			p.protect("character_references", spot("a[href^=mailto]", a))
		case p.marked("href", href) != "":
			p.protect(p.marked("href", href), spot("a", a))
		}
	}
	n := 0
	p.each(p.root, func(c *node) {
		for j := range c.attr {
			a := &c.attr[j]
			if strings.HasPrefix(a.Key, "data-") {
				if kind := p.markedExactly("attribute", a.Key); kind != "" && a.Val != "" && n < 10_000 {
					n++
					if !p.linked(c) {
						p.protect(kind, spot("["+a.Key+"]", c))
					}
					return
				}
			}
			if a.Key == "style" && strings.Contains(a.Val, "bidi-override") && reversed(c) {
				p.protect("reversed", spot("[style]", c))
			}
		}
		if c.atom == atom.Img && n < 300 && c.get("alt") != "" {
			n++
			if !p.pictured(c) {
				return
			}
			p.protect("image", spot("img", c))
		}
	})
}

// linked says whether an element is, or stands in, a link that was counted as
// protected already.
func (p *page) linked(c *node) bool {
	for i := 0; c != nil && i < 5; c, i = c.parent, i+1 {
		if isLink(c) && p.marked("href", strings.ToLower(c.get("href"))) != "" {
			return true
		}
	}
	return false
}

// each visits all elements.
func (p *page) each(n *node, f func(*node)) {
	for c := n.first; c != nil; c = c.next {
		if c.name != "" {
			f(c)
			p.each(c, f)
		}
	}
}

// reversed says whether an element's text is an address written backwards. It
// looks for the sign only.
func reversed(c *node) bool {
	s := string(inner(nil, c, 200, 0))
	return strings.Contains(s, "@") && !strings.Contains(strings.TrimSpace(s), " ")
}

// marked gives the kind of protection whose mark stands in a text.
func (p *page) marked(kind, s string) string {
	for _, m := range p.lex.marks["protection"] {
		if m.kind == kind && strings.Contains(s, m.text) {
			return m.name
		}
	}
	return ""
}

func (p *page) markedExactly(kind, s string) string {
	for _, m := range p.lex.marks["protection"] {
		if m.kind == kind && m.text == s {
			return m.name
		}
	}
	return ""
}

// pictured says whether an image shows an address: its alternative text says
// so, and what stands before it is a label for one.
func (p *page) pictured(c *node) bool {
	src, alt := strings.ToLower(c.get("src")), c.get("alt")
	for _, part := range []string{"icon", "logo", ".svg", "envelope", "sprite"} {
		if strings.Contains(src, part) {
			return false
		}
	}
	for n, i := c.parent, 0; n != nil && i < 4; n, i = n.parent, i+1 {
		if isLink(n) {
			return false
		}
	}
	if spelled(alt, p.lex) {
		return true
	}
	if e, share := p.lex.search("address_image", alt); e == nil || share < 0.6 {
		return false
	}
	before := ""
	if c.parent != nil {
		for n := c.parent.first; n != nil && n != c; n = n.next {
			if n.name == "" {
				before = n.text
			} else {
				before = string(inner(nil, n, 100, 0))
			}
		}
	}
	return strings.HasSuffix(strings.TrimSpace(before), ":")
}

// protectedScripts looks for programs of the page that assemble an address.
func (p *page) protectedScripts() {
	for i, s := range p.parts.scripts {
		if i == 500 || s.first == nil {
			continue
		}
		t := s.get("type")
		if strings.Contains(t, "json") || strings.Contains(t, "template") || len(s.first.text) > 20_000 {
			continue
		}
		if kind := p.assembles(strings.ToLower(s.first.text)); kind != "" {
			p.protect(kind, spot("script", s))
		}
	}
}

// assembles says whether a program writes a link to an address that it puts
// together. A program that mentions mailto for sharing does not.
func (p *page) assembles(src string) string {
	if kind := p.marked("script", src); kind != "" {
		return kind
	}
	writes := strings.Contains(src, "document.write") || strings.Contains(src, "innerhtml") || strings.Contains(src, ".href")
	if !writes {
		return ""
	}
	squeezed := strings.NewReplacer(" ", "", "\"", "'", "\n", "", "\t", "").Replace(src)
	if !strings.Contains(strings.ReplaceAll(squeezed, "'+'", ""), "mailto") {
		return ""
	}
	for _, sign := range []string{"'@'+", "+'@'", "&#64;", "%40'", "fromcharcode(64)", "'@',", ".join('@')", "\\x40"} {
		if strings.Contains(squeezed, sign) {
			return "script"
		}
	}
	return ""
}

// protectedText finds spelled addresses: name (at) company.example.
func (p *page) protectedText(b *block) {
	if b.where&inQuote != 0 {
		return
	}
	if spelled(b.text, p.lex) {
		kind := "spelled"
		if strings.ContainsRune(b.text, veilSign) {
			kind = "character_references"
		}
		p.protect(kind, b.at())
		return
	}
	if m := p.marked("text", strings.ToLower(b.text)); m != "" {
		p.protect(m, b.at())
	}
}

// spelled says whether a text holds an address with another sign for @.
func spelled(s string, lex *Lexicon) bool {
	if strings.ContainsRune(s, veilSign) && spelledWith(s, string(veilSign), true) {
		return true
	}
	low := strings.ToLower(s)
	for _, m := range lex.marks["at_sign"] {
		if strings.Contains(low, m.text) && spelledWith(low, m.text, m.kind == "bracketed") {
			return true
		}
	}
	return false
}

// spelledWith looks at what stands around the sign. A bare "at" needs a
// spelled dot too: "meet us at company.example" is no address.
func spelledWith(s, sign string, sure bool) bool {
	for from := 0; ; {
		i := strings.Index(s[from:], sign)
		if i < 0 {
			return false
		}
		i += from
		from = i + len(sign)
		if wordBefore(s[:i]) && domainAfter(s[from:], sure) {
			return true
		}
	}
}

func wordBefore(s string) bool {
	s = strings.TrimRight(s, " \u00a0")
	r, _ := utf8.DecodeLastRuneInString(s)
	return s != "" && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// domainAfter says whether a text starts with a domain, written with dots or,
// when a dot alone would prove nothing, with a spelled one.
func domainAfter(s string, dots bool) bool {
	s = strings.TrimLeft(s[:min(len(s), 160)], " \u00a0")
	end := 0
	for end < len(s) && (addressByte(s[end])) {
		end++
	}
	host := strings.TrimRight(s[:end], ".")
	if dots && isAddress("x@"+strings.ToLower(host)) {
		return true
	}
	if host == "" || strings.Contains(host, ".") {
		return false
	}
	rest := strings.ToLower(strings.TrimLeft(s[end:], " "))
	if rest == "" || !strings.ContainsRune("([{dp", rune(rest[0])) {
		return false
	}
	for _, dot := range []string{"(dot)", "[dot]", "{dot}", "dot ", "(punkt)", "[punkt]", "punkt ", "(point)", "[point]", "point ", "(punto)", "[punto]", "(punt)", "[punt]", "(kropka)", "[kropka]", "(.)", "[.]"} {
		if after, ok := strings.CutPrefix(rest, dot); ok {
			after = strings.TrimLeft(after, " ")
			n := 0
			for n < len(after) && 'a' <= after[n] && after[n] <= 'z' {
				n++
			}
			return n >= 2 && n <= 12
		}
	}
	return false
}
