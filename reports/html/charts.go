package html

import (
	"strconv"
	"strings"

	"leadlint/reports/decision"
)

// The size of charts, in the units of their view box.
const (
	chartWidth = 720
	labelWidth = 230
	totalWidth = 92
	barWidth   = chartWidth - labelWidth - totalWidth
	rowHeight  = 32
	// longestLabel is the number of letters that have room beside a bar.
	longestLabel = 34
)

// chart is a chart of horizontal stacked bars, laid out.
type chart struct {
	*decision.Bars
	Width, Height int
	Drawn         []bar
}

// bar is one row of a chart.
type bar struct {
	Label, Total string
	// Y is the top of the bar, TextY the baseline of its texts.
	Y, TextY int
	Segments []segment
}

// segment is one part of a bar.
type segment struct {
	X, W float64
	// Fill names a pattern of the document.
	Fill string
	// Number is written into the segment where it has room, else "".
	Number         string
	NumberX        float64
	BoxX, BoxWidth float64
	Title          string
}

// bars lays out a chart whose longest bar takes the whole width.
func bars(b *decision.Bars) *chart {
	c := &chart{Bars: b, Width: chartWidth, Height: len(b.Rows)*rowHeight + 8}
	var most int64 = 1
	for _, r := range b.Rows {
		most = max(most, sum(r.Values))
	}
	for i, r := range b.Rows {
		one := bar{Label: shorten(r.Label, longestLabel), Total: r.Total, Y: i*rowHeight + 6, TextY: i*rowHeight + 21}
		x := float64(labelWidth)
		for j, v := range r.Values {
			if v <= 0 {
				continue
			}
			w := float64(v) / float64(most) * barWidth
			s := part(x, w, r.Shown[j])
			s.Fill, s.Title = b.Fills[j].Name, r.Label+" – "+b.Fills[j].Text+" – "+r.Shown[j]
			one.Segments = append(one.Segments, s)
			x += w
		}
		c.Drawn = append(c.Drawn, one)
	}
	return c
}

// part places one part of a bar, with its number where there is room for it.
func part(x, w float64, number string) segment {
	s := segment{X: round(x), W: round(max(w, 1))}
	if box := float64(len([]rune(number)))*7 + 6; box+6 <= w {
		s.Number, s.NumberX, s.BoxX, s.BoxWidth = number, round(x+w/2), round(x+w/2-box/2), round(box)
	}
	return s
}

// round keeps one decimal, so that the same chart is the same bytes everywhere.
func round(f float64) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(f, 'f', 1, 64), 64)
	return r
}

func sum(values []int64) int64 {
	var n int64
	for _, v := range values {
		n += v
	}
	return n
}

func shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return strings.TrimRight(string(r[:n-1]), " ") + "…"
	}
	return s
}
