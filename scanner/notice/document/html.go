package document

import (
	"context"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readHTML fills the document from UTF-8 HTML.
func readHTML(ctx context.Context, doc *Document, src []byte, opt Options) error {
	doc.HTML = src
	annotated, more := annotate(src, 1, maxTags)
	doc.Truncated = doc.Truncated || more
	return readAnnotated(ctx, doc, annotated, opt, false)
}

// readAnnotated fills the document from HTML with lines in it. A mail's body
// has no menus: what looks like its footer is often the very information that
// is looked for.
func readAnnotated(ctx context.Context, doc *Document, annotated []byte, opt Options, mail bool) error {
	root, err := parseHTML(ctx, annotated)
	if err != nil {
		return err
	}
	page := survey(root)
	if mail {
		page.dropRegions()
	}
	describe(doc, root)
	truncated := doc.Truncated
	blocks := walkPage(ctx, doc, root, page, opt, len(annotated))
	if blocks < 20 && page.hiddenWords() > 40 {
		// A page kept hidden until its scripts have run.
		page.unhide()
		doc.Blocks, doc.Truncated = nil, truncated
		walkPage(ctx, doc, root, page, opt, len(annotated))
	}
	if !mail {
		doc.Problem = page.problem(doc)
	}
	return ctx.Err()
}

// walkPage reads the page and gives the number of words of its main content.
func walkPage(ctx context.Context, doc *Document, root *html.Node, page *pageSurvey, opt Options, size int) int {
	w := &walker{b: newBuilder(ctx, doc, opt, size), page: page, line: 1}
	w.children(root, state{})
	w.flush(state{})
	return doc.Words()
}

// describe takes title and language from the page's head.
func describe(doc *Document, root *html.Node) {
	for n := range root.Descendants() {
		switch n.DataAtom {
		case atom.Html:
			doc.Lang = langOf(n, "")
		case atom.Title:
			if doc.Title == "" && n.FirstChild != nil {
				doc.Title = clean(n.FirstChild.Data)
			}
		case atom.Meta:
			if doc.Lang == "" && strings.EqualFold(attr(n, "http-equiv"), "content-language") {
				doc.Lang = primary(attr(n, "content"))
			}
		case atom.Body:
			if doc.Lang == "" {
				doc.Lang = langOf(n, "")
			}
			return
		}
	}
}

func langOf(n *html.Node, inherited string) string {
	for _, key := range []string{"lang", "xml:lang"} {
		if v := primary(attr(n, key)); v != "" {
			return v
		}
	}
	return inherited
}

// state is what an element hands down to its content.
type state struct {
	aside   bool
	lang    string
	heading int // level, 0 outside headings
	list    int // depth of lists
	bold    bool
	pre     bool
	cell    bool // in a cell of a data table: blocks become lines
}

type walker struct {
	b    *builder
	page *pageSurvey
	line int
	g    gathered
}

func (w *walker) children(n *html.Node, st state) {
	for c := n.FirstChild; c != nil && !w.b.stop(); c = c.NextSibling {
		w.node(c, st)
	}
}

func (w *walker) node(n *html.Node, st state) {
	switch n.Type {
	case html.TextNode:
		w.text(n.Data, st)
	case html.ElementNode:
		w.element(n, st)
	case html.CommentNode:
		w.line += strings.Count(n.Data, "\n")
	}
}

func (w *walker) text(s string, st state) {
	if !st.pre {
		w.g.add(s, w.line, st.bold)
		w.line += strings.Count(s, "\n")
		return
	}
	for i, l := range strings.Split(s, "\n") {
		if i > 0 {
			w.line++
			w.g.breakLine()
		}
		w.g.add(l, w.line, st.bold)
	}
}

func (w *walker) element(n *html.Node, st state) {
	if at, err := strconv.Atoi(attr(n, LineAttr)); err == nil {
		w.line = at
	}
	verdict := w.page.of(n)
	if unread(n.DataAtom) || verdict == hidden {
		return
	}
	if verdict == region {
		w.flush(st)
		st.aside = true
		defer func() { w.flush(st) }()
	}
	st.lang = w.language(n, st)
	st.bold = st.bold || isBold(n)
	switch n.DataAtom {
	case atom.Br:
		w.lineBreak(st)
	case atom.A:
		w.anchor(n, st)
	case atom.Input, atom.Img, atom.Wbr:
	case atom.Button:
		w.button(n, st)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Summary:
		w.heading(n, st)
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		w.list(n, st)
	case atom.Dl:
		w.definitions(n, st)
	case atom.Table:
		w.table(n, st)
	case atom.Pre:
		st.pre = true
		w.block(n, st)
	default:
		w.other(n, st)
	}
}

// language flushes where a block changes its language, so that no paragraph
// mixes two.
func (w *walker) language(n *html.Node, st state) string {
	lang := langOf(n, st.lang)
	if lang != st.lang && !inline(n.DataAtom) && !st.cell {
		w.flush(st)
	}
	return lang
}

func (w *walker) other(n *html.Node, st state) {
	if strings.EqualFold(attr(n, "role"), "heading") {
		w.heading(n, st)
		return
	}
	if strings.EqualFold(attr(n, "role"), "list") {
		w.list(n, st)
		return
	}
	if n.DataAtom == 0 && !strings.Contains(n.Data, "-") || inline(n.DataAtom) && !containsBlock(n) {
		w.g.edge = true
		w.children(n, st)
		w.g.edge = true
		return
	}
	w.block(n, st)
}

// containsBlock looks at the children only: a span around paragraphs.
func containsBlock(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.DataAtom != 0 && !inline(c.DataAtom) && !unread(c.DataAtom) && c.DataAtom != atom.Br {
			return true
		}
	}
	return false
}

