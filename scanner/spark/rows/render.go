package rows

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"math"
	"strconv"
	"unicode/utf8"
)

// maxZeros bounds the zeros that an exponent is written out with.
const maxZeros = 1000

// render gives a value of a kind other than Text as the text of a cell, nil where it has
// none.
func (p *parser) render(kind Kind, text []byte) []byte {
	from := len(p.arena)
	ok := false
	switch kind {
	case Decimal:
		p.arena, ok = appendDecimal(p.arena, text)
	case Float64:
		p.arena, ok = appendFloat(p.arena, text, 64)
	case Float32:
		p.arena, ok = appendFloat(p.arena, text, 32)
	case Timestamp:
		p.arena, ok = appendTime(p.arena, text, true), true
	case Local:
		p.arena, ok = appendTime(p.arena, text, false), true
	case Binary:
		p.arena, ok = appendBinary(p.arena, text)
	case UUID:
		p.arena, ok = appendUUID(p.arena, text)
	}
	if !ok {
		p.arena = p.arena[:from]
		return nil
	}
	return p.arena[from:len(p.arena):len(p.arena)]
}

// appendDecimal writes the exponent of a decimal out, which Java writes for small ones.
func appendDecimal(dst, text []byte) ([]byte, bool) {
	mantissa, exponent, has := bytes.Cut(text, []byte{'E'})
	if !has {
		return append(dst, text...), len(text) > 0
	}
	shift, err := strconv.Atoi(string(exponent))
	if err != nil || shift < -maxZeros || shift > maxZeros {
		return dst, false
	}
	if bytes.HasPrefix(mantissa, []byte{'-'}) {
		dst, mantissa = append(dst, '-'), mantissa[1:]
	}
	whole, fraction, _ := bytes.Cut(mantissa, []byte{'.'})
	digits := append(append(make([]byte, 0, len(mantissa)+8), whole...), fraction...)
	point := len(whole) + shift
	for ; point < 1; point++ {
		digits = append([]byte{'0'}, digits...)
	}
	for len(digits) < point {
		digits = append(digits, '0')
	}
	dst = append(dst, digits[:point]...)
	if point < len(digits) {
		dst = append(append(dst, '.'), digits[point:]...)
	}
	return dst, len(digits) > 0
}

// appendFloat writes a binary number as the readers of leadlint do.
func appendFloat(dst, text []byte, bits int) ([]byte, bool) {
	f, err := strconv.ParseFloat(string(text), bits)
	if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		return dst, false
	}
	style := byte('f')
	if math.Abs(f) >= 1e21 {
		style = 'g'
	}
	return strconv.AppendFloat(dst, f, style, -1, bits), true
}

// appendTime leaves out the zeros at the end of a fraction, and the zone where it is not
// wanted.
func appendTime(dst, text []byte, zoned bool) []byte {
	const second = len("2006-01-02T15:04:05")
	if len(text) < second {
		return append(dst, text...)
	}
	at := second
	if year := bytes.IndexByte(text[1:], '-'); year > 3 {
		at += year - 3 // years beyond 9999, and the sign before them
	}
	if at >= len(text) {
		return append(dst, text...)
	}
	dst = append(dst, text[:at]...)
	rest := text[at:]
	if rest[0] == '.' {
		end := 1
		for end < len(rest) && rest[end] >= '0' && rest[end] <= '9' {
			end++
		}
		if fraction := bytes.TrimRight(rest[:end], "0"); len(fraction) > 1 {
			dst = append(dst, fraction...)
		}
		rest = rest[end:]
	}
	if zoned {
		dst = append(dst, rest...)
	}
	return dst
}

func appendBinary(dst, text []byte) ([]byte, bool) {
	from := len(dst)
	out, err := base64.StdEncoding.AppendDecode(dst, text)
	return out, err == nil && utf8.Valid(out[from:])
}

func appendUUID(dst, text []byte) ([]byte, bool) {
	b, err := base64.StdEncoding.DecodeString(string(text))
	if err != nil || len(b) != 16 {
		return dst, false
	}
	dst = hex.AppendEncode(dst, b[:4])
	for i := 4; i < 10; i += 2 {
		dst = hex.AppendEncode(append(dst, '-'), b[i:i+2])
	}
	return hex.AppendEncode(append(dst, '-'), b[10:]), true
}
