package decision

import (
	"slices"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// notices say what each notice says of the items it owes; nil without notices.
func (w *writer) notices() *Section {
	if len(w.r.Notices) == 0 {
		return nil
	}
	s := section(Topic, "notices", "", w.p.T("part.notices"))
	for i := range w.r.Notices {
		s.under(w.notice(i, &w.r.Notices[i]))
	}
	s.under(w.reach())
	s.add(loose(Remark, said(w.p.T("notices.remark"))))
	return s
}

func (w *writer) notice(i int, n *finding.Notice) *Section {
	s := section(Topic, ident("notice", i), "", n.Name)
	s.add(w.para(said(w.p.Capital(view.NoticeFormat(w.p, n)))))
	if n.Problem != nil {
		s.add(w.para(strong(w.p.Text(*n.Problem))))
		return s
	}
	s.add(w.items(n))
	if n.Message != nil {
		s.add(w.points(w.p.Colon(w.p.T("notices.message"), w.p.Code("message_kind", n.Message.Kind)), n.Message.Points))
	}
	return s
}

func (w *writer) items(n *finding.Notice) *Table {
	t := w.table(w.p.T("notices.caption", n.Name), "notices.item", "notices.state", "notices.sentence")
	quotes := slices.ContainsFunc(n.Items, func(it finding.NoticeItem) bool { return it.At.Sentence != "" })
	quoted := map[finding.Passage]bool{}
	for i := range n.Items {
		it := &n.Items[i]
		t.row(words(w.p.Capital(w.p.Field("notice", it.Item))),
			Cell{Text: w.p.Capital(view.ItemState(w.p, it)), Strong: view.Missed(it)}, w.passage(&it.At, quoted))
	}
	return t.quoting(quotes)
}

// points tables the questions on a message or form.
func (w *writer) points(caption string, points []finding.Point) *Table {
	t := w.table(caption, "forms.question", "notices.state", "notices.sentence")
	quotes := slices.ContainsFunc(points, func(pt finding.Point) bool { return pt.At.Sentence != "" })
	quoted := map[finding.Passage]bool{}
	for i := range points {
		pt := &points[i]
		t.row(words(w.p.Capital(w.p.Code("point", pt.Name))), Cell{Text: w.p.Capital(view.Answer(w.p, pt)), Strong: pt.Against}, w.passage(&pt.At, quoted))
	}
	return t.quoting(quotes)
}

// quoting leaves out the last column, of sentences, where there is none to quote, as in
// what is kept in a history.
func (t *Table) quoting(any bool) *Table {
	if any || len(t.Head) == 0 {
		return t
	}
	t.Head = t.Head[:len(t.Head)-1]
	for i := range t.Rows {
		t.Rows[i] = t.Rows[i][:len(t.Rows[i])-1]
	}
	return t
}

// passage quotes a sentence with its place; one that is quoted in the table already by
// its place only.
func (w *writer) passage(at *finding.Passage, quoted map[finding.Passage]bool) Cell {
	if at.Sentence == "" {
		return words("")
	}
	if where := view.Passage(w.p, at); quoted[*at] && where != "" {
		return words(w.p.T("doc.quoted", where))
	}
	quoted[*at] = true
	return words(view.Quotation(w.p, at.Sentence), view.Passage(w.p, at))
}

// reach says for whom the languages of the notices are not enough; nil without notices
// beside a dataset.
func (w *writer) reach() *Section {
	r := w.r.NoticeReach
	if r == nil {
		return nil
	}
	s := section(Topic, "reach", "", w.p.T("doc.reach"))
	s.add(w.para(said(view.ReachSummary(w.p, r))))
	var countries []string
	for i := range r.Countries {
		countries = append(countries, view.ReachCountry(w.p, &r.Countries[i]))
	}
	s.add(bullets(countries))
	return s
}

// forms say what each form asks and how; nil without forms.
func (w *writer) forms() *Section {
	if len(w.r.Forms) == 0 {
		return nil
	}
	s := section(Topic, "forms", "", w.p.T("part.forms"))
	for i := range w.r.Forms {
		s.under(w.form(i, &w.r.Forms[i]))
	}
	s.add(loose(Remark, said(w.p.T("forms.remark"))))
	return s
}

func (w *writer) form(i int, f *finding.Form) *Section {
	s := section(Topic, ident("form", i), "", f.Name)
	s.add(w.para(said(w.p.Capital(view.FormHead(w.p, f)))))
	boxes := w.table(w.p.T("forms.boxes", f.Name), "forms.box", "notices.state")
	for j := range f.Boxes {
		b := &f.Boxes[j]
		line := ""
		if b.Line > 0 {
			line = w.p.T("issue.line", w.p.Int(int64(b.Line)))
		}
		boxes.row(words(view.Quotation(w.p, b.Label), line), words(w.p.Capital(view.BoxState(w.p, b))))
	}
	s.add(boxes, w.points(w.p.T("forms.caption", f.Name), f.Points))
	return s
}
