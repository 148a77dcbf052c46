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

// result is what one rule found, in the four moves of a decision: one finding, or those on
// several files that say the same.
func (w *writer) result(list []*finding.Finding, number string) *Section {
	f := list[0]
	at := w.anchors[f]
	s := section(Result, at.id, number, or(w.p.Text(f.Title)))
	s.add(loose(Meta, w.meta(list)...))
	s.under(w.inLaw(f, first{at.id, number}), w.inThisCase(list, at.id), w.defence(f, at.id), w.conclusion(list, at))
	return s
}

// meta is the line of facts below the head of a finding.
func (w *writer) meta(list []*finding.Finding) []Run {
	f := list[0]
	var after string
	for _, s := range []string{
		w.p.T("doc.severity", w.p.Code("severity", f.Severity)), w.p.Code("kind", f.Kind), w.articles(f), places(list),
		ofOne(list, w.state), ofOne(list, w.until),
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
func (w *writer) inLaw(f *finding.Finding, at first) *Section {
	s := section(Move, at.id+"-law", "", w.p.T("move.law"))
	s.add(w.para(said(w.p.Text(f.Law))))
	l := &List{}
	for _, p := range f.Precedents {
		l.Items = append(l.Items, Item{Runs: w.cite(p, at)})
	}
	if len(l.Items) > 0 {
		s.add(loose(Lead, said(w.p.T("doc.precedents"))), l)
	}
	if len(s.Blocks) == 0 {
		s.add(w.para(said(or(w.articles(f)))))
	}
	return s
}

// cite words a precedent, with its outcome where it is cited first; only web addresses
// become links.
func (w *writer) cite(p finding.Precedent, at first) []Run {
	c := w.citation(p)
	one := said(c.text)
	if strings.HasPrefix(p.URL, "https://") || strings.HasPrefix(p.URL, "http://") {
		one.Href = p.URL
	}
	out := []Run{one}
	if before, ok := w.cited[c.text]; ok && c.sanction+c.trust != "" {
		return append(out, said(" – "), Run{Text: w.p.T("doc.cited", before.number), Href: "#" + before.id})
	}
	w.cited[c.text] = at
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
	authority, reference := w.p.Cited(p.ID, p.Authority, p.Reference)
	for _, s := range []string{authority, reference, p.Organisation, w.p.Date(p.Date)} {
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

// inThisCase is the second move: what was examined and what was found, in one file or in
// each of several.
func (w *writer) inThisCase(list []*finding.Finding, id string) *Section {
	s := section(Move, id+"-case", "", w.p.T("move.case"))
	f := list[0]
	s.add(w.para(said(w.p.Text(f.Condition))))
	if len(list) == 1 {
		s.add(w.para(said(join(w.extent(f), w.p.Text(f.Why)))))
		w.found(s, list, f, view.Decided(w.p, f))
		return s
	}
	s.add(w.para(said(w.p.Text(f.Why))))
	for _, one := range list {
		marks := dots(differs(list, one, w.state), differs(list, one, w.until))
		if marks != "" {
			marks = " (" + marks + ")"
		}
		text, decided := w.extent(one), w.decided(one)
		if one.Counts.Examined == 1 && len(decided) == 1 {
			text, decided = decided[0], nil
		}
		s.add(w.para(strong(or(view.Place(one))+"."), said(" "+text+marks)))
		w.found(s, list, one, decided)
	}
	w.basis(s, f, ofOne(list, w.columnsOf) != "", ofOne(list, w.declaredOf) != "")
	return s
}

// decided is what decided the finding on a notice or form, without the name of that before
// it, which stands before all of it.
func (w *writer) decided(f *finding.Finding) []string {
	out := view.Decided(w.p, f)
	for i, said := range out {
		if rest, ok := strings.CutPrefix(said, w.p.Colon(view.Place(f), "")); ok {
			out[i] = w.p.Capital(rest)
		}
	}
	return out
}

// found shows what a finding rests on; what it shares with the others of the list stands
// below all of them.
func (w *writer) found(s *Section, list []*finding.Finding, f *finding.Finding, decided []string) {
	defer w.speakOf(&f.Subject)()
	alone := len(list) == 1
	w.basis(s, f, alone || ofOne(list, w.columnsOf) == "", alone || ofOne(list, w.declaredOf) == "")
	s.add(bullets(decided), w.groups(f), w.samples(f), w.places(f))
}

// basis names the columns read and what was declared.
func (w *writer) basis(s *Section, f *finding.Finding, columns, declared bool) {
	if columns {
		s.add(loose(Aside, said(w.columnsOf(f))))
	}
	if declared && len(f.Declared) > 0 {
		l := &List{}
		for _, v := range f.Declared {
			l.Items = append(l.Items, Item{Runs: []Run{said(w.declared(f, v))}})
		}
		s.add(loose(Lead, said(w.p.T("doc.declared"))), l)
	}
}

// columnsOf names the columns that a finding read; empty for none.
func (w *writer) columnsOf(f *finding.Finding) string {
	if len(f.Subject.Columns) == 0 {
		return ""
	}
	return w.p.T("doc.columns", strings.Join(f.Subject.Columns, ", "))
}

// declaredOf is what a finding takes from declarations, in one text; empty for none.
func (w *writer) declaredOf(f *finding.Finding) string {
	var out []string
	for _, v := range f.Declared {
		out = append(out, w.declared(f, v))
	}
	return strings.Join(out, "\n")
}

// extent says how many were examined and how they fared.
func (w *writer) extent(f *finding.Finding) string {
	defer w.speakOf(&f.Subject)()
	n := f.Counts
	if view.Declares(f) {
		return w.p.T("extent.case")
	}
	var out []string
	switch {
	case n.Examined == 1 && n.Breach == 1 && f.Subject.Relation == "contact":
		out = append(out, w.p.T("doc.extent.contact"))
	case n.Examined == 1 && n.Breach == 1 && f.Subject.Relation == "page":
		out = append(out, w.p.T("doc.extent.page"))
	case n.Examined == 1 && n.Breach == 1:
		out = append(out, w.p.T("doc.extent.row"))
	case f.Subject.Relation == "contact":
		out = append(out, w.p.N("extent.contacts", n.Examined), w.p.N("extent.breach", n.Breach, w.p.Share(n.Breach, n.Examined)))
	case f.Subject.Relation == "page":
		out = append(out, w.p.N("extent.pages", n.Examined), w.p.N("extent.breach", n.Breach, w.p.Share(n.Breach, n.Examined)))
	default:
		out = append(out, w.p.N("extent.rows", n.Examined), w.p.N("extent.breach", n.Breach, w.p.Share(n.Breach, n.Examined)))
	}
	if n.Persons > 0 {
		out = append(out, w.p.N("extent.concerned", n.Persons))
	}
	if n.NotShown > 0 {
		out = append(out, w.p.N("extent.open", n.NotShown, w.p.Share(n.NotShown, n.Examined)))
	}
	if n.Clear > 0 {
		out = append(out, w.p.N("extent.clear", n.Clear, w.p.Share(n.Clear, n.Examined)))
	}
	return join(append(out, view.Likely(w.p, f))...)
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
		s.add(w.para(said(w.p.T("doc.defence", w.p.Inner(text)))))
	} else {
		s.add(w.para(said(w.p.T("doc.defence.none"))))
	}
	if limit := w.p.Opt(f.Note); !blank(limit) {
		s.add(w.para(Run{Text: w.p.T("doc.limit"), Emph: true}, said(" "+limit)))
	}
	return s
}

// conclusion is the fourth move, with the measure that follows.
func (w *writer) conclusion(list []*finding.Finding, at anchor) *Section {
	f := list[0]
	s := section(Move, at.id+"-conclusion", "", w.p.T("move.conclusion"))
	s.add(w.styled(Holding, said(w.p.T("conclusion.on."+f.Kind))))
	if one := ofOne(list, w.waivedBy); one != "" {
		s.add(w.para(said(one)))
	} else {
		for _, x := range list {
			if text := w.waivedBy(x); text != "" {
				s.add(w.para(strong(or(view.Place(x))+"."), said(" "+text)))
			}
		}
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
