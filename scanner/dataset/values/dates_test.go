package values

import (
	"testing"
	"time"

	"leadlint/rules/facts"
	"pgregory.net/rapid"
)

// day gives the day number of an ISO date, facts.UnknownDay for "".
func day(t testing.TB, iso string) int32 {
	t.Helper()
	if iso == "" {
		return facts.UnknownDay
	}
	at, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		t.Fatal(err)
	}
	return int32(at.Unix() / 86_400)
}

func TestDay(t *testing.T) {
	none, dmy, mdy, ymd := DateFormat{}, DateFormat{Order: "DMY"}, DateFormat{Order: "MDY"}, DateFormat{Order: "YMD"}
	tests := []struct {
		cell   string
		format DateFormat
		want   string
	}{
		// ISO 8601 and its like
		{"2021-04-15", none, "2021-04-15"},
		{" 2021-04-15 ", none, "2021-04-15"},
		{"2021-04-15T00:03:00Z", none, "2021-04-15"},
		{"2021-04-15T23:30:00-11:00", none, "2021-04-15"},
		{"2021-04-15 00:03:00.123456+02", none, "2021-04-15"},
		{"2021-04-15T00:03:00+02:00[Europe/Paris]", none, "2021-04-15"},
		{"2021-04-15 3:04 PM", none, "2021-04-15"},
		{"2021-04-15 12:00 UTC", none, "2021-04-15"},
		{"2021-4-5", none, "2021-04-05"},
		{"2021/04/15", none, "2021-04-15"},
		{"2021.04.15", none, "2021-04-15"},
		{"20210415", none, "2021-04-15"},
		{"20210415101500", none, "2021-04-15"},
		{"2021-04", none, "2021-04-30"},
		{"02/2024", none, "2024-02-29"},
		{"'2021-04-15", none, "2021-04-15"},
		{`"2021-04-15"`, none, "2021-04-15"},
		{"1900-01-01", none, "1900-01-01"},
		{"2199-12-31", none, "2199-12-31"},
		// impossible, implausible, not a date
		{"2019-02-30", none, ""},
		{"2021-13-01", none, ""},
		{"1899-12-31", none, ""},
		{"2200-01-01", none, ""},
		{"0000-00-00", none, ""},
		{"0001-01-01", none, ""},
		{"2021", none, ""},
		{"", none, ""},
		{"-", none, ""},
		{"n/a", none, ""},
		{"today", none, ""},
		{"2 days ago", none, ""},
		{"2021-04-15 to 2021-05-15", none, ""},
		{"2021-04-15 approx", none, ""},
		{"2021-04-15 25:00", none, ""},
		{"2021-04-15X10:00", none, ""},
		{"12345", none, ""},
		{"192.168.1.1", dmy, ""},
		{"+33 6 39 98 00 01", dmy, ""},
		// Excel's damage: an employee range
		{"Nov-50", none, ""},
		{"11-50", none, ""},
		{"15-Apr", none, ""},
		// day, month, year
		{"15/04/2021", dmy, "2021-04-15"},
		{"15/04/2021", none, "2021-04-15"},
		{"04/05/2021", dmy, "2021-05-04"},
		{"04/05/2021", mdy, "2021-04-05"},
		{"04/05/2021", none, ""},
		{"05/05/2021", none, "2021-05-05"},
		{"15/04/2021", mdy, ""},
		{"04/15/2021", dmy, ""},
		{"4/5/2021", dmy, "2021-05-04"},
		{"4.5.21", dmy, "2021-05-04"},
		{"4.5.1998", dmy, "1998-05-04"},
		{"04-05-2021 10:15", dmy, "2021-05-04"},
		{"04/05/2021, 10:15:00", mdy, "2021-04-05"},
		{"04/05/2021 3:04 p.m.", mdy, "2021-04-05"},
		{"15/04-2021", dmy, ""},
		{"31/04/2021", dmy, ""},
		{"21-04-15", ymd, "2021-04-15"},
		{"1/1/70", dmy, "1970-01-01"},
		{"1/1/69", dmy, "2069-01-01"},
		// month names
		{"15 Apr, 2021 00:03:00", none, "2021-04-15"},
		{"Apr 15, 2021 3:04 PM", none, "2021-04-15"},
		{"April 15th, 2021", none, "2021-04-15"},
		{"15-Apr-21", none, "2021-04-15"},
		{"15-apr-2021", none, "2021-04-15"},
		{"2021 Apr 15", none, "2021-04-15"},
		{"Apr 2021", none, "2021-04-30"},
		{"Thu, 15 Apr 2021 00:03:00 GMT", none, "2021-04-15"},
		{"Thu Apr 15 00:03:00 UTC 2021", none, "2021-04-15"},
		{"Thu Apr 15 00:03:00 2021", none, "2021-04-15"},
		{"Thu Apr 15 2021 00:03:00 GMT+0200 (heure d’été d’Europe centrale)", none, "2021-04-15"},
		{"15 avril 2021 à 14h03", none, "2021-04-15"},
		{"1er août 2021", none, "2021-08-01"},
		{"le 3 février 2022", none, "2022-02-03"},
		{"15 déc. 2021", none, "2021-12-15"},
		{"15. März 2021", none, "2021-03-15"},
		{"15. Dez. 2021, 10:15 Uhr", none, "2021-12-15"},
		{"15 de abril de 2021", none, "2021-04-15"},
		{"15 ene 2021", none, "2021-01-15"},
		{"15 settembre 2021", none, "2021-09-15"},
		{"15 mrt. 2021", none, "2021-03-15"},
		{"15 mei 2021", none, "2021-05-15"},
		{"15 kwietnia 2021 r.", none, "2021-04-15"},
		{"1 października 2021", none, "2021-10-01"},
		{"15 de março de 2021", none, "2021-03-15"},
		{"30 February 2021", none, ""},
		{"April 15 May 2021", none, ""},
		{"March", none, ""},
		// Unix times and serial days
		{"1618444800", DateFormat{Epoch: "s"}, "2021-04-15"},
		{"1618444800.5", DateFormat{Epoch: "s"}, "2021-04-15"},
		{"1618531199999", DateFormat{Epoch: "ms"}, "2021-04-15"},
		{"-1", DateFormat{Epoch: "s"}, "1969-12-31"},
		{"1618444800", none, ""},
		{"44301", DateFormat{Serial: true}, "2021-04-15"},
		{"44301.75", DateFormat{Serial: true}, "2021-04-15"},
		{"44301", none, ""},
		{"60", DateFormat{Serial: true}, ""},
		{"2021-04-15", DateFormat{Serial: true}, "2021-04-15"},
	}
	for _, tt := range tests {
		t.Run(tt.cell+"/"+tt.format.Order+tt.format.Epoch, func(t *testing.T) {
			r := NewDateReader(tt.format)
			for range 2 { // the second time from the memo
				if got, want := r.Day([]byte(tt.cell)), day(t, tt.want); got != want {
					t.Errorf("Day(%q) = %d, want %d (%s)", tt.cell, got, want, tt.want)
				}
			}
		})
	}
}

