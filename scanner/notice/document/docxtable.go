package document

import (
	"encoding/xml"
	"strings"
)

// docxTable is an open table: its cells keep their paragraphs until the table's
// end tells whether it holds data or only lays out text.
type docxTable struct {
	rows   [][]docxCell
	heads  []bool
	nested bool
}

type docxCell struct {
	paras  []*docxPara
	span   int
	merged bool // continues the cell above
}

// maxTables is how deep tables within tables are told apart.
const maxTables = 32

func (r *docxReader) tableOpen() {
	if len(r.tables) >= maxTables {
		r.deeper++
		return
	}
	r.tables = append(r.tables, &docxTable{})
}

// close ends what a cut file leaves open.
func (r *docxReader) close() {
	r.deeper, r.skip = 0, nil
	for len(r.paras) > 0 {
		r.end("p")
	}
	for len(r.tables) > 0 {
		r.tableEnd()
	}
}

func (r *docxReader) tableStart(t xml.StartElement) {
	if len(r.tables) == 0 {
		return
	}
	table := r.tables[len(r.tables)-1]
	n := len(table.rows)
	switch t.Name.Local {
	case "tr":
		table.rows, table.heads = append(table.rows, nil), append(table.heads, false)
		return
	case "tc":
		if n > 0 {
			table.rows[n-1] = append(table.rows[n-1], docxCell{span: 1})
		}
		return
	case "tblHeader":
		if n > 0 {
			table.heads[n-1] = on(t)
		}
		return
	}
	if n == 0 || len(table.rows[n-1]) == 0 {
		return
	}
	cell := &table.rows[n-1][len(table.rows[n-1])-1]
	switch t.Name.Local {
	case "gridSpan":
		cell.span = min(max(number(value(t, "val")), 1), maxColumns)
	case "vMerge":
		cell.merged = value(t, "val") != "restart"
	}
}

func (t *docxTable) add(p *docxPara) {
	if n := len(t.rows); n > 0 {
		if m := len(t.rows[n-1]); m > 0 {
			t.rows[n-1][m-1].paras = append(t.rows[n-1][m-1].paras, p)
		}
	}
}

// tableEnd writes the table: rows of data, or its paragraphs one by one. What a
// table inside another holds becomes paragraphs of the outer cell.
func (r *docxReader) tableEnd() {
	n := len(r.tables)
	if n == 0 || r.deeper > 0 {
		r.deeper = max(r.deeper-1, 0)
		return
	}
	t := r.tables[n-1]
	r.tables = r.tables[:n-1]
	if n > 1 {
		outer := r.tables[n-2]
		outer.nested = true
		t.each(outer.add)
		return
	}
	if !t.isData() {
		t.each(r.write)
		return
	}
	rows := t.cells()
	heads, body := columnHeads(rows)
	for _, row := range rows[body:] {
		if r.w.b.stop() {
			return
		}
		carry := &carrier{}
		r.w.row(heads, carry.fill(row.cells), state{aside: r.aside})
	}
}

func (t *docxTable) each(use func(*docxPara)) {
	for _, row := range t.rows {
		for _, cell := range row {
			for i := range cell.paras {
				use(cell.paras[i])
			}
		}
	}
}

func (t *docxTable) isData() bool {
	columns := 0
	headings := false
	for _, row := range t.rows {
		columns = max(columns, len(row))
	}
	t.each(func(p *docxPara) { headings = headings || p.level() > 0 })
	return len(t.rows) >= 2 && columns >= 2 && !t.nested && !headings
}

// cells gives the rows as the tables of HTML have them. A cell merged with the
// one above repeats its text.
func (t *docxTable) cells() []tableRow {
	var out []tableRow
	for i, row := range t.rows {
		r := tableRow{head: t.heads[i]}
		for c, cell := range row {
			if c >= maxColumns {
				break
			}
			got := cell.read()
			if cell.merged && i > 0 && c < len(out[i-1].cells) && len(out[i-1].cells[c].text) <= maxCarried {
				got.text = out[i-1].cells[c].text
			}
			r.cells = append(r.cells, got)
		}
		out = append(out, r)
	}
	return out
}

func (c *docxCell) read() tableCell {
	out := tableCell{bold: true, col: c.span, row: 1}
	var b strings.Builder
	for i := range c.paras {
		for _, s := range c.paras[i].g.segments() {
			if s.blank {
				continue
			}
			if b.Len() > 0 {
				b.WriteString(lineJoint(b.String()))
			}
			b.WriteString(unmarkBullet(s.text))
			out.bold = out.bold && s.bold
			out.links = append(out.links, s.links...)
		}
	}
	out.text = b.String()
	return out
}
