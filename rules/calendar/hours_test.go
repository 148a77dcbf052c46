package calendar

import (
	"testing"

	"pgregory.net/rapid"
)

// TestHoursFollowDays says that what days alone decide, no time of day on them
// can change.
func TestHoursFollowDays(t *testing.T) {
	const limit = 72
	rapid.Check(t, func(t *rapid.T) {
		a := Moment{Day: 20000, Minute: rapid.IntRange(0, 1439).Draw(t, "a"), Zoned: true}
		b := Moment{Day: 20000 + int32(rapid.IntRange(0, 8).Draw(t, "days")), Minute: rapid.IntRange(0, 1439).Draw(t, "b"), Zoned: true}
		exact, certain := HoursBetween(a, b, limit)
		for _, open := range [][2]bool{{true, true}, {true, false}, {false, true}} {
			x, y := a, b
			if open[0] {
				x.Minute = -1
			}
			if open[1] {
				y.Minute = -1
			}
			h, ok := HoursBetween(x, y, limit)
			if ok && certain && (h > limit) != (exact > limit) {
				t.Fatalf("days give %d hours, times %d", h, exact)
			}
		}
	})
}

// TestHoursWithoutZone says that a zone that is not written is not guessed.
func TestHoursWithoutZone(t *testing.T) {
	at := func(day, hour, minute int) Moment { return Moment{Day: Day(2026, 3, day), Minute: hour*60 + minute} }
	in := func(zone int, m Moment) Moment { m.Zone, m.Zoned = zone*60, true; return m }
	tests := []struct {
		name     string
		from, to Moment
		want     int64
		ok       bool
	}{
		{"a minute counts", in(0, at(1, 10, 0)), in(0, at(4, 10, 30)), 73, true},
		{"to the minute", in(0, at(1, 10, 0)), in(0, at(4, 10, 0)), 72, true},
		{"zones", in(1, at(1, 10, 0)), in(0, at(4, 10, 0)), 73, true},
		{"one zone, undecided", in(0, at(1, 10, 0)), at(4, 10, 30), 0, false},
		{"one zone, late all the same", in(0, at(1, 10, 0)), at(6, 10, 0), 106, true},
		{"one zone, in time all the same", at(1, 10, 0), in(0, at(2, 10, 0)), 38, true},
		{"clocks put forward, undecided", at(28, 10, 0), at(31, 10, 30), 0, false},
		{"clocks put forward, late all the same", at(28, 10, 0), at(31, 11, 30), 73, true},
		{"clocks put forward, in time", at(28, 10, 0), at(31, 10, 0), 72, true},
		{"clocks put forward, zones written", in(1, at(28, 10, 0)), in(2, at(31, 10, 30)), 72, true},
		{"clocks put back, undecided", Moment{Day: Day(2026, 10, 24), Minute: 600}, Moment{Day: Day(2026, 10, 27), Minute: 570}, 0, false},
		{"before the first", at(4, 10, 0), at(1, 10, 0), 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := HoursBetween(tt.from, tt.to, 72); got != tt.want || ok != tt.ok {
				t.Errorf("got %d hours, %v, want %d, %v", got, ok, tt.want, tt.ok)
			}
		})
	}
}
