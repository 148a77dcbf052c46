package observe

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// hidden says whether an element is kept from a reader's eyes.
func hidden(n *node) bool {
	if n.unseen {
		return true
	}
	for i := range n.attr {
		a := &n.attr[i]
		switch a.Key {
		case "hidden":
			return a.Val != "until-found"
		case "style":
			s := strings.ToLower(a.Val)
			if strings.Contains(s, "display:none") || strings.Contains(s, "display: none") || strings.Contains(s, "visibility:hidden") || strings.Contains(s, "visibility: hidden") {
				return true
			}
		case "type":
			if n.atom == atom.Input && strings.EqualFold(a.Val, "hidden") {
				return true
			}
		}
	}
	return false
}

// around gives the context that an element makes for what stands in it.
func (t *text) around(n *node) context {
	var c context
	switch n.atom {
	case atom.Blockquote, atom.Pre:
		c = inQuote
	case atom.Nav:
		c = inNav
	case atom.Header:
		c = inHeader
	case atom.Footer:
		c = inFooter
	case atom.Aside:
		c = inAside
	case atom.Dialog:
		c = inDialog
	case atom.Form:
		c = inForm
	case atom.H1:
		c = inTitle
	case atom.Noscript:
		return inNoscript
	case atom.A:
		return inLink
	case atom.Option:
		if !n.has("selected") {
			return inUnchosen
		}
		c = inChoice
	case atom.Label:
		if in := choice(n); in != nil {
			c = inChoice
			if !in.has("checked") {
				c |= inUnchosen
			}
		}
	case atom.Html, atom.Body, atom.Main:
		return 0
	}
	return c | t.byAttribute(n)
}

func (t *text) byAttribute(n *node) context {
	var c context
	for i := range n.attr {
		switch a := &n.attr[i]; a.Key {
		case "role":
			switch a.Val {
			case "dialog", "alertdialog":
				c |= inDialog
			case "navigation", "menubar":
				c |= inNav
			case "contentinfo":
				c |= inFooter
			case "banner":
				c |= inHeader
			}
		case "aria-checked", "aria-selected":
			if a.Val == "false" {
				c |= inUnchosen
			}
		case "itemtype":
			if postType(a.Val) {
				c |= inPost
			}
		case "id", "class":
			c |= t.byName(a.Val)
		}
	}
	return c
}

// byName reads a class or an identifier, each wording of which pages repeat.
func (t *text) byName(s string) context {
	c, ok := t.names[s]
	if !ok {
		c = byName(strings.ToLower(s), t.lex)
		if len(t.names) < 2000 {
			t.names[s] = c
		}
	}
	return c
}

// byName reads the names that authors and their software give to regions.
func byName(s string, lex *Lexicon) context {
	var c context
	for _, m := range lex.marks["region"] {
		if !strings.Contains(s, m.text) {
			continue
		}
		switch m.name {
		case "cookies":
			c |= inCookies
		case "post":
			c |= inPost
		case "dialog":
			c |= inDialog
		case "quote":
			c |= inQuote
		}
	}
	return c
}

// postType says whether a schema.org type is an article about something.
func postType(s string) bool {
	switch s[strings.LastIndexAny(s, "/:#")+1:] {
	case "Article", "NewsArticle", "BlogPosting", "TechArticle", "Report", "ScholarlyArticle", "OpinionNewsArticle", "AnalysisNewsArticle", "LiveBlogPosting", "HowTo", "QAPage", "FAQPage":
		return true
	}
	return false
}

// choice gives the button that a label belongs to, nil when it labels no
// choice.
func choice(n *node) *node {
	for c := n.first; c != nil; c = c.next {
		if isChoice(c) {
			return c
		}
	}
	id := n.get("for")
	if id == "" || n.parent == nil {
		return nil
	}
	steps := 0
	for c := n.parent.first; c != nil && steps < 100; c = c.next {
		if steps++; isChoice(c) && c.get("id") == id {
			return c
		}
	}
	return nil
}

func isChoice(n *node) bool {
	if n.atom != atom.Input {
		return false
	}
	t := strings.ToLower(n.get("type"))
	return t == "radio" || t == "checkbox"
}
