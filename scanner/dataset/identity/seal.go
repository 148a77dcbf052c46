package identity

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	keyed "hash"

	"leadlint/rules/facts"
)

// Seal makes hashes of identities that are kept in lists and compared by later audits: the
// first 124 bits of HMAC-SHA-256 over the kind of identity and its normal form, under a key
// derived from the user's secret. The low four bits hold the kind and a mark. Whoever has
// not the secret can tell nothing from them, not even by trying addresses.
type Seal struct{ key []byte }

// NewSeal derives the key. An empty secret gives nil, which seals nothing.
func NewSeal(secret []byte) *Seal {
	if len(secret) == 0 {
		return nil
	}
	m := hmac.New(sha256.New, secret)
	m.Write([]byte("leadlint suppression list 1"))
	return &Seal{m.Sum(nil)}
}

// Check gives a value by which a list can tell whether it is read with the secret that it
// was made with: 16 hexadecimal digits.
func (s *Seal) Check() string {
	m := hmac.New(sha256.New, s.key)
	m.Write([]byte("check"))
	return hex.EncodeToString(m.Sum(nil)[:8])
}

// sealer makes hashes for one goroutine.
type sealer struct {
	mac keyed.Hash
	sum []byte
	// text is a copy, lest the identity be moved to the heap.
	text []byte
}

func (s *Seal) sealer() *sealer {
	if s == nil {
		return nil
	}
	return &sealer{mac: hmac.New(sha256.New, s.key), sum: make([]byte, 0, sha256.Size)}
}

// put appends the sealed hash of an identity in its normal form; kinds that differ between
// systems have none.
func (s *sealer) put(dst []facts.Hash, kind uint64, identity []byte) []facts.Hash {
	label := sealLabel(kind)
	if label == "" {
		return dst
	}
	s.mac.Reset()
	s.text = append(append(s.text[:0], label...), identity...)
	s.mac.Write(s.text)
	s.sum = s.mac.Sum(s.sum[:0])
	h := facts.Hash{binary.BigEndian.Uint64(s.sum), binary.BigEndian.Uint64(s.sum[8:]) | facts.SealedBit}
	return append(dst, h.WithKind(kind))
}

// sealLabel keeps the kinds apart.
func sealLabel(kind uint64) string {
	switch kind {
	case facts.KindEmail:
		return "email\x00"
	case facts.KindPhone:
		return "phone\x00"
	case facts.KindProfile:
		return "profile\x00"
	}
	return ""
}
