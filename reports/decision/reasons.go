package decision

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// reasons are the second part: the findings duty by duty, then what was waived, what
// changed, what was not retained and what could not be assessed.
func (w *writer) reasons() *Section {
	s := section(Part, "reasons", "II.", w.p.T("doc.reasons"))
	duties := w.c.Sections()
	s.add(w.outcomes(duties))
	for i := range duties {
		s.under(w.duty(&duties[i]))
	}
	s.under(w.waived(), w.compared(), w.cleared(), w.ask())
	return s
}

// outcomes charts the number of rules by outcome for each duty; nil without rules.
func (w *writer) outcomes(duties []view.Section) *Bars {
	if len(duties) == 0 {
		return nil
	}
	b := &Bars{ID: "chart-outcomes", Title: w.p.T("chart.outcomes.title"), Text: w.p.T("chart.outcomes.desc")}
	b.Figures = w.table(b.Title, "doc.col.duty")
	for _, name := range []string{"breach", "marked", "open", "clear", "none"} {
		b.Fills = append(b.Fills, Fill{name, w.p.T("chart." + name)})
		b.Figures.Head = append(b.Figures.Head, Column{w.p.T("chart." + name), true})
	}
	for _, d := range duties {
		breach := 0
		for _, f := range d.Fired {
			if view.Concluded(f) == view.Constituted {
				breach++
			}
		}
		bar := w.bar(d.Letter+". "+w.p.Capital(w.p.T("duty.short."+string(d.Duty))),
			int64(breach), int64(len(d.Fired)-breach), int64(len(d.NotShown)), int64(len(d.Clear)), int64(len(d.NotAssessed)))
		b.Rows = append(b.Rows, bar)
		cells := []Cell{words(bar.Label)}
		for _, v := range bar.Shown {
			cells = append(cells, number(v))
		}
		b.Figures.row(cells...)
	}
	return b
}

// duty is one head of the reasons.
func (w *writer) duty(d *view.Section) *Section {
	letter := w.letter()
	s := section(Duty, "duty-"+string(d.Duty), letter+".", w.p.Label(d.Duty.Heading()))
	s.Verdict = &Verdict{string(d.Conclusion), w.p.T("doc.verdict"), w.p.T("conclusion." + string(d.Conclusion))}
	if len(d.Fired) == 0 {
		if n := len(d.Clear); n > 0 {
			s.add(w.para(said(w.p.N("doc.section.clear", int64(n)))))
		}
		if n := len(d.NotAssessed); n > 0 {
			s.add(w.para(said(w.p.N("doc.section.none", int64(n)))))
		}
	}
	for i, list := range together(d.Fired) {
		s.under(w.result(list, letter+"."+strconv.Itoa(i+1)))
	}
	if len(d.NotShown) > 0 {
		s.under(w.open(s.ID+"-open", d.NotShown))
	}
	return s
}

// open tables findings that were not shown.
func (w *writer) open(id string, findings []*finding.Finding) *Section {
	s := section(Topic, id, "", w.p.T("doc.open"))
	t := w.table(w.p.T("doc.open.caption"), "col.rule", "col.title", "#col.records", "doc.col.missing", "col.evidence")
	for _, list := range alike(findings, func(f *finding.Finding) string { return w.missing(f) + w.state(f) }) {
		f := list[0]
		t.row(Cell{Text: f.Rule, Sub: w.p.Code("severity", f.Severity), Keep: true}, words(w.p.Text(f.Title), w.counted(list, notShown), w.state(f)),
			w.openOf(list), words(w.missing(f)), words(w.p.Text(f.Evidence)))
	}
	s.add(t)
	return s
}

// openOf counts what is not shown, with the share of the whole where that is of a sample
// of one table.
func (w *writer) openOf(list []*finding.Finding) Cell {
	c := w.sum(list, notShown)
	if len(list) == 1 && list[0].Interval != nil {
		c.Sub = w.p.T("smp.short", view.Range(w.p, list[0].Interval))
	}
	return c
}

