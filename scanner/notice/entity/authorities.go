package entity

import (
	_ "embed"
	"fmt"
	"strings"

	"leadlint/scanner/wording"
)

//go:embed authorities.tsv
var authorityLines string

// authorityTable knows the supervisory authorities.
type authorityTable struct {
	codes   []string
	names   phrases
	titles  map[int]bool        // names that are ordinary words too
	short   map[string][]letter // acronyms, by the token as written
	domains map[string]string   // host -> code
}

// letter is an acronym with what must stand before it, if anything.
type letter struct {
	before string // a word, "(" for a bracket
	code   string
}

func (a *authorityTable) read(fold *wording.Folder) error {
	a.titles, a.short, a.domains = map[int]bool{}, map[string][]letter{}, map[string]string{}
	return wording.Lines(authorityLines, func(n int, cells []string) error {
		if len(cells) != 3 {
			return fmt.Errorf("authorities.tsv:%d must have three columns", n)
		}
		if err := a.line(fold, cells[0], cells[1], cells[2]); err != nil {
			return fmt.Errorf("authorities.tsv:%d: %w", n, err)
		}
		return nil
	})
}

func (a *authorityTable) line(fold *wording.Folder, code, kind, value string) error {
	switch kind {
	case "domain":
		for d := range strings.FieldsSeq(value) {
			a.domains[d] = code
		}
	case "short":
		for w := range strings.FieldsSeq(value) {
			before, name, ok := strings.Cut(w, "_")
			if !ok {
				before, name = "", w
			}
			a.short[name] = append(a.short[name], letter{before, code})
		}
	case "name", "title":
		id := len(a.codes)
		a.codes = append(a.codes, code)
		a.titles[id] = kind == "title"
		return a.names.add(fold, value, id)
	default:
		return fmt.Errorf("unknown kind %q", kind)
	}
	return nil
}

// findDomains adds the domains of authorities within the web and e-mail addresses
// found from span first on.
func (a *authorityTable) findDomains(t *text, first int) {
	for _, s := range t.spans[first:] {
		from, to := hostOf(t.s, s)
		for from < to {
			if code, ok := a.domains[strings.ToLower(t.s[from:to])]; ok {
				t.spans = append(t.spans, Span{Authority, from, to, code})
				break
			}
			dot := strings.IndexByte(t.s[from:to], '.')
			if dot < 0 {
				break
			}
			from += dot + 1
		}
	}
}

// hostOf gives the bounds of the host of a web or e-mail address.
func hostOf(s string, span Span) (from, to int) {
	from, to = span.Start, span.End
	switch span.Kind {
	case Email:
		from += strings.LastIndexByte(s[from:to], '@') + 1
	case URL:
		if i := strings.Index(s[from:to], "://"); i >= 0 {
			from += i + 3
		}
		if i := strings.IndexAny(s[from:to], "/?#"); i >= 0 {
			to = from + i
		}
		if i := strings.LastIndexByte(s[from:to], '@'); i >= 0 {
			from += i + 1
		}
		if i := strings.IndexByte(s[from:to], ':'); i >= 0 {
			to = from + i
		}
	default:
		return 0, 0
	}
	return from, to
}

// find adds names and acronyms.
func (a *authorityTable) find(t *text) {
	for i := 0; i < len(t.tokens); i++ {
		k := &t.tokens[i]
		if k.used || !k.letters {
			continue
		}
		id, next, ok := a.names.longest(t, i, func(id, next int) bool {
			return !a.titles[id] || t.titled(i, next)
		})
		if ok && t.free(int(k.start), int(t.tokens[next-1].end)) {
			t.add(Authority, int(k.start), int(t.tokens[next-1].end), a.codes[id])
			i = next - 1
			continue
		}
		if code, ok := a.acronym(t, i); ok {
			t.add(Authority, int(k.start), int(k.end), code)
		}
	}
}

// titled says whether the words from token i on are written as a name: with a capital
// letter where a sentence does not ask for one.
func (t *text) titled(i, next int) bool {
	if t.shout || !t.tokens[i].upper {
		return false
	}
	if i > 0 && !strings.ContainsAny(t.gap(i-1), ".:!?;•·|\n") {
		return true
	}
	for j := i + 1; j < next; j++ {
		if t.tokens[j].upper {
			return true
		}
	}
	return strings.HasPrefix(t.gap(next-1), ",") // its address follows
}

func (a *authorityTable) acronym(t *text, i int) (code string, ok bool) {
	list := a.short[t.raw(i)]
	if len(list) == 0 || numbered(t, i) {
		return "", false
	}
	gap := t.gap(i - 1)
	if g := t.gap(i); gap != "" && strings.ContainsAny(gap[len(gap)-1:], "@_/.") || g != "" && strings.ContainsAny(g[:1], "@_") {
		return "", false
	}
	for _, l := range list {
		switch {
		case l.before == "", l.before == "(" && strings.HasSuffix(gap, "("):
			return l.code, true
		case i > 0 && gap == " " && string(t.word(i-1)) == l.before:
			return l.code, true
		}
	}
	return "", false
}

// numbered says whether a number follows, so that the letters name a register
// or a notification and not the authority. After a comma or in brackets it is the
// authority's address.
func numbered(t *text, i int) bool {
	if strings.ContainsAny(t.gap(i), ",(") {
		return false
	}
	j := i + 1
	if j < len(t.tokens) && t.tokens[j].letters && t.tokens[j].end-t.tokens[j].start <= 2 { // "no"
		j++
	}
	return j < len(t.tokens) && t.number(j) && len(t.gap(j-1)) <= 4 && len(t.gap(i)) <= 3
}
