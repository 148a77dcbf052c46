package values

import (
	"leadlint/rules/calendar"
	"leadlint/rules/facts"
)

// The years that a date in a lead file can plausibly have.
const (
	firstYear = 1900
	lastYear  = 2199
)

// dayOf gives the days from 1970-01-01 to a day of the Gregorian calendar, and
// facts.UnknownDay for a day that does not exist or lies outside the plausible years.
func dayOf(year, month, day int) int32 {
	if year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 || (day > 28 && day > calendar.DaysIn(year, month)) {
		return facts.UnknownDay
	}
	return monthStarts[(year-firstYear)*12+month-1] + int32(day-1)
}

// monthStarts holds the day on which each month of the plausible years starts:
// a look-up where every cell of a date column needs one.
var monthStarts = func() (t [(lastYear - firstYear + 1) * 12]int32) {
	for i := range t {
		t[i] = calendar.Day(firstYear+i/12, i%12+1, 1)
	}
	return t
}()

// plausible gives day, or facts.UnknownDay when it lies outside the plausible years.
func plausible(day int64) int32 {
	if day < int64(dayOf(firstYear, 1, 1)) || day > int64(dayOf(lastYear, 12, 31)) {
		return facts.UnknownDay
	}
	return int32(day)
}

// floorDay gives the day that a count of units (86,400 or 86,400,000 a day) falls on.
func floorDay(n, unit int64) int64 {
	day := n / unit
	if n%unit < 0 {
		day--
	}
	return day
}
