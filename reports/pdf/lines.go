package pdf

import (
	"strings"

	"leadlint/reports/decision"
	"leadlint/reports/pdf/internal/sheet"
	"leadlint/reports/pdf/internal/typeset"
)

// spans gives runs as they are set at a size in a colour; italic turns emphasis around.
func (c *composer) spans(runs []decision.Run, s size, colour typeset.Colour, italic bool) []typeset.Span {
	var out []typeset.Span
	for _, r := range runs {
		span := typeset.Span{Text: r.Text, Size: s.points, Colour: colour}
		if r.Emph != italic {
			span.Face = typeset.Italic
		}
		if r.Strong {
			span.Face = typeset.Bold
		}
		if r.Small {
			span.Size, span.Colour = s.points*0.88, soft
		}
		if r.Code {
			span.Face, span.Size, span.Anywhere = typeset.Mono, s.points*0.8, !strings.Contains(r.Text, " ")
		}
		if c.leads(r.Href) {
			span.Href, span.Colour = r.Href, accent
		}
		out = append(out, span)
	}
	return out
}

// leads tells whether an address may be followed: one in the document that there is, or
// one of the web.
func (c *composer) leads(href string) bool {
	id, inside := strings.CutPrefix(href, "#")
	if inside {
		return c.anchors[id]
	}
	return strings.HasPrefix(href, "https://") || strings.HasPrefix(href, "http://")
}

// plain gives text set in one way.
func plain(text string, face typeset.Face, s size, colour typeset.Colour) []typeset.Span {
	return []typeset.Span{{Text: text, Face: face, Size: s.points, Colour: colour}}
}

// coverage is the id of the annex that lists all that was not read.
const coverage = "annex-coverage"

// known notes what links may lead to.
func (c *composer) known() {
	c.d.Walk(func(s *decision.Section, _ int) {
		c.anchors[s.ID] = true
		if s.ID == coverage {
			c.coverage = s
		}
		for _, b := range s.Blocks {
			switch b := b.(type) {
			case *decision.List:
				for _, i := range b.Items {
					c.anchors[i.ID] = true
				}
			case *decision.Bars:
				c.anchors[b.ID] = true
			case *decision.Histogram:
				c.anchors[b.ID] = true
			}
		}
	})
	delete(c.anchors, "")
}

// baseline is how far below the top of a line of a height its text stands.
func baseline(leading float64) float64 { return leading * 0.76 }

// marks gives a line of text at a place.
func marks(line typeset.Line, x, y, leading float64) []sheet.Mark {
	var out []sheet.Mark
	for _, w := range line.Words {
		out = append(out, &sheet.Text{X: x + w.X, Y: y + baseline(leading), Face: w.Face, Size: w.Size, Colour: w.Colour, Text: w.Text})
		if w.Href != "" {
			out = append(out, &sheet.Link{X: x + w.X, Y: y, W: w.Width, H: leading, Href: w.Href})
		}
	}
	return out
}

// layout says how text is set in lines.
type layout struct {
	size size
	// indent is the distance from the left of the text, width that of the lines; 0 fills
	// up to the right of the text.
	indent, width float64
	// before is the space above.
	before float64
	// filled sets lines up to the right edge; keep holds the last line on a page with what
	// follows.
	filled, keep bool
}

// set gives an item for each line. Neither the first line stands alone at the foot of a
// page nor the last at the head of one.
func (c *composer) set(spans []typeset.Span, l layout) []sheet.Item {
	if l.width == 0 {
		l.width = textWidth - l.indent
	}
	lines := c.fonts.Break(spans, l.width, l.filled)
	items := make([]sheet.Item, 0, len(lines))
	for i, line := range lines {
		item := sheet.Item{Height: l.size.leading, Marks: marks(line, l.indent, 0, l.size.leading)}
		item.Keep = i == 0 && len(lines) > 1 || i == len(lines)-2 || i == len(lines)-1 && l.keep
		items = append(items, item)
	}
	if len(items) > 0 {
		items[0].Before = l.before
	}
	return items
}

// beside draws a line left of items, from the first to the last.
func beside(items []sheet.Item, x, width float64, colour typeset.Colour) {
	for i := range items {
		from := 0.0
		if i > 0 {
			from = -items[i].Before
		}
		items[i].Add(&sheet.Line{X1: x, Y1: from, X2: x, Y2: items[i].Height, Width: width, Colour: colour})
	}
}
