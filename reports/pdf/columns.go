package pdf

import (
	"cmp"
	"math"
	"slices"
)

// column is what a column of a table asks for: the width of its widest cell on one line,
// and that of the widest part that is not broken.
type column struct {
	whole, least float64
	number       bool
}

// between gives the space between two of n columns.
func between(n int) float64 { return min(9, textWidth/float64(4*n)) }

// apportion gives the widths of columns within a width, such that the rows become low. It
// tells false when not even the widest parts fit; words are broken then.
func apportion(columns []column, rows [][]extents, width float64) ([]float64, bool) {
	room := width - between(len(columns))*float64(len(columns)-1)
	whole, least := 0.0, 0.0
	for _, c := range columns {
		whole += c.whole
		least += c.least
	}
	switch {
	case whole <= room:
		return spread(columns, room-whole), true
	case least <= room:
		widths := balance(columns, room)
		refine(widths, columns, rows)
		return widths, true
	}
	return squeeze(columns, room), false
}

// spread gives each column its whole width, and what is left to those of words.
func spread(columns []column, rest float64) []float64 {
	sum := 0.0
	for _, c := range columns {
		if !c.number {
			sum += c.whole
		}
	}
	out := make([]float64, len(columns))
	for i, c := range columns {
		out[i] = c.whole
		if !c.number && sum > 0 {
			out[i] += rest * c.whole / sum
		} else if sum == 0 {
			out[i] += rest / float64(len(columns))
		}
	}
	return out
}

// balance gives each column a width between its least and its whole one: a share of the
// root of what it holds, so that no column of long texts grows far higher than others.
func balance(columns []column, room float64) []float64 {
	widths := func(share float64) ([]float64, float64) {
		out, sum := make([]float64, len(columns)), 0.0
		for i, c := range columns {
			out[i] = min(c.whole, max(c.least, share*math.Sqrt(c.whole)))
			sum += out[i]
		}
		return out, sum
	}
	low, high := 0.0, room
	for range 40 {
		mid := (low + high) / 2
		if _, sum := widths(mid); sum <= room {
			low = mid
		} else {
			high = mid
		}
	}
	out, sum := widths(low)
	for i := range out {
		out[i] += (room - sum) / float64(len(out))
	}
	return out
}

// squeeze gives each column its least width as far as that is below a level, at which all
// others are cut.
func squeeze(columns []column, room float64) []float64 {
	order := make([]int, len(columns))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(columns[a].least, columns[b].least) })
	out := make([]float64, len(columns))
	for n, i := range order {
		out[i] = min(columns[i].least, room/float64(len(order)-n))
		room -= out[i]
	}
	return out
}
