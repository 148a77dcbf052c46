// Package charset tells the encoding of a text and decodes it to UTF-8.
package charset

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/transform"
)

// Charset is an encoding of text.
type Charset struct {
	// Name is "UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE",
	// "windows-1252" or "windows-1250".
	Name string
	// Mark is the length of the byte order mark that the text starts with, 0
	// when there is none. It is to be skipped before decoding.
	Mark int
	// Unit is the number of bytes that positions are multiples of.
	Unit int

	encoding encoding.Encoding // nil for UTF-8
}

// marks are the byte order marks; those of UTF-32 come before those of UTF-16
// that start alike.
func marks() []struct {
	mark    string
	charset Charset
} {
	return []struct {
		mark    string
		charset Charset
	}{
		{"\xef\xbb\xbf", Charset{Name: "UTF-8", Mark: 3, Unit: 1}},
		{"\xff\xfe\x00\x00", Charset{"UTF-32LE", 4, 4, utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)}},
		{"\x00\x00\xfe\xff", Charset{"UTF-32BE", 4, 4, utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)}},
		{"\xff\xfe", Charset{"UTF-16LE", 2, 2, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)}},
		{"\xfe\xff", Charset{"UTF-16BE", 2, 2, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)}},
	}
}

// Detect tells the encoding from the start of a text and, if there are any,
// pieces from further on: a byte order mark decides; then UTF-8 if nearly all of
// it is valid; then the pattern of NULs of UTF-16; else windows-1252, or
// windows-1250 where letters of Central Europe tell.
func Detect(head []byte, more ...[]byte) Charset {
	for _, m := range marks() {
		if bytes.HasPrefix(head, []byte(m.mark)) {
			return m.charset
		}
	}
	if name := utf16ByNULs(head); name != "" {
		for _, m := range marks() {
			if m.charset.Name == name {
				m.charset.Mark = 0
				return m.charset
			}
		}
	}
	pieces := append([][]byte{head}, more...)
	if mostlyUTF8(pieces) {
		return Charset{Name: "UTF-8", Unit: 1}
	}
	if centralEurope(pieces) {
		return Charset{"windows-1250", 0, 1, charmap.Windows1250}
	}
	return Charset{"windows-1252", 0, 1, charmap.Windows1252}
}

// UTF8 says whether the text needs no decoding.
func (c Charset) UTF8() bool { return c.encoding == nil }

// Reader decodes r, from behind the byte order mark on. Bytes that have no
// meaning become U+FFFD.
func (c Charset) Reader(r io.Reader) io.Reader {
	if c.encoding == nil {
		return r
	}
	if page, ok := c.encoding.(*charmap.Charmap); ok {
		return newCodePage(r, page)
	}
	if c.Unit == 2 {
		return newWide(r, c.Name == "UTF-16BE")
	}
	return transform.NewReader(r, c.encoding.NewDecoder())
}

// Decode decodes a piece of text that starts at a multiple of Unit, without a
// byte order mark. An incomplete character at its end is left out; the input is
// returned itself when it needs no decoding.
func (c Charset) Decode(piece []byte) []byte {
	if c.encoding == nil {
		return piece[:len(piece)-partial(piece)]
	}
	piece = piece[:len(piece)-len(piece)%c.Unit]
	// The decoders replace what they cannot decode: no error.
	out, err := io.ReadAll(c.Reader(bytes.NewReader(piece)))
	if err != nil {
		return bytes.ToValidUTF8(piece, []byte("\ufffd"))
	}
	return out
}

// partial is the length of the incomplete UTF-8 sequence at the end of b.
func partial(b []byte) int {
	for n := 1; n <= min(len(b), utf8.UTFMax-1); n++ {
		if c := b[len(b)-n]; utf8.RuneStart(c) {
			if c >= utf8.RuneSelf && !utf8.FullRune(b[len(b)-n:]) {
				return n
			}
			return 0
		}
	}
	return 0
}

// utf16ByNULs tells UTF-16 without a mark: in Latin text every second byte is
// NUL, and the others hardly ever.
func utf16ByNULs(head []byte) string {
	head = head[:min(len(head), 4096)&^1]
	if len(head) < 8 {
		return ""
	}
	var nuls [2]int
	for i, c := range head {
		if c == 0 {
			nuls[i&1]++
		}
	}
	half := len(head) / 2
	switch {
	case nuls[1] > half*6/10 && nuls[0] <= half/20:
		return "UTF-16LE"
	case nuls[0] > half*6/10 && nuls[1] <= half/20:
		return "UTF-16BE"
	}
	return ""
}

// mostlyUTF8 says whether all of the text is UTF-8, or so much of it that the
// rest is damage: at least eight sound characters for each bad byte.
func mostlyUTF8(pieces [][]byte) bool {
	sound, bad := 0, 0
	for i, p := range pieces {
		if i > 0 { // a piece may start within a character
			for n := 0; n < utf8.UTFMax-1 && len(p) > 0 && !utf8.RuneStart(p[0]); n++ {
				p = p[1:]
			}
		}
		p = p[:len(p)-partial(p)]
		if utf8.Valid(p) {
			sound += len(p) - utf8.RuneCount(p)
			continue
		}
		for len(p) > 0 {
			r, size := utf8.DecodeRune(p)
			switch {
			case r == utf8.RuneError && size == 1:
				bad++
			case size > 1:
				sound++
			}
			p = p[size:]
		}
	}
	return bad == 0 || sound >= 8*bad
}
