package markup

import (
	"html"
	"slices"
	"strings"

	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// page is a page that is being lowered.
type page struct {
	reader         *Reader
	dialect        *dialect
	source, masked []byte
	tags           []tag
	t              *syntax.Tree
	comments       []tree.Comment
	errors         int
	depth          int
	broken         int // how many places not understood this stands in
	err            error
}

func (p *page) node(kind tree.Kind, start, end uint32, text string, kids ...*tree.Node) *tree.Node {
	n := &tree.Node{Kind: kind, Start: start, End: end, Text: text, Kids: kids}
	if p.broken > 0 {
		n.Flag = tree.Recovered
	}
	return n
}

// said reads a tag, once.
func (p *page) said(i int) *meaning {
	if p.tags[i].said == nil {
		p.tags[i].said = p.dialect.means(&p.tags[i])
	}
	return p.tags[i].said
}

// between gives the indexes of the tags that begin between two offsets.
func (p *page) between(start, end uint32) (from, to int) {
	find := func(at uint32) int {
		i, _ := slices.BinarySearchFunc(p.tags, at, func(t tag, at uint32) int { return int(int64(t.start) - int64(at)) })
		return i
	}
	return find(start), find(end)
}

// content lowers what stands between two offsets below a node of the page: its
// elements, the text between them, and what the tags there put in.
func (p *page) content(start, end uint32, n syntax.Node) []*tree.Node {
	f := &flow{p: p}
	f.frames = append(f.frames, frame{})
	p.gather(f, start, end, n)
	return f.finish()
}

func (p *page) gather(f *flow, start, end uint32, n syntax.Node) {
	at := start
	for c := range p.t.Children(n) {
		if p.t.Start(c) < at || p.t.End(c) > end {
			continue
		}
		switch p.t.Kind(c) {
		case "element", "script_element", "style_element":
			f.gap(at, p.t.Start(c))
			f.element(c)
		case "ERROR":
			f.gap(at, p.t.Start(c))
			p.mistake(f, c)
		case "erroneous_end_tag", "doctype", "comment":
			f.gap(at, p.t.Start(c))
		default:
			continue
		}
		at = p.t.End(c)
	}
	f.gap(at, end)
}

// mistake keeps the elements and tags in a place that was not understood; what looks
// like text there may be none.
func (p *page) mistake(f *flow, n syntax.Node) {
	if p.depth++; p.depth > build.MaxDepth {
		p.depth--
		return
	}
	p.broken++
	kept := f.noText
	f.noText = true
	p.gather(f, p.t.Start(n), p.t.End(n), n)
	f.noText = kept
	p.broken--
	p.depth--
}

// visible gives the text as it is seen: blanks squeezed, references decoded.
func visible(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	return s
}

// element lowers an element of the page with what the grammar calls script and style.
// The second is the condition or loop that its attributes put around it.
func (p *page) element(n syntax.Node) (*tree.Node, *around) {
	if p.depth++; p.depth > build.MaxDepth {
		p.depth--
		return p.node(tree.Other, p.t.Start(n), p.t.End(n), ""), nil
	}
	defer func() { p.depth-- }()
	open := p.t.First(n)
	start, end := p.t.Start(n), p.t.End(n)
	name := strings.ToLower(p.t.Text(p.t.ChildOf(open, "tag_name")))
	attributes, outer := p.attributes(open)
	out := p.node(tree.Element, start, end, name, attributes...)
	switch p.t.Kind(n) {
	case "style_element":
		return out, outer
	case "script_element":
		out.Kids = append(out.Kids, p.script(n, out)...)
		return out, outer
	}
	inner := end
	for c := range p.t.Children(n) {
		if p.t.Kind(c) == "end_tag" {
			inner = p.t.Start(c)
		}
	}
	if from := p.t.End(open); from < inner {
		out.Kids = append(out.Kids, p.content(from, inner, n)...)
	}
	return out, outer
}
