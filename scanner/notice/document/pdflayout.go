package document

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// layout is what the lines of a PDF have in common.
type layout struct {
	b       *builder
	body    float64         // size of most of the text
	bold    bool            // most of the text is bold
	leading float64         // distance of lines in sizes
	space   float64         // gap of words in sizes
	right   map[int]float64 // right edge of each page's text
	sizes   []float64       // of headings, largest first
	left    float64         // of the last paragraph that is no item
	items   []float64       // lefts of the open list's levels
	tables  map[int]pdfTable
}

// layOut makes blocks of the lines of a PDF.
func layOut(b *builder, lines []pdfLine) {
	lines = dropMargins(lines)
	if len(lines) == 0 {
		return
	}
	o := &layout{b: b, right: map[int]float64{}}
	o.measure(lines)
	lines = splitCells(lines, o)
	o.tables = findTables(lines)
	for i := 0; i < len(lines) && !b.stop(); {
		if t, ok := o.tables[i]; ok {
			o.writeTable(t, lines[i].page)
			i = t.end
			continue
		}
		n := i + 1
		for n < len(lines) && !o.breaks(lines[i:n], &lines[n]) && o.tables[n].end == 0 {
			n++
		}
		o.block(lines[i:n])
		i = n
	}
}

func (o *layout) measure(lines []pdfLine) {
	chars := map[float64]int{}
	bold, all := 0, 0
	var gaps, spaces []float64
	for i := range lines {
		l := &lines[i]
		n := 0
		for _, w := range l.words {
			n += len(w.text)
		}
		chars[half(l.size)] += n
		if all += n; l.bold {
			bold += n
		}
		o.edge(l)
		for k := 1; k < len(l.words); k++ {
			spaces = append(spaces, (l.words[k].left-l.words[k-1].right)/l.size)
		}
		if i > 0 && lines[i-1].page == l.page {
			if gap := (lines[i-1].base - l.base) / l.size; gap > 0.9 && gap < 2 && half(lines[i-1].size) == half(l.size) {
				gaps = append(gaps, gap)
			}
		}
	}
	most := 0
	for size, n := range chars {
		if n > most || n == most && size < o.body {
			o.body, most = size, n
		}
		o.sizes = append(o.sizes, size)
	}
	o.sizes = slices.DeleteFunc(o.sizes, func(s float64) bool { return s < o.body*1.08 })
	slices.SortFunc(o.sizes, func(a, b float64) int { return int(math.Copysign(1, b-a)) })
	o.bold = bold*2 > all
	o.leading = quantile(gaps, 4, 1.2)
	o.space = quantile(spaces, 2, 0.28)
}

// edge moves the page's right edge out to a line's end. Short lines do not
// count, since page numbers stand at the far right.
func (o *layout) edge(l *pdfLine) {
	if len(l.words) > 4 || o.right[l.page] == 0 {
		o.right[l.page] = max(o.right[l.page], l.right())
	}
}

// quantile gives the value at one part of so many of the sorted values.
func quantile(values []float64, parts int, none float64) float64 {
	if len(values) == 0 {
		return none
	}
	slices.Sort(values)
	return values[len(values)/parts]
}

// half rounds a size to half a point, so that equal sizes compare equal.
func half(s float64) float64 { return math.Round(min(s, 1000)*2) / 2 }

