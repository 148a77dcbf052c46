package facts

import "math"

// Codes that mean unknown in a Vec.
const (
	// UnknownCode is the unknown value of an Enum or Bool.
	UnknownCode uint8 = 0
	// FalseCode and TrueCode are the two known values of a Bool.
	FalseCode uint8 = 1
	TrueCode  uint8 = 2
	// UnknownDay is the unknown value of a Date.
	UnknownDay int32 = math.MinInt32
	// UnknownInt is the unknown value of an Int.
	UnknownInt int64 = math.MinInt64
	// SetKnown is the bit that marks a Set as known; a Set of value 0 is unknown.
	SetKnown uint64 = 1 << 63
)

// Hash is the keyed 128-bit hash of one identity, normalised. Its bits
// carry a meaning: the low three of the second word are the kind.
type Hash [2]uint64

// The kinds of identity that a Hash stands for, in its low three bits. Kinds
// are part of the hash: identities of two kinds are never equal.
const (
	// KindName is a folded name (of a recipient, a supplier) or reference.
	KindName uint64 = iota
	// KindEmail is an e-mail address, also one that is not well-formed.
	KindEmail
	// KindPhone is a telephone number. Numbers can be shared, so it is weak: two
	// rows with equal numbers do not match if both have identities of another
	// kind and all of those differ; where these are of KindID alone, which may be
	// of two systems, it is unknown whether they match.
	KindPhone
	// KindProfile is the address of a profile page.
	KindProfile
	// KindID is an identifier within a named system.
	KindID
	// KindDigest is an unkeyed fingerprint (SHA-256, SHA-1 or MD5) of an e-mail
	// address or telephone number, as suppression lists hold.
	KindDigest
	// KindPage is the address of a page, whoever it is about.
	KindPage
)

// SealedBit marks the hash of an identity that is made to be kept and compared by later
// audits under the same secret (see package identity); others serve one audit.
const SealedBit uint64 = 8

// Sealed says whether the hash is made to be kept.
func (h Hash) Sealed() bool { return h[1]&SealedBit != 0 }

// Kind gives the kind of identity.
func (h Hash) Kind() uint64 { return h[1] & 7 }

// WithKind gives the hash with its kind set.
func (h Hash) WithKind(kind uint64) Hash { return Hash{h[0], h[1]&^7 | kind&7} }

// Vec holds one field's values for the rows of a Batch. Only the slice that
// belongs to the field's type is used; its length is at least the batch's N.
type Vec struct {
	// Absent says that no column (and no declaration) feeds the field: every
	// row is unknown and no slice need be filled.
	Absent bool
	// Unread has one bit a row, set where it is not known whether anything is
	// recorded: a cell is filled but was not understood, or it is empty in a
	// column that nobody fills. Nil means that there is no such row.
	Unread []uint64
	// Codes holds an Enum (index of the value + 1) or a Bool (FalseCode,
	// TrueCode); UnknownCode where unknown.
	Codes []uint8
	// Days holds a Date as days since 1970-01-01, UnknownDay where unknown.
	Days []int32
	// Ints holds an Int, UnknownInt where unknown.
	Ints []int64
	// Sets holds a Set: member bits and SetKnown; 0 where unknown.
	Sets []uint64
	// Present has one bit a row (row i is bit i%64 of word i/64), set where a
	// Text is known.
	Present []uint64
	// Texts holds the content of a Text. It is filled only when a rule reads
	// content (see engine.Plan.Needs); nil entries are unknown.
	Texts [][]byte
	// Keys holds the identities of a Key, or of a Text that joins: those of row
	// i are Keys[KeyAt[i]:KeyAt[i+1]]; a row without any is unknown. They are
	// filled only when a rule joins by the field; KeyAt is nil otherwise.
	Keys  []Hash
	KeyAt []uint32
}

// RowKeys gives the identities of a row, nil when there are none.
func (v *Vec) RowKeys(row int) []Hash {
	if v.Absent || row+1 >= len(v.KeyAt) {
		return nil
	}
	return v.Keys[v.KeyAt[row]:v.KeyAt[row+1]]
}

// Has says whether a set of rows, one bit a row, has the bit of a row; a row beyond its
// end it has not.
func Has(set []uint64, row int) bool {
	return row/64 < len(set) && set[row/64]>>(uint(row)%64)&1 == 1
}

