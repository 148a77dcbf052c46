package python

import (
	"strings"

	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// text lowers a string or several that follow each other: a plain String where nothing
// is put into it.
func (l *lowerer) text(n syntax.Node) *tree.Node {
	at := l.Mark()
	if l.t.Kind(n) == "concatenated_string" {
		for c := range l.t.NamedChildren(n) {
			l.parts(c)
		}
	} else {
		l.parts(n)
	}
	kids := l.joined(l.Take(at))
	switch {
	case len(kids) == 0:
		return l.Node(tree.String, n, "")
	case len(kids) == 1 && kids[0].Kind == tree.String && len(kids[0].Kids) == 0:
		return l.Node(tree.String, n, kids[0].Text)
	}
	return l.Node(tree.String, n, "", kids...)
}

// joined makes one part of texts that follow each other.
func (l *lowerer) joined(parts []*tree.Node) []*tree.Node {
	plain := func(n *tree.Node) bool { return n.Kind == tree.String && len(n.Kids) == 0 }
	out := parts[:0]
	for i := 0; i < len(parts); {
		end := i + 1
		for plain(parts[i]) && end < len(parts) && plain(parts[end]) {
			end++
		}
		part := parts[i]
		if end > i+1 {
			var b strings.Builder
			for _, p := range parts[i:end] {
				b.WriteString(p.Text)
			}
			part = l.Span(tree.String, part.Start, parts[end-1].End, b.String())
		}
		out = append(out, part)
		i = end
	}
	return out
}

// parts pushes the parts of one string.
func (l *lowerer) parts(n syntax.Node) {
	if l.t.Kind(n) != "string" {
		l.Push(l.expr(n))
		return
	}
	prefix := strings.ToLower(strings.TrimRight(l.Text(l.t.ChildOf(n, "string_start")), `"'`))
	raw, formatted := strings.Contains(prefix, "r"), strings.ContainsAny(prefix, "ft")
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "string_content":
			l.Push(l.Node(tree.String, c, decode(l.Text(c), raw, formatted)))
		case "interpolation":
			l.Push(l.inner(c))
		case "ERROR":
			l.Push(l.expr(c))
		}
	}
}

func decode(s string, raw, formatted bool) string {
	if formatted {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "{{", "{"), "}}", "}")
	}
	if raw {
		return s
	}
	return build.Unescape(s, build.Keep)
}
