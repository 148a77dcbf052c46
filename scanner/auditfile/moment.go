package auditfile

import (
	"time"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
)

// moment is a date, with or without a time of day.
type moment struct {
	day int32
	// minute is the number of minutes since 1970-01-01; zoned says that it is in
	// UTC, otherwise the clock's place is not known.
	minute       int64
	timed, zoned bool
}

// parseMoment reads YYYY-MM-DD, alone or with a time.
func parseMoment(text string) (moment, bool) {
	if day, err := calendar.Parse(text); err == nil {
		return moment{day: day, minute: int64(day) * minutesADay}, true
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02 15:04:05",
		"2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z07:00"} {
		t, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		zoned := layout[len(layout)-1] == '0'
		day, err := calendar.Parse(text[:len(time.DateOnly)])
		return moment{day: day, minute: floor(t.Unix(), 60), timed: true, zoned: zoned}, err == nil
	}
	return moment{}, false
}

const (
	minutesADay = 24 * 60
	// offsets is the greatest distance of a clock from UTC.
	offsets = 14 * 60
	// notified is the bound of Art. 33(1) GDPR in hours.
	notified = 72
)

// span gives the first and last minute that the moment can be.
func (m moment) span() (first, last int64) {
	if !m.timed {
		return m.minute, m.minute + minutesADay - 1
	}
	return m.minute, m.minute
}

// hoursBetween gives the hours from one moment to another, begun ones counted
// whole. Where the moments do not say them, it gives the bound that decides
// whether they are more than 72, and facts.UnknownInt when none does.
func hoursBetween(from, to moment) int64 {
	f0, f1 := from.span()
	t0, t1 := to.span()
	if from.zoned != to.zoned {
		t0, t1 = t0-offsets, t1+offsets
	}
	least, most := ceil(t0-f1, 60), ceil(t1-f0, 60)
	switch {
	case least == most, least > notified:
		return least
	case most <= notified:
		return most
	}
	return facts.UnknownInt
}

func floor(a, b int64) int64 {
	q := a / b
	if a%b != 0 && a < 0 {
		q--
	}
	return q
}

func ceil(a, b int64) int64 { return -floor(-a, b) }
