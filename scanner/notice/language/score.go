package language

import "math/bits"

// score is how much a sample's words speak for one language.
type score struct {
	code    string
	listed  int // words that are small words of the language
	foreign int // words with a letter that the language does not write
}

// net is the balance of both.
func (s score) net() int { return s.listed - s.foreign }

// rank scores the sample for every language and gives the scores of groups
// (see group), best first. Equal ones stand in the order of the table.
func (t *table) rank(s *sample) []score {
	listed := make([]int, len(t.codes))
	fits := make([]int, len(t.codes))
	marked := 0
	for _, word := range s.words {
		tally(listed, t.words[word])
		if allowed, any := t.writers(word); any {
			marked++
			tally(fits, allowed)
		}
	}
	var out []score
	place := map[string]int{}
	for i, code := range t.codes {
		one := score{group(code), listed[i], marked - fits[i]}
		at, seen := place[one.code]
		switch {
		case !seen:
			place[one.code] = len(out)
			out = append(out, one)
		case one.net() > out[at].net():
			out[at] = one
		}
	}
	sortScores(out)
	return out
}

// writers gives the languages that write all of a word's letters beyond a to z,
// and whether it has any such letter.
func (t *table) writers(word string) (allowed set, any bool) {
	allowed = t.all
	for _, r := range word {
		if r >= 0x80 {
			allowed &= t.letters[r]
			any = true
		}
	}
	return allowed, any
}

// tally counts one for each language of the set.
func tally(counts []int, s set) {
	for ; s != 0; s &= s - 1 {
		counts[bits.TrailingZeros64(uint64(s))]++
	}
}

// sortScores puts the best first, by insertion: there are fifty, mostly zero.
func sortScores(s []score) {
	for i := 1; i < len(s); i++ {
		for j := i; j > 0 && s[j].net() > s[j-1].net(); j-- {
			s[j], s[j-1] = s[j-1], s[j]
		}
	}
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
