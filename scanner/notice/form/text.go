package form

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"leadlint/scanner/wording"
)

// sentence is one sentence of a page as it is read.
type sentence struct {
	text  string
	line  int
	links []*html.Node
	hits  hits
	head  bool // of a heading or legend
}

// onlyLinks says that a sentence is nothing but links beside each other.
func (s *sentence) onlyLinks() bool {
	n := len(s.text)
	for _, l := range s.links {
		n -= len(textOf(l)) + 3
	}
	return n <= 0
}

// composer parts what stands below a node into sentences.
type composer struct {
	t     *tree
	split *wording.Splitter
	skip  func(*html.Node) bool
	out   []sentence

	buf   strings.Builder
	links []span
	lines []mark
	head  bool
}

// span is where a link stands in the buffer.
type span struct {
	n          *html.Node
	start, end int
}

// mark is the line of what begins at an offset of the buffer.
type mark struct{ at, line int }

// sentences gives the sentences below root, without what skip passes over.
func sentences(t *tree, root *html.Node, split *wording.Splitter, skip func(*html.Node) bool) []sentence {
	c := &composer{t: t, split: split, skip: skip}
	c.node(root, root)
	c.flush()
	return c.out
}

func (c *composer) node(root, n *html.Node) {
	if n != root && c.skip != nil && c.skip(n) {
		c.buf.WriteByte(' ')
		return
	}
	if n.Type == html.TextNode {
		c.lines = append(c.lines, mark{c.buf.Len(), c.t.line[n]})
		c.buf.WriteString(n.Data)
		return
	}
	if n != root && mute(n) {
		c.buf.WriteByte(' ')
		return
	}
	parts := block(n.DataAtom) || n.DataAtom == atom.Br || n.DataAtom == atom.Button || n.DataAtom == atom.Label
	if parts && n.DataAtom != atom.Br {
		c.flush()
	}
	head := c.head
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Legend, atom.Title:
		c.head = true
	case atom.Br:
		c.buf.WriteByte(' ')
	}
	start := c.buf.Len()
	for ch := n.FirstChild; ch != nil; ch = ch.NextSibling {
		c.node(root, ch)
	}
	if k := control(n); k == "link" {
		c.links = append(c.links, span{n, start, c.buf.Len()})
	}
	if parts && n.DataAtom != atom.Br {
		c.flush()
	}
	c.head = head
}

// flush ends a block.
func (c *composer) flush() {
	raw := c.buf.String()
	c.buf.Reset()
	links, lines := c.links, c.lines
	c.links, c.lines = nil, nil
	if strings.TrimSpace(raw) == "" {
		return
	}
	// Blanks become single, byte by byte, so that places stay comparable.
	flat := []byte(raw)
	for i, b := range flat {
		if b == '\n' || b == '\t' || b == '\r' {
			flat[i] = ' '
		}
	}
	c.split.Each(string(flat), func(start, end int) {
		s := sentence{text: single(raw[start:end]), head: c.head}
		if s.text == "" {
			return
		}
		for _, m := range lines {
			if m.at < end && (s.line == 0 || m.at <= start) {
				s.line = m.line
			}
		}
		for _, l := range links {
			if l.start < end && l.end > start {
				s.links = append(s.links, l.n)
			}
		}
		c.out = append(c.out, s)
	})
}
