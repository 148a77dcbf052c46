package markup

import (
	"strings"

	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/tree"
)

// spelling passes a name and gives it without sigil.
func (r *reader) spelling() string {
	for r.peek(0) == '$' || r.peek(0) == '@' || r.peek(0) == '#' {
		r.pos++
	}
	start := r.pos
	for inName(r.peek(0)) || r.peek(0) == '$' && r.pos > start {
		r.pos++
	}
	name := r.s[start:r.pos]
	if c, after := r.peek(0), r.peek(1); r.host == "ruby" && name != "" && (c == '?' || c == '!') && after != '=' && !inName(after) {
		r.pos++
	}
	return name
}

// named reads a name and what words mean a constant, a function or an arrow.
func (r *reader) named(start int) *tree.Node {
	for r.peek(0) == '.' || r.peek(0) == '/' || r.peek(0) == '\\' { // .Field, ../name, \Name
		r.pos++
	}
	name := r.spelling()
	if name == "" {
		if r.pos == start {
			return nil
		}
		return r.node(tree.Name, start, "this")
	}
	if strings.Contains(reserved, " "+name+" ") {
		r.pos = start
		return nil
	}
	switch name {
	case "true", "True", "TRUE":
		return r.node(tree.True, start, "")
	case "false", "False", "FALSE":
		return r.node(tree.False, start, "")
	case "null", "nil", "None", "NULL", "undefined", "none":
		return r.node(tree.Null, start, "")
	case "function", "fn", "async":
		if out := r.function(start); out != nil {
			return out
		}
	}
	for r.peek(0) == '\\' && inName(r.peek(1)) { // Name\Name
		r.pos++
		name = r.spelling()
	}
	out := r.node(tree.Name, start, name)
	if r.host == "js" || r.host == "" {
		return r.arrow(out, []*tree.Node{out})
	}
	return out
}

// arrow reads the body of x => ... where one follows; else it gives out.
func (r *reader) arrow(out *tree.Node, params []*tree.Node) *tree.Node {
	at := r.pos
	if r.blanks(); !strings.HasPrefix(r.s[r.pos:], "=>") {
		r.pos = at
		return out
	}
	r.pos += 2
	kids := make([]*tree.Node, 0, len(params)+1)
	for _, p := range params {
		if p.Kind == tree.Name {
			kids = append(kids, &tree.Node{Kind: tree.Param, Start: p.Start, End: p.End, Text: p.Text, Kids: []*tree.Node{nil}})
		}
	}
	r.blanks()
	start := r.pos
	var body *tree.Node
	if r.take("{") {
		body = r.node(tree.Block, start, "", r.statements('}')...)
		body.End = r.base + uint32(r.pos)
	} else {
		value := r.orOther(r.expression())
		body = r.node(tree.Block, start, "", r.node(tree.Return, start, "", value))
	}
	return &tree.Node{Kind: tree.Function, Start: out.Start, End: body.End, Kids: append(kids, body)}
}

// function reads function (a, b) { ... } and fn ($a) => ...; nil where it is a name.
func (r *reader) function(start int) *tree.Node {
	at := r.pos
	if r.blanks(); inName(r.peek(0)) {
		r.spelling()
	}
	if !r.take("(") {
		r.pos = at
		return nil
	}
	params := r.arguments(')')
	r.blanks()
	if strings.HasPrefix(r.s[r.pos:], "=>") || r.peek(0) != '{' {
		head := r.node(tree.Other, start, "")
		return r.arrow(head, params)
	}
	r.pos++
	head := r.node(tree.Other, start, "")
	block := r.node(tree.Block, r.pos, "", r.statements('}')...)
	kids := []*tree.Node{}
	for _, p := range params {
		if p.Kind == tree.Name {
			kids = append(kids, &tree.Node{Kind: tree.Param, Start: p.Start, End: p.End, Text: p.Text, Kids: []*tree.Node{nil}})
		}
	}
	block.End = r.base + uint32(r.pos)
	return &tree.Node{Kind: tree.Function, Start: head.Start, End: block.End, Kids: append(kids, block)}
}

// casts are the types that PHP writes in brackets before a value.
const casts = " string int integer bool boolean float array object "

// grouped reads what stands in brackets: an expression, the parameters of an arrow.
func (r *reader) grouped(start int) *tree.Node {
	inside := r.arguments(')')
	if r.host == "php" && len(inside) == 1 && inside[0].Kind == tree.Name && strings.Contains(casts, " "+inside[0].Text+" ") {
		if cast := r.unary(); cast != nil {
			return cast
		}
	}
	whole := r.node(tree.Other, start, "", inside...)
	if out := r.arrow(whole, inside); out != whole {
		return out
	}
	if len(inside) == 1 && inside[0].Kind != tree.Pair {
		return inside[0]
	}
	return whole
}

