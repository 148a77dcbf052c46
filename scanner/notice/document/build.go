package document

import (
	"context"
	"strings"
	"unicode/utf8"
)

// place is what a block says of its origin.
type place struct {
	line, page int
	aside      bool
	lang       string
}

// builder collects the blocks of one document and keeps their references: the
// heading a block stands under, the block that introduces a list.
type builder struct {
	ctx    context.Context
	doc    *Document
	max    int
	budget int // bytes of text that may still be added

	head  [2]int // last heading of the main content and of what is aside
	level int    // level of the last heading that is marked up as one
	guess bool   // the last block is a heading only by its looks
	leads []int  // of the open list, by depth
}

func newBuilder(ctx context.Context, doc *Document, opt Options, size int) *builder {
	return &builder{
		ctx: ctx, doc: doc, max: opt.MaxBlocks,
		// Cells repeat their column's heading and merged cells their text, so
		// that a small hostile table could become a large text.
		budget: 4*size + 1<<16,
		head:   [2]int{-1, -1},
	}
}

// stop tells whether reading should end: the context is done or a limit is
// reached.
func (b *builder) stop() bool {
	if b.doc.Truncated && (len(b.doc.Blocks) >= b.max || b.budget <= 0) {
		return true
	}
	return len(b.doc.Blocks)%64 == 0 && b.ctx.Err() != nil
}

func (b *builder) heading(level int, text string, p place, links []Link) {
	if b.add(Block{Kind: Heading, Level: min(max(level, 1), 6), Text: text, Links: links}, p) {
		b.level = min(max(level, 1), 6)
	}
}

// guessed adds a heading that is one only by its looks; a list right after it
// may turn it back into the paragraph that introduces the list.
func (b *builder) guessed(text string, p place, links []Link) {
	level := b.level
	if b.add(Block{Kind: Heading, Level: min(level+1, 6), Text: text, Links: links}, p) {
		b.guess = true
	}
}

func (b *builder) paragraph(text string, p place, links []Link) {
	b.add(Block{Kind: Paragraph, Text: text, Links: links}, p)
}

func (b *builder) item(depth int, text string, p place, links []Link) {
	text = unmark(clean(text))
	if !hasText(text) {
		return
	}
	depth = min(max(depth, 1), 64)
	lead := b.lead(depth, p.aside)
	b.add(Block{Kind: Item, Level: depth, Text: text, Lead: lead, Links: links}, p)
}

// row adds the cells of one table row; heads[i] is the heading of column i, ""
// or missing when it has none.
func (b *builder) row(heads, cells []string, p place, links []Link) {
	var text strings.Builder
	var kept []string
	for i, c := range cells {
		c = clean(c)
		kept = append(kept, c)
		if !hasText(c) {
			continue
		}
		if text.Len() > 0 {
			text.WriteString(" · ")
		}
		if i < len(heads) && heads[i] != "" && heads[i] != c {
			text.WriteString(strings.TrimSuffix(heads[i], ":") + ": ")
		}
		text.WriteString(c)
	}
	b.add(Block{Kind: Row, Text: text.String(), Cells: kept, Links: links}, p)
}

// add cleans and appends a block; it says whether it did.
func (b *builder) add(k Block, p place) bool {
	k.Text = unglue(clean(k.Text))
	if !hasText(k.Text) {
		return false
	}
	if len(b.doc.Blocks) >= b.max || len(k.Text) > b.budget {
		b.doc.Truncated, b.budget = true, min(b.budget, 0)
		return false
	}
	b.budget -= len(k.Text)
	side := 0
	if p.aside {
		side = 1
	}
	k.Line, k.Page, k.Aside, k.Lang, k.Head = p.line, p.page, p.aside, p.lang, b.head[side]
	if k.Kind != Item {
		k.Lead, b.leads = -1, b.leads[:0]
	}
	if k.Kind == Heading {
		b.head[side] = len(b.doc.Blocks)
	}
	b.guess = false
	b.doc.Blocks = append(b.doc.Blocks, k)
	return true
}

// lead finds the block that introduces an item of the depth.
func (b *builder) lead(depth int, aside bool) int {
	last := len(b.doc.Blocks) - 1
	if len(b.leads) == 0 || b.doc.Blocks[last].Aside != aside {
		first := -1
		if last >= 0 && b.doc.Blocks[last].Aside == aside && b.introduces(last) {
			first = last
		}
		b.leads = append(b.leads[:0], first)
		last = first
	}
	if depth < len(b.leads) {
		b.leads = b.leads[:depth]
	}
	for len(b.leads) < depth {
		b.leads = append(b.leads, last)
	}
	return b.leads[depth-1]
}

// introduces tells whether the last block may introduce a list. A heading that
// is one by its looks alone and ends in a colon becomes a paragraph.
func (b *builder) introduces(last int) bool {
	k := &b.doc.Blocks[last]
	if b.guess && strings.HasSuffix(k.Text, ":") {
		k.Kind, k.Level = Paragraph, 0
		if k.Aside {
			b.head[1] = k.Head
		} else {
			b.head[0] = k.Head
		}
	}
	return k.Kind == Paragraph && (len(k.Text) <= maxLead || !endsSentence(k.Text) || strings.HasSuffix(k.Text, ":"))
}

// maxLead is how long a paragraph of whole sentences may be to introduce a list
// right below it; a longer one is on a subject of its own.
const maxLead = 250

// looksLikeHeading is the test for a short line that stands alone and is set
// apart by its type: no sentence, no more than twelve words.
func looksLikeHeading(s string) bool {
	if len(s) > 120 || s == "" || strings.Count(s, " ") > 11 || !hasText(s) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	return !strings.ContainsRune(".,;!。，；！、،؛।", last)
}

// endsSentence tells whether a line ends where a sentence may.
func endsSentence(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?:;。！？：；؟؛।…", last)
}
