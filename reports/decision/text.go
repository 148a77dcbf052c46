package decision

import (
	"slices"
	"strings"
)

// none stands where there is nothing to say.
const none = "–"

// said gives a run of plain text.
func said(s string) Run { return Run{Text: s} }

// strong gives a run that is set apart.
func strong(s string) Run { return Run{Text: s, Strong: true} }

// runs leaves out what is empty.
func runs(list ...Run) []Run {
	return slices.DeleteFunc(list, func(r Run) bool { return r.Text == "" })
}

// blank says whether there is nothing to be seen of a text.
func blank(s string) bool { return strings.TrimSpace(s) == "" }

// or gives s, or the sign for nothing.
func or(s string) string {
	if blank(s) {
		return none
	}
	return s
}

// section begins a section.
func section(role Role, id, number, title string) *Section {
	return &Section{ID: id, Role: role, Number: number, Title: or(title)}
}

// add puts blocks under a section, without those that are empty.
func (s *Section) add(blocks ...Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *Paragraph:
			if b == nil {
				continue
			}
		case *List:
			if b == nil || len(b.Items) == 0 {
				continue
			}
		case *Table:
			if b == nil || len(b.Rows) == 0 {
				continue
			}
		case *Bars:
			if b == nil {
				continue
			}
		case *Histogram:
			if b == nil {
				continue
			}
		}
		s.Blocks = append(s.Blocks, b)
	}
}

// under puts sections under a section, without those that are nil.
func (s *Section) under(sections ...*Section) {
	for _, one := range sections {
		if one != nil {
			s.Sections = append(s.Sections, one)
		}
	}
}

// para gives a numbered paragraph; nil, and no number, when there is nothing in it.
func (w *writer) para(list ...Run) *Paragraph { return w.styled(Body, list...) }

// styled is para in another style.
func (w *writer) styled(style Style, list ...Run) *Paragraph {
	p := loose(style, list...)
	if p != nil {
		w.numbered++
		p.Number = w.numbered
	}
	return p
}

// loose gives a paragraph without a number; nil when there is nothing in it.
func loose(style Style, list ...Run) *Paragraph {
	list = runs(list...)
	if !slices.ContainsFunc(list, func(r Run) bool { return !blank(r.Text) }) {
		return nil
	}
	return &Paragraph{Style: style, Runs: list}
}

// bullets gives a list of plain items, without those that are empty.
func bullets(items []string) *List {
	l := &List{}
	for _, s := range items {
		if !blank(s) {
			l.Items = append(l.Items, Item{Runs: []Run{said(s)}})
		}
	}
	return l
}

// join puts spaces between sentences.
func join(sentences ...string) string {
	return strings.Join(slices.DeleteFunc(sentences, blank), " ")
}

// dots joins the parts that are there by middle points.
func dots(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, blank), " · ")
}

// table begins a table with its head from message keys; a leading "#" sets the column's
// numbers to the right.
func (w *writer) table(caption string, keys ...string) *Table {
	return &Table{Caption: or(caption), Head: w.heads(keys...)}
}

func (w *writer) heads(keys ...string) []Column {
	out := make([]Column, len(keys))
	for i, k := range keys {
		key, number := strings.CutPrefix(k, "#")
		out[i] = Column{w.p.T(key), number}
	}
	return out
}

// row adds a row; cells without text get a dash.
func (t *Table) row(cells ...Cell) {
	for i := range cells {
		cells[i].Text = or(cells[i].Text)
		if blank(cells[i].Sub) {
			cells[i].Sub = ""
		}
	}
	t.Rows = append(t.Rows, cells)
}

// words gives a cell of text with a smaller one below.
func words(text string, sub ...string) Cell { return Cell{Text: text, Sub: dots(sub...)} }

// count gives a cell of a number.
func (w *writer) count(n int64) Cell { return Cell{Text: w.p.Int(n), Number: true} }

// number gives a cell of a worded number.
func number(s string) Cell { return Cell{Text: s, Number: true} }
