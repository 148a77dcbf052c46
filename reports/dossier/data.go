package dossier

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"leadlint/reports/decision"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset/values"
	"leadlint/scanner/dossier"
)

// ofDataset says whether a record stands in a dataset, an earlier state or a copy of one.
func (w *writer) ofDataset(r *dossier.Record) bool {
	rel := w.d.Searched[r.Table].Relation
	return rel == "contact" || auditfile.Datasetlike(rel)
}

// place says where a record stands.
func (w *writer) place(r *dossier.Record) string {
	return w.t("place", plain(w.d.Searched[r.Table].Name), strconv.FormatInt(r.Line, 10))
}

// copies is the copy of the data, a section a record.
func (w *writer) copies() *decision.Section {
	s := &decision.Section{ID: "copy", Role: decision.Part, Title: w.t("part.copy")}
	for i := range w.d.Records {
		r := &w.d.Records[i]
		if !w.ofDataset(r) {
			continue
		}
		n := strconv.Itoa(i + 1)
		one := &decision.Section{ID: "record-" + n, Role: decision.Topic, Title: w.t("record", n) + " – " + w.place(r)}
		if rel := w.d.Searched[r.Table].Relation; rel != "contact" {
			one.Title += " (" + w.relation(rel) + ")"
		}
		one.Blocks = []decision.Block{w.found(r), w.cells(r)}
		s.Sections = append(s.Sections, one)
	}
	if s.Sections == nil {
		s.Blocks = []decision.Block{paragraph(w.t("copy.none"))}
		return s
	}
	s.Blocks = []decision.Block{paragraph(w.t("copy.lead") + " " + w.t("doc.register_owner"))}
	return s
}

// found says by what a record was found.
func (w *writer) found(r *dossier.Record) *decision.Paragraph {
	var by []string
	for _, k := range r.By {
		by = append(by, w.t("kind."+k))
	}
	return styled(decision.Meta, w.t("found.by", strings.Join(by, ", ")))
}

// cells is the table of a record, by the kind of data.
func (w *writer) cells(r *dossier.Record) *decision.Table {
	t := &decision.Table{Head: []decision.Column{{Text: w.t("col.column")}, {Text: w.t("col.kind")}, {Text: w.t("col.value")}}}
	order := slices.Clone(r.Cells)
	groups := dossier.Groups()
	slices.SortStableFunc(order, func(a, b dossier.Cell) int {
		return cmp.Compare(slices.Index(groups, a.Group), slices.Index(groups, b.Group))
	})
	for i := range order {
		c := &order[i]
		t.Rows = append(t.Rows, []decision.Cell{w.column(r, c), {Text: w.t("group." + c.Group)}, w.value(c)})
	}
	return t
}

// column names the column of a cell with its meaning.
func (w *writer) column(r *dossier.Record, c *dossier.Cell) decision.Cell {
	cell := decision.Cell{Text: header(c.Header), Sub: w.field(w.d.Searched[r.Table].Relation, c.Field)}
	if values.Fold(cell.Text) == values.Fold(cell.Sub) {
		cell.Sub = "" // it says the same
	}
	return cell
}

// header shows the name of a column, or a dash for one without.
func header(s string) string {
	if s = plain(s); s == "" {
		return "–"
	}
	return s
}

// value shows what a cell holds.
func (w *writer) value(c *dossier.Cell) decision.Cell {
	switch {
	case c.Withheld != "":
		return decision.Cell{Text: w.t("value.withheld"), Sub: w.t("withheld." + string(c.Withheld))}
	case c.Partly:
		return decision.Cell{Text: plain(c.Text), Sub: w.t("value.partly")}
	}
	return decision.Cell{Text: plain(c.Text)}
}

// entries are the rows of registers, a section a register.
func (w *writer) entries() *decision.Section {
	s := &decision.Section{ID: "entries", Role: decision.Part, Title: w.t("part.entries")}
	for t := range w.d.Searched {
		table := &decision.Table{Head: []decision.Column{{Text: w.t("col.line")}, {Text: w.t("col.column")}, {Text: w.t("col.value")}}}
		for i := range w.d.Records {
			r := &w.d.Records[i]
			if r.Table != t || w.ofDataset(r) {
				continue
			}
			for k := range r.Cells {
				c := &r.Cells[k]
				table.Rows = append(table.Rows, []decision.Cell{{Text: strconv.FormatInt(r.Line, 10)}, w.column(r, c), w.value(c)})
			}
		}
		if table.Rows == nil {
			continue
		}
		from := &w.d.Searched[t]
		s.Sections = append(s.Sections, &decision.Section{
			ID: "entries-" + strconv.Itoa(t+1), Role: decision.Topic, Title: capital(w.relation(from.Relation)) + " – " + plain(from.Name), Blocks: []decision.Block{table},
		})
	}
	if s.Sections == nil {
		s.Blocks = []decision.Block{paragraph(w.t("entries.none"))}
	}
	return s
}

// withheld lists the cells that are not shown, by column and reason.
func (w *writer) withheld() *decision.Section {
	s := &decision.Section{ID: "withheld", Role: decision.Part, Title: w.t("part.withheld")}
	t := &decision.Table{Head: []decision.Column{{Text: w.t("col.where")}, {Text: w.t("col.column")}, {Text: w.t("col.reason")}}}
	for i := range w.d.Records {
		r := &w.d.Records[i]
		for k := range r.Cells {
			c := &r.Cells[k]
			reason := ""
			switch {
			case c.Withheld != "":
				reason = w.t("withheld." + string(c.Withheld))
			case c.Partly:
				reason = w.t("value.partly")
			default:
				continue
			}
			t.Rows = append(t.Rows, []decision.Cell{{Text: w.place(r)}, w.column(r, c), {Text: reason}})
		}
	}
	if t.Rows == nil {
		s.Blocks = []decision.Block{paragraph(w.t("withheld.none"))}
		return s
	}
	s.Blocks = []decision.Block{t}
	return s
}

// searched says where the person was looked for.
func (w *writer) searched() *decision.Section {
	s := &decision.Section{ID: "searched", Role: decision.Part, Title: w.t("part.searched")}
	t := &decision.Table{Head: []decision.Column{
		{Text: w.t("col.file")}, {Text: w.t("col.holds")}, {Text: w.t("col.rows"), Number: true}, {Text: w.t("col.yours"), Number: true}, {Text: w.t("col.note")},
	}}
	for i := range w.d.Searched {
		one := &w.d.Searched[i]
		var notes []string
		if one.Skipped != "" {
			notes = append(notes, w.t("note."+string(one.Skipped)))
		}
		if one.Held > 0 {
			notes = append(notes, w.t("note.held", strconv.Itoa(one.Held)))
		}
		t.Rows = append(t.Rows, []decision.Cell{
			{Text: plain(one.Name), Sub: plain(one.Where)}, {Text: w.relation(one.Relation)}, {Text: strconv.FormatInt(one.Rows, 10), Number: true},
			{Text: strconv.Itoa(one.Found), Number: true}, {Text: strings.Join(notes, "; ")},
		})
	}
	s.Blocks = []decision.Block{t}
	if len(w.d.Declared.Absent) > 0 {
		var names []string
		for _, a := range w.d.Declared.Absent {
			names = append(names, w.relation(a))
		}
		s.Blocks = append(s.Blocks, paragraph(w.t("absent")), list(names))
	}
	return s
}
