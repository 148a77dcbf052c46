package entity

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode/utf8"

	"leadlint/scanner/wording"
)

//go:embed places.tsv
var placeLines string

// placeTable knows the shapes of postal codes, the words of streets and of boxes,
// and the words that are no towns.
type placeTable struct {
	digits, letters []shape // of codes that begin with a digit or a letter
	streets         phrases
	notStreets      phrases
	endings         map[string]bool // of street names, folded
	longest         int             // of the endings
	boxes           phrases
	notTowns        phrases
}

// shape is the form of a postal code: # a digit, @ a capital letter, ? either, a
// blank is a blank or nothing, everything else itself.
type shape struct {
	form   string
	before bool // the town stands before it
	after  bool
	need   need
}

// need is what must stand beside a code, so that it is one.
type need uint8

const (
	nothing need = iota
	edge         // a house number, a comma or the start before it
	comma        // a comma and a town before it
	street       // a street with a house number
	house        // a house number directly before it
	way          // a street, with or without
)

func (p *placeTable) read(fold *wording.Folder) error {
	p.endings = map[string]bool{}
	return wording.Lines(placeLines, func(n int, cells []string) error {
		if len(cells) < 2 {
			return fmt.Errorf("places.tsv:%d must have a kind and a value", n)
		}
		if cells[0] == "code" {
			return p.shape(n, cells[1:])
		}
		sets := map[string]*phrases{"street": &p.streets, "box": &p.boxes, "notstreet": &p.notStreets, "nottown": &p.notTowns}
		for w := range strings.SplitSeq(cells[1], ", ") {
			if cells[0] == "ending" {
				w = fold.String(w)
				p.endings[w] = true
				p.longest = max(p.longest, len(w))
			} else if set := sets[cells[0]]; set == nil {
				return fmt.Errorf("places.tsv:%d has the unknown kind %q", n, cells[0])
			} else if err := set.add(fold, w, 0); err != nil {
				return fmt.Errorf("places.tsv:%d: %w", n, err)
			}
		}
		return nil
	})
}

func (p *placeTable) shape(n int, cells []string) error {
	needs := map[string]need{"": nothing, "edge": edge, "comma": comma, "street": street, "house": house, "way": way}
	if len(cells) != 3 {
		return fmt.Errorf("places.tsv:%d must have a form, a side and a need", n)
	}
	k, ok := needs[cells[2]]
	if !ok || cells[0] == "" {
		return fmt.Errorf("places.tsv:%d has no form or an unknown need", n)
	}
	s := shape{form: cells[0], before: cells[1] == "before", after: cells[1] == "after", need: k}
	if s.form[0] == '#' {
		p.digits = append(p.digits, s)
	} else {
		p.letters = append(p.letters, s)
	}
	return nil
}

func (p *placeTable) find(t *text) {
	for i := 0; i < len(t.tokens); i++ {
		k := &t.tokens[i]
		if k.used {
			continue
		}
		shapes := p.letters
		if c := t.s[k.start]; isDigit(rune(c)) {
			shapes = p.digits
		} else if c < 'A' || c > 'Z' || k.lower {
			shapes = nil
		}
		for j := range shapes {
			if start, end, ok := p.fits(t, i, &shapes[j]); ok && t.free(start, end) {
				t.add(Address, start, end, "")
				break
			}
		}
		if k.used {
			continue
		}
		if start, end, ok := p.box(t, i); ok && t.free(start, end) {
			t.add(Address, start, end, "")
		}
	}
}

// fits says whether a code of the shape begins at token i, with what it needs.
func (p *placeTable) fits(t *text, i int, c *shape) (start, end int, ok bool) {
	start = int(t.tokens[i].start)
	end, ok = c.match(t.s, start)
	if !ok || start > 0 && strings.IndexByte("-./#&=_+§", t.s[start-1]) >= 0 {
		return 0, 0, false
	}
	strict := c.before && c.form[0] == '#'
	if strict && (t.s[start:start+2] == "19" || t.s[start:start+2] == "20") {
		return 0, 0, false // rather a year
	}
	if c.after {
		if end, ok = p.townBehind(t, t.at(end), end); !ok {
			return 0, 0, false
		}
	}
	head := i
	if c.before {
		if head = p.townBefore(t, i); head < 0 {
			return 0, 0, false
		}
		start = int(t.tokens[head].start)
	}
	from, housed := p.streetBefore(t, head, strict || year(t.s[t.tokens[i].start:end]))
	if housed {
		start = from
	} else if c.need == street {
		end, housed = p.streetBehind(t, t.at(end), end)
	}
	return start, end, p.needed(t, c.need, i, head, housed)
}

