package delimited

import (
	"testing"

	"pgregory.net/rapid"
)

// All bytes are told apart, those that differ from a separator in one bit too.
func TestSeparators(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		delimiter, end := rapid.Byte().Draw(t, "delimiter"), rapid.Byte().Draw(t, "end")
		like := rapid.SampledFrom([]byte{delimiter, end, delimiter ^ 1, end ^ 1, delimiter ^ 0x80, end ^ 0x80, 0, 0x7f, 0x80, 0xff})
		var data [stretch]byte
		var want uint64
		for i := range data {
			data[i] = rapid.OneOf(like, rapid.Byte()).Draw(t, "byte")
			if data[i] == delimiter || data[i] == end {
				want |= 1 << i
			}
		}
		if got := separators(&data, delimiter, end); got != want {
			t.Fatalf("separators %#x and %#x of %x: got %064b, want %064b", delimiter, end, data, got, want)
		}
	})
}
