package observe

// match is a line of the lexicon that fits a sentence.
type match struct {
	entry *entry
	sent  int32
	spans []hit
}

// matches calls f for each line of the lexicon that fits, in the order of the
// page and, within a sentence, of the lexicon's words.
func (t *text) matches(f func(match)) {
	seen := make([]int32, len(t.lex.entries))
	for i := range t.sentences {
		s := &t.sentences[i]
		if len(s.hits) == 0 {
			continue
		}
		lead := t.leading(s)
		t.try(int32(i), s.hits, s, lead, seen, f)
		if lead != nil {
			t.try(int32(i), lead.hits, s, lead, seen, f)
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

func (t *text) try(i int32, hits []hit, s, lead *sentence, seen []int32, f func(match)) {
	for _, h := range hits {
		for _, e := range t.lex.triggers[h.phrase] {
			if seen[e] == i+1 {
				continue
			}
			seen[e] = i + 1
			if m, ok := t.fits(&t.lex.entries[e], s, lead); ok {
				m.sent = i
				f(m)
			}
		}
	}
}

// fits says whether every group of a line has a wording in the sentence or in
// what introduces it, at least one in the sentence itself.
func (t *text) fits(e *entry, s, lead *sentence) (match, bool) {
	m := match{entry: e}
	own := false
	for _, g := range e.groups {
		if h, ok := among(g, s.hits); ok {
			m.spans = append(m.spans, h)
			own = true
			continue
		}
		if lead == nil {
			return m, false
		}
		if _, ok := among(g, lead.hits); !ok {
			return m, false
		}
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
		for _, id := range group {
			if h.phrase == id {
				return h, true
			}
		}
	}
	return hit{}, false
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

func covers(e *entry, hits []hit) bool {
	for _, g := range e.groups {
		if _, ok := among(g, hits); !ok {
			return false
		}
	}
	_, stop := among(e.unless, hits)
	return !stop
}
