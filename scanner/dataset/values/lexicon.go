package values

import (
	"strings"
	"unicode/utf8"

	"leadlint/rules/facts"
)

// Lexicon looks for words in free text that have no place in a file of
// prospects. What it finds is for a person to review, never proof: it knows
// phrases of five languages (en fr de es it) that are hard to misread, rather
// than every word of a subject, and phrases that only look like them ("European
// Union", "Rich Black"). It is read-only after NewLexicon, so workers may share one.
type Lexicon struct {
	none uint8
	// gravity is the rank of a code: the higher, the graver.
	gravity []uint8
	// starts has a bit for (a hash of) the first words, at most three, of each
	// phrase, so that few words of a text need looking up.
	starts  [lexiconBits / 64]uint64
	phrases phrases
}

const (
	lexiconBits = 1 << 18
	// lexiconSafe marks, among the codes of phrases, one that only covers words.
	lexiconSafe uint8 = 255
	// lexiconWindow is how many bytes of text a phrase may span.
	lexiconWindow = 72
)

// NewLexicon makes a lexicon that gives the codes of contact.free_text_risk.
func NewLexicon(schema *facts.Schema) *Lexicon {
	risk := schema.Relation("contact").Field("free_text_risk")
	l := &Lexicon{none: risk.Code("none"), gravity: make([]uint8, len(risk.Values)+1), phrases: newPhrases()}
	for i, kind := range []string{"family", "insult", "criminal", "union", "politics", "religion", "ethnicity", "health", "sex_life"} {
		l.gravity[risk.Code(kind)] = uint8(i + 1)
	}
	table := rows("lexicon.tsv", 2)
	for _, safe := range []bool{true, false} { // a safe phrase stays safe
		for _, row := range table {
			if safe == (row[0] == "safe") {
				l.learn(row, risk)
			}
		}
	}
	return l
}

func (l *Lexicon) learn(row []string, risk *facts.Field) {
	code := risk.Code(row[0])
	if row[0] == "safe" {
		code = lexiconSafe
	}
	for _, t := range terms(row[1]) {
		for _, phrase := range expand(t) {
			phrase = Fold(phrase)
			l.phrases.addFolded(phrase, code)
			words := strings.Fields(phrase)
			var h uint32
			for _, w := range words[:min(3, len(words))] {
				h = joinHash(h, hashWord(w))
			}
			l.starts[h%lexiconBits/64] |= 1 << (h % 64)
			g := h * lexiconMix
			l.starts[g%lexiconBits/64] |= 1 << (g >> 26)
		}
	}
}

const (
	lexiconSeed  uint32 = 2166136261
	lexiconPrime uint32 = 16777619
	lexiconMix   uint32 = 0x85ebca6b
)

func hashWord(w string) uint32 {
	h := lexiconSeed
	for i := range len(w) {
		h = (h ^ uint32(w[i])) * lexiconPrime
	}
	return h
}

// joinHash is the hash of several words from that of the first ones and the next.
func joinHash(h, next uint32) uint32 { return (h+1)*0x9e3779b1 ^ next }

// expand writes out the braces of a term: "{a,b} c" is "a c" and "b c".
func expand(term string) []string {
	open := strings.IndexByte(term, '{')
	if open < 0 {
		return []string{term}
	}
	end := open + strings.IndexByte(term[open:], '}')
	var out []string
	for _, choice := range strings.Split(term[open+1:end], ",") {
		out = append(out, expand(term[:open]+choice+term[end+1:])...)
	}
	return out
}

// FreeTextRisk gives the code of contact.free_text_risk of the gravest phrase
// in a cell of free text: sex_life, health, ethnicity, religion, politics,
// union, criminal, insult, family, in this order of gravity, or none. It is 0,
// unknown, for an empty cell.
func (l *Lexicon) FreeTextRisk(cell []byte) uint8 {
	if Empty(cell) {
		return 0
	}
	scan := lexiconScan{found: l.none}
	h := lexiconSeed
	start := -1
	for i := 0; i < len(cell); {
		first := i
		for ; i < len(cell) && lexiconASCII[cell[i]] != 0; i++ {
			h = (h ^ uint32(lexiconASCII[cell[i]])) * lexiconPrime
		}
		if i > first && start < 0 {
			start = first
		}
		if i == len(cell) {
			break
		}
		size, inWord := 1, false
		if cell[i] >= utf8.RuneSelf {
			if h, size, inWord = hashRune(h, cell[i:]); inWord && start < 0 {
				start = i
			}
		}
		i += size
		if start < 0 || inWord {
			continue
		}
		if end := l.word(&scan, cell, start, h); end > i {
			i = end
		}
		h, start = lexiconSeed, -1
	}
	if start >= 0 {
		l.word(&scan, cell, start, h)
	}
	return scan.found
}

