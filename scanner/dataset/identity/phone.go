package identity

import (
	"bytes"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/values"
)

// shortest is the least number of digits of a number that tells persons apart:
// shorter ones are extensions or service numbers.
const shortest = 7

// Phone appends the keys of the telephone numbers in a cell, in the form of
// values.PhoneReader.Normalise. A national number is read as one of country (a
// code of contact.country); where that is 0 it equals only numbers written so
// too. Placeholders ("0000000000", "123456789") and short numbers give nothing.
func (h *Hasher) Phone(dst []facts.Hash, cell []byte, country uint8) []facts.Hash {
	if h.buf = quickPhone(h.buf[:0], cell); len(h.buf) > 0 {
		return h.putPhone(dst)
	}
	for len(cell) > 0 {
		var one []byte
		one, cell = next(cell)
		if i := bytes.Index(one, []byte(" / ")); i > 0 {
			dst = h.onePhone(dst, one[:i], country)
			one = one[i+3:]
		}
		dst = h.onePhone(dst, one, country)
	}
	return dst
}

func (h *Hasher) onePhone(dst []facts.Hash, cell []byte, country uint8) []facts.Hash {
	if len(cell) < shortest || values.Empty(cell) {
		return dst
	}
	h.buf = h.phone.Normalise(h.buf[:0], cell, country)
	return h.putPhone(dst)
}

// putPhone appends the key of the number in h.buf, unless it is none that tells
// persons apart.
func (h *Hasher) putPhone(dst []facts.Hash) []facts.Hash {
	digits := bytes.TrimPrefix(h.buf, []byte{'+'})
	if len(digits) < shortest || placeholder(digits) {
		return dst
	}
	return h.put(dst, facts.KindPhone, h.buf)
}

// placeholder knows what forms are filled with: one digit all along, or the
// digits in order.
func placeholder(digits []byte) bool {
	last, same := digits[len(digits)-1], 1
	for same < len(digits) && digits[len(digits)-1-same] == last {
		same++
	}
	return same >= shortest || bytes.HasSuffix(digits, []byte("12345678")) ||
		bytes.HasSuffix(digits, []byte("23456789")) || bytes.HasSuffix(digits, []byte("234567890"))
}
