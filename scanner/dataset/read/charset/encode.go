package charset

import (
	"io"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"
)

// Named gives the encoding with the name that Detect gives it, UTF-8 for any other name.
// Its byte order mark is 0 bytes long.
func Named(name string) Charset {
	for _, m := range marks() {
		if m.charset.Name == name {
			m.charset.Mark = 0
			return m.charset
		}
	}
	switch name {
	case "windows-1250":
		return Charset{name, 0, 1, charmap.Windows1250}
	case "windows-1252":
		return Charset{name, 0, 1, charmap.Windows1252}
	}
	return Charset{Name: "UTF-8", Unit: 1}
}

// Writer gives a writer of UTF-8 that encodes to w; Close writes what is left and does
// not close w. What was decoded by Reader comes out as it was, but for bytes without a
// meaning; a character that the encoding lacks becomes its substitute.
func (c Charset) Writer(w io.Writer) io.WriteCloser {
	if c.encoding == nil {
		return open{w}
	}
	return transform.NewWriter(w, encoding.ReplaceUnsupported(c.encoding.NewEncoder()))
}

// open is a writer without an end.
type open struct{ io.Writer }

// Close does nothing.
func (open) Close() error { return nil }
