package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of one sentence; what is longer is cut.
const (
	maxWords = 250
	maxBytes = 4000
)

// Splitter parts text into sentences. The zero value knows no abbreviations.
type Splitter struct {
	// Abbreviations are the words, in small letters and without the stop at
	// their end, after which a stop ends no sentence.
	Abbreviations map[string]bool
	// Semicolons says that a semicolon parts sentences too, as where an
	// enumeration stands in running text.
	Semicolons bool
}

// Each calls f with the bounds of each sentence of s, in order. What it leaves out
// between them is a blank at most.
func (p *Splitter) Each(s string, f func(start, end int)) {
	start, words := 0, 0
	for i := 0; i < len(s); i++ {
		if i-start > maxBytes && utf8.RuneStart(s[i]) {
			f(start, i)
			start, words = i, 0
		}
		switch s[i] {
		case ' ':
			if words++; words >= maxWords {
				f(start, i)
				start, words = i+1, 0
			}
		case '.', '!', '?', ';':
			if end := i + 1; p.ends(s, start, i) {
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
func (p *Splitter) ends(s string, start, i int) bool {
	if i+2 >= len(s) || s[i+1] != ' ' {
		return false
	}
	if s[i] == ';' {
		return p.Semicolons
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
	word = strings.TrimLeftFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) // (art. 6
	if len(word) == 1 || len(word) == 3 && word[1] == '.' {
		return false // an initial, z.B.
	}
	word = strings.ToLower(word)
	return !p.Abbreviations[word] && !p.Abbreviations[unelided(word)]
}

// unelided gives a word without the article or preposition elided before it:
// dell'art, d’art.
func unelided(word string) string {
	if at := strings.LastIndexAny(word, "'’"); at >= 0 {
		_, size := utf8.DecodeRuneInString(word[at:])
		return word[at+size:]
	}
	return word
}
