package language

import (
	"strings"
	"unicode/utf8"
)

// cut gives the pieces of a text that are judged, at most windows of them, each
// of about windowLetters runes and ending between words, and the number of runes
// of the whole text.
func cut(text string) (pieces []string, chars int) {
	chars = utf8.RuneCountInString(text)
	n := (chars + windowLetters/2) / windowLetters
	switch {
	case chars == 0:
		return nil, 0
	case n <= 1:
		return []string{text}, chars
	case n > windows:
		n = windows
	}
	size := windowLetters * len(text) / chars
	for i := range n {
		from := i * (len(text) - size) / (n - 1)
		pieces = append(pieces, between(text, from, from+size))
	}
	return pieces, chars
}

// between gives the words of text that start between two places, of which
// neither needs to stand between words or even between runes.
func between(text string, from, to int) string {
	from, to = boundary(text, from), boundary(text, to)
	return text[from:to]
}

// boundary moves a place to the end of the word that it stands in, so long as
// that is not far.
func boundary(text string, at int) int {
	if at <= 0 {
		return 0
	}
	if at >= len(text) {
		return len(text)
	}
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	if next := strings.IndexAny(text[at:min(len(text), at+64)], " \n\t"); next >= 0 {
		return at + next
	}
	return at
}
