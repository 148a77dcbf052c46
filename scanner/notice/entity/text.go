package entity

import (
	"unicode"
	"unicode/utf8"

	"leadlint/scanner/wording"
)

// token is a run of letters, digits and marks.
type token struct {
	start, end int32 // bytes of the text
	from, to   int32 // bytes of its folded form
	upper      bool  // begins with a capital letter
	anyUpper   bool
	lower      bool // has a small letter
	letters    bool
	digits     bool
	used       bool // lies within a span
}

// text is a sentence cut into tokens, and what was found in it so far.
type text struct {
	s      string
	tokens []token
	folded []byte
	spans  []Span
	shout  bool // written in capitals for the most part
}

func (t *text) read(fold *wording.Folder, s string) {
	t.s, t.tokens, t.folded = s, t.tokens[:0], t.folded[:0]
	var capitals, smalls int
	open := false
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		if !partOfWord(r, open) {
			open, i = false, i+size
			continue
		}
		if !open {
			open = true
			t.tokens = append(t.tokens, token{start: int32(i), upper: isUpper(r)})
		}
		k := &t.tokens[len(t.tokens)-1]
		i += size
		k.end = int32(i)
		switch {
		case isDigit(r):
			k.digits = true
		case isUpper(r):
			k.anyUpper, k.letters = true, true
			capitals++
		case r < utf8.RuneSelf || unicode.IsLetter(r):
			k.letters, k.lower = true, true
			smalls++
		}
	}
	t.shout = capitals > 2*smalls
	for i := range t.tokens {
		k := &t.tokens[i]
		k.from = int32(len(t.folded))
		t.folded = fold.Append(t.folded, s[k.start:k.end])
		k.to = int32(len(t.folded))
		if k.to > k.from {
			k.to-- // the blank at its end
		}
	}
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func isUpper(r rune) bool {
	if r < utf8.RuneSelf {
		return 'A' <= r && r <= 'Z'
	}
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

func partOfWord(r rune, open bool) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) && r != 'ª' && r != 'º' || open && unicode.IsMark(r)
}

// raw gives the token as written, word its folded form.
func (t *text) raw(i int) string  { k := &t.tokens[i]; return t.s[k.start:k.end] }
func (t *text) word(i int) []byte { k := &t.tokens[i]; return t.folded[k.from:k.to] }

// gap gives what stands between the tokens i and i+1, before the first for -1
// and behind the last.
func (t *text) gap(i int) string {
	from, to := 0, len(t.s)
	if i >= 0 {
		from = int(t.tokens[i].end)
	}
	if i+1 < len(t.tokens) {
		to = int(t.tokens[i+1].start)
	}
	return t.s[from:to]
}

// number says whether the token is made of digits alone.
func (t *text) number(i int) bool { return t.tokens[i].digits && !t.tokens[i].letters }

// at gives the index of the first token that ends behind byte pos.
func (t *text) at(pos int) int {
	lo, hi := 0, len(t.tokens)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if int(t.tokens[mid].end) <= pos {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// free says whether no token of [start, end) lies within a span.
func (t *text) free(start, end int) bool {
	for i := t.at(start); i < len(t.tokens) && int(t.tokens[i].start) < end; i++ {
		if t.tokens[i].used {
			return false
		}
	}
	return true
}

// add notes a find; its tokens are used from then on.
func (t *text) add(kind Kind, start, end int, code string) {
	t.spans = append(t.spans, Span{kind, start, end, code})
	for i := t.at(start); i < len(t.tokens) && int(t.tokens[i].start) < end; i++ {
		t.tokens[i].used = true
	}
}
