package entity

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode/utf8"

	"leadlint/scanner/wording"
)

//go:embed forms.tsv
var formLines string

// formTable knows the legal forms by their first word as written.
type formTable struct {
	starts  map[string][]form // longest first
	noNames map[string]bool   // words that are capitalised but no name
}

// form is one way of writing a legal form.
type form struct {
	text  string
	tail  string // what must follow, outside the span
	code  string
	word  bool // is a word or abbreviation of another meaning too: stricter
	front bool // may stand before the name
	mark  bool // before the name only if that is quoted
	amp   bool // needs "&" before it
	small bool // the name's last word may be a small one: "Katalog kontaktov s.r.o."
	notBy []string
}

func (f *formTable) read(*wording.Folder) error {
	f.starts, f.noNames = map[string][]form{}, map[string]bool{}
	return wording.Lines(formLines, func(n int, cells []string) error {
		if len(cells) != 4 {
			return fmt.Errorf("forms.tsv:%d must have four columns", n)
		}
		if cells[0] == "noname" {
			for w := range strings.FieldsSeq(cells[1]) {
				f.noNames[w] = true
			}
			return nil
		}
		for spelling := range strings.SplitSeq(cells[0], " | ") {
			spelling, tail, _ := strings.Cut(spelling, "~")
			g := form{text: spelling, tail: tail, code: cells[1], notBy: strings.Fields(cells[3])}
			for _, c := range cells[2] {
				switch c {
				case 'w':
					g.word = true
				case 'f':
					g.front = true
				case 'q':
					g.front, g.mark = true, true
				case 'a':
					g.amp = true
				case 's':
					g.small = true
				default:
					return fmt.Errorf("forms.tsv:%d has the unknown flag %q", n, c)
				}
			}
			f.add(g)
		}
		return nil
	})
}

func (f *formTable) add(g form) {
	n := strings.IndexFunc(g.text, func(r rune) bool { return !partOfWord(r, false) })
	if n < 0 {
		n = len(g.text)
	}
	list := f.starts[g.text[:n]]
	for i := range list {
		if list[i].text == g.text && list[i].tail == g.tail {
			list[i].join(&g)
			return
		}
	}
	list = append(list, g)
	for i := len(list) - 1; i > 0 && list[i].size() > list[i-1].size(); i-- {
		list[i], list[i-1] = list[i-1], list[i]
	}
	f.starts[g.text[:n]] = list
}

func (g *form) size() int { return len(g.text) + len(g.tail) }

// join notes that the spelling is used in more countries, or stands in front too.
func (g *form) join(more *form) {
	if more.front && !g.front {
		g.front, g.mark = true, more.mark
	}
	for c := range strings.SplitSeq(more.code, ",") {
		if !strings.Contains(g.code, c) {
			g.code += "," + c
		}
	}
}

func (f *formTable) find(t *text) {
	for i := 0; i < len(t.tokens); i++ {
		if t.tokens[i].used {
			continue
		}
		list := f.starts[t.raw(i)]
		for j := range list {
			if start, end, ok := f.fits(t, i, &list[j]); ok && t.free(start, end) {
				t.add(LegalForm, start, end, list[j].code)
				break
			}
		}
	}
}

// fits says whether the form stands at token i with a name, and where both lie.
func (f *formTable) fits(t *text, i int, g *form) (start, end int, ok bool) {
	from := int(t.tokens[i].start)
	end, ok = spelled(t.s, from, g.text)
	if !ok || g.word && (t.shout || followsCode(t.s, end)) {
		return 0, 0, false
	}
	if g.tail != "" {
		if _, ok = spelled(t.s, blanks(t.s, end), g.tail); !ok {
			return 0, 0, false
		}
	}
	if start, ok = f.nameBefore(t, i, g); ok {
		return start, end, true
	}
	if g.front {
		if to, ok := f.nameBehind(t, end, g.mark); ok {
			return from, to, true
		}
	}
	return 0, 0, false
}

// spelled compares the text from byte i on with a spelling, in which a blank is any
// white space or none behind a stop.
func spelled(s string, i int, spelling string) (end int, ok bool) {
	for n := 0; n < len(spelling); n++ {
		if spelling[n] != ' ' {
			if i >= len(s) || s[i] != spelling[n] {
				return 0, false
			}
			i++
			continue
		}
		next := blanks(s, i)
		if next == i && spelling[n-1] != '.' {
			return 0, false
		}
		i = next
	}
	if i < len(s) {
		if r, _ := utf8.DecodeRuneInString(s[i:]); partOfWord(r, true) {
			return 0, false
		}
	}
	return i, true
}

