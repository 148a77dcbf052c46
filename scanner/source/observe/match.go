package observe

import (
	"cmp"
	"slices"
)

// match is a line of the lexicon that fits a sentence.
type match struct {
	entry *entry
	line  int32 // of the lexicon
	sent  int32
	spans []hit
}

// matches calls f for each line of the lexicon that fits, in the order of the
// page and, within a sentence, of the lexicon.
func (t *text) matches(f func(match)) {
	seen := make([]int32, len(t.lex.entries))
	var all []match
	for i := range t.sentences {
		s := &t.sentences[i]
		if len(s.hits) == 0 {
			continue
		}
		lead := t.leading(s)
		all = t.try(all[:0], int32(i), s.hits, s, lead, seen)
		if lead != nil {
			all = t.try(all, int32(i), lead.hits, s, lead, seen)
		}
		slices.SortFunc(all, func(a, b match) int { return cmp.Compare(a.line, b.line) })
		for _, m := range all {
			f(m)
		}
	}
}

// leading gives the sentence that a list item goes on, nil when there is none.
func (t *text) leading(s *sentence) *sentence {
	if l := t.blocks[s.block].lead; l >= 0 {
		return &t.sentences[l]
	}
	return nil
}

// try appends the lines that one of the wordings found can belong to, and that
// fit.
func (t *text) try(all []match, i int32, hits []hit, s, lead *sentence, seen []int32) []match {
	for _, h := range hits {
		for _, e := range t.lex.triggers[h.phrase] {
			if seen[e] == i+1 {
				continue
			}
			seen[e] = i + 1
			if m, ok := t.fits(&t.lex.entries[e], s, lead); ok {
				m.line, m.sent = e, i
				all = append(all, m)
			}
		}
	}
	return all
}

// fits says whether every group of a line has a wording in the sentence or in
// what introduces it, at least one in the sentence itself, and in their order
// where the line asks for it.
func (t *text) fits(e *entry, s, lead *sentence) (match, bool) {
	m := match{entry: e}
	own := false
	for _, g := range e.groups {
		if _, ok := among(g, s.hits); !ok && lead == nil {
			return m, false
		}
	}
	for at := 0; at < len(e.groups); {
		end := e.chain(at)
		found := t.chained(e, at, end, s.hits)
		if found == nil && lead != nil {
			found = t.chained(e, at, end, append(lead.hits[:len(lead.hits):len(lead.hits)], s.hits...))
		}
		if found == nil {
			return m, false
		}
		for _, h := range found {
			if h.start >= s.from {
				m.spans, own = append(m.spans, h), true
			}
		}
		at = end
	}
	if !own {
		return m, false
	}
	if _, ok := among(e.unless, s.hits); ok {
		return m, false
	}
	if lead != nil {
		if _, ok := among(e.unless, lead.hits); ok {
			return m, false
		}
	}
	return m, t.placed(e, s)
}

// chained gives the wordings of the groups from at to end, each after the one
// before it and near it; nil when there are none. It goes group by group and
// keeps one way to each wording, so that its cost is bounded.
func (t *text) chained(e *entry, at, end int, hits []hit) []hit {
	if end == at+1 {
		if h, ok := among(e.groups[at], hits); ok {
			return []hit{h}
		}
		return nil
	}
	var ways [][]hit
	for _, h := range hits {
		if in(e.groups[at], h.phrase) {
			ways = append(ways, []hit{h})
		}
	}
	for g := at + 1; g < end && len(ways) > 0; g++ {
		var next [][]hit
		for _, h := range hits {
			if !in(e.groups[g], h.phrase) {
				continue
			}
			for _, w := range ways {
				if t.follows(w[len(w)-1], h, e.within[g]) {
					next = append(next, append(w[:len(w):len(w)], h))
					break
				}
			}
		}
		ways = next
	}
	if len(ways) == 0 {
		return nil
	}
	return ways[0]
}

// follows says whether h begins behind what was found before, with at most so
// many words between. What goes on a list's introduction follows it at once.
func (t *text) follows(before, h hit, within int32) bool {
	if h.start < before.end-1 {
		return false
	}
	var words int32
	if t.folded[before.end-1] != ' ' {
		words-- // the rest of a word that goes on
	}
	for i := before.end; i <= h.start; i++ {
		switch t.folded[i] {
		case '\n':
			return true
		case ' ':
			if words++; words > within {
				return false
			}
		}
	}
	return true
}

// placed says whether a line's limits of place hold.
func (t *text) placed(e *entry, s *sentence) bool {
	b := &t.blocks[s.block]
	if e.place.short && wordsOf(b.text[s.start:s.end]) > 14 {
		return false
	}
	if e.place.bare && t.words >= someWords {
		return false
	}
	return !e.place.title || b.where&inTitle != 0
}

func wordsOf(s string) int {
	n, in := 0, false
	for i := range len(s) {
		if s[i] == ' ' {
			in = false
		} else if !in {
			in = true
			n++
		}
	}
	return n
}

// among gives the first of a group's wordings that was found.
func among(group []int32, hits []hit) (hit, bool) {
	for _, h := range hits {
		if in(group, h.phrase) {
			return h, true
		}
	}
	return hit{}, false
}

func in(group []int32, phrase int32) bool {
	for _, id := range group {
		if id == phrase {
			return true
		}
	}
	return false
}

// search finds the wordings of a signal in any short text, such as a link's.
// It gives the line and the share of the text's words that the wording makes.
func (l *Lexicon) search(signal, s string) (*entry, float64) {
	folded := l.fold.Append([]byte{' '}, s)
	total := wordsOf(string(folded))
	if total == 0 {
		return nil, 0
	}
	var hits []hit
	l.find.Each(folded, func(p int32, end int) {
		ph := &l.phrases[p]
		start := end - len(ph.Text)
		if ph.Whole && (start != 0 || end != len(folded)) || len(hits) > 100 {
			return
		}
		hits = append(hits, hit{p, int32(start), int32(end)})
	})
	var best *entry
	share := 0.0
	for _, h := range hits {
		for _, i := range l.triggers[h.phrase] {
			e := &l.entries[i]
			if e.signal != signal || !covers(e, hits) {
				continue
			}
			if part := float64(l.phrases[h.phrase].Words) / float64(total); best == nil || part > share {
				best, share = e, part
			}
		}
	}
	return best, share
}

// names says whether a short text has a wording of a signal.
func (l *Lexicon) names(signal, s string) bool {
	e, _ := l.search(signal, s)
	return e != nil
}

func covers(e *entry, hits []hit) bool {
	for _, g := range e.groups {
		if _, ok := among(g, hits); !ok {
			return false
		}
	}
	_, stop := among(e.unless, hits)
	return !stop
}
