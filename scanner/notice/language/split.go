package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// script names the writing systems that are told apart.
type script uint8

const (
	latin script = iota
	greek
	cyrillic
	other
	scripts
)

// sample is a text made ready for judging: its words in lower case, without
// addresses and numbers.
type sample struct {
	words   []word
	letters [scripts]int
	main    script
	capital int // words that start with a capital and are not all capitals
	named   int // words that are names of languages
}

// word is a word in lower case with the languages whose small word it is.
type word struct {
	text  string
	langs set
}

// all is the number of letters in every script.
func (s *sample) all() int {
	n := 0
	for _, c := range s.letters {
		n += c
	}
	return n
}

// take splits text into a sample. Only the words of the script that holds most
// letters are kept. Addresses, file names and whatever holds digits say nothing
// of the language and are left out.
func (t *table) take(text string) *sample {
	if !norm.NFC.IsNormalString(text) {
		text = norm.NFC.String(text)
	}
	s := &sample{}
	var found [scripts][]word
	var capitals [scripts]int
	for field := range strings.FieldsSeq(text) {
		if address(field) {
			continue
		}
		for w := range strings.FieldsFuncSeq(field, parts) {
			sc, letters, capital := shape(w)
			s.letters[sc] += letters
			w = strings.ToLower(w)
			known := t.words[w]
			if known.name {
				s.named++
			}
			if found[sc] == nil {
				found[sc] = make([]word, 0, len(text)/wordBytes)
			}
			found[sc] = append(found[sc], word{w, known.langs})
			if capital {
				capitals[sc]++
			}
		}
	}
	for sc := range scripts {
		if s.letters[sc] > s.letters[s.main] {
			s.main = sc
		}
	}
	s.words, s.capital = found[s.main], capitals[s.main]
	return s
}

// wordBytes is about how many bytes a word takes in a text.
const wordBytes = 6

// parts tells the runes between words. Apostrophes part words too: the small
// words of many languages end in one.
func parts(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 < 'a' || r|0x20 > 'z'
	}
	return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && r != '\u00ad'
}

// address tells whether a field is part of an address, a number or a name of a
// file rather than words.
func address(field string) bool {
	dotted := false
	for i := range len(field) {
		switch c := field[i]; {
		case '0' <= c && c <= '9', c == '@', c == '_', c == ':' && strings.HasPrefix(field[i:], "://"):
			return true
		case c == '.':
			dotted = true
		}
	}
	if !dotted {
		return false
	}
	inner := strings.Trim(field, ".,;:!?()[]\"'«»„“”’")
	dot := strings.LastIndexByte(inner, '.')
	return dot > 0 && dot < len(inner)-1 && strings.IndexFunc(inner, notASCII) < 0
}

func notASCII(r rune) bool { return r >= 0x80 }

// shape gives a word's script (other when it mixes two), the number of its
// letters, and whether only its first letter is a capital.
func shape(word string) (sc script, letters int, capital bool) {
	sc = scripts
	upper := 0
	first := false
	for _, r := range word {
		if unicode.IsUpper(r) {
			upper++
			first = first || letters == 0
		}
		letters++
		of := scriptOf(r)
		if sc == scripts {
			sc = of
		} else if sc != of {
			sc = other
		}
	}
	return sc, letters, first && (upper < letters || letters == 1)
}

// scriptOf gives the script of a letter.
func scriptOf(r rune) script {
	switch {
	case r < 0x250 || r >= 0x1E00 && r < 0x1F00:
		return latin
	case r < 0x300:
		return other
	case r < 0x370:
		return latin
	case r < 0x400 || r >= 0x1F00 && r < 0x2000:
		return greek
	case r < 0x530:
		return cyrillic
	}
	return other
}
