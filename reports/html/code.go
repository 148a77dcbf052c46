package html

import (
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// mostPlaces is how many places of a finding the document shows; the JSON has all.
const mostPlaces = 200

// places tables where code sets a finding off, nil for findings on other relations.
func (d *document) places(f *finding.Finding) *table {
	if len(f.Places) == 0 {
		return nil
	}
	t := &table{Caption: d.P.T("code.places", f.Rule), Head: d.heads("code.col.place", "code.col.code"), Code: true}
	for i := range f.Places {
		p := &f.Places[i]
		if i == mostPlaces {
			t.Rows = append(t.Rows, []td{{Text: d.P.N("code.cut", int64(len(f.Places)-mostPlaces))}, {Text: "–"}})
			break
		}
		marks := view.PlaceMarks(d.P, p)
		if used := view.PlaceUsed(d.P, p); used != "" {
			marks = append(marks, used)
		}
		t.Rows = append(t.Rows, []td{{Text: view.FilePlace(p), Sub: strings.Join(marks, " · ")}, {Text: p.Excerpt}})
	}
	return t
}

// codeRead is what the document says of one folder of code.
type codeRead struct {
	Name, About string
	Languages   *table
	Remarks     []string
}

// CodeRead lists the folders of code with what was read of them.
func (d *document) CodeRead() []codeRead {
	var out []codeRead
	for i := range d.R.Code {
		c := &d.R.Code[i]
		one := codeRead{Name: c.Name, About: view.CodeRead(d.P, c), Remarks: view.CodeRemarks(d.P, c)}
		one.Languages = &table{Caption: d.P.T("code.languages", c.Name), Head: d.heads("code.col.language", "#code.col.files", "#code.col.lines", "#code.col.recovered")}
		for _, l := range c.Languages {
			one.Languages.Rows = append(one.Languages.Rows, []td{{Text: d.P.Code("code.language", l.Language)},
				{Text: d.P.Int(int64(l.Files)), Num: true}, {Text: d.P.Int(int64(l.Lines)), Num: true}, {Text: d.P.Int(int64(l.Recovered)), Num: true}})
		}
		out = append(out, one)
	}
	return out
}
