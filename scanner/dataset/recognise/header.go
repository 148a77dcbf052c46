package recognise

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"leadlint/scanner/dataset/values"
)

// guess is a field that a header may stand for, with the strength of the
// likeness (0 to 1) and the reason.
type guess struct {
	field string
	score float64
	by    string
	why   string
	// part is the share of values that speak for the field; only set when the
	// values alone do.
	part float64
}

// The strengths of likeness. With compatible values and no contradiction, a
// likeness of 0.85 and more makes a column used, less makes it flagged.
const (
	likePreset  = 1.0
	likeExact   = 0.96
	likeVendor  = 0.92
	lessAffix   = 0.04
	lessSpace   = 0.02
	likeExclude = 0.88
	likeBag     = 0.86
	likePart    = 0.74
	likeSlip    = 0.80
)

// header gives the fields that a header may stand for, best first; none when
// it says nothing. Each field comes once.
func (b *book) header(h string, p *preset) []guess {
	key := headerKey(h)
	if key == "" {
		return nil
	}
	var found []guess
	if p != nil {
		if f, ok := p.headers[key]; ok {
			found = append(found, guess{field: f, score: likePreset, by: "preset", why: fmt.Sprintf("a header of %s exports", p.label)})
		}
	}
	found = append(found, b.exactly(key, 0)...)
	found = append(found, sensitive(h)...)
	if len(found) > 0 {
		return tidy(found)
	}
	words, _ := dropNumbers(strings.Fields(key))
	choice := anyOf(words, choiceWords)
	for _, v := range variants(h, key) {
		got := b.exactly(v.key, lessAffix)
		if choice {
			got = slices.DeleteFunc(got, func(g guess) bool { return !b.ofChoice(g.field) })
		}
		if len(got) > 0 {
			return tidy(v.rewrite(got))
		}
	}
	if got, ok := b.excluded(words, len(parts(h)) > 1); ok {
		return tidy(got)
	}
	found = b.byWords(words)
	if len(found) == 0 {
		found = b.bySlip(key)
	}
	return tidy(found)
}

// ofChoice says whether a field can stand under a header that speaks of consent
// or objection: "consent.email.status" is no state of an address.
func (b *book) ofChoice(field string) bool {
	group := b.field(field).Group
	return group == "governance" || group == "time"
}

// sensitive knows the headers of special categories, convictions and national
// identifiers.
func sensitive(h string) []guess {
	key := values.Fold(h)
	if category, ok := values.SpecialHeader(key); ok {
		field := "special_risk"
		if category == "criminal" {
			field = "criminal_data"
		}
		return []guess{{field: field, score: likeExact, by: "header", why: fmt.Sprintf("header speaks of %s data", category)}}
	}
	if _, ok := values.NationalIDHeader(key); ok {
		return []guess{{field: "national_id", score: likeExact, by: "header", why: "header names a national identifier"}}
	}
	return nil
}

// exactly looks a folded header up.
func (b *book) exactly(key string, less float64) []guess {
	var out []guess
	for _, e := range b.exact[key] {
		out = append(out, guess{field: e.field, score: likeExact - less, by: "header", why: fmt.Sprintf("header reads %q (%s)", e.key, e.lang)})
	}
	if len(out) > 0 {
		return out
	}
	for _, e := range b.squashed[strings.ReplaceAll(key, " ", "")] {
		out = append(out, guess{field: e.field, score: likeExact - less - lessSpace, by: "header", why: fmt.Sprintf("header reads %q (%s)", e.key, e.lang)})
	}
	if len(out) > 0 {
		return out
	}
	for _, e := range b.vendor[key] {
		out = append(out, guess{field: e.field, score: likeVendor - less, by: "header", why: fmt.Sprintf("header as in %s exports", e.lang)})
	}
	return out
}

// byWords compares sets of words: the same words in another order, or all the
// words of a synonym among a few more, the one that says what it is included.
func (b *book) byWords(tokens []string) []guess {
	have := big(tokens)
	if len(have) == 0 {
		return nil
	}
	var out []guess
	size := 0
	for _, s := range b.bags {
		if len(s.words) < size || !subset(s.words, have) {
			continue
		}
		g := guess{field: s.field, score: likePart, by: "header", why: fmt.Sprintf("header has the words of %q", s.key)}
		if len(s.words) == len(have) {
			g.score = likeBag
		} else {
			if b.field(s.field).Governance {
				continue // a word more may turn its meaning round
			}
			head := have[len(have)-1]
			if romance(s.lang) {
				head = have[0]
			}
			if s.head != head || 5*len(s.words) < 3*len(have) {
				continue
			}
		}
		if len(s.words) > size {
			out, size = out[:0], len(s.words)
		}
		out = append(out, g)
	}
	return out
}

func subset(small, large []string) bool {
	for _, w := range small {
		if !slices.Contains(large, w) {
			return false
		}
	}
	return true
}

// bySlip looks for a synonym that one slip of the pen in a long word made
// into the header.
func (b *book) bySlip(key string) []guess {
	var out []guess
	have := strings.Fields(key)
	for _, e := range b.words {
		if d := len(e.key) - len(key); d < -2 || d > 2 {
			continue
		}
		if slip(have, strings.Fields(e.key)) {
			out = append(out, guess{field: e.field, score: likeSlip, by: "header", why: fmt.Sprintf("header is nearly %q", e.key)})
		}
	}
	return out
}

// slip says whether the words are the same but for one letter in one of at
// least six letters.
func slip(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	slips := 0
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		if min(len(a[i]), len(b[i])) < 5 || max(len(a[i]), len(b[i])) < 6 || levenshtein.ComputeDistance(a[i], b[i]) > 1 {
			return false
		}
		slips++
	}
	return slips == 1
}

// tidy keeps the strongest guess of each field, strongest first.
func tidy(in []guess) []guess {
	var out []guess
	for _, g := range in {
		if i := slices.IndexFunc(out, func(o guess) bool { return o.field == g.field }); i < 0 {
			out = append(out, g)
		} else if out[i].score < g.score {
			out[i] = g
		}
	}
	slices.SortStableFunc(out, func(a, b guess) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return 0
	})
	return out
}
