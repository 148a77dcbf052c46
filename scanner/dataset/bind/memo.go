package bind

import (
	"encoding/binary"
	"math/bits"
)

// outs is the number of fields that one enumerated column may feed.
const outs = 4

// entry is a distinct cell and what it was read as.
type entry struct {
	// a, b and size are the cell itself where it is short (see key), else a
	// digest of it that text settles.
	a, b uint64
	size uint32
	// count is the number of rows, kept small here and moved to total in time.
	count uint32
	codes [outs]uint8
	// unread says that the cell is neither empty nor in the vocabulary.
	unread bool
	set    uint64
	text   string
	// meaning is what a governance cell was read as, for the report.
	meaning string
	total   int64
}

// rows is the number of rows that held the cell.
func (e *entry) rows() int64 { return e.total + int64(e.count) }

// memo remembers what distinct cells were read as. The few hundred spellings of
// an enumerated column recur in millions of rows, so a lookup must be cheap: a
// cell of up to 16 bytes is told by two words, without comparing bytes. A
// column with ever new values is decoded afresh past the limit.
type memo struct {
	slots   []uint16 // index into entries + 1
	shift   uint
	entries []entry
	masks   masks
}

// memoLimit is the number of distinct cells remembered of a column.
const memoLimit = 1 << 12

func newMemo() memo {
	m := memo{masks: newMasks()}
	m.grow(256)
	return m
}

// grow makes room for n slots, a power of two, and puts the entries back.
func (m *memo) grow(n int) {
	m.slots = make([]uint16, n)
	m.shift = uint(64 - bits.TrailingZeros(uint(n)))
	for i := range m.entries {
		e := &m.entries[i]
		m.slots[m.free(e.a, e.b, e.size)] = uint16(i + 1)
	}
}

// short is the length of cells that key holds whole.
const short = 16

// masks keep the first n bytes of two words.
type masks [short + 1][2]uint64

func newMasks() (m masks) {
	for n := range m {
		m[n][0] = 1<<uint(8*min(n, 8)) - 1
		m[n][1] = 1<<uint(8*max(n-8, 0)) - 1
	}
	return m
}

// key gives two words that together with the size are the cell itself, when it
// is short, else a digest of it. It looks at bytes behind the cell rather than
// choose among ways by its length, which a processor cannot foresee.
func (m *memo) key(cell []byte) (a, b uint64) {
	n := len(cell)
	if n > short {
		a = binary.LittleEndian.Uint64(cell)
		b = binary.LittleEndian.Uint64(cell[n-8:]) ^ binary.LittleEndian.Uint64(cell[n/2-4:])*0x9e3779b97f4a7c15
		return a, b
	}
	if cap(cell) >= short {
		c := cell[:short]
		mask := &m.masks[n]
		return binary.LittleEndian.Uint64(c) & mask[0], binary.LittleEndian.Uint64(c[8:]) & mask[1]
	}
	var c [short]byte
	copy(c[:], cell)
	return binary.LittleEndian.Uint64(c[:]), binary.LittleEndian.Uint64(c[8:])
}

func (m *memo) home(a, b uint64, size uint32) uint64 {
	return ((a^uint64(size)*0xd1b54a32d192ed03)*0x9e3779b97f4a7c15 ^ b*0xff51afd7ed558ccd) >> m.shift
}

func (m *memo) free(a, b uint64, size uint32) uint64 {
	i := m.home(a, b, size)
	for m.slots[i] != 0 {
		i = (i + 1) & uint64(len(m.slots)-1)
	}
	return i
}

// find gives the entry of a cell, nil when it is not remembered.
func (m *memo) find(cell []byte) *entry {
	a, b := m.key(cell)
	size := uint32(len(cell))
	i := m.home(a, b, size)
	for {
		s := m.slots[i]
		if s == 0 {
			return nil
		}
		e := &m.entries[s-1]
		if e.a == a && e.b == b && e.size == size && (size <= short || e.text == string(cell)) {
			return e
		}
		i = (i + 1) & uint64(len(m.slots)-1)
	}
}

// learn decodes a cell met for the first time and remembers it; nil when the
// memo is full.
func (m *memo) learn(cell []byte, decode func(cell []byte, e *entry)) *entry {
	if len(m.entries) >= memoLimit {
		return nil
	}
	if len(m.entries)*2 >= len(m.slots) {
		m.grow(len(m.slots) * 2)
	}
	e := entry{text: string(cell), size: uint32(len(cell))}
	e.a, e.b = m.key(cell)
	decode(cell, &e)
	m.slots[m.free(e.a, e.b, e.size)] = uint16(len(m.entries) + 1)
	m.entries = append(m.entries, e)
	return &m.entries[len(m.entries)-1]
}

// settle moves the counts where they cannot overflow.
func (m *memo) settle() {
	for i := range m.entries {
		e := &m.entries[i]
		e.total, e.count = e.total+int64(e.count), 0
	}
}
