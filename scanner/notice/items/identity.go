package items

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"leadlint/scanner/notice/document"
	"leadlint/scanner/notice/entity"
)

const (
	// firstBlocks is how many blocks of a notice may hold the block that names the
	// company, as on a letterhead.
	firstBlocks = 8
	// identityRule is named where that block decides rather than a line of a table.
	identityRule = "company, number and address at the head"
)

// identify finds the controller where no sentence calls it that: a company with its
// legal form, and beside it its address, a number of a register or an e-mail address, at
// the head of the notice.
func (f *finder) identify() {
	if old, ok := f.best[Controller]; ok && old.State.strength() >= Vague.strength() {
		return
	}
	t := f.text
	seen := 0
	for i := range t.doc.Blocks {
		b := &t.doc.Blocks[i]
		if b.Aside {
			continue
		}
		if seen++; seen > firstBlocks {
			return
		}
		if at := t.company(i); at >= 0 && (t.reachable(i) || i+1 < len(t.doc.Blocks) && t.reachable(i+1)) {
			s := &t.sentences[at]
			f.best[Controller] = Answer{Item: Controller, State: Stated, Sentence: strings.TrimSpace(t.raw(s)), Block: i,
				Start: s.start, End: s.end, Lang: s.lex.lang, Rule: identityRule}
			return
		}
	}
}

// imply takes what one item says of another: who says that data come from public
// sources is not silent on the source.
func (f *finder) imply() {
	public, ok := f.best[PublicSource]
	if !ok || public.State != Stated {
		return
	}
	if old, ok := f.best[Source]; ok && old.State.strength() >= Unclear.strength() {
		return
	}
	public.Item, public.State = Source, Unclear
	f.best[Source] = public
}

// company gives the first sentence of a block with a company's legal form, -1 when
// there is none.
func (t *text) company(block int) int {
	if t.doc.Blocks[block].Kind == document.Heading {
		return -1
	}
	for i := t.first[block]; i < t.last[block]; i++ {
		if t.opens(i) && !t.has(i, entity.Placeholder) {
			return i
		}
	}
	return -1
}

// longestName is how many words of a company's name may stand before its last.
const longestName = 4

// opens says whether a sentence opens with a company, as a letterhead does: "hosted
// by Example Ltd" does not.
func (t *text) opens(sentence int) bool {
	s := &t.sentences[sentence]
	words := strings.Fields(t.raw(s))
	for _, h := range s.hits {
		if h.id != number(entity.LegalForm) || h.from > longestName || h.from > len(words) {
			continue
		}
		name := true
		for _, w := range words[:h.from] {
			r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "*_\"'“„«»("))
			name = name && (unicode.IsUpper(r) || unicode.IsDigit(r) || r == '&')
		}
		if name {
			return true
		}
	}
	return false
}

// reachable says whether a block tells where a company is.
func (t *text) reachable(block int) bool {
	for i := t.first[block]; i < t.last[block]; i++ {
		if t.has(i, entity.Address) || t.has(i, entity.Email) || t.has(i, entity.Phone) {
			return true
		}
	}
	return false
}

// has says whether a sentence has an entity of a kind.
func (t *text) has(sentence int, k entity.Kind) bool {
	id := number(k)
	for _, h := range t.sentences[sentence].hits {
		if h.id == id {
			return true
		}
	}
	return false
}
