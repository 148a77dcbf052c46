package docx

import (
	"net/url"
	"strings"

	"leadlint/reports/decision"
)

// para makes a paragraph in a style.
func para(style string, inline ...*node) *node {
	return el("w:p", el("w:pPr", val("w:pStyle", style))).add(inline...)
}

// props gives the properties of a paragraph, to be completed in the schema's order.
func (n *node) props() *node { return n.kids[0] }

// run makes a run of text with the given properties.
func run(text string, props ...*node) *node {
	r := el("w:r")
	if len(props) > 0 {
		r.add(el("w:rPr", props...))
	}
	t := el("w:t").attr("xml:space", "preserve")
	t.text = text
	return r.add(t)
}

func tab() *node { return el("w:r", el("w:tab")) }

// field makes a field of one instruction that shows result until it is updated.
func field(instruction, result string) []*node {
	return []*node{
		el("w:r", el("w:fldChar").attr("w:fldCharType", "begin")),
		instruct(instruction),
		el("w:r", el("w:fldChar").attr("w:fldCharType", "separate")),
		run(result),
		el("w:r", el("w:fldChar").attr("w:fldCharType", "end")),
	}
}

func instruct(text string) *node {
	t := el("w:instrText").attr("xml:space", "preserve")
	t.text = " " + text + " "
	return el("w:r", t)
}

// inline sets runs, each as it asks for.
func (w *writer) inline(runs []decision.Run) []*node {
	var out []*node
	for _, r := range runs {
		out = append(out, w.linked(r))
	}
	return out
}

func (w *writer) linked(r decision.Run) *node {
	if id, ok := strings.CutPrefix(r.Href, "#"); ok && w.marks[id] != "" {
		return el("w:hyperlink", styled(r, val("w:rStyle", "CrossReference"))).attr("w:anchor", w.marks[id], "w:history", "1")
	}
	address, ok := external(r.Href)
	if !ok {
		return styled(r)
	}
	return el("w:hyperlink", styled(r, val("w:rStyle", "Hyperlink"))).attr("r:id", w.link(address), "w:history", "1")
}

// styled sets a run; base comes first, as a style must.
func styled(r decision.Run, base ...*node) *node {
	props := base
	switch {
	case len(base) > 0:
	case r.Code:
		props = append(props, val("w:rStyle", "CodeText"))
	case r.Small:
		props = append(props, val("w:rStyle", "SmallText"))
	}
	if r.Strong {
		props = append(props, el("w:b"), el("w:bCs"))
	}
	if r.Emph {
		props = append(props, el("w:i"), el("w:iCs"))
	}
	return run(r.Text, props...)
}

// external gives the address of a link as the package's relationships take it: with a
// host, with http or https, and in the characters of a URI, since Word refuses a whole
// file for the sake of one that is not.
func external(href string) (string, bool) {
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return "", false
	}
	s := u.String()
	if strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("\"<>\\^`{|}", r) }) {
		return "", false
	}
	return s, true
}

// link gives the relationship of an address; the first ones belong to the other parts.
func (w *writer) link(address string) string {
	for i, l := range w.links {
		if l == address {
			return linkID(i)
		}
	}
	w.links = append(w.links, address)
	return linkID(len(w.links) - 1)
}

func linkID(i int) string { return "rIdLink" + itoa(i+1) }
