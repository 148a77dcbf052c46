package html

import (
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// informed is what the document says of one notice or form.
type informed struct {
	Name, About, Problem string
	Table, Points        *table
}

// Informed lists the notices with their items.
func (d *document) Informed() []informed {
	var out []informed
	for i := range d.R.Notices {
		n := &d.R.Notices[i]
		one := informed{Name: n.Name, About: view.NoticeFormat(d.P, n)}
		if n.Problem != nil {
			one.Problem = d.P.Text(*n.Problem)
			out = append(out, one)
			continue
		}
		if len(n.Items) > 0 {
			one.Table = d.items(n)
		}
		if n.Message != nil {
			one.Points = d.points(d.P.Colon(d.P.T("notices.message"), d.P.Code("message_kind", n.Message.Kind)), n.Message.Points)
		}
		out = append(out, one)
	}
	return out
}

func (d *document) items(n *finding.Notice) *table {
	t := &table{Caption: d.P.T("notices.caption", n.Name), Head: d.heads("notices.item", "notices.state", "notices.sentence")}
	for i := range n.Items {
		it := &n.Items[i]
		said := td{Text: "–"}
		if it.At.Sentence != "" {
			said = td{Text: view.Quotation(d.P, it.At.Sentence), Sub: view.Passage(d.P, &it.At)}
		}
		t.Rows = append(t.Rows, []td{
			{Text: d.P.Capital(d.P.Field("notice", it.Item))},
			{Text: d.P.Capital(view.ItemState(d.P, it)), Strong: view.Missed(it)}, said,
		})
	}
	return t
}

// points tables the questions on a message or form.
func (d *document) points(caption string, points []finding.Point) *table {
	t := &table{Caption: caption, Head: d.heads("forms.question", "notices.state", "notices.sentence")}
	for i := range points {
		p := &points[i]
		said := td{Text: "–"}
		if p.At.Sentence != "" {
			said = td{Text: view.Quotation(d.P, p.At.Sentence), Sub: view.Passage(d.P, &p.At)}
		}
		t.Rows = append(t.Rows, []td{
			{Text: d.P.Capital(d.P.Code("point", p.Name))}, {Text: d.P.Capital(view.Answer(d.P, p)), Strong: p.Against}, said,
		})
	}
	return t
}

// Asked lists the forms with their boxes.
func (d *document) Asked() []informed {
	var out []informed
	for i := range d.R.Forms {
		f := &d.R.Forms[i]
		one := informed{Name: f.Name, About: view.FormHead(d.P, f), Points: d.points(d.P.T("forms.caption", f.Name), f.Points)}
		if len(f.Boxes) > 0 {
			one.Table = &table{Caption: d.P.T("forms.boxes", f.Name), Head: d.heads("forms.box", "notices.state")}
			for j := range f.Boxes {
				b := &f.Boxes[j]
				sub := ""
				if b.Line > 0 {
					sub = d.P.T("issue.line", d.P.Int(int64(b.Line)))
				}
				one.Table.Rows = append(one.Table.Rows, []td{{Text: view.Quotation(d.P, b.Label), Sub: sub}, {Text: d.P.Capital(view.BoxState(d.P, b))}})
			}
		}
		out = append(out, one)
	}
	return out
}

// Reached says for whom the notices' languages are not enough, empty without
// notices beside a dataset.
func (d *document) Reached() []string {
	r := d.R.NoticeReach
	if r == nil {
		return nil
	}
	out := []string{view.ReachSummary(d.P, r)}
	for i := range r.Countries {
		out = append(out, view.ReachCountry(d.P, &r.Countries[i]))
	}
	return out
}

// TextsRead counts the notices and forms that were read.
func (d *document) TextsRead() []string {
	var out []string
	for _, s := range view.TextsRead(d.P, d.R) {
		out = append(out, d.P.Capital(s))
	}
	return out
}
