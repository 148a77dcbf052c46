package docx

import (
	"slices"

	"leadlint/reports/decision"
)

// A drawn bar is a row of shaded cells over a grid of units.
const (
	units      = 60
	labelWidth = 2600
	totalWidth = 1085
	unitWidth  = (textWidth - labelWidth - totalWidth) / units
)

// colourOf gives the colour of a kind of part. They differ in lightness too, so that a
// print without colour still tells neighbours apart.
func colourOf(fill string) string {
	switch fill {
	case "breach":
		return "8F2400"
	case "marked":
		return "C0713F"
	case "open":
		return "EBC078"
	case "clear":
		return "86AA93"
	}
	return "E4E1DA"
}

// bars draws a chart and sets the table of its figures under it.
func (w *writer) bars(b *decision.Bars) {
	var most int64 = 1
	for _, r := range b.Rows {
		most = max(most, total(r.Values))
	}
	t := newTable("Chart", chartGrid(), b.Title, b.Text)
	for _, r := range b.Rows {
		t.add(bar(r, lengths(r.Values, most), b.Fills))
	}
	w.chart(b.Title, b.Text, "", t, b.Fills, b.Figures)
}

// chart sets a drawn chart between its title and its figures.
func (w *writer) chart(title, text, axis string, drawn *node, fills []decision.Fill, figures *decision.Table) {
	w.line("ChartTitle", title)
	w.line("ChartAxis", axis)
	if len(drawn.kids) > 2 {
		w.put(drawn)
	}
	legend := para("Legend")
	for i, f := range fills {
		if i > 0 {
			legend.add(run("    "))
		}
		legend.add(run("\u00a0\u00a0\u00a0\u00a0", shade(colourOf(f.Name))), run("\u00a0"+f.Text))
	}
	w.put(legend)
	w.line("Aside", text)
	if figures != nil {
		named := *figures
		if w.d.Words.Figures != "" {
			named.Caption = w.d.Words.Figures
		}
		w.table(&named)
	}
}

func chartGrid() []int {
	grid := []int{labelWidth}
	for range units {
		grid = append(grid, unitWidth)
	}
	return append(grid, totalWidth)
}

// bar makes one row of a chart: label, parts, the room behind them, total.
func bar(b decision.Bar, parts []int, fills []decision.Fill) *node {
	cells := []*node{cell(labelWidth, 1, nil, para("ChartLabel", run(b.Label)))}
	for i, n := range parts {
		if n > 0 {
			name, shown := "", ""
			if i < len(fills) {
				name = fills[i].Name
			}
			if i < len(b.Shown) {
				shown = b.Shown[i]
			}
			cells = append(cells, segment(n, name, shown))
		}
	}
	if rest := units - sum(parts); rest > 0 {
		cells = append(cells, cell(rest*unitWidth, rest, nil, para("ChartCell")))
	}
	cells = append(cells, cell(totalWidth, 1, nil, para("ChartTotal", run(b.Total))))
	return row(false, cells...)
}

// segment is one part of a bar, with its number where that has room.
func segment(n int, fill, shown string) *node {
	p := para("ChartCell")
	if letters(shown)+columnSpace/2 <= n*unitWidth {
		ink := "1B1B1B"
		if fill == "breach" {
			ink = "FFFFFF"
		}
		p = para("ChartNumber", run(shown, val("w:color", ink)))
	}
	return cell(n*unitWidth, n, shade(colourOf(fill)), p)
}

// lengths gives the units of each part of a bar: in proportion to the longest bar, at
// least one for what is not nothing, and never more than there are.
func lengths(values []int64, most int64) []int {
	out := make([]int, len(values))
	for i, v := range values {
		if v > 0 && most > 0 {
			out[i] = max(1, int(float64(v)/float64(most)*units+0.5))
		}
	}
	for sum(out) > units {
		out[slices.Index(out, slices.Max(out))]--
	}
	return out
}

func total(values []int64) int64 {
	var n int64
	for _, v := range values {
		n += max(v, 0)
	}
	return n
}

// histogram draws the bins below each other, and the limit as a line between them.
func (w *writer) histogram(h *decision.Histogram) {
	most := int64(1)
	last := -1
	for i, n := range h.Bins {
		if n > 0 {
			most, last = max(most, n), i
		}
	}
	t := newTable("Chart", chartGrid(), h.Title, h.Text)
	drawn := h.Limit <= 0
	for i, n := range h.Bins[:last+1] {
		late := h.Limit > 0 && i*h.Step >= h.Limit
		if late && !drawn {
			t.add(limitRow(h.LimitText))
			drawn = true
		}
		t.add(bar(decision.Bar{Label: binLabel(h, i), Total: binShown(h, i)}, lengths([]int64{n}, most), []decision.Fill{h.Fill(i)}))
	}
	if !drawn {
		t.add(limitRow(h.LimitText))
	}
	w.chart(h.Title, h.Text, h.Axis, t, h.Fills, h.Figures)
}

// limitRow is the line that stands for the limit.
func limitRow(text string) *node {
	return row(false, cell(labelWidth+units*unitWidth+totalWidth, units+2, nil, para("ChartLimit", run(text))))
}

// binLabel words a bin.
func binLabel(h *decision.Histogram, i int) string {
	if i < len(h.Labels) {
		return h.Labels[i]
	}
	return itoa(i * h.Step)
}

func binShown(h *decision.Histogram, i int) string {
	if i < len(h.Shown) {
		return h.Shown[i]
	}
	return ""
}
