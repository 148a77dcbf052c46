package xlsx

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// format is how a number is meant.
type format int

const (
	plain format = iota
	date         // a day, with the time where there is one
	clock        // a time of day or a duration
)

// formatOf tells from a style whether its numbers are dates. Source: ECMA-376
// part 1, 18.8.30 (numFmt).
func formatOf(style *excelize.Style) format {
	if style == nil {
		return plain
	}
	if style.CustomNumFmt != nil {
		return formatOfCode(*style.CustomNumFmt)
	}
	switch n := style.NumFmt; {
	case n >= 14 && n <= 17, n == 22, n >= 27 && n <= 31, n == 36, n >= 50 && n <= 54, n >= 57 && n <= 58:
		return date
	case n >= 18 && n <= 21, n >= 32 && n <= 35, n >= 45 && n <= 47, n >= 55 && n <= 56:
		return clock
	}
	return plain
}

// formatOfCode reads a number format: days, months and years make a date, hours
// and seconds a time. Quoted and escaped characters and conditions in brackets
// say nothing, except [h], [m] and [s].
func formatOfCode(code string) format {
	code, _, _ = strings.Cut(strings.ToLower(code), ";")
	hasDate, hasClock := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"', '[':
			end := strings.IndexByte(code[i+1:], map[byte]byte{'"': '"', '[': ']'}[c])
			if end < 0 {
				return plain
			}
			inner := code[i+1 : i+1+end]
			if c == '[' && inner != "" && strings.Trim(inner, "h") == "" || inner == "mm" || inner == "m" || inner == "ss" || inner == "s" {
				hasClock = true
			}
			i += end + 1
		case '\\', '_', '*':
			i++
		case 'y', 'd':
			hasDate = true
		case 'h', 's':
			hasClock = true
		case 'm':
			hasDate = hasDate || strings.HasPrefix(code[i:], "mmm")
		case 'g': // General
			if strings.HasPrefix(code[i:], "general") {
				i += len("general") - 1
			}
		}
	}
	switch {
	case hasDate:
		return date
	case hasClock:
		return clock
	}
	return plain
}

// appendNumber writes a number in plain digits, or as the date or time that its
// format makes of it.
func (w *workbook) appendNumber(dst, raw []byte, style int) []byte {
	raw = bytes.TrimSpace(raw)
	f := plain
	if style >= 0 && style < len(w.styles) {
		f = w.styles[style]
	}
	if f == plain && !bytes.ContainsAny(raw, ".eE") {
		return append(dst, raw...)
	}
	n, err := strconv.ParseFloat(string(raw), 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return append(dst, raw...)
	}
	switch {
	case f == date && n >= 0 && n < 2958466: // up to 9999-12-31
		at, err := excelize.ExcelDateToTime(n, w.date1904)
		if err != nil {
			break
		}
		if n == math.Trunc(n) {
			return at.AppendFormat(dst, "2006-01-02")
		}
		return at.AppendFormat(dst, "2006-01-02T15:04:05")
	case f == clock && n >= 0 && n < 1e6:
		s := int64(math.Round(n * 86400))
		return fmt.Appendf(dst, "%02d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	if math.Abs(n) >= 1e21 {
		return append(dst, raw...)
	}
	return strconv.AppendFloat(dst, n, 'f', -1, 64)
}

// unescape resolves the _xHHHH_ that stand for characters XML cannot hold, from
// an index on, and makes invalid text valid.
func unescape(data []byte, from int) []byte {
	if !utf8.Valid(data[from:]) {
		data = append(data[:from], bytes.ToValidUTF8(data[from:], []byte("\uFFFD"))...)
	}
	for i := from; ; {
		at := bytes.Index(data[i:], []byte("_x"))
		if at < 0 {
			return data
		}
		i += at
		if len(data)-i >= 7 && data[i+6] == '_' {
			if n, err := strconv.ParseUint(string(data[i+2:i+6]), 16, 16); err == nil && n != 0 {
				tail := append(utf8.AppendRune(nil, rune(n)), data[i+7:]...)
				data = append(data[:i], tail...)
			}
		}
		i++
	}
}
