package decision

import (
	"slices"
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

const (
	// mostPlaces is how many rows the table of a finding's places has at most; the JSON
	// has all.
	mostPlaces = 200
	// mostOfFile is how many places of one file have rows of their own; more of them
	// share one.
	mostOfFile = 3
	// mostLines is how many lines such a row names.
	mostLines = 12
)

// code says what was read of each folder of code; nil without code.
func (w *writer) code() *Section {
	if len(w.r.Code) == 0 {
		return nil
	}
	s := section(Topic, "code", "", w.p.T("part.code_read"))
	s.add(loose(Remark, said(w.p.T("code.remark"))))
	for i := range w.r.Code {
		c := &w.r.Code[i]
		one := section(Topic, ident("code", i), "", c.Name)
		t := w.table(w.p.T("code.languages", c.Name), "code.col.language", "#code.col.files", "#code.col.lines", "#code.col.recovered")
		for _, l := range c.Languages {
			t.row(words(w.p.Code("code.language", l.Language)), w.count(int64(l.Files)), w.count(int64(l.Lines)), w.count(int64(l.Recovered)))
		}
		one.add(w.para(said(view.CodeRead(w.p, c))), t, bullets(view.CodeRemarks(w.p, c)))
		s.under(one)
	}
	return s
}

// places tables where code sets a finding off; nil for findings on other relations.
func (w *writer) places(f *finding.Finding) *Table {
	if len(f.Places) == 0 {
		return nil
	}
	t := w.table(w.p.T("code.places", f.Rule), "code.col.place", "code.col.code")
	t.Code = true
	left := len(f.Places)
	for _, g := range w.gather(f.Places) {
		if len(t.Rows) == mostPlaces {
			t.row(words(w.p.N("code.cut", int64(left))), words(""))
			break
		}
		left -= len(g.places)
		t.row(words(view.FilePlace(g.places[0]), w.further(g.places), g.marks), words(g.places[0].Excerpt))
	}
	return t
}

// gathered are places that share a row: those of one file with the same marks, where
// there are many.
type gathered struct {
	places []*finding.Place
	marks  string
}

// gather gives the rows of places, in the order in which each begins.
func (w *writer) gather(places []finding.Place) []gathered {
	type key struct{ file, marks string }
	many := map[key]int{}
	keys := make([]key, len(places))
	for i := range places {
		keys[i] = key{places[i].File, w.marks(&places[i])}
		many[keys[i]]++
	}
	at := map[key]int{}
	var out []gathered
	for i := range places {
		k := keys[i]
		if j, ok := at[k]; ok && many[k] > mostOfFile {
			out[j].places = append(out[j].places, &places[i])
			continue
		}
		at[k] = len(out)
		out = append(out, gathered{[]*finding.Place{&places[i]}, k.marks})
	}
	return out
}

// marks says what sets a place apart and what it rests on.
func (w *writer) marks(p *finding.Place) string {
	marks := slices.Clone(view.PlaceMarks(w.p, p))
	if p.Waived != nil {
		marks = append(marks, w.p.T("doc.waived.until", w.p.Date(p.Waived.Expires)))
	}
	return dots(append(marks, view.PlaceUsed(w.p, p))...)
}

// further counts the places of a row beside the first, with their lines.
func (w *writer) further(places []*finding.Place) string {
	rest := places[1:]
	if len(rest) == 0 {
		return ""
	}
	var lines []string
	for _, p := range rest[:min(len(rest), mostLines)] {
		lines = append(lines, w.p.Int(int64(p.Line)))
	}
	if len(rest) > mostLines {
		lines = append(lines, "…")
	}
	return w.p.N("doc.places.more", int64(len(rest)), strings.Join(lines, ", "))
}
