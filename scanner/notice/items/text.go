package items

import (
	"strings"

	"leadlint/scanner/notice/document"
	"leadlint/scanner/notice/entity"
)

// sentence is one sentence of a block, with what was found in it.
type sentence struct {
	block      int
	start, end int // in the block's text
	lex        *lexicon
	words      int
	hits       []hit
	// opening is the index of the sentence that opens the enumeration in running
	// text which this one goes on ("you may (a) ask …; (b) object …"), -1 for none.
	opening int
}

// hit is a wording or an entity found, by its place in words.
type hit struct {
	id       int32
	from, to int // words before it begins and before it ends
}

// text is a notice made ready for the tables.
type text struct {
	doc       *document.Document
	sentences []sentence
	// first and last are, for each block, its first and the one after its last
	// sentence.
	first, last []int
}

// maxHits is how many wordings of a sentence are kept.
const maxHits = 400

// prepare splits a notice and finds every wording of its blocks' languages.
func (r *Reader) prepare(doc *document.Document, langs []string) (*text, error) {
	t := &text{doc: doc, first: make([]int, len(doc.Blocks)), last: make([]int, len(doc.Blocks))}
	var folded []byte
	var spans []entity.Span
	for i := range doc.Blocks {
		t.first[i] = len(t.sentences)
		lex, err := r.lexicon(langs[i])
		if err != nil {
			return nil, err
		}
		if lex != nil {
			b := doc.Blocks[i].Text
			lex.split.Each(b, func(start, end int) {
				s := sentence{block: i, start: start, end: end, lex: lex, opening: t.opening(i)}
				folded, spans = r.search(&s, b[start:end], folded, spans)
				t.sentences = append(t.sentences, s)
			})
		}
		t.last[i] = len(t.sentences)
	}
	return t, nil
}

// opening gives the opening of the next sentence of a block: where the one before it
// ends in a semicolon, that one or what opens it.
func (t *text) opening(block int) int {
	last := len(t.sentences) - 1
	if last < t.first[block] || !strings.HasSuffix(t.raw(&t.sentences[last]), ";") {
		return -1
	}
	if o := t.sentences[last].opening; o >= 0 {
		return o
	}
	return last
}

// search finds the wordings and entities of a sentence. It hands its buffers back.
func (r *Reader) search(s *sentence, raw string, folded []byte, spans []entity.Span) ([]byte, []entity.Span) {
	folded = r.fold.Append(append(folded[:0], ' '), raw)
	s.lex.find.Each(folded, func(p int32, end int) {
		ph := &s.lex.phrases[p]
		start := end - len(ph.Text)
		if ph.Whole && (start != 0 || end != len(folded)) || len(s.hits) >= maxHits {
			return
		}
		// A position in words is found later, in one pass.
		s.hits = append(s.hits, hit{p, start, end})
	})
	count := newCounter(folded)
	for i := range s.hits {
		h := &s.hits[i]
		h.from = count.before(h.from + 1)
		h.to = max(count.before(h.to), h.from+1)
	}
	s.words = count.before(len(folded))
	spans = r.entities.Find(spans[:0], raw)
	var head []byte
	at := 0
	for _, e := range spans {
		if len(s.hits) >= 2*maxHits {
			break
		}
		head = r.fold.Append(head, raw[at:e.Start])
		at = max(at, e.Start)
		from := blanks(head)
		width := blanks(r.fold.Append(nil, raw[e.Start:e.End]))
		s.hits = append(s.hits, hit{number(e.Kind), from, from + max(width, 1)})
	}
	return folded, spans
}

// blanks counts the words of a folded text.
func blanks(b []byte) int {
	n := 0
	for _, c := range b {
		if c == ' ' {
			n++
		}
	}
	return n
}

// counter tells how many words begin before a place. Places need not come in
// order, but are quicker so.
type counter struct {
	text []byte
	at   int
	n    int
}

func newCounter(folded []byte) *counter { return &counter{text: folded} }

// before gives the number of words that begin before an offset of " one two ".
func (c *counter) before(offset int) int {
	if offset < c.at {
		c.at, c.n = 0, 0
	}
	for ; c.at < offset && c.at < len(c.text); c.at++ {
		if c.text[c.at] != ' ' && (c.at == 0 || c.text[c.at-1] == ' ') {
			c.n++
		}
	}
	return c.n
}

// raw gives a sentence as it stands.
func (t *text) raw(s *sentence) string { return t.doc.Blocks[s.block].Text[s.start:s.end] }

// lead gives the last sentence of what introduces a list item, nil for none.
func (t *text) lead(s *sentence) *sentence {
	if l := t.doc.Blocks[s.block].Lead; l >= 0 && t.last[l] > t.first[l] {
		return &t.sentences[t.last[l]-1]
	}
	return nil
}
