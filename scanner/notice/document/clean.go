package document

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// clean gives the text as Block.Text promises it: valid UTF-8 in NFC, runs of
// blanks of any kind as one space, none at the ends, no characters that cannot
// be seen, Latin ligatures spelled out.
func clean(s string) string {
	if isClean(s) || isComposed(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	blank := false
	for _, r := range s {
		if unicode.IsSpace(r) {
			blank = true
			continue
		}
		if invisible(r) {
			continue
		}
		if blank && b.Len() > 0 {
			b.WriteByte(' ')
		}
		blank = false
		if l, ok := ligature(r); ok {
			b.WriteString(l)
			continue
		}
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

// isClean is the quick way out for plain ASCII, which most blocks are.
func isClean(s string) bool {
	last := byte(' ')
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < ' ' || c >= 0x7f || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return last != ' ' || s == ""
}

// isComposed is the quick way out for other text that is as it should be.
func isComposed(s string) bool {
	last := ' '
	for _, r := range s {
		switch {
		case r == ' ':
			if last == ' ' {
				return false
			}
		case r == utf8.RuneError || unicode.IsSpace(r) || invisible(r):
			return false
		}
		if _, ok := ligature(r); ok {
			return false
		}
		last = r
	}
	return (last != ' ' || s == "") && norm.NFC.IsNormalString(s)
}

// invisible tells of format and control characters: soft hyphens, zero-width
// blanks and joiners, marks of direction, byte-order marks, variation selectors.
func invisible(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == 0x7f
	}
	if r >= 0xc0 && r < 0x300 || r >= 0x370 && r < 0x600 {
		return false // the letters of Europe, without the tables
	}
	return r >= 0xfe00 && r <= 0xfe0f || r == 0x034f ||
		unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cs, r)
}

func ligature(r rune) (string, bool) {
	switch r {
	case 0xfb00:
		return "ff", true
	case 0xfb01:
		return "fi", true
	case 0xfb02:
		return "fl", true
	case 0xfb03:
		return "ffi", true
	case 0xfb04:
		return "ffl", true
	case 0xfb05, 0xfb06:
		return "st", true
	}
	return "", false
}

// unglue sets the blank that is missing after a sentence's end ("data.We use"),
// a common trace of lost line breaks. Addresses and host names stay as they are.
func unglue(s string) string {
	if !strings.ContainsAny(s, ".!?;") {
		return s
	}
	var b strings.Builder
	done := 0
	for i := 1; i < len(s)-2; i++ {
		switch s[i] {
		case '.', '!', '?', ';':
			if glued(s, i) {
				b.WriteString(s[done : i+1])
				b.WriteByte(' ')
				done = i + 1
			}
		}
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

// glued looks at no more than 40 bytes to each side, so that one endless token
// costs no more than many short ones.
func glued(s string, i int) bool {
	next, n := utf8.DecodeRuneInString(s[i+1:])
	if !unicode.IsUpper(next) {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(s[i+1+n:]); !unicode.IsLower(r) {
		return false
	}
	before := s[max(0, i-40):i]
	if k := strings.LastIndexByte(before, ' '); k >= 0 {
		before = before[k+1:]
	}
	after := s[i+1 : min(len(s), i+41)]
	if k := strings.IndexByte(after, ' '); k >= 0 {
		after = after[:k]
	}
	const never = "@/\\:_="
	if strings.ContainsAny(before, never) || strings.ContainsAny(after, never) || strings.Contains(before, ".") {
		return false
	}
	return lowerTail(before) >= 3
}

func lowerTail(s string) int {
	n := 0
	for len(s) > 0 {
		r, size := utf8.DecodeLastRuneInString(s)
		if !unicode.IsLower(r) {
			return n
		}
		n++
		s = s[:len(s)-size]
	}
	return n
}

// hasText tells whether there is a letter or digit in s: rules, dots and bars
// alone make no block.
func hasText(s string) bool { return strings.ContainsFunc(s, isWordRune) }

// primary gives the primary subtag of a language tag in lower case, "" when the
// tag has no such form.
func primary(tag string) string {
	tag = strings.ToLower(strings.TrimSpace(tag))
	if i := strings.IndexAny(tag, "-_"); i >= 0 {
		tag = tag[:i]
	}
	if len(tag) < 2 || len(tag) > 3 {
		return ""
	}
	for i := range len(tag) {
		if tag[i] < 'a' || tag[i] > 'z' {
			return ""
		}
	}
	return tag
}
