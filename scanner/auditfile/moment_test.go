package auditfile

import (
	"testing"
	"time"

	"leadlint/rules/calendar"
	"leadlint/rules/law"

	"pgregory.net/rapid"
)

func TestHoursBetween(t *testing.T) {
	tests := []struct {
		name, from, to string
		want           int64 // 0: not decided
	}{
		{"to the minute, in time", "2026-03-01T10:00", "2026-03-04T10:00", 72},
		{"a minute late", "2026-03-01T10:00", "2026-03-04T10:01", 73},
		{"seconds", "2026-03-01T10:00:30", "2026-03-01T11:00:00", 1},
		{"days that show it in time", "2026-03-01", "2026-03-03", 72},
		{"days that decide nothing", "2026-03-01", "2026-03-04", 0},
		{"days that show it late", "2026-03-01", "2026-03-05", 73},
		{"one with a time, in time", "2026-03-01T23:59", "2026-03-04", 72},
		{"one with a time, late", "2026-03-01T00:00", "2026-03-05", 96},
		{"one with a time, undecided", "2026-03-01T08:00", "2026-03-04", 0},
		{"zones", "2026-03-01T10:00+02:00", "2026-03-01T10:00Z", 2},
		{"one zone unknown", "2026-03-01T10:00", "2026-03-04T09:00Z", 0},
		{"one zone unknown, late all the same", "2026-03-01T10:00", "2026-03-06T10:00Z", 106},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			from, ok := parseMoment(tt.from)
			to, also := parseMoment(tt.to)
			if !ok || !also {
				t.Fatalf("%q or %q was not read", tt.from, tt.to)
			}
			if got, ok := calendar.HoursBetween(from.Moment, to.Moment, law.BreachHours); got != tt.want || ok != (tt.want != 0) {
				t.Errorf("got %d, %v, want %d", got, ok, tt.want)
			}
		})
	}
}

// TestDaysNeverAccuse says that leaving out the time of day never turns what
// was in time into late, nor late into in time.
func TestDaysNeverAccuse(t *testing.T) {
	const limit = law.BreachHours
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
		from := start.Add(time.Duration(rapid.IntRange(0, 10000).Draw(t, "from")) * time.Minute)
		to := from.Add(time.Duration(rapid.IntRange(0, 10000).Draw(t, "for")) * time.Minute)
		moment := func(at time.Time, timed bool) calendar.Moment {
			layout := time.DateOnly
			if timed {
				layout = "2006-01-02T15:04"
			}
			m, ok := parseMoment(at.Format(layout))
			if !ok {
				t.Fatalf("%q was not read", at.Format(layout))
			}
			return m.Moment
		}
		exact, _ := calendar.HoursBetween(moment(from, true), moment(to, true), limit)
		told, ok := calendar.HoursBetween(moment(from, rapid.Bool().Draw(t, "with its time")), moment(to, rapid.Bool().Draw(t, "with its time too")), limit)
		if ok && (told > limit) != (exact > limit) {
			t.Errorf("got %d hours by what was told, %d exactly: they differ on more than %d", told, exact, limit)
		}
	})
}
