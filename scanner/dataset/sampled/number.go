package sampled

import (
	"bytes"
	"encoding/binary"
	"math"

	"github.com/dchest/siphash"

	"leadlint/scanner/dataset"
)

// seedOf makes the key of the hashes of a table's records.
func seedOf(input, table string) [2]uint64 {
	k0, k1 := siphash.Hash128(0x6c656164, 0x6c696e74, []byte(input+"\x00"+table))
	return [2]uint64{k0, k1}
}

// bound is what the hashes of a share of all records lie below.
func bound(percent float64) uint64 {
	b := percent / 100 * math.Exp2(64)
	if b >= math.Exp2(64) {
		return math.MaxUint64
	}
	return uint64(b)
}

// place tells a record from all others of its table, and orders them.
type place struct {
	// block is the number of the block of the input, 0 for formats without.
	block, line int64
	// nth counts the records on one line.
	nth int64
}

// numberer hashes the records of one sink by their places: the block, the line, and
// which record of the line it is. Records whose place a format does not tell are hashed
// by what they say, so that it does not matter which sink gets them.
type numberer struct {
	seed [2]uint64
	at   place
	text []byte
}

func (n *numberer) begin(block int64) { n.at = place{block: block} }

// hash gives the hash of the record that stands next.
func (n *numberer) hash(at dataset.Place, cells [][]byte) uint64 {
	if at.Line <= 0 {
		n.at = place{}
		return n.content(cells)
	}
	if at.Line == n.at.line {
		n.at.nth++
	} else {
		n.at.line, n.at.nth = at.Line, 0
	}
	n.text = n.text[:0]
	for _, v := range [...]int64{n.at.block, n.at.line, n.at.nth} {
		n.text = binary.LittleEndian.AppendUint64(n.text, uint64(v))
	}
	return siphash.Hash(n.seed[0], n.seed[1], n.text)
}

// content hashes a record by its cells.
func (n *numberer) content(cells [][]byte) uint64 {
	n.text = n.text[:0]
	for _, c := range cells {
		n.text = binary.LittleEndian.AppendUint64(n.text, uint64(len(c))+1)
		if c == nil {
			clear(n.text[len(n.text)-8:])
		}
		n.text = append(n.text, c...)
	}
	return siphash.Hash(n.seed[0], n.seed[1], n.text)
}

// chooser hands on the records whose hashes lie below a bound.
type chooser struct {
	numberer
	next  dataset.Sink
	below uint64
	kept  int64
}

// Row hands on the record if it is drawn.
func (c *chooser) Row(at dataset.Place, cells [][]byte) {
	if c.hash(at, cells) < c.below {
		c.kept++
		c.next.Row(at, cells)
	}
}

// Begin notes the block, by which records on one line are told apart.
func (c *chooser) Begin(block int64) { c.begin(block) }

// Record, Skipped and End are of no use to a sample.
func (c *chooser) Record([]byte) {}

// Skipped does nothing.
func (c *chooser) Skipped(dataset.Place, []byte) {}

// End does nothing.
func (c *chooser) End() {}

var _ dataset.RecordSink = (*chooser)(nil)

// clone copies a record into memory of its own.
func clone(cells [][]byte) [][]byte {
	size := 0
	for _, c := range cells {
		size += len(c)
	}
	text, out := make([]byte, 0, size), make([][]byte, len(cells))
	for i, c := range cells {
		if c != nil {
			from := len(text)
			text = append(text, c...)
			out[i] = text[from:len(text):len(text)]
		}
	}
	return out
}

// compareCells orders cells, one that is absent before one that is empty.
func compareCells(a, b []byte) int {
	if (a == nil) != (b == nil) {
		if a == nil {
			return -1
		}
		return 1
	}
	return bytes.Compare(a, b)
}
