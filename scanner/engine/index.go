package engine

import (
	"cmp"
	"math/bits"
	"slices"

	"leadlint/rules/facts"
)

// entry is one identity of one row of a table.
type entry struct {
	hash facts.Hash
	row  uint32
	// kinds has a bit for each kind of identity that the row has.
	kinds uint8
	// flags holds the code of "latest" and whether the entry leads.
	flags uint8
}

const (
	latestMask uint8 = 3
	// leads marks one entry of each row, by which persons are counted.
	leads uint8 = 4
)

// index finds the entries of an identity: they are sorted into buckets by bits of
// a mix of the hash, and within a bucket by hash.
type index struct {
	entries []entry
	// starts has the position of each bucket's first entry, and the end.
	starts []uint32
	// skip is the number of leading bits that all hashes have in common, shift what
	// leaves the bits after them that number a bucket.
	skip, shift uint
}

// mix spreads a hash, whose bits need not all be random, over the buckets.
func mix(h facts.Hash) uint64 { return (h[0] ^ bits.RotateLeft64(h[1], 31)) * 0x9e3779b97f4a7c15 }

// orderOf gives the number of bits of the buckets' numbers for so many entries.
func orderOf(entries int64) uint { return uint(max(0, bits.Len64(uint64(entries))-1)) }

// newIndex sorts the entries in place and takes them over. The bits of the buckets'
// numbers are order many, after skip that all entries have in common.
func newIndex(entries []entry, skip, order uint) *index {
	x := &index{entries: entries, starts: make([]uint32, 1<<order+1), skip: skip, shift: 64 - order}
	for i := range entries {
		x.starts[x.bucket(entries[i].hash)+1]++
	}
	for i := 1; i < len(x.starts); i++ {
		x.starts[i] += x.starts[i-1]
	}
	x.place()
	for b := range x.starts[1:] {
		if run := entries[x.starts[b]:x.starts[b+1]]; len(run) > 1 {
			slices.SortFunc(run, compareEntries)
		}
	}
	return x
}

func (x *index) bucket(h facts.Hash) uint64 { return mix(h) << x.skip >> x.shift }

// regionBits is the number of bits of a bucket's number within a region: the
// entries of a region are few enough to be near in memory.
const regionBits = 11

// place moves every entry into its bucket, first into its region, then within
// the region, since moves over a long way are slow.
func (x *index) place() {
	if last := len(x.starts) - 1; last > 1<<regionBits {
		var regions []uint32
		for b := 0; b <= last; b += 1 << regionBits {
			regions = append(regions, x.starts[b])
		}
		x.permute(regions, x.shift+regionBits, 0)
	}
	for b := 0; b < len(x.starts)-1; b += 1 << regionBits {
		x.permute(x.starts[b:min(b+1<<regionBits, len(x.starts)-1)+1], x.shift, uint64(b))
	}
}

// permute moves entries by cycles, without a second copy, to where the leading
// bits of their hash begin: starts[0] is the place of those with the bits base.
func (x *index) permute(starts []uint32, shift uint, base uint64) {
	next := slices.Clone(starts)
	for g, end := range starts[1:] {
		for next[g] < end {
			e := &x.entries[next[g]]
			to := mix(e.hash)<<x.skip>>shift - base
			if to != uint64(g) {
				other := &x.entries[next[to]]
				*e, *other = *other, *e
			}
			next[to]++
		}
	}
}

func compareEntries(a, b entry) int {
	return cmp.Or(cmp.Compare(a.hash[0], b.hash[0]), cmp.Compare(a.hash[1], b.hash[1]), cmp.Compare(a.row, b.row))
}

// find gives the entries of the identity: from, to are positions in entries.
func (x *index) find(h facts.Hash) (from, to uint32) {
	b := x.bucket(h)
	return x.within(h, x.starts[b], x.starts[b+1])
}

// within gives the identity's entries among those of its bucket.
func (x *index) within(h facts.Hash, from, end uint32) (uint32, uint32) {
	if end-from > 16 {
		n, _ := slices.BinarySearchFunc(x.entries[from:end], entry{hash: h}, compareEntries)
		from += uint32(n)
		if from < end && x.entries[from].hash != h {
			return end, end
		}
	}
	for from < end && x.entries[from].hash != h {
		from++
	}
	to := from
	for to < end && x.entries[to].hash == h {
		to++
	}
	return from, to
}

// runs calls visit for the entries of each identity.
func (x *index) runs(visit func(run []entry)) {
	for from := 0; from < len(x.entries); {
		to := from + 1
		for to < len(x.entries) && x.entries[to].hash == x.entries[from].hash {
			to++
		}
		visit(x.entries[from:to])
		from = to
	}
}

// weak is the bit of the kind of identity that persons share.
const weak = uint8(1) << facts.KindPhone

// kindsOf gives a bit for each kind among the identities.
func kindsOf(keys []facts.Hash) uint8 {
	var kinds uint8
	for _, k := range keys {
		kinds |= 1 << k.Kind()
	}
	return kinds
}

// numbered is the bit of the kind that is compared within one system only.
const numbered = uint8(1) << facts.KindID

// matching says whether two rows match that share an identity of a kind. By a
// telephone they do not where both have another kind of identity: had they been
// equal in that, they would match by it. Where that is identifiers alone, they
// may be of two systems, and it is unknown.
func matching(kind uint64, a, b uint8) truth {
	switch both := a & b &^ weak; {
	case kind != facts.KindPhone || both == 0:
		return allTrue
	case both == numbered:
		return allUnknown
	}
	return allFalse
}

// sameKeys compares the identities of two rows.
func sameKeys(a, b []facts.Hash) truth {
	if len(a) == 0 || len(b) == 0 {
		return allUnknown
	}
	ka, kb, out := kindsOf(a), kindsOf(b), allFalse
	for _, k := range a {
		if !slices.Contains(b, k) {
			continue
		}
		switch matching(k.Kind(), ka, kb) {
		case allTrue:
			return allTrue
		case allUnknown:
			out = allUnknown
		}
	}
	return out
}

// lead gives the identity that a row is counted by: of the strongest kind.
func lead(keys []facts.Hash) facts.Hash {
	return slices.MinFunc(keys, func(a, b facts.Hash) int {
		return cmp.Or(cmp.Compare(strength(a.Kind()), strength(b.Kind())), cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
}

// strength orders the kinds, the one that tells persons apart best first.
func strength(kind uint64) int {
	return slices.Index([]uint64{facts.KindEmail, facts.KindID, facts.KindProfile, facts.KindDigest, facts.KindName, facts.KindPhone}, kind)
}
