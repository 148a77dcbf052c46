package items

import (
	"fmt"
	"slices"
	"strings"

	"leadlint/scanner/notice/entity"
	"leadlint/scanner/wording"
)

// kinds are the entities that tables may name, as {NAME}, in the order of
// [entity.Kind].
func kinds() []string {
	return []string{"LEGALFORM", "AUTHORITY", "EMAIL", "PHONE", "URL", "ADDRESS", "NUMBER", "PLACEHOLDER"}
}

// number gives the number under which an entity's hits are kept. It is negative, so
// that no wording has it.
func number(k entity.Kind) int32 { return -int32(k) - 1 }

// compile reads a table. Its error names the line.
func compile(lang, data string, fold *wording.Folder) (*lexicon, error) {
	l := &lexicon{lang: lang, split: wording.Splitter{Abbreviations: map[string]bool{}, Semicolons: true}}
	phrases := wording.NewPhrases(fold)
	for k, name := range kinds() {
		phrases.Fix(name, number(entity.Kind(k)))
	}
	name := lang + ".tsv"
	var rest []func() error
	err := wording.Lines(data, func(n int, cells []string) error {
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		place := fmt.Sprintf("%s:%d", name, n)
		switch cells[0] {
		case "class":
			if len(cells) != 3 {
				return fmt.Errorf("%s: %d columns, want class, name and wordings", place, len(cells))
			}
			return at(place, phrases.Class(cells[1], lang, cells[2]))
		case "abbreviation":
			if len(cells) != 2 {
				return fmt.Errorf("%s: %d columns, want abbreviation and words", place, len(cells))
			}
			for w := range strings.FieldsSeq(cells[1]) {
				l.split.Abbreviations[strings.TrimSuffix(strings.ToLower(w), ".")] = true
			}
			return nil
		}
		rest = append(rest, func() error { return at(place, l.line(place, cells, phrases)) })
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, f := range rest {
		if err := f(); err != nil {
			return nil, err
		}
	}
	l.index(phrases)
	return l, nil
}

// at puts a place before an error.
func at(place string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", place, err)
}

// line reads one line of wordings.
func (l *lexicon) line(place string, cells []string, phrases *wording.Phrases) error {
	if len(cells) < 4 || len(cells) > 5 {
		return fmt.Errorf("%d columns, want item, state, scope, wording and, if need be, unless", len(cells))
	}
	e := entry{item: Item(cells[0]), state: State(cells[1]), rule: place}
	if known := append(append(All(), Grounds()...), accessContent); !slices.Contains(known, e.item) {
		return fmt.Errorf("item %q is not known; want one of %v", cells[0], known)
	}
	if e.state.strength() == 0 && e.state != about || e.state == NotFound {
		return fmt.Errorf("state %q is not known; want stated, denied, vague, placeholder, inside_another_right, unclear or about", cells[1])
	}
	var err error
	if e.scope, err = scopeOf(cells[2]); err != nil {
		return err
	}
	if (e.state == about) && e.scope != inHeading {
		return fmt.Errorf("state about is for scope heading")
	}
	if e.groups, err = groups(cells[3], l.lang, phrases); err != nil {
		return err
	}
	if len(cells) == 5 && cells[4] != "" {
		ids, err := phrases.Group(cells[4], l.lang)
		if err != nil {
			return err
		}
		e.unless = newChoice(ids)
	}
	l.entries = append(l.entries, e)
	return nil
}

func scopeOf(s string) (scope, error) {
	switch s {
	case "sentence":
		return inSentence, nil
	case "before":
		return inBefore, nil
	case "around":
		return inAround, nil
	case "heading":
		return inHeading, nil
	}
	return 0, fmt.Errorf("scope %q is not known; want sentence, before, around or heading", s)
}

// groups reads "a|b + c ~ d": a sentence needs one of each, and what follows ~ near
// to what stands before it.
func groups(cell, lang string, phrases *wording.Phrases) ([]group, error) {
	var out []group
	for _, part := range strings.Split(cell, " + ") {
		for i, g := range strings.Split(part, " ~ ") {
			ids, err := phrases.Group(g, lang)
			if err != nil {
				return nil, err
			}
			out = append(out, group{newChoice(ids), i > 0})
		}
	}
	return out, nil
}

// index makes the tables that a search needs.
func (l *lexicon) index(phrases *wording.Phrases) {
	l.phrases = phrases.List()
	l.find = phrases.Finder()
	l.words, l.stems = map[string]bool{}, map[string]bool{}
	for _, ph := range l.phrases {
		words := strings.Fields(ph.Text)
		for i, w := range words {
			if i == len(words)-1 && !strings.HasSuffix(ph.Text, " ") {
				l.stems[w] = true
			} else {
				l.words[w] = true
			}
		}
	}
	l.triggers = make([][]int32, len(l.phrases))
	l.byEntity = make([][]int32, len(kinds())+1)
	for i, e := range l.entries {
		for _, id := range e.groups[0].ids {
			to := &l.byEntity
			if id >= 0 {
				to = &l.triggers
			} else {
				id = -id
			}
			if !slices.Contains((*to)[id], int32(i)) {
				(*to)[id] = append((*to)[id], int32(i))
			}
		}
	}
}
