package document

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// definitions reads a definition list: a short term with plain text becomes one
// row, the term being the heading of its cell; any other stays running text.
func (w *walker) definitions(dl *html.Node, st state) {
	if st.cell || st.heading > 0 {
		w.block(dl, st)
		return
	}
	w.flush(st)
	terms := &openTerms{}
	w.definitionGroup(dl, st, terms)
	w.looseTerms(terms, st)
}

// openTerms are the terms whose definition is still to come; cell is the read
// text of the only one.
type openTerms struct {
	nodes []*html.Node
	cell  *tableCell
}

func (w *walker) definitionGroup(n *html.Node, st state, terms *openTerms) {
	for c := n.FirstChild; c != nil && !w.b.stop(); c = c.NextSibling {
		switch {
		case c.DataAtom == atom.Dt:
			if terms.cell != nil {
				*terms = openTerms{}
			}
			terms.nodes = append(terms.nodes, c)
		case c.DataAtom == atom.Dd && len(terms.nodes) == 1 && plain(c):
			w.definition(terms, c, st)
		case c.DataAtom == atom.Div && w.page.of(c) != hidden:
			w.definitionGroup(c, st, terms)
		case c.DataAtom == atom.Dd:
			w.looseTerms(terms, st)
			w.node(c, st)
		default:
			w.node(c, st)
		}
	}
}

func (w *walker) definition(terms *openTerms, dd *html.Node, st state) {
	if w.page.of(dd) == hidden {
		return
	}
	in := st
	in.cell = true
	if terms.cell == nil {
		term := w.cell(terms.nodes[0], in)
		term.text = short(term.text)
		terms.cell = &term
	}
	c := w.cell(dd, in)
	if !hasText(c.text) {
		return
	}
	p := place{line: terms.cell.line, aside: st.aside, lang: langOf(dd, st.lang)}
	links := append(terms.cell.links, c.links...)
	terms.cell.links = nil
	w.b.row([]string{terms.cell.text}, []string{c.text}, p, links)
}

// looseTerms writes terms without a plain definition as paragraphs.
func (w *walker) looseTerms(terms *openTerms, st state) {
	if terms.cell == nil {
		for _, t := range terms.nodes {
			w.element(t, st)
		}
	}
	*terms = openTerms{}
}

// plain tells of an element without blocks inside but one paragraph.
func plain(n *html.Node) bool {
	paragraphs := 0
	for d := range n.Descendants() {
		switch {
		case d.Type != html.ElementNode || inline(d.DataAtom) || d.DataAtom == atom.Br:
		case d.DataAtom == atom.P || d.DataAtom == atom.Div:
			paragraphs++
		default:
			return false
		}
	}
	return paragraphs <= 1
}
