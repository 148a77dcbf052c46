package message

import (
	"strings"

	"leadlint/scanner/notice/document"
)

// longParagraph is the number of words from which a paragraph buries a sentence.
const longParagraph = 70

// objection finds the statement of the right to object that stands out most.
// Headings count through what stands under them.
func (v *reading) objection(stop *Stop) Objection {
	var o Objection
	best := -1
	for b := range v.texts {
		m, ok := v.statement(b)
		if !ok {
			continue
		}
		f := v.apart(b, m)
		if r := apartRank(f); r > best {
			best, o.Apart = r, f
			o.Stated = v.found(Yes, "", b, m)
		}
	}
	if best >= 0 {
		return o
	}
	o.Stated = v.unstated(stop)
	o.Apart = unknown("not_stated")
	return o
}

// statement gives the words of a block that speak of the right: its own, or, under
// a heading that names the right, those about stopping.
func (v *reading) statement(b int) (match, bool) {
	block, t := &v.doc.Blocks[b], &v.texts[b]
	if block.Kind == document.Heading {
		return match{}, false
	}
	m, ok := t.first("objection", "")
	if !ok && block.Head >= 0 && v.texts[block.Head].has("objection") {
		m, ok = t.first("stop", "")
	}
	return m, ok && !v.denied(b, m.from, m.to)
}

// unstated answers what it means that no word of the right is found. It is owed in
// a first communication only, which advertising and informing are.
func (v *reading) unstated(stop *Stop) Fact {
	if v.main != Prospecting && v.main != Information {
		return unknown(NotAsked)
	}
	if stop.Body.Answer == Yes {
		return unknown("unsubscribe_only")
	}
	if stop.Body.Detail == Unclear {
		return unknown(Unclear)
	}
	return v.absentAnywhere("absent", "objection", "stop")
}

func apartRank(f Fact) int {
	switch f.Answer {
	case Yes:
		return 2
	case Unknown:
		return 1
	}
	return 0
}

// apart says whether a statement stands clearly and separately from other
// information.
func (v *reading) apart(b int, m match) Fact {
	block := &v.doc.Blocks[b]
	rights, words := v.rightsAround(b), len(strings.Fields(block.Text))
	switch {
	case block.Head >= 0 && v.texts[block.Head].has("objection") && rights == 0:
		return v.found(Yes, "heading", b, m)
	case rights == 0 && v.bold(block.Text[m.from:m.to], block.Text[m.start:m.end]):
		return v.found(Yes, "bold", b, m)
	case rights > 0:
		return v.found(No, "among_rights", b, m)
	case words > longParagraph && !v.mostly(b, m):
		return v.found(No, "long_paragraph", b, m)
	}
	return v.found(Yes, "own_block", b, m)
}

// longestClause is the number of bytes that one sentence counts for, so that a right
// hidden in an endless sentence does not make up a block.
const longestClause = 220

// mostly says whether half of a block is about objecting or stopping.
func (v *reading) mostly(b int, m match) bool {
	t := &v.texts[b]
	sum, from := 0, 0
	for _, end := range t.ends {
		_, objects := t.within("objection", from, end)
		_, stops := t.within("stop", from, end)
		if objects || stops {
			sum += min(end-from, longestClause)
		}
		from = end
	}
	return 2*sum >= len(t.raw)
}

// rightsAround counts the other rights in the block, in what introduces it and, for
// an item of a list, beside it.
func (v *reading) rightsAround(b int) int {
	seen := map[string]bool{}
	v.rights(b, seen)
	block := &v.doc.Blocks[b]
	if block.Lead < 0 {
		return len(seen)
	}
	v.rights(block.Lead, seen)
	for i := block.Lead + 1; i < len(v.doc.Blocks) && i < block.Lead+30; i++ {
		if v.doc.Blocks[i].Lead == block.Lead {
			v.rights(i, seen)
		}
	}
	return len(seen)
}

func (v *reading) rights(b int, seen map[string]bool) {
	for _, m := range v.texts[b].matches {
		if m.entry.signal == "right" {
			seen[m.entry.value] = true
		}
	}
}

// bold says whether a sentence, or the words that decide, are set in bold.
func (v *reading) bold(sentence, words string) bool {
	sentence = strings.TrimSpace(sentence)
	for _, s := range v.styles.bolds {
		if strings.Contains(s, words) && len(strings.Fields(s)) >= 2 || s != "" && strings.Contains(s, sentence) {
			return true
		}
	}
	return false
}
