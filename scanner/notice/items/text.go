package items

import (
	"strings"

	"leadlint/scanner/notice/document"
)

// sentence is one sentence of a block, with what was found in it.
type sentence struct {
	block      int
	start, end int // in the block's text
	lex        *lexicon
	words      int
	hits       []hit
	traces     uint64 // of the hits
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
	// former and latter hold what the groups of one line found in a sentence.
	former, latter []hit
}

// maxHits is how many wordings of a sentence are kept.
const maxHits = 400

// usualHits is how many wordings of a sentence are looked at without more memory.
const usualHits = 64

// prepare splits a notice and finds every wording of its blocks' languages.
func (r *Reader) prepare(doc *document.Document, langs []string) (*text, error) {
	t := &text{doc: doc, first: make([]int, len(doc.Blocks)), last: make([]int, len(doc.Blocks)),
		former: make([]hit, 0, usualHits), latter: make([]hit, 0, usualHits)}
	look := lookout{fold: r.fold, entities: r.entities}
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
				look.search(&s, b[start:end])
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

// raw gives a sentence as it stands.
func (t *text) raw(s *sentence) string { return t.doc.Blocks[s.block].Text[s.start:s.end] }

// lead gives the last sentence of what introduces a list item, nil for none.
func (t *text) lead(s *sentence) *sentence {
	if l := t.doc.Blocks[s.block].Lead; l >= 0 && t.last[l] > t.first[l] {
		return &t.sentences[t.last[l]-1]
	}
	return nil
}
