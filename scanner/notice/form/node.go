package form

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"leadlint/scanner/notice/form/style"
)

// lower gives an attribute in small letters without blanks around it.
func lower(n *html.Node, key string) string {
	return strings.ToLower(strings.TrimSpace(style.Attr(n, key)))
}

// next gives the node after n in the order of the page, within root; inside says
// whether the children of n come first.
func next(n, root *html.Node, inside bool) *html.Node {
	if inside && n.FirstChild != nil {
		return n.FirstChild
	}
	for n != root && n != nil {
		if n.NextSibling != nil {
			return n.NextSibling
		}
		n = n.Parent
	}
	return nil
}

// mute says whether an element's content is no text that one reads.
func mute(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Select, atom.Textarea, atom.Svg, atom.Math, atom.Iframe, atom.Object,
		atom.Head, atom.Datalist:
		return true
	}
	return false
}

// each calls f for every element below root, and goes on below those for which
// it gives true.
func each(root *html.Node, f func(*html.Node) bool) {
	for n := next(root, root, true); n != nil; {
		inside := true
		if n.Type == html.ElementNode {
			inside = f(n)
		}
		n = next(n, root, inside)
	}
}

// within says whether n is root or stands in it.
func within(n, root *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == root {
			return true
		}
	}
	return false
}

// around gives the nearest element that n stands in, n included, for which ok is
// true; nil when there is none.
func around(n *html.Node, ok func(*html.Node) bool) *html.Node {
	for ; n != nil && n.Type == html.ElementNode; n = n.Parent {
		if ok(n) {
			return n
		}
	}
	return nil
}

// textOf gives the text below a node, blanks made single.
func textOf(root *html.Node) string {
	var b strings.Builder
	walked := 0
	for n := root; n != nil; walked++ {
		inside := true
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && n != root:
			inside = !mute(n)
			if n.DataAtom == atom.Br || block(n.DataAtom) {
				b.WriteByte(' ')
			}
			if n.DataAtom == atom.Img {
				b.WriteString(" " + style.Attr(n, "alt") + " ")
			}
		}
		n = next(n, root, inside)
		if b.Len() > 4*maxValue || walked > maxWalk {
			break
		}
	}
	return single(b.String())
}

// single makes blanks single and drops letters without width.
func single(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case '\u00ad', '\u200b', '\ufeff':
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// short bounds a quotation.
func short(s string) string {
	n := 0
	for i := range s {
		if n++; n > maxText {
			return s[:i] + "…"
		}
	}
	return s
}

// control says what kind of control an element is: "" for none, box, radio,
// button, link, field, list or hidden.
func control(n *html.Node) string {
	if n.DataAtom != atom.Input {
		switch lower(n, "role") {
		case "checkbox", "switch", "menuitemcheckbox":
			return "box"
		case "radio":
			return "radio"
		case "button":
			return "button"
		}
	}
	switch n.DataAtom {
	case atom.Input:
		switch lower(n, "type") {
		case "checkbox":
			return "box"
		case "radio":
			return "radio"
		case "submit", "button", "image", "reset":
			return "button"
		case "hidden":
			return "hidden"
		}
		return "field"
	case atom.Textarea:
		return "field"
	case atom.Select:
		return "list"
	case atom.Button:
		return "button"
	case atom.A:
		if style.Has(n, "href") || style.Has(n, "onclick") {
			return "link"
		}
	}
	if lower(n, "role") == "link" {
		return "link"
	}
	return custom(n)
}

// custom says what kind of control an element of a program's own is, by its name.
func custom(n *html.Node) string {
	if strings.IndexByte(n.Data, '-') < 1 {
		if style.Has(n, "onclick") && n.DataAtom != atom.Label {
			return "link"
		}
		return ""
	}
	switch {
	case strings.Contains(n.Data, "checkbox"), strings.HasSuffix(n.Data, "-switch"), strings.HasSuffix(n.Data, "-toggle"):
		return "box"
	case strings.HasSuffix(n.Data, "-button"):
		return "button"
	case strings.HasSuffix(n.Data, "-input"), strings.HasSuffix(n.Data, "-field"), strings.HasSuffix(n.Data, "-textarea"):
		return "field"
	}
	return ""
}
