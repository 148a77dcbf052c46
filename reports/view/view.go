// Package view puts a report's findings into the order and the groups in which
// every readable format shows them. It words nothing.
package view

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"leadlint/reports/l10n"
	"leadlint/rules"
	"leadlint/rules/law"
	"leadlint/scanner/finding"
)

// Options say how a report is to be written. The zero value is an English
// report 100 columns wide, without colour.
type Options struct {
	// Lang is "fr" for French; every other value is English.
	Lang string
	// Width is the greatest width of a line in columns, for formats that have
	// lines; 0 means 100, anything below 60 means 60.
	Width int
	// Colour allows colour where the format is shown on a terminal.
	Colour bool
	// ASCII draws tables and signs with ASCII only; texts keep their letters.
	ASCII bool
	// Verbose adds the masked samples and the columns behind each finding
	// where a format leaves them out.
	Verbose bool
	// Scope adds which relations were there, which rules they let run, and what
	// the others would need, where a format leaves that out.
	Scope bool
	// Waived adds findings and places that a waiver covers where a format made for
	// machines leaves them out; they are counted either way.
	Waived bool
	// Template is what the format "template" writes by; nil for its own.
	Template Template
}

// Template is a parsed template, of text/template or of html/template.
type Template interface {
	// Execute writes the template filled from data to w, and gives the errors of both.
	Execute(w io.Writer, data any) error
}

// Case is a report made ready to be read. Every text in it is safe to show.
type Case struct {
	Report *finding.Report
	// Breaches fired and are breaches in law, gravest first.
	Breaches []*finding.Finding
	// Marked fired and are something less: an evidence gap, an extension of a
	// precedent, a recommendation.
	Marked []*finding.Finding
	// NotShown could not be decided for want of evidence.
	NotShown []*finding.Finding
	// Clear were examined and are fine.
	Clear []*finding.Finding
	// NotAssessed were not examined at all.
	NotAssessed []*finding.Finding
	// Gates are the rules that only decide whether others apply, whatever their
	// outcome; they are in no other group.
	Gates []*finding.Finding
}

// New groups the findings of a safe copy of r; r itself is not changed.
func New(r *finding.Report) *Case {
	c := &Case{Report: Safe(r)}
	for i := range c.Report.Findings {
		f := &c.Report.Findings[i]
		group := c.group(f)
		*group = append(*group, f)
	}
	for _, g := range []*[]*finding.Finding{&c.Breaches, &c.Marked, &c.NotShown, &c.Clear, &c.NotAssessed, &c.Gates} {
		slices.SortStableFunc(*g, compare)
	}
	return c
}

func (c *Case) group(f *finding.Finding) *[]*finding.Finding {
	switch {
	case f.Kind == string(rules.Gate):
		return &c.Gates
	case f.Outcome == finding.Breach && f.Kind == string(rules.Breach):
		return &c.Breaches
	case f.Outcome == finding.Breach:
		return &c.Marked
	case f.Outcome == finding.NotShown:
		return &c.NotShown
	case f.Outcome == finding.Clear:
		return &c.Clear
	}
	return &c.NotAssessed
}

// compare orders findings for reading: by severity, duty, rule and subject.
func compare(a, b *finding.Finding) int {
	return cmp.Or(
		cmp.Compare(rules.Severity(a.Severity).Rank(), rules.Severity(b.Severity).Rank()),
		cmp.Compare(rankOf(DutyOf(a)), rankOf(DutyOf(b))),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Subject.Dataset, b.Subject.Dataset),
		cmp.Compare(a.Subject.Table, b.Subject.Table),
		cmp.Compare(a.Fingerprint, b.Fingerprint),
	)
}

// DutyOf gives the head of the reasons that a finding is treated under: that of
// its first primary article that is not one of general governance (Art. 5(2),
// 24, 25 and their kin), which stand beside another duty in most rules. Art. 12
// is of the right that it stands beside, as it says how each right is granted.
func DutyOf(f *finding.Finding) law.Section {
	out := law.Governance
	for _, article := range f.Articles.Primary {
		s := law.SectionOf(article)
		if base, _, _ := strings.Cut(article, "("); base == "12" {
			if out == law.Governance {
				out = s
			}
			continue
		}
		if s != law.Governance {
			return s
		}
	}
	return out
}

