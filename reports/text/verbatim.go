package text

import (
	"strings"
	"unicode/utf8"
)

// Verbatim gives one line of a message with its spaces kept, so that a caret
// stays under its place: tabs become one space, and what Line removes
// (control, escape and invisible formatting characters) is removed here too.
func Verbatim(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		if n := sequence(s[i:]); n > 0 {
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r == '\t':
			b.WriteByte(' ')
		case !hidden(r) && (r == ' ' || !isBreak(r)):
			b.WriteRune(r)
		}
	}
	return b.String()
}
