package values

import (
	"leadlint/rules/calendar"
	"leadlint/rules/facts"
)

// slow reads every form that Day knows, the fast ones too.
func (r *DateReader) slow(cell []byte) int32 {
	c := trimQuotes(cell)
	if d, ok := isoDay(c); ok {
		return d
	}
	if d, ok := r.number(c); ok {
		return d
	}
	var p dateParts
	if !p.scan(c, r.months) {
		return facts.UnknownDay
	}
	if p.month > 0 {
		return p.named()
	}
	return p.numeric(r.format.Order)
}

// trimQuotes cuts blanks, quotes and the apostrophe that spreadsheets put
// before text.
func trimQuotes(c []byte) []byte {
	for {
		c = trim(c)
		n := len(c)
		switch {
		case n > 0 && isQuote(c[0]):
			c = c[1:]
		case n > 0 && isQuote(c[n-1]):
			c = c[:n-1]
		default:
			return c
		}
	}
}

func isQuote(b byte) bool { return b == '\'' || b == '"' }

// number reads a bare number: a Unix time or an Excel serial day if the
// column's format says so, else YYYYMMDD and YYYYMMDDhhmm[ss]. False when the
// cell is no bare number.
func (r *DateReader) number(c []byte) (int32, bool) {
	whole, digits, ok := bareNumber(c)
	if !ok {
		return 0, false
	}
	switch {
	case r.format.Epoch == "s":
		return plausible(floorDay(whole, 86_400)), true
	case r.format.Epoch == "ms":
		return plausible(floorDay(whole, 86_400_000)), true
	case r.format.Serial && digits <= 6:
		return serialDay(whole), true
	case whole < 0 || len(c) != digits:
		return facts.UnknownDay, true
	case digits == 14:
		whole /= 1_000_000
	case digits == 12:
		whole /= 10_000
	case digits != 8:
		return facts.UnknownDay, true
	}
	return dayOf(int(whole/10_000), int(whole/100%100), int(whole%100)), true
}

// serialDay turns a day of Excel's 1900 system into days since 1970-01-01. That
// system has a 29 February 1900, so only days after it are sure.
func serialDay(n int64) int32 {
	if n <= 60 {
		return facts.UnknownDay
	}
	return plausible(n - 25_569)
}

// bareNumber reads [-]digits[.digits]: the whole part and its number of digits.
func bareNumber(c []byte) (whole int64, digits int, ok bool) {
	negative := false
	if len(c) > 0 && c[0] == '-' {
		negative = true
		c = c[1:]
	}
	for len(c) > 0 && isDigit(c[0]) && digits < 18 {
		whole = whole*10 + int64(c[0]-'0')
		digits++
		c = c[1:]
	}
	if digits == 0 || (len(c) > 0 && len(skipFraction(c)) > 0) {
		return 0, 0, false
	}
	if negative {
		whole = -whole
	}
	return whole, digits, true
}

// dateParts are the pieces of a written date.
type dateParts struct {
	n      [3]int // the numbers, in order
	digits [3]int // how many digits each has
	sep    [3]byte
	count  int
	month  int // from a month's name, 0 without one
}

// named gives the day of a date whose month is a word.
func (p *dateParts) named() int32 {
	switch {
	case p.count == 1 && p.digits[0] == 4:
		return lastOfMonth(p.n[0], p.month)
	case p.count != 2:
		return facts.UnknownDay
	case p.digits[0] == 4 && p.digits[1] <= 2:
		return dayOf(p.n[0], p.month, p.n[1])
	case p.digits[0] <= 2 && (p.digits[1] == 4 || p.digits[1] == 2):
		return dayOf(fullYear(p.n[1], p.digits[1]), p.month, p.n[0])
	}
	return facts.UnknownDay
}

// numeric gives the day of a date written in numbers only.
func (p *dateParts) numeric(order string) int32 {
	a, b, c := p.n[0], p.n[1], p.n[2]
	switch {
	case p.count == 2 && p.digits[0] == 4 && p.digits[1] == 2:
		return lastOfMonth(a, b)
	case p.count == 2 && p.digits[1] == 4 && p.digits[0] <= 2:
		return lastOfMonth(b, a)
	case p.count != 3 || p.sep[1] != p.sep[2]:
		return facts.UnknownDay
	case p.digits[0] == 4 && p.digits[1] <= 2 && p.digits[2] <= 2:
		return dayOf(a, b, c)
	case p.digits[0] > 2 || p.digits[1] > 2:
		return facts.UnknownDay
	case order == "YMD" && p.digits[0] == 2 && p.digits[2] <= 2:
		return dayOf(fullYear(a, 2), b, c)
	case p.digits[2] != 4 && p.digits[2] != 2:
		return facts.UnknownDay
	}
	year := fullYear(c, p.digits[2])
	switch order {
	case "DMY":
		return dayOf(year, b, a)
	case "MDY":
		return dayOf(year, a, b)
	case "":
		if p.digits[2] == 2 {
			return facts.UnknownDay
		}
		if a > 12 || a == b {
			return dayOf(year, b, a)
		}
		if b > 12 {
			return dayOf(year, a, b)
		}
	}
	return facts.UnknownDay
}

func fullYear(n, digits int) int {
	switch {
	case digits == 4:
		return n
	case n < 70:
		return 2000 + n
	}
	return 1900 + n
}

func lastOfMonth(year, month int) int32 {
	if month < 1 || month > 12 {
		return facts.UnknownDay
	}
	return dayOf(year, month, calendar.DaysIn(year, month))
}
