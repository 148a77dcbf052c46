package lexicon

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// vocabulary is all words that some table knows, by the spellings under which they
// are accepted: as written in the table, and without accents.
type vocabulary struct {
	canonical map[string]string
	longest   int
}

func (v *vocabulary) add(word string) string {
	if v.canonical == nil {
		v.canonical = map[string]string{}
	}
	plain := fold(word)
	v.canonical[norm.NFC.String(word)] = plain
	v.canonical[plain] = plain
	v.longest = max(v.longest, len(plain))
	return plain
}

// find gives the known word that a word is, or is the plural of; empty where none.
func (v *vocabulary) find(word string) string {
	if c, ok := v.canonical[word]; ok {
		return c
	}
	return v.singular(word)
}

// singular gives the known word of which a word is the plural; empty where none.
func (v *vocabulary) singular(word string) string {
	if len(word) < 4 || word == "terms" || word == "news" {
		return ""
	}
	if stem, ok := strings.CutSuffix(word, "ies"); ok {
		if c, ok := v.canonical[stem+"y"]; ok {
			return c
		}
	}
	if stem, ok := strings.CutSuffix(word, "s"); ok && !strings.HasSuffix(stem, "s") {
		if c, ok := v.canonical[stem]; ok {
			return c
		}
		if stem, ok := strings.CutSuffix(stem, "e"); ok {
			return v.canonical[stem]
		}
	}
	return ""
}

// words brings the words of a segment to known ones, cutting compounds written in
// one (firstname, emailaddress) into those; unknown words stay as they are.
func (v *vocabulary) words(segment []string) []string {
	out := make([]string, 0, len(segment)+2)
	for _, w := range segment {
		if c := v.find(w); c != "" {
			out = append(out, c)
		} else if parts := v.compound(w); parts != nil {
			out = append(out, parts...)
		} else {
			out = append(out, w)
		}
	}
	return out
}

const (
	shortestCompound = 5
	longestCompound  = 40
)

// compound cuts a word into known words, the fewest and then the longest first; nil
// where that does not come out even. Of words of two letters only those count that
// stand in many names.
func (v *vocabulary) compound(word string) []string {
	if len(word) < shortestCompound || len(word) > longestCompound || !ascii(word) {
		return nil
	}
	type cut struct {
		from, parts int
		word        string
	}
	best := make([]cut, len(word)+1)
	for end := 1; end <= len(word); end++ {
		for from := max(0, end-v.longest-3); from < end; from++ {
			if from > 0 && best[from].parts == 0 {
				continue
			}
			part := v.part(word[from:end])
			if part == "" {
				continue
			}
			if parts := best[from].parts + 1; best[end].parts == 0 || parts < best[end].parts {
				best[end] = cut{from, parts, part}
			}
		}
	}
	if best[len(word)].parts < 2 {
		return nil
	}
	out := make([]string, best[len(word)].parts)
	for at, i := len(word), len(out)-1; i >= 0; i-- {
		out[i], at = best[at].word, best[at].from
	}
	return out
}

func (v *vocabulary) part(s string) string {
	switch {
	case len(s) >= 3:
		return v.find(s)
	case s == "in", s == "id", s == "at", s == "by", s == "no", s == "do", s == "is", s == "to", s == "of", s == "ip":
		return v.canonical[s]
	}
	return ""
}
