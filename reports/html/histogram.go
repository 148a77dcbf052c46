package html

import (
	"strconv"

	"leadlint/reports/decision"
)

// The plot of a histogram, in the units of its view box.
const (
	plotLeft, plotRight = 84, chartWidth - 12
	plotTop, plotBottom = 34, 224
	histogramHeight     = 268
	// longestAxis is the greatest number of bins drawn, 30 years of half a year.
	longestAxis = 60
)

// histogram is a chart of ages, laid out.
type histogram struct {
	*decision.Histogram
	Width, Height int
	Columns       []column
	Ticks, Grid   []tick
	Base, Left    int
	Right         int
	// LimitX is where the limit stands, LimitAnchor and LimitTextX the side that its
	// label is set on.
	LimitX, LimitTextX float64
	LimitAnchor        string
	AxisX, AxisY       int
}

// column is one bar of a histogram.
type column struct {
	X, Y, W, H float64
	Fill       string
	Title      string
}

// tick is one mark of an axis.
type tick struct {
	X, Y float64
	Text string
}

// ages lays out a histogram.
func ages(d *decision.Histogram) *histogram {
	h := &histogram{
		Histogram: d, Width: chartWidth, Height: histogramHeight,
		Base: plotBottom, Left: plotLeft, Right: plotRight, AxisX: (plotLeft + plotRight) / 2, AxisY: histogramHeight - 6,
	}
	step := max(d.Step, 1)
	steps := min(max(len(d.Bins), d.Limit/step+2), longestAxis)
	w := float64(plotRight-plotLeft) / float64(steps)
	var most int64 = 1
	for _, n := range d.Bins {
		most = max(most, n)
	}
	for i, n := range d.Bins {
		if i < steps && n > 0 {
			h.Columns = append(h.Columns, h.column(i, w, float64(n)/float64(most)))
		}
	}
	h.limit(w, step, steps)
	h.axes(w, step, steps, most)
	return h
}

func (h *histogram) column(i int, w, share float64) column {
	height := share * (plotBottom - plotTop)
	return column{X: round(float64(plotLeft) + float64(i)*w + 1), Y: round(plotBottom - height), W: round(w - 2), H: round(height),
		Fill: h.Fill(i).Name, Title: h.Labels[i] + " – " + h.Shown[i]}
}

// limit places the line of the retention limit and its label.
func (h *histogram) limit(w float64, step, steps int) {
	at := min(float64(h.Limit)/float64(step), float64(steps))
	h.LimitX = round(float64(plotLeft) + at*w)
	h.LimitAnchor, h.LimitTextX = "start", h.LimitX+6
	if h.LimitX > chartWidth*2/3 {
		h.LimitAnchor, h.LimitTextX = "end", h.LimitX-6
	}
}

// axes marks whole years on one axis, what the document marks on the other.
func (h *histogram) axes(w float64, step, steps int, most int64) {
	every := max(12/step, 1)
	if steps > 30 {
		every *= 3
	}
	for i := 0; i <= steps; i += every {
		h.Ticks = append(h.Ticks, tick{X: round(float64(plotLeft) + float64(i)*w), Y: plotBottom + 18, Text: strconv.Itoa(i * step / 12)})
	}
	for _, m := range h.Marks {
		y := plotBottom - float64(m.Value)/float64(most)*(plotBottom-plotTop)
		h.Grid = append(h.Grid, tick{X: plotLeft - 8, Y: round(y), Text: m.Text})
	}
}
