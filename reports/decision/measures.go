package decision

import (
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// measures are the third part: the orders, and the order of magnitude of fines.
func (w *writer) measures() *Section {
	s := section(Part, "measures", "III.", w.p.T("doc.measures"))
	if len(w.orders) == 0 {
		s.add(w.para(said(w.unmeasured())))
	} else {
		s.under(w.operative())
	}
	s.under(w.exposure())
	return s
}

// unmeasured says that no measure is called for, and what that leaves open; where no rule
// gave an answer, that there is nothing to conclude from.
func (w *writer) unmeasured() string {
	if w.c.Unanswered() {
		return w.p.T("doc.measures.nothing")
	}
	out := []string{w.p.T("measures.none")}
	if n := len(w.c.NotShown) + len(w.c.NotAssessed); n > 0 {
		out = append(out, w.p.T("doc.measures.open"))
	}
	if !w.r.Coverage.Complete {
		out = append(out, w.p.T("doc.measures.partial"))
	}
	return join(out...)
}

// operative numbers the orders.
func (w *writer) operative() *Section {
	s := section(Topic, "operative", "", w.p.T("measures.operative"))
	s.add(w.para(said(w.p.T("measures.lead"))))
	l := &List{Ordered: true, Operative: true}
	for i := range w.orders {
		o := &w.orders[i]
		it := Item{ID: o.id(), Advised: !o.Required}
		if it.Advised {
			it.Runs = append(it.Runs, Run{Text: w.p.T("measures.advised"), Emph: true}, said(" "))
		}
		it.Runs = append(it.Runs, said(or(w.p.Text(o.Text))))
		it.Below = w.limits(o)
		l.Items = append(l.Items, it)
	}
	s.add(l)
	return s
}

// limits say by when an order is to be followed and which findings it answers.
func (w *writer) limits(o *order) []Run {
	out := []Run{strong(w.p.Capital(w.deadline(o.Within, o.Due))), said(" · " + w.p.T("measures.for") + " ")}
	for i, list := range together(o.Findings) {
		if i > 0 {
			out = append(out, said(", "))
		}
		out = append(out, Run{Text: or(list[0].Rule), Href: "#" + w.anchors[list[0]].id})
		marks := ofOne(list, w.until)
		for _, f := range list {
			if s := differs(list, f, w.until); s != "" {
				marks = dots(marks, w.p.Colon(or(view.Place(f)), s))
			}
		}
		if marks != "" {
			out = append(out, said(" ("+marks+")"))
		}
	}
	return out
}

// exposure words the order of magnitude of fines beside precedents; nil without a
// declared turnover.
func (w *writer) exposure() *Section {
	e := w.r.Exposure
	if e == nil {
		return nil
	}
	s := section(Topic, "exposure", "", w.p.T("doc.exposure"))
	s.add(loose(Remark, said(w.p.Text(e.Caveat))))
	if w.r.Coverage.Sample != nil {
		s.add(loose(Remark, strong(w.p.T("smp.exposure"))))
	}
	if !e.Verified {
		s.add(loose(Remark, strong(w.p.T("exposure.unverified"))))
	}
	t := w.table(w.p.T("doc.exposure.caption"), "doc.col.item", "#doc.col.amount")
	add := func(key, value string) { t.row(words(w.p.T(key)), number(value)) }
	add("exposure.turnover", w.p.Euros(e.Turnover))
	add("exposure.tier", w.p.T("articles.gdpr", e.Tier))
	add("exposure.maximum", w.p.Euros(e.Maximum))
	add("exposure.band", w.p.Code("band", e.Band))
	add("exposure.range", w.p.T("exposure.from_to", w.p.Euros(e.Low), w.p.Euros(e.High)))
	s.add(t, w.fines(e))
	return s
}

// fines tables those of the decisions cited.
func (w *writer) fines(e *finding.Exposure) *Table {
	t := w.table(w.p.T("doc.precedents.caption"), "doc.col.decision", "doc.col.sanction")
	for _, p := range e.Precedents {
		c := w.citation(p)
		t.row(words(c.text, c.trust), words(c.sanction))
	}
	return t
}
