package pdf

import (
	"strings"
	"unicode/utf8"

	"leadlint/reports/decision"
	"leadlint/reports/pdf/internal/sheet"
	"leadlint/reports/pdf/internal/typeset"
)

// title sets the head of the first page.
func (c *composer) title() {
	c.add(sheet.Item{Height: 14, Keep: true, Marks: []sheet.Mark{
		&sheet.Line{X2: textWidth, Width: 1.6, Colour: ink},
		&sheet.Line{Y1: 3, X2: textWidth, Y2: 3, Width: 0.5, Colour: ink},
	}})
	c.add(c.set(plain(c.d.Kind, typeset.Regular, size{11, 14}, soft), layout{size: size{11, 14}, keep: true})...)
	s := titleSize(c.d.Title)
	c.add(c.set(plain(c.d.Title, typeset.Bold, s, ink), layout{size: s, before: 5, keep: true})...)
	c.add(sheet.Item{Height: 16, Marks: []sheet.Mark{&sheet.Line{Y1: 10, X2: textWidth, Y2: 10, Width: 0.5, Colour: ink}}})
	c.alert(c.d.Lost, mostLost)
	c.pairs(c.d.Head)
	c.key(c.d.Key)
	for _, r := range c.d.Remarks {
		items := c.set(plain(r, typeset.Italic, asideType, soft), layout{size: asideType, indent: 10, before: 7})
		beside(items, 2, 1.5, rule)
		c.add(items...)
	}
}

// titleSize sets long titles smaller.
func titleSize(s string) size {
	switch n := utf8.RuneCountInString(s); {
	case n < 90:
		return size{21, 26}
	case n < 240:
		return size{15, 19}
	}
	return size{11, 14}
}

// pairs sets terms beside what is said of them.
func (c *composer) pairs(list []decision.Pair) {
	const terms = 118.0
	for i, p := range list {
		term := c.set(plain(p.Term, typeset.Regular, bodyType, soft), layout{size: bodyType, width: terms - 10})
		text := c.set(c.spans(p.Text, bodyType, ink, false), layout{size: bodyType, indent: terms})
		for len(text) < len(term) {
			text = append(text, sheet.Item{Height: bodyType.leading})
		}
		for j := range term {
			text[j].Add(term[j].Marks...)
		}
		if len(text) > 0 {
			text[0].Before = 2
		}
		if i == 0 && len(text) > 0 {
			text[0].Before = 8
		}
		c.add(text...)
	}
}

// key sets the counts in large figures, side by side.
func (c *composer) key(list []decision.Pair) {
	const most = 6
	for len(list) > 0 {
		n := min(len(list), most)
		c.add(c.counts(list[:n]))
		list = list[n:]
	}
}

func (c *composer) counts(list []decision.Pair) sheet.Item {
	wide := textWidth / float64(len(list))
	item := sheet.Item{Before: 16, Height: 40, Marks: []sheet.Mark{&sheet.Line{X2: textWidth, Width: 0.5, Colour: rule}}}
	for i, p := range list {
		x := float64(i) * wide
		large := size{20, 24}
		for _, line := range firsts(c.fonts.Break(c.spans(p.Text, large, ink, false), wide-6, false), 1) {
			item.Add(marks(line, x, 8, large.leading)...)
		}
		words := firsts(c.fonts.Break(plain(p.Term, typeset.Regular, size{8.5, 10}, soft), wide-8, false), 6)
		for j, line := range words {
			item.Add(marks(line, x, 34+float64(j)*10, 10)...)
		}
		item.Height = max(item.Height, 38+float64(len(words))*10)
	}
	return item
}

func firsts(lines []typeset.Line, n int) []typeset.Line { return lines[:min(n, len(lines))] }

// mostLost is how many items of a warning the first page has room for beside the facts of
// the case; mostAgain how many the foot says again.
const (
	mostLost  = 14
	mostAgain = 6
)

// alert frames a warning with its first items, at most n; nil sets nothing.
func (c *composer) alert(a *decision.Alert, n int) {
	if a == nil {
		return
	}
	n = min(n, len(a.Items))
	const indent = 12.0
	heavy, text := size{11, 15}, size{9.5, 12.5}
	box := []sheet.Item{{Height: 8, Keep: true}}
	box = append(box, c.set(plain(a.Title, typeset.Bold, heavy, alarm), layout{size: heavy, indent: indent, width: textWidth - 2*indent, keep: len(a.Items) > 0})...)
	for _, s := range a.Items[:n] {
		items := c.set(plain(s, typeset.Regular, text, ink), layout{size: text, indent: indent + 10, width: textWidth - 2*indent - 10, before: 3})
		if len(items) > 0 {
			items[0].Add(&sheet.Text{X: indent, Y: baseline(text.leading), Face: typeset.Regular, Size: text.points, Colour: alarm, Text: "•"})
		}
		box = append(box, items...)
	}
	if n < len(a.Items) {
		box = append(box, c.set(c.more(text), layout{size: text, indent: indent + 10, width: textWidth - 2*indent - 10, before: 3})...)
	}
	box[len(box)-1].Keep = true
	box = append(box, sheet.Item{Height: 8})
	box[0].Before = 8
	beside(box, 0, 1.4, alarm)
	beside(box, textWidth, 1.4, alarm)
	last := &box[len(box)-1]
	last.Add(&sheet.Line{Y1: last.Height, X2: textWidth, Y2: last.Height, Width: 1.4, Colour: alarm})
	box[0].Add(&sheet.Line{X2: textWidth, Width: 1.4, Colour: alarm})
	last.After = 6
	c.add(box...)
}

// more points to where all of what was not read is listed.
func (c *composer) more(s size) []typeset.Span {
	span := typeset.Span{Text: "…", Size: s.points, Colour: ink}
	if c.coverage != nil {
		span.Text += " " + strings.TrimSpace(c.coverage.Number+" "+c.coverage.Title)
		span.Colour, span.Href = accent, "#"+c.coverage.ID
	}
	return []typeset.Span{span}
}

// foot closes the document: what was not read once more, and the last words.
func (c *composer) foot() {
	start := len(c.items)
	if start > 0 {
		c.items[start-1].After = 16
	}
	c.alert(c.d.Lost, mostAgain)
	c.add(sheet.Item{Height: 12, Before: 14, Marks: []sheet.Mark{
		&sheet.Line{X2: textWidth, Width: 0.5, Colour: ink},
		&sheet.Line{Y1: 2.5, X2: textWidth, Y2: 2.5, Width: 1.6, Colour: ink},
	}})
	for _, s := range c.d.Foot {
		c.add(c.set(plain(s, typeset.Regular, asideType, soft), layout{size: asideType, before: 2})...)
	}
	for i := start; i < len(c.items)-1; i++ {
		c.items[i].Keep = true
	}
}
