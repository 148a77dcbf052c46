package text

import (
	"fmt"
	"unicode/utf8"
)

// Escaped gives JSON with DEL, the C1 controls and the bidirectional controls, which
// encoding/json leaves as they are, as \u escapes: they could act on a terminal or turn
// the reading order. In JSON all stand within strings.
func Escaped(in []byte) []byte {
	out := make([]byte, 0, len(in))
	for i := 0; i < len(in); {
		if in[i] < 0x7f {
			out = append(out, in[i])
			i++
			continue
		}
		r, size := utf8.DecodeRune(in[i:])
		if acts(r) {
			out = fmt.Appendf(out, `\u%04x`, r)
		} else {
			out = append(out, in[i:i+size]...)
		}
		i += size
	}
	return out
}

func acts(r rune) bool {
	return r >= 0x7f && r <= 0x9f || r == 0x61c || r == 0x200e || r == 0x200f ||
		r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}
