package visit

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// framed tells whether a page shows another one within it, whose contents are not read:
// a form or a list may stand there. Frames of no size, hidden ones, and those for
// browsers without programs count for nothing.
func framed(page []byte) bool {
	z := html.NewTokenizer(bytes.NewReader(page))
	without := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return false
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			switch {
			case t.Data == "noscript":
				without = true
			case (t.Data == "iframe" || t.Data == "frame") && !without && seen(t.Attr):
				return true
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "noscript" {
				without = false
			}
		}
	}
}

// frameset tells whether a page is made of others alone, set side by side.
func frameset(page []byte) bool {
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return false
		case html.StartTagToken:
			switch name, _ := z.TagName(); string(name) {
			case "frameset":
				return true
			case "body":
				return false
			}
		}
	}
}

// seen tells whether a frame with these attributes is there to be seen.
func seen(attributes []html.Attribute) bool {
	source := false
	for _, a := range attributes {
		value := strings.ToLower(strings.TrimSpace(a.Val))
		switch a.Key {
		case "src", "data-src", "srcdoc":
			source = source || value != "" && !strings.HasPrefix(value, "about:")
		case "width", "height":
			if value == "0" || value == "1" || value == "0px" || value == "1px" {
				return false
			}
		case "hidden":
			return false
		case "style":
			style := strings.ReplaceAll(value, " ", "")
			if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
				return false
			}
		}
	}
	return source
}