// lexiconScan is what is known of the text so far: the last two words that no
// phrase has covered, and the gravest code.
type lexiconScan struct {
	found  uint8
	words  int // how many of the two there are
	starts [2]int
	hashes [2]uint32
}

// word takes the next word. If it may complete the first words of a phrase, the
// phrases that start at it or at the two words before are looked up, the first
// start winning. It gives where the phrase found ends, 0 without one.
func (l *Lexicon) word(s *lexiconScan, cell []byte, start int, h uint32) int {
	hit := false
	switch {
	case s.words > 1 && l.has(joinHash(joinHash(joinHash(0, s.hashes[0]), s.hashes[1]), h)) && l.starting(cell, s.starts[0]):
		hit = true
	case s.words > 0 && l.has(joinHash(joinHash(0, s.hashes[1]), h)) && l.starting(cell, s.starts[1]):
		hit = true
	case l.has(joinHash(0, h)) && l.starting(cell, start):
		hit = true
	}
	if hit {
		starts := [3]int{s.starts[0], s.starts[1], start}
		for _, at := range starts[2-s.words:] {
			if code, end := l.phraseAt(cell, at); end > start {
				s.found = l.graver(s.found, code)
				s.words = 0
				return end
			}
		}
	}
	s.starts[0], s.hashes[0] = s.starts[1], s.hashes[1]
	s.starts[1], s.hashes[1] = start, h
	s.words = min(2, s.words+1)
	return 0
}

// has says whether a phrase may start with the words of the hash; it is wrong
// for some in a thousand others.
func (l *Lexicon) has(h uint32) bool {
	if l.starts[h%lexiconBits/64]&(1<<(h%64)) == 0 {
		return false
	}
	g := h * lexiconMix
	return l.starts[g%lexiconBits/64]&(1<<(g>>26)) != 0
}

func (l *Lexicon) graver(a, b uint8) uint8 {
	if b == lexiconSafe || l.gravity[b] <= l.gravity[a] {
		return a
	}
	return b
}

// lexiconASCII gives the small letter or digit that an ASCII character stands
// for, 0 for what parts words.
var lexiconASCII = func() (t [256]byte) {
	for i := range utf8.RuneSelf {
		if out := foldASCII[i].out; out != "" {
			t[i] = out[0]
		}
	}
	return t
}()

// hashRune goes on with a word's hash over a character beyond ASCII.
func hashRune(h uint32, c []byte) (hash uint32, size int, inWord bool) {
	r, size := utf8.DecodeRune(c)
	if r == utf8.RuneError && size == 1 {
		return h, 1, true // dropped, as Fold does
	}
	out, k := foldRune(r)
	switch {
	case k == mark:
		return h, size, true
	case k == other || k == tick:
		return h, size, false
	case out == "":
		return h ^ uint32(r), size, true // no phrase has such a letter
	}
	for i := range len(out) {
		h = (h ^ uint32(out[i])) * lexiconPrime
	}
	return h, size, true
}

// starting says whether a phrase starts at a word of the cell.
func (l *Lexicon) starting(cell []byte, start int) bool {
	_, end := l.phraseAt(cell, start)
	return end > 0
}

// phraseAt gives the code of the longest phrase that starts at a word of the
// cell, and where its last word ends; 0, 0 without one.
func (l *Lexicon) phraseAt(cell []byte, start int) (code uint8, end int) {
	var buf [2 * lexiconWindow]byte
	window := cell[start:min(len(cell), start+lexiconWindow)]
	for n := len(window); n == lexiconWindow && window[n-1] != ' '; n = len(window) {
		window = window[:n-1] // a word cut at the edge must not count
	}
	text := appendFolded(buf[:0], window, false)
	code, n := l.phrases.at(text)
	if n == 0 {
		return 0, 0
	}
	return code, start + wordsEnd(window, 1+countSpaces(text[:n]))
}

func countSpaces(c []byte) int {
	n := 0
	for _, b := range c {
		if b == ' ' {
			n++
		}
	}
	return n
}

// wordsEnd gives where the n-th word of c ends.
func wordsEnd(c []byte, n int) int {
	for i := 0; i < len(c); {
		size, inWord := 1, lexiconASCII[c[i]] != 0
		if c[i] >= utf8.RuneSelf {
			_, size, inWord = hashRune(0, c[i:])
		}
		if !inWord && i > 0 {
			if n--; n == 0 {
				return i
			}
			for i < len(c) && !startsWord(c[i:]) {
				i++
			}
			continue
		}
		i += size
	}
	return len(c)
}

func startsWord(c []byte) bool {
	if c[0] < utf8.RuneSelf {
		return lexiconASCII[c[0]] != 0
	}
	_, _, inWord := hashRune(0, c)
	return inWord
}
