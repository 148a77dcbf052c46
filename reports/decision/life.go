package decision

import (
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// waiver says of a finding who waived it, why and until when.
func (w *writer) waiver(v *finding.Waived) string {
	return w.p.T("doc.waived.said", w.p.Date(v.Expires), or(v.Owner), w.p.T("word.quoted", or(v.Reason)))
}

// waivedBy is waiver for a finding that has one; empty for every other.
func (w *writer) waivedBy(f *finding.Finding) string {
	if v := view.WaiverOf(f); v != nil {
		return w.waiver(v)
	}
	return ""
}

// until marks a finding that is waived; empty for every other.
func (w *writer) until(f *finding.Finding) string {
	v := view.WaiverOf(f)
	if v == nil {
		return ""
	}
	return w.p.T("doc.waived.until", w.p.Date(v.Expires))
}

// waived is the head on the findings waived; nil without findings waived and waivers.
func (w *writer) waived() *Section {
	l := &List{}
	for _, f := range w.c.Fired() {
		if until := w.until(f); until != "" {
			l.Items = append(l.Items, w.entry(f, until))
		}
	}
	if len(l.Items) == 0 && len(w.r.Waivers) == 0 {
		return nil
	}
	s := section(Topic, "waived", w.letter()+".", w.p.T("doc.waived"))
	if n := len(l.Items); n > 0 {
		s.add(w.para(said(w.p.N("doc.waived.lead", int64(n)))), l)
	} else {
		s.add(w.para(said(w.p.T("doc.waived.none"))))
	}
	s.add(w.waivers(true), w.waivers(false))
	return s
}

// entry is an item that leads to a finding.
func (w *writer) entry(f *finding.Finding, after string) Item {
	first := Run{Text: or(f.Rule), Href: "#" + w.anchors[f].id}
	rest := " " + or(w.p.Text(f.Title))
	if at := view.Place(f); at != "" {
		rest += " (" + at + ")"
	}
	if after != "" {
		rest += " – " + after
	}
	return Item{Runs: []Run{first, said(rest)}}
}

// waivers tables those that hold, or those that do not; nil without such waivers.
func (w *writer) waivers(hold bool) *Table {
	t := w.table(w.p.T("doc.waivers.broken"), "col.rule", "doc.col.grounds", "doc.col.owner", "doc.col.approved", "doc.col.until", "doc.col.state", "#doc.col.would")
	if hold {
		t = w.table(w.p.T("doc.waivers.active"), "col.rule", "doc.col.grounds", "doc.col.owner", "doc.col.approved", "doc.col.until", "#doc.col.covers")
	}
	for i := range w.r.Waivers {
		v := &w.r.Waivers[i]
		if (v.State == finding.WaiverActive) != hold {
			continue
		}
		cells := []Cell{
			{Text: v.Rule, Sub: dots(w.limited(v), v.Terms.Where), Keep: true}, words(v.Terms.Reason), words(v.Terms.Owner),
			words(w.p.Date(v.Terms.Approved)), words(w.p.Date(v.Terms.Expires)),
		}
		if !hold {
			cells = append(cells, Cell{Text: w.p.Code("doc.waiver", v.State), Strong: v.State != finding.WaiverNotExamined})
		}
		t.row(append(cells, w.covers(v))...)
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// limited words what a waiver is limited to.
func (w *writer) limited(v *finding.Waiver) string {
	var parts []string
	for _, s := range v.Subject {
		parts = append(parts, w.p.Colon(w.p.Code("doc.waiver.by", s.Field), s.Value))
	}
	return dots(parts...)
}

// covers counts what a waiver waives.
func (w *writer) covers(v *finding.Waiver) Cell {
	c := Cell{Text: w.p.N("doc.waiver.findings", int64(v.Findings)), Number: true}
	if v.Places > 0 {
		c.Sub = w.p.N("doc.waiver.places", int64(v.Places))
	}
	return c
}

// compared is the head on what changed since an earlier audit; nil without one.
func (w *writer) compared() *Section {
	c := w.r.Comparison
	if c == nil {
		return nil
	}
	s := section(Topic, "compared", w.letter()+".", w.p.T("doc.compared"))
	s.add(w.para(said(w.p.T("doc.compared.with", or(c.With), or(w.p.Date(c.Now))))), w.compare(c))
	unlooked := 0
	for i := range c.Fixed {
		if c.Fixed[i].Outcome == finding.NotAssessed {
			unlooked++
		}
	}
	if unlooked > 0 {
		s.add(loose(Remark, strong(w.p.N("doc.compared.unlooked", int64(unlooked)))))
	}
	l := &List{}
	for _, f := range w.c.Fired() {
		if f.State == finding.StateNew || f.State == finding.StateReopened {
			l.Items = append(l.Items, w.entry(f, w.state(f)))
		}
	}
	if len(l.Items) > 0 {
		s.add(loose(Lead, said(w.p.T("doc.compared.new"))), l)
	}
	s.add(w.fixed(c), w.trend(c))
	if p := c.Places; p != nil {
		s.add(w.para(said(w.p.T("doc.compared.places", w.p.Int(int64(p.New)), w.p.Int(int64(p.Known)), w.p.Int(int64(p.Reopened)), w.p.Int(int64(len(p.Fixed)))))))
		s.add(w.gone(p))
	}
	return s
}

// gone tables the places in code of the earlier audit that are gone.
func (w *writer) gone(p *finding.PlaceComparison) *Table {
	t := w.table(w.p.T("doc.compared.gone"), "col.rule", "doc.col.file")
	for i, x := range p.Fixed {
		if i == mostPlaces {
			t.row(words(w.p.N("code.cut", int64(len(p.Fixed)-mostPlaces))), words(""))
			break
		}
		t.row(Cell{Text: x.Rule, Keep: true}, words(x.File))
	}
	return t
}

// compare tables the numbers of findings by what became of them.
func (w *writer) compare(c *finding.Comparison) *Table {
	t := w.table(w.p.T("doc.compared.caption"), "doc.col.became", "#doc.col.findings")
	add := func(text string, n int) { t.row(words(w.p.Capital(text)), w.count(int64(n))) }
	add(w.p.T("doc.state.new"), c.New)
	add(w.p.T("doc.state.reopened"), c.Reopened)
	add(w.p.T("doc.state.same"), c.Same)
	for _, o := range []finding.Outcome{finding.Clear, finding.NotShown, finding.NotAssessed, ""} {
		n := 0
		for i := range c.Fixed {
			if known(c.Fixed[i].Outcome) == o {
				n++
			}
		}
		if n > 0 || o == finding.Clear {
			add(w.became(o), n)
		}
	}
	return t
}

// known gives the outcomes that something fixed can have, "" for what the rules of
// today have no answer to.
func known(o finding.Outcome) finding.Outcome {
	switch o {
	case finding.Clear, finding.NotShown, finding.NotAssessed:
		return o
	}
	return ""
}

// became words what became of a finding of the earlier audit.
func (w *writer) became(o finding.Outcome) string {
	switch known(o) {
	case finding.Clear:
		return w.p.T("doc.fixed.clear")
	case finding.NotShown:
		return w.p.T("doc.fixed.not_shown")
	case finding.NotAssessed:
		return w.p.T("doc.fixed.not_assessed")
	}
	return w.p.T("doc.fixed.gone")
}

// fixed tables the findings of the earlier audit that this one does not have.
func (w *writer) fixed(c *finding.Comparison) *Table {
	t := w.table(w.p.T("doc.fixed"), "col.rule", "col.title", "col.severity", "doc.col.now")
	for i := range c.Fixed {
		x := &c.Fixed[i]
		t.row(Cell{Text: x.Rule, Keep: true}, words(w.p.Text(x.Title), place(x.Dataset, x.Table)), words(w.p.Code("severity", x.Severity)),
			Cell{Text: w.p.Capital(w.became(x.Outcome)), Strong: x.Outcome == finding.NotAssessed})
	}
	return t
}

// trend tables the rows concerned, before and now.
func (w *writer) trend(c *finding.Comparison) *Table {
	t := w.table(w.p.T("doc.trend"), "col.rule", "col.title", "#doc.col.before", "#doc.col.after", "#doc.col.difference")
	for _, x := range c.Rules {
		title, at := "", ""
		for i := range w.r.Findings {
			if f := &w.r.Findings[i]; f.Fingerprint == x.Fingerprint {
				title, at = w.p.Text(f.Title), view.Place(f)
			}
		}
		t.row(Cell{Text: x.Rule, Keep: true}, words(title, at), w.count(x.Before), w.count(x.After), number(w.difference(x.After-x.Before)))
	}
	return t
}

// difference words a difference with its sign.
func (w *writer) difference(n int64) string {
	switch {
	case n > 0:
		return "+" + w.p.Int(n)
	case n < 0:
		return "−" + w.p.Int(-n)
	}
	return w.p.Int(0)
}
