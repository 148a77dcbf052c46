package bind

import (
	"cmp"
	"slices"

	"leadlint/scanner/dataset/recognise"
)

// Feeders lists the columns (by index) from whose cells a field is read, in the order
// in which they are asked: the value of a row is that of the first that knows one, save
// for updated_at, which is the latest of all.
func Feeders(m *recognise.Mapping, field string) []int {
	type feeder struct{ column, rank int }
	var out []feeder
	for i, c := range m.Columns {
		if c.State != recognise.Used && c.State != recognise.Flagged {
			continue
		}
		for _, f := range feeds(c.Field) {
			if f.field == field {
				out = append(out, feeder{i, f.rank})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b feeder) int { return cmp.Compare(a.rank, b.rank) })
	columns := make([]int, len(out))
	for i, f := range out {
		columns[i] = f.column
	}
	return columns
}
