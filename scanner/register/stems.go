package register

import (
	"fmt"
	"slices"
	"strings"

	"leadlint/rules/facts"
)

// dateWords are words that say no more than that a column holds a day.
const dateWords = " date dates datum data fecha dia day jour tag time times timestamp datetime zeitpunkt zeit zeitstempel horodatage horodate moment momento heure hora ora uhrzeit tijdstip tijd vom op el dal desde "

// stemmed gives words without their endings of gender and number, sorted; for a
// day also without the words that say that it is one.
func stemmed(words []string, day bool) []string {
	var out []string
	for _, w := range words {
		if day && strings.Contains(dateWords, " "+w+" ") {
			continue
		}
		for len(w) > 4 && strings.ContainsRune("aeios", rune(w[len(w)-1])) {
			w = w[:len(w)-1]
		}
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return out
}

// byStems compares headers with the relation's by the stems of their words:
// "inviata il", "data invio" and "plazos de conservación" differ from known
// headers in gender, number, or the word for a day alone. The cells must fit.
func (b *book) byStems(rel *facts.Relation, key string) []guess {
	words := big(key)
	plainly, asDay := stemmed(words, false), stemmed(words, true)
	var out []guess
	for _, e := range b.entries[rel.Name] {
		f := rel.Field(e.target.Field)
		if f == nil || e.target.Value != "" || f.Type == facts.Text {
			continue
		}
		day := f.Type == facts.Date
		have := plainly
		if day {
			have = asDay
		}
		if len(have) == 0 || !slices.Equal(stemmed(e.words, day), have) {
			continue
		}
		if !slices.ContainsFunc(out, func(g guess) bool { return g.target == e.target }) {
			out = append(out, guess{target: e.target, score: likeBag, by: "header", why: fmt.Sprintf("header says the same as %q (%s)", e.key, e.lang), own: true, proved: true})
		}
	}
	return out
}
