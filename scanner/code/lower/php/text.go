package php

import (
	"strings"

	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// text lowers texts of all kinds.
func (l *lowerer) text(n syntax.Node, kind string) *tree.Node {
	start, end := l.t.Start(n), l.t.End(n)
	switch kind {
	case "string":
		return l.Node(tree.String, n, single(l.Text(n)))
	case "heredoc", "nowdoc":
		body := l.t.Child(n, "value")
		if body < 0 {
			return l.Node(tree.String, n, "")
		}
		margin := l.margin(l.t.Child(n, "end_tag"))
		if kind == "nowdoc" {
			return l.Node(tree.String, n, strings.TrimPrefix(unindent(l.Text(body), margin), "\n"))
		}
		return l.interpolated(n, body, l.t.Start(body), l.t.End(body), margin)
	case "shell_command_expression":
		command := l.interpolated(n, n, min(start+1, end), max(start+1, end)-1, -1)
		return l.Node(tree.Call, n, "", l.Node(tree.Name, n, "shell_exec"), command)
	}
	for start < end && l.t.Source[start] != '"' {
		start++
	}
	if end-start < 2 {
		return l.Node(tree.String, n, "")
	}
	return l.interpolated(n, n, start+1, end-1, -1)
}

// single decodes a text in single quotes.
func single(s string) string {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "b"), "B")
	if len(s) < 2 {
		return ""
	}
	s = s[1 : len(s)-1]
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	return strings.NewReplacer(`\\`, `\`, `\'`, `'`).Replace(s)
}

// margin is the number of blanks before the closing word of a heredoc.
func (l *lowerer) margin(n syntax.Node) int {
	if n < 0 {
		return 0
	}
	at := l.t.Start(n)
	count := 0
	for at > 0 && (l.t.Source[at-1] == ' ' || l.t.Source[at-1] == '\t') {
		at--
		count++
	}
	return count
}

// unindent takes up to margin blanks off the start of each line but the first.
func unindent(s string, margin int) string {
	if margin <= 0 {
		return s
	}
	var out strings.Builder
	for i, line := range strings.SplitAfter(s, "\n") {
		if i > 0 {
			blanks := len(line) - len(strings.TrimLeft(line, " \t"))
			line = line[min(blanks, margin):]
		}
		out.WriteString(line)
	}
	return out.String()
}

// interpolated makes a String of the text between two offsets, in which the children of
// body stand. A margin of 0 or more says that it is a heredoc, which begins with the end
// of a line that is not part of it. What is not a child is text.
func (l *lowerer) interpolated(n, body syntax.Node, start, end uint32, margin int) *tree.Node {
	l.texts++
	defer func() { l.texts-- }()
	var kids []*tree.Node
	var text strings.Builder
	at, from := start, start
	plain := func(to uint32) {
		if to <= at {
			return
		}
		s := unindent(l.Slice(at, to), margin)
		if at == start && margin >= 0 {
			s = strings.TrimPrefix(strings.TrimPrefix(s, "\r"), "\n")
		}
		text.WriteString(s)
		at = to
	}
	flush := func(to uint32) {
		if text.Len() > 0 {
			kids = append(kids, l.Span(tree.String, from, max(from, to), text.String()))
			text.Reset()
		}
	}
	for c := range l.t.Children(body) {
		cs, ce := l.t.Start(c), l.t.End(c)
		if cs < at || ce > end {
			continue
		}
		switch kind := l.t.Kind(c); {
		case kind == "string_content":
		case kind == "escape_sequence":
			plain(cs)
			text.WriteString(double(l.Text(c)))
			at = ce
		case !l.t.Named(c):
			plain(cs)
			at = ce
		case kind != "comment":
			plain(cs)
			flush(cs)
			kids = append(kids, l.expr(c))
			at, from = ce, ce
		}
	}
	plain(end)
	if len(kids) == 0 {
		return l.Node(tree.String, n, text.String())
	}
	flush(end)
	return l.Node(tree.String, n, "", kids...)
}

// double decodes an escape in double quotes or a heredoc.
func double(s string) string {
	switch s {
	case `\$`:
		return "$"
	case `\'`:
		return s
	}
	return build.Unescape(s, build.Keep)
}
