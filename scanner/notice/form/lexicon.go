package form

import (
	"fmt"
	"slices"
	"strings"

	"leadlint/scanner/wording"
)

// hits are the classes of words that a text holds, one bit each.
type hits uint64

func (h hits) has(c class) bool { return h&(1<<c) != 0 }

// some says whether one of several classes is there.
func (h hits) some(cs ...class) bool {
	for _, c := range cs {
		if h.has(c) {
			return true
		}
	}
	return false
}

// anyLanguage asks for the wordings of all languages at once.
const anyLanguage = "any"

// lexicon finds classes of wordings in texts.
type lexicon struct {
	names    []string // of the classes
	source   *wording.Phrases
	find     *wording.Finder
	phrases  []wording.Phrase
	entries  []entry
	triggers [][]int32 // phrase -> entries whose first group has it
}

// entry is one line of a table of wordings.
type entry struct {
	class  class
	lang   string
	groups [][]int32
	unless []int32
}

func newLexicon(fold *wording.Folder, names []string) *lexicon {
	return &lexicon{names: names, source: wording.NewPhrases(fold)}
}

// line takes a line of a table in: class, language, wording, and perhaps what
// undoes it.
func (l *lexicon) line(cells []string) error {
	if len(cells) != 3 && len(cells) != 4 {
		return fmt.Errorf("expected class, language, wording and perhaps what undoes it, parted by tabs")
	}
	name := slices.Index(l.names, cells[0])
	if name < 0 {
		return fmt.Errorf("class %q is not known; it must be one of %s", cells[0], strings.Join(l.names, ", "))
	}
	e := entry{class: class(name), lang: cells[1]}
	for _, group := range strings.Split(cells[2], " + ") {
		ids, err := l.source.Group(group, e.lang)
		if err != nil {
			return err
		}
		e.groups = append(e.groups, ids)
	}
	if len(cells) == 4 {
		var err error
		if e.unless, err = l.source.Group(cells[3], e.lang); err != nil {
			return err
		}
	}
	l.entries = append(l.entries, e)
	return nil
}

func (l *lexicon) compile() {
	l.phrases, l.find = l.source.List(), l.source.Finder()
	l.triggers = make([][]int32, len(l.phrases))
	for i, e := range l.entries {
		for _, id := range e.groups[0] {
			l.triggers[id] = append(l.triggers[id], int32(i))
		}
	}
}

// in finds the classes in a text.
func (l *lexicon) in(fold *wording.Folder, text, lang string) hits {
	if len(text) > maxValue {
		text = text[:maxValue]
	}
	folded := fold.Append([]byte{' '}, text)
	var seen []int32
	l.find.Each(folded, func(id int32, _ int) {
		if ph := l.phrases[id]; !ph.Whole || len(ph.Text) == len(folded) {
			seen = append(seen, id)
		}
	})
	slices.Sort(seen)
	seen = slices.Compact(seen)
	var out hits
	for _, id := range seen {
		for _, i := range l.triggers[id] {
			e := &l.entries[i]
			if !out.has(e.class) && (e.lang == lang || e.lang == "*" || lang == anyLanguage) && e.holds(seen) {
				out |= 1 << e.class
			}
		}
	}
	return out
}

// holds says whether every group has a wording among those seen, and none of
// those that undo the entry.
func (e *entry) holds(seen []int32) bool {
	for _, g := range e.groups {
		if !meets(g, seen) {
			return false
		}
	}
	return !meets(e.unless, seen)
}

func meets(of, seen []int32) bool {
	for _, id := range of {
		if _, ok := slices.BinarySearch(seen, id); ok {
			return true
		}
	}
	return false
}
