package wording

import (
	"cmp"
	"fmt"
	"strings"
)

// deepest is how many classes may name one another in a row.
const deepest = 8

// Phrase is one wording in the form in which it is searched.
type Phrase struct {
	// Text is folded, with a blank at each end where a word must begin or end.
	Text string
	// Words is the number of words, at least 1.
	Words int
	// Whole says that the wording is the whole sentence.
	Whole bool
}

// Phrases numbers the wordings of tables. In a table a group of alternatives is
// written "word|two words|{class}": a star at an end says that the word goes on,
// "=" before a wording that it is the whole sentence, and {class} stands for the
// group of that name. The zero value is not ready; see [NewPhrases].
type Phrases struct {
	fold    *Folder
	list    []Phrase
	ids     map[string]int32
	classes map[string]string  // name/lang -> alternatives
	known   map[string][]int32 // name/lang -> the numbers of a class that was used
	fixed   map[string]int32   // names whose hits come from elsewhere
}

// NewPhrases gives an empty set of wordings that are folded by fold.
func NewPhrases(fold *Folder) *Phrases {
	return &Phrases{fold: fold, ids: map[string]int32{}, classes: map[string]string{}, known: map[string][]int32{}, fixed: map[string]int32{}}
}

// Class makes {name} stand for a group in a language, "*" for all languages. A
// language's own class goes before that for all. It fails when the class is there
// already.
func (p *Phrases) Class(name, lang, group string) error {
	key := name + "/" + lang
	if p.classes[key] != "" {
		return fmt.Errorf("class %q stands twice; put its words on one line", key)
	}
	if _, ok := p.fixed[name]; ok {
		return fmt.Errorf("class %q is one of the program's own; choose another name", name)
	}
	p.classes[key] = group
	return nil
}

// Fix makes {name} stand for one number whose places are found by other means than
// a search for words. The number must be negative.
func (p *Phrases) Fix(name string, number int32) { p.fixed[name] = number }

// Group gives the numbers of a group's wordings. It fails when a wording is
// shorter than two letters or a class is not known; classes may be defined in any
// order but before the first group that uses them.
func (p *Phrases) Group(group, lang string) ([]int32, error) {
	return p.group(nil, group, lang, 0)
}

func (p *Phrases) group(ids []int32, group, lang string, depth int) ([]int32, error) {
	for alt := range strings.SplitSeq(group, "|") {
		alt = strings.TrimSpace(alt)
		name, ok := strings.CutPrefix(alt, "{")
		if name, ok = cutEnd(name, ok); ok {
			var err error
			if ids, err = p.class(ids, name, lang, depth); err != nil {
				return nil, err
			}
			continue
		}
		id, err := p.phrase(alt)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func cutEnd(name string, ok bool) (string, bool) {
	if !ok {
		return name, false
	}
	return strings.CutSuffix(name, "}")
}

func (p *Phrases) class(ids []int32, name, lang string, depth int) ([]int32, error) {
	if id, ok := p.fixed[name]; ok {
		return append(ids, id), nil
	}
	key := name + "/" + lang
	if all, ok := p.known[key]; ok {
		return append(ids, all...), nil
	}
	words := cmp.Or(p.classes[key], p.classes[name+"/*"])
	if words == "" {
		return nil, fmt.Errorf("class %q has no words for language %q", name, lang)
	}
	if depth == deepest {
		return nil, fmt.Errorf("class %q names other classes that come back to it, or more than %d in a row", name, deepest)
	}
	all, err := p.group(nil, words, lang, depth+1)
	if err != nil {
		return nil, err
	}
	p.known[key] = all
	return append(ids, all...), nil
}

func (p *Phrases) phrase(alt string) (int32, error) {
	body, whole := strings.CutPrefix(alt, "=")
	front, back := strings.HasPrefix(body, "*"), strings.HasSuffix(body, "*")
	if strings.Contains(strings.Trim(body, "*"), "*") {
		return 0, fmt.Errorf("wording %q has a star in its middle; stars stand at the ends only", alt)
	}
	text := p.fold.String(body)
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
	if id, ok := p.ids[key]; ok {
		return id, nil
	}
	id := int32(len(p.list))
	p.ids[key] = id
	p.list = append(p.list, Phrase{Text: text, Words: words, Whole: whole})
	return id, nil
}

// List gives the wordings numbered so far, by their numbers.
func (p *Phrases) List() []Phrase { return p.list }

// Finder gives the finder of the wordings numbered so far. Texts that it searches
// must be folded and begin with a blank.
func (p *Phrases) Finder() *Finder {
	texts := make([]string, len(p.list))
	for i, ph := range p.list {
		texts[i] = ph.Text
	}
	return NewFinder(texts)
}

// Lines calls f with the number and the cells of each line of a table: columns
// are parted by tabs; empty lines and those that begin with # are left out. It
// gives back the first error of f.
func Lines(data string, f func(number int, cells []string) error) error {
	n := 0
	for line := range strings.SplitSeq(data, "\n") {
		n++
		line = strings.TrimRight(line, "\r")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := f(n, strings.Split(line, "\t")); err != nil {
			return err
		}
	}
	return nil
}
