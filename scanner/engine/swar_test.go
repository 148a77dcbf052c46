package engine

import (
	"testing"

	"pgregory.net/rapid"
)

// TestEightRowsAtATime holds the kernels over words of codes to the plain loop.
func TestEightRowsAtATime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		codes := rapid.SliceOfN(rapid.OneOf(rapid.Uint8Range(0, 3), rapid.Uint8()), 128, 128).Draw(t, "codes")
		wanted := rapid.SliceOfN(rapid.Uint8Range(1, 255), 1, fewCodes).Draw(t, "wanted")
		yes, no, known := make([]uint64, 2), make([]uint64, 2), make([]uint64, 2)
		equalCodes(yes, no, codes, wanted)
		knownCodes(known, codes)
		for i, c := range codes {
			in := false
			for _, w := range wanted {
				in = in || c == w
			}
			bit := func(b []uint64) bool { return b[i/64]>>uint(i%64)&1 == 1 }
			if bit(yes) != in || bit(no) != (c != 0 && !in) || bit(known) != (c != 0) {
				t.Fatalf("row %d, code %d, wanted %v: got true %v, false %v, known %v", i, c, wanted, bit(yes), bit(no), bit(known))
			}
		}
	})
}
