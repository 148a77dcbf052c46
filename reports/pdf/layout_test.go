package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/reports/decision"
	"leadlint/reports/pdf/internal/sheet"
	"leadlint/reports/pdf/internal/typeset"
)

// texts are what a document may hold: words, long tokens, signs, scripts that the faces
// lack, and what is not even text.
func texts() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.StringMatching(`([A-Za-z]{1,12} ){0,25}`), rapid.StringMatching(`[a-f0-9]{0,200}`), rapid.String(),
		rapid.SampledFrom([]string{"", " ", "日本語のテキスト", "\u00ad\u202e\ufeff", "a\u0301\u0302", "\xff\xfe", "👩‍💻", "Żółć Ωμέγα Жёлтый", "https://example.org/a?b=c&d=e", "\\()\r\n\x00", strings.Repeat("W", 400)}),
	)
}

func documents() *rapid.Generator[*decision.Document] {
	return rapid.Custom(func(t *rapid.T) *decision.Document {
		s := func() string { return texts().Draw(t, "text") }
		d := &decision.Document{Lang: s(), Kind: s(), Title: s(), Words: decision.Words{Contents: s(), Continued: s(), Page: "page %[1]s of %[2]s"}}
		d.Head = []decision.Pair{{Term: s(), Text: runs(t)}, {Term: s()}}
		for range rapid.IntRange(0, 7).Draw(t, "key") {
			d.Key = append(d.Key, decision.Pair{Term: s(), Text: runs(t)})
		}
		if rapid.Bool().Draw(t, "lost") {
			d.Lost = &decision.Alert{Title: s(), Items: rapid.SliceOfN(texts(), 0, 12).Draw(t, "items")}
		}
		d.Remarks, d.Foot = []string{s()}, []string{s(), s()}
		for range rapid.IntRange(0, 2).Draw(t, "sections") {
			d.Sections = append(d.Sections, part(t, 1))
		}
		return d
	})
}

func part(t *rapid.T, depth int) *decision.Section {
	s := &decision.Section{ID: texts().Draw(t, "id"), Number: texts().Draw(t, "number"), Title: texts().Draw(t, "title")}
	s.Role = rapid.SampledFrom([]decision.Role{decision.Part, decision.Duty, decision.Result, decision.Move}).Draw(t, "role")
	if s.Role == decision.Duty {
		s.Verdict = &decision.Verdict{Code: "constituted", Lead: "so", Text: texts().Draw(t, "verdict")}
	}
	for range rapid.IntRange(0, 3).Draw(t, "blocks") {
		s.Blocks = append(s.Blocks, block(t))
	}
	for range rapid.IntRange(0, max(0, 2-depth)).Draw(t, "under") {
		s.Sections = append(s.Sections, part(t, depth+1))
	}
	return s
}

func runs(t *rapid.T) []decision.Run {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) decision.Run {
		return decision.Run{
			Text: texts().Draw(t, "run"), Strong: rapid.Bool().Draw(t, "strong"), Small: rapid.Bool().Draw(t, "small"), Code: rapid.Bool().Draw(t, "code"),
			Href: rapid.SampledFrom([]string{"", "#", "#a", "https://example.org/(x)", "javascript:alert(1)"}).Draw(t, "href"),
		}
	}), 0, 4).Draw(t, "runs")
}

func block(t *rapid.T) decision.Block {
	switch rapid.IntRange(0, 4).Draw(t, "kind") {
	case 0:
		styles := []decision.Style{decision.Body, decision.Lead, decision.Aside, decision.Remark, decision.Meta, decision.Holding, decision.Measure}
		return &decision.Paragraph{Style: rapid.SampledFrom(styles).Draw(t, "style"), Number: rapid.IntRange(0, 9999).Draw(t, "number"), Runs: runs(t)}
	case 1:
		l := &decision.List{Ordered: rapid.Bool().Draw(t, "ordered"), Operative: rapid.Bool().Draw(t, "operative")}
		for range rapid.IntRange(0, 12).Draw(t, "items") {
			l.Items = append(l.Items, decision.Item{ID: "a", Runs: runs(t), Below: runs(t)})
		}
		return l
	case 2:
		return table(t)
	case 3:
		b := &decision.Bars{Title: "t", Fills: []decision.Fill{{Name: "breach", Text: texts().Draw(t, "fill")}, {Name: "nothing known"}}}
		for range rapid.IntRange(0, 5).Draw(t, "bars") {
			b.Rows = append(b.Rows, decision.Bar{Label: texts().Draw(t, "label"), Total: texts().Draw(t, "total"), Values: rapid.SliceOfN(rapid.Int64(), 0, 3).Draw(t, "values"), Shown: []string{"1"}})
		}
		b.Figures = table(t)
		return b
	}
	return &decision.Histogram{
		Title: "t", Axis: texts().Draw(t, "axis"), Step: rapid.IntRange(-1, 24).Draw(t, "step"), Bins: rapid.SliceOfN(rapid.Int64(), 0, 90).Draw(t, "bins"),
		Limit: rapid.IntRange(-1, 1000).Draw(t, "limit"), LimitText: texts().Draw(t, "limit text"), Fills: []decision.Fill{{Name: "clear"}, {Name: "breach"}},
	}
}

