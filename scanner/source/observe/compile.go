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
	c.lex.spare()
	c.lex.find = c.phrases.Finder()
	c.lex.triggers = make([][]int32, len(c.lex.phrases))
	for i, e := range c.lex.entries {
		for _, id := range e.groups[c.rarest(&e)] {
			c.lex.triggers[id] = append(c.lex.triggers[id], int32(i))
		}
	}
	return c.lex, nil
}

// rarest gives the group of a line that pages will have the least: that whose
// shortest wording is the longest.
func (c *compiler) rarest(e *entry) int {
	best, length := 0, 0
	for i, g := range e.groups {
		shortest := len(c.lex.phrases[g[0]].Text)
		for _, id := range g {
			shortest = min(shortest, len(c.lex.phrases[id].Text))
		}
		if shortest > length {
			best, length = i, shortest
		}
	}
	return best
}

// shortWord is from how many letters on a word of a statement is no name: many
// short ones are somebody's. Short words to be kept stand in words.tsv.
const shortWord = 5

// spare keeps the words of all statements from being masked. Words that undo a
// statement never stand in one, so they are left out.
func (l *Lexicon) spare() {
	for _, e := range l.entries {
		for _, g := range e.groups {
			for _, id := range g {
				l.spareWords(l.phrases[id].Text)
			}
		}
	}
}

func (l *Lexicon) spareWords(phrase string) {
	words := strings.Fields(phrase)
	for j, w := range words {
		if len(w) >= shortWord {
			l.safe[w] = true
		}
		if j == len(words)-1 && !strings.HasSuffix(phrase, " ") {
			l.stems[w] = true
		}
	}
}

func (c *compiler) entry(p pending) error {
	e := entry{signal: p.cells[0], value: p.cells[1], lang: p.cells[2]}
	var err error
	if e.place, err = placeOf(p.cells[3]); err != nil {
		return fmt.Errorf("%s: %w", p.where, err)
	}
	for _, part := range strings.Split(p.cells[4], " + ") {
		if err := c.chain(&e, part); err != nil {
			return fmt.Errorf("%s: %w", p.where, err)
		}
	}
	if len(p.cells) == 6 && p.cells[5] != "" {
		if e.unless, err = c.phrases.Group(p.cells[5], e.lang); err != nil {
			return fmt.Errorf("%s: %w", p.where, err)
		}
	}
	c.lex.entries = append(c.lex.entries, e)
	return nil
}

// Words that may stand between wordings that follow one another, and between
// those that do so closely.
const (
	farOff = 8
	nearby = 2
)

// chain adds groups that follow one another, parted by " > ", or by " >> "
// where they do so closely.
func (c *compiler) chain(e *entry, part string) error {
	within := int32(-1)
	for i, g := range strings.Split(part, " > ") {
		if i > 0 {
			within = farOff
		}
		for j, h := range strings.Split(g, " >> ") {
			if j > 0 {
				within = nearby
			}
			ids, err := c.phrases.Group(h, e.lang)
			if err != nil {
				return err
			}
			e.groups, e.within = append(e.groups, ids), append(e.within, within)
		}
	}
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
