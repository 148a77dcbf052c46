package pdf

import "math"

// extents are what a cell would take on one line: its text, and that below it.
type extents struct{ text, below float64 }

// mostRows is how many rows the widths are weighed by; of longer tables every n-th.
const mostRows = 120

// sampled gives at most mostRows of the rows, evenly spread.
func sampled(rows [][]extents) [][]extents {
	every := (len(rows) + mostRows - 1) / mostRows
	if every < 2 {
		return rows
	}
	var out [][]extents
	for i := 0; i < len(rows); i += every {
		out = append(out, rows[i])
	}
	return out
}

// refine moves width between columns as long as the table becomes less high by it. No
// column gets narrower than its least width.
func refine(widths []float64, columns []column, rows [][]extents) {
	rows = sampled(rows)
	high := height(widths, rows)
	for _, step := range []float64{32, 16, 8} {
		for range 24 {
			from, to, best := -1, -1, high
			for i := range widths {
				for j := range widths {
					if i == j || widths[i]-step < columns[i].least {
						continue
					}
					widths[i], widths[j] = widths[i]-step, widths[j]+step
					if h := height(widths, rows); h < best {
						from, to, best = i, j, h
					}
					widths[i], widths[j] = widths[i]+step, widths[j]-step
				}
			}
			if from < 0 {
				break
			}
			widths[from], widths[to], high = widths[from]-step, widths[to]+step, best
		}
	}
}

// height estimates the lines that rows take at the widths of their columns.
func height(widths []float64, rows [][]extents) float64 {
	sum := 0.0
	for _, row := range rows {
		most := 1.0
		for i, e := range row {
			most = max(most, lines(e.text, widths[i])+lines(e.below, widths[i]))
		}
		sum += most
	}
	return sum
}

// lines estimates how many lines a text takes, which ends them early as a rule.
func lines(text, width float64) float64 {
	switch {
	case text <= 0:
		return 0
	case text <= width:
		return 1
	}
	return math.Ceil(text * 1.08 / width)
}
