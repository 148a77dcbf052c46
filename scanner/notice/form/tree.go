package form

import (
	"bytes"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"leadlint/scanner/notice/form/style"
)

// Bounds of a page, so that time and memory stay in proportion to a page that a
// person would read.
const (
	maxTags  = 300_000
	maxDepth = 200
	maxAttrs = 60
	maxValue = 16 << 10
)

// tree is a page as elements. It is not built as browsers do, which repeat
// misnested elements, so that a small page could become a tree of any size, and
// which lose the fields of a form that stands between the rows of a table.
type tree struct {
	root *html.Node
	line map[*html.Node]int
	// whole says that the source is a page and not a part of one.
	whole bool
	// cut says that not all of it was read.
	cut bool
}

// grower builds a tree from tokens.
type grower struct {
	tree
	z     *html.Tokenizer
	stack []*html.Node
	at    int // line
	tags  int
	alien int // open elements of SVG and MathML
}

// plant reads HTML.
func plant(body []byte, limit int) *tree {
	g := &grower{at: 1}
	g.line = map[*html.Node]int{}
	if len(body) > limit {
		body, g.cut = body[:limit], true
	}
	g.root = &html.Node{Type: html.DocumentNode}
	g.stack = append(g.stack, g.root)
	g.z = html.NewTokenizer(bytes.NewReader(body))
	for g.tags < maxTags {
		t := g.z.Next()
		if t == html.ErrorToken {
			return &g.tree
		}
		lines := bytes.Count(g.z.Raw(), []byte{'\n'})
		g.token(t)
		g.at += lines
	}
	g.cut = true
	return &g.tree
}

func (g *grower) top() *html.Node { return g.stack[len(g.stack)-1] }

func (g *grower) token(t html.TokenType) {
	switch t {
	case html.TextToken:
		raw := g.z.Raw()
		lead := len(raw) - len(bytes.TrimLeft(raw, " \t\r\n"))
		n := &html.Node{Type: html.TextNode, Data: string(g.z.Text())}
		g.line[n] = g.at + bytes.Count(raw[:lead], []byte{'\n'})
		g.top().AppendChild(n)
	case html.StartTagToken, html.SelfClosingTagToken:
		g.tags++
		g.open(t == html.SelfClosingTagToken)
	case html.EndTagToken:
		name, _ := g.z.TagName()
		g.close(string(name))
	case html.DoctypeToken:
		g.whole = true
	}
}

// open takes a start tag in.
func (g *grower) open(selfClosing bool) {
	name, more := g.z.TagName()
	n := &html.Node{Type: html.ElementNode, DataAtom: atom.Lookup(name)}
	n.Data = n.DataAtom.String()
	if n.DataAtom == 0 {
		n.Data = string(name)
	}
	for more {
		var k, v []byte
		k, v, more = g.z.TagAttr()
		if len(n.Attr) < maxAttrs && len(v) <= maxValue && !style.Has(n, string(k)) {
			n.Attr = append(n.Attr, html.Attribute{Key: string(k), Val: string(v)})
		}
	}
	g.whole = g.whole || n.DataAtom == atom.Html || n.DataAtom == atom.Body
	if n.DataAtom == atom.Noscript {
		g.z.NextIsNotRawText()
	}
	g.imply(n.DataAtom)
	g.line[n] = g.at
	g.top().AppendChild(n)
	if void(n.DataAtom) || selfClosing && g.alien > 0 || len(g.stack) >= maxDepth {
		return
	}
	if alien(n) {
		g.alien++
	}
	g.stack = append(g.stack, n)
}

// close ends the nearest open element of a name, but none beyond the cell or the
// form it stands in.
func (g *grower) close(name string) {
	for i := len(g.stack) - 1; i > 0; i-- {
		n := g.stack[i]
		if n.Data == name {
			for _, m := range g.stack[i:] {
				if alien(m) {
					g.alien--
				}
			}
			g.stack = g.stack[:i]
			return
		}
		if a := n.DataAtom; (a == atom.Td || a == atom.Th || a == atom.Form || a == atom.Body) && name != "table" && name != "html" && name != "body" && name != "form" {
			return
		}
	}
}

// imply ends what a start tag ends without saying so.
func (g *grower) imply(a atom.Atom) {
	switch a {
	case atom.Li:
		g.end(atom.Ul|atom.Ol, atom.Li)
	case atom.Option, atom.Optgroup:
		g.end(atom.Select, atom.Option)
	case atom.Dt, atom.Dd:
		g.end(atom.Dl, atom.Dt, atom.Dd)
	case atom.Tr:
		g.end(atom.Table, atom.Tr, atom.Td, atom.Th)
	case atom.Td, atom.Th:
		g.end(atom.Table, atom.Td, atom.Th)
	case atom.Tbody, atom.Thead, atom.Tfoot:
		g.end(atom.Table, atom.Tbody, atom.Thead, atom.Tfoot)
	case atom.Form:
		g.end(0, atom.Form)
	case atom.Button:
		g.end(atom.Form, atom.Button)
	}
	if block(a) && g.top().DataAtom == atom.P {
		g.stack = g.stack[:len(g.stack)-1]
	}
}

// end closes the outermost open element of some names within a border.
func (g *grower) end(border atom.Atom, names ...atom.Atom) {
	found := 0
	for i := len(g.stack) - 1; i > 0; i-- {
		a := g.stack[i].DataAtom
		if a == border && border != 0 || (border == atom.Ul|atom.Ol) && (a == atom.Ul || a == atom.Ol) || a == atom.Td && border != atom.Table {
			break
		}
		for _, name := range names {
			if a == name {
				found = i
			}
		}
		if found > 0 && border != atom.Table {
			break
		}
		if a == atom.Table {
			break
		}
	}
	if found > 0 {
		g.stack = g.stack[:found]
	}
}

func alien(n *html.Node) bool { return n.DataAtom == atom.Svg || n.DataAtom == atom.Math }

func void(a atom.Atom) bool {
	switch a {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Param, atom.Source,
		atom.Track, atom.Wbr:
		return true
	}
	return false
}

// block says whether an element parts the text before from the text after it.
func block(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Center, atom.Dd, atom.Details, atom.Dialog, atom.Div, atom.Dl,
		atom.Dt, atom.Fieldset, atom.Figure, atom.Figcaption, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Header, atom.Hr, atom.Html, atom.Legend, atom.Li, atom.Main, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary,
		atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Title, atom.Tr, atom.Ul:
		return true
	}
	return false
}
