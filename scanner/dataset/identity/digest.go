package identity

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"

	"leadlint/rules/facts"
)

// The names of the fingerprints that lists of addresses are commonly kept in.
const (
	SHA256 = "sha256"
	SHA1   = "sha1"
	MD5    = "md5"
)

// Digest appends the key of a fingerprint written in hexadecimal, in either
// case, also after "0x" or the algorithm's name ("sha256:…"). Which one it is
// its length tells. A cell that is none, and the fingerprint of nothing, which
// tools write for an empty cell, give nothing.
func (h *Hasher) Digest(dst []facts.Hash, cell []byte) []facts.Hash {
	var buf [sha256.Size]byte
	sum, _ := fingerprint(buf[:0], cell)
	if sum == nil {
		return dst
	}
	return h.put(dst, facts.KindDigest, sum)
}

// DigestOf names the fingerprint that a cell holds: SHA256, SHA1, MD5, or empty
// when it holds none.
func DigestOf(cell []byte) string {
	var buf [sha256.Size]byte
	_, name := fingerprint(buf[:0], cell)
	return name
}

// fingerprint appends the bytes of a fingerprint to dst; nil when the cell holds none.
func fingerprint(dst, cell []byte) (sum []byte, name string) {
	digits, named := unprefixed(trim(cell))
	switch len(digits) {
	case 2 * sha256.Size:
		name = SHA256
	case 2 * sha1.Size:
		name = SHA1
	case 2 * md5.Size:
		name = MD5
	default:
		return nil, ""
	}
	if named != "" && named != name {
		return nil, ""
	}
	for i := 0; i < len(digits); i += 2 {
		a, b := nibble(digits[i]), nibble(digits[i+1])
		if a > 15 || b > 15 {
			return nil, ""
		}
		dst = append(dst, a<<4|b)
	}
	if ofNothing(dst) {
		return nil, ""
	}
	return dst, name
}

// unprefixed cuts "0x" or an algorithm's name off, and says which name it was.
func unprefixed(c []byte) (digits []byte, named string) {
	if len(c) > 2 && c[0] == '0' && c[1]|0x20 == 'x' {
		return c[2:], ""
	}
	i := bytes.IndexAny(c[:min(len(c), 10)], ":=$")
	if i < 0 {
		return c, ""
	}
	switch word := c[:i]; {
	case bytes.EqualFold(word, []byte(SHA256)), bytes.EqualFold(word, []byte("sha-256")):
		return trim(c[i+1:]), SHA256
	case bytes.EqualFold(word, []byte(SHA1)), bytes.EqualFold(word, []byte("sha-1")):
		return trim(c[i+1:]), SHA1
	case bytes.EqualFold(word, []byte(MD5)):
		return trim(c[i+1:]), MD5
	}
	return c, ""
}

func nibble(b byte) byte {
	switch {
	case b-'0' < 10:
		return b - '0'
	case b|0x20 >= 'a' && b|0x20 <= 'f':
		return b | 0x20 - 'a' + 10
	}
	return 0xff
}

// ofNothing knows the fingerprints of the empty text, and nought.
func ofNothing(sum []byte) bool {
	if bytes.Count(sum, []byte{0}) == len(sum) {
		return true
	}
	switch len(sum) {
	case sha256.Size:
		return [sha256.Size]byte(sum) == sha256.Sum256(nil)
	case sha1.Size:
		return [sha1.Size]byte(sum) == sha1.Sum(nil)
	default:
		return [md5.Size]byte(sum) == md5.Sum(nil)
	}
}
