package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const bullets = "•·▪▫◦‣⁃●○■□◆◇►▶➢➤✓✔✗–—−*+-\uf0b7\uf0a7\uf0d8\uf076\uf02d\u2219"

// bullet cuts a leading bullet and the blanks after it. A dash or an asterisk
// counts only with a blank behind it.
func bullet(s string) (rest string, ok bool) {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || !strings.ContainsRune(bullets, r) {
		return s, false
	}
	rest = strings.TrimLeftFunc(s[n:], unicode.IsSpace)
	blank := len(rest) < len(s)-n
	if !blank && strings.ContainsRune("–—−*+-·", r) || rest == "" {
		return s, false
	}
	return rest, true
}

// enumeration is the number or letter a line starts with: "3.", "3.1", "b)",
// "(iv)". Path holds the numbers of a decimal one.
type enumeration struct {
	label string // digits, a letter or roman digits, without dots at the end
	paren bool   // closed by a bracket
	depth int    // parts of a decimal number; 1 otherwise
	num   int    // last number; of a letter its place in the alphabet; 0 for roman ones
	alpha bool
}

// enumerated cuts a leading enumeration and the blanks after it.
func enumerated(s string) (e enumeration, rest string, ok bool) {
	body := strings.TrimPrefix(s, "(")
	open := len(body) < len(s)
	end := strings.IndexFunc(body, func(r rune) bool { return !enumRune(r) })
	if end <= 0 || end > 11 {
		return e, s, false
	}
	label := body[:end]
	tail := body[end:]
	switch {
	case strings.HasPrefix(tail, ")"):
		e.paren, tail = true, tail[1:]
	case open:
		return e, s, false
	case strings.HasSuffix(label, "."):
	case strings.Count(label, ".") > 0:
	default:
		return e, s, false
	}
	rest = strings.TrimLeftFunc(tail, unicode.IsSpace)
	if rest == "" || len(rest) == len(tail) {
		return e, s, false
	}
	e.label = strings.TrimRight(label, ".")
	return e, rest, e.read()
}

func enumRune(r rune) bool {
	return r >= '0' && r <= '9' || r == '.' || r < 0x80 && unicode.IsLetter(r)
}

// read fills the numbers of the label and tells whether it is one at all.
func (e *enumeration) read() bool {
	parts := strings.Split(e.label, ".")
	e.depth = len(parts)
	for _, p := range parts {
		if p == "" {
			return false
		}
		if n, ok := digits(p); ok {
			e.num = n
			continue
		}
		if len(parts) > 1 {
			return false
		}
		return e.readLetters(p)
	}
	return true
}

func digits(p string) (n int, ok bool) {
	if len(p) > 2 {
		return 0, false
	}
	for i := range len(p) {
		if p[i] < '0' || p[i] > '9' {
			return 0, false
		}
		n = 10*n + int(p[i]-'0')
	}
	return n, true
}

func (e *enumeration) readLetters(p string) bool {
	if len(p) == 1 {
		e.alpha = true
		e.num = int(p[0]|0x20-'a') + 1
		return true
	}
	return len(p) <= 5 && strings.Trim(strings.ToLower(p), "ivx") == ""
}

// unmark cuts what marks a list item in text that carries its markers: a
// bullet, "a)", "(iv)", "2.". A decimal number of more parts is a section's.
func unmark(s string) string {
	if rest, ok := bullet(s); ok {
		return rest
	}
	e, rest, ok := enumerated(s)
	if !ok || e.depth > 1 || !e.paren && (e.alpha || e.num == 0) {
		return s
	}
	return rest
}
