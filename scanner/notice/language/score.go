package language

import (
	"math/bits"
	"slices"
	"unicode/utf8"
)

// score is how much a sample's words speak for one language.
type score struct {
	code    string
	listed  int // words that are small words of the language
	foreign int // words with a letter that the language does not write
}

// mostScores is room for the scores of all languages, which a set bounds.
const mostScores = 64

// net is the balance of both.
func (s score) net() int { return s.listed - s.foreign }

// rank scores the sample for every language and gives the scores of groups
// (see group), best first. Equal ones stand in the order of the table.
func (t *table) rank(room []score, s *sample) []score {
	out := t.scores(room, s)
	slices.SortStableFunc(out, func(a, b score) int { return b.net() - a.net() })
	return out
}

// scores is rank in the order of the table. They take up room, which is
// empty.
func (t *table) scores(room []score, s *sample) []score {
	out := room
	var listed, fits counts
	marked := 0
	for _, w := range s.words {
		listed.add(w.langs)
		if allowed, any := t.writers(w.text); any {
			marked++
			fits.add(allowed)
		}
	}
	small, written := listed.all(), fits.all()
	for i, at := range t.places {
		one := score{group(t.codes[i]), small[i], marked - written[i]}
		switch {
		case at == len(out):
			out = append(out, one)
		case one.net() > out[at].net():
			out[at] = one
		}
	}
	return out
}

// writers gives the languages that write all of a word's letters beyond a to z,
// and whether it has any such letter.
func (t *table) writers(word string) (allowed set, any bool) {
	allowed = t.all
	for _, r := range word {
		if r >= utf8.RuneSelf {
			allowed &= t.letters.of(r)
			any = true
		}
	}
	return allowed, any
}

// counts counts, for each language, the sets that hold it. All are counted at once:
// the bits of a number stand in as many words, one language below the other.
type counts [countBits]set

// countBits is enough for the words of a piece, which are fewer than 4,096.
const countBits = 12

// add counts one for each language of the set.
func (c *counts) add(s set) {
	for i := 0; s != 0 && i < countBits; i++ {
		c[i], s = c[i]^s, c[i]&s
	}
}

// all gives the counts by the languages' places in the table.
func (c *counts) all() (out [mostScores]int) {
	for i, langs := range c {
		for ; langs != 0; langs &= langs - 1 {
			out[bits.TrailingZeros64(uint64(langs))] += 1 << i
		}
	}
	return out
}

// group gives the code under which a language is told: one for Norwegian, one
// for the languages that were once called Serbo-Croatian where they are written
// in Latin letters.
func group(code string) string {
	switch code {
	case "nn", "no":
		return "nb"
	case "bs", "sh":
		return "hr"
	}
	return code
}

// answered tells whether a language is one to answer with. The others are known
// only so that they are not taken for a neighbour.
func answered(code string) bool {
	switch code {
	case "af", "la", "oc", "id", "sw", "vi", "tl", "eo", "":
		return false
	}
	return true
}
