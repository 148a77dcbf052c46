// Package cell makes texts of unknown origin fit for the cells of tables that spreadsheets
// open, and for XML.
package cell

import (
	"encoding/xml"
	"strings"
	"unicode/utf8"
)

// Guard gives s so that no spreadsheet takes it, or a part of it that another separator
// would cut off, for a formula: where one could begin, an apostrophe stands before it.
// Numbers, and signs before them, stay as they are, also "+33 6 …"; a formula needs more.
func Guard(s string) string {
	if !strings.ContainsAny(s, "=+-@\t\r\n＝＋－＠") {
		return s
	}
	var b strings.Builder
	start := true
	for i, r := range s {
		if start && begins(s[i:], r) {
			b.WriteByte('\'')
		}
		b.WriteRune(r)
		switch r {
		case ' ', '"', '\u00a0', '\u202f':
			// White space and quotes before a formula do not keep it from being one.
		case ',', ';', '|', '\t', '\n', '\r':
			start = true
		default:
			start = false
		}
	}
	return b.String()
}

// begins says whether a cell that starts with rest, whose first character is r, could be
// taken for a formula.
func begins(rest string, r rune) bool {
	switch r {
	case '=', '@', '\t', '\r', '\n', '＝', '＠':
		return true
	case '+', '-', '＋', '－':
		return !number(rest[utf8.RuneLen(r):])
	}
	return false
}

// number says whether s is a number, or a telephone number with some of its digits masked:
// nothing that names a function or a cell.
func number(s string) bool {
	digits := false
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits = true
		case strings.ContainsRune(" .,()*•…/-\u00a0\u202f", r):
		default:
			return false
		}
	}
	return digits
}

// Record gives values as one record of a table, without the end of its line: each guarded,
// and quoted where RFC 4180 wants it.
func Record(separator rune, values []string) string {
	var b strings.Builder
	for i, v := range values {
		if i > 0 {
			b.WriteRune(separator)
		}
		v = Guard(v)
		if strings.ContainsAny(v, "\"\r\n,;\t") || strings.HasPrefix(v, " ") || strings.HasSuffix(v, " ") {
			v = `"` + strings.ReplaceAll(v, `"`, `""`) + `"`
		}
		b.WriteString(v)
	}
	return b.String()
}

// XML gives s escaped for the text or an attribute of an XML document; what XML has no
// character for becomes U+FFFD.
func XML(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return ""
	}
	return b.String()
}