func table(t *rapid.T) *decision.Table {
	out := &decision.Table{Caption: texts().Draw(t, "caption"), Code: rapid.Bool().Draw(t, "code")}
	for range rapid.SampledFrom([]int{0, 1, 2, 5, 14}).Draw(t, "columns") {
		out.Head = append(out.Head, decision.Column{Text: texts().Draw(t, "head"), Number: rapid.Bool().Draw(t, "number")})
	}
	for range rapid.IntRange(0, 3).Draw(t, "rows") {
		out.Rows = append(out.Rows, rapid.SliceOfN(rapid.Custom(func(t *rapid.T) decision.Cell {
			return decision.Cell{Text: texts().Draw(t, "cell"), Sub: texts().Draw(t, "sub"), Keep: rapid.Bool().Draw(t, "keep"), Hash: rapid.Bool().Draw(t, "hash"), Number: rapid.Bool().Draw(t, "number")}
		}), 0, len(out.Head)+1).Draw(t, "cells"))
	}
	return out
}

// set lays a document out and gives its pages.
func set(t interface{ Fatal(...any) }, d *decision.Document) (*composer, []sheet.Page) {
	fonts, err := typeset.Load()
	if err != nil {
		t.Fatal(err)
	}
	c := &composer{d: d, fonts: fonts, anchors: map[string]bool{}}
	return c, c.document()
}

// TestNothingLeavesThePage lays out documents of any content: whatever they hold, it is
// written, and all text stands on the paper, within the column for text or the margin for
// numbers.
func TestNothingLeavesThePage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := documents().Draw(t, "document")
		c, pages := set(t, d)
		for n, page := range pages {
			for _, placed := range page.Placed {
				for _, m := range placed.Marks {
					text, ok := m.(*sheet.Text)
					if !ok {
						continue
					}
					x, y := placed.X+text.X, placed.Y+text.Y
					end := x + c.fonts.Width(text.Face, text.Size, strings.TrimRight(text.Text, " "))
					if x < 20 || end > sheet.PageWidth-right+2 || y < 30 || y > sheet.PageHeight-30 {
						t.Errorf("page %d: %.40q stands at %.0f to %.0f, %.0f, outside of the page", n+1, text.Text, x, end, y)
					}
				}
			}
		}
		var b bytes.Buffer
		if err := Render(&b, d, "2026-01-05"); err != nil {
			t.Fatalf("Render: %v", err)
		}
		if !bytes.HasPrefix(b.Bytes(), []byte("%PDF-")) || !bytes.HasSuffix(bytes.TrimSpace(b.Bytes()), []byte("%%EOF")) {
			t.Error("no PDF file")
		}
	})
}

// shown gives the text of each page, a mark a line.
func shown(pages []sheet.Page) []string {
	var out []string
	for _, page := range pages {
		var b strings.Builder
		for _, placed := range page.Placed {
			for _, m := range placed.Marks {
				if text, ok := m.(*sheet.Text); ok {
					b.WriteString(text.Text + "\n")
				}
			}
		}
		out = append(out, b.String())
	}
	return out
}

func of(blocks ...decision.Block) *decision.Document {
	return &decision.Document{Title: "Case", Words: decision.Words{Page: "%s/%s", Continued: "(continued)"}, Sections: []*decision.Section{{ID: "one", Title: "One", Blocks: blocks}}}
}

// TestLimitOfAHistogramStaysInTheColumn words the limit at great length wherever it stands.
func TestLimitOfAHistogramStaysInTheColumn(t *testing.T) {
	for limit := 1; limit < 130; limit++ {
		h := &decision.Histogram{Title: "Ages", Step: 12, Bins: []int64{4, 1, 0, 2, 0, 0, 0, 0, 0, 1}, Limit: limit, LimitText: strings.Repeat("three years ", 20), Fills: []decision.Fill{{Name: "clear"}, {Name: "breach"}}}
		c, pages := set(t, of(h))
		found := false
		for _, placed := range pages[len(pages)-1].Placed {
			for _, m := range placed.Marks {
				text, ok := m.(*sheet.Text)
				if !ok || !strings.HasPrefix(text.Text, "three") {
					continue
				}
				found = true
				x := placed.X + text.X
				if end := x + c.fonts.Width(text.Face, text.Size, text.Text); x < sheet.PageWidth-right-textWidth || end > sheet.PageWidth-right {
					t.Errorf("a limit of %d months is worded from %.0f to %.0f, outside of the column", limit, x, end)
				}
			}
		}
		if !found {
			t.Errorf("a limit of %d months is not worded", limit)
		}
	}
}

