package lists

import (
	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/values"
	"leadlint/scanner/take"

	"bytes"
)

// dated finds the column that gave a date of a row.
type dated struct {
	t *take.Table
	// columns are the candidates by field, in the order in which they are asked.
	columns map[string][]int
	readers map[int]*values.DateReader
}

func newDated(t *take.Table) *dated {
	return &dated{t: t, columns: map[string][]int{}, readers: map[int]*values.DateReader{}}
}

// add prepares a field, and gives its columns.
func (d *dated) add(name string) []int {
	if _, done := d.columns[name]; done {
		return nil
	}
	columns := bind.Feeders(d.t.Mapping, name)
	d.columns[name] = columns
	for _, c := range columns {
		if d.readers[c] == nil {
			d.readers[c] = values.NewDateReader(d.t.Mapping.Columns[c].Dates)
		}
	}
	return columns
}

// column gives the header of the column that a row's date was read from; where it was
// stated for the whole file, the place of the statement.
func (d *dated) column(name string, day int32, cells [][]byte) (head, where string) {
	for _, c := range d.columns[name] {
		cell := trimmed(cells, c)
		if len(cell) == 0 {
			continue
		}
		got := d.readers[c].Day(cell)
		if i := bytes.IndexByte(cell, dataset.MultiSep); got == facts.UnknownDay && i > 0 {
			got = d.readers[c].Day(cell[:i])
		}
		if got == day {
			return header(d.t.Mapping, c), ""
		}
	}
	_, where = stated(d.t, "contact."+name)
	return "", where
}
