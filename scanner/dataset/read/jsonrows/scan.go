package jsonrows

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// fault is why a record could not be read: at is the byte in the record, what
// one of the messages below, which never quote the record.
type fault struct {
	at   int
	what message
}

// scanner walks over the bytes of one record.
type scanner struct {
	data []byte
	pos  int
	// scratch holds strings that had escapes; earlier slices of it stay valid
	// when it grows, for they keep the array they were cut from.
	scratch []byte
}

// reset starts a new record.
func (s *scanner) reset(data []byte) {
	s.data, s.pos, s.scratch = data, 0, s.scratch[:0]
}

// space skips white space and gives the next byte, 0 at the end.
func (s *scanner) space() byte {
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; c {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return c
		}
	}
	return 0
}

// str reads a string whose opening quote is the next byte. The result is cut
// from the record, or from scratch when an escape had to be resolved. Its capacity
// reaches beyond it: a sink may look at a few bytes behind it (see dataset.Sink).
func (s *scanner) str() ([]byte, *fault) {
	start := s.pos + 1
	rest := s.data[start:]
	i := 0
	for ; i+8 <= len(rest); i += 8 {
		if found := marks(binary.LittleEndian.Uint64(rest[i:])); found != 0 {
			i += bits.TrailingZeros64(found) >> 3
			break
		}
	}
	for ; i < len(rest); i++ {
		switch rest[i] {
		case '"':
			s.pos = start + i + 1
			return rest[:i], nil
		case '\\':
			return s.escaped(start, i)
		}
	}
	return nil, &fault{s.pos, unterminated}
}

// marks has the high bit of each byte of a word that is a quote or a backslash.
func marks(word uint64) uint64 {
	const (
		ones   = 0x0101010101010101
		lows   = 0x7f7f7f7f7f7f7f7f
		quotes = ones * '"'
		slants = ones * '\\'
	)
	q, s := word^quotes, word^slants
	return ^(((q & lows) + lows | q) & ((s & lows) + lows | s)) &^ lows
}

// escaped reads on from the first backslash, which is n bytes behind start.
func (s *scanner) escaped(start, n int) ([]byte, *fault) {
	from := len(s.scratch)
	s.scratch = append(s.scratch, s.data[start:start+n]...)
	i := start + n
	for i < len(s.data) {
		switch c := s.data[i]; c {
		case '"':
			s.pos = i + 1
			return s.scratch[from:len(s.scratch):len(s.scratch)], nil
		case '\\':
			used := s.escape(s.data[i:])
			if used == 0 {
				return nil, &fault{i, badEscape}
			}
			i += used
		default:
			s.scratch = append(s.scratch, c)
			i++
		}
	}
	return nil, &fault{start - 1, unterminated}
}

// escape appends what the escape at the start of in stands for and gives its
// length, 0 if it is none.
func (s *scanner) escape(in []byte) int {
	if len(in) < 2 {
		return 0
	}
	if at := bytes.IndexByte([]byte(`"\/bfnrt`), in[1]); at >= 0 {
		s.scratch = append(s.scratch, "\"\\/\b\f\n\r\t"[at])
		return 2
	}
	r, ok := hex4(in)
	if !ok {
		return 0
	}
	used := 6
	if utf16.IsSurrogate(r) {
		low, ok := hex4(in[6:])
		if r = utf16.DecodeRune(r, low); ok && r != utf8.RuneError {
			used = 12
		}
	}
	s.scratch = utf8.AppendRune(s.scratch, r) // a lone surrogate became U+FFFD
	return used
}

// hex4 reads \uXXXX.
func hex4(in []byte) (rune, bool) {
	if len(in) < 6 || in[0] != '\\' || in[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(in[2:6]), 16, 32)
	return rune(n), err == nil
}

// number reads the digits of a number as they are written.
func (s *scanner) number() ([]byte, *fault) {
	start := s.pos
	digits := 0
	for s.pos < len(s.data) {
		c := s.data[s.pos]
		if c >= '0' && c <= '9' {
			digits++
		} else if c != '-' && c != '+' && c != '.' && c != 'e' && c != 'E' {
			break
		}
		s.pos++
	}
	if digits == 0 {
		return nil, &fault{start, wantValue}
	}
	return s.data[start:s.pos], nil
}

// word reads one of the bare words that values may be. nothing is true for
// null and for the NaN and Infinity that some writers emit.
func (s *scanner) word() (text []byte, nothing bool, f *fault) {
	rest := s.data[s.pos:]
	for _, w := range [...]string{"null", "true", "false", "NaN", "Infinity", "-Infinity"} {
		if len(rest) >= len(w) && string(rest[:len(w)]) == w {
			s.pos += len(w)
			return rest[:len(w)], w != "true" && w != "false", nil
		}
	}
	return nil, false, &fault{s.pos, wantValue}
}
