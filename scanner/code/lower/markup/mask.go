package markup

import (
	"bytes"
	"strings"
)

// tag is a tag of a template language: where it stands and what it says.
type tag struct {
	start, end uint32
	form       form
	code       string // what stands between its signs
	at         uint32 // where that begins
	name       string // of a directive of Blade; its code are the arguments
	said       *meaning
	used       bool // its nodes stand in the tree already
}

// state is where in a page a scan is.
type state uint8

const (
	inText state = iota
	inTag
	inQuotes
	inScript
	inStyle
)

// masker looks for tags, keeping track of where in the page it is.
type masker struct {
	src, out []byte
	d        *dialect
	tags     []tag
	state    state
	quote    byte
	element  string
	absent   map[string]bool // closing signs that do not come any more
	open     int             // how many braces were left open
}

// mask gives the page with the tags blanked, and the tags in order.
func mask(src []byte, d *dialect) ([]byte, []tag) {
	m := &masker{src: src, d: d, absent: map[string]bool{}}
	for i := 0; i < len(src); {
		if n := m.tagAt(i); n > 0 {
			i += n
			continue
		}
		i = m.step(i)
	}
	if m.out == nil {
		return src, nil
	}
	return m.out, m.tags
}

// step goes on by what stands at i, which is no tag.
func (m *masker) step(i int) int {
	c := m.src[i]
	switch m.state {
	case inText:
		if c != '<' {
			return i + 1
		}
		return m.less(i)
	case inTag:
		switch c {
		case '>':
			m.state = inText
			switch m.element {
			case "script":
				m.state = inScript
			case "style":
				m.state = inStyle
			}
		case '"', '\'':
			m.state, m.quote = inQuotes, c
		}
	case inQuotes:
		if c == m.quote {
			m.state = inTag
		}
	case inScript, inStyle:
		if c == '<' && i+1 < len(m.src) && m.src[i+1] == '/' && hasFold(m.src[i+2:], m.element) {
			m.state, m.element = inTag, ""
		}
	}
	return i + 1
}

// less goes on from a < in text: into a tag of HTML, past a comment.
func (m *masker) less(i int) int {
	rest := m.src[i+1:]
	if bytes.HasPrefix(rest, []byte("!--")) {
		if at := bytes.Index(rest[3:], []byte("-->")); at >= 0 {
			return i + 1 + 3 + at + 3
		}
		return len(m.src)
	}
	closing := len(rest) > 0 && rest[0] == '/'
	if closing {
		rest = rest[1:]
	}
	n := 0
	for n < len(rest) && (letter(rest[n]) || rest[n] == '-' || rest[n] == ':' || rest[n] >= '0' && rest[n] <= '9') {
		n++
	}
	if n == 0 || !letter(rest[0]) {
		return i + 1
	}
	m.state, m.element = inTag, ""
	if name := string(rest[:n]); !closing && len(name) < 8 {
		m.element = strings.ToLower(name)
	}
	return len(m.src) - len(rest) + n
}

// tagAt looks for a tag at i, keeps and blanks it, and gives its length.
func (m *masker) tagAt(i int) int {
	c := m.src[i]
	if c != '<' && c != '{' && c != '@' && c != '$' && c != '#' {
		return 0
	}
	if m.d.sections && m.state >= inScript || m.state == inStyle {
		return 0
	}
	var found tag
	switch {
	case m.d.braces && c == '{':
		found = m.balanced(i)
	case m.d.at && c == '@':
		found = m.directive(i)
	default:
		found = m.delimited(i)
	}
	if found.end == 0 {
		return 0
	}
	m.blank(&found)
	m.tags = append(m.tags, found)
	return int(found.end) - i
}

func (m *masker) delimited(i int) tag {
	for _, d := range m.d.delimiters {
		if m.src[i] != d.open[0] || !bytes.HasPrefix(m.src[i:], []byte(d.open)) {
			continue
		}
		if m.d.name == "vue" && m.state != inText || m.absent[d.close] && d.close != "?>" {
			return tag{}
		}
		from := i + len(d.open)
		n := bytes.Index(m.src[from:], []byte(d.close))
		end := from + n + len(d.close)
		if n < 0 {
			m.absent[d.close] = true
			if d.close != "?>" {
				return tag{}
			}
			n, end = len(m.src)-from, len(m.src)
		}
		if m.state == inScript && d.open[0] == '{' && bytes.IndexByte(m.src[from:from+n], '\n') >= 0 {
			return tag{}
		}
		inner := strings.TrimRight(string(m.src[from:from+n]), "-_~ \t\r\n")
		return tag{start: uint32(i), end: uint32(end), form: d.form, code: inner, at: uint32(from)}
	}
	return tag{}
}

// longestBraces bounds the text between braces; with every one that is left open, less
// is looked through.
const longestBraces = 20_000

// balanced finds the brace that closes the one at i.
func (m *masker) balanced(i int) tag {
	depth := 0
	var quote byte
	for j := i; j < len(m.src) && j-i < longestBraces/(1+m.open); j++ {
		c := m.src[j]
		switch {
		case quote != 0:
			if c == '\\' {
				j++
			} else if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'' || c == '`':
			quote = c
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return tag{start: uint32(i), end: uint32(j + 1), form: either, code: string(m.src[i+1 : j]), at: uint32(i + 1)}
			}
		}
	}
	m.open++
	return tag{}
}

// blank overwrites a tag: with blanks where nothing may stand, with letters where
// something must (in a value, as part of a name, as an expression of a script).
func (m *masker) blank(t *tag) {
	if m.out == nil {
		m.out = bytes.Clone(m.src)
	}
	fill := byte(' ')
	switch m.state {
	case inQuotes:
		fill = 'x'
	case inScript:
		if t.form == output || t.form == either {
			fill = 'x'
		}
	case inTag:
		before, after := m.out[t.start-1], byte(' ')
		if int(t.end) < len(m.src) {
			after = m.src[t.end]
		}
		if puts := t.form == output || t.form == either; before == '=' || puts && (glued(before) || glued(after)) {
			fill = 'x'
		}
	}
	for i := t.start; i < t.end; i++ {
		if fill == 'x' || m.out[i] != '\n' {
			m.out[i] = fill
		}
	}
}

// glued says whether a sign beside a tag belongs to the same word.
func glued(c byte) bool {
	return letter(c) || c >= '0' && c <= '9' || c == '=' || c == '-' || c == '_' || c == ':'
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func hasFold(b []byte, word string) bool {
	return word != "" && len(b) >= len(word) && strings.EqualFold(string(b[:len(word)]), word)
}