// missing says why a finding was not shown: the reason, or the facts that no column
// gives.
func (w *writer) missing(f *finding.Finding) string {
	if s := w.p.Opt(f.Reason); s != "" {
		return s
	}
	var names []string
	for _, m := range f.Subject.Missing {
		names = append(names, w.p.Field(f.Subject.Relation, m))
	}
	if len(names) == 0 {
		if !view.HoldsRecords(f.Subject.Relation) {
			return w.p.T("doc.missing.text")
		}
		return w.p.T("doc.missing")
	}
	return w.p.Capital(strings.Join(names, ", "))
}

// cleared is what was examined and not retained, with the preliminary conditions.
func (w *writer) cleared() *Section {
	s := section(Topic, "clear", w.letter()+".", w.p.T("doc.clear"))
	if n := len(w.c.Clear); n > 0 {
		s.add(w.para(said(w.p.N("doc.clear.lead", int64(n)))))
	} else {
		s.add(w.para(said(w.p.T("doc.clear.none"))))
	}
	sample := w.r.Coverage.Sample != nil
	t := w.table(w.p.T("doc.clear.caption"), "col.rule", "col.title", "doc.col.where", "#doc.col.examined")
	if sample {
		t.Head = append(t.Head, w.heads("#smp.col.most")...)
	}
	for _, list := range alike(w.c.Clear, w.most) {
		row := []Cell{{Text: list[0].Rule, Keep: true}, words(w.p.Text(list[0].Title)), words(cmp.Or(w.counted(list, examined), view.Unplaced(w.p, list[0]))), w.sum(list, examined)}
		if sample {
			row = append(row, number(w.most(list[0])))
		}
		t.row(row...)
	}
	s.add(t)
	s.under(w.gates())
	return s
}

// most is how much of a whole table a finding that is clear in a sample of it leaves open;
// empty where no sample was drawn of what it is on.
func (w *writer) most(f *finding.Finding) string {
	if f.Interval == nil {
		return ""
	}
	return w.p.Bound(f.Interval.High, true)
}

// gates list the preliminary conditions; nil without any.
func (w *writer) gates() *Section {
	if len(w.c.Gates) == 0 {
		return nil
	}
	s := section(Topic, "gates", "", w.p.T("part.gates"))
	var items []string
	for _, f := range w.c.Gates {
		one := join(f.Rule, w.p.Text(f.Title)) + w.c.Where(f) + " – " + w.p.Code("gate", string(f.Outcome)) + "."
		if f.Outcome == finding.Breach {
			one = join(one, w.p.Text(f.Why))
		}
		items = append(items, one)
	}
	s.add(bullets(items))
	return s
}

// ask is what could not be assessed and the evidence to ask for.
func (w *writer) ask() *Section {
	s := section(Topic, "ask", w.letter()+".", w.p.T("doc.ask"))
	if n := len(w.c.NotAssessed); n > 0 {
		s.add(w.para(said(w.p.N("doc.ask.lead", int64(n)))))
	}
	why := w.table(w.p.T("doc.reasons.caption"), "doc.col.reason", "#doc.col.examinations")
	for _, r := range w.unassessed() {
		why.row(words(r.text), w.count(int64(len(r.findings))))
	}
	s.add(why)
	if len(why.Rows) > 0 {
		s.add(loose(Aside, said(w.p.T("doc.ask.annex")+" "), Run{Text: w.p.T("doc.ask.annex.which"), Href: "#annex-rules"}, said(".")))
	}
	asked := w.table(w.p.T("doc.requests.caption"), "col.evidence", "doc.col.concerned")
	for _, r := range w.c.Requests() {
		if text := w.p.Text(r.Text); text != "" {
			asked.row(words(text), words(w.named(r.Findings)))
		}
	}
	if len(asked.Rows) == 0 {
		s.add(w.para(said(w.p.T("doc.ask.none"))))
	}
	s.add(asked)
	return s
}

// mostNamed is how many rules stand with their titles; more of them with their ids only,
// for the annex has the titles.
const mostNamed = 8

// named lists rules, each once, with their titles where they are few.
func (w *writer) named(findings []*finding.Finding) string {
	if ids := view.Rules(findings); len(ids) > mostNamed {
		return strings.Join(ids, ", ")
	}
	var out []string
	for _, f := range findings {
		if one := join(f.Rule, w.p.Text(f.Title)); !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return dots(out...)
}
