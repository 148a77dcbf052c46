// Package calendar counts days and calendar periods as the law counts them: a
// month is a month, and a period that would end on a day its last month does
// not have ends on that month's last day (Regulation (EEC, Euratom) 1182/71,
// Art. 3(2)(c)). A day is a number of days since 1970-01-01.
package calendar

import (
	"fmt"
	"time"

	"leadlint/rules/expr"
)

// Day gives the number of the civil date; the month counts from 1. Dates out of
// range are normalised as time.Date does.
func Day(year, month, day int) int32 {
	// Days from civil, proleptic Gregorian calendar: years are counted from
	// March so that the leap day is a year's last.
	y := year
	if month <= 2 {
		y--
	}
	era := floorDiv(y, 400)
	yoe := y - era*400
	mp := (month + 9) % 12
	doy := (153*mp+2)/5 + day - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return int32(era*146097 + doe - 719468)
}

// Civil gives the civil date of a day number.
func Civil(day int32) (year, month, dayOfMonth int) {
	z := int(day) + 719468
	era := floorDiv(z, 146097)
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	month = mp + 3
	if mp >= 10 {
		month = mp - 9
	}
	year = yoe + era*400
	if month <= 2 {
		year++
	}
	return year, month, doy - (153*mp+2)/5 + 1
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

// DaysIn gives the number of days of a month (1 to 12).
func DaysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// Add gives the day that lies p after day: first the months, clipped to the
// last day of the month reached, then the days. A negative sign counts back.
func Add(day int32, p expr.Period, sign int) int32 {
	if p.Months != 0 {
		y, m, d := Civil(day)
		total := y*12 + m - 1 + sign*p.Months
		y, m = floorDiv(total, 12), total-floorDiv(total, 12)*12+1
		day = Day(y, m, min(d, DaysIn(y, m)))
	}
	return day + int32(sign*p.Days)
}

// Months gives the number of whole months from one day to a later one (as
// Add counts them); negative when to lies before from.
func Months(from, to int32) int {
	fy, fm, fd := Civil(from)
	ty, tm, td := Civil(to)
	n := (ty-fy)*12 + tm - fm
	switch {
	case n > 0 && td < fd && td != DaysIn(ty, tm):
		n--
	case n < 0 && td > fd:
		n++
	case n == 0 && td < fd:
		return 0
	}
	return n
}

// Parse reads a date written YYYY-MM-DD; the error says what was expected.
func Parse(s string) (int32, error) {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a date: expected YYYY-MM-DD", s)
	}
	return Day(t.Year(), int(t.Month()), t.Day()), nil
}

// Format writes a day as YYYY-MM-DD.
func Format(day int32) string {
	y, m, d := Civil(day)
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}
