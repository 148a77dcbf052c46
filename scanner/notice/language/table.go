package language

import (
	_ "embed"
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
	words   map[string]set
	letters map[rune]set
	all     set
	names   map[string]bool
}

// newTable reads the embedded tables, which are correct by test.
func newTable() *table {
	t := &table{words: map[string]set{}, letters: map[rune]set{}, names: map[string]bool{}}
	for code, words := range rows(wordsTSV) {
		bit := t.bit(code)
		for word := range strings.FieldsSeq(words) {
			t.words[word] |= bit
		}
	}
	for code, letters := range rows(lettersTSV) {
		bit := t.bit(code)
		for _, r := range letters {
			t.letters[r] |= bit
		}
	}
	t.all = set(1)<<len(t.codes) - 1
	for line := range strings.Lines(namesTSV) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for name := range strings.FieldsSeq(line) {
			t.names[name] = true
		}
	}
	return t
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
