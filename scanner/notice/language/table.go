package language

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed words.tsv
var wordsTSV string

//go:embed letters.tsv
var lettersTSV string

//go:embed names.tsv
var namesTSV string

// set is a set of languages, one bit for each code of a table.
type set uint64

// table holds what is known of each language without any model: its small
// words, its letters, and the names by which menus call languages.
type table struct {
	codes   []string
	places  []int // of the group of each code, among the groups in their order
	words   map[string]entry
	letters letters
	all     set
}

// entry is what is known of a word.
type entry struct {
	langs set  // whose small word it is
	name  bool // it is the name of a language
}

// letters tells which languages write a letter.
type letters struct {
	near [nearLetters]set // Latin, Greek and Cyrillic
	far  map[rune]set
}

// nearLetters is the end of the Cyrillic letters.
const nearLetters = 0x530

func (l *letters) of(r rune) set {
	if r < nearLetters {
		return l.near[r]
	}
	return l.far[r]
}

func (l *letters) add(r rune, lang set) {
	if r < nearLetters {
		l.near[r] |= lang
		return
	}
	l.far[r] |= lang
}

// newTable reads the embedded tables, which are correct by test.
func newTable() *table {
	t := &table{words: map[string]entry{}, letters: letters{far: map[rune]set{}}}
	for code, words := range rows(wordsTSV) {
		bit := t.bit(code)
		for word := range strings.FieldsSeq(words) {
			e := t.words[word]
			e.langs |= bit
			t.words[word] = e
		}
	}
	for code, letters := range rows(lettersTSV) {
		bit := t.bit(code)
		for _, r := range letters {
			t.letters.add(r, bit)
		}
	}
	t.all = set(1)<<len(t.codes) - 1
	for line := range strings.Lines(namesTSV) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for name := range strings.FieldsSeq(line) {
			e := t.words[name]
			e.name = true
			t.words[name] = e
		}
	}
	t.places = places(t.codes)
	return t
}

// places numbers the groups of codes in the order in which they are first met.
func places(codes []string) []int {
	var groups []string
	out := make([]int, len(codes))
	for i, code := range codes {
		at := slices.Index(groups, group(code))
		if at < 0 {
			at = len(groups)
			groups = append(groups, group(code))
		}
		out[i] = at
	}
	return out
}

// bit gives the bit of a code, a new one for a code not met before.
func (t *table) bit(code string) set {
	for i, c := range t.codes {
		if c == code {
			return 1 << i
		}
	}
	t.codes = append(t.codes, code)
	return 1 << (len(t.codes) - 1)
}

// rows walks the lines "code, tab, rest" of a table.
func rows(tsv string) func(yield func(code, rest string) bool) {
	return func(yield func(string, string) bool) {
		for line := range strings.Lines(tsv) {
			code, rest, ok := strings.Cut(strings.TrimSpace(line), "\t")
			if !ok || strings.HasPrefix(code, "#") {
				continue
			}
			if !yield(code, rest) {
				return
			}
		}
	}
}
