package markdown_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	dom "golang.org/x/net/html"
)

// failer is what a test and a property test have in common.
type failer interface {
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// shown is what a reader of Markdown sees: the texts of heads, paragraphs, entries and
// cells in order, and the links.
type shown struct {
	texts, links []string
	elements     map[string]int
}

// read lets goldmark show a text as GitHub-flavoured Markdown, raw HTML included, so that
// none can hide.
func read(t failer, source []byte) shown {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
	var b bytes.Buffer
	if err := md.Convert(source, &b); err != nil {
		t.Fatalf("%v", err)
	}
	root, err := dom.Parse(&b)
	if err != nil {
		t.Fatalf("%v", err)
	}
	out := shown{elements: map[string]int{}}
	for n := range root.Descendants() {
		switch n.Type {
		case dom.CommentNode, dom.DoctypeNode:
			t.Errorf("a comment or doctype: %q", n.Data)
		case dom.ElementNode:
			out.elements[n.Data]++
			if n.Data == "a" {
				out.links = append(out.links, n.Attr[0].Val)
			}
			if slices.Contains(leaves(), n.Data) && !holdsLeaf(n) {
				out.texts = append(out.texts, text(n))
			}
		}
	}
	return out
}

func leaves() []string {
	return []string{"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "th", "td"}
}

func holdsLeaf(n *dom.Node) bool {
	for d := range n.Descendants() {
		if d.Type == dom.ElementNode && slices.Contains([]string{"p"}, d.Data) {
			return true
		}
	}
	return false
}

// text gives the text of an element without that of the entries below it; line breaks
// become bars.
func text(n *dom.Node) string {
	var b strings.Builder
	var walk func(*dom.Node)
	walk = func(n *dom.Node) {
		for c := range n.ChildNodes() {
			switch {
			case c.Type == dom.TextNode:
				b.WriteString(c.Data)
			case c.Data == "br":
				b.WriteString("\x00")
			case c.Data != "ul" && c.Data != "ol":
				walk(c)
			}
		}
	}
	walk(n)
	parts := strings.Split(b.String(), "\x00")
	for i := range parts {
		parts[i] = flat(parts[i])
	}
	return strings.Join(parts, " / ")
}

// flat is what Markdown can keep of a text's white space and control characters.
func flat(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " ")
}

// checkElements: nothing but what the writer sets.
func checkElements(t failer, s shown) {
	allowed := strings.Fields("html head body h1 h2 h3 h4 h5 h6 p ul ol li table thead tbody tr th td strong em code a blockquote br hr")
	for name := range s.elements {
		if !slices.Contains(allowed, name) {
			t.Errorf("a text became <%s>", name)
		}
	}
}

// has says whether the texts stand in what is shown, in this order.
func has(t failer, s shown, want []string) {
	at := 0
	for _, w := range want {
		i := slices.Index(s.texts[at:], w)
		if i < 0 {
			t.Fatalf("%q is not shown after %q, but %q", w, s.texts[max(0, at-2):at], s.texts[at:min(len(s.texts), at+6)])
		}
		at += i + 1
	}
}

var _ failer = (*testing.T)(nil)
