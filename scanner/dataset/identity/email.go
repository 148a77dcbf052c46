package identity

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"unicode"
	"unicode/utf8"

	"leadlint/rules/facts"
)

// Email appends the keys of the e-mail addresses in a cell, in the form of
// values.EmailReader.Normalise, and their fingerprints where they are wanted. An
// address that is not well-formed counts by its text in lower case. A fingerprint
// in the cell's place counts as by Digest. What is no address (an empty cell, a
// mask, a flag, a vendor's placeholder, a word without @) gives nothing.
func (h *Hasher) Email(dst []facts.Hash, cell []byte) []facts.Hash {
	if kind, plain := h.email.Read(cell); plain {
		if kind == 0 {
			return dst
		}
		return h.address(dst, cell)
	}
	for len(cell) > 0 {
		var one []byte
		one, cell = next(cell)
		if one = trim(one); len(one) > 0 {
			dst = h.oneEmail(dst, one)
		}
	}
	return dst
}

func (h *Hasher) oneEmail(dst []facts.Hash, cell []byte) []facts.Hash {
	at := bytes.IndexByte(cell, '@')
	if at < 0 {
		return h.Digest(dst, cell)
	}
	if h.email.Kind(cell) == 0 {
		return dst
	}
	if h.buf = h.email.Normalise(h.buf[:0], cell); len(h.buf) > 0 {
		return h.address(dst, h.buf)
	}
	if at == 0 || at == len(cell)-1 {
		return dst
	}
	h.buf = lower(h.buf[:0], cell)
	return h.put(dst, facts.KindEmail, h.buf)
}

// address appends the keys of an address in normal form.
func (h *Hasher) address(dst []facts.Hash, address []byte) []facts.Hash {
	dst = h.put(dst, facts.KindEmail, address)
	if !h.digests {
		return dst
	}
	if h.sha256 {
		sum := sha256.Sum256(address)
		dst = h.put(dst, facts.KindDigest, sum[:])
	}
	if h.sha1 {
		sum := sha1.Sum(address)
		dst = h.put(dst, facts.KindDigest, sum[:])
	}
	if h.md5 {
		sum := md5.Sum(address)
		dst = h.put(dst, facts.KindDigest, sum[:])
	}
	return dst
}

// lower appends text in lower case; bytes that are not UTF-8 stay.
func lower(dst, text []byte) []byte {
	for i := 0; i < len(text); {
		b := text[i]
		if b < utf8.RuneSelf {
			if b-'A' < 26 {
				b |= 0x20
			}
			dst = append(dst, b)
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			dst = append(dst, b)
		} else {
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
		i += size
	}
	return dst
}
