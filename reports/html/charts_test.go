package html

import (
	"testing"

	"pgregory.net/rapid"

	"leadlint/reports/decision"
)

// TestBarsStayInTheirChart lays out bars of any values: no part leaves its chart, and
// none lies over the next, but for the least width that shows a small one at all.
func TestBarsStayInTheirChart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := &decision.Bars{Fills: make([]decision.Fill, 3)}
		for range rapid.IntRange(0, 6).Draw(t, "rows") {
			values := rapid.SliceOfN(rapid.Int64Range(0, 1<<50), 3, 3).Draw(t, "values")
			b.Rows = append(b.Rows, decision.Bar{Label: rapid.String().Draw(t, "label"), Values: values, Shown: []string{"1", "22", "333"}})
		}
		c := bars(b)
		for _, row := range c.Drawn {
			end := float64(labelWidth)
			for _, s := range row.Segments {
				if s.X < end-1.2 || s.X+s.W > labelWidth+barWidth+1.2 || s.W < 1 {
					t.Errorf("a part from %v, %v wide, after one that ends at %v", s.X, s.W, end)
				}
				if s.Number != "" && (s.BoxX < s.X || s.BoxX+s.BoxWidth > s.X+s.W) {
					t.Errorf("the number %q stands outside of its part", s.Number)
				}
				end = s.X + s.W
			}
			if row.Y+20 > c.Height {
				t.Errorf("a bar at %d in a chart %d high", row.Y, c.Height)
			}
		}
	})
}

// TestColumnsStayInTheirPlot does the same for ages, and checks that what is beyond the
// limit, and only that, is drawn as such.
func TestColumnsStayInTheirPlot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &decision.Histogram{Step: 6, Limit: rapid.IntRange(0, 500).Draw(t, "limit"),
			Bins: rapid.SliceOfN(rapid.Int64Range(0, 1<<50), 1, 90).Draw(t, "bins"), Fills: []decision.Fill{{Name: "clear"}, {Name: "breach"}}}
		for range d.Bins {
			d.Shown = append(d.Shown, "1")
			d.Labels = append(d.Labels, "a")
		}
		h := ages(d)
		for _, c := range h.Columns {
			if c.X < plotLeft || c.X+c.W > plotRight || c.Y < plotTop-0.1 || c.Y+c.H > plotBottom+0.1 {
				t.Errorf("a column at %v, %v, of %v by %v", c.X, c.Y, c.W, c.H)
			}
			if late := d.Limit > 0 && c.X >= h.LimitX; late != (c.Fill == "breach") {
				t.Errorf("a column at %v is drawn as %s, the limit of %d months is at %v", c.X, c.Fill, d.Limit, h.LimitX)
			}
		}
		if h.LimitX > plotRight+0.1 {
			t.Errorf("the limit stands at %v", h.LimitX)
		}
	})
}
