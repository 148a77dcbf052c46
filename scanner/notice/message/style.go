package message

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// styles is what the inline styles of a message say of its links.
type styles struct {
	links  []styled
	bolds  []string // texts set in bold
	images int
}

// styled is one link of the HTML: veil is "", "hidden", "tiny" or "same_colour".
type styled struct {
	label, target, veil string
}

// look is the style in force at a place.
type look struct {
	hidden, bold bool
	size         float64 // pixels, -1 unknown
	ink, ground  string  // rrggbb, "" unknown
}

// deepestElement bounds the nesting that is followed, so that hostile input costs
// no stack.
const deepestElement = 500

// readStyles reads the inline styles of a message's HTML. Style sheets are not
// applied: what they may change is left undecided.
func readStyles(source []byte) styles {
	var s styles
	if len(source) == 0 {
		return s
	}
	root, err := html.Parse(bytes.NewReader(source))
	if err != nil {
		return s
	}
	s.walk(root, look{size: -1}, 0)
	return s
}

func (s *styles) walk(n *html.Node, l look, depth int) {
	if depth > deepestElement || n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Head {
		return
	}
	if n.Type == html.ElementNode {
		wasBold := l.bold
		l = l.of(n)
		if l.bold && !wasBold {
			s.bolds = append(s.bolds, label(n))
		}
		switch n.DataAtom {
		case atom.Img:
			s.images++
		case atom.A:
			if target, ok := attr(n, "href"); ok {
				s.links = append(s.links, styled{label(n), target, inner(n, l).veil()})
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s.walk(c, l, depth+1)
	}
}

// inner follows a link to the one element that holds its text, whose style is the
// one that is seen.
func inner(n *html.Node, l look) look {
	for range 10 {
		var only *html.Node
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.TextNode && strings.TrimSpace(c.Data) == "" {
				continue
			}
			if only != nil || c.Type != html.ElementNode {
				return l
			}
			only = c
		}
		if only == nil {
			return l
		}
		n, l = only, l.of(only)
	}
	return l
}

// of gives the style inside an element.
func (l look) of(n *html.Node) look {
	if _, ok := attr(n, "hidden"); ok {
		l.hidden = true
	}
	switch n.DataAtom {
	case atom.B, atom.Strong, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Th:
		l.bold = true
	}
	if c, ok := attr(n, "bgcolor"); ok {
		l.ground = colour(c)
	}
	if c, ok := attr(n, "color"); ok && n.DataAtom == atom.Font {
		l.ink = colour(c)
	}
	style, _ := attr(n, "style")
	for d := range strings.SplitSeq(style, ";") {
		name, value, _ := strings.Cut(d, ":")
		value = strings.TrimSpace(strings.ToLower(strings.TrimSuffix(strings.TrimSpace(value), "!important")))
		l.declare(strings.ToLower(strings.TrimSpace(name)), value)
	}
	return l
}

func (l *look) declare(name, value string) {
	switch name {
	case "display":
		l.hidden = l.hidden || value == "none"
	case "visibility":
		l.hidden = l.hidden || value == "hidden" || value == "collapse"
	case "mso-hide":
		l.hidden = l.hidden || value == "all"
	case "opacity":
		if f, err := strconv.ParseFloat(value, 64); err == nil && f < 0.1 {
			l.hidden = true
		}
	case "font-size":
		l.size = pixels(value)
	case "font-weight":
		w, err := strconv.Atoi(value)
		l.bold = value == "bold" || value == "bolder" || err == nil && w >= 600
	case "color":
		l.ink = colour(value)
	case "background-color", "background":
		l.ground = colour(value)
	}
}

// tiniest is the size in pixels up to which a text cannot be read.
const tiniest = 3

// veil says how a look keeps a text from being seen.
func (l look) veil() string {
	switch {
	case l.hidden:
		return "hidden"
	case l.size >= 0 && l.size <= tiniest:
		return "tiny"
	case l.ink != "" && l.ground != "" && contrast(l.ink, l.ground) < 1.15:
		return "same_colour"
	}
	return ""
}

// pixels reads a font size in pixels or points; -1 where it depends on more than
// itself.
func pixels(value string) float64 {
	if value == "0" {
		return 0
	}
	scale := 1.0
	digits, ok := strings.CutSuffix(value, "px")
	if !ok {
		digits, ok = strings.CutSuffix(value, "pt")
		scale = 4.0 / 3
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(digits), 64)
	if err != nil || !ok {
		return -1
	}
	return f * scale
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// label gives the text of an element, with the alternative text of images.
func label(n *html.Node) string {
	var b strings.Builder
	var add func(*html.Node, int)
	add = func(n *html.Node, depth int) {
		if depth > deepestElement || b.Len() > 10_000 {
			return
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		if n.DataAtom == atom.Img {
			alt, _ := attr(n, "alt")
			b.WriteString(" " + alt + " ")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			add(c, depth+1)
		}
	}
	add(n, 0)
	return strings.Join(strings.Fields(b.String()), " ")
}
