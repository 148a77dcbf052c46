// Package cell makes texts of unknown origin fit for the cells of tables that spreadsheets
// open, and for XML.
package cell

import (
	"encoding/xml"
	"strings"
)

// Guard gives s so that no spreadsheet takes it, or a part of it that another separator
// would cut off, for a formula: where one could begin, an apostrophe stands before it.
// Signs before numbers are guarded too, since what follows in the next cell could join
// them where a spreadsheet expects another separator.
func Guard(s string) string {
	if !strings.ContainsAny(s, starts) {
		return s
	}
	var b strings.Builder
	start := true
	for _, r := range s {
		if start && strings.ContainsRune(starts, r) {
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

// starts are the characters that formulas begin with, those of full width as some
// languages type them included.
const starts = "=+-@\t\r\n＝＋－＠"

// Number says whether s is a number or telephone number with its sign, some of its digits
// masked perhaps: nothing that names a function or a cell.
func Number(s string) bool {
	s = strings.TrimLeft(s, "+-")
	if s == "" || s[0] < '0' || s[0] > '9' {
		return false
	}
	for _, r := range s {
		if (r < '0' || r > '9') && !strings.ContainsRune(" .()*•…-\u00a0\u202f", r) {
			return false
		}
	}
	return true
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
