package docx

import (
	"leadlint/reports/decision"
)

// The page, in twentieths of a point: A4, with room at the left for the numbers of
// paragraphs.
const (
	pageWidth, pageHeight   = 11906, 16838
	marginLeft, marginRight = 1474, 1247
	marginTop, marginBottom = 1417, 1361
	textWidth               = pageWidth - marginLeft - marginRight
)

// facts sets terms with what they say as a table without lines.
func (w *writer) facts(pairs []decision.Pair) {
	if len(pairs) == 0 {
		return
	}
	const term = 2900
	t := newTable("Facts", []int{term, textWidth - term}, "", "")
	for _, p := range pairs {
		t.add(row(false,
			cell(term, 1, nil, para("FactTerm", run(p.Term))),
			cell(textWidth-term, 1, nil, para("FactText", w.inline(p.Text)...))))
	}
	w.put(t, para("Gap"))
}

// key sets the counts by outcome side by side.
func (w *writer) key(pairs []decision.Pair) {
	if len(pairs) == 0 {
		return
	}
	widths := make([]int, len(pairs))
	var cells []*node
	for i, p := range pairs {
		widths[i] = textWidth / len(pairs)
		cells = append(cells, cell(widths[i], 1, nil, para("KeyFigure", w.inline(p.Text)...), para("KeyTerm", run(p.Term))))
	}
	w.put(newTable("Key", widths, "", "").add(row(false, cells...)), para("Gap"))
}

// newTable begins a table of a style with the widths of its columns; title and text are
// read out for who does not see it.
func newTable(style string, widths []int, title, text string) *node {
	sum := 0
	grid := el("w:tblGrid")
	for _, n := range widths {
		sum += n
		grid.add(el("w:gridCol").attr("w:w", itoa(n)))
	}
	look := el("w:tblLook").attr("w:val", "04A0", "w:firstRow", "1", "w:lastRow", "0", "w:firstColumn", "1", "w:lastColumn", "0", "w:noHBand", "0", "w:noVBand", "1")
	props := el("w:tblPr", val("w:tblStyle", style), el("w:tblW").attr("w:w", itoa(sum), "w:type", "dxa"),
		el("w:tblLayout").attr("w:type", "fixed"), look)
	if title != "" {
		props.add(val("w:tblCaption", title))
	}
	if text != "" {
		props.add(val("w:tblDescription", text))
	}
	return el("w:tbl", props, grid)
}

// row makes a row that stays on one page; a head is repeated on every page.
func row(head bool, cells ...*node) *node {
	props := el("w:trPr", el("w:cantSplit"))
	if head {
		props.add(el("w:tblHeader"))
	}
	return el("w:tr", props).add(cells...)
}

// cell makes a cell over span columns of the grid.
func cell(width, span int, shade *node, paras ...*node) *node {
	props := el("w:tcPr", el("w:tcW").attr("w:w", itoa(width), "w:type", "dxa"))
	if span > 1 {
		props.add(val("w:gridSpan", itoa(span)))
	}
	return el("w:tc", props.add(shade)).add(paras...)
}

// shade fills a cell with a colour.
func shade(colour string) *node {
	return el("w:shd").attr("w:val", "clear", "w:color", "auto", "w:fill", colour)
}

// table sets a table with its caption above it.
func (w *writer) table(t *decision.Table) {
	widths := widths(t)
	if len(widths) == 0 {
		return
	}
	w.line("Caption", t.Caption)
	n := newTable("Figures", widths, t.Caption, "")
	if len(t.Head) > 0 {
		var cells []*node
		for i, width := range widths {
			cells = append(cells, headCell(t.Head, i, width))
		}
		n.add(row(true, cells...))
	}
	for _, r := range t.Rows {
		var cells []*node
		for i, width := range widths {
			var c decision.Cell
			if i < len(r) {
				c = r[i]
			}
			cells = append(cells, bodyCell(c, width, t.Code))
		}
		n.add(row(false, cells...))
	}
	w.put(n, para("Gap"))
}

func headCell(head []decision.Column, i, width int) *node {
	style, text := "TableHead", ""
	if i < len(head) {
		text = head[i].Text
		if head[i].Number {
			style = "TableHeadNumber"
		}
	}
	return cell(width, 1, nil, para(style, run(text)))
}

func bodyCell(c decision.Cell, width int, code bool) *node {
	style := "TableText"
	switch {
	case c.Number:
		style = "TableNumber"
	case code || c.Hash:
		style = "TableCode"
	}
	var props []*node
	if c.Strong {
		props = append(props, el("w:b"), el("w:bCs"))
	}
	paras := []*node{para(style)}
	if c.Text != "" {
		paras[0].add(run(c.Text, props...))
	}
	if c.Sub != "" {
		paras = append(paras, para("TableSub", run(c.Sub)))
	}
	return cell(width, 1, nil, paras...)
}
