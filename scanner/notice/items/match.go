package items

import (
	"cmp"
	"slices"

	"leadlint/scanner/notice/document"
)

// match is a line of a table that fits a sentence.
type match struct {
	entry    *entry
	sentence int // index in the text
}

// matches gives the lines that fit, in the order of the notice and, in a sentence,
// of the table.
func (t *text) matches() []match {
	var out []match
	tried := map[*lexicon][]int{}
	for i := range t.sentences {
		s := &t.sentences[i]
		if len(s.hits) == 0 {
			continue
		}
		seen := tried[s.lex]
		if seen == nil {
			seen = make([]int, len(s.lex.entries))
			tried[s.lex] = seen
		}
		first := len(out)
		for _, h := range s.hits {
			lines := s.lex.byEntity
			id := -h.id
			if h.id >= 0 {
				lines, id = s.lex.triggers, h.id
			}
			for _, e := range lines[id] {
				if seen[e] == i+1 {
					continue
				}
				seen[e] = i + 1
				if t.fits(&s.lex.entries[e], i) {
					out = append(out, match{&s.lex.entries[e], i})
				}
			}
		}
		slices.SortStableFunc(out[first:], func(a, b match) int { return byLine(a.entry.rule, b.entry.rule) })
	}
	return out
}

// byLine orders the lines of a table, named "en.tsv:42", by their numbers. The lines
// that say an item most clearly stand first.
func byLine(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }

// fits says whether every group of a line has a wording in its scope, the first in
// the sentence itself, and nothing that undoes the line stands there.
func (t *text) fits(e *entry, i int) bool {
	s := &t.sentences[i]
	heading := t.doc.Blocks[s.block].Kind == document.Heading
	if (e.scope == inHeading) && !heading {
		return false
	}
	lead := t.lead(s)
	if e.unless.in(s) || lead != nil && lead.lex == s.lex && e.unless.in(lead) {
		return false
	}
	last, here := t.former[:0], t.latter[:0] // where the group before, and a group, were found
	for n := range e.groups {
		g := &e.groups[n]
		here = g.found(here[:0], s)
		switch {
		case g.near:
			if here = closest(last, here); len(here) == 0 {
				return false
			}
		case len(here) == 0 && (n == 0 || !t.elsewhere(&g.choice, e, i, lead)):
			return false
		}
		last, here = here, last
	}
	return true
}

// elsewhere says whether a group has a wording in what a line's scope adds to a
// sentence. What opens an enumeration in running text is shared by rights, and by what
// one may ask about: there it says "you may", elsewhere it is but the first of several
// statements.
func (t *text) elsewhere(c *choice, e *entry, i int, lead *sentence) bool {
	s := &t.sentences[i]
	if lead != nil && lead.lex == s.lex && c.in(lead) {
		return true
	}
	if s.opening >= 0 && (e.item.right() || e.state == InsideAnotherRight) && c.in(&t.sentences[s.opening]) {
		return true
	}
	if e.scope != inBefore && e.scope != inAround {
		return false
	}
	head := t.doc.Blocks[s.block].Head
	for j := i - 1; j >= 0 && j >= i-2; j-- {
		if !t.joined(s, j, head) {
			break
		}
		if c.in(&t.sentences[j]) {
			return true
		}
	}
	if t.above(c, head, s.lex) {
		return true
	}
	if e.scope != inAround {
		return false
	}
	for j := i + 1; j < len(t.sentences) && j <= i+3; j++ {
		if !t.joined(s, j, head) {
			break
		}
		if c.in(&t.sentences[j]) {
			return true
		}
	}
	return false
}

// farthest is how many headings are looked through for those above a sentence.
const farthest = 64

// above says whether a heading has a wording, or one that it stands under: the
// headings before it on its own level are about something else.
func (t *text) above(c *choice, head int, lex *lexicon) bool {
	level := 7
	for n := 0; head >= 0 && n < farthest; head, n = t.doc.Blocks[head].Head, n+1 {
		if t.doc.Blocks[head].Level >= level {
			continue
		}
		level = t.doc.Blocks[head].Level
		for j := t.first[head]; j < t.last[head]; j++ {
			if t.sentences[j].lex == lex && c.in(&t.sentences[j]) {
				return true
			}
		}
	}
	return false
}

// joined says whether a sentence stands in the same section and language.
func (t *text) joined(s *sentence, j, head int) bool {
	o := &t.sentences[j]
	b := &t.doc.Blocks[o.block]
	return o.lex == s.lex && b.Kind != document.Heading && b.Head == head
}

// closest keeps those of the later hits that are near one of the former.
func closest(former, later []hit) []hit {
	out := later[:0]
	for _, l := range later {
		for _, f := range former {
			if l.from-f.to <= nearby && f.from-l.to <= nearby {
				out = append(out, l)
				break
			}
		}
	}
	return out
}
