package items

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"leadlint/scanner/notice/entity"
	"leadlint/scanner/wording"
)

//go:embed lexicon/*.tsv
var tables embed.FS

// Reader reads notices. It may be shared: what it loads, it loads once.
type Reader struct {
	folder   fs.FS
	fold     *wording.Folder
	entities *entity.Finder
	langs    []string

	mu     sync.Mutex
	loaded map[string]*lexicon
}

// NewReader gives a reader with the tables that come with the program. A language's
// table is read when a text first needs it.
func NewReader() (*Reader, error) {
	sub, err := fs.Sub(tables, "lexicon")
	if err != nil {
		return nil, fmt.Errorf("open the tables of notice items: %w", err)
	}
	return NewReaderFrom(sub)
}

// NewReaderFrom gives a reader with the tables of a folder: one <language>.tsv each.
func NewReaderFrom(folder fs.FS) (*Reader, error) {
	names, err := fs.Glob(folder, "*.tsv")
	if err != nil {
		return nil, fmt.Errorf("list the tables of notice items: %w", err)
	}
	found, err := entity.New()
	if err != nil {
		return nil, fmt.Errorf("read the tables of entities: %w", err)
	}
	r := &Reader{folder: folder, fold: wording.NewFolder(), entities: found, loaded: map[string]*lexicon{}}
	for _, n := range names {
		if lang := strings.TrimSuffix(n, ".tsv"); len(lang) == 2 {
			r.langs = append(r.langs, lang)
		}
	}
	return r, nil
}

// Languages gives the languages that have a table, in alphabetical order.
func (r *Reader) Languages() []string { return slices.Clone(r.langs) }

// Entities gives the finder of companies, authorities and addresses that is used.
func (r *Reader) Entities() *entity.Finder { return r.entities }

// Load reads the table of every language now, and gives the first error in any.
func (r *Reader) Load() error {
	for _, l := range r.langs {
		if _, err := r.lexicon(l); err != nil {
			return err
		}
	}
	return nil
}

// Known says whether a folded word is one of a language's table, and so a word of
// the language rather than a name. Of a language without a table no word is known.
func (r *Reader) Known(lang, word string) bool {
	l, err := r.lexicon(lang)
	if l == nil || err != nil {
		return false
	}
	if l.words[word] {
		return true
	}
	for i := len(word); i >= 4; i-- {
		if l.stems[word[:i]] {
			return true
		}
	}
	return false
}

// lexicon gives the table of a language, nil when there is none.
func (r *Reader) lexicon(lang string) (*lexicon, error) {
	if !slices.Contains(r.langs, lang) {
		return nil, nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if l, ok := r.loaded[lang]; ok {
		return l, nil
	}
	data, err := fs.ReadFile(r.folder, lang+".tsv")
	if err != nil {
		return nil, fmt.Errorf("read the table of notice items: %w", err)
	}
	l, err := compile(lang, string(data), r.fold)
	if err != nil {
		return nil, err
	}
	r.loaded[lang] = l
	return l, nil
}

// lexicon is one language's table, compiled. It is never changed.
type lexicon struct {
	lang     string
	split    wording.Splitter
	find     *wording.Finder
	phrases  []wording.Phrase
	entries  []entry
	triggers [][]int32 // phrase -> entries whose first group has it
	byEntity [][]int32 // entity kind -> such entries
	words    map[string]bool
	stems    map[string]bool // beginnings of words
}

// entry is one line of a table.
type entry struct {
	item   Item // or [accessContent]
	state  State
	scope  scope
	groups []group
	unless choice
	rule   string
}

// group is a set of alternatives, one of which a text must have.
type group struct {
	choice
	near bool // within [nearby] words of the group before it
}

// nearby is how many words may stand between wordings that are near.
const nearby = 6

// scope is where the groups after the first may stand.
type scope uint8

const (
	inSentence scope = iota // in the sentence or what introduces it
	inBefore                // or in the headings above and the two sentences before
	inAround                // or in the three sentences after
	inHeading               // the line is about headings
)

// pseudo items and states of the tables.
const (
	accessContent Item  = "access_content" // what one may ask about: other items there are only named
	about         State = "about"          // of a heading: what stands under it is about the item
)
