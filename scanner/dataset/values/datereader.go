package values

import "leadlint/rules/facts"

// DateReader reads the cells of one date column. It remembers what the less
// common forms mean, so every worker needs one of its own.
type DateReader struct {
	format DateFormat
	months map[string]int
	memo   memo[int32]
}

// NewDateReader makes a reader for a column of the given format.
func NewDateReader(f DateFormat) *DateReader {
	return &DateReader{format: f, months: monthNames(), memo: newMemo[int32]()}
}

func monthNames() map[string]int {
	names := make(map[string]int)
	for i, row := range rows("months.tsv", 2) {
		for _, n := range terms(row[1]) {
			names[n] = i + 1
		}
	}
	return names
}

// Day gives the cell's day in days since 1970-01-01, and facts.UnknownDay for a
// cell that is empty, unreadable, ambiguous in the column's format, impossible
// (2019-02-30) or outside the years 1900 to 2199. The day is the one that is
// written: a time of day and a time zone are checked for form and otherwise
// ignored, so no date moves with the zone of the machine. Unix times are read
// in UTC. A month without a day ("2021-04") counts as its last day, so that no
// period is held to have ended before it must have; a year alone is unknown.
// Two-digit years stand for 1970 to 2069.
func (r *DateReader) Day(cell []byte) int32 {
	if d, ok := isoDay(cell); ok {
		return d
	}
	if d, ok := r.slashDay(cell); ok {
		return d
	}
	if len(cell) == 0 || len(cell) > memoKey {
		return facts.UnknownDay
	}
	if d, ok := r.memo.get(cell); ok {
		return d
	}
	return r.memo.put(cell, r.slow(cell))
}

// isoDay reads YYYY-MM-DD, alone or before a time of day; false when the cell
// has another form.
func isoDay(c []byte) (int32, bool) {
	if len(c) < 10 || c[4] != '-' || c[7] != '-' {
		return 0, false
	}
	d := [8]byte{c[0] - '0', c[1] - '0', c[2] - '0', c[3] - '0', c[5] - '0', c[6] - '0', c[8] - '0', c[9] - '0'}
	if d[0] > 9 || d[1] > 9 || d[2] > 9 || d[3] > 9 || d[4] > 9 || d[5] > 9 || d[6] > 9 || d[7] > 9 {
		return 0, false
	}
	if len(c) > 10 && !isTimePart(c[10:]) {
		return 0, false
	}
	year := int(d[0])*1000 + int(d[1])*100 + int(d[2])*10 + int(d[3])
	return dayOf(year, int(d[4])*10+int(d[5]), int(d[6])*10+int(d[7])), true
}

// slashDay reads DD/MM/YYYY and MM/DD/YYYY (also with - and .) when the column's
// order is known; false when the cell has another form.
func (r *DateReader) slashDay(c []byte) (int32, bool) {
	if len(c) < 10 || c[2] != c[5] || (c[2] != '/' && c[2] != '.' && c[2] != '-') {
		return 0, false
	}
	if r.format.Order != "DMY" && r.format.Order != "MDY" {
		return 0, false
	}
	d := [8]byte{c[0] - '0', c[1] - '0', c[3] - '0', c[4] - '0', c[6] - '0', c[7] - '0', c[8] - '0', c[9] - '0'}
	if d[0] > 9 || d[1] > 9 || d[2] > 9 || d[3] > 9 || d[4] > 9 || d[5] > 9 || d[6] > 9 || d[7] > 9 {
		return 0, false
	}
	if len(c) > 10 && !isTimePart(c[10:]) {
		return 0, false
	}
	day, month := int(d[0])*10+int(d[1]), int(d[2])*10+int(d[3])
	if r.format.Order == "MDY" {
		day, month = month, day
	}
	return dayOf(int(d[4])*1000+int(d[5])*100+int(d[6])*10+int(d[7]), month, day), true
}

// isTimePart says whether c is what may follow a date: "T" or a space (or a
// comma and a space), a time of day and perhaps a zone.
func isTimePart(c []byte) bool {
	if c[0] == ',' {
		c = c[1:]
	}
	if len(c) < 2 || (c[0] != 'T' && c[0] != 't' && c[0] != ' ') {
		return false
	}
	return isTime(c[1:])
}
