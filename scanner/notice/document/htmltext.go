package document

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// lineBreak stands for <br> in the text gathered; clean makes a blank of it.
const lineBreak = '\v'

// mark is where a piece of text begins in the gathered text.
type mark struct {
	at, line int
	bold     bool
}

// anchor is a link in the gathered text.
type anchor struct {
	id      int
	at, end int // end is -1 while the element is open
	target  string
}

// gathered is text of inline elements not yet made into blocks.
type gathered struct {
	buf   strings.Builder
	last  byte // last byte of buf, 0 when empty
	marks []mark
	links []anchor
	edge  bool // an inline element began or ended since the last text
	ids   int
}

func (g *gathered) openLink(target string) (id int) {
	g.ids++
	g.links = append(g.links, anchor{id: g.ids, at: g.buf.Len(), end: -1, target: target})
	return g.ids
}

// closeLink ends a link, unless its text was made into a block already.
func (g *gathered) closeLink(id int) {
	for i := len(g.links) - 1; i >= 0 && g.links[i].id >= id; i-- {
		if g.links[i].id == id {
			g.links[i].end = g.buf.Len()
		}
	}
}

func (g *gathered) reset() {
	open := g.links[:0]
	for _, a := range g.links {
		if a.end < 0 && a.at >= g.buf.Len() {
			a.at = 0
			open = append(open, a)
		}
	}
	g.links = open
	g.buf.Reset()
	g.marks, g.last, g.edge = g.marks[:0], 0, false
}

func (g *gathered) add(s string, line int, bold bool) {
	if s == "" {
		return
	}
	if g.edge && g.last != 0 && parts(g.last, s) {
		g.buf.WriteByte(' ')
	}
	g.edge = false
	g.marks = append(g.marks, mark{at: g.buf.Len(), line: line, bold: bold})
	g.buf.WriteString(s)
	g.last = s[len(s)-1]
}

// parts tells whether two inline elements that touch are two words: a small
// letter or a sentence's end before a capital ("Contact" next to "E-mail").
func parts(last byte, next string) bool {
	c := next[0]
	if c < 'A' || c > 'Z' || len(next) < 2 || next[1] < 'a' || next[1] > 'z' {
		return false
	}
	return last >= 'a' && last <= 'z' || strings.IndexByte(".:;?!)", last) >= 0
}

func (g *gathered) breakLine() {
	g.buf.WriteByte(lineBreak)
	g.last = lineBreak
}

func (g *gathered) blank() {
	if g.last != 0 {
		g.buf.WriteByte(' ')
		g.last = ' '
	}
}

// segment is one line of the gathered text, between two <br>.
type segment struct {
	text  string // cleaned
	line  int
	bold  bool // all of it
	blank bool
	links []Link
}

// segments cuts the gathered text at its line breaks.
func (g *gathered) segments() []segment {
	all := g.buf.String()
	var out []segment
	m, l := 0, 0
	for at := 0; at <= len(all); {
		end := strings.IndexByte(all[at:], lineBreak)
		if end < 0 {
			end = len(all)
		} else {
			end += at
		}
		s := segment{text: clean(all[at:end])}
		s.blank = !hasText(s.text)
		s.line, s.bold, m = g.origin(all, at, end, m)
		for l < len(g.links) && (g.links[l].at < end || end == len(all)) {
			s.links = append(s.links, g.links[l].link(all))
			l++
		}
		out = append(out, s)
		at = end + 1
	}
	return out
}

// origin gives the line of the first visible text between at and end, whether
// all the text there is bold, and the mark to go on with.
func (g *gathered) origin(all string, at, end, m int) (line int, bold bool, next int) {
	for m+1 < len(g.marks) && g.marks[m+1].at <= at {
		m++
	}
	bold = true
	for i := m; i < len(g.marks) && g.marks[i].at < end; i++ {
		from, to := max(g.marks[i].at, at), end
		if i+1 < len(g.marks) {
			to = min(end, g.marks[i+1].at)
		}
		text := all[from:to]
		first := strings.IndexFunc(text, func(r rune) bool { return r > ' ' && r != 0xa0 })
		if first < 0 {
			continue
		}
		bold = bold && g.marks[i].bold
		if line == 0 {
			line = g.marks[i].line + strings.Count(all[g.marks[i].at:from+first], "\n")
		}
		m = i
	}
	if line == 0 && len(g.marks) > 0 {
		line = g.marks[min(m, len(g.marks)-1)].line
	}
	return line, bold, m
}

func (a anchor) link(all string) Link {
	end := a.end
	if end < 0 {
		end = len(all)
	}
	return Link{Text: clean(all[min(a.at, end):end]), Target: a.target}
}

// attr gives an attribute's value, "" when it is absent.
func attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key && n.Attr[i].Namespace == "" {
			return n.Attr[i].Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return true
		}
	}
	return false
}

// unread tells of elements whose content is no text of the page.
func unread(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Svg, atom.Math, atom.Iframe, atom.Object, atom.Embed,
		atom.Canvas, atom.Audio, atom.Video, atom.Select, atom.Datalist, atom.Textarea, atom.Head, atom.Title, atom.Map,
		atom.Noembed, atom.Noframes, atom.Progress, atom.Meter:
		return true
	}
	return false
}

// inline tells of elements that do not end a paragraph; every other does.
func inline(a atom.Atom) bool {
	switch a {
	case atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Data, atom.Del,
		atom.Dfn, atom.Em, atom.Font, atom.I, atom.Img, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Nobr, atom.Q,
		atom.S, atom.Samp, atom.Small, atom.Span, atom.Strike, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U,
		atom.Var, atom.Wbr, atom.Output, atom.Ruby, atom.Rb, atom.Rt, atom.Rp, atom.Picture, atom.Input, atom.Button:
		return true
	}
	return false
}
