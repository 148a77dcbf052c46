package markup

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// role is what a tag does to what stands between it and the tag that ends it.
type role uint8

const (
	silent role = iota // nothing
	puts               // nodes are put in
	opens              // if the condition
	turns              // else, else if the condition
	loops              // for each
	wraps              // a call that is given what follows, up to its end
	holds              // something else that has an end
	closes             // ends what was opened last under the word, or whatever it was
)

// meaning is what a tag says: its role and the nodes that belong to it.
type meaning struct {
	role  role
	word  string // what closes it: if, for, with ...; empty for a bare end
	nodes []*tree.Node
	// condition, also what a loop goes through; nil for a bare else
	condition, variable *tree.Node
	params              []string
}

func (d *dialect) reader(s string, base uint32) *reader {
	return &reader{s: s, base: base, host: d.host}
}

// means reads a tag.
func (d *dialect) means(t *tag) *meaning {
	r := d.reader(t.code, t.at)
	if t.at > 0 && int(t.end-t.start) >= 2 && (t.form == output || t.form == code || t.form == either) && d.host == "" {
		r.host = hostOf(t)
	}
	switch t.form {
	case output:
		return d.output(t, r)
	case code:
		return r.chunk()
	case word:
		name, inner := t.name, r
		if name == "" {
			name = r.leading()
		}
		return inner.worded(name, t.name != "")
	case either:
		return r.either()
	}
	return &meaning{}
}

// hostOf tells the language of a tag of percents or question marks in plain HTML.
func hostOf(t *tag) string {
	if int(t.at-t.start) >= 3 && strings.Contains(t.code, "$") {
		return "php"
	}
	return ""
}

// output reads an expression that is put in; of a call with a block, its beginning.
func (d *dialect) output(t *tag, r *reader) *meaning {
	if t.name != "" {
		args := r.arguments(0)
		called := &tree.Node{Kind: tree.Name, Start: t.start, End: t.start + uint32(len(t.name)) + 1, Text: t.name}
		call := &tree.Node{Kind: tree.Call, Start: t.start, End: t.end, Kids: append([]*tree.Node{called}, args...)}
		return &meaning{role: puts, nodes: []*tree.Node{call}}
	}
	if d.host == "ruby" {
		if m := r.doBlock(); m != nil {
			return m
		}
	}
	return &meaning{role: puts, nodes: r.all()}
}

// all reads the expressions that stand one after the other.
func (r *reader) all() []*tree.Node { return r.arguments(0) }

// leading passes the word that a tag begins with.
func (r *reader) leading() string {
	for r.pos < len(r.s) && strings.IndexByte(" \t\r\n-~_+", r.s[r.pos]) >= 0 {
		r.pos++
	}
	start := r.pos
	for inName(r.peek(0)) {
		r.pos++
	}
	return r.s[start:r.pos]
}

// either reads {{ expression }}, {{#word}}, {{/word}}, {{else}}, {{:else}}, {{@html x}},
// and the words that Go writes without a sign.
func (r *reader) either() *meaning {
	for r.pos < len(r.s) && strings.IndexByte(" \t\r\n-~&", r.s[r.pos]) >= 0 {
		r.pos++
	}
	switch r.peek(0) {
	case '#':
		r.pos++
		name := r.leading()
		if m := r.worded(name, false); m.role != silent && m.role != puts {
			return m
		}
		return &meaning{role: holds, word: name, nodes: r.all()}
	case '^':
		r.pos++
		return &meaning{role: opens, word: r.s[r.pos:], condition: negated(r.orOther(r.expression()))}
	case '/':
		r.pos++
		return &meaning{role: closes, word: closing(r.leading())}
	case ':':
		r.pos++
		return r.worded(r.leading(), false)
	case '@':
		r.pos++
		r.leading()
		return &meaning{role: puts, nodes: r.all()}
	case '>':
		return &meaning{}
	}
	at := r.pos
	switch name := r.leading(); name {
	case "if", "else", "end", "range", "with", "define", "block", "template":
		if c := r.peek(0); c == 0 || c == ' ' {
			return r.worded(name, false)
		}
	}
	r.pos = at
	return &meaning{role: puts, nodes: r.all()}
}

func negated(n *tree.Node) *tree.Node {
	return &tree.Node{Kind: tree.Unary, Start: n.Start, End: n.End, Text: "!", Kids: []*tree.Node{n}}
}

// closing gives the word that the beginning of a block is kept under.
func closing(name string) string {
	switch name {
	case "unless", "elseif", "isset", "auth", "guest", "can", "cannot", "empty", "env", "production", "error":
		return "if"
	case "each", "foreach", "forelse", "range", "while":
		return "for"
	}
	return name
}

// worded reads a tag that begins with a word; blade is true for a directive of Blade.
func (r *reader) worded(name string, blade bool) *meaning {
	low := strings.ToLower(name)
	switch low {
	case "if", "elseif", "elif", "elsif":
		m := &meaning{role: turns, word: "if", condition: r.orOther(r.expression())}
		if low == "if" {
			m.role = opens
		}
		return m
	case "unless":
		return &meaning{role: opens, word: "if", condition: negated(r.orOther(r.expression()))}
	case "else":
		if r.takeWord("if") {
			return &meaning{role: turns, word: "if", condition: r.orOther(r.expression())}
		}
		return &meaning{role: turns, word: "if"}
	case "for", "foreach", "each", "forelse", "range", "while":
		through, variable := r.through()
		return &meaning{role: loops, word: "for", condition: through, variable: variable}
	case "with", "define", "block":
		if r.host == "" && !blade {
			return &meaning{role: holds, word: low, nodes: nil}
		}
	case "end":
		return &meaning{role: closes}
	case "set", "assign", "let":
		if set := r.expression(); set != nil {
			return &meaning{role: puts, nodes: []*tree.Node{set}}
		}
		return &meaning{}
	}
	if word, ok := strings.CutPrefix(low, "end"); ok {
		return &meaning{role: closes, word: closing(word)}
	}
	if blade {
		return r.bladed(low)
	}
	at := r.pos - len(name)
	if name == "" {
		return &meaning{}
	}
	called := r.node(tree.Name, at, name)
	return &meaning{role: puts, nodes: []*tree.Node{r.over2(tree.Call, "", called, r.all())}}
}

// bladed reads the directives of Blade that are conditions without if.
func (r *reader) bladed(name string) *meaning {
	switch name {
	case "isset", "empty", "auth", "guest", "can", "cannot", "env", "production", "error":
		called := r.node(tree.Name, 0, name)
		return &meaning{role: opens, word: "if", condition: r.over2(tree.Call, "", called, r.all())}
	case "checked", "selected", "disabled", "readonly", "required":
		return &meaning{role: puts, word: name, nodes: r.all()}
	case "elsecan":
		return &meaning{role: turns, word: "if", condition: r.orOther(r.expression())}
	}
	given := r.all()
	if len(given) == 0 {
		return &meaning{}
	}
	called := r.node(tree.Name, 0, name)
	called.End = called.Start
	return &meaning{role: puts, nodes: []*tree.Node{r.over2(tree.Call, "", called, given)}}
}
