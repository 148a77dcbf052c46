package entity

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"leadlint/scanner/wording"
)

//go:embed placeholders.tsv
var placeholderLines string

// placeholderTable knows the words of places that are still to be filled in.
type placeholderTable struct {
	fields  phrases // what stands in brackets: "company name", "date"
	orders  phrases // what makes a bracket one, however long: "insert"
	never   phrases // what makes it none: "protected", "sic"
	anyhow  phrases // without brackets, anywhere
	alone   phrases // without brackets, as a whole cell or behind a colon
	capital map[string]bool
}

func (p *placeholderTable) read(fold *wording.Folder) error {
	p.capital = map[string]bool{}
	sets := map[string]*phrases{"field": &p.fields, "order": &p.orders, "never": &p.never, "anyhow": &p.anyhow, "alone": &p.alone}
	return wording.Lines(placeholderLines, func(n int, cells []string) error {
		if len(cells) == 2 && cells[0] == "capital" {
			for w := range strings.FieldsSeq(cells[1]) {
				p.capital[w] = true
			}
			return nil
		}
		if len(cells) != 2 || sets[cells[0]] == nil {
			return fmt.Errorf("placeholders.tsv:%d must have a kind (field, order, never, anyhow, alone, capital) and phrases", n)
		}
		for spec := range strings.SplitSeq(cells[1], ", ") {
			if err := sets[cells[0]].add(fold, spec, 0); err != nil {
				return fmt.Errorf("placeholders.tsv:%d: %w", n, err)
			}
		}
		return nil
	})
}

func (p *placeholderTable) find(t *text) {
	s := t.s
	more := false // a bracket was one, so that its like are too
	for i := 0; i < len(s); {
		end, ok := p.shape(t, i)
		if !ok || end <= i || s[i] == '{' && !t.free(i, end) {
			i++
			continue
		}
		more = more || s[i] == '['
		t.add(Placeholder, i, end, "")
		i = end
	}
	if more {
		p.likes(t)
	}
	for i := range t.tokens {
		if end, ok := p.words(t, i); ok && t.free(int(t.tokens[i].start), end) {
			t.add(Placeholder, int(t.tokens[i].start), end, "")
		}
	}
}

// shape tells a placeholder by the signs that begin at byte i.
func (p *placeholderTable) shape(t *text, i int) (end int, ok bool) {
	s := t.s
	switch s[i] {
	case '[', '<':
		return p.bracket(t, i)
	case '{':
		return braces(s, i)
	case '$', '%':
		return variable(s, i)
	case '_':
		return repeated(s, i, '_', 3)
	case '.':
		end, ok = repeated(s, i, '.', 5)
		return end, ok && !leader(s, end)
	case "…"[0]:
		if strings.HasPrefix(s[i:], "……") {
			for end = i; strings.HasPrefix(s[end:], "…"); {
				end += len("…")
			}
			return end, !leader(s, end)
		}
	case "«"[0]:
		return quotedBlank(s, i)
	case 'X', 'x':
		return crosses(t, i)
	}
	return 0, false
}

// maxBracket is the longest bracket that is looked at, in bytes.
const maxBracket = 200

// bracket judges "[…]" and "<…>".
func (p *placeholderTable) bracket(t *text, i int) (end int, ok bool) {
	first, last, end, ok := inBracket(t, i)
	if !ok {
		return 0, false
	}
	inner := t.s[i+1 : end-1]
	if t.s[i] == '[' && blank(inner) {
		return end, true
	}
	return end, first < last && t.free(i, end) && p.filled(t, first, last, inner)
}

// inBracket gives the tokens within a bracket that opens at byte i and its end; ok is
// false when it does not close or is the text of a link or a note.
func inBracket(t *text, i int) (first, last, end int, ok bool) {
	s, shut := t.s, byte(']')
	if s[i] == '<' {
		shut = '>'
	}
	n := strings.IndexByte(s[i+1:min(len(s), i+maxBracket)], shut)
	if n < 1 {
		return 0, 0, 0, false
	}
	end = i + n + 2
	if strings.ContainsAny(s[i+1:end-1], "[<") || shut == ']' && end < len(s) && strings.IndexByte("([:", s[end]) >= 0 {
		return 0, 0, 0, false
	}
	first = t.at(i + 1)
	for last = first; last < len(t.tokens) && int(t.tokens[last].start) < end; last++ {
	}
	return first, last, end, first < last || shut == ']'
}

// blank says whether a bracket holds signs that stand for something to be filled
// in: bullets, lines, crosses. One cross is a ticked box.
func blank(inner string) bool {
	inner = strings.TrimSpace(inner)
	return strings.Trim(inner, " ●•■□▪○_.-–xX") == "" && strings.ContainsAny(inner, "●•■□▪○_xX") && !strings.EqualFold(inner, "x")
}

// maxField is the most words of a bracket that names what belongs there.
const maxField = 10

// filled judges the words of a bracket.
func (p *placeholderTable) filled(t *text, first, last int, inner string) bool {
	field := false
	for j := first; j < last; j++ {
		if _, next, ok := p.orders.match(t, j); ok && next <= last {
			return true
		}
		_, next, ok := p.fields.match(t, j)
		field = field || ok && next <= last && last-first <= maxField
	}
	if p.barred(t, first, last) {
		return false
	}
	return field || strings.ContainsRune(inner, '_') && strings.ToUpper(inner) == inner
}

