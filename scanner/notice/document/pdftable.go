package document

import "math"

// splitCells cuts lines apart at gaps wider than any between words, and at
// smaller ones that the line above or below has at the same place. Justified
// text has wide gaps too: in a line that reaches the right edge they need to be
// wider still.
func splitCells(lines []pdfLine, o *layout) []pdfLine {
	var out []pdfLine
	for i := range lines {
		l := &lines[i]
		full := l.right() > o.right[l.page]*0.98
		from := 0
		for k := 1; k < len(l.words); k++ {
			gap := l.words[k].left - l.words[k-1].right
			wide := gap > 3*l.size || gap > 1.5*l.size && !full
			if !wide && (!full || gap > l.size) {
				wide = o.aligned(lines, i, k, gap)
			}
			if !wide || k == 1 && marksItem(l.words[0].text) {
				continue
			}
			out = append(out, part(l, from, k))
			from = k
		}
		out = append(out, part(l, from, len(l.words)))
	}
	return out
}

// aligned tells whether a line above or below has a gap where line i has one
// before word k: a gap wider than those between words, or any gap where the
// neighbour's is that of a table beyond doubt.
func (o *layout) aligned(lines []pdfLine, i, k int, gap float64) bool {
	l := &lines[i]
	need := 1.5 * l.size
	if soft := (1.25*o.space + 0.04) * l.size; gap > soft {
		need = soft
	}
	x := l.words[k].left
	return i > 0 && o.hasColumn(&lines[i-1], l, x, need) || i+1 < len(lines) && o.hasColumn(&lines[i+1], l, x, need)
}

func marksItem(word string) bool {
	if isBullet(word + " x") {
		return true
	}
	_, _, ok := enumerated(word + " x")
	return ok
}

func part(l *pdfLine, from, to int) pdfLine {
	p := *l
	p.words = l.words[from:to]
	return p
}

// hasColumn tells whether a neighbouring line has a word behind a gap at x.
func (o *layout) hasColumn(n, l *pdfLine, x, gap float64) bool {
	if n.page != l.page || math.Abs(n.base-l.base) > 4*l.size {
		return false
	}
	for k := 1; k < len(n.words); k++ {
		if math.Abs(n.words[k].left-x) < 1.5 && n.words[k].left-n.words[k-1].right > gap {
			return true
		}
	}
	return false
}

// maxCellLines bounds the lines of one cell, and so the search for a table.
const maxCellLines = 60

// tableAt tells whether a table may begin at line i: below it stand the other
// lines of its cell, then one beside them that begins at about the same height.
func tableAt(lines []pdfLine, i int) bool {
	a := &lines[i]
	left, right, low := a.left(), a.right(), a.base
	for j := i + 1; j < len(lines) && j <= i+maxCellLines && lines[j].page == a.page; j++ {
		b := &lines[j]
		if b.left() >= right+0.3*a.size {
			return b.base >= low-0.5*a.size && b.base < a.base+4*a.size
		}
		if b.right() <= left || b.base > low || low-b.base > 2*a.size {
			return false
		}
		left, right, low = min(left, b.left()), max(right, b.right()), b.base
	}
	return false
}

// column is the stretch of the page's width that a table's column takes.
type column struct{ left, right float64 }

// tableReader gathers the cells of a table row by row.
type tableReader struct {
	lines []pdfLine
	cols  []column
	rows  []tableRow
	cells [][]pdfLine // of the open row
	at    int         // column of the last line
	low   float64     // lowest line of the open row
}

// pdfTable is a table found: its rows and the line after it.
type pdfTable struct {
	rows []tableRow
	end  int
}

// findTables finds the tables by their first lines.
func findTables(lines []pdfLine) map[int]pdfTable {
	found := map[int]pdfTable{}
	for i := 0; i < len(lines); {
		t, ok := readTable(lines, i)
		if !ok {
			i++
			continue
		}
		found[i] = t
		i = t.end
	}
	return found
}

// readTable reads a table from line i on, if there is one: two rows at least
// with two cells.
func readTable(lines []pdfLine, i int) (pdfTable, bool) {
	if !tableAt(lines, i) {
		return pdfTable{}, false
	}
	t := &tableReader{lines: lines}
	t.first(i)
	n := i + 1
	for n < len(lines) && t.take(n) {
		n++
	}
	t.closeRow()
	full := 0
	for _, r := range t.rows {
		filled := 0
		for _, c := range r.cells {
			if c.text != "" {
				filled++
			}
		}
		if filled >= 2 {
			full++
		}
	}
	return pdfTable{rows: t.rows, end: n}, full >= 2
}

