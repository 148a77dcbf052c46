package items

import (
	"slices"

	"leadlint/scanner/notice/entity"
	"leadlint/scanner/wording"
)

// lookout finds what stands in sentences. It keeps its buffers from one to the next.
type lookout struct {
	fold     *wording.Folder
	entities *entity.Finder

	folded, part []byte
	spans        []entity.Span
	hits         []hit
	before       []int32 // for each byte of folded, the words that begin before it
}

// search finds the wordings and entities of a sentence.
func (l *lookout) search(s *sentence, raw string) {
	l.folded = l.fold.Append(append(l.folded[:0], ' '), raw)
	l.hits = l.hits[:0]
	s.lex.find.Each(l.folded, func(p int32, end int) {
		ph := &s.lex.phrases[p]
		start := end - len(ph.Text)
		if ph.Whole && (start != 0 || end != len(l.folded)) || len(l.hits) >= maxHits {
			return
		}
		// A position in words is found later, in one pass.
		l.hits = append(l.hits, hit{p, start, end})
	})
	l.count()
	for i := range l.hits {
		h := &l.hits[i]
		h.from = int(l.before[h.from+1])
		h.to = max(int(l.before[h.to]), h.from+1)
	}
	s.words = int(l.before[len(l.folded)])
	l.findEntities(raw)
	s.hits = slices.Clone(l.hits)
	for _, h := range s.hits {
		s.traces |= trace(h.id)
	}
}

// findEntities adds the entities of a sentence to its hits.
func (l *lookout) findEntities(raw string) {
	l.spans = l.entities.Find(l.spans[:0], raw)
	at, from := 0, 0
	for _, e := range l.spans {
		if len(l.hits) >= 2*maxHits {
			break
		}
		from += l.words(raw[at:e.Start])
		at = e.Start
		l.hits = append(l.hits, hit{number(e.Kind), from, from + max(l.words(raw[e.Start:e.End]), 1)})
	}
}

// words counts the words of a part of a sentence.
func (l *lookout) words(part string) int {
	l.part = l.fold.Append(l.part[:0], part)
	n := 0
	for _, c := range l.part {
		if c == ' ' {
			n++
		}
	}
	return n
}

// count counts the words of " one two " up to each byte and to the end.
func (l *lookout) count() {
	l.before = append(l.before[:0], 0)
	n := int32(0)
	for i, c := range l.folded {
		if c != ' ' && (i == 0 || l.folded[i-1] == ' ') {
			n++
		}
		l.before = append(l.before, n)
	}
}
