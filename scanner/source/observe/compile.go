package observe

import (
	"fmt"
	"strings"

	"leadlint/scanner/wording"
)

// compiler turns tables into a lexicon.
type compiler struct {
	lex     *Lexicon
	phrases *wording.Phrases
	pending []pending
}

// pending is a line that waits for all classes to be known.
type pending struct {
	where string
	cells []string
}

func newCompiler() *compiler {
	fold := wording.NewFolder()
	return &compiler{
		lex:     &Lexicon{fold: fold, safe: map[string]bool{}, stems: map[string]bool{}, marks: map[string][]mark{}},
		phrases: wording.NewPhrases(fold),
	}
}

func (c *compiler) table(name, data string) error {
	switch name {
	case "words.tsv":
		return c.words(name, data)
	case "marks.tsv":
		return c.marks(name, data)
	}
	return wording.Lines(data, func(n int, cells []string) error {
		where := fmt.Sprintf("%s:%d", name, n)
		if len(cells) < 5 || len(cells) > 6 {
			return fmt.Errorf("%s: %d columns, want signal, value, language, place, wording and, if need be, unless", where, len(cells))
		}
		if cells[0] == "class" {
			if err := c.phrases.Class(cells[1], cells[2], cells[4]); err != nil {
				return fmt.Errorf("%s: %w", where, err)
			}
			return nil
		}
		c.pending = append(c.pending, pending{where, cells})
		return nil
	})
}

func (c *compiler) words(name, data string) error {
	return wording.Lines(data, func(n int, cells []string) error {
		if len(cells) != 2 {
			return fmt.Errorf("%s:%d: %d columns, want language and words", name, n, len(cells))
		}
		for _, w := range strings.Fields(cells[1]) {
			stem := strings.HasSuffix(w, "*")
			if w = c.lex.fold.String(w); stem {
				c.lex.stems[w] = true
			} else {
				c.lex.safe[w] = true
			}
		}
		return nil
	})
}

func (c *compiler) marks(name, data string) error {
	return wording.Lines(data, func(n int, cells []string) error {
		if len(cells) != 4 || cells[2] == "" {
			return fmt.Errorf("%s:%d: want four columns: signal, kind, text, name", name, n)
		}
		c.lex.marks[cells[0]] = append(c.lex.marks[cells[0]], mark{cells[1], strings.ToLower(cells[2]), cells[3]})
		return nil
	})
}

// finish compiles the lines and the automaton.
func (c *compiler) finish() (*Lexicon, error) {
	for _, p := range c.pending {
		if err := c.entry(p); err != nil {
			return nil, err
		}
	}
	c.lex.split.Abbreviations = map[string]bool{}
	for _, m := range c.lex.marks["abbreviation"] {
		c.lex.split.Abbreviations[m.text] = true
	}
	c.lex.phrases = c.phrases.List()
	for _, p := range c.lex.phrases {
		words := strings.Fields(p.Text)
		for j, w := range words {
			c.lex.safe[w] = true
			if j == len(words)-1 && !strings.HasSuffix(p.Text, " ") {
				c.lex.stems[w] = true
			}
		}
	}
	c.lex.find = c.phrases.Finder()
	c.lex.triggers = make([][]int32, len(c.lex.phrases))
	for i, e := range c.lex.entries {
		for _, id := range e.groups[0] {
			c.lex.triggers[id] = append(c.lex.triggers[id], int32(i))
		}
	}
	return c.lex, nil
}

func (c *compiler) entry(p pending) error {
	e := entry{signal: p.cells[0], value: p.cells[1], lang: p.cells[2]}
	var err error
	if e.place, err = placeOf(p.cells[3]); err != nil {
		return fmt.Errorf("%s: %w", p.where, err)
	}
	for _, g := range strings.Split(p.cells[4], " + ") {
		ids, err := c.phrases.Group(g, e.lang)
		if err != nil {
			return fmt.Errorf("%s: %w", p.where, err)
		}
		e.groups = append(e.groups, ids)
	}
	if len(p.cells) == 6 && p.cells[5] != "" {
		if e.unless, err = c.phrases.Group(p.cells[5], e.lang); err != nil {
			return fmt.Errorf("%s: %w", p.where, err)
		}
	}
	c.lex.entries = append(c.lex.entries, e)
	return nil
}

func placeOf(cell string) (place, error) {
	var p place
	for _, w := range strings.Fields(cell) {
		switch w {
		case "any":
		case "short":
			p.short = true
		case "tied":
			p.tied = true
		case "title":
			p.title = true
		case "bare":
			p.bare = true
		default:
			return p, fmt.Errorf("place %q is not known; want any, short, tied, title or bare", w)
		}
	}
	return p, nil
}
