package dossier

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/dataset/values"
)

// ask turns the keys of the request into identities.
func (s *search) ask() error {
	for _, key := range s.req.Keys {
		keys := s.keyOf(strings.TrimSpace(key))
		if len(keys) == 0 {
			return fmt.Errorf("%w: write SYSTEM:ID for an identifier, where the system is the one that the audit file names (ids)", ErrKey)
		}
		for _, k := range keys {
			s.asked[k], s.known[k] = true, true
		}
		if kind := kindName(keys[0].Kind()); !slices.Contains(s.out.Asked, kind) {
			s.out.Asked = append(s.out.Asked, kind)
		}
		s.weigh(key, true)
		for _, k := range keys {
			s.sure[k] = !s.weak[k]
		}
	}
	return nil
}

// keyOf tells by its form what a key is.
func (s *search) keyOf(key string) []facts.Hash {
	cell := []byte(key)
	if bytes.IndexByte(cell, '@') > 0 && !bytes.Contains(cell, []byte("://")) {
		return s.hasher.Email(nil, cell)
	}
	for _, space := range s.systems() {
		if id, ok := cutFold(key, space+":"); ok {
			return s.hasher.ID(nil, space, []byte(id))
		}
	}
	if keys := s.anyKey(nil, key, ""); len(keys) > 0 {
		return keys
	}
	// A word without a digit is rather a name than the number of a record.
	if spaces := s.systems(); len(spaces) == 1 && strings.ContainsAny(key, "0123456789") {
		return s.hasher.ID(nil, spaces[0], cell)
	}
	return nil
}

// cutFold cuts a prefix off, whatever its case.
func cutFold(s, prefix string) (string, bool) {
	if len(s) > len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
		return strings.TrimSpace(s[len(prefix):]), true
	}
	return "", false
}

// systems are those that identifiers of the tables are of.
func (s *search) systems() []string {
	var out []string
	for _, t := range s.tables {
		for _, space := range t.spaces {
			if !slices.Contains(out, space) {
				out = append(out, space)
			}
		}
	}
	return out
}

// anyKey appends the identities of a text by its form; an identifier needs a system.
func (s *search) anyKey(dst []facts.Hash, text, space string) []facts.Hash {
	cell, before := []byte(text), len(dst)
	if bytes.IndexByte(cell, '@') > 0 && !bytes.Contains(cell, []byte("://")) {
		return s.hasher.Email(dst, cell)
	}
	if dst = s.hasher.Digest(dst, cell); len(dst) > before {
		return dst
	}
	if values.ProfileURL(cell) {
		return s.hasher.Profile(dst, cell)
	}
	if space != "" && !bytes.HasPrefix(bytes.TrimSpace(cell), []byte{'+'}) {
		return s.hasher.ID(dst, space, cell)
	}
	if s.phone.Looks(cell) {
		return s.hasher.Phone(dst, cell, s.country())
	}
	return dst
}

// keysOf appends the identities that the columns of a register's row hold. several says
// that one of its cells holds more than one, or that its columns name several addresses or
// pages, so that the row may be about several persons: a sender and a recipient.
func (s *search) keysOf(t *table, h *identity.Hasher, cells []string) (keys []facts.Hash, several bool) {
	for i := range t.keys {
		c := &t.keys[i]
		if c.column >= len(cells) || strings.TrimSpace(cells[c.column]) == "" {
			continue
		}
		parts := 0
		for _, part := range strings.FieldsFunc(cells[c.column], apart) {
			before := len(keys)
			keys = s.partKeys(c, h, keys, part)
			if len(keys) > before {
				parts++
			}
		}
		several = several || parts > 1
	}
	keys = identity.Unique(keys, 0)
	for _, kind := range []uint64{facts.KindEmail, facts.KindProfile} {
		n := 0
		for _, k := range keys {
			if k.Kind() == kind {
				n++
			}
		}
		several = several || n > 1
	}
	return keys, several
}

// teaches says whether rows of a relation tell what else a person is known by: those that
// are of one person each. Logs of events also name who acted.
func teaches(relation string) bool {
	switch relation {
	case contact, "copy", "snapshot", "preference", "preference_before", "subscription", "suppression":
		return true
	}
	return false
}

func (s *search) partKeys(c *keyColumn, h *identity.Hasher, dst []facts.Hash, part string) []facts.Hash {
	cell := []byte(part)
	switch c.kind {
	case "email":
		return h.Email(dst, cell)
	case "phone":
		if identity.DigestOf(cell) != "" {
			return h.Digest(dst, cell)
		}
		return h.Phone(dst, cell, s.country())
	case "profile":
		return h.Profile(dst, cell)
	case "digest":
		return h.Digest(dst, cell)
	case "id":
		return h.ID(dst, c.space, cell)
	}
	return s.anyKey(dst, part, c.space)
}

// weigh marks the identities of a cell of addresses that several persons may share: the
// address of a desk, and, unless it is a key that was asked for, what stands in one cell
// with others.
func (s *search) weigh(cell string, asked bool) {
	parts := strings.FieldsFunc(cell, apart)
	for _, part := range parts {
		b := []byte(part)
		if !strings.ContainsRune(part, '@') {
			continue
		}
		desk := s.email.Kind(b) == s.generic
		if desk || len(parts) > 1 && !asked {
			for _, k := range s.hasher.Email(nil, b) {
				s.weak[k], s.desk[k] = true, s.desk[k] || desk
			}
		}
	}
}

// strong says whether an identity is known to be one person's alone.
func (s *search) strong(k facts.Hash) bool {
	return k.Kind() != facts.KindPhone && (s.sure[k] || !s.weak[k])
}

// personal says whether an identity is of a kind that one person has alone: a record that
// bears one and none of the person's speaks for somebody else.
func (s *search) personal(k facts.Hash) bool {
	return k.Kind() != facts.KindPhone && !s.desk[k]
}
