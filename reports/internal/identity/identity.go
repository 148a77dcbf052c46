// Package identity gives the names by which other programs know an audit, its findings
// and the articles they cite. They follow from what is named alone, so that two runs on
// the same inputs, and two formats of one run, speak of the same things.
package identity

import (
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/google/uuid"
)

// namespace is the UUID under which every other one is derived (RFC 9562, version 5).
const namespace = "2b7e0c5a-6a0e-4f7c-9d43-5c1e8b9f7a10"

// NS qualifies the names that are leadlint's own where a format asks for a URI. It is a
// name and no address: nobody can own a domain below .example (RFC 2606). It has the form
// of an address because readers of OSCAL refuse other URIs.
const NS = "https://leadlint.example/ns"

// Source hands out UUIDs and gives none twice. The zero value is not ready; see New.
type Source struct {
	space uuid.UUID
	given map[string]int
}

// New gives a Source that has given nothing.
func New() *Source {
	return &Source{space: uuid.MustParse(namespace), given: map[string]int{}}
}

// UUID gives the version 5 UUID of a thing by its kind and the keys that tell it from
// others of its kind. A second thing of the same kind and keys gets another UUID, the
// same in every run.
func (s *Source) UUID(kind string, keys ...string) string {
	name := kind + "\x00" + strings.Join(keys, "\x00")
	s.given[name]++
	if n := s.given[name]; n > 1 {
		name += "\x00#" + strconv.Itoa(n)
	}
	return uuid.NewSHA1(s.space, []byte(name)).String()
}

// File gives the ni URI (RFC 6920) of contents with a SHA-256, written in hexadecimal;
// "" when that is not one.
func File(sha256 string) string {
	sum, err := hex.DecodeString(sha256)
	if err != nil || len(sum) != 32 {
		return ""
	}
	return "ni:///sha-256;" + base64.RawURLEncoding.EncodeToString(sum)
}
