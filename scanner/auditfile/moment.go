package auditfile

import (
	"time"

	"leadlint/rules/calendar"
)

// moment is a date as the audit file gives it; timed says that it has a time.
type moment struct {
	calendar.Moment
	timed bool
}

// parseMoment reads YYYY-MM-DD, alone or with a time.
func parseMoment(text string) (moment, bool) {
	if day, err := calendar.Parse(text); err == nil {
		return moment{Moment: calendar.Moment{Day: day, Minute: -1}}, true
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02 15:04:05",
		"2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z07:00"} {
		t, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		day, err := calendar.Parse(text[:len(time.DateOnly)])
		_, seconds := t.Zone()
		return moment{calendar.Moment{
			Day: day, Minute: t.Hour()*60 + t.Minute(), Zone: seconds / 60, Zoned: layout[len(layout)-1] == '0',
		}, true}, err == nil
	}
	return moment{}, false
}
