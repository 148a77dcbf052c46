package register

import (
	"fmt"
	"testing"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset/values"

	"pgregory.net/rapid"
)

func TestMoment(t *testing.T) {
	tests := []struct {
		name, cell, order string
		minute, zone      int
		zoned             bool
	}{
		{"day", "2026-03-01", "", -1, 0, false},
		{"ISO", "2026-03-01T10:05", "", 605, 0, false},
		{"ISO in UTC", "2026-03-01T10:05:30Z", "", 605, 0, true},
		{"ISO with offset", "2026-03-01T10:05:30.123+02:00", "", 605, 120, true},
		{"offset without colon", "2026-03-01 10:05:30 -0530", "", 605, -330, true},
		{"French", "01/03/2026 10:05", "DMY", 605, 0, false},
		{"French with h", "01/03/2026 10h05", "DMY", 605, 0, false},
		{"afternoon", "03/01/2026 9:05 PM", "MDY", 21*60 + 5, 0, false},
		{"midnight", "03/01/2026 12:05 AM", "MDY", 5, 0, false},
		{"noon", "03/01/2026 12:05 PM", "MDY", 12*60 + 5, 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, ok := momentOf([]byte(tt.cell), values.NewDateReader(values.DateFormat{Order: tt.order}))
			want := moment{calendar.Day(2026, 3, 1), tt.minute, tt.zone, tt.zoned}
			if !ok || m != want {
				t.Errorf("%q is %+v, want %+v", tt.cell, m, want)
			}
		})
	}
}

// TestHoursFollowDays says that what days alone decide, no time of day on them
// can change.
func TestHoursFollowDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := moment{day: 20000, minute: rapid.IntRange(0, 1439).Draw(t, "a"), zoned: true}
		b := moment{day: 20000 + int32(rapid.IntRange(0, 8).Draw(t, "days")), minute: rapid.IntRange(0, 1439).Draw(t, "b"), zoned: true}
		exact := hoursBetween(a, b)
		for _, open := range [][2]bool{{true, true}, {true, false}, {false, true}} {
			x, y := a, b
			if open[0] {
				x.minute = -1
			}
			if open[1] {
				y.minute = -1
			}
			h := hoursBetween(x, y)
			if h != facts.UnknownInt && exact != facts.UnknownInt && (h > limitHours) != (exact > limitHours) {
				t.Fatalf("days give %d hours, times %d", h, exact)
			}
		}
	})
}

// TestHoursWithoutZone says that a zone that is not written is not guessed.
func TestHoursWithoutZone(t *testing.T) {
	utc := func(s string) moment { m, _ := momentOf([]byte(s), nil); return m }
	tests := []struct {
		from, to string
		want     int64
	}{
		{"2026-03-01T10:00Z", "2026-03-04T10:30Z", 73},
		{"2026-03-01T10:00Z", "2026-03-04T10:00Z", 72},
		{"2026-03-01T10:00+01:00", "2026-03-04T10:00Z", 73},
		{"2026-03-01T10:00Z", "2026-03-04T10:30", facts.UnknownInt},
		{"2026-03-01T10:00Z", "2026-03-06T10:00", 106},
		{"2026-03-01T10:00", "2026-03-02T10:00Z", 39},
		{"2026-03-04T10:00", "2026-03-01T10:00", facts.UnknownInt},
	}
	for _, tt := range tests {
		if got := hoursBetween(utc(tt.from), utc(tt.to)); got != tt.want {
			t.Errorf("from %s to %s are %d hours, want %d", tt.from, tt.to, got, tt.want)
		}
	}
}

func FuzzMoment(f *testing.F) {
	f.Add("2026-03-01T10:05:30.123+02:00", "01/03/2026 9:05 PM")
	f.Add("1 mars 2026 10h", "2026-03-01 24:60")
	dates := values.NewDateReader(values.DateFormat{Order: "DMY"})
	f.Fuzz(func(t *testing.T, a, b string) {
		x, ok := momentOf([]byte(a), dates)
		y, fine := momentOf([]byte(b), dates)
		if !ok || !fine {
			return
		}
		if x.minute < -1 || x.minute > 24*60+59 {
			t.Errorf("%q is at minute %d", a, x.minute)
		}
		if h := hoursBetween(x, y); h < 0 && h != facts.UnknownInt {
			t.Errorf("from %q to %q are %d hours", a, b, h)
		}
	})
}

func FuzzLogLine(f *testing.F) {
	for _, s := range []string{`{"level":"warn","password":"x"}`, "a@b.example password=1 tel +33", "Authorization: Bearer ", "@@@:=:="} {
		f.Add(s)
	}
	schema := facts.NewSchema()
	m := &Mapping{Relation: "log", Columns: []Column{{Header: "line", Use: Target{Field: ".line"}, State: "used"}}}
	l := newLogReader(NewBinder(schema, m, Options{}))
	f.Fuzz(func(t *testing.T, line string) {
		if c := l.line([]byte(line)); c > l.national {
			t.Errorf("code %d", c)
		}
		l.levelOf([]byte(line))
		for s := subjectNone; s <= subjectLevel; s++ {
			l.cell(s, []byte(line))
		}
	})
}

func ExampleTarget_String() {
	fmt.Println(parseTarget("recorded_at;kind=erasure"), parseTarget("value=refused@sms"), parseTarget("person.email"))
	// Output: recorded_at;kind=erasure value=refused@sms person.email
}
