package pdf

import (
	"leadlint/reports/decision"
	"leadlint/reports/pdf/internal/sheet"
	"leadlint/reports/pdf/internal/typeset"
)

// grid is a table with the widths of its columns.
type grid struct {
	*decision.Table
	// scale makes the type of wide tables smaller.
	scale  float64
	at     []float64
	widths []float64
	// above and below are the room within a row over and under its text.
	above, below float64
}

// mostHead is the number of lines up to which the head of a table is repeated: one that
// would fill pages is not.
const mostHead = 12

// annexScale is how large the type of tables is in the annexes.
const annexScale = 0.92

// leastScale is how small the type of a wide table may become.
const leastScale = 0.76

// table sets a table below its caption.
func (c *composer) table(t *decision.Table) { c.captioned(t, t.Caption) }

// captioned sets a table below a text. Its head is repeated on each page that it goes on
// on, under its own caption.
func (c *composer) captioned(t *decision.Table, text string) {
	if len(t.Head) == 0 || len(t.Rows) == 0 {
		return
	}
	g := c.grid(t)
	caption := c.set(plain(text, typeset.Italic, asideType, soft), layout{size: asideType, before: 11, keep: true})
	for i := range caption {
		caption[i].Keep = true
	}
	head := c.row(g, headCells(t), true)
	for i := range head {
		head[i].Keep = true
	}
	head[0].Before = 3
	if len(caption) == 0 {
		head[0].Before = 11
	}
	c.add(caption...)
	c.add(head...)
	repeat := append(c.again(t), head...)
	if len(head) > mostHead {
		repeat = nil
	}
	for i, cells := range t.Rows {
		items := c.row(g, cells, false)
		for j := range items {
			items[j].Repeat = repeat
		}
		items[len(items)-1].Keep = items[len(items)-1].Keep || i == 0 && len(t.Rows) > 1 || i == len(t.Rows)-2
		if i == len(t.Rows)-1 {
			items[len(items)-1].After = 7
		}
		c.add(items...)
	}
}

// again says above a table that it goes on.
func (c *composer) again(t *decision.Table) []sheet.Item {
	text := c.fonts.Clean(typeset.Italic, t.Caption)
	more := c.fonts.Clean(typeset.Italic, c.d.Words.Continued)
	text = c.fonts.Cut(typeset.Italic, asideType.points, text, textWidth-c.fonts.Width(typeset.Italic, asideType.points, " "+more))
	return c.set(plain(text+" "+more, typeset.Italic, asideType, soft), layout{size: asideType, width: textWidth + 1})
}

func headCells(t *decision.Table) []decision.Cell {
	out := make([]decision.Cell, len(t.Head))
	for i, h := range t.Head {
		out[i] = decision.Cell{Text: h.Text, Number: h.Number}
	}
	return out
}

// grid finds the widths of the columns, in the largest type in which no word is broken.
func (c *composer) grid(t *decision.Table) *grid {
	g := &grid{Table: t, scale: 1, above: 3.2, below: 3.4}
	if c.annexed {
		g.scale, g.above, g.below = annexScale, 1.8, 2.2
	}
	for {
		columns, rows := c.columns(g)
		widths, fits := apportion(columns, rows, textWidth)
		g.widths = widths
		if fits || g.scale <= leastScale {
			break
		}
		g.scale = max(g.scale-0.08, leastScale)
	}
	x := 0.0
	for _, w := range g.widths {
		g.at = append(g.at, x)
		x += w + between(len(g.widths))
	}
	return g
}

// headWidth is up to which width a column is as wide as its head on one line.
const headWidth = 64.0

// columns measures what the columns hold, and each cell of the rows.
func (c *composer) columns(g *grid) ([]column, [][]extents) {
	out, rows := make([]column, len(g.Head)), make([][]extents, len(g.Rows))
	limit := textWidth * 0.4
	for i, cell := range headCells(g.Table) {
		whole, least := c.fonts.Natural(c.cell(g, cell, i, true))
		out[i] = column{whole: max(least, min(whole, headWidth)), least: least, number: g.Head[i].Number}
	}
	for n, row := range g.Rows {
		for i, cell := range row[:min(len(row), len(out))] {
			whole, least := c.fonts.Natural(c.cell(g, cell, i, false))
			if cell.Hash {
				least = min(whole, 16*cellType.points*0.55*g.scale)
			}
			below, belowLeast := c.fonts.Natural(c.sub(g, cell))
			out[i].whole = max(out[i].whole, whole, below)
			out[i].least = max(out[i].least, min(max(least, belowLeast), limit))
			rows[n] = append(rows[n], extents{whole, below})
		}
	}
	for i := range out {
		out[i].whole = max(out[i].whole, out[i].least, 6)
		out[i].least = max(out[i].least, 6)
	}
	return out, rows
}

// cell gives the text of a cell as it is set.
func (c *composer) cell(g *grid, cell decision.Cell, i int, head bool) []typeset.Span {
	s := typeset.Span{Text: cell.Text, Size: cellType.points * g.scale, Colour: ink, Anywhere: cell.Hash}
	switch {
	case head:
		s.Face = typeset.Bold
	case cell.Hash || g.Code && i < len(g.Head) && !g.Head[i].Number:
		s.Face, s.Size = typeset.Mono, s.Size*0.82
	case cell.Strong:
		s.Face, s.Colour = typeset.Bold, alarm
	}
	s.Whole = !head && (cell.Keep || cell.Number || g.Head[i].Number)
	return []typeset.Span{s}
}

// sub gives the text below a cell as it is set.
func (c *composer) sub(g *grid, cell decision.Cell) []typeset.Span {
	if cell.Sub == "" {
		return nil
	}
	return []typeset.Span{{Text: cell.Sub, Size: subType.points * g.scale, Colour: soft}}
}

// wholeRow is the number of lines up to which a row is not split between two pages.
const wholeRow = 14

// row sets a row as one item, or as one for each line when it is high.
func (c *composer) row(g *grid, cells []decision.Cell, head bool) []sheet.Item {
	leading := cellType.leading * g.scale
	var set [][]typeset.Line
	high := 1
	for i, cell := range cells[:min(len(cells), len(g.widths))] {
		lines := c.fonts.Break(c.cell(g, cell, i, head), g.widths[i], false)
		lines = append(lines, c.fonts.Break(c.sub(g, cell), g.widths[i], false)...)
		set = append(set, lines)
		high = max(high, len(lines))
	}
	items := make([]sheet.Item, high)
	for n := range items {
		item := &items[n]
		item.Height, item.Keep = leading, n < high-1 && (high <= wholeRow || n < 2 || n >= high-3)
		from := 0.0
		if n == 0 {
			item.Height += g.above
			from = g.above
		}
		for i, lines := range set {
			if n < len(lines) {
				x := g.at[i]
				if g.Head[i].Number || cells[i].Number {
					x += g.widths[i] - lines[n].Width
				}
				item.Add(marks(lines[n], x, from, leading)...)
			}
		}
	}
	last := &items[high-1]
	last.Height += g.below
	last.Add(under(last.Height, head))
	if head {
		items[0].Add(&sheet.Line{X2: textWidth, Width: 0.8, Colour: ink})
	}
	return items
}

// under draws the line below a row.
func under(y float64, head bool) sheet.Mark {
	if head {
		return &sheet.Line{Y1: y, X2: textWidth, Y2: y, Width: 0.6, Colour: ink}
	}
	return &sheet.Line{Y1: y, X2: textWidth, Y2: y, Width: 0.35, Colour: rule}
}