// listed reads a list; one with keys (PHP) is an Object.
func (r *reader) listed(start int) *tree.Node {
	kids := r.arguments(']')
	for _, k := range kids {
		if k.Kind == tree.Pair {
			return r.node(tree.Object, start, "", kids...)
		}
	}
	return r.node(tree.List, start, "", kids...)
}

// arguments reads up to the closing sign, past it, whatever stands between.
func (r *reader) arguments(closing byte) []*tree.Node {
	plain := r.plain
	r.plain = false
	defer func() { r.plain = plain }()
	var out []*tree.Node
	for r.pos < len(r.s) {
		r.blanks()
		c := r.peek(0)
		if r.pos >= len(r.s) {
			break
		}
		if c == closing {
			r.pos++
			return out
		}
		if c == ',' {
			r.pos++
			continue
		}
		at := r.pos
		if k := r.argument(); k != nil {
			if closing == '}' && k.Kind == tree.Name { // { name } stands for { name: name }
				k = &tree.Node{Kind: tree.Pair, Start: k.Start, End: k.End, Text: k.Text, Kids: []*tree.Node{k}}
			}
			out = append(out, k)
		}
		if r.pos == at {
			r.skip()
		}
	}
	return out
}

// skip passes a word or a sign that means nothing here.
func (r *reader) skip() {
	inside := inName(r.peek(0))
	for r.pos++; inside && inName(r.peek(0)); {
		r.pos++
	}
}

// argument reads an expression, or key: value, key=value, key => value as a Pair.
func (r *reader) argument() *tree.Node {
	r.blanks()
	start := r.pos
	if key, ok := r.key(); ok {
		return r.node(tree.Pair, start, key, r.orOther(r.expression()))
	}
	key := r.expression()
	if key == nil || !r.take("=>") {
		return key
	}
	value := r.orOther(r.expression())
	if key.Kind == tree.String && len(key.Kids) == 0 {
		return r.node(tree.Pair, start, key.Text, value)
	}
	return r.node(tree.Pair, start, "", value, key)
}

// key passes name:, "name": and name= and gives the name.
func (r *reader) key() (string, bool) {
	at := r.pos
	var name string
	if c := r.peek(0); c == '"' || c == '\'' {
		if n := strings.IndexByte(r.s[at+1:], c); n > 0 {
			name = r.s[at+1 : at+1+n]
			r.pos += n + 2
		}
	} else if inName(c) {
		for inName(r.peek(0)) || r.peek(0) == '-' && inName(r.peek(1)) {
			r.pos++
		}
		name = r.s[at:r.pos]
	}
	if name != "" {
		end := r.pos
		r.blanks()
		c, after := r.peek(0), r.peek(1)
		symbol := r.host == "ruby" && r.pos > end && inName(after) // check_box_tag :newsletter
		if c == ':' && after != ':' && !symbol || c == '=' && after != '=' && after != '>' && after != '~' && r.host != "php" && r.host != "js" {
			r.pos++
			return name, true
		}
	}
	r.pos = at
	return "", false
}

// text reads a text in quotes, with what is put into it by #{ } or ${ }.
func (r *reader) text() *tree.Node {
	start, quote := r.pos, r.peek(0)
	r.pos++
	from := r.pos
	var kids []*tree.Node
	part := func() {
		if r.pos > from {
			kids = append(kids, r.node(tree.String, from, build.Unescape(r.s[from:r.pos], build.Drop)))
		}
	}
	for r.pos < len(r.s) && r.s[r.pos] != quote {
		c, after := r.peek(0), r.peek(1)
		switch {
		case c == '\\':
			r.pos = min(r.pos+2, len(r.s))
		case after == '{' && (c == '#' && quote == '"' && r.host == "ruby" || c == '$' && quote == '`'):
			part()
			r.pos += 2
			kids = append(kids, r.arguments('}')...)
			from = r.pos
		default:
			r.pos++
		}
	}
	end := r.pos
	if len(kids) == 0 {
		r.pos = min(r.pos+1, len(r.s))
		return r.node(tree.String, start, build.Unescape(r.s[from:end], build.Drop))
	}
	part()
	r.pos = min(r.pos+1, len(r.s))
	return r.node(tree.String, start, "", kids...)
}
