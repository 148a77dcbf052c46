package sqltext

import (
	"bytes"
	"strings"
)

// lexer cuts a stretch of a text into tokens.
type lexer struct {
	src  string
	at   int
	end  int
	toks []token
	// line is true until the first token of a line is read.
	line bool
	// backslash says that \ escapes inside quotes (MySQL).
	backslash bool
	// doubled says that the stretch is the inside of a text in quotes, where each quote
	// is written twice.
	doubled bool
	// delimiter is what ends statements besides the semicolon, empty for nothing.
	delimiter string
	// first is the index of the first token of the statement being read.
	first int
	// flat, noDot and misses keep what was looked for in vain, so that no text makes the
	// lexer look to its end again and again.
	flat, noDot bool
	misses      int
}

// mostMisses bounds how often the end of a $tag$ is looked for in vain.
const mostMisses = 16

// newLexer prepares to read src[from:to].
func newLexer(src string, from, to int, doubled bool) *lexer {
	return &lexer{src: src, at: from, end: to, line: true, doubled: doubled}
}

// isMySQL guesses whether a text is meant for MySQL.
func isMySQL(src []byte) bool {
	return bytes.IndexByte(src, '`') >= 0 || bytes.Contains(src, []byte("ENGINE=")) ||
		bytes.Contains(src, []byte("AUTO_INCREMENT")) || bytes.Contains(src, []byte("DELIMITER")) ||
		bytes.Contains(src, []byte("DUPLICATE KEY"))
}

// run reads all tokens and pairs them.
func (l *lexer) run() []token {
	for l.at < l.end {
		if !l.skipBlank() {
			l.next()
		}
	}
	pair(l.toks)
	return l.toks
}

func (l *lexer) rest() string { return l.src[l.at:l.end] }

func (l *lexer) has(prefix string) bool { return strings.HasPrefix(l.rest(), prefix) }

// peek gives the byte that stands n bytes on, 0x20 behind the end.
func (l *lexer) peek(n int) byte {
	if l.at+n < l.end {
		return l.src[l.at+n]
	}
	return ' '
}

// emit adds the token from the present place to end and goes there.
func (l *lexer) emit(k kind, end int) {
	end = min(end, l.end)
	t := token{kind: k, start: l.at, end: end, line: l.line}
	if k == word {
		t.low = strings.ToLower(visible(l.src[l.at:end]))
	} else if k == sign {
		t.low = l.src[l.at:end]
	}
	l.toks = append(l.toks, t)
	l.line = false
	l.at = end
	if k == finish || t.low == ";" {
		l.first = len(l.toks)
	}
}

// skipBlank steps over white space, comments and lines that are for a client program.
func (l *lexer) skipBlank() bool {
	switch c := l.peek(0); {
	case c == '\n':
		l.at++
		l.line = true
	case c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v':
		l.at++
	case c == '-' && l.peek(1) == '-':
		l.skipLine()
	case c == '#' && (l.line && !isLetter(l.peek(1)) || isBlank(l.peek(1)) || l.backslash) && l.peek(1) != '{':
		l.skipLine()
	case c == '/' && l.peek(1) == '*':
		l.skipComment()
	case c == '*' && l.peek(1) == '/': // the end of /*! ... */
		l.at += 2
	case c == '\\' && l.line && l.at < l.end:
		l.skipLine()
	default:
		return false
	}
	return true
}

func (l *lexer) skipLine() {
	if n := strings.IndexByte(l.rest(), '\n'); n >= 0 {
		l.at += n
		return
	}
	l.at = l.end
}

// skipComment steps over a comment, which may hold others, and into one for MySQL alone.
func (l *lexer) skipComment() {
	if l.peek(2) == '!' {
		l.at += 3
		for isDigit(l.peek(0)) {
			l.at++
		}
		return
	}
	if !l.flat {
		if n := nested(l.rest()); n > 0 {
			l.at += n
			return
		}
		l.flat = true
	}
	if n := strings.Index(l.rest()[2:], "*/"); n >= 0 {
		l.at += n + 4
		return
	}
	l.at = l.end
}

