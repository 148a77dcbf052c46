package message

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"leadlint/scanner/wording"
)

//go:embed lexicon/*.tsv
var tables embed.FS

// signals are what lines of the tables may make, and what their value means.
var signals = []string{
	"kind", "stop", "target", "preferences", "deny", "reply", "free", "login",
	"objection", "right", "source", "secret", "novalue", "connector", "separate", "onetime", "open", "file",
	"notice", "mark", "pose", "thread", "noreply", "noanswer", "identity", "reason", "generic", "utility", "hint",
}

// everywhere is the language of the table that holds for all languages.
const everywhere = "any"

// entry is one line of a table.
type entry struct {
	signal, value, lang string
	groups              [][]int32
	unless              []int32
}

// lexicon is what the tables say, compiled.
type lexicon struct {
	fold     *wording.Folder
	find     *wording.Finder
	phrases  []wording.Phrase
	entries  []entry
	triggers [][]int32           // phrase -> entries whose first group has it
	covered  map[string][]string // signal -> languages
	wanted   func(signal, value string) bool
}

// loadLexicon reads the tables of a folder, one a language; its error says which
// line is wrong. Wanted says which lines are searched for, by their signal and value;
// of the others only their language is noted. Nil wants all.
func loadLexicon(folder fs.FS, wanted func(signal, value string) bool) (*lexicon, error) {
	names, err := fs.Glob(folder, "*.tsv")
	if err != nil {
		return nil, fmt.Errorf("list the wordings of messages: %w", err)
	}
	l := &lexicon{fold: wording.NewFolder(), wanted: wanted, covered: map[string][]string{}}
	phrases := wording.NewPhrases(l.fold)
	for _, name := range names {
		data, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, fmt.Errorf("read the wordings of messages: %w", err)
		}
		lang := strings.TrimSuffix(name, ".tsv")
		if err := l.table(phrases, name, lang, string(data)); err != nil {
			return nil, err
		}
	}
	l.finish(phrases)
	return l, nil
}

func (l *lexicon) table(p *wording.Phrases, name, lang, data string) error {
	fail := func(n int, err error) error { return fmt.Errorf("%s:%d: %w", name, n, err) }
	err := wording.Lines(data, func(n int, cells []string) error {
		if len(cells) == 3 && cells[0] == "class" {
			if err := p.Class(cells[1], lang, cells[2]); err != nil {
				return fail(n, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return wording.Lines(data, func(n int, cells []string) error {
		if cells[0] == "class" {
			return nil
		}
		if err := l.line(p, lang, cells); err != nil {
			return fail(n, err)
		}
		return nil
	})
}

func (l *lexicon) line(p *wording.Phrases, lang string, cells []string) error {
	if len(cells) < 3 || len(cells) > 4 {
		return fmt.Errorf("%d columns, want signal, value, wording and, if need be, unless", len(cells))
	}
	if !slices.Contains(signals, cells[0]) {
		return fmt.Errorf("signal %q is not known; want one of %s", cells[0], strings.Join(signals, ", "))
	}
	e := entry{signal: cells[0], value: cells[1], lang: lang}
	if !slices.Contains(l.covered[e.signal], lang) {
		l.covered[e.signal] = append(l.covered[e.signal], lang)
	}
	if l.wanted != nil && !l.wanted(e.signal, e.value) {
		return nil
	}
	for g := range strings.SplitSeq(cells[2], " + ") {
		ids, err := p.Group(g, lang)
		if err != nil {
			return err
		}
		e.groups = append(e.groups, ids)
	}
	if len(cells) == 4 {
		var err error
		if e.unless, err = p.Group(cells[3], lang); err != nil {
			return err
		}
	}
	l.entries = append(l.entries, e)
	return nil
}

func (l *lexicon) finish(p *wording.Phrases) {
	l.phrases, l.find = p.List(), p.Finder()
	l.triggers = make([][]int32, len(l.phrases))
	for i, e := range l.entries {
		for _, id := range e.groups[0] {
			l.triggers[id] = append(l.triggers[id], int32(i))
		}
	}
}

// covers says whether a language has wordings for a signal.
func (l *lexicon) covers(signal, lang string) bool {
	return slices.Contains(l.covered[signal], lang)
}
