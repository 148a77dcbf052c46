package decision

import (
	"slices"
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// relations say which relations were there and which rules they let run, and of the
// others what they would need.
func (w *writer) relations() *Section {
	s := section(Annex, "annex-scope", "2.", w.p.T("annex.scope"))
	t := w.table(w.p.T("doc.scope.caption"), "col.relation", "col.supplied", "#col.records", "col.ran", "col.not_ran")
	l := &List{}
	for i := range w.r.Relations {
		r := &w.r.Relations[i]
		if !r.Supplied && len(r.Inputs) == 0 && len(r.Assessed) == 0 {
			l.Items = append(l.Items, w.absent(r))
			continue
		}
		there, rows := w.p.T("scope.absent"), ""
		if r.Supplied {
			there = w.p.T("scope.supplied")
		}
		if len(r.Inputs) > 0 {
			there = strings.Join(r.Inputs, ", ")
			if view.HoldsRecords(r.Relation) {
				rows = w.p.Int(r.Rows)
			}
		}
		t.row(words(w.p.Capital(w.p.Relation(r.Relation)), r.Relation), words(there), number(rows), w.ran(r), w.idle(r))
	}
	if len(t.Rows)+len(l.Items) == 0 {
		s.add(loose(Body, said(w.p.T("annex.scope.none"))))
	}
	s.add(t)
	if len(l.Items) > 0 {
		s.add(loose(Lead, said(w.p.T("doc.scope.absent"))), l)
	}
	return s
}

// absent says of a relation that was not supplied how many rules it would let run, and
// how it is supplied.
func (w *writer) absent(r *finding.Scope) Item {
	it := Item{Runs: runs(said(w.p.Capital(or(w.p.Relation(r.Relation)))))}
	var about []string
	if n := len(r.NotAssessed); n > 0 {
		about = append(about, w.p.N("doc.scope.waiting", int64(n)))
	}
	if len(r.Joins) > 0 {
		about = append(about, w.p.Colon(w.p.T("scope.joined"), strings.Join(r.Joins, ", ")))
	}
	if s := dots(append(about, w.p.Opt(r.Needs))...); s != "" {
		it.Below = []Run{said(s)}
	}
	return it
}

// ran names the rules that a relation let run.
func (w *writer) ran(r *finding.Scope) Cell {
	var joins, idle string
	if len(r.Joins) > 0 {
		joins = w.p.Colon(w.p.T("scope.joined"), strings.Join(r.Joins, ", "))
	}
	if len(r.Idle) > 0 {
		idle = w.p.Colon(w.p.T("scope.idle"), strings.Join(r.Idle, ", "))
	}
	return words(strings.Join(r.Assessed, ", "), joins, idle)
}

// idle counts the rules on a relation that could not run, and says for want of what.
func (w *writer) idle(r *finding.Scope) Cell {
	if len(r.NotAssessed) == 0 {
		return words("")
	}
	subs := []string{w.p.Opt(r.Needs)}
	for _, x := range r.Waits {
		subs = append(subs, w.p.Colon(w.p.T("scope.none_of", w.p.Relation(x.Relation)), strings.Join(x.Rules, ", ")))
	}
	others := slices.DeleteFunc(slices.Clone(r.NotAssessed), func(rule string) bool {
		return slices.ContainsFunc(r.Waits, func(x finding.Wait) bool { return slices.Contains(x.Rules, rule) })
	})
	subs = append(subs, strings.Join(others, ", "))
	return words(w.p.N("doc.scope.rules", int64(len(r.NotAssessed))), subs...)
}
