package calendar

import "time"

// Moment is a day, perhaps with a time of day and the zone of its clock.
type Moment struct {
	// Day is the day as it is written, in days since 1970-01-01.
	Day int32
	// Minute is the minute of the day, negative when no time is written.
	Minute int
	// Zone is the clock's offset from UTC in minutes; Zoned says whether it is written.
	Zone  int
	Zoned bool
}

// The bounds of local time in minutes: UTC-12 to UTC+14.
const (
	Eastmost = 14 * 60
	Westmost = -12 * 60
)

// span gives the first and the last minute that the moment can be, counted from
// 1970: in UTC where the zone is written, in local time otherwise.
func (m Moment) span() (first, last int64) {
	base := int64(m.Day) * 24 * 60
	if m.Zoned {
		base -= int64(m.Zone)
	}
	if m.Minute < 0 {
		return base, base + 24*60 - 1
	}
	return base + int64(m.Minute), base + int64(m.Minute)
}

// HoursBetween gives the hours from one moment to a later one, begun hours
// counted whole, so that a minute more than limit hours is more than limit.
// Where only days are written, or one zone, it is the bound that decides whether
// it is more than limit: the least it can be when that is more, the most when
// that is not. It is false when what is written does not decide it, or when the
// second moment is surely before the first. Clocks whose zone is not written may
// have been changed between the two.
func HoursBetween(from, to Moment, limit int64) (int64, bool) {
	fromFirst, fromLast := from.span()
	toFirst, toLast := to.span()
	least, most := toFirst-fromLast, toLast-fromFirst
	if from.Zoned != to.Zoned {
		least, most = least-Eastmost, most+Eastmost // the greatest offset there is
	}
	if !from.Zoned && !to.Zoned {
		if changes(from.Day, to.Day, time.March) {
			least -= 60
		}
		if changes(from.Day, to.Day, time.October) {
			most += 60
		}
	}
	switch {
	case most < 0:
		return 0, false
	case least > limit*60:
		return begun(least), true
	case least == most, most <= limit*60:
		return begun(most), true
	}
	return 0, false
}

// changes says whether the clocks of the Union are changed between two days, both
// included, in March (put forward) or October (put back): on the last Sunday of
// the month (Directive 2000/84/EC). Spans of more than a year are of no interest.
func changes(from, to int32, month time.Month) bool {
	for day := from; day <= to && day < from+366; day++ {
		t := time.Unix(int64(day)*24*60*60, 0).UTC()
		if t.Month() == month && t.Weekday() == time.Sunday && t.Day() > 24 {
			return true
		}
	}
	return false
}

// begun gives the hours that so many minutes have begun.
func begun(minutes int64) int64 { return (minutes + 59) / 60 }