// likes adds the further brackets of a text in which one is a placeholder.
func (p *placeholderTable) likes(t *text) {
	for i := 0; i < len(t.s); i++ {
		if t.s[i] != '[' {
			continue
		}
		first, last, end, ok := inBracket(t, i)
		if !ok || first == last || last-first > maxField || !t.tokens[first].letters || !t.free(i, end) || p.barred(t, first, last) {
			continue
		}
		t.add(Placeholder, i, end, "")
		i = end - 1
	}
}

func (p *placeholderTable) barred(t *text, first, last int) bool {
	for j := first; j < last; j++ {
		if _, next, ok := p.never.match(t, j); ok && next <= last {
			return true
		}
	}
	return false
}

// braces judges "{{name}}" and "{name}".
func braces(s string, i int) (end int, ok bool) {
	if strings.HasPrefix(s[i:], "{{") || strings.HasPrefix(s[i:], "{%") {
		shut := map[byte]string{'{': "}}", '%': "%}"}[s[i+1]]
		n := strings.Index(s[i+2:min(len(s), i+maxBracket)], shut)
		return i + n + 4, n > 0
	}
	n := strings.IndexByte(s[i+1:min(len(s), i+maxBracket)], '}')
	return i + n + 2, n > 0 && identifier(s[i+1:i+1+n])
}

// identifier says whether a text is a name such as programs use.
func identifier(s string) bool {
	for i := range len(s) {
		if c := s[i]; !(isName(c) && c < utf8.RuneSelf || i > 0 && (c == '.' || c == '-')) {
			return false
		}
	}
	return s != ""
}

// variable judges "${name}", "%s", "%1$s", "%NAME%", "%(name)s".
func variable(s string, i int) (end int, ok bool) {
	if s[i] == '$' {
		if !strings.HasPrefix(s[i:], "${") {
			return 0, false
		}
		n := strings.IndexByte(s[i:min(len(s), i+maxBracket)], '}')
		return i + n + 1, n > 2
	}
	if i > 0 && (isDigit(rune(s[i-1])) || s[i-1] == ' ' && i > 1 && isDigit(rune(s[i-2]))) {
		return 0, false
	}
	j := i + 1
	for j < len(s) && (isDigit(rune(s[j])) || s[j] == '$') && j-i < 5 {
		j++
	}
	if j < len(s) && (s[j] == 's' || s[j] == 'd') && !nameAt(s, j+1) {
		return j + 1, true
	}
	n := strings.IndexByte(s[i+1:min(len(s), i+40)], '%')
	return i + n + 2, n > 1 && identifier(s[i+1:i+1+n]) && strings.ToUpper(s[i+1:i+1+n]) == s[i+1:i+1+n] && !isDigit(rune(s[i+1]))
}

func nameAt(s string, i int) bool { return i < len(s) && isName(s[i]) }

// repeated judges a run of one sign.
func repeated(s string, i int, c byte, least int) (end int, ok bool) {
	end = i
	for end < len(s) && s[end] == c {
		end++
	}
	return end, end-i >= least && !(c == '_' && (i > 0 && nameAt(s, i-1) || nameAt(s, end)))
}

// leader says whether nothing but a page number follows a row of dots, as in a
// table of contents.
func leader(s string, i int) bool {
	rest := strings.TrimSpace(s[i:min(len(s), i+8)])
	return rest != "" && len(s)-i < 8 && strings.Trim(rest, "0123456789") == ""
}

// quotedBlank judges quotes that hold nothing but dots.
func quotedBlank(s string, i int) (end int, ok bool) {
	if !strings.HasPrefix(s[i:], "«") {
		return 0, false
	}
	from := i + len("«")
	n := strings.Index(s[from:min(len(s), from+20)], "»")
	if n < 0 {
		return 0, false
	}
	inner := strings.TrimFunc(s[from:from+n], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(".…_", r) })
	return from + n + len("»"), inner == "" && strings.ContainsAny(s[from:from+n], ".…_")
}

// crosses judges a word of X: XXXX, or XX.XX.XX. XX and XXX alone may be Roman numbers.
func crosses(t *text, i int) (end int, ok bool) {
	s := t.s
	if i > 0 && (nameAt(s, i-1) || s[i-1] == '@') || i > 1 && s[i-1] == '.' && nameAt(s, i-2) {
		return 0, false
	}
	groups := 0
	for j := i; ; groups++ {
		from := j
		for j < len(s) && (s[j] == s[i]) {
			j++
		}
		if nameAt(s, j) || j == from || j-from == 1 && groups == 0 {
			break
		}
		end = j
		if j-from >= 4 {
			ok = true
		}
		if j+1 >= len(s) || strings.IndexByte(" .-/", s[j]) < 0 || s[j+1] != s[i] {
			return end, ok || groups > 0
		}
		j++
	}
	return end, ok || groups > 1
}

// words tells a placeholder by its words, from token i on.
func (p *placeholderTable) words(t *text, i int) (end int, ok bool) {
	if p.capital[t.raw(i)] && !t.tokens[i].used {
		return int(t.tokens[i].end), true
	}
	if _, next, ok := p.anyhow.match(t, i); ok {
		return int(t.tokens[next-1].end), true
	}
	_, next, ok := p.alone.match(t, i)
	if !ok {
		return 0, false
	}
	before, behind := strings.TrimSpace(t.gap(i-1)), strings.TrimSpace(t.gap(next-1))
	opens := i == 0 || before != "" && strings.ContainsRune(":([{<-–—*", lastRune(before))
	shuts := next == len(t.tokens) || behind != "" && strings.ContainsRune(")]}>.;|", firstRune(behind))
	return int(t.tokens[next-1].end), opens && shuts
}

func lastRune(s string) rune  { r, _ := utf8.DecodeLastRuneInString(s); return r }
func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }
