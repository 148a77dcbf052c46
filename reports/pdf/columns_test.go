package pdf

import (
	"testing"

	"pgregory.net/rapid"
)

// TestApportion gives columns of any demand their widths: they fill the table, none has
// less than it needs where all can have that.
func TestApportion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "columns")
		columns := make([]column, n)
		var row []extents
		sum := 0.0
		for i := range columns {
			least := rapid.Float64Range(6, 170).Draw(t, "least")
			columns[i] = column{least: least, whole: least + rapid.Float64Range(0, 900).Draw(t, "more"), number: rapid.Bool().Draw(t, "number")}
			row = append(row, extents{text: columns[i].whole, below: rapid.Float64Range(0, 300).Draw(t, "below")})
			sum += least
		}
		widths, fits := apportion(columns, [][]extents{row, row}, textWidth)
		room := textWidth - between(n)*float64(n-1)
		total := 0.0
		for i, w := range widths {
			total += w
			if fits && w < columns[i].least-0.01 {
				t.Errorf("column %d has %.1f, and needs %.1f", i, w, columns[i].least)
			}
			if w < columns[i].least-0.01 && w < room/float64(n)-0.01 {
				t.Errorf("column %d has %.1f, less than it needs and less than its part", i, w)
			}
		}
		if total > room+0.5 || total < room-0.5 {
			t.Errorf("the columns take %.1f of %.1f", total, room)
		}
		if fits != (sum <= room) {
			t.Errorf("fits is %t where %.1f are needed and %.1f are there", fits, sum, room)
		}
	})
}

func TestRefineGivesWidthToLongTexts(t *testing.T) {
	columns := []column{{whole: 400, least: 30}, {whole: 400, least: 30}}
	rows := [][]extents{{{text: 400}, {text: 60}}, {{text: 390}, {text: 60}}, {{text: 40}, {text: 400}}}
	widths := []float64{100, 300}
	before := height(widths, rows)
	refine(widths, columns, rows)
	if after := height(widths, rows); after >= before || widths[0]+widths[1] != 400 {
		t.Errorf("the widths %v take %.0f lines, want fewer than %.0f in the same width", widths, after, before)
	}
}