func TestDayAgreesWithTheCalendar(t *testing.T) {
	from, to := day(t, "1900-01-01"), day(t, "2199-12-31")
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.Int32Range(from, to).Draw(t, "day")
		at := time.Unix(int64(want)*86_400, 0).UTC()
		for layout, format := range map[string]DateFormat{
			"2006-01-02": {}, time.RFC3339: {}, time.RFC1123Z: {}, time.ANSIC: {}, "January 2, 2006": {}, "20060102": {},
			"02/01/2006": {Order: "DMY"}, "2.1.2006": {Order: "DMY"}, "1/2/2006 15:04": {Order: "MDY"},
		} {
			if got := NewDateReader(format).Day([]byte(at.Format(layout))); got != want {
				t.Errorf("Day(%q) = %d, want %d", at.Format(layout), got, want)
			}
		}
	})
}

func TestDetectDates(t *testing.T) {
	tests := []struct {
		name      string
		cells     []string
		want      DateFormat
		share     float64
		ambiguous bool
	}{
		{"nothing", nil, DateFormat{}, 0, false},
		{"only empty", []string{"", "n/a"}, DateFormat{}, 0, false},
		{"ISO", []string{"2021-04-15", "2021-05-01T10:00:00Z", ""}, DateFormat{}, 1, false},
		{"day first", []string{"01/02/2021", "13/02/2021"}, DateFormat{Order: "DMY"}, 1, false},
		{"month first", []string{"01/02/2021", "02/13/2021"}, DateFormat{Order: "MDY"}, 1, false},
		{"both ways", []string{"13/02/2021", "02/13/2021"}, DateFormat{}, 1, true},
		{"open", []string{"01/02/2021", "03/04/2021"}, DateFormat{}, 1, true},
		{"open with full stops", []string{"01.02.2021", "03.04.2021"}, DateFormat{Order: "DMY"}, 1, false},
		{"year first", []string{"21-04-15", "98-11-30"}, DateFormat{Order: "YMD"}, 1, false},
		{"year first or day first", []string{"21-04-15", "20-11-30"}, DateFormat{}, 1, true},
		{"short years", []string{"21/04/15", "20/11/13"}, DateFormat{Order: "DMY"}, 1, false},
		{"seconds", []string{"1618444800", "1618531199"}, DateFormat{Epoch: "s"}, 1, false},
		{"milliseconds", []string{"1618444800000"}, DateFormat{Epoch: "ms"}, 1, false},
		{"serial days", []string{"44301", "44302.5"}, DateFormat{Serial: true}, 1, false},
		{"mixed numbers", []string{"44301", "2021-04-15"}, DateFormat{}, 0.5, false},
		{"words", []string{"hello", "15 Apr 2021"}, DateFormat{}, 0.5, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var cells [][]byte
			for _, c := range tt.cells {
				cells = append(cells, []byte(c))
			}
			got, share, ambiguous := DetectDates(cells)
			if got != tt.want || share != tt.share || ambiguous != tt.ambiguous {
				t.Errorf("DetectDates() = %+v, %v, %v, want %+v, %v, %v", got, share, ambiguous, tt.want, tt.share, tt.ambiguous)
			}
		})
	}
}

