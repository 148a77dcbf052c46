package decision

import (
	"slices"
	"strconv"
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// mostSamples is how many masked records a finding shows.
const mostSamples = 5

// result is one finding that fired, in the four moves of a decision.
func (w *writer) result(f *finding.Finding, number string) *Section {
	at := w.anchors[f]
	s := section(Result, at.id, number, or(w.p.Text(f.Title)))
	s.add(loose(Meta, w.meta(f)...))
	s.under(w.inLaw(f, at.id), w.inThisCase(f, at.id), w.defence(f, at.id), w.conclusion(f, at))
	return s
}

// meta is the line of facts below the head of a finding.
func (w *writer) meta(f *finding.Finding) []Run {
	var after string
	for _, s := range []string{
		w.p.T("doc.severity", w.p.Code("severity", f.Severity)), w.p.Code("kind", f.Kind), w.articles(f), view.Place(f), w.state(f), w.until(f),
	} {
		if s != "" {
			after += " · " + s
		}
	}
	return []Run{strong(or(f.Rule)), said(after)}
}

// state words how a finding stands beside an earlier audit; empty without one.
func (w *writer) state(f *finding.Finding) string {
	if f.State == "" {
		return ""
	}
	return w.p.Code("doc.state", f.State)
}

func (w *writer) articles(f *finding.Finding) string {
	return w.p.Articles(slices.Concat(f.Articles.Primary, f.Articles.Related))
}

// inLaw is the first move: the law and the precedents.
func (w *writer) inLaw(f *finding.Finding, id string) *Section {
	s := section(Move, id+"-law", "", w.p.T("move.law"))
	s.add(w.para(said(w.p.Text(f.Law))))
	l := &List{}
	for _, p := range f.Precedents {
		l.Items = append(l.Items, Item{Runs: w.cite(p)})
	}
	if len(l.Items) > 0 {
		s.add(loose(Lead, said(w.p.T("doc.precedents"))), l)
	}
	if len(s.Blocks) == 0 {
		s.add(w.para(said(or(w.articles(f)))))
	}
	return s
}

// cite words a precedent; only web addresses become links.
func (w *writer) cite(p finding.Precedent) []Run {
	c := w.citation(p)
	first := said(c.text)
	if strings.HasPrefix(p.URL, "https://") || strings.HasPrefix(p.URL, "http://") {
		first.Href = p.URL
	}
	out := []Run{first}
	if c.sanction != "" {
		out = append(out, said(" – "+c.sanction))
	}
	if c.trust != "" {
		out = append(out, Run{Text: " " + c.trust, Small: true})
	}
	return out
}

// citation is a decision or text, worded.
type citation struct{ text, sanction, trust string }

func (w *writer) citation(p finding.Precedent) citation {
	var parts []string
	for _, s := range []string{p.Authority, p.Reference, p.Organisation, w.p.Date(p.Date)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 {
		parts = []string{or(p.ID)}
	}
	c := citation{text: strings.Join(parts, ", "), sanction: w.p.Text(p.Sanction)}
	if p.Trust == "B" || p.Trust == "C" {
		c.trust = w.p.T("trust." + p.Trust)
	}
	return c
}

// inThisCase is the second move: what was examined and what was found.
func (w *writer) inThisCase(f *finding.Finding, id string) *Section {
	s := section(Move, id+"-case", "", w.p.T("move.case"))
	s.add(w.para(said(w.p.Text(f.Condition))))
	s.add(w.para(said(join(w.extent(f), w.p.Text(f.Why)))))
	if len(f.Subject.Columns) > 0 {
		s.add(loose(Aside, said(w.p.T("finding.columns", strings.Join(f.Subject.Columns, ", ")))))
	}
	var declared []string
	for _, v := range f.Declared {
		declared = append(declared, w.declared(f, v))
	}
	if len(declared) > 0 {
		s.add(loose(Lead, said(w.p.T("doc.declared"))), bullets(declared))
	}
	s.add(bullets(view.Decided(w.p, f)), w.groups(f), w.samples(f), w.places(f))
	return s
}

// extent says how many were examined and how they fared.
func (w *writer) extent(f *finding.Finding) string {
	n := f.Counts
	if f.Subject.Dataset == "" && n.Examined <= 1 {
		return w.p.T("extent.case")
	}
	unit := "extent.rows"
	if f.Subject.Relation == "contact" {
		unit = "extent.contacts"
	}
	out := []string{w.p.N(unit, n.Examined), w.p.N("extent.breach", n.Breach, w.p.Share(n.Breach, n.Examined))}
	if n.Persons > 0 {
		out = append(out, w.p.N("extent.concerned", n.Persons))
	}
	if n.NotShown > 0 {
		out = append(out, w.p.N("extent.open", n.NotShown, w.p.Share(n.NotShown, n.Examined)))
	}
	if n.Clear > 0 {
		out = append(out, w.p.N("extent.clear", n.Clear, w.p.Share(n.Clear, n.Examined)))
	}
	return join(out...)
}

func (w *writer) declared(f *finding.Finding, v finding.Declared) string {
	s := w.p.Colon(w.p.Capital(w.p.Field(f.Subject.Relation, v.Field)), w.p.Value(f.Subject.Relation, v.Field, v.Value))
	if v.Where != "" {
		s += " (" + v.Where + ")"
	}
	return s
}

// defence is the third move: what would clear the finding.
func (w *writer) defence(f *finding.Finding, id string) *Section {
	s := section(Move, id+"-defence", "", w.p.T("move.defence"))
	if text := w.p.Text(f.Evidence); !blank(text) {
		s.add(w.para(said(w.p.T("doc.defence") + " " + text)))
	} else {
		s.add(w.para(said(w.p.T("doc.defence.none"))))
	}
	if limit := w.p.Opt(f.Note); !blank(limit) {
		s.add(w.para(said(w.p.T("doc.limit") + " " + limit)))
	}
	return s
}

// conclusion is the fourth move, with the measure that follows.
func (w *writer) conclusion(f *finding.Finding, at anchor) *Section {
	s := section(Move, at.id+"-conclusion", "", w.p.T("move.conclusion"))
	s.add(w.styled(Holding, said(w.p.T("conclusion.on."+f.Kind))))
	if v := view.WaiverOf(f); v != nil {
		s.add(w.para(said(w.waiver(v))))
	}
	if remedy := w.p.Text(f.Remedy); !blank(remedy) {
		measure := []Run{strong(w.p.T("doc.measure")), said(" " + remedy + " " + w.p.Capital(w.deadline(f.Within, f.Due)) + ".")}
		if at.order > 0 {
			measure = append(measure, said(" "), Run{Text: w.p.T("doc.see_order", at.order), Href: "#order-" + strconv.Itoa(at.order)})
		}
		s.add(loose(Measure, measure...))
	}
	return s
}

// deadline words a time limit with the day it ends.
func (w *writer) deadline(within, due string) string {
	s := w.p.Deadline(within)
	if due != "" {
		s += " (" + w.p.T("doc.by", w.p.Date(due)) + ")"
	}
	return s
}
