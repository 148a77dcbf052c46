package pdf

import (
	"fmt"

	"leadlint/reports/decision"
	"leadlint/reports/pdf/internal/sheet"
	"leadlint/reports/pdf/internal/typeset"
)

// The plot of a histogram within its item.
const (
	plotLeft   = 56.0
	plotRight  = textWidth - 4
	plotTop    = 16.0
	plotBottom = 132.0
	plotHeight = 164.0
	// mostBins is the greatest number of steps drawn; the table of figures has all.
	mostBins = 60
)

// histogram draws the age of records beside the limit of their retention.
func (c *composer) histogram(h *decision.Histogram) {
	c.caption(h.ID, h.Title)
	item := sheet.Item{Height: plotHeight, Keep: true}
	if steps, most := extent(h); most > 0 {
		wide := (plotRight - plotLeft) / float64(steps)
		c.grade(&item, h, most)
		for i, n := range h.Bins[:min(len(h.Bins), steps)] {
			if n <= 0 {
				continue
			}
			high := max(float64(n)/float64(most)*(plotBottom-plotTop), 0.8)
			item.Add(&sheet.Area{X: plotLeft + float64(i)*wide + 0.7, Y: plotBottom - high, W: max(wide-1.4, 0.5), H: high, Fill: fillOf(h.Fill(i).Name), Edge: true})
		}
		item.Add(&sheet.Line{X1: plotLeft, Y1: plotBottom, X2: plotRight, Y2: plotBottom, Width: 0.7, Colour: ink})
		c.years(&item, h, steps, wide)
		c.limit(&item, h, steps, wide)
		c.add(item)
		c.legend(h.Fills)
	}
	c.figures(h.Text, h.Figures)
}

// extent gives the number of steps to draw, and the highest count.
func extent(h *decision.Histogram) (int, int64) {
	var most int64
	for _, n := range h.Bins {
		most = max(most, n)
	}
	steps := len(h.Bins)
	if h.Step > 0 && h.Limit > 0 {
		steps = max(steps, min(h.Limit/h.Step, mostBins)+2)
	}
	return max(min(steps, mostBins), 1), most
}

// grade draws the height of the highest bin and its number.
func (c *composer) grade(item *sheet.Item, h *decision.Histogram, most int64) {
	text := fmt.Sprint(most)
	for i, n := range h.Bins {
		if n == most && i < len(h.Shown) {
			text = h.Shown[i]
		}
	}
	c.aside(item, c.fonts.Clean(typeset.Regular, text), plotLeft-6, plotTop+3, 1)
	c.aside(item, "0", plotLeft-6, plotBottom+2, 1)
	item.Add(&sheet.Line{X1: plotLeft, Y1: plotTop, X2: plotRight, Y2: plotTop, Width: 0.35, Colour: rule})
}

// aside writes a small text; back is the share of its width that it is set left of x.
func (c *composer) aside(item *sheet.Item, s string, x, y, back float64) {
	const size = 8
	item.Add(&sheet.Text{X: x - back*c.fonts.Width(typeset.Regular, size, s), Y: y, Size: size, Colour: soft, Text: s})
}

// years marks whole years on the axis, and names it.
func (c *composer) years(item *sheet.Item, h *decision.Histogram, steps int, wide float64) {
	months := max(h.Step, 1)
	every := 12
	for float64(every)/float64(months)*wide < 16 {
		every *= 2
	}
	for m := 0; m <= steps*months; m += every {
		x := plotLeft + float64(m)/float64(months)*wide
		item.Add(&sheet.Line{X1: x, Y1: plotBottom, X2: x, Y2: plotBottom + 3, Width: 0.5, Colour: ink})
		c.aside(item, fmt.Sprint(m/12), x, plotBottom+12, 0.5)
	}
	axis := c.fonts.Cut(typeset.Regular, 8, c.fonts.Clean(typeset.Regular, h.Axis), plotRight-plotLeft)
	c.aside(item, axis, (plotLeft+plotRight)/2, plotBottom+25, 0.5)
}

// limit draws where the retention ends.
func (c *composer) limit(item *sheet.Item, h *decision.Histogram, steps int, wide float64) {
	if h.Limit <= 0 || h.Step <= 0 {
		return
	}
	x := plotLeft + min(float64(h.Limit)/float64(h.Step), float64(steps))*wide
	item.Add(&sheet.Line{X1: x, Y1: 4, X2: x, Y2: plotBottom, Width: 1.1, Colour: ink, Dashed: true})
	text, back, at, room := c.fonts.Clean(typeset.Regular, h.LimitText), 0.0, x+5, textWidth-x-5
	if x > (plotLeft+plotRight)/2 {
		back, at, room = 1, x-5, x-5
	}
	c.aside(item, c.fonts.Cut(typeset.Regular, 8, text, room), at, 10, back)
}
