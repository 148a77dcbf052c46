package engine

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"leadlint/rules/facts"
)

// Records of temporary files hold hashes, numbers and codes, never a value as
// it was read. A record is its length (where it is not the same for all), a
// head (see entry and probe) and the cells of the row.

// encode appends the value of a row.
func (c cell) encode(dst []byte, v *facts.Vec, row int) []byte {
	le := binary.LittleEndian
	switch c.typ {
	case facts.Enum, facts.Bool:
		code := facts.UnknownCode
		if !v.Absent {
			code = v.Codes[row]
		}
		dst = append(dst, code)
	case facts.Date:
		day := facts.UnknownDay
		if !v.Absent {
			day = v.Days[row]
		}
		dst = le.AppendUint32(dst, uint32(day))
	case facts.Int:
		value := facts.UnknownInt
		if !v.Absent {
			value = v.Ints[row]
		}
		dst = le.AppendUint64(dst, uint64(value))
	case facts.Set:
		var set uint64
		if !v.Absent {
			set = v.Sets[row]
		}
		dst = le.AppendUint64(dst, set)
	default:
		dst = append(dst, bit(c.present(v, row)))
	}
	if c.recorded {
		dst = append(dst, bit(v.Absent || facts.Has(v.Unread, row)))
	}
	if c.keys {
		keys := v.RowKeys(row)
		dst = le.AppendUint32(dst, uint32(len(keys)))
		for _, k := range keys {
			dst = appendHash(dst, k)
		}
	}
	return dst
}

func bit(on bool) byte {
	if on {
		return 1
	}
	return 0
}

func appendHash(dst []byte, h facts.Hash) []byte {
	return binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(dst, h[0]), h[1])
}

// decode appends a value to the column dst, which holds n rows.
func (c cell) decode(dst *facts.Vec, n int, r *record) {
	switch c.typ {
	case facts.Enum, facts.Bool:
		dst.Codes = append(dst.Codes, r.byte())
	case facts.Date:
		dst.Days = append(dst.Days, int32(r.uint32()))
	case facts.Int:
		dst.Ints = append(dst.Ints, int64(r.uint64()))
	case facts.Set:
		dst.Sets = append(dst.Sets, r.uint64())
	default:
		dst.Present = appendBit(dst.Present, n, r.byte() == 1)
	}
	if c.recorded {
		dst.Unread = appendBit(dst.Unread, n, r.byte() == 1)
	}
	if !c.keys {
		return
	}
	if n == 0 {
		dst.KeyAt = append(dst.KeyAt[:0], 0)
	}
	for range r.uint32() {
		dst.Keys = append(dst.Keys, r.hash())
	}
	dst.KeyAt = append(dst.KeyAt, uint32(len(dst.Keys)))
}

// width gives the bytes of a value in a record, 0 when they differ by row.
func (c cell) width() int {
	n := 1
	switch c.typ {
	case facts.Date:
		n = 4
	case facts.Int, facts.Set:
		n = 8
	}
	if c.recorded {
		n++
	}
	if c.keys {
		return 0
	}
	return n
}

// recordSize gives the size of records with a head of so many bytes, 0 when
// each has its own.
func recordSize(head int, cells []cell) int {
	for _, c := range cells {
		w := c.width()
		if w == 0 {
			return 0
		}
		head += w
	}
	return head
}

// record is what is left of a record that is being read.
type record struct{ rest []byte }

func (r *record) byte() byte {
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}

func (r *record) uint32() uint32 {
	v := binary.LittleEndian.Uint32(r.rest)
	r.rest = r.rest[4:]
	return v
}

func (r *record) uint64() uint64 {
	v := binary.LittleEndian.Uint64(r.rest)
	r.rest = r.rest[8:]
	return v
}

func (r *record) hash() facts.Hash { return facts.Hash{r.uint64(), r.uint64()} }

// spillBuffer is the size up to which a temporary file's records are gathered
// before they are written.
const spillBuffer = 16 << 10

// spillFile is a temporary file of records. It is open only while it is
// written to or read, since there may be many of them.
type spillFile struct {
	path    string
	size    int // of a record, 0 when each has its own
	buffer  []byte
	records int64
	bytes   int64
}

// append adds a record.
func (f *spillFile) append(rec []byte) error {
	if f.buffer == nil {
		f.buffer = make([]byte, 0, spillBuffer)
	}
	if len(f.buffer) > 0 && len(f.buffer)+len(rec)+4 > spillBuffer {
		if err := f.flush(); err != nil {
			return err
		}
	}
	if f.size == 0 {
		f.buffer = binary.LittleEndian.AppendUint32(f.buffer, uint32(len(rec)))
	}
	f.buffer = append(f.buffer, rec...)
	f.records++
	return nil
}

// flush writes what is gathered.
func (f *spillFile) flush() error {
	if len(f.buffer) == 0 {
		return nil
	}
	out, err := os.OpenFile(f.path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return spillError(err)
	}
	n, err := out.Write(f.buffer)
	f.bytes += int64(n)
	if err = errors.Join(err, out.Close()); err != nil {
		return spillError(err)
	}
	f.buffer = f.buffer[:0]
	return nil
}

// close writes what is gathered and gives back the buffer.
func (f *spillFile) close() error {
	err := f.flush()
	f.buffer = nil
	return err
}

// each reads the records in their order. The bytes are those of the next
// record when visit returns.
func (f *spillFile) each(visit func(r *record) error) error {
	if f.records == 0 {
		return nil
	}
	in, err := os.Open(f.path)
	if err != nil {
		return spillError(err)
	}
	defer in.Close()
	r, buffer := bufio.NewReaderSize(in, 64<<10), make([]byte, f.size)
	for range f.records {
		if f.size == 0 {
			var head [4]byte
			if _, err := io.ReadFull(r, head[:]); err != nil {
				return spillError(err)
			}
			n := int(binary.LittleEndian.Uint32(head[:]))
			buffer = append(buffer[:0], make([]byte, n)...)
		}
		if _, err := io.ReadFull(r, buffer); err != nil {
			return spillError(err)
		}
		if err := visit(&record{buffer}); err != nil {
			return err
		}
	}
	return nil
}

// spillError says what failed without the path, which means nothing to a reader.
func spillError(err error) error {
	return fmt.Errorf("join: temporary file: %w; free disk space, or set TMPDIR to a folder with room", withoutPath(err))
}

// withoutPath gives what failed without the path of the file.
func withoutPath(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
