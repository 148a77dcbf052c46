package identity

import (
	"bytes"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/values"
)

// ID appends the key of an identifier of a named system: identifiers of two
// systems are never equal; case and blanks of the system's name do not count.
// Case of the identifier counts, for some systems tell records apart by
// it, except in a UUID. A whole number that a tool wrote as a fraction ("42.0")
// is taken back to itself; one spoilt by a spreadsheet ("1.2E+10"), nought and
// marks of a missing value give nothing. So does a space without a name.
func (h *Hasher) ID(dst []facts.Hash, space string, cell []byte) []facts.Hash {
	if space == "" {
		return dst
	}
	for len(cell) > 0 {
		one := cell
		if i := bytes.IndexByte(cell, '\x1f'); i >= 0 {
			one, cell = cell[:i], cell[i+1:]
		} else {
			cell = nil
		}
		one = trim(one)
		if values.Empty(one) || void(one) {
			continue
		}
		one = whole(one)
		if uuid(one) {
			h.buf = lower(h.buf[:0], bytes.Trim(one, "{}"))
			one = h.buf
		}
		dst = append(dst, hash(h.spaceKey(space), facts.KindID, one))
	}
	return dst
}

// spaceKey gives the key of a space, derived when it is first met.
func (h *Hasher) spaceKey(name string) [2]uint64 {
	for i := range h.spaces {
		if h.spaces[i].name == name {
			return h.spaces[i].key
		}
	}
	folded := values.FoldBytes(nil, lower(nil, []byte(name)))
	key := derive(h.keys[facts.KindID], bytes.ReplaceAll(folded, []byte{' '}, nil))
	h.spaces = append(h.spaces, space{name, key})
	return key
}

// void knows identifiers that name nothing: nought, -1, a number rounded by a spreadsheet.
func void(c []byte) bool {
	noughts, exponent := 0, -1
	for i, b := range c {
		switch {
		case b == '0' || b == '.' || b == '-':
			noughts++
		case b-'0' < 10:
		case (b == 'E' || b == 'e') && i > 0 && exponent < 0:
			exponent = i
		case b == '+' && exponent == i-1 && exponent > 0:
			return bytes.IndexByte(c[:exponent], '.') > 0 || exponent == 1
		default:
			return false
		}
	}
	return noughts == len(c) || string(c) == "-1"
}

// whole cuts ".0" off a whole number.
func whole(c []byte) []byte {
	n := bytes.TrimRight(c, "0")
	if len(n) < 2 || len(n) == len(c) || n[len(n)-1] != '.' {
		return c
	}
	n = n[:len(n)-1]
	for _, b := range n {
		if b-'0' > 9 {
			return c
		}
	}
	return n
}

func uuid(c []byte) bool {
	if len(c) == 38 && c[0] == '{' && c[37] == '}' {
		c = c[1:37]
	}
	if len(c) != 36 {
		return false
	}
	for i, b := range c {
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if b != '-' {
				return false
			}
		} else if nibble(b) > 15 {
			return false
		}
	}
	return true
}
