package bind

import (
	"encoding/binary"
	"math/bits"
)

// outs is the number of fields that one enumerated column may feed.
const outs = 4

// entry is a distinct cell and what it was read as.
type entry struct {
	codes [outs]uint8
	// unread says that the cell is neither empty nor in the vocabulary.
	unread bool
	set    uint64
	text   string
	// meaning is what a governance cell was read as, for the report.
	meaning string
	// total counts the rows that held the cell.
	total int64
}

// place is a place of a memo's table: what a row needs of an entry, in half a
// cache line.
type place struct {
	// a and b are the cell itself where it is short (see key), else a digest of
	// it that the entry's text settles.
	a, b uint64
	// size is the cell's length + 1; 0 marks a free place.
	size uint32
	// count is the number of rows since settle.
	count  uint32
	codes  [outs]uint8
	entry  uint16
	unread bool
}

// memo remembers what distinct cells were read as. The few hundred spellings of
// an enumerated column recur in millions of rows, so a lookup must be cheap: a
// short cell is told by two words, without comparing bytes. A column with ever
// new values is decoded afresh past the limit.
type memo struct {
	table   []place
	shift   uint
	entries []entry
	masks   masks
}

// memoLimit is the number of distinct cells remembered of a column.
const memoLimit = 1 << 12

func newMemo() memo {
	m := memo{masks: newMasks()}
	m.grow(64)
	return m
}

// grow makes a table of n places, a power of two, and moves the old ones over.
func (m *memo) grow(n int) {
	old := m.table
	m.table = make([]place, n)
	m.shift = uint(64 - bits.TrailingZeros(uint(n)))
	for _, p := range old {
		if p.size != 0 {
			*m.free(p.a, p.b, p.size) = p
		}
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

// free gives the place where a new cell belongs.
func (m *memo) free(a, b uint64, size uint32) *place {
	i := m.home(a, b, size)
	for m.table[i].size != 0 {
		i = (i + 1) & uint64(len(m.table)-1)
	}
	return &m.table[i]
}

// find gives the place of a cell, nil when it is not remembered.
func (m *memo) find(cell []byte) *place {
	a, b := m.key(cell)
	size := uint32(len(cell)) + 1
	for i := m.home(a, b, size); ; i = (i + 1) & uint64(len(m.table)-1) {
		p := &m.table[i]
		if p.a == a && p.b == b && p.size == size && (size <= short+1 || m.entries[p.entry].text == string(cell)) {
			return p
		}
		if p.size == 0 {
			return nil
		}
	}
}

// learn decodes a cell met for the first time and remembers it; nil when the
// memo is full.
func (m *memo) learn(cell []byte, decode func(cell []byte, e *entry)) *place {
	if len(m.entries) >= memoLimit {
		return nil
	}
	if (len(m.entries)+1)*2 > len(m.table) {
		m.grow(len(m.table) * 2)
	}
	e := entry{text: string(cell)}
	decode(cell, &e)
	m.entries = append(m.entries, e)
	a, b := m.key(cell)
	p := m.free(a, b, uint32(len(cell))+1)
	*p = place{a: a, b: b, size: uint32(len(cell)) + 1, codes: e.codes, entry: uint16(len(m.entries) - 1), unread: e.unread}
	return p
}

// settle moves the counts where they cannot overflow.
func (m *memo) settle() {
	for i := range m.table {
		p := &m.table[i]
		if p.count > 0 {
			m.entries[p.entry].total += int64(p.count)
			p.count = 0
		}
	}
}
