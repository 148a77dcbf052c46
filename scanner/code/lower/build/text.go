package build

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Unknown says what becomes of a backslash before a letter that means nothing.
type Unknown bool

// What becomes of it: Python, PHP and shells keep the backslash, JavaScript, Ruby and
// most others drop it.
const (
	Keep Unknown = true
	Drop Unknown = false
)

// Unescape decodes the escapes with a backslash that the languages have in common: the
// letters of C and \e, \xHH, \u0000, \u{...}, \U00000000, up to three octal digits, and
// a backslash at a line's end, which joins the lines. A pair of UTF-16 halves becomes one
// character, half a pair the replacement character. A text without backslash is given
// back as it is.
func Unescape(s string, u Unknown) string {
	at := strings.IndexByte(s, '\\')
	if at < 0 {
		return s
	}
	out := make([]byte, 0, len(s))
	for at >= 0 {
		out = append(out, s[:at]...)
		s = s[at:]
		var n int
		out, n = escape(out, s, u)
		s = s[n:]
		at = strings.IndexByte(s, '\\')
	}
	return string(append(out, s...))
}

// escape appends what the escape at the start of s means and gives its length.
func escape(out []byte, s string, u Unknown) ([]byte, int) {
	if len(s) < 2 {
		return append(out, s...), len(s)
	}
	c := s[1]
	if i := strings.IndexByte("abefnrtv", c); i >= 0 {
		return append(out, "\a\b\x1b\f\n\r\t\v"[i]), 2
	}
	switch {
	case c == '\n':
		return out, 2
	case c == '\r':
		if len(s) > 2 && s[2] == '\n' {
			return out, 3
		}
		return out, 2
	case c == 'x':
		if v, n := digits(s[2:], 16, 2); n > 0 {
			return append(out, byte(v)), 2 + n
		}
	case c == 'u' || c == 'U':
		if r, n := character(s); n > 0 {
			return utf8.AppendRune(out, r), n
		}
	case c >= '0' && c <= '7':
		v, n := digits(s[1:], 8, 3)
		return append(out, byte(v)), 1 + n
	case strings.IndexByte("\\'\"`", c) >= 0:
		return append(out, c), 2
	}
	if u == Keep {
		return append(out, '\\'), 1
	}
	return out, 1
}

// character reads \u0000, \u{...} or \U00000000, and a second half after a first one.
func character(s string) (rune, int) {
	if strings.HasPrefix(s, `\u{`) {
		v, n := digits(s[3:], 16, 8)
		if n == 0 || len(s) <= 3+n || s[3+n] != '}' {
			return 0, 0
		}
		return valid(v), 4 + n
	}
	width := 4
	if s[1] == 'U' {
		width = 8
	}
	v, n := digits(s[2:], 16, width)
	if n < width {
		return 0, 0
	}
	if utf16.IsSurrogate(rune(v)) && strings.HasPrefix(s[2+n:], `\u`) {
		if low, m := digits(s[4+n:], 16, 4); m == 4 {
			if r := utf16.DecodeRune(rune(v), rune(low)); r != utf8.RuneError {
				return r, 4 + n + m
			}
		}
	}
	return valid(v), 2 + n
}

func valid(v uint32) rune {
	if v > utf8.MaxRune {
		return utf8.RuneError
	}
	return rune(v)
}

// digits reads up to limit digits of a base and gives their value and number.
func digits(s string, base uint32, limit int) (v uint32, n int) {
	for n < limit && n < len(s) {
		d := uint32(math.MaxUint32)
		switch c := s[n]; {
		case c >= '0' && c <= '9':
			d = uint32(c - '0')
		case c >= 'a' && c <= 'f':
			d = uint32(c-'a') + 10
		case c >= 'A' && c <= 'F':
			d = uint32(c-'A') + 10
		}
		if d >= base {
			break
		}
		v = v*base + d
		n++
	}
	return v, n
}

// Number gives the spelling of a number in decimal digits: separators (_ and ') and the
// letters after it (10L, 1.5f, 3n, 2j) are left out, 0x, 0o, 0b and a leading zero are
// counted out, and powers of ten too up to 1e21. What cannot be read is given back.
func Number(s string) string {
	if strings.Trim(s, "0123456789") == "" && (len(s) < 2 || s[0] != '0') {
		return s
	}
	t := strings.ReplaceAll(strings.ReplaceAll(s, "_", ""), "'", "")
	if base, body := radix(t); base != 10 {
		body = strings.TrimRight(body, "lLnNuUri")
		if v, ok := new(big.Int).SetString(body, base); ok {
			return v.String()
		}
		return s
	}
	t = strings.TrimRight(t, "lLnNuUfFdDjJriRm")
	if !strings.ContainsAny(t, "eE") {
		return t
	}
	v, err := strconv.ParseFloat(t, 64)
	if err != nil || math.Abs(v) > 1e21 {
		return s
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

func radix(s string) (base int, body string) {
	if len(s) < 2 || s[0] != '0' || strings.ContainsAny(s[:2], ".") {
		return 10, s
	}
	switch s[1] {
	case 'x', 'X':
		return 16, s[2:]
	case 'o', 'O':
		return 8, s[2:]
	case 'b', 'B':
		return 2, s[2:]
	}
	if strings.Trim(s, "01234567") == "" {
		return 8, s[1:]
	}
	return 10, s
}

// Operator gives the common spelling of an operator: and, or, not, ===, !==, <>, // and
// instanceof become &&, ||, !, ==, !=, !=, / and is (others are given back as they are).
func Operator(s string) string {
	switch s {
	case "and", "AND":
		return "&&"
	case "or", "OR":
		return "||"
	case "not":
		return "!"
	case "===":
		return "=="
	case "!==", "<>":
		return "!="
	case "//":
		return "/"
	case "instanceof":
		return "is"
	}
	return s
}

// Dedent takes the blanks that all lines share off their starts, as heredocs and text
// blocks do. Lines of blanks alone do not count.
func Dedent(s string) string { return Outdent(s, Indent(s), true) }

// Indent gives the number of blanks that all lines of s share at their starts. Lines of
// blanks alone do not count.
func Indent(s string) int {
	shared := -1
	for l := range strings.Lines(s) {
		body := strings.TrimLeft(l, " \t")
		if strings.TrimRight(body, "\r\n") != "" && (shared < 0 || len(l)-len(body) < shared) {
			shared = len(l) - len(body)
		}
	}
	return max(shared, 0)
}

// Outdent takes up to n blanks off the start of every line of s; of the first only
// where atStart says that s begins with a line's start.
func Outdent(s string, n int, atStart bool) string {
	if n <= 0 {
		return s
	}
	var out strings.Builder
	for l := range strings.Lines(s) {
		if atStart {
			blanks := len(l) - len(strings.TrimLeft(l, " \t"))
			l = l[min(n, blanks):]
		}
		atStart = true
		out.WriteString(l)
	}
	return out.String()
}

// squeeze writes every run of blanks as one space.
func squeeze(s string) string {
	if !strings.ContainsAny(s, "\t\r\n") && !strings.Contains(s, "  ") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}
