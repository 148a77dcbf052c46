package pdf

import (
	"fmt"

	"leadlint/reports/decision"
	"leadlint/reports/pdf/internal/sheet"
	"leadlint/reports/pdf/internal/typeset"
)

// paragraph sets a paragraph in its style, its number in the margin.
func (c *composer) paragraph(p *decision.Paragraph) {
	var items []sheet.Item
	switch p.Style {
	case decision.Lead:
		items = c.set(c.spans(p.Runs, bodyType, ink, false), layout{size: bodyType, before: 7, filled: true, keep: true})
	case decision.Aside:
		items = c.set(c.spans(p.Runs, asideType, soft, false), layout{size: asideType, before: 4})
	case decision.Meta:
		items = c.set(c.spans(p.Runs, metaType, soft, false), layout{size: metaType, before: 2, keep: true})
	case decision.Remark:
		items = c.set(c.spans(p.Runs, asideType, soft, true), layout{size: asideType, indent: 10, before: 7})
		beside(items, 2, 1.5, rule)
	case decision.Holding:
		items = c.set(bold(c.spans(p.Runs, bodyType, ink, false)), layout{size: bodyType, before: 8, filled: true})
	case decision.Measure:
		items = c.measure(p)
	default:
		items = c.set(c.spans(p.Runs, bodyType, ink, false), layout{size: bodyType, before: 7, filled: true})
	}
	if p.Number > 0 && len(items) > 0 {
		s := fmt.Sprint(p.Number) + "."
		const size = 8.5
		x := -gutter - c.fonts.Width(typeset.Regular, size, s)
		items[0].Add(&sheet.Text{X: x, Y: baseline(bodyType.leading), Face: typeset.Regular, Size: size, Colour: soft, Text: s})
	}
	c.add(items...)
}

func bold(spans []typeset.Span) []typeset.Span {
	for i := range spans {
		if spans[i].Face != typeset.Mono {
			spans[i].Face = typeset.Bold
		}
	}
	return spans
}

// measure sets what is ordered on a tinted ground.
func (c *composer) measure(p *decision.Paragraph) []sheet.Item {
	text := c.set(c.spans(p.Runs, bodyType, ink, false), layout{size: bodyType, indent: 12, width: textWidth - 22})
	if len(text) == 0 {
		return nil
	}
	const edge = 5.0
	for i := range text {
		from, high := 0.0, text[i].Height
		if i == 0 {
			text[i].Before, from = 8+edge, -edge
			high += edge
		}
		if i == len(text)-1 {
			text[i].Height += edge
			high += edge
		}
		ground := []sheet.Mark{
			&sheet.Area{Y: from, W: textWidth, H: high + 0.3, Fill: sheet.Fill{Ground: tint}},
			&sheet.Area{Y: from, W: 2.4, H: high + 0.3, Fill: sheet.Fill{Ground: accent}},
		}
		text[i].Marks = append(ground, text[i].Marks...)
	}
	return text
}

// list sets the items of a list, numbered ones with their numbers hanging.
func (c *composer) list(l *decision.List) {
	indent := 14.0
	if l.Ordered {
		indent = 12 + c.fonts.Width(typeset.Bold, bodyType.points, fmt.Sprint(len(l.Items))+".")
	}
	for i, item := range l.Items {
		before := 4.0
		if l.Operative {
			before = 10
		}
		items := c.set(c.spans(item.Runs, bodyType, ink, false), layout{size: bodyType, indent: indent, before: before, keep: len(item.Below) > 0})
		if len(items) == 0 {
			items = []sheet.Item{{Height: bodyType.leading, Before: before}}
		}
		items[0].Add(c.bullet(l, i, indent))
		if item.ID != "" {
			items[0].Add(&sheet.Anchor{ID: item.ID})
		}
		c.add(items...)
		below := asideType
		if c.annexed {
			below = annexType
		}
		c.add(c.set(c.spans(item.Below, below, soft, false), layout{size: below, indent: indent, before: 1})...)
	}
}

// bullet gives the sign or number before an item. The number of what is advised only is
// not heavy.
func (c *composer) bullet(l *decision.List, i int, indent float64) sheet.Mark {
	t := &sheet.Text{X: 2, Y: baseline(bodyType.leading), Face: typeset.Regular, Size: bodyType.points, Colour: soft, Text: "–"}
	if !l.Ordered {
		return t
	}
	t.Colour, t.Text = ink, fmt.Sprint(i+1)+"."
	if l.Operative && !l.Items[i].Advised {
		t.Face = typeset.Bold
	}
	t.X = indent - 7 - c.fonts.Width(t.Face, t.Size, t.Text)
	return t
}
