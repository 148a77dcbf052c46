package calendar_test

import (
	"testing"
	"time"

	"leadlint/rules/calendar"
	"leadlint/rules/expr"

	"pgregory.net/rapid"
)

func TestDayAgreesWithTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := rapid.Int32Range(-200000, 200000).Draw(t, "day")
		want := time.Unix(int64(day)*86400, 0).UTC()
		y, m, d := calendar.Civil(day)
		if y != want.Year() || m != int(want.Month()) || d != want.Day() {
			t.Fatalf("Civil(%d) = %d-%d-%d, want %s", day, y, m, d, want.Format(time.DateOnly))
		}
		if got := calendar.Day(y, m, d); got != day {
			t.Fatalf("Day(%d, %d, %d) = %d, want %d", y, m, d, got, day)
		}
	})
}

func TestAdd(t *testing.T) {
	for _, c := range []struct {
		name, from string
		p          expr.Period
		sign       int
		want       string
	}{
		{"a month", "2024-01-15", expr.Period{Months: 1}, 1, "2024-02-15"},
		{"end of a month is clipped", "2024-01-31", expr.Period{Months: 1}, 1, "2024-02-29"},
		{"clipped in a common year", "2023-01-31", expr.Period{Months: 1}, 1, "2023-02-28"},
		{"three years back from a leap day", "2024-02-29", expr.Period{Months: 36}, -1, "2021-02-28"},
		{"over the turn of a year", "2024-11-30", expr.Period{Months: 3}, 1, "2025-02-28"},
		{"back over the turn", "2024-01-31", expr.Period{Months: 2}, -1, "2023-11-30"},
		{"days after months", "2024-01-31", expr.Period{Months: 1, Days: 1}, 1, "2024-03-01"},
		{"nothing", "2024-01-31", expr.Period{}, 1, "2024-01-31"},
	} {
		t.Run(c.name, func(t *testing.T) {
			from, err := calendar.Parse(c.from)
			if err != nil {
				t.Fatal(err)
			}
			if got := calendar.Format(calendar.Add(from, c.p, c.sign)); got != c.want {
				t.Errorf("%s %+d × %s = %s, want %s", c.from, c.sign, c.p, got, c.want)
			}
		})
	}
}

func TestMonthsIsTheInverseOfAdd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.Int32Range(0, 40000).Draw(t, "from")
		n := rapid.IntRange(0, 600).Draw(t, "months")
		to := calendar.Add(from, expr.Period{Months: n}, 1)
		if got := calendar.Months(from, to); got != n {
			t.Fatalf("Months(%s, %s) = %d, want %d", calendar.Format(from), calendar.Format(to), got, n)
		}
	})
}

// The table of an Adder is right on every day that it holds, and around its ends.
func TestAdderOnEveryDay(t *testing.T) {
	first, last := calendar.Day(1899, 12, 1), calendar.Day(2150, 1, 31)
	for _, p := range []expr.Period{{Months: 1}, {Months: 11, Days: 3}, {Months: 36}} {
		for _, sign := range []int{1, -1} {
			adder := calendar.NewAdder(p, sign)
			for day := first; day <= last; day++ {
				if got, want := adder.Add(day), calendar.Add(day, p, sign); got != want {
					t.Fatalf("%s %+d × %s = %s, want %s", calendar.Format(day), sign, p, calendar.Format(got), calendar.Format(want))
				}
			}
		}
	}
}

func TestAdderAgreesWithAdd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := expr.Period{Months: rapid.IntRange(0, 120).Draw(t, "months"), Days: rapid.IntRange(0, 40).Draw(t, "days")}
		sign := rapid.SampledFrom([]int{1, -1}).Draw(t, "sign")
		day := rapid.Int32Range(-60000, 120000).Draw(t, "day")
		if got, want := calendar.NewAdder(p, sign).Add(day), calendar.Add(day, p, sign); got != want {
			t.Fatalf("%s %+d × %s = %s, want %s", calendar.Format(day), sign, p, calendar.Format(got), calendar.Format(want))
		}
	})
}
