package lexicon

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// textTable is the stems by which labels are judged, by kind and first stem.
type textTable struct {
	byFirst map[string][]stems
	longest int
}

// stems are the beginnings of words that follow each other.
type stems struct {
	kind  string
	words []string
	// written are the ways in which the longest of them is written.
	written []string
}

func (l *Lexicon) readText() error {
	table, err := rows("text.tsv", 2)
	if err != nil {
		return err
	}
	t := textTable{byFirst: map[string][]stems{}}
	for _, r := range table {
		switch r.cells[0] {
		case "accept", "marketing", "terms", "negate", "out", "consent", "third", "mail", "sms", "call", "push", "age", "service", "remember":
		default:
			return r.errorf("unknown kind %q", r.cells[0])
		}
		for entry := range strings.FieldsSeq(r.cells[1]) {
			p := newStems(r.cells[0], entry)
			t.longest = max(t.longest, len(p.words[0]))
			t.byFirst[p.words[0]] = append(t.byFirst[p.words[0]], p)
		}
	}
	l.text = t
	return nil
}

func newStems(kind, entry string) stems {
	p, longest := stems{kind: kind}, ""
	for w := range strings.SplitSeq(entry, "+") {
		if w = strings.Trim(w, ","); w == "" {
			continue
		}
		if p.words = append(p.words, fold(w)); len(w) > len(longest) {
			longest = w
		}
	}
	p.written = []string{norm.NFC.String(longest), norm.NFD.String(longest), fold(longest)}
	return p
}

// shortLabel is the number of words up to which a text is taken for the label of a
// field, whose words say what is entered there.
const shortLabel = 6

// Text tells what a text for humans is about: the label of a box or a field, in
// English, French, German, Spanish, Italian or Dutch. Agreeing to or asking for
// offers is consent and marketing, agreeing to the passing on or the processing of
// data is consent; agreeing to terms is terms alone; refusing is opt_out alone; staying
// signed in is nothing. A text of up to six words also gives what its words would as a
// name (E-mail address), and one written as a name (li_at, doubleOptin) all that
// Subjects gives.
func (l *Lexicon) Text(s string) uint64 {
	if len(s) > longestText {
		s = s[:longestText]
	}
	if writtenAsName(s) {
		set := l.Subjects(s) &^ l.bits.thing
		if label := l.label(l.kinds(textWords(s))); label&l.bits.optOut != 0 || set == 0 {
			set |= label
		}
		return set
	}
	words := textWords(s)
	said := l.kinds(words)
	return l.label(said) | l.shortText(words, said)
}

// writtenAsName tells a text that is one word, or several joined as names are.
func writtenAsName(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '_', c == '-':
		default:
			return false
		}
	}
	return s != ""
}

// kinds gives the kinds of stems among words.
func (l *Lexicon) kinds(words []string) map[string]bool {
	said := map[string]bool{}
	for i, w := range words {
		for end := 1; end <= min(len(w), l.text.longest); end++ {
			for _, p := range l.text.byFirst[w[:end]] {
				if p.begins(words[i:]) {
					said[p.kind] = true
				}
			}
		}
	}
	return said
}

// whole words are asked of stems of up to this many letters.
const shortStem = 4

func (p *stems) begins(words []string) bool {
	if len(words) < len(p.words) {
		return false
	}
	for i, stem := range p.words {
		if len(stem) <= shortStem && words[i] != stem || !strings.HasPrefix(words[i], stem) {
			return false
		}
	}
	return true
}

func textWords(s string) []string {
	return strings.FieldsFunc(fold(strings.ToLower(norm.NFC.String(s))), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func (l *Lexicon) label(said map[string]bool) uint64 {
	b := &l.bits
	var set uint64
	add := func(when bool, bits uint64) {
		if when {
			set |= bits
		}
	}
	reached := said["mail"] || said["sms"] || said["call"] || said["push"]
	agrees := said["accept"] && (said["marketing"] || said["third"] || reached && !said["terms"])
	if said["out"] || said["negate"] && (agrees || said["marketing"] || said["consent"]) {
		set = b.optOut
	} else if !said["remember"] && !said["service"] {
		add(agrees || said["consent"], b.consent)
		add(said["marketing"], b.marketing)
		add(said["third"], b.thirdParty)
	}
	add(said["terms"], b.terms)
	add(said["service"], b.service)
	add(said["age"], b.age|b.personal)
	if set&(b.consent|b.marketing|b.optOut|b.service) != 0 {
		add(said["mail"], b.byMail)
		add(said["sms"], b.bySMS)
		add(said["call"], b.byPhone)
		add(said["push"], b.byPush)
	}
	return set
}

// shortText gives what the words of a short label say of what is entered beside it.
func (l *Lexicon) shortText(words []string, said map[string]bool) uint64 {
	if len(words) > shortLabel || said["accept"] || said["marketing"] || said["terms"] || said["negate"] || said["service"] {
		return 0
	}
	words = slices.DeleteFunc(slices.Clone(words), func(w string) bool {
		switch w {
		case "your", "votre", "ihr", "ihre", "su", "tu", "uw", "je", "deine", "dein", "il", "la", "le", "please", "enter":
			return true
		}
		return false
	})
	s := l.segment(l.phrases.words(words), true)
	return s.set & (l.bits.aboutPerson | l.bits.secret | l.bits.opening)
}
