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
	err            error
}

func (p *page) node(kind tree.Kind, start, end uint32, text string, kids ...*tree.Node) *tree.Node {
	return &tree.Node{Kind: kind, Start: start, End: end, Text: text, Kids: kids}
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
		if p.t.Start(c) < at || p.t.Start(c) >= end {
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
		at = p.endOf(c)
	}
	f.gap(at, end)
}

// mistake lowers what the grammar did not understand: mostly tags that are not closed,
// or were opened in another file. Elements are put together from their tags.
func (p *page) mistake(f *flow, n syntax.Node) {
	at := p.t.Start(n)
	kept := f.noText
	defer func() { f.noText = kept }()
	ending := false
	for c := range p.t.Children(n) {
		f.noText = true
		f.gap(at, p.t.Start(c))
		at = max(at, p.t.Start(c))
		switch kind := p.t.Kind(c); kind {
		case "element", "script_element", "style_element":
			f.element(c)
			at = max(at, p.endOf(c))
		case "start_tag", "self_closing_tag":
			f.open(c, kind == "self_closing_tag")
			at = p.t.End(c)
		case "</":
			ending = true
		case "end_tag", "erroneous_end_tag", "tag_name", "erroneous_end_tag_name", "ERROR":
			if name := strings.Trim(p.t.Text(c), "</> \t\r\n"); ending || strings.HasSuffix(kind, "end_tag") {
				f.shut(strings.ToLower(name), p.t.End(c))
			}
			at, ending = p.t.End(c), false
		case "text", "entity":
			f.noText = false
			f.gap(at, p.t.End(c))
			at = p.t.End(c)
		case "attribute", "comment", "doctype", "raw_text":
			at = p.t.End(c)
		}
	}
	f.noText = true
	f.gap(at, p.t.End(n))
}

// endOf gives where a node of the page ends. The grammar lets an element that is not
// closed reach over the blanks that follow, and so over tags that were blanked; those
// that put something in belong to it, others to what stands around it.
func (p *page) endOf(n syntax.Node) uint32 {
	end := p.t.End(n)
	if p.t.Kind(n) != "element" || len(p.tags) == 0 {
		return end
	}
	last := syntax.None
	for c := range p.t.Children(n) {
		last = c
	}
	if k := p.t.Kind(last); last < 0 || k == "end_tag" {
		return end
	}
	inner := p.endOf(last)
	if last == p.t.First(n) && void(p.tag(last)) {
		return inner
	}
	from, to := p.between(inner, end)
	for i := from; i < to; i++ {
		if r := p.said(i).role; r != puts && r != silent {
			break
		}
		inner = p.tags[i].end
	}
	return inner
}

// tag gives the name of an opening tag in small letters.
func (p *page) tag(open syntax.Node) string {
	return strings.ToLower(p.t.Text(p.t.ChildOf(open, "tag_name")))
}

// void says whether an element has no content and no end.
func void(tag string) bool {
	switch tag {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr":
		return true
	}
	return false
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
	start, end := p.t.Start(n), p.endOf(n)
	attributes, outer := p.attributes(open)
	out := p.node(tree.Element, start, end, p.tag(open), attributes...)
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