// rankOf gives the position of a head in the order of a decision.
func rankOf(s law.Section) int { return slices.Index(law.Sections(), s) }

// Fired lists the breaches, then what is something less.
func (c *Case) Fired() []*finding.Finding {
	return slices.Concat(c.Breaches, c.Marked)
}

// Rules lists the rules of the findings, each once, in alphabetical order.
func Rules(findings []*finding.Finding) []string {
	ids := make([]string, 0, len(findings))
	for _, f := range findings {
		ids = append(ids, f.Rule)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Each lists the rules of the findings as Rules does, so that they can be counted: behind
// a rule stands how often it is among them ("RET-01 ×2") or, where it had another answer
// elsewhere, on what ("NOT-11 (Account form)"). All are findings of the case.
func (c *Case) Each(p *l10n.Printer, findings []*finding.Finding) []string {
	answers := map[string]map[finding.Outcome]bool{}
	for i := range c.Report.Findings {
		f := &c.Report.Findings[i]
		if answers[f.Rule] == nil {
			answers[f.Rule] = map[finding.Outcome]bool{}
		}
		answers[f.Rule][f.Outcome] = true
	}
	places := map[string][]string{}
	for _, f := range findings {
		place := Place(f)
		if place == "" {
			place = Unplaced(p, f)
		}
		places[f.Rule] = append(places[f.Rule], place)
	}
	out := Rules(findings)
	for i, id := range out {
		switch n := len(places[id]); {
		case len(answers[id]) > 1:
			out[i] += " (" + strings.Join(places[id], ", ") + ")"
		case n > 1:
			out[i] += " ×" + p.Int(int64(n))
		}
	}
	return out
}

// Place names the input and table of a finding, "" for declared facts.
func Place(f *finding.Finding) string {
	switch {
	case f.Subject.Dataset == "":
		return f.Subject.Table
	case f.Subject.Table == "":
		return f.Subject.Dataset
	}
	return f.Subject.Dataset + " › " + f.Subject.Table
}

// Declares says whether a finding rests on what the audit file declares of the processing,
// and not on rows of a dataset or on pages visited.
func Declares(f *finding.Finding) bool {
	return f.Subject.Dataset == "" && f.Subject.Relation != "page" && f.Counts.Examined <= 1
}

// Unplaced words what a finding without a dataset is on.
func Unplaced(p *l10n.Printer, f *finding.Finding) string {
	if f.Subject.Relation == "page" {
		return p.T("extent.visited")
	}
	return p.T("extent.declared")
}

// Where gives the place of a finding in brackets behind a space, where the rule has others;
// else "".
func (c *Case) Where(f *finding.Finding) string {
	same := func(o finding.Finding) bool { return o.Rule == f.Rule && o.Fingerprint != f.Fingerprint }
	if place := Place(f); place != "" && slices.ContainsFunc(c.Report.Findings, same) {
		return " (" + place + ")"
	}
	return ""
}

// Unanswered says that no rule met anything that it could be applied to: then nothing can
// be concluded from there being no finding. A rule that met a file or code in which
// nothing falls under it is an answer, as in code that handles no persons.
func (c *Case) Unanswered() bool {
	met := slices.ContainsFunc(c.NotAssessed, func(f *finding.Finding) bool { return f.Subject.Dataset != "" })
	return len(c.NotAssessed) > 0 && !met && len(c.Breaches)+len(c.Marked)+len(c.NotShown)+len(c.Clear) == 0
}

// HoldsRecords says whether the files of a relation hold records that can be counted;
// texts, pages and code hold none.
func HoldsRecords(relation string) bool {
	switch relation {
	case "notice", "form", "page", "code":
		return false
	}
	return true
}
