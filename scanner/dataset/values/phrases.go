package values

import "strings"

// phrases is a set of phrases of at most longest folded words, each with a
// meaning.
type phrases struct {
	meaning map[string]uint8
	longest int
}

func newPhrases() phrases { return phrases{meaning: make(map[string]uint8)} }

// add notes a phrase, folded here. The first meaning given to a phrase stays.
func (p *phrases) add(phrase string, meaning uint8) { p.addFolded(Fold(phrase), meaning) }

// addFolded notes a phrase that is folded.
func (p *phrases) addFolded(key string, meaning uint8) {
	if key == "" {
		return
	}
	if _, ok := p.meaning[key]; !ok {
		p.meaning[key] = meaning
	}
	p.longest = max(p.longest, strings.Count(key, " ")+1)
}

// at gives the meaning of the longest phrase that text (folded) starts with and
// its length, 0 when there is none. Phrases end where words end.
func (p *phrases) at(text []byte) (meaning uint8, length int) {
	words := 0
	for i := 0; i <= len(text) && words < p.longest; i++ {
		if i < len(text) && text[i] != ' ' {
			continue
		}
		words++
		if m, ok := p.meaning[string(text[:i])]; ok {
			meaning, length = m, i
		}
	}
	return meaning, length
}

// each calls found for the phrases in text (folded) from left to right, the
// longest at every place and none within another. Words in no phrase are given
// with the meaning 0. It stops when found returns false.
func (p *phrases) each(text []byte, found func(meaning uint8, words []byte) bool) {
	for len(text) > 0 {
		m, n := p.at(text)
		if n == 0 {
			for n < len(text) && text[n] != ' ' {
				n++
			}
		}
		if !found(m, text[:n]) || n == len(text) {
			return
		}
		text = text[n+1:]
	}
}
