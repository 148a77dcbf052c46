package charset

import (
	"encoding/binary"
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// wide decodes UTF-16 without a byte order mark, several times faster than the
// general decoder on text that is mostly ASCII. Half a pair and an odd last byte
// become U+FFFD.
type wide struct {
	src  io.Reader
	low  int    // where the low byte of a unit is: 0 little endian, 1 big
	raw  []byte // read and not yet decoded
	buf  []byte // where raw lies
	rest []byte // decoded, but did not fit
	char [utf8.UTFMax]byte
	err  error
}

// newWide decodes r.
func newWide(r io.Reader, bigEndian bool) *wide {
	w := &wide{src: r, buf: make([]byte, 64<<10)}
	if bigEndian {
		w.low = 1
	}
	return w
}

// Read gives decoded text.
func (w *wide) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	n := copy(p, w.rest)
	w.rest = w.rest[n:]
	for n == 0 {
		if n = w.decode(p); n > 0 {
			break
		}
		if w.err != nil {
			return 0, w.err
		}
		have := copy(w.buf, w.raw)
		var got int
		got, w.err = w.src.Read(w.buf[have:])
		w.raw = w.buf[:have+got]
	}
	return n, nil
}

// decode fills p from raw and gives the number of bytes written; 0 when more is
// needed.
func (w *wide) decode(p []byte) int {
	n := 0
	for len(w.raw) >= 2 && n < len(p) {
		n += w.ascii(p[n:])
		if len(w.raw) < 2 || n == len(p) {
			break
		}
		unit := uint16(w.raw[w.low]) | uint16(w.raw[1-w.low])<<8
		if unit < utf8.RuneSelf {
			p[n] = byte(unit)
			n++
			w.raw = w.raw[2:]
			continue
		}
		r, size := rune(unit), 2
		if utf16.IsSurrogate(r) {
			if len(w.raw) < 4 && w.err == nil {
				return n
			}
			if r, size = w.pair(r), 2; r != utf8.RuneError {
				size = 4
			}
		}
		n += w.put(p[n:], r)
		w.raw = w.raw[size:]
	}
	if len(w.raw) == 1 && n < len(p) && errors.Is(w.err, io.EOF) {
		n += w.put(p[n:], utf8.RuneError)
		w.raw = nil
	}
	return n
}

// ascii decodes ASCII four units at a time and gives their number.
func (w *wide) ascii(p []byte) int {
	// What must be zero in four units, read as little endian.
	beyond, shift := uint64(0xff80ff80ff80ff80), 0
	if w.low == 1 {
		beyond, shift = 0x80ff80ff80ff80ff, 8
	}
	n, raw := 0, w.raw
	for len(raw) >= 8 && len(p)-n >= 4 {
		word := binary.LittleEndian.Uint64(raw)
		if word&beyond != 0 {
			break
		}
		word >>= shift
		p[n], p[n+1], p[n+2], p[n+3] = byte(word), byte(word>>16), byte(word>>32), byte(word>>48)
		raw, n = raw[8:], n+4
	}
	w.raw = raw
	return n
}

// pair joins a surrogate with the unit behind it.
func (w *wide) pair(r rune) rune {
	if len(w.raw) < 4 {
		return utf8.RuneError
	}
	return utf16.DecodeRune(r, rune(uint16(w.raw[2+w.low])|uint16(w.raw[3-w.low])<<8))
}

// put writes a character to p, keeping what does not fit, and gives the number
// of bytes written.
func (w *wide) put(p []byte, r rune) int {
	text := utf8.AppendRune(w.char[:0], r)
	got := copy(p, text)
	w.rest = text[got:]
	return got
}
