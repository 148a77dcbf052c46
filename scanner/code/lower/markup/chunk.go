package markup

import (
	"regexp"
	"strings"

	"leadlint/scanner/code/tree"
)

// block is a call of Ruby that is given a block: call do |a, b|, call { |a|.
var block = regexp.MustCompile(`(?s)^(.*\S)\s*(?:\bdo|\{)\s*(?:\|([^|]*)\|)?\s*$`)

// doBlock reads the beginning of a call with a block, nil where the text is none.
func (r *reader) doBlock() *meaning {
	found := block.FindStringSubmatchIndex(r.s)
	if found == nil {
		return nil
	}
	m := &meaning{role: wraps}
	if found[4] >= 0 {
		for _, p := range strings.Split(r.s[found[4]:found[5]], ",") {
			m.params = append(m.params, strings.TrimSpace(p))
		}
	}
	r.s = r.s[:found[3]]
	m.nodes = r.all()
	if len(m.nodes) == 0 {
		return &meaning{role: holds}
	}
	return m
}

// chunk reads statements of the host language between the signs of a tag: what begins
// or ends a block counts for what stands around it.
func (r *reader) chunk() *meaning {
	r.blanks()
	if r.host == "ruby" {
		return r.rubyChunk()
	}
	text := strings.TrimRight(r.s, " \t\r\n;")
	if strings.HasPrefix(r.s[r.pos:], "}") {
		r.pos++
		r.blanks()
		if strings.HasPrefix(r.s[r.pos:], "else") {
			return r.head(r.leading())
		}
		if n := len(text); n > r.pos && (text[n-1] == '{' || text[n-1] == ':') {
			return r.head(r.leading())
		}
		return &meaning{role: closes}
	}
	at := r.pos
	name := r.leading()
	if strings.HasPrefix(name, "end") || name == "else" || name == "elseif" {
		return r.head(name)
	}
	if n := len(text); n > at && (text[n-1] == '{' || text[n-1] == ':') {
		if name != "for" {
			if cut := strings.LastIndexAny(text[:n-1], ";}"); cut >= at {
				return r.after(cut + 1)
			}
		}
		return r.head(name)
	}
	r.pos = at
	return &meaning{role: puts, nodes: r.statements(0)}
}

// after reads the statements before a point, and from there the head of a block.
func (r *reader) after(cut int) *meaning {
	before := &reader{s: r.s[:cut], pos: r.pos, base: r.base, host: r.host}
	before.pos = len(before.s) - len(strings.TrimLeft(before.s, " \t\r\n"))
	nodes := before.statements(0)
	r.pos = cut
	m := r.head(r.leading())
	m.nodes = append(nodes, m.nodes...)
	return m
}

// head reads the head of a block of PHP, JavaScript or Java: its word is passed.
func (r *reader) head(name string) *meaning {
	word := func(w string) string {
		if strings.HasSuffix(strings.TrimRight(r.s, " \t\r\n"), ":") {
			return w
		}
		return ""
	}
	switch name {
	case "if":
		return &meaning{role: opens, word: word("if"), condition: r.orOther(r.bracketed())}
	case "elseif":
		return &meaning{role: turns, word: word("if"), condition: r.orOther(r.bracketed())}
	case "else":
		if r.takeWord("if") {
			return &meaning{role: turns, word: word("if"), condition: r.orOther(r.bracketed())}
		}
		return &meaning{role: turns, word: word("if")}
	case "for", "foreach", "while":
		through, variable := r.through()
		return &meaning{role: loops, word: word("for"), condition: through, variable: variable}
	}
	if w, ok := strings.CutPrefix(name, "end"); ok {
		return &meaning{role: closes, word: closing(w)}
	}
	r.pos -= len(name)
	if m := r.callback(); m != nil {
		return m
	}
	r.s = strings.TrimRight(r.s, " \t\r\n")
	return &meaning{role: holds, nodes: r.statements(0)}
}

// given is a call of JavaScript that is given a function: call(function (a) {,
// call((a) => {.
var given = regexp.MustCompile(`(?s)^(.*\S)\s*\(\s*(?:async\s+)?(?:function\b[^(]*\(([^()]*)\)|\(?([^()]*?)\)?\s*=>)\s*\{\s*$`)

// callback reads the beginning of a call that is given a function, nil where the text
// is none.
func (r *reader) callback() *meaning {
	found := given.FindStringSubmatchIndex(r.s[r.pos:])
	if found == nil {
		return nil
	}
	m := &meaning{role: wraps}
	for _, at := range []int{4, 6} {
		if found[at] >= 0 && found[at+1] > found[at] {
			for _, p := range strings.Split(r.s[r.pos+found[at]:r.pos+found[at+1]], ",") {
				m.params = append(m.params, strings.TrimSpace(p))
			}
		}
	}
	r.s = r.s[:r.pos+found[3]]
	if m.nodes = r.statements(0); len(m.nodes) == 0 {
		return &meaning{role: holds}
	}
	return m
}

// bracketed reads a condition in brackets: only they belong to it.
func (r *reader) bracketed() *tree.Node {
	r.blanks()
	start := r.pos
	if !r.take("(") {
		return r.expression()
	}
	inside := r.arguments(')')
	if len(inside) == 1 {
		return inside[0]
	}
	return r.node(tree.Other, start, "", inside...)
}

// rubyChunk reads a line of Ruby between the signs of a tag.
func (r *reader) rubyChunk() *meaning {
	at := r.pos
	switch name := r.leading(); name {
	case "if", "elsif", "unless", "else":
		m := r.worded(name, false)
		m.word = ""
		return m
	case "end":
		return &meaning{role: closes}
	case "for", "while", "until":
		through, variable := r.through()
		return &meaning{role: loops, condition: through, variable: variable}
	case "case", "begin":
		return &meaning{role: holds, nodes: r.all()}
	case "when", "rescue", "ensure", "in":
		return &meaning{role: puts, nodes: r.all()}
	}
	if strings.HasPrefix(r.s[at:], "}") {
		return &meaning{role: closes}
	}
	r.pos = at
	if m := r.doBlock(); m != nil {
		return m
	}
	return &meaning{role: puts, nodes: r.statements(0)}
}
