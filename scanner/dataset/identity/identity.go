// Package identity turns the cells that say who a row is about into keyed
// hashes, so that rows of two tables can be told to be of one person without
// either table's values being kept.
package identity

import (
	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/values"

	"github.com/dchest/siphash"
)

// Options shape a Hasher.
type Options struct {
	// Digests names the fingerprints to compute of every e-mail address, because
	// a list that it is compared with holds such: "sha256", "sha1", "md5" (see
	// DigestOf). Other names are passed over.
	Digests []string
	// Email and Phone are readers to share; nil makes new ones, which takes
	// longer than reading a small file.
	Email *values.EmailReader
	Phone *values.PhoneReader
	// Seal, when not nil, adds the sealed hash of every e-mail address, telephone number
	// and profile page beside the plain one.
	Seal *Seal
}

// Hasher makes the keyed hashes of identities. Equal identities give equal
// hashes under one key, however they are written; without the key nothing can
// be told from a hash. It serves one goroutine.
type Hasher struct {
	// keys are derived of the key, one for each kind, so that the hashes of one
	// text under two kinds have nothing in common.
	keys   [facts.KindPage + 1][2]uint64
	spaces []space
	email  *values.EmailReader
	phone  *values.PhoneReader
	// sha256, sha1 and md5 say which fingerprints of e-mail addresses are wanted.
	sha256, sha1, md5 bool
	digests           bool
	sealer            *sealer
	buf, word         []byte
}

// space is a system of identifiers, with its own key.
type space struct {
	name string
	key  [2]uint64
}

// New makes a Hasher for a key. Tables that are to be compared must be hashed
// with one key.
func New(key [2]uint64, opt Options) *Hasher {
	h := &Hasher{sealer: opt.Seal.sealer(), email: opt.Email, phone: opt.Phone, buf: make([]byte, 0, 256), word: make([]byte, 0, 64)}
	if h.email == nil || h.phone == nil {
		schema := facts.NewSchema()
		if h.email == nil {
			h.email = values.NewEmailReader(schema)
		}
		if h.phone == nil {
			h.phone = values.NewPhoneReader(schema)
		}
	}
	for kind := range h.keys {
		h.keys[kind] = derive(key, []byte{byte(kind)})
	}
	for _, name := range opt.Digests {
		switch name {
		case SHA256:
			h.sha256 = true
		case SHA1:
			h.sha1 = true
		case MD5:
			h.md5 = true
		}
	}
	h.digests = h.sha256 || h.sha1 || h.md5
	return h
}

func derive(key [2]uint64, label []byte) [2]uint64 {
	a, b := siphash.Hash128(key[0], key[1], label)
	return [2]uint64{a, b}
}

// put appends the hash of an identity in its normal form.
func (h *Hasher) put(dst []facts.Hash, kind uint64, identity []byte) []facts.Hash {
	dst = append(dst, hash(h.keys[kind], kind, identity))
	if h.sealer != nil {
		dst = h.sealer.put(dst, kind, identity)
	}
	return dst
}

func hash(key [2]uint64, kind uint64, identity []byte) facts.Hash {
	a, b := siphash.Hash128(key[0], key[1], identity)
	return facts.Hash{a, b &^ facts.SealedBit}.WithKind(kind)
}

// Unique drops what is repeated among the keys from a place on: a row whose two
// columns hold one address has one identity.
func Unique(keys []facts.Hash, from int) []facts.Hash {
	n := from
next:
	for _, k := range keys[from:] {
		for _, before := range keys[from:n] {
			if k == before {
				continue next
			}
		}
		keys[n] = k
		n++
	}
	return keys[:n]
}

// next cuts the first of several values off a cell. Values are apart by
// dataset.MultiSep, a semicolon, comma, bar or line break.
func next(cell []byte) (value, rest []byte) {
	for i, b := range cell {
		switch b {
		case dataset.MultiSep, ';', ',', '|', '\n', '\r':
			return cell[:i], cell[i+1:]
		}
	}
	return cell, nil
}

// trim cuts white space and quotation marks off both ends.
func trim(c []byte) []byte {
	for len(c) > 0 && outer(c[0]) {
		c = c[1:]
	}
	for len(c) > 0 && outer(c[len(c)-1]) {
		c = c[:len(c)-1]
	}
	for _, wide := range [...]string{"\u00a0", "\u200b", "\ufeff", "\u202f"} {
		n := len(wide)
		if len(c) >= n && string(c[:n]) == wide {
			return trim(c[n:])
		}
		if len(c) >= n && string(c[len(c)-n:]) == wide {
			return trim(c[:len(c)-n])
		}
	}
	return c
}

func outer(b byte) bool { return b <= ' ' || b == '\'' || b == '"' || b == '`' }
