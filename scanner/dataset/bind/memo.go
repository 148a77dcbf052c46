package bind

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// outs is the number of fields that one enumerated column may feed.
const outs = 4

// entry is a distinct cell and what it was read as.
type entry struct {
	text  string
	codes [outs]uint8
	set   uint64
	// understood is false for a cell that is neither empty nor in the vocabulary.
	understood bool
	// meaning is what a governance cell was read as, for the report.
	meaning string
	count   int64
}

// memo remembers what distinct cells were read as. The few hundred spellings of
// an enumerated column recur in millions of rows, so a lookup must be cheap;
// a column with ever new values is decoded afresh past the limit.
type memo struct {
	slots   []int32 // index into entries + 1
	entries []entry
	// rest counts cells met past the limit; restUnread those not understood.
	rest, restUnread int64
}

const (
	memoSlots = 1 << 12
	memoLimit = 1 << 11
)

func newMemo() memo { return memo{slots: make([]int32, memoSlots)} }

// hashCell mixes the length and the ends of a cell; distinct cells that agree
// in these share a chain of slots.
func hashCell(cell []byte) uint64 {
	n := len(cell)
	var a, b uint64
	switch {
	case n >= 8:
		a = binary.LittleEndian.Uint64(cell)
		b = binary.LittleEndian.Uint64(cell[n-8:])
	case n >= 4:
		a = uint64(binary.LittleEndian.Uint32(cell))
		b = uint64(binary.LittleEndian.Uint32(cell[n-4:]))
	case n > 0:
		a = uint64(cell[0]) | uint64(cell[n/2])<<8 | uint64(cell[n-1])<<16
	}
	hi, lo := bits.Mul64(a^0x9e3779b97f4a7c15, b^uint64(n)^0xd1b54a32d192ed03)
	return hi ^ lo
}

// find gives the entry of a cell, decoding it the first time. The entry is nil
// when the memo is full: the caller decodes by itself.
func (m *memo) find(cell []byte, decode func(cell []byte, e *entry)) *entry {
	i := hashCell(cell) & (memoSlots - 1)
	for m.slots[i] != 0 {
		e := &m.entries[m.slots[i]-1]
		if string(cell) == e.text {
			return e
		}
		i = (i + 1) & (memoSlots - 1)
	}
	if len(m.entries) >= memoLimit {
		return nil
	}
	m.entries = append(m.entries, entry{text: string(bytes.Clone(cell))})
	m.slots[i] = int32(len(m.entries))
	e := &m.entries[len(m.entries)-1]
	decode(cell, e)
	return e
}