func (w *walker) block(n *html.Node, st state) {
	w.boundary(st)
	w.children(n, st)
	w.boundary(st)
}

// list ends the paragraph before it, which is none of its items.
func (w *walker) list(n *html.Node, st state) {
	w.boundary(st)
	st.list++
	w.block(n, st)
}

// boundary ends a paragraph; within a heading it parts words only, within a
// cell it parts lines.
func (w *walker) boundary(st state) {
	switch {
	case st.heading > 0:
		w.g.blank()
	case st.cell:
		if w.g.last != 0 && w.g.last != lineBreak {
			w.g.breakLine()
		}
	default:
		w.flush(st)
	}
}

func (w *walker) lineBreak(st state) {
	if st.heading > 0 {
		w.g.blank()
		return
	}
	w.g.breakLine()
}

func (w *walker) anchor(n *html.Node, st state) {
	target := strings.TrimSpace(attr(n, "href"))
	if target == "" {
		w.other(n, st)
		return
	}
	if len(w.g.links) > 0 && w.g.links[len(w.g.links)-1].end == w.g.buf.Len() && st.heading == 0 {
		w.g.blank() // two links that touch
	}
	id := w.g.openLink(target)
	w.other(n, st)
	w.g.closeLink(id)
}

// button reads the buttons that open a section: their text is its heading. The
// text of all others is no part of the document.
func (w *walker) button(n *html.Node, st state) {
	if st.heading > 0 {
		w.children(n, st)
		return
	}
	for _, key := range []string{"aria-expanded", "aria-controls", "data-target", "data-bs-target"} {
		if hasAttr(n, key) {
			w.heading(n, st)
			return
		}
	}
}

func (w *walker) heading(n *html.Node, st state) {
	if st.cell || st.heading > 0 || n.DataAtom == atom.Summary && containsHeading(n) {
		w.block(n, st)
		return
	}
	w.flush(st)
	st.heading = w.level(n)
	w.children(n, st)
	segments := w.g.segments()
	w.g.reset()
	s := segments[0]
	if len([]rune(s.text)) > 300 {
		w.b.paragraph(s.text, w.place(s, st), s.links)
		return
	}
	w.b.heading(st.heading, s.text, w.place(s, st), s.links)
}

func (w *walker) level(n *html.Node) int {
	if len(n.Data) == 2 && n.Data[0] == 'h' {
		return int(n.Data[1] - '0')
	}
	if at, err := strconv.Atoi(attr(n, "aria-level")); err == nil {
		return min(max(at, 1), 6)
	}
	return min(max(w.b.level, 1)+1, 6)
}

func containsHeading(n *html.Node) bool {
	for d := range n.Descendants() {
		switch d.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			return true
		}
	}
	return false
}

func isBold(n *html.Node) bool {
	switch n.DataAtom {
	case atom.B, atom.Strong:
		return true
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return false
	}
	style := attr(n, "style")
	if !strings.Contains(style, "font-weight") {
		return false
	}
	_, v, _ := strings.Cut(style, "font-weight")
	v = strings.TrimLeft(v, ": ")
	return strings.HasPrefix(v, "bold") || len(v) >= 3 && v[0] >= '6' && v[0] <= '9' && v[1:3] == "00"
}

func (w *walker) place(s segment, st state) place {
	return place{line: s.line, aside: st.aside, lang: st.lang}
}
