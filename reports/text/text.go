// Package text makes strings of unknown origin fit to be shown: on a terminal,
// where a control sequence could move the cursor or hide a line, and in a
// document, where a bidirectional control could turn the reading order.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line gives s as one line of plain text of at most limit runes: control
// characters, ANSI control sequences and bidirectional or invisible formatting
// characters are removed, every run of white space other than no-break spaces
// becomes one space, bytes that are no UTF-8 become U+FFFD, and what is too
// long ends in "…". A limit of 0 or less means no limit.
func Line(s string, limit int) string {
	if isPlain(s, limit) {
		return s
	}
	var b strings.Builder
	room, space := limit, false
	for i := 0; i < len(s); {
		if n := sequence(s[i:]); n > 0 {
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if isBreak(r) {
			space = b.Len() > 0
			continue
		}
		if hidden(r) {
			continue
		}
		need := 1
		if space {
			need = 2
		}
		if limit > 0 && room-need < 0 {
			return clip(b.String(), limit)
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
		room -= need
	}
	return b.String()
}

// clip replaces the last rune of s, which holds limit runes or one less, by an ellipsis.
func clip(s string, limit int) string {
	if utf8.RuneCountInString(s) >= limit {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return strings.TrimRight(s, " ") + "…"
}

// isPlain is the quick way out for the usual string: printable text without
// double, leading or trailing spaces.
func isPlain(s string, limit int) bool {
	if limit > 0 && len(s) > limit {
		return false
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError || isBreak(r) || hidden(r) {
				return false
			}
			i += size - 1
		case c < ' ' || c > '~' || c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' '):
			return false
		}
	}
	return true
}

func isBreak(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\v', '\f', 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// hidden says whether r has no place in a shown text: C0 and C1 controls, DEL,
// the tag characters, and the format characters (Cf) except the soft hyphen
// and the joiners that some scripts need.
func hidden(r rune) bool {
	switch {
	case r >= 0xA0 && r < 0x600, r == 0x200C, r == 0x200D:
		return false // no format character stands so low but the soft hyphen
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}

// sequence gives the length of the ANSI control sequence (ECMA-48 CSI) that s
// starts with, 0 if there is none.
func sequence(s string) int {
	n := 0
	switch {
	case strings.HasPrefix(s, "\x1b["):
		n = 2
	case strings.HasPrefix(s, "\u009b"):
		n = len("\u009b")
	default:
		return 0
	}
	for n < len(s) && s[n] >= 0x20 && s[n] <= 0x3f {
		n++
	}
	if n < len(s) && s[n] >= 0x40 && s[n] <= 0x7e {
		n++
	}
	return n
}