func (o *layout) writeTable(t pdfTable, page int) {
	heads, body := columnHeads(t.rows)
	for _, r := range t.rows[body:] {
		var texts []string
		for _, c := range r.cells {
			texts = append(texts, c.text)
		}
		o.b.row(heads, texts, place{page: page}, nil)
	}
	o.items = nil
}

// first opens the table with its first line.
func (t *tableReader) first(i int) {
	l := &t.lines[i]
	t.cols = []column{{l.left(), l.right()}}
	t.cells = [][]pdfLine{{*l}}
	t.low = l.base
}

// take adds line n to the table; it says no where the table ends.
func (t *tableReader) take(n int) bool {
	l := &t.lines[n]
	last := &t.lines[n-1]
	if l.page != last.page || math.Abs(half(l.size)-half(last.size)) > 0.15*last.size || t.low-l.base > 4*l.size {
		return false
	}
	k, ok := t.columnOf(l)
	if !ok || k < len(t.cells) && len(t.cells[k]) > maxCellLines {
		return false
	}
	below := l.base < t.low-0.5*l.size
	switch {
	case k == t.at && below && t.low-l.base < 1.45*l.size && len(t.cells[k]) > 0:
	case k < t.at || below:
		if !below || k == 0 && !t.goesOn(n) {
			return false
		}
		t.closeRow()
	}
	t.put(k, l)
	return true
}

// columnOf finds the column a line stands in, or opens one at the right.
func (t *tableReader) columnOf(l *pdfLine) (int, bool) {
	found := -1
	for k := range t.cols {
		if l.left() < t.cols[k].right && l.right() > t.cols[k].left {
			if found >= 0 {
				return 0, false
			}
			found = k
		}
	}
	if found >= 0 {
		return found, true
	}
	last := t.cols[len(t.cols)-1]
	if l.left() >= last.right && len(t.cols) < maxColumns && len(t.rows) == 0 {
		t.cols = append(t.cols, column{l.left(), l.right()})
		return len(t.cols) - 1, true
	}
	return t.between(l)
}

// between finds the column of a line that stands in none's stretch yet, as the
// cells under a short centred heading do: the next one that it reaches no
// neighbour of.
func (t *tableReader) between(l *pdfLine) (int, bool) {
	best, gap := -1, math.Inf(1)
	for k := range t.cols {
		d := max(t.cols[k].left-l.right(), l.left()-t.cols[k].right)
		if d < gap {
			best, gap = k, d
		}
	}
	return best, best >= 0 && gap < 120
}

// goesOn looks ahead whether the cell that begins at line n in the first column
// has cells beside it: a paragraph below the table has none.
func (t *tableReader) goesOn(n int) bool {
	low := t.lines[n].base
	for j := n + 1; j < len(t.lines) && j <= n+maxCellLines; j++ {
		l := &t.lines[j]
		k, ok := t.columnOf(l)
		if !ok || l.page != t.lines[n].page {
			return false
		}
		if k > 0 {
			return l.base >= low-0.5*l.size
		}
		if low-l.base > 2*l.size {
			return false
		}
		low = min(low, l.base)
	}
	return false
}

func (t *tableReader) put(k int, l *pdfLine) {
	for len(t.cells) <= k {
		t.cells = append(t.cells, nil)
	}
	if len(t.cells[k]) == 0 && len(t.cells) == 1 {
		t.low = l.base
	}
	t.cells[k] = append(t.cells[k], *l)
	t.cols[k].left = min(t.cols[k].left, l.left())
	t.cols[k].right = max(t.cols[k].right, l.right())
	t.low = min(t.low, l.base)
	t.at = k
}

func (t *tableReader) closeRow() {
	var r tableRow
	for _, lines := range t.cells {
		c := tableCell{col: 1, row: 1, bold: true}
		if len(lines) > 0 {
			c.text = clean(joinPDF(lines))
		}
		for i := range lines {
			c.bold = c.bold && lines[i].bold
		}
		r.cells = append(r.cells, c)
	}
	t.rows = append(t.rows, r)
	t.cells, t.at = nil, 0
	t.low = math.Inf(1)
}
