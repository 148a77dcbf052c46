package language

import (
	"strings"
	"unicode"

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
	words   []string
	letters [scripts]int
	main    script
	capital int // words that start with a capital and are not all capitals
	named   int // words that are names of languages
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
	var found [scripts][]string
	var capitals [scripts]int
	for field := range strings.FieldsSeq(text) {
		if address(field) {
			continue
		}
		for word := range strings.FieldsFuncSeq(field, parts) {
			sc, letters, capital := shape(word)
			s.letters[sc] += letters
			word = strings.ToLower(word)
			if t.names[word] {
				s.named++
			}
			found[sc] = append(found[sc], word)
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

// parts tells the runes between words. Apostrophes part words too: the small
// words of many languages end in one.
func parts(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && r != '\u00ad'
}

// address tells whether a field is part of an address, a number or a name of a
// file rather than words.
func address(field string) bool {
	if strings.ContainsAny(field, "@0123456789_") || strings.Contains(field, "://") {
		return true
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