func TestHeadOfATableIsRepeated(t *testing.T) {
	long := &decision.Table{Caption: "Places", Head: []decision.Column{{Text: "Zebra"}, {Text: "Count", Number: true}}}
	for i := range 200 {
		long.Rows = append(long.Rows, []decision.Cell{{Text: fmt.Sprintf("row%d.", i)}, {Text: "1"}})
	}
	_, pages := set(t, of(long))
	text := shown(pages)
	if len(text) < 5 {
		t.Fatalf("got %d pages, want more", len(text))
	}
	for i, page := range text[1:] {
		if strings.Count(page, "Zebra") != 1 || strings.Contains(page, "(continued)") != (i > 0) {
			t.Errorf("page %d has the head of the table %d times, and says that it goes on: %t", i+2, strings.Count(page, "Zebra"), strings.Contains(page, "(continued)"))
		}
	}
	all := strings.Join(text, "")
	for i := range 200 {
		if strings.Count(all, fmt.Sprintf("row%d.\n", i)) != 1 {
			t.Errorf("row %d is not there once", i)
		}
	}
}

func TestRowHigherThanAPageIsSplit(t *testing.T) {
	words := make([]string, 4000)
	for i := range words {
		words[i] = fmt.Sprintf("word%d", i)
	}
	long := &decision.Table{Head: []decision.Column{{Text: "A"}, {Text: "B"}}, Rows: [][]decision.Cell{{{Text: strings.Join(words, " ")}, {Text: "short"}}}}
	_, pages := set(t, of(long))
	all := strings.Join(strings.Fields(strings.Join(shown(pages), " ")), " ")
	for _, w := range words {
		if !strings.Contains(all, w) {
			t.Fatalf("%s was lost", w)
		}
	}
	if len(pages) < 4 {
		t.Errorf("got %d pages, want the row to go over several", len(pages))
	}
}

func TestHeadStaysWithItsText(t *testing.T) {
	for lines := 20; lines < 60; lines++ {
		d := of()
		for range lines {
			d.Sections[0].Blocks = append(d.Sections[0].Blocks, &decision.List{Items: []decision.Item{{Runs: []decision.Run{{Text: "line"}}}}})
		}
		d.Sections = append(d.Sections, &decision.Section{ID: "two", Title: "Second", Blocks: []decision.Block{&decision.Paragraph{Runs: []decision.Run{{Text: "follows"}}}}})
		_, pages := set(t, d)
		for i, page := range shown(pages)[1:] {
			if strings.Contains(page, "Second\n") != strings.Contains(page, "follows\n") {
				t.Errorf("after %d lines: the head on page %d is parted from its text", lines, i+2)
			}
		}
	}
}

func TestCharactersWithoutAPicture(t *testing.T) {
	_, pages := set(t, of(&decision.Paragraph{Runs: []decision.Run{{Text: "Łódź Αθήνα Київ 東京 😀 1\u202f000"}}}))
	if got := strings.ReplaceAll(strings.Join(shown(pages), ""), " \n", " "); !strings.Contains(got, "Łódź Αθήνα Київ □□ □ 1\u202f000") {
		t.Errorf("got %q, want the letters that there are, and a box for each that there is not", got)
	}
}

func TestLinksLeadSomewhere(t *testing.T) {
	_, pages := set(t, of(&decision.Paragraph{Runs: []decision.Run{
		{Text: "in", Href: "#one"}, {Text: "out", Href: "https://example.org/"}, {Text: "nowhere", Href: "#none"}, {Text: "bad", Href: "javascript:alert(1)"}, {Text: "file", Href: "file:///etc/passwd"},
	}}))
	var got []string
	for _, placed := range pages[len(pages)-1].Placed {
		for _, m := range placed.Marks {
			if l, ok := m.(*sheet.Link); ok {
				got = append(got, l.Href)
			}
		}
	}
	if want := "#one https://example.org/"; strings.Join(got, " ") != want {
		t.Errorf("got links to %q, want %q", got, want)
	}
}
