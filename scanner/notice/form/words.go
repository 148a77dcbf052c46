package form

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"leadlint/scanner/wording"
)

//go:embed words/*.tsv
var tables embed.FS

// Words are the words by which labels, buttons and sentences are understood, by
// language. They are never changed after loading and may be shared.
type Words struct {
	fold    *wording.Folder
	text    *lexicon // of sentences, labels and buttons
	data    *lexicon // of what fields ask for
	split   wording.Splitter
	common  map[string][]string // frequent word -> languages
	covered map[string]bool
	marks   map[string][]string
}

// LoadWords reads the tables that come with the program. Its error says which
// line of which table is wrong.
func LoadWords() (*Words, error) {
	sub, err := fs.Sub(tables, "words")
	if err != nil {
		return nil, fmt.Errorf("open the words of forms: %w", err)
	}
	return NewWords(sub)
}

// NewWords reads tables from a folder: common.tsv (frequent words of languages),
// marks.tsv (marks of software), fields.tsv (what fields ask for), and any number
// of tables of wordings.
func NewWords(folder fs.FS) (*Words, error) {
	names, err := fs.Glob(folder, "*.tsv")
	if err != nil {
		return nil, fmt.Errorf("list the words of forms: %w", err)
	}
	w := &Words{fold: wording.NewFolder(), common: map[string][]string{}, covered: map[string]bool{}, marks: map[string][]string{}}
	w.text, w.data = newLexicon(w.fold, classNames()), newLexicon(w.fold, fieldNames())
	for _, name := range names {
		data, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, fmt.Errorf("read the words of forms: %w", err)
		}
		err = wording.Lines(string(data), func(number int, cells []string) error {
			if err := w.line(name, cells); err != nil {
				return fmt.Errorf("%s, line %d: %w", name, number, err)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	w.text.compile()
	w.data.compile()
	w.split.Abbreviations = map[string]bool{}
	for _, m := range w.marks["abbreviation"] {
		w.split.Abbreviations[m] = true
	}
	return w, nil
}

func (w *Words) line(table string, cells []string) error {
	switch table {
	case "common.tsv":
		if len(cells) != 2 {
			return fmt.Errorf("expected a language and its words, parted by a tab")
		}
		for word := range strings.FieldsSeq(cells[1]) {
			word = w.fold.String(word)
			w.common[word] = append(w.common[word], cells[0])
		}
		return nil
	case "marks.tsv":
		if len(cells) != 2 {
			return fmt.Errorf("expected a kind and a mark, parted by a tab")
		}
		w.marks[cells[0]] = append(w.marks[cells[0]], cells[1])
		return nil
	case "fields.tsv":
		return w.data.line(cells)
	}
	if len(cells) > 1 && cells[1] != "*" {
		w.covered[cells[1]] = true
	}
	return w.text.line(cells)
}

// Languages gives the languages that have words, sorted.
func (w *Words) Languages() []string {
	var out []string
	for l := range w.covered {
		out = append(out, l)
	}
	slices.Sort(out)
	return out
}

// in finds the classes of words that a text in a language holds. Where the
// language has no words, only those of all languages are found.
func (w *Words) in(text, lang string) hits { return w.text.in(w.fold, text, lang) }
