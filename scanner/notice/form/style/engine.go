package style

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Engine works out styles of the elements of one page. It is for one goroutine.
type Engine struct {
	rules    []rule
	index    map[string][]int // what a rule's last part asks for -> rules
	names    map[string]Colour
	layers   map[string]int
	read     func(href string) ([]byte, bool)
	imports  int
	size     int
	steps    int // comparisons left
	complete bool
	found    map[*html.Node]*cascade
	done     map[*html.Node]Style
}

// New reads the local sheets of a page, and those that read gives for the
// addresses it links to; read may be nil. missing counts sheets that were not
// read: with any, only what an element itself says with "important" is known.
// harmless says of an address that its sheet changes nothing that matters.
func New(root *html.Node, read func(href string) ([]byte, bool), harmless func(href string) bool) (e *Engine, missing int) {
	e = &Engine{
		index: map[string][]int{}, names: colours(), layers: map[string]int{}, read: read, complete: true, steps: maxSteps,
		found: map[*html.Node]*cascade{}, done: map[*html.Node]Style{},
	}
	walk(root, func(n *html.Node) {
		switch n.DataAtom {
		case atom.Style:
			if t := strings.ToLower(Attr(n, "type")); t == "" || t == "text/css" {
				e.conditioned(text(n), Attr(n, "media"))
			}
		case atom.Link:
			if !strings.Contains(" "+strings.ToLower(Attr(n, "rel"))+" ", " stylesheet ") || media(Attr(n, "media")) == mediaNever || Has(n, "disabled") {
				return
			}
			href := Attr(n, "href")
			if harmless != nil && harmless(href) {
				return
			}
			if body, ok := e.load(href); ok {
				e.conditioned(string(body), Attr(n, "media"))
			} else {
				missing++
			}
		}
	})
	missing += e.imports
	if missing > 0 {
		e.complete = false
	}
	return e, missing
}

// Complete says whether every sheet of the page was read and understood.
func (e *Engine) Complete() bool { return e.complete }

func (e *Engine) load(href string) ([]byte, bool) {
	if e.read == nil || href == "" {
		return nil, false
	}
	return e.read(href)
}

// conditioned reads a sheet that stands under a list of media.
func (e *Engine) conditioned(body, list string) {
	switch media(list) {
	case mediaMaybe:
		body = "@media (width) {" + body + "}"
	case mediaNever:
		return
	}
	e.sheet(body)
}

// imported takes a sheet in that another one asks for.
func (e *Engine) imported(args string) {
	href := strings.TrimSpace(args)
	list := ""
	if rest, ok := strings.CutPrefix(href, "url("); ok {
		href, list, _ = strings.Cut(rest, ")")
	} else if len(href) > 1 {
		if i := strings.IndexByte(href[1:], href[0]); i >= 0 {
			href, list = href[:i+2], href[i+2:]
		}
	}
	href = strings.Trim(href, `"' `)
	if media(list) == mediaNever {
		return
	}
	if e.imports++; e.imports > 20 {
		return
	}
	if body, ok := e.load(href); ok {
		e.imports--
		e.conditioned(string(body), list)
	}
}

// candidates gives the rules that can match an element, in no order.
func (e *Engine) candidates(n *html.Node, f func(*rule)) {
	each := func(key string) {
		for _, i := range e.index[key] {
			f(&e.rules[i])
		}
	}
	each("*")
	each(n.Data)
	if id := Attr(n, "id"); id != "" {
		each("#" + id)
	}
	for c := range strings.FieldsSeq(Attr(n, "class")) {
		each("." + c)
	}
}

func walk(root *html.Node, f func(*html.Node)) {
	for n := root; n != nil; {
		if n.Type == html.ElementNode {
			f(n)
		}
		if n.FirstChild != nil {
			n = n.FirstChild
			continue
		}
		for n != nil && n != root && n.NextSibling == nil {
			n = n.Parent
		}
		if n == nil || n == root {
			return
		}
		n = n.NextSibling
	}
}

// Attr gives an attribute of an element, empty when it has none.
func Attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}

// Has says whether an element has an attribute.
func Has(n *html.Node, key string) bool {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return true
		}
	}
	return false
}

func text(n *html.Node) string {
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}
