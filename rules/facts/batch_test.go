package facts_test

import (
	"testing"

	"leadlint/rules/facts"
)

// TestSlice: a part of a batch holds its rows and no others, also where it does
// not begin at a whole word of the bitmaps.
func TestSlice(t *testing.T) {
	const n = 200
	b := &facts.Batch{N: n, Key: make([]uint64, n), Cols: []facts.Vec{
		{Absent: true}, {Days: make([]int32, n)}, {Present: make([]uint64, 4), Texts: make([][]byte, n)},
	}}
	for i := range n {
		b.Key[i], b.Cols[1].Days[i] = uint64(i), int32(i)
		if i%3 == 0 {
			b.Cols[2].Present[i/64] |= 1 << uint(i%64)
			b.Cols[2].Texts[i] = []byte{byte(i)}
		}
	}
	for _, c := range [][2]int{{0, n}, {0, 0}, {5, 133}, {64, 128}, {130, n}} {
		part := b.Slice(c[0], c[1])
		if part.N != c[1]-c[0] || !part.Cols[0].Absent || part.Cols[0].Codes != nil || part.Group != nil {
			t.Fatalf("%v: got %d rows, first column %+v", c, part.N, part.Cols[0])
		}
		for i := range part.N {
			row := c[0] + i
			present := part.Cols[2].Present[i/64]>>uint(i%64)&1 == 1
			if part.Key[i] != uint64(row) || part.Cols[1].Days[i] != int32(row) || present != (row%3 == 0) || (part.Cols[2].Texts[i] != nil) != present {
				t.Fatalf("%v: row %d is not row %d of the whole", c, i, row)
			}
		}
	}
}
