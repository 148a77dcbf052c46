package lexicon

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// longestName bounds what is read of one name, in bytes.
const longestName = 400

// segments splits a name at its dots and other marks of membership, and each part
// into words in small letters: at _ and -, at digits, and where capitals begin a word.
func segments(name string) [][]string {
	if len(name) > longestName {
		name = strings.ToValidUTF8(name[:longestName], "")
	}
	var out [][]string
	var words []string
	var word []rune
	endWord := func() {
		if len(word) > 0 {
			words, word = append(words, string(word)), word[:0]
		}
	}
	endSegment := func() {
		endWord()
		if len(words) > 0 {
			out, words = append(out, words), nil
		}
	}
	runes := []rune(norm.NFC.String(name))
	for i, r := range runes {
		switch {
		case unicode.IsLetter(r):
			if unicode.IsUpper(r) && beginsWord(runes, i) {
				endWord()
			}
			word = append(word, unicode.ToLower(r))
		case separatesMembers(runes, i):
			endSegment()
		default:
			endWord()
		}
	}
	endSegment()
	return out
}

// beginsWord tells whether the capital at i begins a word: after a small letter
// (userID), or before one among capitals (HTMLPage). The plural s after capitals
// (userIDs) belongs to them.
func beginsWord(runes []rune, i int) bool {
	if i == 0 {
		return false
	}
	if unicode.IsLower(runes[i-1]) {
		return true
	}
	if i+1 >= len(runes) || !unicode.IsLower(runes[i+1]) {
		return false
	}
	plural := runes[i+1] == 's' && (i+2 == len(runes) || !unicode.IsLower(runes[i+2]))
	return !plural
}

func separatesMembers(runes []rune, i int) bool {
	switch runes[i] {
	case '.', '/', '\\', '#', '[', ']':
		return true
	case ':':
		return true
	case '>':
		return i > 0 && runes[i-1] == '-'
	}
	return false
}

// fold takes the accents off and writes ß and ligatures out.
func fold(s string) string {
	if ascii(s) {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'ß':
			b.WriteString("ss")
		case r == 'œ':
			b.WriteString("oe")
		case r == 'æ':
			b.WriteString("ae")
		case r == 'ø':
			b.WriteByte('o')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
