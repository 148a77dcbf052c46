package document

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	maxColumns   = 64
	maxSpan      = 1000
	maxHeadBytes = 160 // a longer "heading" is not repeated in every row
	maxCarried   = 400 // a merged cell longer than that stands in its first row only
)

// tableCell is one cell of a data table.
type tableCell struct {
	text     string
	links    []Link
	line     int
	header   bool // th
	bold     bool
	col, row int // spans
}

type tableRow struct {
	cells []tableCell
	head  bool // in thead
}

// table reads a data table row by row and any other table as running text.
func (w *walker) table(n *html.Node, st state) {
	if st.cell || st.heading > 0 || !isData(n) {
		w.block(n, st)
		return
	}
	w.flush(st)
	rows := w.rows(n, st)
	heads, body := columnHeads(rows)
	names := make([]string, len(heads))
	copy(names, heads)
	carry := &carrier{}
	for i, r := range rows {
		cells := carry.fill(r.cells)
		if i < body || r.head && len(rows) > body {
			continue
		}
		w.row(names, cells, st)
		if w.b.stop() {
			return
		}
	}
}

func (w *walker) row(heads []string, cells []tableCell, st state) {
	p := place{aside: st.aside, lang: st.lang}
	var texts []string
	var links []Link
	for _, c := range cells {
		if p.line == 0 {
			p.line = c.line
		}
		texts = append(texts, c.text)
		links = append(links, c.links...)
	}
	if len(cells) == 2 && cells[0].header && strings.Join(heads, "") == "" && hasText(cells[1].text) {
		heads, texts = []string{short(cells[0].text)}, texts[1:]
	}
	w.b.row(heads, texts, p, links)
}

// rows reads the cells of the table.
func (w *walker) rows(n *html.Node, st state) []tableRow {
	var out []tableRow
	st.cell, st.list = true, 0
	for c := n.FirstChild; c != nil && !w.b.stop(); c = c.NextSibling {
		switch c.DataAtom {
		case atom.Caption:
			flow := st
			flow.cell = false
			w.block(c, flow)
		case atom.Thead, atom.Tbody, atom.Tfoot:
			inner := w.rows(c, st)
			for i := range inner {
				inner[i].head = c.DataAtom == atom.Thead
			}
			out = append(out, inner...)
		case atom.Tr:
			if w.page.of(c) != hidden {
				out = append(out, w.tableRow(c, st))
			}
		default:
			if c.Type == html.TextNode {
				w.line += strings.Count(c.Data, "\n")
			}
		}
	}
	return out
}

func (w *walker) tableRow(tr *html.Node, st state) tableRow {
	w.at(tr)
	var r tableRow
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			w.line += strings.Count(c.Data, "\n")
		}
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th || len(r.cells) >= maxColumns || w.page.of(c) == hidden {
			continue
		}
		r.cells = append(r.cells, w.cell(c, st))
	}
	return r
}

func (w *walker) at(n *html.Node) {
	if at, err := strconv.Atoi(attr(n, LineAttr)); err == nil {
		w.line = at
	}
}

func (w *walker) cell(n *html.Node, st state) tableCell {
	w.at(n)
	w.g.reset()
	w.children(n, st)
	segments := w.g.segments()
	w.g.reset()
	c := tableCell{
		header: n.DataAtom == atom.Th, bold: true, line: w.line,
		col: span(n, "colspan"), row: span(n, "rowspan"),
	}
	var b strings.Builder
	for _, s := range segments {
		c.links = append(c.links, s.links...)
		if s.blank {
			continue
		}
		if b.Len() == 0 {
			c.line = s.line
		} else {
			b.WriteString(lineJoint(b.String()))
		}
		b.WriteString(strings.TrimSpace(unmarkBullet(s.text)))
		c.bold = c.bold && s.bold
	}
	c.text = b.String()
	return c
}

func unmarkBullet(s string) string {
	rest, _ := bullet(s)
	return rest
}

// lineJoint is what stands between two lines of one cell.
func lineJoint(before string) string {
	if strings.ContainsAny(before[len(before)-1:], ".,;:!?/-") {
		return " "
	}
	return "; "
}

func span(n *html.Node, key string) int {
	v, err := strconv.Atoi(strings.TrimSpace(attr(n, key)))
	if err != nil || v < 1 {
		return 1
	}
	if key == "colspan" {
		return min(v, maxColumns)
	}
	return min(v, maxSpan)
}

