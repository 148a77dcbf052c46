package sheet_test

import (
	"testing"

	"pgregory.net/rapid"

	"leadlint/reports/pdf/internal/sheet"
)

// TestPaginate puts items onto pages: each once and in order, within the frame, with what
// it is kept with wherever a page has room for both.
func TestPaginate(t *testing.T) {
	frame := sheet.Frame{Left: 10, Top: 50, Bottom: 150}
	rapid.Check(t, func(t *rapid.T) {
		items := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) sheet.Item {
			return sheet.Item{
				Height: rapid.Float64Range(1, 40).Draw(t, "height"), Before: rapid.Float64Range(0, 10).Draw(t, "before"), After: rapid.Float64Range(0, 10).Draw(t, "after"),
				Keep: rapid.Bool().Draw(t, "keep"), NewPage: rapid.IntRange(0, 9).Draw(t, "new") == 0, Marks: []sheet.Mark{&sheet.Text{}},
			}
		}), 0, 60).Draw(t, "items")
		pages := sheet.Paginate(items, frame)
		n := 0
		page := map[int]int{}
		for p, one := range pages {
			y := frame.Top
			for i, placed := range one.Placed {
				if placed.Marks[0] != items[n].Marks[0] {
					t.Fatalf("page %d, place %d: not item %d", p, i, n)
				}
				if placed.Y < y-0.001 || placed.Y+items[n].Height > frame.Bottom+0.001 || i == 0 && placed.Y != frame.Top {
					t.Errorf("item %d stands at %.1f to %.1f, after %.1f", n, placed.Y, placed.Y+items[n].Height, y)
				}
				if i > 0 && items[n].NewPage {
					t.Errorf("item %d does not begin a page", n)
				}
				y = placed.Y + items[n].Height
				page[n] = p
				n++
			}
		}
		if n != len(items) {
			t.Fatalf("%d of %d items are there", n, len(items))
		}
		for i := 0; i+1 < n; i++ {
			alone := (i == 0 || !items[i-1].Keep) && (i+2 >= n || !items[i+1].Keep)
			fits := items[i].Height+items[i].After+items[i+1].Before+items[i+1].Height <= frame.Bottom-frame.Top
			if items[i].Keep && !items[i+1].NewPage && alone && fits && page[i] != page[i+1] {
				t.Errorf("item %d is parted from the next", i)
			}
		}
	})
}

func TestRepeatedHead(t *testing.T) {
	head, first, row := &sheet.Text{Text: "head"}, &sheet.Text{Text: "first"}, &sheet.Text{Text: "row"}
	items := []sheet.Item{{Height: 10, Marks: []sheet.Mark{first}}}
	for range 20 {
		items = append(items, sheet.Item{Height: 30, Repeat: []sheet.Item{{Height: 10, Marks: []sheet.Mark{head}}}, Marks: []sheet.Mark{row}})
	}
	for i, page := range sheet.Paginate(items, sheet.Frame{Top: 0, Bottom: 100}) {
		want := sheet.Mark(head)
		if i == 0 {
			want = first
		}
		if page.Placed[0].Marks[0] != want {
			t.Errorf("page %d begins with %v, want %v", i+1, page.Placed[0].Marks[0], want)
		}
		for _, placed := range page.Placed[1:] {
			if placed.Marks[0] != sheet.Mark(row) {
				t.Errorf("page %d has the head twice", i+1)
			}
		}
	}
}
