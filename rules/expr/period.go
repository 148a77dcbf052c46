package expr

import (
	"fmt"
	"strings"
)

// The longest period accepted, in months and in days: a thousand years either way.
const (
	maxMonths = 12 * 1000
	maxDays   = 366 * 1000
)

// ParsePeriod reads a calendar period in ISO 8601 form: P, then any of nY, nM,
// nW and nD in that order, at least one. Hours and fractions are refused: the
// law counts in days, months and years. The error says what was expected.
func ParsePeriod(text string) (Period, error) {
	bad := func(why string) (Period, error) {
		return Period{}, fmt.Errorf("%q is not a period: %s", text, why)
	}
	rest, ok := strings.CutPrefix(text, "P")
	if !ok || rest == "" {
		return bad(`expected a form such as "P3Y", "P6M" or "P30D"`)
	}
	var p Period
	units := "YMWD"
	for rest != "" {
		n, digits := leadingInt(rest)
		if digits == 0 || digits == len(rest) {
			return bad(`expected a whole number followed by Y, M, W or D`)
		}
		unit := rest[digits]
		at := strings.IndexByte(units, unit)
		if at < 0 {
			return bad("after a number comes Y, M, W or D, each once and in this order")
		}
		units, rest = units[at+1:], rest[digits+1:]
		switch unit {
		case 'Y':
			p.Months += 12 * n
		case 'M':
			p.Months += n
		case 'W':
			p.Days += 7 * n
		case 'D':
			p.Days += n
		}
		if p.Months > maxMonths || p.Days > maxDays {
			return bad("it is longer than a thousand years")
		}
	}
	return p, nil
}

// leadingInt reads the digits that s begins with and gives how many there are;
// a number too long to matter is cut to one above every limit.
func leadingInt(s string) (n, digits int) {
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		if n <= maxDays {
			n = n*10 + int(s[digits]-'0')
		}
		digits++
	}
	return n, digits
}
