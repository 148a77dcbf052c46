package pdf

import (
	"leadlint/reports/decision"
	"leadlint/reports/pdf/internal/sheet"
	"leadlint/reports/pdf/internal/typeset"
)

// The parts of a chart of bars: labels, bars, totals.
const (
	labelWidth = 132.0
	totalWidth = 56.0
	barWidth   = textWidth - labelWidth - totalWidth
	barHeight  = 12.0
)

// bars draws a chart, then the table of its figures.
func (c *composer) bars(b *decision.Bars) {
	c.caption(b.ID, b.Title)
	most := 1.0
	for _, r := range b.Rows {
		most = max(most, total(r.Values))
	}
	for i, r := range b.Rows {
		item := c.bar(b, r, most)
		item.Keep = i < 2 || i >= len(b.Rows)-2
		c.add(item)
	}
	c.legend(b.Fills)
	c.figures(b.Text, b.Figures)
}

// caption sets the title of a chart.
func (c *composer) caption(id, title string) {
	items := c.set(plain(title, typeset.Bold, bodyType, ink), layout{size: bodyType, before: 14, keep: true})
	if len(items) > 0 {
		items[0].Add(&sheet.Anchor{ID: id})
	}
	c.add(items...)
	c.add(sheet.Item{Height: 4, Keep: true})
}

// total sums what a bar shows.
func total(values []int64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += float64(max(v, 0))
	}
	return sum
}

// bar draws one bar with its label before and its total behind.
func (c *composer) bar(b *decision.Bars, r decision.Bar, most float64) sheet.Item {
	label := firsts(c.fonts.Break(plain(r.Label, typeset.Regular, chartType, ink), labelWidth-8, false), 3)
	item := sheet.Item{Before: 3, Height: max(barHeight+2, float64(len(label))*chartType.leading)}
	middle := item.Height / 2
	for i, line := range label {
		item.Add(marks(line, 0, middle-float64(len(label))*chartType.leading/2+float64(i)*chartType.leading, chartType.leading)...)
	}
	x := labelWidth
	for i, v := range r.Values[:min(len(r.Values), len(b.Fills))] {
		if v <= 0 {
			continue
		}
		wide := max(float64(v)/most*barWidth, 0.8)
		item.Add(&sheet.Area{X: x, Y: middle - barHeight/2, W: wide, H: barHeight, Fill: fillOf(b.Fills[i].Name), Edge: true})
		if i < len(r.Shown) {
			item.Add(c.within(r.Shown[i], x, middle, wide)...)
		}
		x += wide
	}
	text := c.fonts.Cut(typeset.Bold, chartType.points, c.fonts.Clean(typeset.Bold, r.Total), totalWidth)
	at := textWidth - c.fonts.Width(typeset.Bold, chartType.points, text)
	item.Add(&sheet.Text{X: at, Y: middle + 3, Face: typeset.Bold, Size: chartType.points, Colour: ink, Text: text})
	return item
}

// within writes a number on a ground of its own into a part that has room for it.
func (c *composer) within(s string, x, middle, wide float64) []sheet.Mark {
	const size = 7.5
	s = c.fonts.Clean(typeset.Regular, s)
	text := c.fonts.Width(typeset.Regular, size, s)
	if text+10 > wide {
		return nil
	}
	at := x + (wide-text)/2
	return []sheet.Mark{
		&sheet.Area{X: at - 2, Y: middle - 4.2, W: text + 4, H: 8.4, Fill: sheet.Fill{Ground: paper}},
		&sheet.Text{X: at, Y: middle + 2.6, Face: typeset.Regular, Size: size, Colour: ink, Text: s},
	}
}

// legend explains the fills, side by side as far as there is room.
func (c *composer) legend(fills []decision.Fill) {
	const swatch, apart = 13.0, 16.0
	item := sheet.Item{Before: 7, Height: chartType.leading, Keep: true}
	x, y := 0.0, 0.0
	for _, f := range fills {
		text := c.fonts.Cut(typeset.Regular, chartType.points, c.fonts.Clean(typeset.Regular, f.Text), textWidth-swatch-6)
		wide := swatch + 5 + c.fonts.Width(typeset.Regular, chartType.points, text)
		if x > 0 && x+wide > textWidth {
			x, y = 0, y+chartType.leading+2
			item.Height += chartType.leading + 2
		}
		item.Add(&sheet.Area{X: x, Y: y + 2, W: swatch, H: 8, Fill: fillOf(f.Name), Edge: true},
			&sheet.Text{X: x + swatch + 5, Y: y + baseline(chartType.leading), Size: chartType.points, Colour: ink, Text: text})
		x += wide + apart
	}
	c.add(item)
}

// figures says in words what a chart shows, and tables it.
func (c *composer) figures(text string, t *decision.Table) {
	c.add(c.set(plain(text, typeset.Regular, asideType, soft), layout{size: asideType, before: 5})...)
	if t != nil {
		c.captioned(t, c.d.Words.Figures)
	}
}
