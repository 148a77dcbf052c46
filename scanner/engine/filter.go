package engine

import (
	"math/bits"

	"leadlint/rules/facts"
)

// filter tells for most identities that are not in a table on disk that they
// are not (B. H. Bloom, 1970), so that nothing need be written of them. It
// never denies one that is there; a nil filter denies none.
type filter struct {
	words []uint64
	mask  uint64
}

const (
	// filterBytes is the size for each identity aimed at, filterHashes the
	// number of bits set: with them, about one in forty is let through in vain.
	filterBytes  = 1
	filterHashes = 3
	// leastFilter is the size in bytes below which there is none.
	leastFilter = 64
)

// newFilter makes a filter for so many identities, a smaller one when the
// budget has no room, and nil when it has hardly any. Bytes are those reserved.
func newFilter(identities int64, b *Budget) (f *filter, bytes int64) {
	want := max(leastFilter, int64(1)<<bits.Len64(uint64(identities*filterBytes-1)))
	for bytes = want; bytes >= max(leastFilter, want/8); bytes /= 2 {
		if b.take(bytes) {
			return makeFilter(bytes), bytes
		}
	}
	return nil, 0
}

// makeFilter makes a filter of so many bytes, a power of two.
func makeFilter(bytes int64) *filter {
	return &filter{words: make([]uint64, bytes/8), mask: uint64(bytes)*8 - 1}
}

// scatter spreads a hash by other bits than mix does.
func scatter(h facts.Hash) uint64 {
	x := h[0] ^ bits.ReverseBytes64(h[1])
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func (f *filter) add(h facts.Hash) {
	if f == nil {
		return
	}
	at, step := mix(h), scatter(h)|1
	for range filterHashes {
		f.words[at&f.mask>>6] |= 1 << (at & 63)
		at += step
	}
}

func (f *filter) has(h facts.Hash) bool {
	if f == nil {
		return true
	}
	at, step := mix(h), scatter(h)|1
	for range filterHashes {
		if f.words[at&f.mask>>6]>>(at&63)&1 == 0 {
			return false
		}
		at += step
	}
	return true
}
