package markup

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// statements reads statements of the host language up to the closing sign, past it; all
// of the text where closing is 0.
func (r *reader) statements(closing byte) []*tree.Node {
	var out []*tree.Node
	if r.depth++; r.depth > deepest {
		r.pos = len(r.s)
	}
	defer func() { r.depth-- }()
	for r.pos < len(r.s) {
		r.blanks()
		if r.pos >= len(r.s) {
			break
		}
		if c := r.peek(0); c == closing && c != 0 {
			r.pos++
			break
		}
		if r.remark() {
			continue
		}
		at := r.pos
		if n := r.statement(); n != nil {
			out = append(out, n)
		}
		if r.pos == at {
			r.skip()
		}
	}
	return out
}

// remark passes a comment of the host language.
func (r *reader) remark() bool {
	rest := r.s[r.pos:]
	end := "\n"
	switch {
	case strings.HasPrefix(rest, "/*"):
		end = "*/"
	case strings.HasPrefix(rest, "//") && r.host != "ruby", strings.HasPrefix(rest, "#") && (r.host == "php" || r.host == "ruby"):
	default:
		return false
	}
	n := strings.Index(rest, end)
	if n < 0 {
		n = len(rest) - len(end)
	}
	r.pos += max(n+len(end), 1)
	return true
}

func (r *reader) statement() *tree.Node {
	start := r.pos
	for _, w := range [...]string{"echo", "print", "return", "const", "let", "var", "final"} {
		if r.takeWord(w) {
			break
		}
	}
	switch {
	case r.takeWord("if"):
		return r.ifStatement(start)
	case r.takeWord("foreach"), r.takeWord("for"), r.takeWord("while"):
		return r.loopStatement(start)
	case r.take("{"):
		kids := r.statements('}')
		return r.node(tree.Block, start, "", kids...)
	}
	if r.host == "jsp" || r.host == "" {
		r.declaredType('=')
	}
	return r.expression()
}

// declaredType passes the type before a name that is declared, and is followed by a
// sign: String x = ...
func (r *reader) declaredType(sign byte) {
	at := r.pos
	if r.blanks(); !inName(r.peek(0)) {
		return
	}
	for inName(r.peek(0)) || strings.IndexByte(".<>[]", r.peek(0)) >= 0 && r.peek(0) != 0 {
		r.pos++
	}
	if r.peek(0) == ' ' {
		r.blanks()
		name := r.pos
		if r.spelling() != "" {
			if r.blanks(); r.peek(0) == sign && r.peek(1) != '=' {
				r.pos = name
				return
			}
		}
	}
	r.pos = at
}

func (r *reader) ifStatement(start int) *tree.Node {
	condition := r.orOther(r.operand())
	body := r.blockOf()
	var other *tree.Node
	if r.takeWord("else") {
		other = r.blockOf()
	}
	return r.node(tree.If, start, "", condition, body, other)
}

func (r *reader) loopStatement(start int) *tree.Node {
	through, variable := r.through()
	body := r.blockOf()
	return r.node(tree.Loop, start, "", through, variable, body)
}

// through reads what a loop goes through and its variable: (list as key => item),
// item in list, Type item : list.
func (r *reader) through() (through, variable *tree.Node) {
	opened := r.take("(")
	for _, w := range [...]string{"const", "let", "var"} {
		r.takeWord(w)
	}
	if r.host == "jsp" {
		r.declaredType(':')
	}
	first := r.orOther(r.expression())
	if at := r.pos; opened { // (item, index) in list
		if r.take(",") {
			r.expression()
		}
		if r.take(")") && (r.takeWord("in") || r.takeWord("of")) {
			return r.orOther(r.expression()), first
		}
		r.pos = at
	}
	switch {
	case first.Kind == tree.Binary && first.Text == "in":
		through, variable = first.Kids[1], first.Kids[0]
	case r.takeWord("as"):
		through, variable = first, r.orOther(r.expression())
		if r.take("=>") {
			variable = r.orOther(r.expression())
		}
	case r.take(","): // key, value in map
		second := r.orOther(r.expression())
		through, variable = second, first
		if second.Kind == tree.Binary && second.Text == "in" {
			through, variable = second.Kids[1], second.Kids[0]
		}
	case r.takeWord("of") || r.take(":"):
		through, variable = r.orOther(r.expression()), first
	default:
		through = first
	}
	if n := strings.IndexByte(r.s[r.pos:], ')'); n >= 0 {
		r.pos += n + 1
	}
	return through, variable
}

func (r *reader) blockOf() *tree.Node {
	r.blanks()
	start := r.pos
	if r.take("{") {
		kids := r.statements('}')
		return r.node(tree.Block, start, "", kids...)
	}
	if kid := r.expression(); kid != nil {
		return r.node(tree.Block, start, "", kid)
	}
	return r.node(tree.Block, start, "")
}
