package observe

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// split calls f with the bounds of each sentence of a block.
func split(s string, abbreviations []mark, f func(start, end int)) {
	start, words := 0, 0
	for i := 0; i < len(s); i++ {
		if i-start > maxSentence && utf8.RuneStart(s[i]) {
			f(start, i)
			start, words = i, 0
		}
		switch s[i] {
		case ' ':
			if words++; words >= maxWords {
				f(start, i)
				start, words = i+1, 0
			}
		case '.', '!', '?':
			if end := i + 1; ends(s, start, i, abbreviations) {
				f(start, end)
				start, words = end, 0
			}
		}
	}
	if strings.TrimSpace(s[start:]) != "" {
		f(start, len(s))
	}
}

// ends says whether the stop at i ends a sentence.
func ends(s string, start, i int, abbreviations []mark) bool {
	if i+2 >= len(s) || s[i+1] != ' ' {
		return false
	}
	next, _ := utf8.DecodeRuneInString(s[i+2:])
	if unicode.IsLower(next) {
		return false
	}
	if s[i] != '.' {
		return true
	}
	if i > 0 && '0' <= s[i-1] && s[i-1] <= '9' && !(i > 3 && '0' <= s[i-3] && s[i-3] <= '9') {
		return false // an ordinal: 1. Grades
	}
	word := s[start+strings.LastIndexByte(s[start:i], ' ')+1 : i]
	if len(word) == 1 || len(word) == 3 && word[1] == '.' {
		return false // an initial, z.B.
	}
	for _, m := range abbreviations {
		if strings.EqualFold(word, m.text) {
			return false
		}
	}
	return true
}

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