// nested gives the length of a comment that may hold comments, 0 when it has no end.
func nested(s string) int {
	depth := 0
	for i := 0; i+1 < len(s); i++ {
		switch {
		case s[i] == '/' && s[i+1] == '*':
			depth++
			i++
		case s[i] == '*' && s[i+1] == '/':
			depth--
			i++
			if depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// next reads one token.
func (l *lexer) next() {
	if l.delimiter != "" && l.has(l.delimiter) {
		l.emit(finish, l.at+len(l.delimiter))
		return
	}
	switch c := l.peek(0); {
	case c == '\'':
		l.quote(0)
	case c == '"' || c == '`':
		l.quotedName(c)
	case c == '[':
		l.bracket()
	case c == '$':
		l.dollar()
	case isDigit(c) || c == '.' && isDigit(l.peek(1)) && !l.afterName():
		l.number()
	case c == 0 || isLetter(c):
		l.word()
	case c == ';':
		l.semicolon()
	default:
		l.signOrParam(c)
	}
}

// afterName says whether a name stands right before the present place.
func (l *lexer) afterName() bool {
	if len(l.toks) == 0 {
		return false
	}
	t := l.toks[len(l.toks)-1]
	return t.end == l.at && (t.kind == word || t.kind == quoted || t.is(")", "]"))
}

func (l *lexer) number() {
	end := l.at
	for end < l.end && (isDigit(l.src[end]) || isLetter(l.src[end]) || l.src[end] == '.' ||
		(l.src[end] == '-' || l.src[end] == '+') && (l.src[end-1] == 'e' || l.src[end-1] == 'E') && end+1 < l.end && isDigit(l.src[end+1])) {
		end++
	}
	l.emit(number, end)
}

// word reads a name, a keyword, a placeholder of zero bytes, or the prefix of a text.
func (l *lexer) word() {
	end, zero := l.at, true
	for end < l.end && (isLetter(l.src[end]) || isDigit(l.src[end]) || l.src[end] == 0 || l.src[end] == '$' || l.src[end] == '#') {
		if l.src[end] == '$' && l.delimiter == "$$" && strings.HasPrefix(l.src[end:l.end], "$$") {
			break
		}
		zero = zero && l.src[end] == 0
		end++
	}
	s := l.src[l.at:end]
	switch {
	case zero:
		l.emit(param, end)
	case end < l.end && l.src[end] == '\'' && isTextPrefix(s):
		l.quote(len(s))
	case l.line && strings.EqualFold(s, "delimiter"):
		l.setDelimiter(end)
	case l.line && strings.EqualFold(s, "go") && blankLine(l.src[end:l.end]):
		l.emit(finish, end)
	default:
		l.emit(word, end)
	}
}

// setDelimiter reads the line of the MySQL client that says what ends a statement.
func (l *lexer) setDelimiter(at int) {
	l.at = at
	line := l.rest()
	if n := strings.IndexByte(line, '\n'); n >= 0 {
		line = line[:n]
	}
	l.at += len(line)
	if f := strings.Fields(line); len(f) > 0 {
		l.delimiter = f[0]
	}
	if l.delimiter == ";" {
		l.delimiter = ""
	}
	l.toks = append(l.toks, token{kind: finish, start: l.at, end: l.at})
	l.first = len(l.toks)
}

// semicolon ends a statement; the data behind COPY … FROM STDIN is stepped over.
func (l *lexer) semicolon() {
	data := l.first < len(l.toks) && l.toks[l.first].is("copy") && l.copies()
	l.emit(sign, l.at+1)
	if !data || l.noDot {
		return
	}
	n := strings.Index(l.rest(), "\n\\.")
	if n < 0 {
		l.noDot = true
		return
	}
	l.at += n
}

// copies says whether the COPY being read takes its data from the lines below.
func (l *lexer) copies() bool {
	for _, t := range l.toks[l.first:min(len(l.toks), l.first+2000)] {
		if t.is("stdin") {
			return true
		}
	}
	return false
}

func blankLine(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\n':
			return true
		case c != ' ' && c != '\t' && c != '\r' && !isDigit(c):
			return false
		}
	}
	return true
}

func isTextPrefix(s string) bool {
	switch strings.ToLower(s) {
	case "e", "n", "b", "x", "q", "nq":
		return true
	}
	return false
}

// visible gives a name without what is interpolated in it.
func visible(s string) string {
	if strings.IndexByte(s, 0) < 0 {
		return s
	}
	return strings.ReplaceAll(s, "\x00", "")
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
