package document

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isHidden tells whether an element is not shown and nothing on the page opens
// it: the panels of tabs and accordions are part of the text.
func (p *pageSurvey) isHidden(n *html.Node, t tally) bool {
	aria := strings.EqualFold(attr(n, "aria-hidden"), "true")
	if !aria && !hasAttr(n, "hidden") && !styledAway(attr(n, "style")) {
		return false
	}
	if strings.EqualFold(attr(n, "hidden"), "until-found") || n.DataAtom == atom.Details || n.DataAtom == atom.Main {
		return false
	}
	if aria && t.chars > 300 && !hasAttr(n, "hidden") && !styledAway(attr(n, "style")) {
		return false // content behind an open dialogue, which sighted readers see
	}
	return !p.opens(n) && !(n.Parent != nil && n.Parent.DataAtom == atom.Details)
}

func styledAway(style string) bool {
	if style == "" {
		return false
	}
	style = strings.ToLower(strings.ReplaceAll(style, " ", ""))
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

func (p *pageSurvey) opens(n *html.Node) bool {
	if id := attr(n, "id"); id != "" && p.referenced[id] {
		return true
	}
	if role := attr(n, "role"); role == "tabpanel" || role == "region" {
		return true
	}
	return slices.ContainsFunc(tokens(n), func(t string) bool {
		switch t {
		case "tab", "tabs", "tabpanel", "pane", "tabpane", "panel", "accordion", "collapse", "collapsible", "collapsed",
			"toggle", "expand", "expandable", "expander", "faq", "details", "spoiler", "readmore":
			return true
		}
		return false
	})
}

// tokens gives the words of an element's id and classes in lower case.
func tokens(n *html.Node) []string {
	names := attr(n, "id") + " " + attr(n, "class")
	if len(names) < 3 {
		return nil
	}
	var b strings.Builder
	last := ' '
	for _, r := range names[:min(len(names), 400)] {
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			b.WriteByte(' ')
		}
		last = r
		if !unicode.IsLetter(r) {
			r = ' '
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.Fields(b.String())
}

// consider notes an element that is no main content.
func (p *pageSurvey) consider(n *html.Node, t tally, main bool) {
	if t.chars == 0 {
		return
	}
	names := tokens(n)
	switch {
	case isBanner(n, names, t):
		p.banner += t.chars
		p.candidates = append(p.candidates, candidate{node: n, chars: t.chars, sure: true})
	case isLanguageMenu(n, t), isContents(n, t):
		p.candidates = append(p.candidates, candidate{node: n, chars: t.chars, sure: true})
	case isFrame(n, t, main), isMenu(n, names, t, main):
		p.candidates = append(p.candidates, candidate{node: n, chars: t.chars})
	}
}

// isFrame recognises what surrounds the content by element or role.
func isFrame(n *html.Node, t tally, main bool) bool {
	switch n.DataAtom {
	case atom.Nav:
		return true
	case atom.Aside:
		return true
	case atom.Footer:
		return !main
	case atom.Header:
		return !main && t.first == 0 && (t.chars < 300 || t.linkChars*3 >= t.chars)
	}
	switch attr(n, "role") {
	case "navigation", "search", "menu", "menubar":
		return true
	case "banner":
		return t.first == 0
	case "contentinfo", "complementary":
		return true
	}
	return false
}

// isMenu recognises menus by their names together with their links, and lists
// of nothing but links to pages of the same site.
func isMenu(n *html.Node, names []string, t tally, main bool) bool {
	named := slices.ContainsFunc(names, func(s string) bool {
		switch s {
		case "nav", "navbar", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs", "sidebar", "topbar", "footer",
			"header", "masthead", "toc", "pagination", "pager", "skip", "skiplink", "share", "social", "sitemap", "related":
			return true
		}
		return false
	})
	if named && (t.links >= 1 && t.linkChars*2 >= t.chars || !main && t.chars < 1500 && slices.Contains(names, "footer")) {
		return n.DataAtom != atom.A && n.DataAtom != atom.Li
	}
	if n.DataAtom != atom.Ul && n.DataAtom != atom.Ol || main {
		return false
	}
	dense := t.links >= 4 && t.linkChars*100 >= t.chars*85 && t.linkChars < 40*t.links && t.local*2 >= t.links
	return dense && !introduced(n)
}

// isContents recognises a table of contents: links into the page alone.
func isContents(n *html.Node, t tally) bool {
	switch n.DataAtom {
	case atom.Ul, atom.Ol, atom.Div, atom.Section, atom.P, atom.Td, atom.Details:
	default:
		return false
	}
	return t.links >= 3 && t.inPage == t.links && t.linkChars*100 >= t.chars*75
}

func isLanguageMenu(n *html.Node, t tally) bool {
	switch n.DataAtom {
	case atom.Ul, atom.Ol, atom.Div, atom.P, atom.Section, atom.Span:
		return t.links >= 2 && t.lang == t.links && t.linkChars*10 >= t.chars*6
	}
	return false
}

// introduced tells whether the text before a list ends in a colon.
func introduced(n *html.Node) bool {
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		text := ""
		switch s.Type {
		case html.TextNode:
			text = strings.TrimSpace(s.Data)
		case html.ElementNode:
			text = textOf(s, 1000)
		}
		if text != "" {
			return strings.HasSuffix(text, ":")
		}
	}
	return false
}

// isBanner recognises a cookie banner: a name of such banners, a text on
// cookies, and something to press. A notice's own section on cookies has none
// to press.
func isBanner(n *html.Node, names []string, t tally) bool {
	if t.chars > 4000 || t.buttons+t.links == 0 {
		return false
	}
	dialog := strings.HasSuffix(attr(n, "role"), "dialog")
	topic, frame := dialog, dialog
	for _, s := range names {
		switch s {
		case "cookie", "cookies", "consent", "gdpr", "dsgvo", "rgpd", "cmp", "onetrust", "didomi", "usercentrics", "axeptio",
			"tarteaucitron", "klaro", "borlabs", "cmplz", "cky", "cookiebot", "cookieyes", "osano", "truste", "iubenda",
			"cookieconsent", "cc", "privacy", "moove", "termly", "cookiefirst", "cybot", "cookiebanner", "cookiebar", "qc":
			topic = true
		}
		switch s {
		case "banner", "bar", "popup", "modal", "overlay", "dialog", "layer", "toast", "consent", "sdk", "wall", "window",
			"notification", "notice", "manager", "message", "widget", "cookieconsent", "cookiebanner", "cookiebar", "alert",
			"host", "drawer", "infobar", "prompt", "container", "root", "main":
			frame = true
		}
	}
	if !topic || !frame {
		return false
	}
	text := strings.ToLower(textOf(n, 8000))
	return mentionsCookies(text) && (t.buttons > 0 || accepts(text))
}
