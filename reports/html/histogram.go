package html

import (
	"strconv"

	"leadlint/scanner/finding"
)

// The plot of a histogram, in the units of its view box.
const (
	plotLeft, plotRight = 84, chartWidth - 12
	plotTop, plotBottom = 34, 224
	histogramHeight     = 268
	// longestAxis is the greatest number of steps drawn, 30 years.
	longestAxis = 60
)

// histogram charts the age of records beside the limit of their retention.
type histogram struct {
	ID, Title, Desc string
	Width, Height   int
	Bars            []column
	Ticks, Grid     []tick
	Base, Left      int
	Right           int
	// LimitX is where the limit stands, LimitText its label, LimitAnchor and
	// LimitTextX the side that the label is set on.
	LimitX, LimitTextX     float64
	LimitText, LimitAnchor string
	Axis                   string
	AxisX, AxisY           int
	Legend                 []legend
	Figures                *table
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

// ages charts the age of the records, nil when none has a date.
func (d *document) ages(id string, s finding.Statistics) *histogram {
	var most int64
	for _, n := range s.AgeMonths {
		most = max(most, n)
	}
	if most == 0 {
		return nil
	}
	steps := min(max(len(s.AgeMonths), s.RetentionMonths/6+2), longestAxis)
	w := float64(plotRight-plotLeft) / float64(steps)
	h := &histogram{
		ID: id, Title: d.P.T("chart.ages.title"), Width: chartWidth, Height: histogramHeight,
		Base: plotBottom, Left: plotLeft, Right: plotRight, Axis: d.P.T("chart.ages.axis"),
		AxisX: (plotLeft + plotRight) / 2, AxisY: histogramHeight - 6,
		Legend: []legend{{"f-clear", d.P.T("chart.within")}, {"f-breach", d.P.T("chart.beyond")}},
	}
	h.Figures = &table{Caption: h.Title, Head: d.heads("html.col.age", "#col.records", "#html.col.share")}
	var beyond int64
	for i, n := range s.AgeMonths {
		label, late := d.step(i, len(s.AgeMonths)), i*6 >= s.RetentionMonths
		if late {
			beyond += n
		}
		h.Figures.Rows = append(h.Figures.Rows, []td{{Text: label}, {Text: d.P.Int(n), Num: true}, {Text: d.P.Share(n, s.Records), Num: true}})
		if i < steps && n > 0 {
			h.Bars = append(h.Bars, d.column(i, w, float64(n)/float64(most), late, d.P.Colon(label, d.P.Int(n))))
		}
	}
	h.Figures.Rows = append(h.Figures.Rows, []td{{Text: d.P.T("chart.undated")}, {Text: d.P.Int(s.Undated), Num: true}, {Text: d.P.Share(s.Undated, s.Records), Num: true}})
	d.limit(h, s, w, steps)
	d.axes(h, w, steps, most)
	h.Desc = d.P.N("chart.ages.beyond", beyond, d.P.Share(beyond, s.Records), h.LimitText)
	if s.Undated > 0 {
		h.Desc += " " + d.P.N("chart.ages.undated", s.Undated)
	}
	return h
}

func (d *document) column(i int, w, share float64, late bool, title string) column {
	height := share * (plotBottom - plotTop)
	c := column{X: round(float64(plotLeft) + float64(i)*w + 1), Y: round(plotBottom - height), W: round(w - 2), H: round(height), Fill: "f-clear", Title: title}
	if late {
		c.Fill = "f-breach"
	}
	return c
}

// step names one step of ages; the last one is open.
func (d *document) step(i, n int) string {
	if i == n-1 {
		return d.P.T("chart.ages.last", d.P.Months(i*6))
	}
	return d.P.T("chart.ages.step", strconv.Itoa(i*6), strconv.Itoa(i*6+6))
}

// limit places the line of the retention limit and its label.
func (d *document) limit(h *histogram, s finding.Statistics, w float64, steps int) {
	key := "chart.limit.yardstick"
	if s.RetentionDeclared {
		key = "chart.limit.declared"
	}
	at := min(float64(s.RetentionMonths)/6, float64(steps))
	h.LimitText = d.P.T(key, d.P.Months(s.RetentionMonths))
	h.LimitX = round(float64(plotLeft) + at*w)
	h.LimitAnchor, h.LimitTextX = "start", h.LimitX+6
	if h.LimitX > chartWidth*2/3 {
		h.LimitAnchor, h.LimitTextX = "end", h.LimitX-6
	}
}

// axes marks whole years on one axis, half and all of the highest bar on the other.
func (d *document) axes(h *histogram, w float64, steps int, most int64) {
	every := 2
	if steps > 30 {
		every = 6
	}
	for i := 0; i <= steps; i += every {
		h.Ticks = append(h.Ticks, tick{X: round(float64(plotLeft) + float64(i)*w), Y: plotBottom + 18, Text: strconv.Itoa(i / 2)})
	}
	for _, v := range []int64{most / 2, most} {
		y := plotBottom - float64(v)/float64(most)*(plotBottom-plotTop)
		h.Grid = append(h.Grid, tick{X: plotLeft - 8, Y: round(y), Text: d.P.Int(v)})
	}
}
