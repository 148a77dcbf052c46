package pdf

import (
	"leadlint/reports/decision"
	"leadlint/reports/pdf/internal/sheet"
	"leadlint/reports/pdf/internal/typeset"
)

// fullContents is how many entries the table of contents may have with the findings in
// it; with more it stops at the heads above them. The outline of the file has them all.
const fullContents = 44

// entry is a head of the table of contents.
type entry struct {
	section *decision.Section
	depth   int
}

// entries lists the heads to show.
func (c *composer) entries() []entry {
	var out []entry
	for deepest := 3; deepest >= 2; deepest-- {
		out = out[:0]
		c.d.Walk(func(s *decision.Section, depth int) {
			if depth <= min(deepest, 2) || depth <= deepest && s.Role == decision.Result {
				out = append(out, entry{s, depth})
			}
		})
		if len(out) <= fullContents {
			break
		}
	}
	return out
}

// contents sets the table of contents, on the first page when it has room for all of it.
func (c *composer) contents() {
	list := c.entries()
	if len(list) == 0 {
		return
	}
	heavy := size{14, 18}
	head := c.set(plain(c.d.Words.Contents, typeset.Bold, heavy, ink), layout{size: heavy, keep: true})
	if len(head) > 0 {
		head[0].Before = 30
	}
	start := len(c.items)
	c.add(head...)
	c.add(sheet.Item{Height: 8, Keep: true, Marks: []sheet.Mark{&sheet.Line{Y1: 2, X2: textWidth, Y2: 2, Width: 0.5, Colour: ink}}})
	for _, e := range list {
		c.add(c.entry(e)...)
	}
	for i := start; i < len(c.items)-1; i++ {
		c.items[i].Keep = true
	}
}

// entry sets a head with dots up to the number of its page.
func (c *composer) entry(e entry) []sheet.Item {
	s, face, before := size{10, 13}, typeset.Regular, 1.0
	if e.depth == 1 {
		s, face, before = size{10.5, 14}, typeset.Bold, 8
	}
	indent := float64(e.depth-1) * 16
	label, number := c.numbered(e.section, face, s)
	text := plain(e.section.Title, face, s, ink)
	if v := e.section.Verdict; v != nil {
		text = append(text, plain(" – "+v.Text, typeset.Italic, s, soft)...)
	}
	items := c.set(text, layout{size: s, indent: indent + number, width: textWidth - indent - number - 44, before: before})
	for i := range items {
		items[i].Keep = i < len(items)-1 || e.depth == 1
	}
	if len(items) == 0 {
		return nil
	}
	items[0].Add(&sheet.Text{X: indent, Y: baseline(s.leading), Face: face, Size: s.points, Colour: ink, Text: label})
	last := &items[len(items)-1]
	from := indent
	for _, m := range last.Marks {
		if t, ok := m.(*sheet.Text); ok {
			from = max(from, t.X+c.fonts.Width(t.Face, t.Size, t.Text))
		}
	}
	last.Add(&sheet.PageOf{ID: e.section.ID, X: textWidth, From: from, Y: baseline(s.leading), Face: face, Size: s.points, Colour: ink})
	for i := range items {
		items[i].Add(&sheet.Link{X: indent, W: textWidth - indent, H: s.leading, Href: "#" + e.section.ID})
	}
	return items
}

// numbered gives the number of a head as it is set, and the room it takes; 0 without one.
func (c *composer) numbered(s *decision.Section, face typeset.Face, z size) (string, float64) {
	const most = 90
	text := c.fonts.Cut(face, z.points, c.fonts.Clean(face, s.Number), most)
	if text == "" {
		return "", 0
	}
	return text, c.fonts.Width(face, z.points, text) + z.points*0.55
}
