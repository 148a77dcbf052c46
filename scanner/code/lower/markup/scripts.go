package markup

import (
	"errors"
	"slices"
	"strings"

	"leadlint/scanner/code/lower/script"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// script lowers what stands in a script element, unless its type says that it is no
// script. Scripts that are too hard to parse count as one place not understood.
func (p *page) script(n syntax.Node, el *tree.Node) []*tree.Node {
	raw := p.t.ChildOf(n, "raw_text")
	if raw < 0 {
		return nil
	}
	g, language := syntax.JavaScript, "javascript"
	for _, a := range el.Kids {
		if a.Kind != tree.Attribute || len(a.Kids) == 0 {
			continue
		}
		value := strings.ToLower(strings.TrimSpace(a.Kids[0].Text))
		switch {
		case a.Text == "type" && !runs(value):
			return nil
		case a.Text == "lang" && (value == "ts" || value == "typescript"), a.Text == "type" && strings.HasSuffix(value, "typescript"):
			g, language = syntax.TypeScript, "typescript"
		case a.Text == "lang" && value == "tsx":
			g, language = syntax.TSX, "typescript"
		}
	}
	start, end := p.t.Start(raw), p.t.End(raw)
	parsed, err := p.reader.parse(g, p.masked[start:end])
	if err != nil {
		if p.errors++; !errors.Is(err, syntax.ErrTooHard) {
			p.err = err
		}
		return nil
	}
	f := script.Lower(parsed, language)
	p.errors += f.Errors
	for _, c := range f.Comments {
		p.comments = append(p.comments, tree.Comment{Start: c.Start + start, End: c.End + start})
	}
	for _, k := range f.Root.Kids {
		p.place(k, start)
	}
	return f.Root.Kids
}

// runs says whether a script of a type is JavaScript, or waits for consent to be.
func runs(kind string) bool {
	kind, _, _ = strings.Cut(kind, ";")
	switch strings.TrimPrefix(strings.TrimPrefix(kind, "text/"), "application/") {
	case "", "module", "plain", "javascript", "x-javascript", "ecmascript", "babel", "jsx", "typescript":
		return true
	}
	return false
}

// place moves a node of a script to where the script stands, and puts back what the
// tags of the template put into names and texts.
func (p *page) place(n *tree.Node, by uint32) {
	if n == nil {
		return
	}
	n.Start, n.End = n.Start+by, n.End+by
	for _, k := range n.Kids {
		p.place(k, by)
	}
	if len(p.tags) == 0 || n.Kind != tree.Name && (n.Kind != tree.String || len(n.Kids) > 0) {
		return
	}
	from, to := p.between(n.Start, n.End)
	if from == to {
		return
	}
	at, end := n.Start, n.End
	if n.Kind == tree.String && end-at >= 2 && strings.IndexByte("\"'`/", p.masked[at]) >= 0 {
		at, end = at+1, end-1
	}
	value := p.value(at, max(at, end))
	if n.Kind == tree.String && value.Kind != tree.String {
		value = p.node(tree.String, n.Start, n.End, "", value)
	}
	value.Flag |= n.Flag
	*n = *value
}

// sortComments puts the comments of the page and of its scripts in order.
func sortComments(c []tree.Comment) {
	slices.SortFunc(c, func(a, b tree.Comment) int { return int(int64(a.Start) - int64(b.Start)) })
}
