package delimited

import "encoding/binary"

const (
	// stretch is how many bytes are searched for separators at once: one a bit of a word.
	stretch = 64

	ones  = 0x0101010101010101
	lows  = 0x7f7f7f7f7f7f7f7f
	highs = 0x8080808080808080
	// gather brings the lowest bits of eight bytes together in the highest byte.
	gather = 0x0102040810204080
)

// separators has a bit for each byte that is one of two, the first byte the lowest. All are
// found before the first is used: a loop that stops at each would be mistaken by the
// processor once a cell.
func separators(data *[stretch]byte, delimiter, end byte) (marks uint64) {
	delimiters, ends := uint64(delimiter)*ones, uint64(end)*ones
	for i := 0; i < stretch; i += 8 {
		word := binary.LittleEndian.Uint64(data[i:])
		d, e := word^delimiters, word^ends
		// The high bit of each byte that is zero in d or in e.
		found := ^(((d & lows) + lows | d) & ((e & lows) + lows | e)) & highs
		marks |= found >> 7 * gather >> 56 << uint(i)
	}
	return marks
}
