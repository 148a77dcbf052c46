package charset

import (
	"encoding/binary"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// codePage decodes a single-byte code page whose lower half is ASCII. It copies
// runs of ASCII eight bytes at a time, several times faster than the general
// decoder.
type codePage struct {
	src   io.Reader
	upper [128]string // UTF-8 of the bytes from 0x80
	raw   []byte      // read and not yet decoded
	buf   []byte      // where raw lies
	rest  string      // decoded, but did not fit
	err   error
}

// newCodePage decodes r.
func newCodePage(r io.Reader, m *charmap.Charmap) *codePage {
	c := &codePage{src: r, buf: make([]byte, 64<<10)}
	for i := range c.upper {
		c.upper[i] = string(m.DecodeByte(byte(0x80 + i)))
	}
	return c
}

// Read gives decoded text.
func (c *codePage) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	n := copy(p, c.rest)
	c.rest = c.rest[n:]
	for n == 0 {
		if len(c.raw) == 0 {
			if c.err != nil {
				return 0, c.err
			}
			var got int
			got, c.err = c.src.Read(c.buf)
			c.raw = c.buf[:got]
		}
		n = c.decode(p)
	}
	return n, nil
}

// decode fills p from raw and gives the number of bytes written.
func (c *codePage) decode(p []byte) int {
	const highs = 0x8080808080808080
	raw, n := c.raw, 0
	for len(raw) > 0 && n < len(p) {
		for len(raw) >= 8 && len(p)-n >= 8 {
			word := binary.LittleEndian.Uint64(raw)
			if word&highs != 0 {
				break
			}
			binary.LittleEndian.PutUint64(p[n:], word)
			raw, n = raw[8:], n+8
		}
		// Up to the next eight bytes, one by one.
		for k := 0; k < 8 && len(raw) > 0 && n < len(p); k++ {
			b := raw[0]
			raw = raw[1:]
			if b < utf8.RuneSelf {
				p[n] = b
				n++
				continue
			}
			text := c.upper[b-0x80]
			got := copy(p[n:], text)
			n += got
			c.rest = text[got:]
		}
	}
	c.raw = raw
	return n
}