// needed says whether what a code needs stands before it: the code is at token i, the
// address without its street begins at head, housed says that there is a street.
func (p *placeTable) needed(t *text, n need, i, head int, housed bool) bool {
	switch n {
	case edge:
		return housed || head == 0 || strings.ContainsAny(t.gap(head-1), ",(|·•\n–")
	case comma:
		return strings.HasPrefix(t.gap(i-1), ",")
	case street:
		return housed
	case house:
		return housed && isHouse(t, head-1)
	case way:
		return housed || p.hasStreet(t, max(0, head-maxStreet), head)
	}
	return true
}

// year says whether what begins with a code could be a year with its next word.
func year(s string) bool {
	return len(s) > 4 && (s[:2] == "19" || s[:2] == "20") && isDigit(rune(s[2])) && isDigit(rune(s[3])) && s[4] == ' '
}

// match compares the text at byte i with the shape.
func (c *shape) match(s string, i int) (end int, ok bool) {
	for n := range len(c.form) {
		if c.form[n] == ' ' {
			i = blanks(s, i)
			continue
		}
		if i >= len(s) || !c.takes(n, s[i]) {
			return 0, false
		}
		i++
	}
	if i < len(s) {
		r, _ := utf8.DecodeRuneInString(s[i:])
		if partOfWord(r, true) || strings.ContainsRune("-/%€$£°", r) {
			return 0, false
		}
	}
	return i, true
}

func (c *shape) takes(n int, b byte) bool {
	digit, capital := '0' <= b && b <= '9', 'A' <= b && b <= 'Z'
	switch c.form[n] {
	case '#':
		return digit
	case '@':
		return capital
	case '?':
		return digit || capital
	}
	return b == c.form[n]
}

// townBehind reads the town that begins with token j directly behind byte end: its first
// word, and further capitalised ones.
func (p *placeTable) townBehind(t *text, j, end int) (int, bool) {
	if j >= len(t.tokens) || t.tokens[j].used || !t.tokens[j].upper || t.tokens[j].digits {
		return 0, false
	}
	if from := int(t.tokens[j].start); strings.Trim(t.s[end:from], " \u00a0") != "" || from == end || from-end > 3 {
		return 0, false
	}
	if p.noTown(t, j) {
		return 0, false
	}
	for n := 0; n < 3 && j+1 < len(t.tokens); n++ {
		k := &t.tokens[j+1]
		g := t.gap(j)
		if g != " " && g != "-" && g != "'" && g != "’" || !k.upper && g != "-" || k.used || k.digits || p.noTown(t, j+1) {
			break
		}
		j++
	}
	return int(t.tokens[j].end), true
}

func (p *placeTable) noTown(t *text, i int) bool {
	_, _, ok := p.notTowns.match(t, i)
	return ok
}

// townBefore gives the first token of the town that ends before token i, -1 for none.
func (p *placeTable) townBefore(t *text, i int) int {
	j := i - 1
	if j < 0 || !t.tokens[j].upper || t.tokens[j].digits || t.tokens[j].used || len(t.gap(j)) > 2 {
		return -1
	}
	if p.noTown(t, j) {
		return -1
	}
	for n := 0; n < 2 && j > 0 && t.tokens[j-1].upper && !t.tokens[j-1].digits && !t.tokens[j-1].used && t.gap(j-1) == " "; n++ {
		j--
	}
	return j
}

// box reads a post office box with its number that begins at token i.
func (p *placeTable) box(t *text, i int) (start, end int, ok bool) {
	k := &t.tokens[i]
	if !k.upper && !(k.letters && !k.lower) {
		return 0, 0, false
	}
	_, next, ok := p.boxes.match(t, i)
	if !ok || next >= len(t.tokens) || !t.number(next) || len(t.gap(next-1)) > 4 {
		return 0, 0, false
	}
	size := t.tokens[next].end - t.tokens[next].start
	return int(k.start), int(t.tokens[next].end), size <= 6 && (size >= 2 || next > i+1)
}
