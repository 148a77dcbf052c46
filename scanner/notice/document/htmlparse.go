package document

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"

	"golang.org/x/net/html"
)

// LineAttr is the private attribute by which Annotate and the HTML made of
// Markdown carry the line of the source.
const LineAttr = "data-leadlint-line"

// Annotate gives the HTML with the 1-based line on which each start tag ends
// written into the tag as LineAttr, since the parser itself keeps no positions.
// Formatting elements (a, b, i …) stay as they are: the parser recognises
// repeated ones by equal attributes and would else multiply unclosed ones.
// src must be valid UTF-8; first is the line it begins on, 1 for a whole file.
func Annotate(src []byte, first int) []byte {
	out, _ := annotate(src, first, len(src))
	return out
}

// maxTags keeps the memory for the tree of a hostile page within bounds; a long
// notice has a few thousand.
const maxTags = 500_000

// annotate does the work of Annotate up to a number of tags and tells whether
// there were more.
func annotate(src []byte, first, most int) (annotated []byte, more bool) {
	z := html.NewTokenizer(bytes.NewReader(src))
	out := make([]byte, 0, len(src)+len(src)/4)
	line := first
	for tags := 0; ; {
		kind := z.Next()
		raw := z.Raw()
		line += newlines(raw)
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			out = append(out, raw...)
			if kind == html.ErrorToken {
				return out, false
			}
			continue
		}
		if tags++; tags > most {
			return out, true
		}
		name, _ := z.TagName()
		cut := 1 + len(name)
		if formatting(name) || cut > len(raw) {
			out = append(out, raw...)
			continue
		}
		out = append(out, raw[:cut]...)
		out = append(out, " "+LineAttr+`="`...)
		out = strconv.AppendInt(out, int64(line), 10)
		out = append(out, '"')
		out = append(out, raw[cut:]...)
	}
}

// newlines counts line ends of all three kinds.
func newlines(raw []byte) int {
	n := bytes.Count(raw, []byte{'\n'})
	if cr := bytes.Count(raw, []byte{'\r'}); cr > 0 {
		n += cr - bytes.Count(raw, []byte("\r\n"))
	}
	return n
}

func formatting(name []byte) bool {
	switch string(name) {
	case "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u", "span":
		return true
	}
	return false
}

// parseHTML parses annotated HTML. A page nested deeper than the parser takes
// is flattened first: its text stays, its structure is lost.
func parseHTML(ctx context.Context, annotated []byte) (*html.Node, error) {
	root, err := tryParse(ctx, annotated)
	if err == nil || ctx.Err() != nil {
		return root, ctx.Err()
	}
	root, err = tryParse(ctx, flatten(annotated))
	if err != nil && ctx.Err() == nil {
		return nil, fmt.Errorf("parse the page: %w", err)
	}
	return root, ctx.Err()
}

func tryParse(ctx context.Context, src []byte) (root *html.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			root, err = nil, fmt.Errorf("the parser gave up: %v", r)
		}
	}()
	return html.Parse(&ctxReader{ctx: ctx, r: bytes.NewReader(src)})
}

// ctxReader ends with the context's error, by which a parser that knows no
// context is stopped.
type ctxReader struct {
	ctx context.Context
	r   io.Reader
}

func (c *ctxReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

// flatten keeps of the tags only what can be written without nesting: headings,
// items and paragraphs, line breaks and the page's head.
func flatten(src []byte) []byte {
	z := html.NewTokenizer(bytes.NewReader(src))
	var out []byte
	for {
		kind := z.Next()
		raw := z.Raw()
		switch kind {
		case html.ErrorToken:
			return out
		case html.TextToken, html.CommentToken, html.DoctypeToken:
			out = append(out, raw...)
		default:
			raw = bytes.Clone(raw)
			name, _ := z.TagName()
			out = appendFlat(out, string(name), raw, kind == html.EndTagToken)
		}
	}
}

func appendFlat(out []byte, name string, raw []byte, end bool) []byte {
	switch name {
	case "h1", "h2", "h3", "h4", "h5", "h6", "br", "title", "script", "style", "noscript", "template", "html", "head", "body":
		return append(out, raw...)
	case "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u", "span",
		"sub", "sup", "abbr", "mark", "q", "cite", "bdi", "bdo", "wbr", "img", "time", "var", "samp", "kbd", "label":
		return out
	case "li":
		if end {
			return out
		}
		return append(append(out, "</p></li><li"...), raw[3:]...)
	}
	if end {
		return append(out, "</p></li><p>"...)
	}
	return append(out, "</p></li><p>"...)
}
