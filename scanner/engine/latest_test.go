package engine

import (
	"testing"

	"leadlint/rules/facts"

	"pgregory.net/rapid"
)

// TestLatest holds the one pass over a person's rows to the definition, pair by
// pair, and to the laws that follow from it.
func TestLatest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "rows")
		date, by, value := facts.Vec{}, facts.Vec{}, facts.Vec{}
		run := make([]entry, n)
		for i := range n {
			day := rapid.SampledFrom([]int32{facts.UnknownDay, 1, 2, 3, 4, 5}).Draw(t, "day")
			date.Days = append(date.Days, day)
			by.Codes = append(by.Codes, rapid.SampledFrom([]uint8{0, 1, 1, 1, 2}).Draw(t, "by"))
			value.Codes = append(value.Codes, rapid.Uint8Range(0, 2).Draw(t, "value"))
			run[i] = entry{row: uint32(i), flags: leads}
		}
		s := &stateColumns{date: &date, by: &by, value: &value, valueType: facts.Enum}
		if rapid.Bool().Draw(t, "one sort") {
			s.by = nil
		}
		contradictory := s.mark(run)
		some := map[uint8]bool{}
		for i, e := range run {
			got, want := e.flags&latestMask, s.defined(run, i)
			if got != want {
				t.Fatalf("row %d is %d, want %d: days %v, by %v, values %v", i, got, want, date.Days, by.Codes, value.Codes)
			}
			if e.flags&leads == 0 {
				t.Fatal("the entry no longer leads")
			}
			some[s.byOf(e.row)] = some[s.byOf(e.row)] || got != facts.FalseCode
		}
		for by, ok := range some {
			if !ok {
				t.Fatalf("no row of group %d may be the latest", by)
			}
		}
		if n == 1 && (contradictory || run[0].flags&latestMask != facts.TrueCode) {
			t.Fatal("a row that stands alone is not the latest")
		}
	})
}

// defined gives "latest" of a row by its definition.
func (s *stateColumns) defined(run []entry, at int) uint8 {
	row := run[at].row
	older := func(a, b uint32) bool {
		x, y := s.date.Days[a], s.date.Days[b]
		return x != facts.UnknownDay && y != facts.UnknownDay && x < y
	}
	code := facts.TrueCode
	for _, e := range run {
		same := s.byOf(e.row) == s.byOf(row)
		either := s.byOf(e.row) == 0 || s.byOf(row) == 0
		switch {
		case same && older(row, e.row):
			return facts.FalseCode
		case !same && !either || s.valueOf(e.row) == s.valueOf(row) || older(e.row, row):
			continue
		}
		beaten := false
		for _, other := range run {
			beaten = beaten || same && s.byOf(other.row) == s.byOf(row) && older(e.row, other.row)
		}
		if !beaten {
			code = facts.UnknownCode
		}
	}
	return code
}
