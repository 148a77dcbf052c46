package main

import (
	"fmt"
	"slices"
	"strings"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/lists"
	"leadlint/scanner/suppress"
	"leadlint/scanner/take"
)

// suppressionKind is the list of keyed hashes of who may not be prospected.
func suppressionKind() outKind {
	return outKind{name: "suppression", about: "keyed hashes of who objected, withdrew or was to be erased, for --suppress (wants LEADLINT_KEY)",
		start: func(o *outFile) (outTaker, error) {
			l := &listOut{out: o, whole: true, other: "of persons who did none of this"}
			if o.lists.digest != "" {
				l.lister = lists.NewFingerprints(lists.Options{Lang: o.lang, File: l}, o.lists.digest)
				l.warning = "suppression: plain fingerprints of addresses can be guessed by trying addresses: they are personal data, for partners with whom you have agreed on them"
				return l, nil
			}
			seal := identity.NewSeal(o.lists.key)
			if seal == nil {
				return nil, usagef("--out suppression: the hashes are keyed: give a secret as LEADLINT_KEY, and keep it, since the list is read with it")
			}
			s := lists.NewSuppression(l, suppress.Head{Check: seal.Check()})
			l.lister, l.sealed, l.day = s, s, s.Made
			return l, nil
		}}
}

// digests are the fingerprints that --digest names.
func digests() []string { return []string{identity.SHA256, identity.MD5} }

// hits counts the rows of persons who are on a list of --suppress.
type hits struct {
	rows, open int64
	lists      int
}

// watch makes an audit that is held against lists count what it finds; nil without lists.
func watch(opt *scanner.Options) *hits {
	if len(opt.Suppress) == 0 {
		return nil
	}
	h := &hits{lists: len(opt.Suppress)}
	opt.Takers = append(opt.Takers, h)
	return h
}

// Table counts in a table.
func (h *hits) Table(t *take.Table) (take.Sink, error) {
	i := slices.IndexFunc(t.Rules, func(r *rules.Rule) bool { return r.ID == scanner.Listed })
	if i < 0 {
		return nil, fmt.Errorf("the rule %s is not among those evaluated, so that no list can be applied", scanner.Listed)
	}
	return &hitSink{h, i}, nil
}

// hitSink counts the rows of one table.
type hitSink struct {
	h    *hits
	rule int
}

// Needs asks for nothing but the outcomes.
func (s *hitSink) Needs() take.Needs { return take.Needs{} }

// Rows counts.
func (s *hitSink) Rows(b *take.Batch) error {
	for i := range b.Rows {
		if facts.Has(b.Outcomes[s.rule].Breach, i) {
			s.h.rows++
		}
		if facts.Has(b.Outcomes[s.rule].NotShown, i) {
			s.h.open++
		}
	}
	return nil
}

// Skipped counts nothing.
func (s *hitSink) Skipped(dataset.Place, []byte) error { return nil }

// End does nothing.
func (s *hitSink) End(dataset.Stats, bool) error { return nil }

// tell says what was found; nil tells nothing.
func (h *hits) tell(e *environment) {
	if h == nil {
		return
	}
	text := e.talk.Count(h.rows, "--suppress: %d row is of a person on the list", "--suppress: %d rows are of persons on the list")
	if h.open > 0 {
		text += e.talk.Say("; of %d more it cannot be told: no address that can be compared, or the list has entries that cannot", h.open)
	}
	e.tellLine(text)
}

// verdict makes a hit exit code 1, unless nothing is to count.
func (h *hits) verdict(t scanner.Threshold, err error) error {
	if h == nil || h.rows == 0 || err != nil || t == scanner.NoThreshold {
		return err
	}
	return &exitError{exitFindings, nil}
}

// knownDigest refuses another fingerprint than those there are.
func knownDigest(name string) error {
	if name == "" || slices.Contains(digests(), name) {
		return nil
	}
	return usagef("--digest %q: expected one of %s", name, strings.Join(digests(), ", "))
}