// breaks tells whether cur begins a new block after the lines of the open one.
func (o *layout) breaks(open []pdfLine, cur *pdfLine) bool {
	prev := &open[len(open)-1]
	text := cur.words[0].text
	first, _ := utf8.DecodeRuneInString(text)
	ended := endsSentence(prev.words[len(prev.words)-1].text)
	gap := (prev.base - cur.base) / cur.size
	switch {
	case isLeader(prev.text()):
		return true
	case math.Abs(half(prev.size)-half(cur.size)) > 0.08*prev.size && len(prev.words) > 0:
		return true
	case isBullet(cur.text()):
		return true
	case cur.page != prev.page || gap < -0.5:
		return ended || !unicode.IsLower(first) && o.roomy(prev, cur, 0)
	case gap > 1.3*o.leading:
		return true
	case !o.bold && prev.bold != cur.bold && (prev.bold || looksLikeHeading(cur.text()) && ended):
		return true
	}
	if e, _, ok := enumerated(cur.text()); ok && (o.roomy(prev, cur, 0) || precedes(open[0].text(), e)) {
		return true
	}
	if !isBullet(open[0].text()) && cur.left() > prev.left()+8 {
		return true
	}
	inset := cur.left() >= o.left+10
	if inset && strings.HasSuffix(prev.words[len(prev.words)-1].text, ";") {
		return true
	}
	if unicode.IsLower(first) && !ended {
		return o.roomy(prev, cur, 0.25)
	}
	// Short lines without a sentence's end are the lines of an address.
	return (ended || inset) && o.roomy(prev, cur, 0)
}

// roomy tells whether cur's first word would have fitted on the line before,
// with that share of the page's width to spare: then the break was meant.
func (o *layout) roomy(prev, cur *pdfLine, share float64) bool {
	right := o.right[prev.page]
	word := cur.words[0]
	need := word.right - word.left + 0.35*cur.size + share*(right-prev.left())
	return prev.right()+need < right-1
}

// block writes the lines of one block.
func (o *layout) block(lines []pdfLine) {
	l := &lines[0]
	text := joinPDF(lines)
	p := place{page: l.page, aside: isLeader(text)}
	if o.heading(lines, text) {
		o.items = nil
		o.left = l.left()
		o.b.heading(o.level(l), text, p, nil)
		return
	}
	if o.item(l, text) {
		o.b.item(o.depth(l.left()), text, p, nil)
		return
	}
	o.items = nil
	o.left = l.left()
	o.b.paragraph(text, p, nil)
}

func joinPDF(lines []pdfLine) string {
	var b strings.Builder
	for i := range lines {
		text := lines[i].text()
		if i+1 == len(lines) {
			b.WriteString(text)
			break
		}
		body, glue := hyphened(text, lines[i+1].words[0].text)
		b.WriteString(body + glue)
	}
	return b.String()
}

// heading goes by size and weight.
func (o *layout) heading(lines []pdfLine, text string) bool {
	if len(lines) > 3 || isBullet(text) || len(text) > 250 {
		return false
	}
	if half(lines[0].size) >= o.body*1.08 {
		return len(text) < 200 && (len(text) < 60 || !strings.HasSuffix(text, "."))
	}
	return lines[0].bold && lines[len(lines)-1].bold && !o.bold && looksLikeHeading(text) && !strings.HasSuffix(text, ":")
}

func (o *layout) level(l *pdfLine) int {
	if i := slices.Index(o.sizes, half(l.size)); i >= 0 {
		return i + 1
	}
	return len(o.sizes) + 1
}

// item tells of list items: by bullet or number, or by their indentation below
// the paragraph that introduces them, since bullets are often drawn.
func (o *layout) item(l *pdfLine, text string) bool {
	if isBullet(text) {
		return true
	}
	blocks := o.b.doc.Blocks
	if len(blocks) == 0 {
		return false
	}
	last := &blocks[len(blocks)-1]
	if last.Kind != Item && (last.Kind != Paragraph || !strings.HasSuffix(last.Text, ":")) {
		return false
	}
	e, _, ok := enumerated(text)
	return ok && e.depth == 1 || l.left() >= o.left+10
}

// depth keeps the lefts of the list's levels.
func (o *layout) depth(left float64) int {
	for len(o.items) > 0 && o.items[len(o.items)-1] > left+3 {
		o.items = o.items[:len(o.items)-1]
	}
	if len(o.items) == 0 || o.items[len(o.items)-1] < left-3 {
		o.items = append(o.items, left)
	}
	return len(o.items)
}
