package observe

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"leadlint/scanner/mask"
)

// maxSnippet is the longest snippet, in runes.
const maxSnippet = 200

// snippet gives what stands somewhere without what could tell who a person is:
// addresses and numbers are masked, and so is every word with a capital that
// is no word of the lexicon.
func (l *Lexicon) snippet(s string) string {
	var out strings.Builder
	n := 0
	for _, w := range strings.Fields(s) {
		m := l.word(w)
		size := utf8.RuneCountInString(m) + 1
		if n+size > maxSnippet-1 {
			out.WriteString(" …")
			break
		}
		if n > 0 {
			out.WriteByte(' ')
		}
		out.WriteString(m)
		n += size
	}
	return out.String()
}

// word masks one word, with the punctuation around it.
func (l *Lexicon) word(w string) string {
	front := strings.TrimLeftFunc(w, edge)
	head := w[:len(w)-len(front)]
	core := strings.TrimRightFunc(front, edge)
	tail := front[len(core):]
	if core == "" {
		return strings.Map(visible, w)
	}
	return strings.Map(visible, head) + l.core(core) + strings.Map(visible, tail)
}

func edge(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// visible drops what a terminal could take for a command.
func visible(r rune) rune {
	if unicode.IsPrint(r) {
		return r
	}
	return -1
}

func (l *Lexicon) core(w string) string {
	if strings.ContainsRune(w, '@') || strings.ContainsRune(w, veilSign) {
		return mask.Email(w)
	}
	if strings.Contains(w, "://") || strings.HasPrefix(strings.ToLower(w), "www.") {
		return mask.URL(w)
	}
	digits, upper, odd := 0, false, false
	for i, r := range w {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsUpper(r) || unicode.IsTitle(r):
			upper = true
		case !unicode.IsLower(r) && unicode.IsLetter(r):
			upper = true // a script without case: cannot tell a name
		case r == '.' && i > 0 && i < len(w)-1:
			odd = true
		}
	}
	if digits > 2 {
		return mask.Phone(w)
	}
	if !upper && !odd {
		return strings.Map(visible, w)
	}
	for _, part := range strings.Fields(l.fold.String(w)) {
		if !l.known(part) {
			if odd {
				return mask.Text(w)
			}
			return mask.Name(w)
		}
	}
	return strings.Map(visible, w)
}

// known says whether a folded word is a word of the lexicon, so no name.
func (l *Lexicon) known(w string) bool {
	if len(w) <= 1 || l.safe[w] {
		return true
	}
	for i := len(w) - 1; i >= 4; i-- {
		if l.stems[w[:i]] {
			return true
		}
	}
	return false
}
