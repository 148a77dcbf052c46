package dossier

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"leadlint/reports/decision"
	"leadlint/scanner/dossier"
)

// answers takes the questions of Art. 15(1) and (2) one by one.
func (w *writer) answers() *decision.Section {
	s := &decision.Section{ID: "answers", Role: decision.Part, Title: w.t("part.answers")}
	if len(w.d.Records) == 0 { // what is not processed has no purpose, period or source
		s.Blocks = []decision.Block{paragraph(w.t("nothing.held")), paragraph(w.t("f.text"))}
		return s
	}
	for _, q := range []struct {
		id     string
		answer func() (blocks []decision.Block, whole bool)
	}{
		{"a", w.purposes}, {"b", w.categories}, {"c", w.recipients}, {"d", w.storage},
		{"e", w.fixed("e.text")}, {"f", w.fixed("f.text")}, {"g", w.sources}, {"h", w.automated}, {"t", w.transfers},
	} {
		one := &decision.Section{ID: "answer-" + q.id, Role: decision.Topic, Title: w.t("q." + q.id)}
		blocks, whole := q.answer()
		one.Blocks = blocks
		if !whole {
			w.gaps = append(w.gaps, gap{one.ID, one.Title})
		}
		s.Sections = append(s.Sections, one)
	}
	return s
}

// open lists what is left open, with links.
func (w *writer) open(*decision.Section) *decision.Section {
	s := &decision.Section{ID: "open", Role: decision.Part, Title: w.t("part.open")}
	if len(w.gaps) == 0 {
		s.Blocks = []decision.Block{paragraph(w.t("open.none"))}
		return s
	}
	l := &decision.List{}
	for _, g := range w.gaps {
		l.Items = append(l.Items, decision.Item{Runs: []decision.Run{{Text: g.title, Href: "#" + g.id}}})
	}
	s.Blocks = []decision.Block{paragraph(w.t("open.lead")), l}
	return s
}

func (w *writer) fixed(key string) func() ([]decision.Block, bool) {
	return func() ([]decision.Block, bool) { return []decision.Block{paragraph(w.t(key))}, true }
}

// purposes answers (a), with the legal basis.
func (w *writer) purposes() ([]decision.Block, bool) {
	var blocks []decision.Block
	d := &w.d.Declared
	recorded := w.recorded("purpose", "")
	if len(d.Purposes) > 0 {
		blocks = append(blocks, paragraph(w.t("a.declared")), list(w.values(d.Purposes, func(f dossier.Fact) string { return f.Value })))
	}
	if recorded != nil {
		blocks = append(blocks, recorded)
	}
	whole := blocks != nil
	if !whole {
		blocks = append(blocks, styled(decision.Remark, w.t("a.none")))
	}
	if len(d.Bases) > 0 {
		blocks = append(blocks, paragraph(w.t("a.basis")), list(w.values(d.Bases, func(f dossier.Fact) string {
			if f.Field == "" {
				return w.t("basis." + f.Value)
			}
			return w.t("basis."+f.Value) + " – " + f.Field
		})))
	}
	if p := w.recorded("lawful_basis", "consent"); p != nil {
		blocks = append(blocks, p)
	}
	return blocks, whole
}

// values words facts with the places where they are declared.
func (w *writer) values(facts []dossier.Fact, word func(dossier.Fact) string) []string {
	var out []string
	for _, f := range facts {
		s := plain(word(f))
		if f.Where != "" {
			s += " (" + plain(f.Where) + ")"
		}
		out = append(out, s)
	}
	return out
}

// recorded says in which columns the records hold fields of the given names; nil when
// none does.
func (w *writer) recorded(fields ...string) *decision.Paragraph {
	var where []string
	for i := range w.d.Records {
		if names := headers(&w.d.Records[i], func(c *dossier.Cell) bool { return c.Field != "" && slices.Contains(fields, c.Field) }); names != nil {
			where = append(where, w.in(i, names))
		}
	}
	if where == nil {
		return nil
	}
	return paragraph(w.t("recorded", strings.Join(where, "; ")))
}

// in says in which columns of a record something stands.
func (w *writer) in(record int, names []string) string {
	return w.t("in", strconv.Itoa(record+1), w.columns(names))
}

// columns names columns.
func (w *writer) columns(names []string) string {
	if len(names) == 1 {
		return w.t("column", names[0])
	}
	return w.t("columns", strings.Join(names, ", "))
}

// headers names the columns of the cells that are wanted; nil for none.
func headers(r *dossier.Record, want func(*dossier.Cell) bool) []string {
	var out []string
	for i := range r.Cells {
		if c := &r.Cells[i]; want(c) {
			out = append(out, header(c.Header))
		}
	}
	return out
}

// categories answers (b) by the kinds of data that are held.
func (w *writer) categories() ([]decision.Block, bool) {
	var out []string
	for _, g := range dossier.Groups() {
		if slices.ContainsFunc(w.d.Records, func(r dossier.Record) bool {
			return slices.ContainsFunc(r.Cells, func(c dossier.Cell) bool { return c.Group == g })
		}) {
			out = append(out, w.t("group."+g))
		}
	}
	return []decision.Block{list(out)}, true
}

