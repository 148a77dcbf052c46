package observe

import (
	"unicode"
	"unicode/utf8"
)

// enumerated says whether a text starts as an item of a list does: (a), a),
// 1., a dash, a bullet.
func enumerated(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	if r == '•' || r == '-' || r == '–' || r == '·' || r == '*' {
		return true
	}
	if r == '(' {
		r, size = utf8.DecodeRuneInString(s[1:])
		size++
	}
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return false
	}
	for i := size; i < len(s) && i < size+3; i++ {
		if s[i] == ')' {
			return true
		}
	}
	return false
}
