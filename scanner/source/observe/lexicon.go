package observe

import (
	"embed"
	"fmt"
	"io/fs"

	"leadlint/scanner/wording"
)

//go:embed lexicon/*.tsv
var tables embed.FS

// Lexicon is the wording that pages are searched for. It is read from tables,
// one line a wording, so that a language is added without a line of Go; the
// head of lexicon/walls.tsv describes the columns. A Lexicon is never
// changed after loading and may be shared.
type Lexicon struct {
	fold     *wording.Folder
	find     *wording.Finder
	phrases  []wording.Phrase
	entries  []entry
	triggers [][]int32       // phrase -> entries whose rarest group has it
	safe     map[string]bool // folded words that are no names
	stems    map[string]bool // beginnings of such words
	marks    map[string][]mark
	split    wording.Splitter
}

// entry is one line of a table of wordings.
type entry struct {
	signal, value, lang string
	place               place
	groups              [][]int32
	// within says for each group how many words may stand between it and the
	// one before it, which it follows; less than none is a group that may stand
	// anywhere.
	within []int32
	unless []int32
}

// chain gives the end of the run of groups that begins at a group: those that
// must follow one another.
func (e *entry) chain(at int) int {
	for at++; at < len(e.groups) && e.within[at] >= 0; at++ {
	}
	return at
}

// mark is one line of a table of marks of software: what it stands in, the
// text to find there, and what it is called.
type mark struct {
	kind, text, name string
}

// place limits where a wording counts.
type place struct {
	short, tied, title, bare bool
}

// LoadLexicon reads the tables that come with the program. Its error says
// which line of which table is wrong.
func LoadLexicon() (*Lexicon, error) {
	sub, err := fs.Sub(tables, "lexicon")
	if err != nil {
		return nil, fmt.Errorf("open the lexicon: %w", err)
	}
	return NewLexicon(sub)
}

// NewLexicon reads tables from a folder: marks.tsv,
// words.tsv and any number of tables of wordings (all other .tsv files).
func NewLexicon(folder fs.FS) (*Lexicon, error) {
	names, err := fs.Glob(folder, "*.tsv")
	if err != nil {
		return nil, fmt.Errorf("list the lexicon: %w", err)
	}
	c := newCompiler()
	for _, name := range names {
		data, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, fmt.Errorf("read the lexicon: %w", err)
		}
		if err := c.table(name, string(data)); err != nil {
			return nil, err
		}
	}
	return c.finish()
}

// Languages gives the languages that have wordings for a signal, in the
// order in which they first appear.
func (l *Lexicon) Languages(signal string) []string {
	var out []string
	seen := map[string]bool{}
	for _, e := range l.entries {
		if e.signal == signal && !seen[e.lang] {
			seen[e.lang] = true
			out = append(out, e.lang)
		}
	}
	return out
}
