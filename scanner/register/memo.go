package register

import (
	"encoding/binary"
	"math/bits"
)

// known is a distinct cell and what it was read as.
type known struct {
	text string
	// code, set, day and hash are what the cell gives, by how its column is read.
	code   uint8
	unread bool
	// blank says that the cell states nothing.
	blank bool
	set   uint64
	// from and to are the span of the cell's hashes in the memo.
	from, to uint32
	// meaning is what the cell was read as, for the report.
	meaning string
	count   int64
}

// memoLimit is the number of distinct cells remembered of a column; past it,
// cells are read afresh.
const memoLimit = 1 << 14

// memo remembers what the distinct cells of a column were read as. A short cell
// is told by two words, without comparing bytes.
type memo struct {
	table []slot
	shift uint
	list  []known
	masks [short + 1][2]uint64
}

// slot is a place of the table; size is the cell's length + 1, 0 when free.
type slot struct {
	a, b  uint64
	size  uint32
	index uint32
}

// short is the length of cells that a key holds whole.
const short = 16

func newMemo() *memo {
	m := &memo{}
	for n := range m.masks {
		m.masks[n] = [2]uint64{1<<uint(8*min(n, 8)) - 1, 1<<uint(8*max(n-8, 0)) - 1}
	}
	m.grow(256)
	return m
}

func (m *memo) grow(n int) {
	old := m.table
	m.table = make([]slot, n)
	m.shift = uint(64 - bits.TrailingZeros(uint(n)))
	for _, s := range old {
		if s.size != 0 {
			*m.free(s.a, s.b, s.size) = s
		}
	}
}

// key gives two words that with the size are the cell itself when it is short,
// else a digest of it. It looks at bytes behind the cell, which the contract of
// dataset.Sink allows.
func (m *memo) key(cell []byte) (a, b uint64) {
	n := len(cell)
	if n > short {
		a = binary.LittleEndian.Uint64(cell)
		b = binary.LittleEndian.Uint64(cell[n-8:]) ^ binary.LittleEndian.Uint64(cell[n/2-4:])*0x9e3779b97f4a7c15
		return a, b
	}
	if cap(cell) >= short {
		c, mask := cell[:short], &m.masks[n]
		return binary.LittleEndian.Uint64(c) & mask[0], binary.LittleEndian.Uint64(c[8:]) & mask[1]
	}
	var c [short]byte
	copy(c[:], cell)
	return binary.LittleEndian.Uint64(c[:]), binary.LittleEndian.Uint64(c[8:])
}

func (m *memo) home(a, b uint64, size uint32) uint64 {
	return ((a^uint64(size)*0xd1b54a32d192ed03)*0x9e3779b97f4a7c15 ^ b*0xff51afd7ed558ccd) >> m.shift
}

func (m *memo) free(a, b uint64, size uint32) *slot {
	i := m.home(a, b, size)
	for m.table[i].size != 0 {
		i = (i + 1) & uint64(len(m.table)-1)
	}
	return &m.table[i]
}

// find gives what is remembered of a cell, nil when nothing is.
func (m *memo) find(cell []byte) *known {
	a, b := m.key(cell)
	size := uint32(len(cell)) + 1
	for i := m.home(a, b, size); ; i = (i + 1) & uint64(len(m.table)-1) {
		s := &m.table[i]
		if s.a == a && s.b == b && s.size == size && (size <= short+1 || m.list[s.index].text == string(cell)) {
			return &m.list[s.index]
		}
		if s.size == 0 {
			return nil
		}
	}
}

// learn remembers a cell; nil when the memo is full.
func (m *memo) learn(k known) *known {
	if len(m.list) >= memoLimit {
		return nil
	}
	if (len(m.list)+1)*2 > len(m.table) {
		m.grow(len(m.table) * 2)
	}
	m.list = append(m.list, k)
	a, b := m.key([]byte(k.text))
	*m.free(a, b, uint32(len(k.text))+1) = slot{a, b, uint32(len(k.text)) + 1, uint32(len(m.list) - 1)}
	return &m.list[len(m.list)-1]
}
