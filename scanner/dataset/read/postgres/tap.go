package postgres

import (
	"encoding/binary"
	"errors"
	"io"
)

const (
	// tapSize is the room for what one reading of the socket brings.
	tapSize = 256 << 10
	// maxRow is the longest row that is kept in memory, in bytes of COPY's text.
	maxRow = 16 << 20
	// header is the length of what stands before each message: its type and its length,
	// which counts itself but not the type.
	header = 5
	// copyData is the type of a message that carries rows.
	copyData = 'd'
)

// errSplit is for a server that cuts rows into several messages, which PostgreSQL does
// not, but a proxy might.
var errSplit = errors.New("a row came in more than one message")

// rowReader takes the rows that a tap finds.
type rowReader interface {
	// row gets the text of one row without its line end, valid during the call and with
	// room to be changed in.
	row(text []byte)
	// tooLong is told of a row that was passed over, with its length.
	tooLong(size int64)
}

// tap stands between a connection and the driver. It takes the rows of a COPY out of
// the stream, where they lie in its buffer, and lets the driver have all the rest: so a
// row is copied once, and one of a gigabyte is passed over without being kept.
type tap struct {
	from io.Reader
	to   rowReader // nil hands everything on
	buf  []byte
	// rp and wp are where the unread bytes of buf begin and end.
	rp, wp int
	// pass is how many bytes are still to be handed on as they are.
	pass int64
}

func newTap(from io.Reader) *tap { return &tap{from: from, buf: make([]byte, tapSize)} }

// Read gives the driver what is not a row.
func (t *tap) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for {
		if t.pass > 0 {
			if t.rp == t.wp {
				if err := t.fill(1); err != nil {
					return 0, err
				}
			}
			n := copy(p, t.buf[t.rp:min(int64(t.wp), int64(t.rp)+t.pass)])
			t.rp += n
			t.pass -= int64(n)
			return n, nil
		}
		if err := t.fill(header); err != nil {
			return 0, err
		}
		size := int64(binary.BigEndian.Uint32(t.buf[t.rp+1:])) - 4
		if t.buf[t.rp] != copyData || t.to == nil || size < 0 {
			t.pass = header + max(size, 0)
			continue
		}
		if err := t.take(size); err != nil {
			return 0, err
		}
	}
}

// take hands on the rows of a message of that size, which comes next.
func (t *tap) take(size int64) error {
	if size > maxRow {
		t.rp += header
		t.to.tooLong(size)
		return t.drop(size)
	}
	if err := t.fill(header + int(size)); err != nil {
		return err
	}
	text := t.buf[t.rp+header : t.rp+header+int(size)]
	t.rp += header + int(size)
	if n := len(text); n == 0 || text[n-1] != '\n' {
		return errSplit
	}
	t.to.row(text[:len(text)-1])
	return nil
}

// drop passes over bytes.
func (t *tap) drop(n int64) error {
	for n > 0 {
		if t.rp == t.wp {
			if err := t.fill(1); err != nil {
				return err
			}
		}
		k := min(n, int64(t.wp-t.rp))
		t.rp += int(k)
		n -= k
	}
	return nil
}

// fill reads until n bytes lie in the buffer behind rp.
func (t *tap) fill(n int) error {
	if t.wp-t.rp >= n {
		return nil
	}
	if t.rp > 0 && len(t.buf)-t.rp < max(n, tapSize/2) {
		to := t.buf
		if len(to) > tapSize && n <= tapSize { // after a long row, the usual size again
			to = make([]byte, tapSize)
		}
		if t.wp-t.rp <= len(to) {
			t.wp, t.rp = copy(to, t.buf[t.rp:t.wp]), 0
			t.buf = to
		}
	}
	if n > len(t.buf)-t.rp {
		grown := make([]byte, n+header)
		t.wp, t.rp = copy(grown, t.buf[t.rp:t.wp]), 0
		t.buf = grown
	}
	for t.wp-t.rp < n {
		k, err := t.from.Read(t.buf[t.wp:])
		t.wp += k
		if err != nil && t.wp-t.rp < n {
			return err
		}
	}
	return nil
}
