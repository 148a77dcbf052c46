package html_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"leadlint/reports/internal/specimen"
)

func TestStructure(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		checkStructure(t, write(t, specimen.Breaching(), lang))
		checkStructure(t, write(t, specimen.Incomplete(), lang))
	}
}

// checkStructure checks what a reader's software relies on: one title, headings
// that skip no level, anchors that exist, tables with captions and scopes,
// named pictures, and nothing active or fetched.
func checkStructure(t *testing.T, doc string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	ids, links, level := map[string]int{}, []string{}, 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if id := attr(n, "id"); id != "" {
			ids[id]++
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s> has the handler %s", n.Data, a.Key)
			}
			if a.Key == "aria-labelledby" {
				for _, id := range strings.Fields(a.Val) {
					links = append(links, "#"+id)
				}
			}
		}
		switch n.Data {
		case "script", "img", "iframe", "object", "embed", "link", "form", "input", "base", "video", "audio", "foreignobject":
			t.Errorf("the document has a <%s>", n.Data)
		case "html":
			if attr(n, "lang") == "" {
				t.Error("no language")
			}
		case "h1", "h2", "h3", "h4", "h5", "h6":
			now := int(n.Data[1] - '0')
			if now > level+1 {
				t.Errorf("<%s> follows a heading of level %d: %.60s", n.Data, level, textOf(n))
			}
			if textOf(n) == "" {
				t.Errorf("an empty <%s>", n.Data)
			}
			level = now
		case "a":
			href := attr(n, "href")
			if !strings.HasPrefix(href, "#") && !strings.HasPrefix(href, "https://") {
				t.Errorf("a link to %q", href)
			}
			if strings.HasPrefix(href, "#") {
				links = append(links, href)
			}
		case "table":
			checkTable(t, n)
		case "svg":
			if attr(n, "role") != "img" && attr(n, "aria-hidden") != "true" {
				t.Error("a picture is neither named nor hidden")
			}
			if attr(n, "role") == "img" && (find(n, "title") == nil || find(n, "desc") == nil) {
				t.Error("a picture lacks its title or description")
			}
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("the id %q is there %d times", id, n)
		}
	}
	for _, l := range links {
		if ids[l[1:]] == 0 {
			t.Errorf("nothing has the id that %q points to", l)
		}
	}
	if ids["main"] != 1 || strings.Count(doc, "<h1>") != 1 {
		t.Error("want one main part and one title")
	}
	if !strings.Contains(doc, `content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`) {
		t.Error("no content security policy")
	}
}

func checkTable(t *testing.T, n *html.Node) {
	t.Helper()
	if c := find(n, "caption"); c == nil || textOf(c) == "" {
		t.Error("a table has no caption")
	}
	width := 0
	for row := range n.Descendants() {
		if row.Type != html.ElementNode || row.Data != "tr" {
			continue
		}
		cells := 0
		for c := range row.ChildNodes() {
			if c.Type == html.ElementNode {
				cells++
				if c.Data == "th" && !slices.Contains([]string{"row", "col"}, attr(c, "scope")) {
					t.Errorf("a header cell has no scope: %q", textOf(c))
				}
			}
		}
		if width == 0 {
			width = cells
		}
		if cells != width {
			t.Errorf("a row has %d cells, the head has %d: %.80s", cells, width, textOf(row))
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func find(n *html.Node, name string) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == name {
			return d
		}
	}
	return nil
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(b.String())
}
