package document

import (
	"bytes"
	"context"
	"fmt"
	"sort"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// readMarkdown fills the document from UTF-8 Markdown by way of HTML.
func readMarkdown(ctx context.Context, doc *Document, src []byte, opt Options) error {
	src = frontMatter(doc, src)
	if !safeMarkdown(src) {
		// Too much for the parser, which cannot be stopped: the marks stay in
		// the text, the text stays.
		return readText(ctx, doc, string(src), opt)
	}
	page, err := renderMarkdown(src)
	if err != nil {
		return fmt.Errorf("render the Markdown: %w", err)
	}
	title, lang := doc.Title, doc.Lang
	doc.HTML = page
	err = readAnnotated(ctx, doc, page, opt, false)
	doc.Title, doc.Lang = title, lang
	doc.Problem = textProblem(doc)
	return err
}

// renderMarkdown gives the HTML with LineAttr in its blocks.
func renderMarkdown(src []byte) ([]byte, error) {
	lines := newLineIndex(src)
	md := goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.DefinitionList),
		goldmark.WithRendererOptions(
			html.WithUnsafe(),
			renderer.WithNodeRenderers(util.Prioritized(rawBlocks{lines}, 100)),
		),
	)
	root := md.Parser().Parse(text.NewReader(src))
	err := ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Type() != ast.TypeBlock {
			return ast.WalkContinue, nil
		}
		if at := offsetOf(n); at >= 0 {
			n.SetAttributeString(LineAttr, []byte(strconv.Itoa(lines.line(at))))
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.Grow(len(src) + len(src)/4)
	if err := md.Renderer().Render(&out, src, root); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// offsetOf gives where a block's first text begins, -1 when it has none of its
// own or in its first descendants.
func offsetOf(n ast.Node) int {
	for range 64 {
		if n == nil {
			return -1
		}
		if t, ok := n.(*ast.Text); ok {
			return t.Segment.Start
		}
		if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
			return n.Lines().At(0).Start
		}
		n = n.FirstChild()
	}
	return -1
}

// rawBlocks writes HTML blocks of the Markdown with the lines they stand at.
type rawBlocks struct{ lines *lineIndex }

// RegisterFuncs takes the place of goldmark's own renderer of HTML blocks.
func (r rawBlocks) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindHTMLBlock, r.render)
}

func (r rawBlocks) render(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n, ok := node.(*ast.HTMLBlock)
	if !ok || !entering {
		return ast.WalkContinue, nil
	}
	var raw []byte
	first := 0
	for i := range n.Lines().Len() {
		l := n.Lines().At(i)
		if i == 0 {
			first = r.lines.line(l.Start)
		}
		raw = append(raw, l.Value(src)...)
	}
	if n.HasClosure() {
		raw = append(raw, n.ClosureLine.Value(src)...)
	}
	_, err := w.Write(Annotate(raw, max(first, 1)))
	return ast.WalkContinue, err
}

// lineIndex finds the line of an offset.
type lineIndex struct{ starts []int }

func newLineIndex(src []byte) *lineIndex {
	x := &lineIndex{starts: []int{0}}
	for i, c := range src {
		if c == '\n' {
			x.starts = append(x.starts, i+1)
		}
	}
	return x
}

func (x *lineIndex) line(at int) int {
	return sort.Search(len(x.starts), func(i int) bool { return x.starts[i] > at })
}

// frontMatter takes title and language from a header between two lines of three
// dashes and leaves blank lines in its place.
func frontMatter(doc *Document, src []byte) []byte {
	if !bytes.HasPrefix(src, []byte("---\n")) && !bytes.HasPrefix(src, []byte("---\r\n")) {
		return src
	}
	head := src[:min(len(src), 8192)]
	end := bytes.Index(head[3:], []byte("\n---"))
	if end < 0 {
		return src
	}
	end += 3 + len("\n---")
	for line := range strings.SplitSeq(string(src[:end]), "\n") {
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		value = clean(strings.Trim(strings.TrimSpace(value), `"'`))
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "title":
			doc.Title = value
		case "lang", "language":
			doc.Lang = primary(value)
		}
	}
	blank := bytes.Repeat([]byte{'\n'}, bytes.Count(src[:end], []byte{'\n'}))
	return append(blank, src[end:]...)
}

// safeMarkdown tells whether the parser may be given the text. It cannot be
// interrupted, and its time grows faster than the text where one line holds
// thousands of brackets or emphasis marks, or nests quotes and lists deeply, and
// with the number of link definitions.
func safeMarkdown(src []byte) bool {
	if len(src) > 2<<20 || bytes.Count(src, []byte("]:")) > 1000 {
		return false
	}
	for line := range bytes.Lines(src) {
		if len(line) < 2000 {
			continue
		}
		if len(line) > 1<<20 {
			return false
		}
		marks := 0
		for _, c := range line {
			switch c {
			case '[', ']', '*', '_', '<', '`', '!', '>', '~':
				marks++
			}
		}
		if marks > 2000 {
			return false
		}
	}
	return true
}
