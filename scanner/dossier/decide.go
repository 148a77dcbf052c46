package dossier

import (
	"fmt"
	"slices"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/values"
)

// decide says which of the candidates are the person's. A record that bears an identity
// of one person alone is, unless its name has nothing in common with the person's. One
// that bears only what several may share is, where nothing speaks for somebody else.
// What accepted records bear is known from then on.
func (s *search) decide() error {
	for _, c := range s.pool {
		for _, i := range c.table.emails {
			s.weigh(c.cells[i], false)
		}
	}
	names := strings.Fields(values.Fold(s.req.Name))
	if err := s.first(&names); err != nil {
		return err
	}
	for grown := true; grown; {
		grown = false
		for _, c := range s.pool {
			if !c.accepted && s.meets(c, true) && alike(names, c.names) {
				s.accept(c, &names)
				grown = true
			}
		}
	}
	s.shared(&names)
	return nil
}

// first accepts the records that bear a key that was asked for. Where they are of several
// persons it cannot be told whose data are asked for.
func (s *search) first(names *[]string) error {
	var hits []*candidate
	for _, c := range s.pool {
		if slices.ContainsFunc(c.keys, func(k facts.Hash) bool { return s.asked[k] && (s.strong(k) || s.onlyWeak()) }) {
			hits = append(hits, c)
		}
	}
	if len(*names) > 0 {
		hits = slices.DeleteFunc(hits, func(c *candidate) bool {
			return !alike(*names, c.names) || s.onlyWeak() && len(c.names) == 0 && c.table.mapping != nil
		})
	} else if s.disagree(hits) {
		return fmt.Errorf("%w: add the person's name (--name), or a key that is the person's alone", ErrSeveral)
	}
	for _, c := range hits {
		s.accept(c, names)
	}
	return nil
}

// onlyWeak says whether every key that was asked for is one that several may share.
func (s *search) onlyWeak() bool {
	for k := range s.asked {
		if s.strong(k) {
			return false
		}
	}
	return true
}

// disagree says whether records are of several persons: by their names, or, where they
// share only what several may, by their identities too.
func (s *search) disagree(hits []*candidate) bool {
	hits = distinct(hits)
	for i, a := range hits {
		for _, b := range hits[:i] {
			if !alike(a.names, b.names) {
				return true
			}
			if s.onlyWeak() && !(same(a.names, b.names) && len(a.names) > 0 && len(b.names) > 0) && s.apartBy(a.keys, b.keys) {
				return true
			}
		}
	}
	return false
}

// distinct leaves out the records that bear the same names and identities as one before:
// files hold persons many times over.
func distinct(list []*candidate) []*candidate {
	seen := map[string]bool{}
	var out []*candidate
	for _, c := range list {
		id := fmt.Sprintf("%q %x", c.names, c.keys)
		if !seen[id] {
			seen[id] = true
			out = append(out, c)
		}
	}
	return out
}

// apartBy says whether both sides have identities of one person alone, and none in common.
func (s *search) apartBy(a, b []facts.Hash) bool {
	strongs := func(list []facts.Hash) []facts.Hash {
		return slices.DeleteFunc(slices.Clone(list), func(k facts.Hash) bool { return !s.personal(k) })
	}
	x, y := strongs(a), strongs(b)
	return len(x) > 0 && len(y) > 0 && !slices.ContainsFunc(x, func(k facts.Hash) bool { return slices.Contains(y, k) })
}

// meets says whether a record bears a known identity; alone counts only those of one
// person.
func (s *search) meets(c *candidate, alone bool) bool {
	return slices.ContainsFunc(c.keys, func(k facts.Hash) bool { return s.known[k] && (!alone || s.strong(k)) })
}

// accept takes a record as the person's, and learns of it.
func (s *search) accept(c *candidate, names *[]string) {
	if c.accepted {
		return
	}
	c.accepted = true
	at := place{c.table.at, c.line}
	if s.by[at] == nil {
		s.by[at] = s.foundBy(c)
	}
	c.by = s.by[at]
	if c.several || !teaches(c.table.in.relation) {
		return
	}
	for _, k := range c.keys {
		s.known[k] = true
	}
	for _, n := range c.names {
		if !slices.Contains(*names, n) {
			*names = append(*names, n)
		}
	}
}

// foundBy names the kinds of identity that a record was found by: those of the keys that
// were asked for, if it bears one, else of those that were learnt.
func (s *search) foundBy(c *candidate) []string {
	var out []string
	for _, known := range []map[facts.Hash]bool{s.asked, s.known} {
		for _, k := range c.keys {
			if kind := kindName(k.Kind()); known[k] && !slices.Contains(out, kind) {
				out = append(out, kind)
			}
		}
		if out != nil {
			break
		}
	}
	if slices.Contains(out, "email") {
		out = slices.DeleteFunc(out, func(kind string) bool { return kind == "digest" }) // its own
	}
	slices.Sort(out)
	return out
}

// shared accepts the records that meet the person only in what several may share, where
// that is not seen to be somebody else's too.
func (s *search) shared(names *[]string) {
	others := map[facts.Hash]bool{}
	for _, c := range s.pool {
		if c.accepted || len(c.names) == 0 && !slices.ContainsFunc(c.keys, s.personal) {
			continue
		}
		if !s.fits(c, *names) {
			for _, k := range c.keys {
				others[k] = true
			}
		}
	}
	for _, c := range s.pool {
		if c.accepted || !s.fits(c, *names) || slices.ContainsFunc(c.keys, func(k facts.Hash) bool { return s.known[k] && others[k] }) && !(len(c.names) > 0 && same(*names, c.names)) {
			continue
		}
		s.accept(c, names)
	}
}

// fits says whether nothing on a record speaks for somebody else: identities of one
// person alone where the person has others, or a name that is not the person's.
func (s *search) fits(c *candidate, names []string) bool {
	if slices.ContainsFunc(c.keys, s.personal) && s.identified() {
		return false
	}
	return len(c.names) == 0 || len(names) == 0 || same(names, c.names)
}

// identified says whether the person has an identity that nobody shares.
func (s *search) identified() bool {
	for k, is := range s.known {
		if is && s.personal(k) {
			return true
		}
	}
	return false
}

// alike says whether two names may be one person's: they have a word in common, or one
// of them is not known.
func alike(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	return slices.ContainsFunc(a, func(w string) bool { return len(w) > 1 && slices.Contains(b, w) && !common(w) })
}

// common says whether a word of a name tells nobody apart: a title, a particle.
func common(word string) bool {
	return slices.Contains([]string{
		"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "mme", "mlle", "maitre", "herr", "frau", "sr", "sra", "sig", "dott", "dhr", "mevr", "pan", "pani", "jr", "phd",
		"de", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "la", "le", "van", "von", "der", "den", "zu", "zum", "el", "al", "bin", "ibn", "mac", "and", "und", "et",
	}, word)
}

// same says whether two names are one: every word of the one with fewer is in the other,
// in full or by its initial.
func same(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, w := range a {
		if !slices.ContainsFunc(b, func(o string) bool {
			return w == o || len(w) == 1 && strings.HasPrefix(o, w) || len(o) == 1 && strings.HasPrefix(w, o)
		}) {
			return false
		}
	}
	return true
}
