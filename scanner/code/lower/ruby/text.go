package ruby

import (
	"sort"
	"strings"

	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// text lowers what is written as a text of any kind.
func (l *lowerer) text(n syntax.Node) *tree.Node {
	switch l.t.Kind(n) {
	case "simple_symbol":
		return l.Node(tree.String, n, strings.TrimPrefix(l.Text(n), ":"))
	case "hash_key_symbol":
		return l.Node(tree.String, n, l.Text(n))
	case "character":
		return l.Node(tree.String, n, build.Unescape(strings.TrimPrefix(l.Text(n), "?"), build.Drop))
	case "regex":
		out := l.made(n, l.parts(n, func(s string) string { return s }))
		out.Type = "regexp"
		return out
	case "subshell":
		run := l.Span(tree.Name, l.t.Start(n), l.t.Start(n), "system")
		return l.Node(tree.Call, n, "", run, l.made(n, l.parts(n, double)))
	case "heredoc_beginning":
		return l.heredoc(n)
	case "chained_string":
		var parts []*tree.Node
		for c := range l.t.NamedChildren(n) {
			if l.t.Kind(c) == "string" {
				parts = append(parts, l.parts(c, l.decoder(c))...)
			}
		}
		return l.made(n, parts)
	}
	return l.made(n, l.parts(n, l.decoder(n)))
}

// made makes a String of parts, plain where nothing is put into it.
func (l *lowerer) made(n syntax.Node, parts []*tree.Node) *tree.Node {
	var text strings.Builder
	for _, p := range parts {
		if p.Kind != tree.String || len(p.Kids) > 0 || p.Type != "" {
			return l.Node(tree.String, n, "", l.joined(parts)...)
		}
		text.WriteString(p.Text)
	}
	return l.Node(tree.String, n, text.String())
}

// joined makes one part of constant texts that follow each other; empty ones are left
// out.
func (l *lowerer) joined(parts []*tree.Node) []*tree.Node {
	plain := func(p *tree.Node) bool { return p.Kind == tree.String && len(p.Kids) == 0 && p.Type == "" }
	out := parts[:0:0]
	for i := 0; i < len(parts); {
		end := i + 1
		for plain(parts[i]) && end < len(parts) && plain(parts[end]) {
			end++
		}
		switch {
		case end == i+1 && plain(parts[i]) && parts[i].Text == "":
		case end == i+1:
			out = append(out, parts[i])
		default:
			var b strings.Builder
			for _, p := range parts[i:end] {
				b.WriteString(p.Text)
			}
			out = append(out, l.Span(tree.String, parts[i].Start, parts[end-1].End, b.String()))
		}
		i = end
	}
	return out
}

func double(s string) string { return build.Unescape(s, build.Drop) }

// single decodes a text in single quotes, which knows \\ and \' only.
func single(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	return strings.NewReplacer(`\\`, `\`, `\'`, `'`).Replace(s)
}

// decoder tells how a text is decoded, by the sign that opens it.
func (l *lowerer) decoder(n syntax.Node) func(string) string {
	open := l.Text(n)
	switch {
	case strings.HasPrefix(open, "'"), strings.HasPrefix(open, "%q"), strings.HasPrefix(open, ":'"), strings.HasPrefix(open, "%s"):
		return single
	}
	switch l.t.Kind(n) {
	case "bare_string", "bare_symbol":
		return single
	}
	return double
}

// parts gives the constant texts and the values that a text is put together from. What
// stands side by side is decoded together.
func (l *lowerer) parts(n syntax.Node, decode func(string) string) []*tree.Node {
	at := l.Mark()
	start, end := uint32(0), uint32(0)
	flush := func() {
		if end > start {
			l.Push(l.Span(tree.String, start, end, decode(l.Slice(start, end))))
		}
		start, end = 0, 0
	}
	for c := range l.t.NamedChildren(n) {
		switch l.t.Kind(c) {
		case "string_content", "escape_sequence", "heredoc_content":
			if end == 0 || l.t.Start(c) != end {
				flush()
				start = l.t.Start(c)
			}
			end = l.t.End(c)
		case "heredoc_end":
		default:
			flush()
			l.interpolated(c)
		}
	}
	flush()
	return l.Take(at)
}

// interpolated pushes what is put into a text; nothing for #{}.
func (l *lowerer) interpolated(n syntax.Node) {
	if l.t.Kind(n) != "interpolation" {
		l.Push(l.expr(n))
	} else if l.first(n) >= 0 {
		l.Push(l.value(n))
	}
}

// sought is the number of bodies that are looked at for one heredoc.
const sought = 16

// heredoc lowers <<~NAME by the body that ends with the same name.
func (l *lowerer) heredoc(n syntax.Node) *tree.Node {
	tag := strings.TrimLeft(l.Text(n), "<~-")
	raw := strings.HasPrefix(tag, "'")
	body := l.bodyOf(n, strings.Trim(tag, "'\"`"))
	if body < 0 {
		return l.Node(tree.String, n, "")
	}
	decode := double
	if raw {
		decode = func(s string) string { return s }
	}
	whole := l.heredocText(body)
	indent := 0
	if strings.HasPrefix(l.Text(n), "<<~") {
		indent = build.Indent(whole)
	}
	to, first := l.t.Start(body)+1+uint32(len(whole)), true
	parts := l.parts(body, func(s string) string { return s })
	for _, p := range parts {
		if p.Kind != tree.String || len(p.Kids) > 0 || p.Type != "" {
			first = false
			continue
		}
		from := max(p.Start, l.t.Start(body)+1)
		p.Text = decode(build.Outdent(l.Slice(from, min(p.End, to)), indent, first))
		first = false
	}
	return l.made(n, parts)
}

// heredocText gives the text of a heredoc's body without the line that ends it.
func (l *lowerer) heredocText(body syntax.Node) string {
	end := l.t.End(body)
	if e := l.t.ChildOf(body, "heredoc_end"); e >= 0 {
		end = l.t.Start(e)
	}
	s := l.Slice(l.t.Start(body)+1, end)
	return s[:strings.LastIndexByte(s, '\n')+1]
}

// bodyOf gives the body that belongs to a heredoc: the first after it that ends with
// its name and has not been given away.
func (l *lowerer) bodyOf(n syntax.Node, tag string) syntax.Node {
	if l.bodies == nil {
		l.bodies = []syntax.Node{}
		for i := range l.t.Len() {
			if l.t.Kind(syntax.Node(i)) == "heredoc_body" {
				l.bodies = append(l.bodies, syntax.Node(i))
			}
		}
		l.taken = make([]bool, len(l.bodies))
	}
	at := sort.Search(len(l.bodies), func(i int) bool { return l.t.Start(l.bodies[i]) >= l.t.End(n) })
	for i := at; i < len(l.bodies) && i < at+sought; i++ {
		end := l.t.ChildOf(l.bodies[i], "heredoc_end")
		if !l.taken[i] && (end < 0 || strings.TrimSpace(l.Text(end)) == tag) {
			l.taken[i] = true
			return l.bodies[i]
		}
	}
	return syntax.None
}
