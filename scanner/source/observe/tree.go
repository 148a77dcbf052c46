package observe

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds on what is read of one page. A page may be anybody's, so each keeps
// time and memory in proportion to a page that a person would read.
const (
	maxBody  = 4 << 20
	maxTags  = 150_000
	maxDepth = 200
	maxAttrs = 40
	maxValue = 4096
)

// node is one element or one run of text. The tree is our own: a tree built as
// browsers do repeats misnested formatting elements, so that a small page can
// become a tree of any size.
type node struct {
	name   string
	atom   atom.Atom
	text   string
	attr   []html.Attribute
	parent *node
	first  *node
	last   *node
	next   *node
	line   int32
	// veiled says that the source wrote an address in character references.
	veiled bool
	// unseen says that the page's own style sheet hides the element.
	unseen bool
}

// get gives an attribute, empty when there is none.
func (n *node) get(key string) string {
	for i := range n.attr {
		if n.attr[i].Key == key {
			return n.attr[i].Val
		}
	}
	return ""
}

// has says whether an attribute is there, with or without a value.
func (n *node) has(key string) bool {
	for i := range n.attr {
		if n.attr[i].Key == key {
			return true
		}
	}
	return false
}

func (n *node) append(c *node) {
	c.parent = n
	if n.last == nil {
		n.first = c
	} else {
		n.last.next = c
	}
	n.last = c
}

// grower builds the tree from tokens.
type grower struct {
	z     *html.Tokenizer
	slab  []node
	stack []*node
	line  int32
	svg   int
	size  int
}

// plant reads a body as HTML. cut says that it was longer than is read.
func plant(body []byte) (root *node, cut bool) {
	body, cut = bounded(body)
	g := &grower{z: html.NewTokenizer(bytes.NewReader(body)), line: 1, size: min(256, len(body)/24+2)}
	root = g.node()
	g.stack = append(g.stack, root)
	for {
		t := g.z.Next()
		if t == html.ErrorToken {
			return root, cut
		}
		g.token(t)
	}
}

// bounded cuts a body at the limit of bytes and of tags.
func bounded(body []byte) ([]byte, bool) {
	cut := false
	if len(body) > maxBody {
		body, cut = body[:maxBody], true
	}
	for i, n := 0, 0; ; n++ {
		j := bytes.IndexByte(body[i:], '<')
		if j < 0 {
			break
		}
		if i += j + 1; n == maxTags {
			body, cut = body[:i-1], true
			break
		}
	}
	if !utf8.Valid(body) {
		body = bytes.ToValidUTF8(body, []byte("\uFFFD"))
	}
	return body, cut
}

func (g *grower) node() *node {
	if len(g.slab) == 0 {
		g.slab = make([]node, g.size)
	}
	n := &g.slab[0]
	g.slab = g.slab[1:]
	n.line = g.line
	return n
}

func (g *grower) top() *node { return g.stack[len(g.stack)-1] }

func (g *grower) token(t html.TokenType) {
	raw := g.z.Raw()
	lines := int32(bytes.Count(raw, []byte{'\n'}))
	switch t {
	case html.TextToken:
		g.words(raw)
	case html.StartTagToken, html.SelfClosingTagToken:
		g.open(t, raw)
	case html.EndTagToken:
		name, _ := g.z.TagName()
		g.close(atom.Lookup(name), name)
	}
	g.line += lines
}

func (g *grower) words(raw []byte) {
	veiled := false
	if a := g.top().atom; a != atom.Script && a != atom.Style {
		veiled = hasAtReference(raw)
	}
	var s string
	if veiled {
		s = html.UnescapeString(veilAt(string(raw)))
	} else {
		s = string(g.z.Text())
	}
	if s == "" {
		return
	}
	n := g.node()
	n.text, n.veiled = s, veiled
	g.top().append(n)
}