// blanks skips white space, three characters at most.
func blanks(s string, i int) int {
	for range 3 {
		r, size := utf8.DecodeRuneInString(s[min(i, len(s)):])
		if r != ' ' && r != '\u00a0' && r != '\u202f' {
			break
		}
		i += size
	}
	return i
}

// followsCode says whether digits or a compound follow, as in "SE 556" or "AG-Leitung".
func followsCode(s string, i int) bool {
	if i+1 >= len(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i+1:])
	return s[i] == ' ' && isDigit(r) || s[i] == '-' && partOfWord(r, false)
}

// nameBefore looks for a name directly before the form at token i.
func (f *formTable) nameBefore(t *text, i int, g *form) (start int, ok bool) {
	if i == 0 {
		return 0, false
	}
	gap := t.gap(i - 1)
	if len(gap) > 12 || gap == "" {
		return 0, false
	}
	closed := strings.ContainsAny(gap, "\"”“»’'")
	bare := strings.Trim(gap, " \u00a0\u202f")
	switch strings.Trim(bare, "\"”“»«„’'®™©)") {
	case "", ",":
		if g.amp || g.word && !closed && bare == "," || bare == gap && !closed && gap != "," {
			return 0, false
		}
	case "&":
	default:
		return 0, false
	}
	return f.name(t, i-1, g, closed)
}

// name says whether the word that ends with token j is a name.
func (f *formTable) name(t *text, j int, g *form, quoted bool) (start int, ok bool) {
	first, capital, dotted, letters := j, false, false, false
	for n := 0; ; n++ {
		k := &t.tokens[first]
		capital, letters = capital || k.anyUpper || k.digits, letters || k.letters
		if first == 0 || n > 5 || !glues(t.gap(first-1)) {
			break
		}
		dotted = dotted || t.gap(first-1) == "."
		first--
	}
	word := t.s[t.tokens[first].start:t.tokens[j].end]
	if !capital && !dotted && !quoted && !(g.small && len(word) > 2 && t.named(first)) {
		return 0, false
	}
	if !quoted && (f.noNames[strings.ToLower(word)] || barred(g, word)) {
		return 0, false
	}
	if g.word && (strings.HasSuffix(word, "'s") || strings.HasSuffix(word, "’s")) {
		return 0, false
	}
	if g.word && !quoted && (!capital || !letters) {
		return 0, false
	}
	return int(t.tokens[first].start), true
}

// named says whether a capitalised word stands a few words before token i, with
// nothing but blanks and commas between them.
func (t *text) named(i int) bool {
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		if g := t.gap(j); g != " " && g != ", " {
			return false
		}
		if t.tokens[j].upper && j > 0 {
			return true
		}
	}
	return false
}

func barred(g *form, word string) bool {
	for _, w := range g.notBy {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}

// glues says whether a gap stands within one word of a name.
func glues(gap string) bool {
	switch gap {
	case ".", "-", "&", "'", "’", "+", "/", "!":
		return true
	}
	return false
}

// nameBehind looks for a name behind a form that ends at byte end: quoted, or
// with a capital letter.
func (f *formTable) nameBehind(t *text, end int, quotes bool) (to int, ok bool) {
	from := blanks(t.s, end)
	if from == end {
		return 0, false
	}
	r, size := utf8.DecodeRuneInString(t.s[from:])
	quoted := strings.ContainsRune("\"“„«‘'”", r)
	if quoted {
		from += size
	}
	j := t.at(from)
	if j >= len(t.tokens) || int(t.tokens[j].start) != from || t.tokens[j].used {
		return 0, false
	}
	if quoted {
		return closing(t, j), true
	}
	if quotes || !t.tokens[j].upper || f.noNames[strings.ToLower(t.raw(j))] {
		return 0, false
	}
	for n := 0; n < 5 && j+1 < len(t.tokens) && (glues(t.gap(j)) || t.gap(j) == " " && t.tokens[j+1].upper); n++ {
		j++
	}
	return int(t.tokens[j].end), true
}

// closing gives the end of the last word of a quoted name that begins with token j.
func closing(t *text, j int) int {
	for n := 0; n < 8 && j+n < len(t.tokens); n++ {
		if strings.ContainsAny(t.gap(j+n), "\"“”»’") {
			return int(t.tokens[j+n].end)
		}
	}
	return int(t.tokens[j].end)
}