// carrier repeats cells that span several rows in each of them.
type carrier struct{ open []tableCell }

// fill gives the row with one cell a column: spanning cells in their place,
// merged columns as one cell and empty ones.
func (k *carrier) fill(cells []tableCell) []tableCell {
	var out []tableCell
	var next []tableCell
	for i := 0; (i < len(cells) || len(out) < len(k.open)) && len(out) < maxColumns; {
		at := len(out)
		if at < len(k.open) && k.open[at].row > 0 {
			c := k.open[at]
			c.row--
			c.links = nil
			next = append(next, c)
			out = append(out, c)
			continue
		}
		if i >= len(cells) {
			out, next = append(out, tableCell{}), append(next, tableCell{})
			continue
		}
		c := cells[i]
		i++
		for j := range min(c.col, maxColumns-len(out)) {
			cell := c
			if j > 0 {
				cell.text, cell.links = "", nil
			}
			out = append(out, cell)
			cell.row--
			if len(cell.text) > maxCarried {
				cell.text = ""
			}
			next = append(next, cell)
		}
	}
	k.open = next
	return out
}

// columnHeads gives the headings of the columns and the number of rows they
// take; none when no row says them.
func columnHeads(rows []tableRow) (heads []string, body int) {
	if len(rows) < 2 || !isHead(rows) {
		return nil, 0
	}
	body = 1
	for body < len(rows)-1 && (rows[body].head || allHeaders(rows[body])) {
		body++
	}
	carry := &carrier{}
	for _, r := range rows[:body] {
		for i, c := range spread(carry.fill(r.cells)) {
			if len(c.text) > maxHeadBytes {
				continue
			}
			if i < len(heads) && c.text != "" && c.text != heads[i] {
				heads[i] = short(strings.TrimSpace(heads[i] + " " + c.text))
			}
			if i >= len(heads) {
				heads = append(heads, c.text)
			}
		}
	}
	return heads, body
}

// spread gives every column of a merged heading the heading's text.
func spread(cells []tableCell) []tableCell {
	for i := 1; i < len(cells); i++ {
		if cells[i].text == "" && cells[i].col > 1 && cells[i-1].col == cells[i].col {
			cells[i].text = cells[i-1].text
		}
	}
	return cells
}

func isHead(rows []tableRow) bool {
	first := rows[0]
	if len(first.cells) < 2 {
		return false
	}
	return first.head || allHeaders(first) || allBold(first) && !allBold(rows[1]) || looksHead(rows)
}

func allHeaders(r tableRow) bool {
	filled := false
	for i, c := range r.cells {
		if !c.header && (i > 0 || c.text != "") {
			return false
		}
		filled = filled || c.header && c.text != ""
	}
	return filled
}

func allBold(r tableRow) bool {
	filled := false
	for _, c := range r.cells {
		if c.text != "" && !c.bold {
			return false
		}
		filled = filled || c.text != ""
	}
	return filled
}

// looksHead recognises a first row that heads its columns without saying so:
// short cells without a sentence's end over rows that are longer on the whole.
func looksHead(rows []tableRow) bool {
	first, rest, n := 0, 0, 0
	for _, c := range rows[0].cells {
		if c.text == "" || len(c.text) > 60 || strings.ContainsAny(c.text[len(c.text)-1:], ".;:,") || c.header || strings.ContainsAny(c.text, "0123456789@") {
			return false
		}
		first += len(c.text)
	}
	for _, r := range rows[1:min(len(rows), 20)] {
		if len(r.cells) != len(rows[0].cells) {
			return false
		}
		n++
		for _, c := range r.cells {
			rest += len(c.text)
		}
	}
	return n >= 2 && rest > 2*first*n
}

func short(s string) string {
	if len(s) <= maxHeadBytes {
		return s
	}
	return strings.ToValidUTF8(s[:maxHeadBytes], "")
}

// isData tells a table of data from one that only lays the page out: at least
// two rows and two columns, no table and no heading inside.
func isData(table *html.Node) bool {
	switch strings.ToLower(attr(table, "role")) {
	case "presentation", "none":
		return false
	}
	rows, columns, cells := 0, 0, 0
	for d := range table.Descendants() {
		switch d.DataAtom {
		case atom.Table, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			return false
		case atom.Tr:
			rows++
			cells = 0
		case atom.Td, atom.Th:
			cells++
			columns = max(columns, cells)
		}
	}
	return rows >= 2 && columns >= 2
}
