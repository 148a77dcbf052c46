package markup

import (
	"strings"

	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/tree"
)

// reserved are words that are no operands, or end a call without brackets.
const reserved = " and or not in is if else elseif elsif unless as do then end instanceof with only while until "

// postfix reads an operand with what hangs on it: members, indexes, calls, filters, and
// arguments without brackets.
func (r *reader) postfix() *tree.Node {
	out := r.operand()
	for links := 0; out != nil && links < 200; links++ {
		next := r.link(out)
		if next == nil {
			break
		}
		out = next
	}
	if out != nil && !r.plain && (out.Kind == tree.Name || out.Kind == tree.Member) {
		out = r.commanded(out)
	}
	return out
}

// link reads one thing that hangs on an operand, nil for none.
func (r *reader) link(on *tree.Node) *tree.Node {
	rest := r.s[r.pos:]
	for _, sign := range [...]string{"?->", "?.", "&.", "->", "::", "."} {
		if !strings.HasPrefix(rest, sign) || sign == "." && r.host == "php" {
			continue
		}
		after := r.peek(len(sign))
		if !inName(after) && after != '$' && after != '@' && !(sign == "?." && (after == '[' || after == '(')) {
			continue
		}
		r.pos += len(sign)
		if after == '[' || after == '(' {
			return r.link(on)
		}
		return r.over(tree.Member, r.spelling(), on)
	}
	switch r.peek(0) {
	case '(':
		r.pos++
		return r.over2(tree.Call, "", on, r.arguments(')'))
	case '[':
		r.pos++
		return r.indexed(on)
	case '!':
		if r.host == "js" && (r.peek(1) == '.' || r.peek(1) == '[') {
			r.pos++
			return r.link(on)
		}
	}
	return r.filter(on)
}

// over2 is over with the kids in a list.
func (r *reader) over2(kind tree.Kind, text string, first *tree.Node, rest []*tree.Node) *tree.Node {
	return r.over(kind, text, append([]*tree.Node{first}, rest...)...)
}

func (r *reader) indexed(on *tree.Node) *tree.Node {
	at := r.arguments(']')
	switch {
	case len(at) == 0:
		return on
	case at[0].Kind == tree.String && len(at[0].Kids) == 0:
		return r.over(tree.Member, at[0].Text, on)
	}
	return r.over(tree.Index, "", on, at[0])
}

// filter reads |name, |name:argument and |name(arguments): a Call with what it is
// applied to as the first argument.
func (r *reader) filter(on *tree.Node) *tree.Node {
	at := r.pos
	if r.blanks(); r.peek(0) != '|' || r.peek(1) == '|' || r.host == "php" || r.host == "ruby" {
		r.pos = at
		return nil
	}
	r.pos++
	r.blanks()
	start := r.pos
	name := r.spelling()
	if name == "" {
		r.pos = at
		return nil
	}
	called := r.node(tree.Name, start, name)
	for r.peek(0) == '.' && inName(r.peek(1)) {
		r.pos++
		called = r.over(tree.Member, r.spelling(), called)
	}
	kids := []*tree.Node{called, on}
	if r.peek(0) == '(' {
		r.pos++
		kids = append(kids, r.arguments(')')...)
	} else {
		for r.take(":") || len(kids) > 2 && r.take(",") {
			kids = append(kids, r.orOther(r.argument()))
		}
	}
	return &tree.Node{Kind: tree.Call, Start: on.Start, End: r.base + uint32(r.pos), Kids: kids}
}

// commanded reads the arguments of a call without brackets: label "x", y, z: 1. They
// begin on the same line, after a blank, with what can only be an operand.
func (r *reader) commanded(on *tree.Node) *tree.Node {
	var kids []*tree.Node
	for {
		at := r.pos
		for r.peek(0) == ' ' || r.peek(0) == '\t' {
			r.pos++
		}
		comma := len(kids) > 0 && r.peek(0) == ','
		if comma {
			r.pos++
			r.blanks()
		}
		if !comma && (!r.afterBlank() || !r.beginsOperand()) {
			r.pos = at
			break
		}
		r.plain = true
		kid := r.argument()
		r.plain = false
		if kid == nil {
			break
		}
		kids = append(kids, kid)
	}
	if len(kids) == 0 {
		return on
	}
	return r.over2(tree.Call, "", on, kids)
}

// afterBlank says whether a blank stands before, on the same line.
func (r *reader) afterBlank() bool {
	before := strings.TrimRight(r.s[:r.pos], " \t")
	return len(before) < r.pos && !strings.HasSuffix(before, "\n")
}

// beginsOperand says whether an operand stands here that cannot go on a name.
func (r *reader) beginsOperand() bool {
	c := r.peek(0)
	switch {
	case c == '"' || c == '\'' || c >= '0' && c <= '9' || c == '@' || c == '$':
		return true
	case c == ':':
		return r.host == "ruby" && inName(r.peek(1))
	case c == '.':
		return r.host == "" && inName(r.peek(1))
	case c == '(':
		return r.host == ""
	case inName(c):
		end := r.pos
		for end < len(r.s) && inName(r.s[end]) {
			end++
		}
		return !strings.Contains(reserved, " "+r.s[r.pos:end]+" ") && r.host != "php" && r.host != "js" && !(r.host == "jsp" && end-r.pos == 2)
	}
	return false
}

// operand reads a name, a constant, or what stands in brackets; nil for none.
func (r *reader) operand() *tree.Node {
	r.blanks()
	start, c := r.pos, r.peek(0)
	switch {
	case c == '"' || c == '\'' || c == '`':
		return r.text()
	case c >= '0' && c <= '9':
		for inName(r.peek(0)) || r.peek(0) == '.' && r.peek(1) >= '0' && r.peek(1) <= '9' {
			r.pos++
		}
		return r.node(tree.Number, start, build.Number(r.s[start:r.pos]))
	case c == ':' && r.host == "ruby" && (inName(r.peek(1)) || r.peek(1) == '"'):
		r.pos++
		if r.peek(0) == '"' {
			return r.text()
		}
		word := r.spelling()
		return r.node(tree.String, start, word)
	case c == '(':
		r.pos++
		return r.grouped(start)
	case c == '[':
		r.pos++
		return r.listed(start)
	case c == '{':
		r.pos++
		return r.node(tree.Object, start, "", r.arguments('}')...)
	case inName(c) || c == '$' || c == '@' || c == '\\' || c == '.':
		return r.named(start)
	}
	return nil
}