func FuzzDay(f *testing.F) {
	for _, s := range []string{"2021-04-15", "15/04/2021 10:00", "Apr 15, 2021 3:04 PM", "44301", "2021-04", "1er août 2021 à 14h", "Thu Apr 15 00:03:00 UTC 2021"} {
		f.Add([]byte(s), uint8(1))
	}
	orders := []string{"", "DMY", "MDY", "YMD"}
	f.Fuzz(func(t *testing.T, cell []byte, order uint8) {
		r := NewDateReader(DateFormat{Order: orders[order%4], Serial: order&4 != 0})
		got := r.Day(cell)
		if again := r.Day(cell); again != got {
			t.Fatalf("Day(%q) = %d, then %d", cell, got, again)
		}
		if got != facts.UnknownDay && plausible(int64(got)) != got {
			t.Fatalf("Day(%q) = %d, outside the plausible years", cell, got)
		}
		if slow := r.slow(cell); len(cell) <= memoKey && slow != got {
			t.Fatalf("Day(%q) = %d, the slow path gives %d", cell, got, slow)
		}
		DetectDates([][]byte{cell, cell})
	})
}

func BenchmarkDay(b *testing.B) {
	for name, cell := range map[string]string{"iso": "2021-04-15", "iso with time": "2021-04-15T10:15:00Z", "slash": "15/04/2021", "memo": "15 Apr, 2021 00:03:00"} {
		b.Run(name, func(b *testing.B) {
			r, c := NewDateReader(DateFormat{Order: "DMY"}), []byte(cell)
			b.ReportAllocs()
			for b.Loop() {
				r.Day(c)
			}
		})
	}
}
