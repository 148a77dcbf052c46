// Package language tells which language a text is in, and which languages a
// document is in and how much of it.
//
// Two witnesses are heard. The first are tables of small words and letters of
// each language: they are quick, and they also say when a text is in none of
// the languages known. Where they leave it open, the statistical models of
// lingua decide between the languages that the tables leave possible. Where both
// leave it open the answer is that the language is not known: a notice must not
// be blamed for being in a language that it is not in.
//
// Languages are told by their ISO 639-1 codes, with two groups: "nb" is
// Norwegian in either form, and "hr" is Croatian, Bosnian, Montenegrin and
// Serbian in Latin letters, which no short text tells apart. "sr" is Serbian in
// Cyrillic letters.
package language

import "sync"

// Detector tells languages. It may be used by several goroutines at once. Its
// zero value is not usable; see New.
type Detector struct {
	table func() *table
}

// New gives a detector. It costs nothing: tables are read when the first text
// is judged, and a model is loaded when the first text needs it.
func New() *Detector {
	return &Detector{table: sync.OnceValue(newTable)}
}

// Limits of what is read.
const (
	// windowLetters is how much of a text is judged at once, in runes.
	windowLetters = 600
	// windows is how many pieces of a long text are judged: the first, the last
	// and others evenly between.
	windows = 6
	// modelLetters is how much of a text is given to the models, in bytes.
	modelLetters = 320
	// consultations is how many texts of one document are given to the models.
	consultations = 6
)

// Text gives the language of a text, "" when it cannot be told: too short (under
// about twenty letters), no sentence (names, addresses, numbers, a menu of
// languages), a mixture, or a language that is not known. Of a text of more than
// 3,600 letters six pieces are judged.
func (d *Detector) Text(s string) string {
	spread := d.spread(s, "", &budget{left: 2})
	total, best, most := 0, "", 0
	for _, w := range spread {
		total += w.chars
	}
	for _, share := range shares(spread) {
		if share.Chars > most {
			best, most = share.Lang, share.Chars
		}
	}
	if most*10 < total*8 {
		return ""
	}
	return best
}

// window is a piece of a text and its language.
type window struct {
	lang  string
	chars int
}

// budget counts how many texts may still be given to the models.
type budget struct{ left int }

// spread judges the pieces of a text. Where pieces were left out, those judged
// stand for them.
func (d *Detector) spread(text, declared string, b *budget) []window {
	pieces, chars := cut(text)
	out := make([]window, len(pieces))
	for i, piece := range pieces {
		out[i] = window{d.judge(piece, declared, b), chars / len(pieces)}
	}
	if len(out) > 0 {
		out[0].chars += chars % len(pieces)
	}
	return out
}

// judge gives the language of one piece, "" when it cannot be told.
func (d *Detector) judge(text, declared string, b *budget) string {
	t := d.table()
	s := t.take(text)
	if !s.speaks() {
		return ""
	}
	if s.main == greek {
		return "el"
	}
	var room [mostScores]score
	ranked := t.rank(room[:0], s)
	if lang, sure := clear(ranked, len(s.words)); sure {
		return lang
	}
	return weigh(s, ranked, group(declared), b)
}

// speaks tells whether the sample is text that has a language to be told.
func (s *sample) speaks() bool {
	letters := s.letters[s.main]
	switch {
	case s.main == other, letters < 20, len(s.words) < 3:
		return false
	case letters*10 < s.all()*7: // two scripts side by side
		return false
	case s.named*5 >= len(s.words)*2: // a menu of languages
		return false
	case s.capital*4 > len(s.words)*3: // names and titles
		return false
	}
	return true
}

// clear gives the language that small words alone make sure of.
func clear(ranked []score, words int) (lang string, sure bool) {
	best, second := ranked[0], ranked[1]
	lead := best.net() - second.net()
	switch {
	case best.net() < 3 || best.listed*6 < words:
		return "", false
	case lead < 3 || lead*5 < best.net():
		return "", false
	case !answered(best.code):
		return "", true
	}
	return best.code, true
}

// weigh asks the models about the languages that small words leave possible,
// and settles a draw of the first two by what the text declares itself to be.
func weigh(s *sample, ranked []score, declared string, b *budget) string {
	var possible []string
	for _, one := range ranked {
		near := one.net()*2 >= ranked[0].net() && ranked[0].net()-one.net() <= 4
		if near && one.listed*10 >= len(s.words) && len(possible) < 6 {
			possible = append(possible, one.code)
		}
	}
	switch len(possible) {
	case 0:
		return ""
	case 1:
		if ranked[0].net() < 2 || !answered(possible[0]) {
			return ""
		}
		return possible[0]
	}
	if b.left <= 0 {
		return ""
	}
	b.left--
	says := consult(s.words, possible, modelLetters)
	switch {
	case says.lead >= 0.5 && answered(says.first) && behind(ranked, says.first) < 2:
		return says.first
	case declared != "" && (declared == says.first || declared == says.second):
		return declared
	}
	return ""
}

// behind gives how far a language is behind the one that small words speak for
// most. The models do not decide for one that is two words behind: where both
// witnesses gainsay each other nothing is told.
func behind(ranked []score, lang string) int {
	for _, one := range ranked {
		if one.code == lang {
			return ranked[0].net() - one.net()
		}
	}
	return ranked[0].net()
}
