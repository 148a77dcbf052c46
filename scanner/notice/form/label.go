package form

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"leadlint/scanner/notice/form/style"
)

// label is the text of a control and the nodes it is made of.
type label struct {
	text  string
	nodes []*html.Node
}

// caption gives the text of a button or link.
func (p *page) caption(n *html.Node) string {
	if s := single(style.Attr(n, "aria-label")); s != "" && textOf(n) == "" {
		return s
	}
	if n.DataAtom == atom.Input {
		s := style.Attr(n, "value")
		if s == "" {
			s = style.Attr(n, "alt")
		}
		if s == "" && lower(n, "type") == "submit" {
			return "Submit"
		}
		return single(s)
	}
	if s := textOf(n); s != "" {
		return s
	}
	return single(style.Attr(n, "title"))
}

// labelOf gives the text of a box or field.
func (p *page) labelOf(n *html.Node) label {
	if l := p.tied(n); strings.Trim(l.text, " *:") != "" {
		return l
	}
	if k := control(n); k == "box" || k == "radio" {
		if l := p.beside(n, true); l.text != "" {
			return l
		}
		return p.beside(n, false)
	}
	if s := style.Attr(n, "placeholder"); s != "" {
		return label{text: single(s)}
	}
	if l := p.beside(n, false); l.text != "" {
		return l
	}
	return label{text: single(style.Attr(n, "title"))}
}

// tied gives the text that the markup ties to a control.
func (p *page) tied(n *html.Node) label {
	var l label
	if id := style.Attr(n, "id"); id != "" {
		l.add(p.labels[id]...)
	}
	if up := around(n.Parent, func(m *html.Node) bool { return m.DataAtom == atom.Label }); up != nil && l.text == "" {
		l.add(up)
	}
	for id := range strings.FieldsSeq(style.Attr(n, "aria-labelledby")) {
		if m := p.ids[id]; m != nil && !within(m, n) && len(l.nodes) < 5 {
			l.add(m)
		}
	}
	if l.text == "" {
		l.text = single(style.Attr(n, "aria-label"))
	}
	if l.text == "" && n.DataAtom != atom.Input && n.DataAtom != atom.Select && n.DataAtom != atom.Textarea {
		l.text = single(textOf(n))
		l.nodes = append(l.nodes, n)
		if s := style.Attr(n, "label"); l.text == "" {
			l.text = single(s)
		}
	}
	return l
}

func (l *label) add(nodes ...*html.Node) {
	for _, n := range nodes {
		l.nodes = append(l.nodes, n)
		l.text = single(l.text + " " + textOf(n))
	}
}

// beside gives the text next to a control: of what follows it, or goes before it,
// up to the next control; else of the next cell or element.
func (p *page) beside(n *html.Node, after bool) label {
	for up := 0; up < 3 && n != nil && n.Type == html.ElementNode && n.DataAtom != atom.Form && n.DataAtom != atom.Body; up++ {
		var l label
		looked := 0
		for s := step(n, after); s != nil && looked < 30; s = step(s, after) {
			looked++
			if s.Type == html.ElementNode && (asks(s) || (s.DataAtom == atom.Br || block(s.DataAtom)) && l.text != "") {
				break
			}
			if t := textOf(s); t != "" || s.Type == html.TextNode {
				if s.Type == html.TextNode {
					t = single(s.Data)
				}
				l.nodes = append(l.nodes, s)
				if after {
					l.text = single(l.text + " " + t)
				} else {
					l.text = single(t + " " + l.text)
				}
			}
		}
		if l.text != "" {
			return l
		}
		n = n.Parent
	}
	return label{}
}

func step(n *html.Node, after bool) *html.Node {
	if after {
		return n.NextSibling
	}
	return n.PrevSibling
}

// asks says whether an element is or holds a control other than a link.
func asks(n *html.Node) bool {
	is := func(m *html.Node) bool {
		k := control(m)
		return k != "" && k != "link" && k != "hidden"
	}
	if is(n) {
		return true
	}
	found, seen := false, 0
	each(n, func(m *html.Node) bool {
		seen++
		found = found || is(m)
		return !found && seen < 200
	})
	return found
}
