package observe

import (
	"fmt"
	"strings"
)

// compiler turns tables into a lexicon.
type compiler struct {
	lex     *Lexicon
	ids     map[string]int32
	classes map[string]string // name/lang -> alternatives
	pending []pending
}

// pending is a line that waits for all classes to be known.
type pending struct {
	where string
	cells []string
}

func newCompiler() *compiler {
	return &compiler{
		lex:     &Lexicon{fold: newFolder(), safe: map[string]bool{}, stems: map[string]bool{}, marks: map[string][]mark{}},
		ids:     map[string]int32{},
		classes: map[string]string{},
	}
}

func (c *compiler) table(name, data string) error {
	switch name {
	case "words.tsv":
		return c.words(name, data)
	case "marks.tsv":
		return c.marks(name, data)
	}
	return lines(data, func(n int, cells []string) error {
		where := fmt.Sprintf("%s:%d", name, n)
		if len(cells) < 5 || len(cells) > 6 {
			return fmt.Errorf("%s: %d columns, want signal, value, language, place, wording and, if need be, unless", where, len(cells))
		}
		if cells[0] == "class" {
			key := cells[1] + "/" + cells[2]
			if c.classes[key] != "" {
				return fmt.Errorf("%s: class %q stands twice; put its words on one line", where, key)
			}
			c.classes[key] = cells[4]
			return nil
		}
		c.pending = append(c.pending, pending{where, cells})
		return nil
	})
}

func (c *compiler) words(name, data string) error {
	return lines(data, func(n int, cells []string) error {
		if len(cells) != 2 {
			return fmt.Errorf("%s:%d: %d columns, want language and words", name, n, len(cells))
		}
		for _, w := range strings.Fields(cells[1]) {
			stem := strings.HasSuffix(w, "*")
			if w = c.lex.fold.string(w); stem {
				c.lex.stems[w] = true
			} else {
				c.lex.safe[w] = true
			}
		}
		return nil
	})
}

func (c *compiler) marks(name, data string) error {
	return lines(data, func(n int, cells []string) error {
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
	texts := make([]string, len(c.lex.phrases))
	for i, p := range c.lex.phrases {
		texts[i] = p.text
		words := strings.Fields(p.text)
		for j, w := range words {
			c.lex.safe[w] = true
			if j == len(words)-1 && !strings.HasSuffix(p.text, " ") {
				c.lex.stems[w] = true
			}
		}
	}
	c.lex.find = newAutomaton(texts)
	c.lex.triggers = make([][]int32, len(texts))
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
		ids, err := c.group(g, e.lang)
		if err != nil {
			return fmt.Errorf("%s: %w", p.where, err)
		}
		e.groups = append(e.groups, ids)
	}
	if len(p.cells) == 6 && p.cells[5] != "" {
		if e.unless, err = c.group(p.cells[5], e.lang); err != nil {
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

// group gives the phrases of alternatives, classes resolved.
func (c *compiler) group(cell, lang string) ([]int32, error) {
	var ids []int32
	for _, alt := range strings.Split(cell, "|") {
		alt = strings.TrimSpace(alt)
		if strings.HasPrefix(alt, "{") && strings.HasSuffix(alt, "}") {
			name := alt[1 : len(alt)-1]
			words := c.classes[name+"/"+lang]
			if words == "" {
				words = c.classes[name+"/*"]
			}
			if words == "" {
				return nil, fmt.Errorf("class %q has no words for language %q", name, lang)
			}
			if strings.Contains(words, "{") {
				return nil, fmt.Errorf("class %q names another class; write its words", name)
			}
			more, err := c.group(words, lang)
			if err != nil {
				return nil, err
			}
			ids = append(ids, more...)
			continue
		}
		id, err := c.phrase(alt)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// phrase gives a wording's number. "=" before it means the whole sentence, a
// star at an end that the word goes on.
func (c *compiler) phrase(alt string) (int32, error) {
	whole := strings.HasPrefix(alt, "=")
	body := strings.TrimPrefix(alt, "=")
	front, back := strings.HasPrefix(body, "*"), strings.HasSuffix(body, "*")
	text := c.lex.fold.string(body)
	if len(text) < 2 {
		return 0, fmt.Errorf("wording %q is too short to be searched", alt)
	}
	words := strings.Count(text, " ") + 1
	if !front {
		text = " " + text
	}
	if !back {
		text += " "
	}
	key := text
	if whole {
		key = "=" + key
	}
	if id, ok := c.ids[key]; ok {
		return id, nil
	}
	id := int32(len(c.lex.phrases))
	c.ids[key] = id
	c.lex.phrases = append(c.lex.phrases, phrase{text, words, whole})
	return id, nil
}
