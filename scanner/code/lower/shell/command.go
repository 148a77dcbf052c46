package shell

import (
	"strings"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// command lowers a simple command with what stands before and behind it.
func (l *lowerer) command(n syntax.Node) *tree.Node {
	var before, behind []*tree.Node
	kids := make([]*tree.Node, 1, 8)
	for c := range l.Tree.NamedChildren(n) {
		switch l.Tree.Kind(c) {
		case "variable_assignment":
			before = append(before, l.node(c))
		case "command_name":
			kids[0] = l.program(c)
		case "file_redirect":
			behind = append(behind, l.redirect(c))
		case "herestring_redirect":
			kids = append(kids, l.only(c))
		case "subshell":
			kids = append(kids, l.node(c))
		default:
			if !l.Tree.Missing(c) {
				kids = append(kids, l.argument(c))
			}
		}
	}
	if kids[0] == nil {
		return l.several(n, append(append(before, kids[1:]...), behind...))
	}
	started, kids := l.started(kids)
	call := l.left(n, l.Node(tree.Call, n, "", kids...))
	if len(before)+len(started)+len(behind) == 0 {
		return call
	}
	before = append(append(before, started...), call)
	return l.Node(tree.Other, n, "", append(before, behind...)...)
}

// left makes a Return of what leaves a function, a loop or the script.
func (l *lowerer) left(n syntax.Node, call *tree.Node) *tree.Node {
	if call.Kids[0].Kind != tree.Name {
		return call
	}
	switch call.Kids[0].Text {
	case "return":
		return l.Node(tree.Return, n, "", call.Kid(1))
	case "exit":
		return l.Node(tree.Return, n, "", call)
	case "break", "continue":
		return l.Node(tree.Return, n, "", nil)
	}
	return call
}

// program lowers the name of a command: a Name without its folders where it is written out.
func (l *lowerer) program(n syntax.Node) *tree.Node {
	w := l.only(n)
	if w.Kind == tree.String && len(w.Kids) == 0 || w.Kind == tree.Number {
		return l.Node(tree.Name, n, base(w.Text))
	}
	return w
}

func base(path string) string {
	if i := strings.LastIndexByte(strings.TrimRight(path, "/"), '/'); i >= 0 {
		return path[i+1:]
	}
	return path
}

// starters are the programs that start the one named among their arguments, with the
// letters of their options that take a value.
var starters = map[string]string{
	"sudo": "ugpCTrth", "env": "uCS", "exec": "a", "nohup": "", "time": "fo", "command": "", "nice": "n", "xargs": "adEIiLlnPs", "builtin": "",
}

// started replaces a program that only starts another by the other, and gives the
// variables set for that one.
func (l *lowerer) started(kids []*tree.Node) (set, out []*tree.Node) {
	for kids[0].Kind == tree.Name {
		valued, ok := starters[kids[0].Text]
		if !ok {
			break
		}
		i := 1
		for ; i < len(kids); i++ {
			w := kids[i]
			if w.Kind == tree.Pair {
				continue
			}
			if w.Kind != tree.String || len(w.Kids) > 0 {
				break
			}
			if name, value, found := strings.Cut(w.Text, "="); found && kids[0].Text == "env" {
				at := w.End - uint32(min(len(value), int(w.End-w.Start)))
				set = append(set, l.Span(tree.Assign, w.Start, w.End, "=", l.Span(tree.Name, w.Start, at, name), truth(l.Span(tree.String, at, w.End, value))))
				continue
			}
			if !strings.HasPrefix(w.Text, "-") {
				break
			}
			if len(w.Text) == 2 && strings.IndexByte(valued, w.Text[1]) >= 0 {
				i++
			}
		}
		if i >= len(kids) || kids[i].Kind != tree.String || len(kids[i].Kids) > 0 {
			break
		}
		next := kids[i]
		kids = append([]*tree.Node{l.Span(tree.Name, next.Start, next.End, base(next.Text))}, kids[i+1:]...)
	}
	return set, kids
}

// argument lowers a word of a command; --name=value becomes a Pair.
func (l *lowerer) argument(n syntax.Node) *tree.Node {
	w := l.node(n)
	first := w
	if w.Kind == tree.String && len(w.Kids) > 0 {
		first = w.Kids[0]
	}
	if first.Kind != tree.String || !strings.HasPrefix(first.Text, "--") {
		return w
	}
	key, rest, found := strings.Cut(first.Text[2:], "=")
	if !found || key == "" || strings.ContainsAny(key, " \t\n") {
		return w
	}
	at := min(w.Start+uint32(len(key))+3, w.End)
	if first == w {
		return l.Node(tree.Pair, n, key, truth(l.Span(tree.String, at, w.End, rest)))
	}
	kids := w.Kids[1:]
	if rest != "" {
		kids = append([]*tree.Node{l.Span(tree.String, at, max(at, first.End), rest)}, kids...)
	}
	if len(kids) == 1 {
		return l.Node(tree.Pair, n, key, kids[0])
	}
	return l.Node(tree.Pair, n, key, l.Span(tree.String, at, w.End, "", kids...))
}

// redirect lowers a redirection to a file: redirect(operator, target).
func (l *lowerer) redirect(n syntax.Node) *tree.Node {
	kids := []*tree.Node{l.Node(tree.Name, n, "redirect")}
	op := ""
	for c := range l.Tree.Children(n) {
		switch {
		case l.Tree.Kind(c) == "file_descriptor":
			op += l.Text(c)
		case !l.Tree.Named(c):
			op += l.Text(c)
			kids = append(kids, l.Node(tree.String, c, op))
		default:
			kids = append(kids, l.node(c))
		}
	}
	return l.Node(tree.Call, n, "", kids...)
}

// redirected lowers a statement with redirections and texts on its standard input.
func (l *lowerer) redirected(n syntax.Node) *tree.Node {
	var body *tree.Node
	var input, behind []*tree.Node
	var heredoc []syntax.Node
	for c := range l.Tree.NamedChildren(n) {
		switch l.Tree.Kind(c) {
		case "file_redirect":
			behind = append(behind, l.redirect(c))
		case "herestring_redirect":
			input = append(input, l.only(c))
		case "heredoc_redirect":
			heredoc = append(heredoc, c)
			input = append(input, l.heredoc(c)...)
		default:
			body = l.node(c)
		}
	}
	switch {
	case body != nil && body.Kind == tree.Call:
		body.Kids = append(body.Kids[:len(body.Kids):len(body.Kids)], input...)
	case body != nil:
		behind = append(input, behind...)
	default:
		return l.several(n, append(input, behind...))
	}
	for _, h := range heredoc {
		behind = append(behind, l.otherRedirects(h)...)
	}
	if len(behind) > 0 {
		body = l.Node(tree.Other, n, "", append([]*tree.Node{body}, behind...)...)
	}
	for _, h := range heredoc {
		body = l.follow(h, body)
	}
	return body
}

// otherRedirects are the redirections to files that stand behind <<WORD.
func (l *lowerer) otherRedirects(n syntax.Node) []*tree.Node {
	var out []*tree.Node
	for c := range l.Tree.NamedChildren(n) {
		if l.Tree.Kind(c) == "file_redirect" {
			out = append(out, l.redirect(c))
		}
	}
	return out
}

// follow joins what stands behind <<WORD on its line to the command before.
func (l *lowerer) follow(n syntax.Node, first *tree.Node) *tree.Node {
	if p := l.Tree.ChildOf(n, "pipeline"); p >= 0 {
		rest := append([]*tree.Node{first}, l.statements(p)...)
		return l.Span(tree.Other, first.Start, max(first.End, l.Tree.End(n)), "", l.Span(tree.Block, first.Start, max(first.End, l.Tree.End(n)), "", rest...))
	}
	op, right := l.Tree.Child(n, "operator"), l.Tree.Child(n, "right")
	if op >= 0 && right >= 0 {
		return l.Span(tree.Binary, first.Start, max(first.End, l.Tree.End(n)), l.Text(op), first, l.node(right))
	}
	return first
}
