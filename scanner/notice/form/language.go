package form

import (
	"maps"
	"slices"
	"strings"
)

// least is how many frequent words a text must have before they decide its
// language against what the markup declares.
const least = 4

// language tells the language of a text by its frequent words; declared counts
// where they do not decide. Empty when neither does.
func (w *Words) language(text, declared string) string {
	if foreign(text) {
		return ""
	}
	votes := map[string]int{}
	folded := w.fold.String(text)
	often := map[string]int{}
	for word := range strings.FieldsSeq(folded) {
		if often[word]++; len(word) < 2 || often[word] > 3 { // "e" is a part of "e-mail"
			continue
		}
		for _, l := range w.common[word] {
			votes[l]++
		}
	}
	best, second := "", 0
	for _, l := range slices.Sorted(maps.Keys(votes)) {
		switch v, b := votes[l], votes[best]; {
		case v > b || v == b && l == declared:
			best, second = l, max(second, b)
		case v > second:
			second = v
		}
	}
	n := votes[best]
	if best == "" || n < least && declared != "" {
		return w.undecided(folded, declared)
	}
	if declared != "" && votes[declared]*4 >= n*3 {
		return declared
	}
	if n < 2 || n*5 < second*6 && declared == "" {
		return w.undecided(folded, declared)
	}
	return best
}

// undecided gives the declared language, or that of the only wordings found.
func (w *Words) undecided(folded, declared string) string {
	if declared != "" {
		return declared
	}
	best, most, tie := "", 0, false
	for _, l := range w.Languages() {
		n := 0
		for h := w.text.in(w.fold, folded, l); h != 0; h &= h - 1 {
			n++
		}
		switch {
		case n > most:
			best, most, tie = l, n, false
		case n == most:
			tie = true
		}
	}
	if tie || most == 0 {
		return ""
	}
	return best
}

// foreign says that most letters of a text are not Latin.
func foreign(text string) bool {
	latin, other := 0, 0
	for _, r := range text {
		switch {
		case r < 'A' || r > 'Z' && r < 'a':
		case r < 0x250 || r >= 0x1e00 && r < 0x1f00:
			latin++
		case r > 0x36f && r < 0x2000 || r > 0x2fff:
			other++
		}
	}
	return other > latin
}
