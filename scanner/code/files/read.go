package files

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"unicode/utf16"
	"unicode/utf8"
)

// headSize is how much of a file is read to tell what it is.
const headSize = 8 << 10

// ErrBinary says that a file turned out to be no text when it was read whole.
var ErrBinary = errors.New("the file is no text")

// ErrGrown says that a file is larger than it was when it was listed, by far.
var ErrGrown = errors.New("the file has grown since it was listed; start again")

// readHead reads the beginning of a file.
func readHead(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text := make([]byte, headSize)
	n, err := io.ReadFull(f, text)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	return text[:n], nil
}

// head reads the beginning of a regular file, nothing of any other.
func head(name string) []byte {
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	text, err := readHead(name)
	if err != nil {
		return nil
	}
	return text
}

// Read reads a file of the listing as UTF-8 without a mark of byte order, and sets its
// Encoding. Files of UTF-16 are told by their mark or their zero bytes, files that are
// neither are read as Latin-1 (Windows-1252 where it differs). Several files may be read at the
// same time, each by one goroutine. Errors name no path; ErrBinary and ErrGrown are
// among them.
func (l *Listing) Read(f *File) ([]byte, error) {
	in, err := os.OpenInRoot(l.Root, filepath.FromSlash(f.Path))
	if err != nil {
		return nil, withoutPath(err)
	}
	defer in.Close()
	most := 2*f.Size + headSize
	text, err := io.ReadAll(io.LimitReader(in, most+1))
	if err != nil {
		return nil, withoutPath(err)
	}
	if int64(len(text)) > most {
		return nil, ErrGrown
	}
	text, f.Encoding, err = decode(text)
	return text, err
}

// withoutPath takes the path off an error of the file system.
func withoutPath(err error) error {
	var at *os.PathError
	if errors.As(err, &at) {
		return fmt.Errorf("cannot be read: %w", at.Err)
	}
	return err
}

// Text brings a text to UTF-8 as [Listing.Read] does; ErrBinary for what is no text.
func Text(raw []byte) ([]byte, error) {
	text, _, err := decode(raw)
	return text, err
}

// decode brings a text to UTF-8 and says what it was.
func decode(text []byte) ([]byte, string, error) {
	if rest, ok := bytes.CutPrefix(text, []byte("\xef\xbb\xbf")); ok {
		text = rest
	}
	if order := utf16Order(text); order != nil {
		out := fromUTF16(text, order)
		if bytes.IndexByte(out, 0) >= 0 {
			return nil, "", ErrBinary
		}
		return out, "utf-16", nil
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return nil, "", ErrBinary
	}
	if utf8.Valid(text) {
		return text, "utf-8", nil
	}
	return fromLatin1(text), "latin-1", nil
}

// utf16Order tells the byte order of UTF-16 by its mark, or by the zero bytes that most
// letters of program text have in it; nil when a text is not UTF-16.
func utf16Order(text []byte) binary.ByteOrder {
	switch {
	case len(text) < 4:
		return nil
	case bytes.HasPrefix(text, []byte("\xff\xfe")):
		return binary.LittleEndian
	case bytes.HasPrefix(text, []byte("\xfe\xff")):
		return binary.BigEndian
	}
	var zero [2]int
	text = text[:min(len(text), headSize)&^1]
	for i, c := range text {
		if c == 0 {
			zero[i&1]++
		}
	}
	switch half := len(text) / 2; {
	case zero[0] == 0 && zero[1]*10 > half*8:
		return binary.LittleEndian
	case zero[1] == 0 && zero[0]*10 > half*8:
		return binary.BigEndian
	}
	return nil
}

func fromUTF16(text []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, 0, len(text)/2)
	for i := 0; i+1 < len(text); i += 2 {
		units = append(units, order.Uint16(text[i:]))
	}
	if len(units) > 0 && units[0] == 0xfeff {
		units = units[1:]
	}
	return []byte(string(utf16.Decode(units)))
}

// windows1252 are the letters that Windows has where Latin-1 has signs of control; 0
// stands for none.
var windows1252 = [32]rune{'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ'}

func fromLatin1(text []byte) []byte {
	out := make([]byte, 0, len(text)+len(text)/8)
	for _, c := range text {
		r := rune(c)
		if c >= 0x80 && c < 0xa0 && windows1252[c-0x80] != 0 {
			r = windows1252[c-0x80]
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}