// recipients answers (c).
func (w *writer) recipients() ([]decision.Block, bool) {
	var blocks []decision.Block
	if r := w.d.Declared.Recipients; len(r) > 0 {
		blocks = append(blocks, paragraph(w.t("c.declared")), list(w.values(r, func(f dossier.Fact) string {
			if f.Field == "" {
				return f.Value
			}
			return f.Value + ", " + w.country(f.Field)
		})))
	}
	logs, found := 0, 0
	for i := range w.d.Searched {
		if s := &w.d.Searched[i]; s.Relation == "disclosure" && s.Skipped == "" {
			logs, found = logs+1, found+s.Found
		}
	}
	switch {
	case found > 0:
		return append(blocks, paragraph(w.t("c.log", strconv.Itoa(found)))), true
	case logs > 0:
		return append(blocks, paragraph(w.t("c.nolog"))), true
	}
	return append(blocks, styled(decision.Remark, w.t("c.none"))), false
}

// storage answers (d).
func (w *writer) storage() ([]decision.Block, bool) {
	var blocks []decision.Block
	for _, f := range w.d.Declared.Periods {
		s := w.period(f.Value)
		if f.Field != "" {
			s += " – " + plain(f.Field)
		}
		if f.Where != "" {
			s += " (" + plain(f.Where) + ")"
		}
		blocks = append(blocks, paragraph(w.t("d.declared", s)))
	}
	if p := w.recorded("expires_at"); p != nil {
		blocks = append(blocks, p)
	}
	if blocks == nil {
		return []decision.Block{styled(decision.Remark, w.t("d.none"))}, false
	}
	return blocks, true
}

// sources answers (g), record by record.
func (w *writer) sources() ([]decision.Block, bool) {
	whole := true
	var blocks []decision.Block
	for i := range w.d.Searched {
		s := &w.d.Searched[i]
		if s.Found == 0 || len(s.Stated) == 0 {
			continue
		}
		said := w.values(s.Stated, func(f dossier.Fact) string { return w.t("stated."+f.Field) + ": " + w.statedValue(f) })
		blocks = append(blocks, paragraph(w.t("g.stated", plain(s.Name), strings.Join(said, "; "))))
	}
	held := false
	for i := range w.d.Records {
		if r := &w.d.Records[i]; w.ofDataset(r) {
			held = true
			text, known := w.source(i, r)
			style := decision.Body
			if !known {
				style = decision.Remark
			}
			whole = whole && known
			blocks = append(blocks, styled(style, text))
		}
	}
	if !held {
		blocks = append(blocks, paragraph(w.t("copy.none")))
	}
	if n := w.d.Declared.Notice; n != nil {
		blocks = append(blocks, list(w.values([]dossier.Fact{*n}, func(f dossier.Fact) string { return w.t("stated.notice_sent_at") + ": " + w.statedValue(f) })))
	}
	return blocks, whole
}

// statedValue words a fact that is stated for a whole file.
func (w *writer) statedValue(f dossier.Fact) string {
	switch f.Field {
	case "legal_basis":
		return w.t("basis." + f.Value)
	case "collected_at", "notice_sent_at":
		if f.Value == "never" {
			return w.t("never")
		}
		return w.day(f.Value)
	}
	return f.Value
}

// source says where the values of a record came from; known is false where that is not
// recorded for all of them.
func (w *writer) source(i int, r *dossier.Record) (text string, known bool) {
	n := strconv.Itoa(i + 1)
	named := headers(r, func(c *dossier.Cell) bool { return dossier.SourceField(c.Field) && c.Field != "email_source" })
	email := headers(r, func(c *dossier.Cell) bool { return c.Field == "email_source" })
	about := headers(r, func(c *dossier.Cell) bool {
		return slices.Contains([]string{"identity", "contact", "place", "employment", "profile"}, c.Group) && c.Field != "record_id"
	})
	stated := slices.ContainsFunc(w.d.Searched[r.Table].Stated, func(f dossier.Fact) bool { return f.Field == "origin" })
	switch {
	case named != nil && r.Source != "" && r.Source != "named" && !stated:
		return w.t("g.vague", n, w.columns(named)), false
	case named != nil:
		return w.t("g.recorded", n, w.columns(append(named, email...))), true
	case email != nil && !stated:
		rest := headers(r, func(c *dossier.Cell) bool {
			return slices.Contains(about, header(c.Header)) && !strings.HasPrefix(c.Field, "email")
		})
		return w.t("g.partly", n, w.columns(email), strings.Join(rest, ", ")), len(rest) == 0
	case stated:
		return w.t("record", n) + ": " + plain(w.d.Searched[r.Table].Name), true
	}
	return w.t("g.none", n, strings.Join(about, ", ")), false
}

// automated answers (h).
func (w *writer) automated() ([]decision.Block, bool) { return w.told("h", w.d.Declared.Automated) }

// transfers answers Art. 15(2).
func (w *writer) transfers() ([]decision.Block, bool) { return w.told("t", w.d.Declared.Transfers) }

// told words what is declared of a yes or no; a yes needs more than that.
func (w *writer) told(key string, f *dossier.Fact) ([]decision.Block, bool) {
	if f == nil {
		return []decision.Block{styled(decision.Remark, w.t(key+".none"))}, false
	}
	s := w.t(key + "." + f.Value)
	if f.Where != "" {
		s += " (" + plain(f.Where) + ")"
	}
	if f.Value == "true" {
		return []decision.Block{styled(decision.Remark, s)}, false
	}
	return []decision.Block{paragraph(s)}, true
}

// capital writes the first letter large.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