// open takes a start tag in.
func (g *grower) open(t html.TokenType, raw []byte) {
	referenced := bytes.IndexByte(raw, '@') < 0 && (bytes.Contains(raw, []byte("&#")) || bytes.Contains(raw, []byte("&commat")))
	name, more := g.z.TagName()
	n := g.node()
	n.atom = atom.Lookup(name)
	if n.atom != 0 {
		n.name = n.atom.String()
	} else {
		n.name = strings.Clone(string(name))
	}
	for more {
		var k, v []byte
		k, v, more = g.z.TagAttr()
		if len(n.attr) < maxAttrs && len(v) <= maxValue {
			n.attr = append(n.attr, html.Attribute{Key: string(k), Val: string(v)})
		}
	}
	if referenced {
		n.veiled = veilHref(n)
	}
	if n.atom == atom.Noscript {
		g.z.NextIsNotRawText()
	}
	g.imply(n.atom)
	g.top().append(n)
	if void(n.atom) || (t == html.SelfClosingTagToken && g.svg > 0) || len(g.stack) >= maxDepth {
		return
	}
	if n.atom == atom.Svg || n.atom == atom.Math {
		g.svg++
	}
	g.stack = append(g.stack, n)
}

// close ends the nearest open element of that name, but none beyond the cell
// or page it stands in.
func (g *grower) close(a atom.Atom, name []byte) {
	for i := len(g.stack) - 1; i > 0; i-- {
		n := g.stack[i]
		if n.atom == a && (a != 0 || n.name == string(name)) {
			g.pop(i)
			return
		}
		if fence(n.atom) && !fence(a) {
			return
		}
	}
}

func (g *grower) pop(to int) {
	for _, n := range g.stack[to:] {
		if n.atom == atom.Svg || n.atom == atom.Math {
			g.svg--
		}
	}
	g.stack = g.stack[:to]
}

// imply closes what a start tag ends without an end tag.
func (g *grower) imply(a atom.Atom) {
	var ends, until []atom.Atom
	switch a {
	case atom.Li:
		ends, until = []atom.Atom{atom.Li}, []atom.Atom{atom.Ul, atom.Ol, atom.Menu}
	case atom.Dt, atom.Dd:
		ends, until = []atom.Atom{atom.Dt, atom.Dd}, []atom.Atom{atom.Dl}
	case atom.Tr:
		ends, until = []atom.Atom{atom.Tr}, []atom.Atom{atom.Table}
	case atom.Td, atom.Th:
		ends, until = []atom.Atom{atom.Td, atom.Th}, []atom.Atom{atom.Tr, atom.Table}
	case atom.Tbody, atom.Tfoot:
		ends, until = []atom.Atom{atom.Thead, atom.Tbody}, []atom.Atom{atom.Table}
	case atom.Option, atom.Optgroup:
		ends, until = []atom.Atom{atom.Option}, []atom.Atom{atom.Select}
	case atom.Body:
		ends, until = []atom.Atom{atom.Head}, []atom.Atom{atom.Template}
	default:
		if !breaks(a) {
			return
		}
		ends, until = []atom.Atom{atom.P}, []atom.Atom{atom.Button, atom.Td, atom.Th, atom.Li, atom.Dd}
	}
	for i := len(g.stack) - 1; i > 0; i-- {
		b := g.stack[i].atom
		if one(b, ends) {
			g.pop(i)
			return
		}
		if one(b, until) {
			return
		}
	}
}

func one(a atom.Atom, in []atom.Atom) bool {
	for _, b := range in {
		if a == b {
			return true
		}
	}
	return false
}

func fence(a atom.Atom) bool {
	switch a {
	case atom.Table, atom.Td, atom.Th, atom.Tr, atom.Body, atom.Html, atom.Template, atom.Svg, atom.Math:
		return true
	}
	return false
}

func void(a atom.Atom) bool {
	switch a {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link,
		atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}

// breaks says whether an element starts a text of its own.
func breaks(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Center, atom.Details, atom.Dialog, atom.Dir,
		atom.Div, atom.Dl, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2,
		atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Main, atom.Menu, atom.Nav,
		atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Ul, atom.Legend:
		return true
	}
	return false
}
