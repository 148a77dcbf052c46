package document

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// verdict is what the survey found of one element.
type verdict uint8

const (
	shown  verdict = iota
	hidden         // not to be read
	region         // read, but not part of the main content
)

// pageSurvey is what is known of a page before its text is read.
type pageSurvey struct {
	verdicts    map[*html.Node]verdict
	hiddenNodes []*html.Node
	hiddenChars int
	total       int // characters that are shown
	referenced  map[string]bool
	scripts     int  // script elements
	shell       bool // an empty root element of a script application
	noscript    string
	banner      int // characters in cookie banners
	candidates  []candidate
}

// candidate is an element that looks like no main content by its markup.
type candidate struct {
	node  *html.Node
	chars int
	sure  bool // whatever its share of the page
}

// tally is what stands inside an element.
type tally struct {
	chars, linkChars           int
	links, inPage, local, lang int
	buttons, heads, first      int
}

func (t *tally) add(o tally) {
	t.chars += o.chars
	t.linkChars += o.linkChars
	t.links += o.links
	t.inPage += o.inPage
	t.local += o.local
	t.lang += o.lang
	t.buttons += o.buttons
	t.heads += o.heads
	t.first += o.first
}

// survey finds the hidden elements and the regions of a page in two passes.
func survey(root *html.Node) *pageSurvey {
	p := &pageSurvey{verdicts: map[*html.Node]verdict{}, referenced: map[string]bool{}}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			p.reference(n)
		}
	}
	p.total = p.tally(root, false).chars
	for _, c := range p.candidates {
		if c.sure || c.chars*10 <= p.total*6 {
			p.verdicts[c.node] = region
		}
	}
	return p
}

// reference notes the ids of elements that something on the page opens.
func (p *pageSurvey) reference(n *html.Node) {
	for _, a := range n.Attr {
		switch a.Key {
		case "aria-controls":
			for id := range strings.FieldsSeq(a.Val) {
				p.referenced[id] = true
			}
		case "href", "data-target", "data-bs-target":
			if len(a.Val) > 1 && a.Val[0] == '#' {
				p.referenced[a.Val[1:]] = true
			}
		}
	}
}

func (p *pageSurvey) of(n *html.Node) verdict { return p.verdicts[n] }

func (p *pageSurvey) dropRegions() {
	for n, v := range p.verdicts {
		if v == region {
			delete(p.verdicts, n)
		}
	}
}

func (p *pageSurvey) hiddenWords() int { return p.hiddenChars / 6 }

func (p *pageSurvey) unhide() {
	for _, n := range p.hiddenNodes {
		delete(p.verdicts, n)
	}
}

// tally counts the content of an element and notes what it may be.
func (p *pageSurvey) tally(n *html.Node, main bool) tally {
	switch n.Type {
	case html.TextNode:
		return tally{chars: visible(n.Data)}
	case html.ElementNode, html.DocumentNode:
	default:
		return tally{}
	}
	if unread(n.DataAtom) && n.DataAtom != atom.Head {
		p.scripted(n)
		return tally{}
	}
	main = main || n.DataAtom == atom.Main || n.DataAtom == atom.Article || attr(n, "role") == "main"
	var t tally
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		t.add(p.tally(c, main))
	}
	if n.Type == html.DocumentNode || n.DataAtom == atom.Html || n.DataAtom == atom.Body || n.DataAtom == atom.Head {
		return t
	}
	if p.isHidden(n, t) {
		p.verdicts[n] = hidden
		p.hiddenNodes = append(p.hiddenNodes, n)
		p.hiddenChars += t.chars
		return tally{}
	}
	p.rootElement(n, t)
	t.own(n)
	p.consider(n, t, main)
	return t
}

// own adds what the element itself is.
func (t *tally) own(n *html.Node) {
	switch n.DataAtom {
	case atom.A:
		target := attr(n, "href")
		if target == "" || t.chars == 0 {
			return
		}
		t.links++
		t.linkChars = t.chars
		switch {
		case target[0] == '#':
			t.inPage++
		case !strings.Contains(target, ":"):
			t.local++
		}
		if t.chars <= 32 && isLanguageName(textOf(n, 40)) {
			t.lang++
		}
	case atom.Button, atom.Input:
		t.buttons++
	case atom.H1:
		t.first++
		t.heads++
	case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.P:
		t.heads++
	}
}

func (p *pageSurvey) scripted(n *html.Node) {
	switch n.DataAtom {
	case atom.Script:
		p.scripts++
	case atom.Noscript:
		if len(p.noscript) < 2000 {
			p.noscript += " " + textOf(n, 2000)
		}
	}
}

// rootElement recognises the empty element that a script application fills.
func (p *pageSurvey) rootElement(n *html.Node, t tally) {
	if t.chars > 200 {
		return
	}
	switch id := attr(n, "id"); {
	case id == "root", id == "app", id == "__next", id == "__nuxt", id == "svelte", id == "___gatsby", id == "main-app",
		n.Data == "app-root", hasAttr(n, "ng-app"), hasAttr(n, "data-reactroot"):
		p.shell = true
	}
}

func visible(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] > ' ' {
			n++
		}
	}
	return n
}

// textOf gives the cleaned text inside an element up to a number of bytes.
func textOf(n *html.Node, limit int) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type != html.TextNode {
			continue
		}
		b.WriteString(d.Data[:min(len(d.Data), limit)])
		b.WriteByte(' ')
		if b.Len() > limit {
			break
		}
	}
	return clean(b.String())
}
