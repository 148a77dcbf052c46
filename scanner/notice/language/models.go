package language

import (
	"strings"

	"github.com/pemistahl/lingua-go"
)

// opinion is what the models say of a text: the likeliest languages, in groups,
// and how sure they are of the first.
type opinion struct {
	first, second string
	lead          float64 // confidence of the first less that of the second, 0 to 1
}

// consult asks the models which of the candidates (codes of a table, in groups)
// the words are in. It gives no opinion when fewer than two of the candidates
// have a model. At most limit letters are read.
func consult(words []word, candidates []string, limit int) opinion {
	languages := modelled(candidates)
	if len(languages) < 2 {
		return opinion{}
	}
	detector := lingua.NewLanguageDetectorBuilder().FromLanguages(languages...).WithLowAccuracyMode().Build()
	sums := map[string]float64{}
	for _, value := range detector.ComputeLanguageConfidenceValues(excerpt(words, limit)) {
		sums[told(value.Language())] += value.Value()
	}
	var out opinion
	var best, second float64
	for _, code := range candidates {
		switch v := sums[code]; {
		case v > best:
			out.second, second = out.first, best
			out.first, best = code, v
		case v > second:
			out.second, second = code, v
		}
	}
	out.lead = best - second
	return out
}

// excerpt joins the first words up to a number of bytes.
func excerpt(words []word, limit int) string {
	var b strings.Builder
	for _, w := range words {
		if b.Len() > limit {
			break
		}
		b.WriteString(w.text)
		b.WriteByte(' ')
	}
	return b.String()
}

// told gives the group under which a language of the models is told.
func told(l lingua.Language) string {
	return group(strings.ToLower(l.IsoCode639_1().String()))
}

// modelled gives the models of the candidates. A group has more than one.
func modelled(candidates []string) []lingua.Language {
	var out []lingua.Language
	for _, l := range lingua.AllLanguages() {
		code := told(l)
		for _, c := range candidates {
			if c == code {
				out = append(out, l)
			}
		}
	}
	return out
}
