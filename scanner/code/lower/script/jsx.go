package script

import (
	"html"
	"strings"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// jsx lowers elements and the expressions in them.
func (l *lowerer) jsx(n syntax.Node) *tree.Node {
	switch l.t.Kind(n) {
	case "jsx_self_closing_element":
		return l.Node(tree.Element, n, l.tag(n), l.attributes(n)...)
	case "jsx_element":
		return l.element(n)
	}
	return l.only(n)
}

func (l *lowerer) element(n syntax.Node) *tree.Node {
	open := l.t.Child(n, "open_tag")
	kids := l.attributes(open)
	start, end := uint32(0), uint32(0) // the text gathered so far
	flush := func() {
		if text := visible(l.Slice(start, end)); text != "" {
			kids = append(kids, l.Span(tree.String, start, end, text))
		}
		start, end = 0, 0
	}
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "jsx_opening_element", "jsx_closing_element":
		case "jsx_text", "html_character_reference":
			if end == 0 {
				start = l.t.Start(c)
			}
			end = l.t.End(c)
		default:
			flush()
			if k := l.expr(c); k != nil {
				kids = append(kids, k)
			}
		}
	}
	flush()
	return l.Node(tree.Element, n, l.tag(open), kids...)
}

// visible gives the text as it is seen: blanks squeezed, references decoded.
func visible(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	return s
}

// tag gives the tag of an opening or self-closing element, empty for a fragment; that
// of an element of the page in small letters.
func (l *lowerer) tag(n syntax.Node) string { return squeeze(l.Text(l.t.Child(n, "name"))) }

func (l *lowerer) attributes(n syntax.Node) []*tree.Node {
	var out []*tree.Node
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "jsx_attribute":
			out = append(out, l.attribute(c))
		case "jsx_expression":
			if spread := l.expr(c); spread != nil {
				out = append(out, spread)
			}
		}
	}
	return out
}

func (l *lowerer) attribute(n syntax.Node) *tree.Node {
	name, value := syntax.None, syntax.None
	for c := range l.t.NamedChildren(n) {
		if name < 0 {
			name = c
		} else {
			value = c
		}
	}
	text := strings.ToLower(l.Text(name))
	switch text {
	case "classname":
		text = "class"
	case "htmlfor":
		text = "for"
	}
	if l.t.Kind(value) == "string" {
		content := html.UnescapeString(strings.Trim(l.Text(value), `"'`))
		return l.Node(tree.Attribute, n, text, l.Node(tree.String, value, content))
	}
	if value < 0 {
		return l.Node(tree.Attribute, n, text)
	}
	return l.Node(tree.Attribute, n, text, l.need(n, value))
}
