package entity

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode/utf8"

	"leadlint/scanner/wording"
)

//go:embed phones.tsv
var phoneLines string

// phoneTable knows the words that announce telephone numbers, and those that
// announce numbers of other kinds.
type phoneTable struct{ labels phrases }

const (
	isPhone = iota
	isOther
)

func (p *phoneTable) read(fold *wording.Folder) error {
	kinds := map[string]int{"phone": isPhone, "other": isOther}
	return wording.Lines(phoneLines, func(n int, cells []string) error {
		id, ok := kinds[cells[0]]
		if !ok || len(cells) != 2 {
			return fmt.Errorf("phones.tsv:%d must have a kind (phone, other) and words", n)
		}
		for w := range strings.FieldsSeq(cells[1]) {
			if err := p.labels.add(fold, w, id); err != nil {
				return fmt.Errorf("phones.tsv:%d: %w", n, err)
			}
		}
		return nil
	})
}

// find looks at every run of digits and of the signs that group them.
func (p *phoneTable) find(t *text) {
	for i := 0; i < len(t.tokens); i++ {
		if k := &t.tokens[i]; !k.digits || k.letters || k.used {
			continue
		}
		r := digitRun(t, i)
		if t.s[r.start] == '(' && !strings.Contains(t.s[r.start:r.end], ")") {
			r.start++
		}
		if p.judge(t, i, r) && t.free(r.start, r.end) {
			t.add(Phone, r.start, r.end, "")
		}
		i = max(i, r.last)
	}
}

// run is digits in groups.
type run struct {
	start, end int
	last       int // token
	digits     int
	groups     [8]int // lengths of the first groups
	count      int
	dots       int // of the groups' signs, those that dates have too
	plus       bool
	broken     bool // touches letters, so that it is part of a code
}

// digitRun reads the run that begins with token i.
func digitRun(t *text, i int) run {
	r := run{start: int(t.tokens[i].start), last: i}
	s := t.s
	for r.start > 0 && (s[r.start-1] == '(' || s[r.start-1] == '+') {
		r.start--
		if s[r.start] == '+' {
			r.plus = true
		}
	}
	if r.start > 0 {
		before, _ := utf8.DecodeLastRuneInString(s[:r.start])
		r.broken = partOfWord(before, true) || strings.ContainsRune("-./_@#=&%", before) && r.start > 1 && !isSpaceBefore(s, r.start-1)
	}
	for {
		k := &t.tokens[r.last]
		size := int(k.end - k.start)
		r.digits += size
		if r.count < len(r.groups) {
			r.groups[r.count] = size
		}
		r.count++
		r.end = int(k.end)
		next := r.last + 1
		if next >= len(t.tokens) || !joins(t.gap(r.last)) {
			break
		}
		if n := &t.tokens[next]; !n.digits || n.letters || n.used {
			r.broken = r.broken || n.letters && n.digits && t.gap(r.last) == ""
			break
		}
		if g := t.gap(r.last); g == "." || g == "/" || g == "-" {
			r.dots++
		}
		r.last = next
	}
	return r
}

func isSpaceBefore(s string, i int) bool { return i == 0 || s[i-1] == ' ' }

// joins says whether what stands between two groups of digits may group them.
func joins(gap string) bool {
	switch gap {
	case " ", ".", "-", "/", "\u00a0", "\u202f", "\u2009", "‑", "–", ")", ") ", "(", " (", ")-", ") -", "/ ", " - ", " – ", ". ", "\u00a0(", ")\u00a0":
		return true
	}
	return false
}

func (p *phoneTable) judge(t *text, i int, r run) bool {
	if r.broken || r.digits < 7 || r.digits > 15 || strings.Trim(t.s[r.start:r.end], "0 .-/()") == "" {
		return false
	}
	if r.plus {
		return r.digits >= 8
	}
	label, known := p.label(t, i)
	if known && label == isOther || r.isDate() {
		return false
	}
	if known && label == isPhone {
		return true
	}
	if t.s[t.tokens[i].start] == '0' {
		return p.national(t, i, r)
	}
	g := r.groups
	signs := strings.ContainsAny(t.s[r.start:r.end], "-.(")
	return signs && (r.count == 3 && g[0] == 3 && g[1] == 3 && g[2] == 4 || r.count == 4 && g[0] == 1 && g[1] == 3 && g[2] == 3 && g[3] == 4)
}

// national judges a run that begins with a nought and has no label. A code of
// capitals before it, as of a country or a register, speaks against it.
func (p *phoneTable) national(t *text, i int, r run) bool {
	if i > 0 {
		k := &t.tokens[i-1]
		if !k.lower && k.end-k.start <= 4 && r.start-int(k.end) <= 2 {
			return false
		}
	}
	if r.dots >= 2 && r.digits <= 8 {
		return false
	}
	return r.digits >= 9 || r.digits >= 8 && r.count > 1
}

// isDate says whether the first groups are a day, a month and a year.
func (r *run) isDate() bool {
	if r.count < 3 || r.dots < 2 {
		return false
	}
	a, b, c := r.groups[0], r.groups[1], r.groups[2]
	return a <= 2 && b <= 2 && c == 4 || a == 4 && b <= 2 && c <= 2
}

// label looks for a word that announces the number, four words back at most. A
// word of telephones outdoes the others: "phone number".
func (p *phoneTable) label(t *text, i int) (id int, ok bool) {
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		k := &t.tokens[j]
		if t.tokens[i].start-k.end > 40 || k.digits {
			break
		}
		if got, _, found := p.labels.match(t, j); found && (!ok || got == isPhone) {
			id, ok = got, true
		}
	}
	return id, ok
}
