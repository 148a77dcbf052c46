package sqltext

// mostDepth bounds how deep statements are read inside statements.
const mostDepth = 12

// parser reads the statements of a list of tokens.
type parser struct {
	src  string
	toks []token
	// mysql says that "…" is a text and \ escapes.
	mysql bool
	// doubled says that the tokens are the inside of a text in quotes.
	doubled bool
	// routine says that the tokens stand in a function, where INTO sets a variable.
	routine bool
	depth   int
}

// parse reads a whole text.
func parse(src []byte) []Statement {
	mysql := isMySQL(src)
	l := newLexer(string(src), 0, len(src), false)
	l.backslash = mysql
	p := &parser{src: l.src, toks: l.run(), mysql: mysql}
	out := p.statements(0, len(p.toks))
	link(out)
	return out
}

// inside makes a parser of the inside of a text.
func (p *parser) inside(t token) *parser {
	from, to, doubled := t.start, t.end, false
	switch {
	case t.kind == dollar:
		tag := 1
		for from+tag < to && p.src[from+tag] != '$' {
			tag++
		}
		from, to = from+tag+1, to-tag-1
	default:
		for from < to && p.src[from] != '\'' {
			from++
		}
		from, to, doubled = from+1, to-1, !p.doubled
	}
	out := &parser{src: p.src, mysql: p.mysql, doubled: doubled, routine: p.routine, depth: p.depth + 1}
	if from >= to || out.depth > mostDepth {
		return out
	}
	l := newLexer(p.src, from, to, doubled)
	l.backslash = p.mysql
	out.toks = l.run()
	return out
}

// at gives a token, one that is nothing outside of the text.
func (p *parser) at(i int) token {
	if i < 0 || i >= len(p.toks) {
		return token{kind: finish, match: none, start: len(p.src), end: len(p.src)}
	}
	return p.toks[i]
}

// source gives the text of tokens.
func (p *parser) source(i, end int) string {
	if i >= end {
		return ""
	}
	return p.src[p.at(i).start:p.at(end-1).end]
}

// offset gives the place where a token begins, that of the end behind the last.
func (p *parser) offset(i int) int {
	if i >= len(p.toks) && len(p.toks) > 0 {
		return p.toks[len(p.toks)-1].end
	}
	return p.at(i).start
}

// next gives the token behind i on the same level: behind the parenthesis or CASE that i
// opens.
func (p *parser) next(i int) int {
	if m := p.at(i).match; m > i {
		return m + 1
	}
	return i + 1
}

// find gives the first token of these words on the level of i, end when there is none.
// FROM of IS DISTINCT FROM does not count.
func (p *parser) find(i, end int, words ...string) int {
	for ; i < end; i = p.next(i) {
		if p.at(i).is(words...) && !(p.at(i).is("from") && p.at(i-1).is("distinct") && p.at(i-2).is("is", "not")) {
			return i
		}
	}
	return end
}

// split cuts tokens at a sign on their own level; empty pieces are left out.
func (p *parser) split(i, end int, mark string) [][2]int {
	var out [][2]int
	for i < end {
		k := p.find(i, end, mark)
		if k > i {
			out = append(out, [2]int{i, min(k, end)})
		}
		i = k + 1
	}
	return out
}

// statements cuts tokens into statements and reads each.
func (p *parser) statements(i, end int) []Statement {
	var out []Statement
	for i < end {
		if p.at(i).kind == finish || p.at(i).is(";") {
			i++
			continue
		}
		stop := p.stop(i, end)
		out = append(out, p.statement(i, stop))
		i = stop
	}
	return out
}

// stop gives the token at which the statement that begins at i ends.
func (p *parser) stop(i, end int) int {
	if p.isRoutine(i, end) {
		return p.routineStop(i, end)
	}
	for k := i; k < end; {
		t := p.at(k)
		if t.kind == finish || t.is(";") || k > i && (t.line && p.begins(k) && !p.carriesOn(i, k) || p.leaves(k)) {
			return k
		}
		n := p.next(k)
		if n > end {
			n = k + 1
		}
		k = n
	}
	return end
}

// begins says whether a statement that changes something begins at the token, as it may
// without a semicolon before it in T-SQL and in sloppy files.
func (p *parser) begins(i int) bool {
	next := p.at(i + 1)
	switch p.at(i).low {
	case "update":
		return p.named(i+1) && p.find(i+1, i+7, "set") < i+7
	case "delete":
		return next.is("from")
	case "insert":
		return next.is("into")
	case "create":
		return next.is("table", "index", "unique", "or", "view", "trigger", "function", "procedure")
	case "alter", "drop", "truncate":
		return next.is("table") && p.at(i).kind == word
	case "copy":
		return p.named(i+1) && p.find(i+1, i+4, "from", "to", "(") < i+4
	}
	return false
}

// leaves says whether a word of the frame around statements stands at k, which ends one
// that has no semicolon.
func (p *parser) leaves(k int) bool {
	t := p.at(k)
	if !p.routine || t.kind != word || t.match >= 0 {
		return false
	}
	return t.is("end", "else") || t.line && t.is("if", "declare", "exec", "return", "begin") && !p.carriesOn(k, k)
}

// carriesOn says whether what stands before k wants more, so that no statement begins there.
func (p *parser) carriesOn(first, k int) bool {
	if p.at(first).is("with", "explain", "grant", "prepare") {
		return true
	}
	return p.at(k-1).is("then", "do", "key", "for", "before", "after", "or", ",", "as", "row", "explain",
		"analyze", "begin", "else", "of", "also", "instead", "not", "(")
}

// isRoutine says whether a trigger, function, procedure or event is created at i.
func (p *parser) isRoutine(i, end int) bool {
	if !p.at(i).is("create", "alter") {
		return false
	}
	for k := i + 1; k < min(end, i+14); k++ {
		switch t := p.at(k); {
		case t.is("trigger", "function", "procedure", "proc", "event", "package"):
			return true
		case t.is("table", "index", "view", "(", "type", "schema", "database", ";") || t.kind == finish:
			return false
		}
	}
	return false
}

// routineStop gives the token at which a routine ends: the semicolon outside of its blocks.
func (p *parser) routineStop(i, end int) int {
	var open []string
	condition, declared := false, false
	for k := i; k < end; k++ {
		t := p.at(k)
		switch {
		case t.kind == finish:
			return k
		case t.is("("):
			k = max(k, t.match)
		case t.is("declare"):
			declared = len(open) == 0
		case t.is("begin") && !p.at(k+1).is("tran", "transaction", "work"):
			open, declared = append(open, "begin"), false
		case t.is("case") && !p.at(k-1).is("end"):
			open = append(open, "case")
		case t.is("if") && !p.at(k-1).is("end") && !p.at(k+1).is("exists", "not"):
			condition = true
		case t.is("then") && condition && (len(open) == 0 || open[len(open)-1] != "case"):
			open, condition = append(open, "if"), false
		case t.is("end"):
			open = p.closeBlock(open, k)
		case t.is(";") && len(open) == 0 && !declared:
			return k
		}
	}
	return end
}

// closeBlock takes off the block that END at k closes.
func (p *parser) closeBlock(open []string, k int) []string {
	if len(open) == 0 || p.at(k+1).is("loop", "while", "repeat", "for", "try") || p.at(k+1).is("catch") {
		return open
	}
	last := open[len(open)-1]
	if p.at(k+1).is("if") != (last == "if") {
		return open
	}
	return open[:len(open)-1]
}
