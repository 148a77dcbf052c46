package shell

import (
	"strings"

	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// word lowers a word, an expansion or what else may stand for a value.
func (l *lowerer) word(n syntax.Node) *tree.Node {
	switch l.Tree.Kind(n) {
	case "word":
		if l.arithmetic && identifier(l.Text(n)) {
			return l.Node(tree.Name, n, l.Text(n))
		}
		return l.Node(tree.String, n, unescape(l.Text(n), ""))
	case "extglob_pattern", "regex", "test_operator", "special_variable_name":
		return l.Node(tree.String, n, unescape(l.Text(n), ""))
	case "number":
		if l.Tree.First(n) >= 0 {
			return l.only(n)
		}
		return l.Node(tree.Number, n, build.Number(l.Text(n)))
	case "raw_string":
		return l.Node(tree.String, n, unquote(l.Text(n)))
	case "ansi_c_string":
		return l.Node(tree.String, n, build.Unescape(unquote(strings.TrimPrefix(l.Text(n), "$")), build.Keep))
	case "string", "translated_string", "concatenation":
		return l.text(n, l.pieces(nil, n))
	case "variable_name":
		return l.Node(tree.Name, n, l.Text(n))
	case "subscript":
		return l.subscript(n)
	case "simple_expansion":
		return l.Node(tree.Name, n, strings.TrimLeft(l.Text(n), "$ \t\n"))
	case "expansion":
		return l.expansion(n)
	case "array":
		return l.Node(tree.List, n, "", l.statements(n)...)
	case "brace_expression", "string_content", "heredoc_content":
		return l.Node(tree.String, n, l.Text(n))
	case "heredoc_redirect":
		return l.several(n, append(l.heredoc(n), l.otherRedirects(n)...))
	case "file_redirect":
		return l.redirect(n)
	}
	return l.Node(tree.Other, n, "", l.statements(n)...)
}

// pieces appends the parts of a quoted or joined text: Strings and expressions.
func (l *lowerer) pieces(out []*tree.Node, n syntax.Node) []*tree.Node {
	defer l.Leave()
	if !l.Enter() {
		return append(out, l.Cut(n))
	}
	switch l.Tree.Kind(n) {
	case "concatenation", "translated_string":
		for c := range l.Tree.NamedChildren(n) {
			out = l.pieces(out, c)
		}
		return out
	case "string":
		start, end := l.Tree.Start(n), l.Tree.End(n)
		if end-start < 2 {
			return append(out, l.Node(tree.String, n, ""))
		}
		return l.quoted(out, n, start+1, end-1, "\"$`\\\n")
	}
	return append(out, l.word1(n))
}

// word1 lowers a part of a joined text: a name in it is text.
func (l *lowerer) word1(n syntax.Node) *tree.Node {
	if l.Tree.Kind(n) == "variable_name" {
		return l.Node(tree.String, n, l.Text(n))
	}
	return l.node(n)
}

// quoted appends the parts between two offsets, of which n's children are the
// expansions; a backslash escapes one of the signs given. The grammar leaves blanks
// between parts to the expansion that follows, so that the text is taken from between.
func (l *lowerer) quoted(out []*tree.Node, n syntax.Node, start, end uint32, escaped string) []*tree.Node {
	at := start
	for c := range l.Tree.NamedChildren(n) {
		switch l.Tree.Kind(c) {
		case "string_content", "heredoc_content":
			continue
		}
		from := l.Tree.Start(c)
		for from < l.Tree.End(c) && strings.IndexByte("$`", l.Tree.Source[from]) < 0 {
			from++
		}
		if from > at {
			out = append(out, l.Span(tree.String, at, from, unescape(l.Slice(at, from), escaped)))
		}
		e := l.node(c)
		e.Start = max(e.Start, min(from, e.End))
		out = append(out, e)
		at = max(at, l.Tree.End(c))
	}
	if end > at || at == start {
		end = max(at, end)
		out = append(out, l.Span(tree.String, at, end, unescape(l.Slice(at, end), escaped)))
	}
	return out
}

// text makes a String of parts: joined where all are constant, the part itself where
// it is an expression alone ("$x").
func (l *lowerer) text(n syntax.Node, parts []*tree.Node) *tree.Node {
	var kids []*tree.Node
	for _, p := range parts {
		if p.Kind == tree.Number {
			p = l.Span(tree.String, p.Start, p.End, l.Slice(p.Start, p.End))
		}
		if last := len(kids) - 1; last >= 0 && constant(kids[last]) && constant(p) {
			kids[last] = l.Span(tree.String, kids[last].Start, max(kids[last].End, p.End), kids[last].Text+p.Text)
			continue
		}
		kids = append(kids, p)
	}
	if len(kids) == 0 {
		return l.Node(tree.String, n, "")
	}
	if len(kids) == 1 {
		if constant(kids[0]) {
			return l.Node(tree.String, n, kids[0].Text)
		}
		return kids[0]
	}
	return l.Node(tree.String, n, "", kids...)
}

func identifier(s string) bool {
	for i := range len(s) {
		if c := s[i]; c != '_' && (c|0x20 < 'a' || c|0x20 > 'z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

func constant(n *tree.Node) bool { return n.Kind == tree.String && len(n.Kids) == 0 }

// heredoc gives the text of <<WORD as a String, nothing where it has none.
func (l *lowerer) heredoc(n syntax.Node) []*tree.Node {
	body := l.Tree.ChildOf(n, "heredoc_body")
	if body < 0 {
		return nil
	}
	start, end := l.Tree.Start(body), l.Tree.End(body)
	if word := l.Tree.ChildOf(n, "heredoc_start"); word >= 0 && strings.ContainsAny(l.Text(word), `'"\`) {
		return []*tree.Node{l.Node(tree.String, body, l.Text(body))}
	}
	return []*tree.Node{l.text(body, l.quoted(nil, body, start, end, "$`\\\n"))}
}

func unquote(s string) string {
	if len(s) >= 2 && s[0] == '\'' && s[len(s)-1] == '\'' {
		return s[1 : len(s)-1]
	}
	return s
}

// unescape takes off the backslash before one of the signs, before any where there are
// none given; before a line's end it joins the lines.
func unescape(s, signs string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && (signs == "" || strings.IndexByte(signs, s[i+1]) >= 0) {
			if i++; s[i] == '\n' {
				continue
			}
		}
		out.WriteByte(s[i])
	}
	return out.String()
}

// truth makes True and False of the words a setting is switched with.
func truth(n *tree.Node) *tree.Node {
	if n.Kind != tree.String || len(n.Kids) > 0 || len(n.Text) > 5 {
		return n
	}
	switch strings.ToLower(n.Text) {
	case "true":
		return &tree.Node{Kind: tree.True, Flag: n.Flag, Start: n.Start, End: n.End}
	case "false":
		return &tree.Node{Kind: tree.False, Flag: n.Flag, Start: n.Start, End: n.End}
	}
	return n
}
