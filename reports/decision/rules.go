package decision

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// rules lists every rule of the audit: those that gave an answer in a table for each
// pack, those that were not assessed in one with the reason.
func (w *writer) rules() *Section {
	s := section(Annex, "annex-rules", "1.", w.p.T("annex.rules"))
	for _, t := range w.answered() {
		s.add(t)
	}
	if t := w.idleRules(); t != nil {
		s.add(t)
	}
	if len(s.Blocks) == 0 {
		s.add(loose(Body, said(w.p.T("doc.rules.none"))))
	}
	return s
}

// answered tables the rules that gave an answer, pack by pack. A rule that answered
// differently on several files has a row for each answer, with the files.
func (w *writer) answered() []*Table {
	var out []*Table
	at := map[string]*Table{}
	several := map[string]bool{}
	answer := func(f *finding.Finding) string { return f.Pack + "\n" + w.outcome(f) + "\n" + w.until(f) }
	lists := alike(w.everything(), answer)
	seen := map[string]bool{}
	for _, list := range lists {
		several[list[0].Rule] = seen[list[0].Rule]
		seen[list[0].Rule] = true
	}
	for _, list := range lists {
		f := list[0]
		t := at[f.Pack]
		if t == nil {
			t = w.table(w.p.T("doc.rules.of", or(f.Pack)), "col.rule", "col.title", "doc.col.article", "doc.col.kind", "doc.col.outcome")
			at[f.Pack] = t
			out = append(out, t)
		}
		where := ""
		if several[f.Rule] {
			where = places(list)
		}
		t.row(Cell{Text: f.Rule, Keep: true}, words(w.p.Text(f.Title), where), words(w.p.Articles(f.Articles.Primary)),
			words(w.graded(f)), words(w.outcome(f), w.until(f)))
	}
	return out
}

// everything are the findings with an answer, gates with any.
func (w *writer) everything() []*finding.Finding {
	var out []*finding.Finding
	for i := range w.r.Findings {
		if f := &w.r.Findings[i]; f.Outcome != finding.NotAssessed || f.Kind == "gate" {
			out = append(out, f)
		}
	}
	return out
}

// graded words the kind of a rule with its severity.
func (w *writer) graded(f *finding.Finding) string {
	var parts []string
	for _, s := range []string{w.p.Code("kind", f.Kind), w.p.Code("severity", f.Severity)} {
		if !blank(s) {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// idle are rules that were not assessed, for one reason.
type idle struct {
	text     string
	findings []*finding.Finding
}

// unassessed are the reasons why rules were not assessed.
func (w *writer) unassessed() []idle {
	var out []idle
	for _, r := range w.c.Reasons() {
		out = append(out, idle{cmp.Or(strings.TrimSpace(w.p.Capital(w.p.Text(r.Text))), w.p.T("doc.reason.none")), r.Findings})
	}
	for _, m := range w.c.Missing() {
		out = append(out, idle{w.p.T("scope.none_of", w.p.Relation(m.Relation)), m.Findings})
	}
	return out
}

// idleRules tables the rules that were not assessed, in alphabetical order, with why; nil
// without any. Where a rule had an answer elsewhere, what it was not assessed on is named.
func (w *writer) idleRules() *Table {
	answered := map[string]bool{}
	for _, f := range w.everything() {
		answered[f.Rule] = true
	}
	first := map[string]*finding.Finding{}
	why := map[string][]string{}
	for _, r := range w.unassessed() {
		for _, list := range alike(r.findings, func(*finding.Finding) string { return "" }) {
			id := list[0].Rule
			if first[id] == nil {
				first[id] = list[0]
			}
			reason := r.text
			if answered[id] {
				reason += w.bracket(places(list))
			}
			why[id] = append(why[id], reason)
		}
	}
	if len(first) == 0 {
		return nil
	}
	t := w.table(w.p.T("doc.rules.unassessed"), "col.rule", "col.title", "doc.col.article", "doc.col.reason")
	for _, id := range slices.Sorted(maps.Keys(first)) {
		f := first[id]
		t.row(Cell{Text: id, Keep: true}, words(w.p.Text(f.Title)), words(w.p.Articles(f.Articles.Primary)), words(w.p.Series(why[id])))
	}
	return t
}

// bracket sets in brackets what is there.
func (w *writer) bracket(parts ...string) string {
	var there []string
	for _, s := range parts {
		if !blank(s) {
			there = append(there, s)
		}
	}
	if len(there) == 0 {
		return ""
	}
	return " (" + strings.Join(there, ", ") + ")"
}

func (w *writer) outcome(f *finding.Finding) string {
	if f.Kind == "gate" {
		return w.p.Code("gate", string(f.Outcome))
	}
	if f.Outcome == finding.Breach && view.Concluded(f) != view.Constituted {
		return w.p.T("outcome.marked")
	}
	return w.p.Code("outcome", string(f.Outcome))
}
