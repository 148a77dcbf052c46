package engine

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// JoinedRows are rows of a relation that rules on others join, as hashes and codes that
// can be sent and added to a TableBuilder elsewhere (see TableBuilder.Export). They hold
// no raw value. The zero value is of no rows.
type JoinedRows struct {
	// Rows is the number of rows seen, Keyless that of those without an identity.
	Rows, Keyless int64
	// Data is the encoding of those kept; empty for none.
	Data []byte
}

// Merge adds the rows of other, in any order with the same result. It fails, and
// leaves j as it was, where they are not of one join or not what Export gave.
func (j *JoinedRows) Merge(other *JoinedRows) error {
	a, err := j.open()
	if err != nil {
		return err
	}
	b, err := other.open()
	if err != nil {
		return err
	}
	if j.Rows > mostRows-other.Rows {
		return errors.New("joined rows: more rows than can be counted")
	}
	if a.empty {
		a, b = b, a
	}
	if !b.empty {
		if err := a.merge(b); err != nil {
			return err
		}
	}
	out := JoinedRows{Rows: j.Rows + other.Rows, Keyless: j.Keyless + other.Keyless}
	if !a.empty {
		out.Data = a.encode()
	}
	*j = out
	return nil
}

// joined is what the data of joined rows says.
type joined struct {
	// empty says that there was no data.
	empty bool
	print fingerprint
	kinds uint8
	// many and incomplete are those of a table.
	many, incomplete bool
	kept             int64
	// keyless are the cells of rows without an identity, sorted, each once.
	keyless [][]byte
	// records are those of entries, of so many bytes each (0: each says its own in
	// four bytes before it), sorted.
	size    int
	count   int64
	records []byte
}

const (
	joinedVersion = 1
	// The flags of joined rows.
	joinedMany, joinedIncomplete = 1, 2
)

// encode gives the data: version, fingerprint, kinds, flags, the number of rows
// kept, the rows without an identity, the records.
func (j *joined) encode() []byte {
	le := binary.LittleEndian
	out := append([]byte{joinedVersion}, j.print[:]...)
	out = append(out, j.kinds, bit(j.many)*joinedMany|bit(j.incomplete)*joinedIncomplete)
	out = le.AppendUint64(out, uint64(j.kept))
	out = le.AppendUint32(out, uint32(len(j.keyless)))
	for _, text := range j.keyless {
		out = append(le.AppendUint32(out, uint32(len(text))), text...)
	}
	out = le.AppendUint32(out, uint32(j.size))
	out = le.AppendUint64(out, uint64(j.count))
	return append(out, j.records...)
}

var errJoined = errors.New("joined rows: the data is not what was written")

// open reads the data and checks all that can be told without the schema.
func (j *JoinedRows) open() (*joined, error) {
	if j.Rows < 0 || j.Rows > mostRows || j.Keyless < 0 || j.Keyless > j.Rows {
		return nil, errors.New("joined rows: the number of rows is out of range")
	}
	if len(j.Data) == 0 {
		if j.Rows > 0 {
			return nil, errJoined
		}
		return &joined{empty: true}, nil
	}
	in := &cursor{rest: j.Data}
	if version := in.byte(); version != joinedVersion {
		return nil, fmt.Errorf("joined rows: they are of version %d, this program reads %d", version, joinedVersion)
	}
	out := &joined{}
	copy(out.print[:], in.bytes(len(out.print)))
	out.kinds = in.byte()
	flags := in.byte()
	out.many, out.incomplete = flags&joinedMany != 0, flags&joinedIncomplete != 0
	out.kept = int64(in.uint64())
	if n := in.uint32(); n <= mostKeyless {
		for range n {
			out.keyless = append(out.keyless, in.bytes(int(in.uint32())))
		}
	} else {
		in.failed = true
	}
	out.size, out.count, out.records = int(in.uint32()), int64(in.uint64()), in.rest
	if in.failed || out.kept < 0 || out.kept > j.Rows-j.Keyless || out.count < out.kept || !out.whole() {
		return nil, errJoined
	}
	return out, nil
}

// whole says whether the records are as many as they should be, and everything is
// in order.
func (j *joined) whole() bool {
	if !slices.IsSortedFunc(j.keyless, bytes.Compare) || j.many && len(j.keyless) > 0 {
		return false
	}
	if j.size != 0 && (j.size < entryHead || int64(len(j.records))/int64(j.size) != j.count) {
		return false
	}
	in, last := j.reader(), []byte(nil)
	for range j.count {
		rec := in.next()
		if len(rec) < entryHead || bytes.Compare(last, rec) > 0 {
			return false
		}
		last = rec
	}
	return len(in.rest) == 0
}

// recordReader goes through records.
type recordReader struct {
	cursor
	size int
}

func (j *joined) reader() *recordReader { return &recordReader{cursor{rest: j.records}, j.size} }

// next gives the next record, nil after the last.
func (r *recordReader) next() []byte {
	if len(r.rest) == 0 {
		return nil
	}
	n := r.size
	if n == 0 {
		n = int(r.uint32())
	}
	return r.bytes(n)
}

// appendRecord adds a record to those of a size.
func appendRecord(dst, rec []byte, size int) []byte {
	if size == 0 {
		dst = binary.LittleEndian.AppendUint32(dst, uint32(len(rec)))
	}
	return append(dst, rec...)
}

func (j *joined) merge(other *joined) error {
	if j.print != other.print || j.size != other.size {
		return errors.New("joined rows: they are of two joins, or of two versions of the rules")
	}
	j.kinds |= other.kinds
	j.many, j.incomplete = j.many || other.many, j.incomplete || other.incomplete
	j.kept += other.kept
	keyless := append(slices.Clone(j.keyless), other.keyless...)
	slices.SortFunc(keyless, bytes.Compare)
	j.keyless = slices.CompactFunc(keyless, bytes.Equal)
	if j.many = j.many || len(j.keyless) > mostKeyless; j.many {
		j.keyless = nil
	}
	a, b := j.reader(), other.reader()
	j.count += other.count
	out := make([]byte, 0, len(j.records)+len(other.records))
	x, y := a.next(), b.next()
	for x != nil || y != nil {
		if y == nil || x != nil && bytes.Compare(x, y) <= 0 {
			out, x = appendRecord(out, x, j.size), a.next()
			continue
		}
		out, y = appendRecord(out, y, j.size), b.next()
	}
	j.records = out
	return nil
}

// cursor reads bytes that may be anything: past their end it gives zeros, and
// failed is set.
type cursor struct {
	rest   []byte
	failed bool
}

// bytes gives the next n bytes, nil where there are not as many.
func (c *cursor) bytes(n int) []byte {
	if n < 0 || n > len(c.rest) {
		c.rest, c.failed = nil, true
		return nil
	}
	out := c.rest[:n:n]
	c.rest = c.rest[n:]
	return out
}

func (c *cursor) byte() byte {
	if b := c.bytes(1); b != nil {
		return b[0]
	}
	return 0
}

func (c *cursor) uint32() uint32 {
	if b := c.bytes(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (c *cursor) uint64() uint64 {
	if b := c.bytes(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}
