package register

import (
	"fmt"
	"testing"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset/values"
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
		if x.Minute < -1 || x.Minute > 24*60+59 {
			t.Errorf("%q is at minute %d", a, x.Minute)
		}
		if h, _ := calendar.HoursBetween(calendar.Moment(x), calendar.Moment(y), 72); h < 0 {
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
