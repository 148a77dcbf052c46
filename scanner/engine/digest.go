package engine

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
)

// multiset sums up hashes of what it is given, so that the order does not matter.
type multiset [4]uint64

func (m *multiset) add(text []byte) {
	h := sha256.Sum256(text)
	for i := range m {
		m[i] += binary.LittleEndian.Uint64(h[8*i:])
	}
}

// Digest says what the table holds: tables that were made alike have the same one
// exactly when they hold the same rows, in any order, in memory, on disk or in a
// file. It reads a table on disk whole, and fails where that cannot be read.
func (t *Table) Digest() (string, error) {
	if t.digest != "" {
		return t.digest, nil
	}
	var entries multiset
	err := t.units(func(u unit) error {
		t.layout.digest(&entries, &u)
		return nil
	})
	return t.sum(&entries), err
}

// digest adds the entries of a unit.
func (l *layout) digest(m *multiset, u *unit) {
	var text []byte
	for _, e := range u.index.entries {
		// Which of equal entries leads depends on the order of rows.
		e.flags &= latestMask
		text = l.record(text[:0], u.cols, &e)
		m.add(text)
	}
}

// sum gives the digest of the table with those entries.
func (t *Table) sum(entries *multiset) string {
	var keyless multiset
	for _, text := range t.keylessTexts() {
		keyless.add(text)
	}
	s := &t.stats
	h := sha256.New()
	fmt.Fprint(h, t.layout.fingerprint(), s.Rows, s.Keyless, s.Kept, s.Persons, s.Repeated, s.Contradictory,
		t.kinds, t.incomplete, t.keyless.many, keyless, *entries)
	return hex.EncodeToString(h.Sum(nil))
}

// keylessTexts gives the cells of the rows kept that have no identity.
func (t *Table) keylessTexts() (out [][]byte) {
	for i := range t.keyless.rows.n {
		out = append(out, t.layout.text(nil, t.keyless.rows.cols, i))
	}
	return out
}
