package sqltext

import "strings"

// quote reads a text in single quotes that has a prefix of so many bytes (E'…').
func (l *lexer) quote(prefix int) {
	mark := "'"
	if l.doubled {
		mark = "''"
		if !strings.HasPrefix(l.src[l.at+prefix:l.end], mark) {
			l.emit(sign, l.at+prefix+1)
			return
		}
	}
	head := strings.ToLower(l.src[l.at : l.at+prefix])
	body := l.at + prefix + len(mark)
	if (head == "q" || head == "nq") && l.misses < mostMisses {
		if end := oracleEnd(l.src[body:l.end]); end > 0 {
			l.emit(text, body+end)
			return
		}
		l.misses++
	}
	l.emit(text, l.quoteEnd(body, mark, l.backslash || head == "e"))
}

// quoteEnd gives the place behind the text that begins at i.
func (l *lexer) quoteEnd(i int, mark string, backslash bool) int {
	for i < l.end {
		switch {
		case backslash && l.src[i] == '\\':
			i += 2
		case strings.HasPrefix(l.src[i:l.end], mark):
			i += len(mark)
			if !strings.HasPrefix(l.src[i:l.end], mark) {
				return i
			}
			i += len(mark)
		default:
			i++
		}
	}
	return l.end
}

// oracleEnd gives the length of what follows q' to the end of the text, 0 for none.
func oracleEnd(s string) int {
	if s == "" {
		return 0
	}
	end := s[:1]
	if i := strings.IndexByte("[{(<", s[0]); i >= 0 {
		end = "]})>"[i : i+1]
	}
	if n := strings.Index(s[1:], end+"'"); n >= 0 {
		return n + 3
	}
	return 0
}

// quotedName reads a name in quotes or backquotes.
func (l *lexer) quotedName(mark byte) {
	i := l.at + 1
	for i < l.end {
		if l.backslash && mark == '"' && l.src[i] == '\\' {
			i += 2
			continue
		}
		if l.src[i] == mark {
			i++
			if i >= l.end || l.src[i] != mark {
				break
			}
		}
		i++
	}
	l.emit(quoted, i)
}

// longestBracket bounds the length of a name in brackets.
const longestBracket = 130

// bracket reads a name of T-SQL in brackets, else the sign alone.
func (l *lexer) bracket() {
	s := l.src[l.at:min(l.end, l.at+longestBracket)]
	n := strings.IndexAny(s, "]\n,'")
	if n < 2 || s[n] != ']' || !isLetter(s[1]) && s[1] != '#' && s[1] != 0 || l.afterName() {
		l.emit(sign, l.at+1)
		return
	}
	l.emit(quoted, l.at+n+1)
}

// dollar reads $1, $name, ${name} or a text between $tag$ marks.
func (l *lexer) dollar() {
	i := 1
	for isLetter(l.peek(i)) || isDigit(l.peek(i)) {
		i++
	}
	if l.peek(i) == '$' && !isDigit(l.peek(1)) && l.misses < mostMisses {
		tag := l.src[l.at : l.at+i+1]
		if n := strings.Index(l.src[l.at+i+1:l.end], tag); n >= 0 {
			l.emit(dollar, l.at+n+2*len(tag))
			return
		}
		l.misses++
	}
	switch {
	case l.peek(1) == '{' && l.braceEnd(l.at+1) > 0:
		l.emit(param, l.braceEnd(l.at+1))
	case i > 1:
		l.emit(param, l.at+i)
	default:
		l.emit(sign, l.at+1)
	}
}

// longestBrace bounds the length of a placeholder in braces.
const longestBrace = 120

// braceEnd gives the place behind a placeholder {…} or {{…}} that begins at i, 0 for none.
func (l *lexer) braceEnd(i int) int {
	s := l.src[i:min(l.end, i+longestBrace)]
	closing := "}"
	if strings.HasPrefix(s, "{{") {
		closing = "}}"
	} else if strings.HasPrefix(s, "{%") {
		closing = "%}"
	}
	n := strings.Index(s, closing)
	if n < 0 || strings.IndexByte(s[:n], ';') >= 0 {
		return 0
	}
	return i + n + len(closing)
}

// signs are the operators of more than one byte, the longer ones first.
var signs = [...]string{"<=>", "->>", "#>>", "::", ":=", "<>", "!=", "<=", ">=", "||", "->", "#>", "=>", "==", "@>", "<@", "&&", "!~", "~*", "<<", ">>"}

// signOrParam reads a placeholder, else an operator.
func (l *lexer) signOrParam(c byte) {
	if end := l.paramEnd(c); end > 0 {
		l.emit(param, end)
		return
	}
	if c == ':' && l.oldOrNew() {
		l.at++
		l.word()
		return
	}
	if c == '#' && isLetter(l.peek(1)) {
		l.hashName()
		return
	}
	if c == '/' && l.line && l.peek(1) != '*' && blankLine(l.rest()[1:]) {
		l.emit(finish, l.at+1)
		return
	}
	for _, s := range signs {
		if l.has(s) {
			l.emit(sign, l.at+len(s))
			return
		}
	}
	l.emit(sign, l.at+1)
}

// oldOrNew says whether the row of an Oracle trigger is named (:NEW.x).
func (l *lexer) oldOrNew() bool {
	s := strings.ToLower(l.src[l.at:min(l.end, l.at+5)])
	return s == ":new." || s == ":old."
}

// hashName reads the name of a temporary table of T-SQL.
func (l *lexer) hashName() {
	start := l.at
	l.at++
	l.word()
	if n := len(l.toks) - 1; n >= 0 && l.toks[n].kind == word {
		l.toks[n].start = start
		l.toks[n].low = "#" + l.toks[n].low
	}
}

// paramEnd gives the place behind the placeholder that stands here, 0 for none.
func (l *lexer) paramEnd(c byte) int {
	i := l.at + 1
	switch {
	case c == '?':
		for i < l.end && isDigit(l.src[i]) {
			i++
		}
		return i
	case c == ':' && (isLetter(l.peek(1)) || isDigit(l.peek(1))) && !l.oldOrNew() && !l.slice(),
		c == '@' && (isLetter(l.peek(1)) || l.peek(1) == '@'):
		for i < l.end && (isLetter(l.src[i]) || isDigit(l.src[i]) || l.src[i] == '@') {
			i++
		}
		return i
	case c == '%' && l.peek(1) == '(':
		n := strings.IndexByte(l.src[i:min(l.end, i+longestBrace)], ')')
		if n > 0 && i+n+1 < l.end && (l.src[i+n+1] == 's' || l.src[i+n+1] == 'd') {
			return i + n + 2
		}
	case c == '%' && strings.IndexByte("sdvqLI", l.peek(1)) >= 0 && !isLetter(l.peek(2)) && !isDigit(l.peek(2)):
		return i + 1
	case c == '{' && l.src[l.at:l.end] != "{":
		return l.braceEnd(l.at)
	case c == '#' && l.peek(1) == '{':
		return l.braceEnd(i)
	}
	return 0
}

// slice says whether the colon stands inside a subscript (tags[1:3]).
func (l *lexer) slice() bool {
	n := len(l.toks)
	return n > 1 && l.toks[n-1].kind == number && l.toks[n-2].is("[")
}
