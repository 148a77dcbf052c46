package xlsx

import "leadlint/scanner/dataset"

// batch is some rows in memory of their own.
type batch struct {
	data  []byte
	lines []int64
	// ends are the numbers of cells up to the end of each row.
	ends  []int
	cells []cellSpan
}

// reset empties the batch.
func (b *batch) reset() {
	b.data, b.lines, b.ends, b.cells = b.data[:0], b.lines[:0], b.ends[:0], b.cells[:0]
}

// add copies a row.
func (b *batch) add(line int64, cells [][]byte) {
	for i, c := range cells {
		if c != nil {
			from := len(b.data)
			b.data = append(b.data, c...)
			b.cells = append(b.cells, cellSpan{i, from, len(b.data)})
		}
	}
	b.lines, b.ends = append(b.lines, line), append(b.ends, len(b.cells))
}

// deliver hands the rows to a sink; row is room for one.
func (b *batch) deliver(sink dataset.Sink, row [][]byte) {
	at := 0
	for i, line := range b.lines {
		clear(row)
		for ; at < b.ends[i]; at++ {
			s := b.cells[at]
			row[s.column] = b.data[s.from:s.to:s.to]
		}
		sink.Row(dataset.Place{Line: line}, row)
	}
}