// Known says whether a row has a value of a field of a type; the field must not be absent.
func (v *Vec) Known(typ Type, row int) bool {
	switch typ {
	case Enum, Bool:
		return v.Codes[row] != UnknownCode
	case Date:
		return v.Days[row] != UnknownDay
	case Int:
		return v.Ints[row] != UnknownInt
	case Set:
		return v.Sets[row] != 0
	case Key:
		if v.KeyAt != nil {
			return len(v.RowKeys(row)) > 0
		}
	}
	return Has(v.Present, row)
}

// Batch is some thousands of rows of one relation, column by column. Bits of
// bitmaps beyond row N-1 are zero.
type Batch struct {
	// N is the number of rows.
	N int
	// Cols has one Vec for each field of the relation, in its order.
	Cols []Vec
	// Group is the row's reporting group (an index into the table the producer
	// keeps, such as source type × country); nil means that all rows are in group 0.
	Group []uint16
	// Key is the row's keyed hash, used to choose samples and to estimate the
	// number of persons; nil where rows stand for no person.
	Key []uint64
}

// Slice gives the rows from one on up to, and without, another. Columns share
// their values with b; bitmaps are copied.
func (b *Batch) Slice(from, to int) *Batch {
	out := &Batch{N: to - from, Cols: make([]Vec, len(b.Cols))}
	for i := range b.Cols {
		v := &b.Cols[i]
		out.Cols[i] = Vec{
			Absent: v.Absent, Unread: sliceBits(v.Unread, from, to), Present: sliceBits(v.Present, from, to),
			Codes: slice(v.Codes, from, to), Days: slice(v.Days, from, to), Ints: slice(v.Ints, from, to),
			Sets: slice(v.Sets, from, to), Texts: slice(v.Texts, from, to),
			Keys: v.Keys,
		}
		if v.KeyAt != nil {
			out.Cols[i].KeyAt = v.KeyAt[from : to+1 : to+1]
		}
	}
	out.Group, out.Key = slice(b.Group, from, to), slice(b.Key, from, to)
	return out
}

func slice[T any](s []T, from, to int) []T {
	if s == nil {
		return nil
	}
	return s[from:to:to]
}

func sliceBits(s []uint64, from, to int) []uint64 {
	if s == nil {
		return nil
	}
	out := make([]uint64, (to-from+63)/64)
	for r := from; r < to; r++ {
		out[(r-from)/64] |= s[r/64] >> uint(r%64) & 1 << uint((r-from)%64)
	}
	return out
}

// UnknownVec gives a column of n rows in which nothing is known of a field. A set, a
// key or a period, for which no value stands for unknown, comes out as absent.
func UnknownVec(f *Field, n int) Vec {
	switch f.Type {
	case Enum, Bool:
		return Vec{Codes: make([]uint8, n)}
	case Date:
		v := Vec{Days: make([]int32, n)}
		for i := range v.Days {
			v.Days[i] = UnknownDay
		}
		return v
	case Int:
		v := Vec{Ints: make([]int64, n)}
		for i := range v.Ints {
			v.Ints[i] = UnknownInt
		}
		return v
	case Text:
		return Vec{Texts: make([][]byte, n), Present: make([]uint64, (n+63)/64)}
	}
	return Vec{Absent: true}
}

// WholeVec gives a column of n rows of a whole relation at which nothing was
// observed: sets and texts are known to be empty, an Enum is its first value, a Bool
// is false unless it is Open. An Int, a Date and an open Bool are unknown.
func WholeVec(f *Field, n int) Vec {
	v := UnknownVec(f, n)
	switch {
	case f.Type == Set:
		v = Vec{Sets: make([]uint64, n)}
		for i := range v.Sets {
			v.Sets[i] = SetKnown
		}
	case f.Type == Text:
		for i := range v.Texts {
			v.Texts[i] = []byte{}
			v.Present[i/64] |= 1 << uint(i%64)
		}
	case f.Type == Enum || f.Type == Bool && !f.Open:
		for i := range v.Codes {
			v.Codes[i] = FalseCode // the code of an Enum's first value too
		}
	}
	return v
}
