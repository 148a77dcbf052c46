package document

import "strings"

// promote makes headings of short numbered paragraphs that are no items of a
// list ("§ 2 Your rights", "4. Retention"), which pages without proper markup
// have, and sets the references to headings anew.
func promote(doc *Document) {
	leads := map[int]bool{}
	for i := range doc.Blocks {
		leads[doc.Blocks[i].Lead] = true
	}
	changed := false
	level := 0
	for i := range doc.Blocks {
		k := &doc.Blocks[i]
		if k.Kind == Heading {
			level = k.Level
		}
		if k.Kind == Paragraph && !leads[i] && titled(doc.Blocks, i) {
			k.Kind, k.Level = Heading, min(level+1, 6)
			level = k.Level - 1
			changed = true
		}
	}
	if changed {
		rehead(doc.Blocks)
	}
}

// titled tells whether block i is a numbered title with text below it.
func titled(blocks []Block, i int) bool {
	text := blocks[i].Text
	if i+1 >= len(blocks) || len(text) > 100 || !looksLikeHeading(text) || !hasWord(text) || strings.HasSuffix(text, ":") {
		return false
	}
	if len(blocks[i].Links) > 0 || blocks[i].Aside != blocks[i+1].Aside {
		return false
	}
	if rest, ok := strings.CutPrefix(text, "§"); ok {
		rest = strings.TrimLeft(rest, " ")
		return len(rest) > 3 && rest[0] >= '1' && rest[0] <= '9' && strings.Contains(rest, " ")
	}
	e, rest, ok := enumerated(text)
	if !ok || e.num == 0 || !startsHigh(rest) {
		return false
	}
	alone := !follows(e, blocks[i+1].Text) && (i == 0 || !precedes(blocks[i-1].Text, e))
	return alone && len(blocks[i+1].Text) > len(text)
}

// rehead sets every block's heading: the last one before it of the same side.
func rehead(blocks []Block) {
	head := [2]int{-1, -1}
	for i := range blocks {
		side := 0
		if blocks[i].Aside {
			side = 1
		}
		blocks[i].Head = head[side]
		if blocks[i].Kind == Heading {
			head[side] = i
		}
	}
}
