package pdf

import (
	"strings"

	"leadlint/reports/decision"
	"leadlint/reports/pdf/internal/sheet"
	"leadlint/reports/pdf/internal/typeset"
)

// head says how the head of a section is set.
type head struct {
	size   size
	face   typeset.Face
	colour typeset.Colour
	before float64
	ruled  bool
}

// headOf gives the look of a head by what the section is, and how deep it lies.
func headOf(s *decision.Section, depth int) head {
	switch {
	case depth == 1:
		return head{size{15, 19}, typeset.Bold, ink, 30, true}
	case s.Role == decision.Move:
		return head{size{10.5, 14}, typeset.Italic, accent, 9, false}
	case s.Role == decision.Result || depth >= 3:
		return head{size{11.2, 14.5}, typeset.Bold, ink, 16, false}
	}
	return head{size{12.6, 16}, typeset.Bold, ink, 20, false}
}

// section sets a section with all that stands under it.
func (c *composer) section(s *decision.Section, depth int, first bool) {
	start := len(c.items)
	c.annexed = c.annexed || s.ID == annexes
	c.head(s, depth)
	if len(c.items) > start && (first || depth == 1 && s.ID == annexes) {
		c.items[start].NewPage = true
	}
	c.verdict(s.Verdict)
	for i, b := range s.Blocks {
		start := len(c.items)
		c.block(b)
		if p, ok := b.(*decision.Paragraph); ok && p.Style == decision.Holding && i < len(s.Blocks)-1 && len(c.items) > start {
			c.items[len(c.items)-1].Keep = true
		}
	}
	for _, under := range s.Sections {
		c.section(under, depth+1, false)
	}
	c.annexed = c.annexed && s.ID != annexes
}

// annexes is the id of the part that begins on a page of its own.
const annexes = "annexes"

func (c *composer) head(s *decision.Section, depth int) {
	h := headOf(s, depth)
	label, indent := c.numbered(s, h.face, h.size)
	items := c.set(plain(s.Title, h.face, h.size, h.colour), layout{size: h.size, indent: indent, before: h.before, keep: true})
	if len(items) == 0 {
		items = []sheet.Item{{Height: h.size.leading, Before: h.before, Keep: true}}
	}
	for i := range items {
		items[i].Keep = true
	}
	items[0].Add(&sheet.Text{Y: baseline(h.size.leading), Face: h.face, Size: h.size.points, Colour: h.colour, Text: label}, &sheet.Anchor{ID: s.ID})
	if s.Role != decision.Move {
		title := strings.TrimSpace(c.fonts.Clean(typeset.Regular, s.Number+" "+s.Title))
		items[0].Add(&sheet.Bookmark{Title: title, Depth: depth - 1})
	}
	if h.ruled {
		items = append(items, sheet.Item{Height: 8, Keep: true, Marks: []sheet.Mark{&sheet.Line{Y1: 2, X2: textWidth, Y2: 2, Width: 0.5, Colour: ink}}})
	}
	c.add(items...)
}

// verdict sets the conclusion on a duty below its head.
func (c *composer) verdict(v *decision.Verdict) {
	if v == nil {
		return
	}
	colour := ink
	if v.Code == "constituted" {
		colour = alarm
	}
	spans := append(plain(v.Lead+" ", typeset.Italic, bodyType, soft), plain(v.Text, typeset.Bold, bodyType, colour)...)
	c.add(c.set(spans, layout{size: bodyType, before: 2, keep: true})...)
}

func (c *composer) block(b decision.Block) {
	switch b := b.(type) {
	case *decision.Paragraph:
		c.paragraph(b)
	case *decision.List:
		c.list(b)
	case *decision.Table:
		c.table(b)
	case *decision.Bars:
		c.bars(b)
	case *decision.Histogram:
		c.histogram(b)
	}
}
