package engine

import "encoding/binary"

// The kernels over codes look at eight rows at a time: a word holds eight
// codes, and sums that cannot carry from one byte into the next find which of
// them are zero (H. S. Warren, Hacker's Delight, 6-1).
const (
	ones  = 0x0101010101010101
	lows  = 0x7f7f7f7f7f7f7f7f
	highs = 0x8080808080808080
	// gather brings the high bits of eight bytes together in the top byte when
	// they are multiplied with it (moved to the low bits before).
	gather = 0x0102040810204080
)

// nonzero has the high bit of each byte set that is not zero.
func nonzero(x uint64) uint64 { return ((x&lows + lows) | x) & highs }

// rowsOf gives one bit a row from the high bits of eight bytes.
func rowsOf(high uint64) uint64 { return (high >> 7) * gather >> 56 }

// knownCodes sets a bit for each row whose code is known. codes holds 64 rows a
// word of dst.
func knownCodes(dst []uint64, codes []uint8) {
	for w := range dst {
		block := codes[w<<6 : w<<6+64]
		var word uint64
		for j := 0; j < 64; j += 8 {
			word |= rowsOf(nonzero(binary.LittleEndian.Uint64(block[j:]))) << uint(j)
		}
		dst[w] = word
	}
}

// equalCodes sets t for the rows with one of a few codes and f for the other
// known ones. codes holds 64 rows a word.
func equalCodes(t, f []uint64, codes []uint8, wanted []uint8) {
	for w := range t {
		block := codes[w<<6 : w<<6+64]
		var hit, known uint64
		for j := 0; j < 64; j += 8 {
			x := binary.LittleEndian.Uint64(block[j:])
			var eq uint64
			for _, c := range wanted {
				eq |= ^nonzero(x^uint64(c)*ones) & highs
			}
			hit |= rowsOf(eq) << uint(j)
			known |= rowsOf(nonzero(x)) << uint(j)
		}
		t[w], f[w] = hit, known&^hit
	}
}
