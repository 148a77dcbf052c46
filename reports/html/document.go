package html

import (
	"strconv"
	"strings"

	"leadlint/reports/l10n"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// document is what the templates are filled in from. All strings in it are
// worded; html/template escapes them.
type document struct {
	P *l10n.Printer
	R *finding.Report
	C *view.Case

	Title, Controller, Date string
	Sections                []section
	// ClearLetter and AskLetter letter the two last heads of the reasons.
	ClearLetter, AskLetter string
	Outcomes               *chart
	Datasets               []datasetFacts
	Orders                 []order
	Lost, Issues           []string
}

// section is one head of the reasons.
type section struct {
	view.Section
	ID, Title  string
	Conclusion string
	Findings   []result
	// Open tables what was not shown; nil when nothing was left open.
	Open *table
}

// order is one corrective measure, numbered over the whole list.
type order struct {
	view.Order
	Number   int
	Deadline string
	Refs     []ref
}

// ref is a link to a finding of the document.
type ref struct{ Href, Text string }

func newDocument(p *l10n.Printer, c *view.Case) *document {
	d := &document{P: p, R: c.Report, C: c, Title: c.Report.Controller.Title, Controller: c.Report.Controller.Name, Date: p.Date(c.Report.Now)}
	if d.Title == "" {
		d.Title = p.T("head.title")
	}
	if d.Controller == "" {
		d.Controller = p.T("head.undeclared")
	}
	for _, i := range c.Unread() {
		if i.Severity == "lost" {
			d.Lost = append(d.Lost, d.issue(i))
		}
		d.Issues = append(d.Issues, d.issue(i))
	}
	ids := d.orders()
	for _, s := range c.Sections() {
		d.Sections = append(d.Sections, d.section(s, ids))
	}
	d.ClearLetter = string(rune('A' + len(d.Sections)))
	d.AskLetter = string(rune('A' + len(d.Sections) + 1))
	d.Outcomes = d.outcomes()
	for i, s := range c.Report.Statistics {
		d.Datasets = append(d.Datasets, d.dataset(i, s))
	}
	return d
}

// orders numbers the measures and gives, for each finding, its anchor and the
// number of its measure.
func (d *document) orders() map[*finding.Finding]anchor {
	anchors := map[*finding.Finding]anchor{}
	for i, f := range d.C.Fired() {
		anchors[f] = anchor{ID: "finding-" + strconv.Itoa(i+1)}
	}
	for i, o := range d.C.Orders() {
		one := order{Order: o, Number: i + 1, Deadline: d.deadline(o.Within, o.Due)}
		for _, f := range o.Findings {
			a := anchors[f]
			a.Order = one.Number
			anchors[f] = a
			one.Refs = append(one.Refs, ref{"#" + a.ID, f.Rule})
		}
		d.Orders = append(d.Orders, one)
	}
	return anchors
}

// anchor is where a finding stands, and the number of its measure (0: none).
type anchor struct {
	ID    string
	Order int
}

// deadline words a time limit with the day it ends.
func (d *document) deadline(within, due string) string {
	s := d.P.Deadline(within)
	if due != "" {
		s += " (" + d.P.T("html.by", d.P.Date(due)) + ")"
	}
	return s
}

func (d *document) section(s view.Section, ids map[*finding.Finding]anchor) section {
	out := section{
		Section: s, ID: "duty-" + string(s.Duty),
		Title:      d.P.Label(s.Duty.Heading()),
		Conclusion: d.P.T("conclusion." + string(s.Conclusion)),
	}
	for i, f := range s.Fired {
		out.Findings = append(out.Findings, d.result(f, s.Letter+"."+strconv.Itoa(i+1), ids[f]))
	}
	if len(s.NotShown) > 0 {
		out.Open = d.open(s.NotShown)
	}
	return out
}

// open tables findings that were not shown.
func (d *document) open(findings []*finding.Finding) *table {
	t := &table{Caption: d.P.T("html.open.caption"), Head: d.heads("col.rule", "col.title", "#col.records", "html.col.missing", "col.evidence")}
	for _, f := range findings {
		t.Rows = append(t.Rows, []td{
			{Text: f.Rule, Sub: d.P.Code("severity", f.Severity), Keep: true},
			{Text: d.P.Text(f.Title), Sub: view.Place(f)},
			{Text: d.P.Int(f.Counts.NotShown), Num: true},
			{Text: d.missing(f)},
			{Text: d.P.Text(f.Evidence)},
		})
	}
	return t
}

// missing says why a finding was not shown: the reason, or the facts that no
// column gives.
func (d *document) missing(f *finding.Finding) string {
	if s := d.P.Opt(f.Reason); s != "" {
		return s
	}
	var names []string
	for _, m := range f.Subject.Missing {
		names = append(names, d.P.Field(f.Subject.Relation, m))
	}
	if len(names) == 0 {
		return d.P.T("html.missing")
	}
	return d.P.Capital(strings.Join(names, ", "))
}

// issue words what reading met.
func (d *document) issue(i finding.Issue) string {
	place := i.Input
	if i.Table != "" {
		place += " › " + i.Table
	}
	if i.Line > 0 {
		place += ", " + d.P.T("issue.line", d.P.Int(i.Line))
	}
	if i.Count > 1 {
		place += " (×" + d.P.Int(i.Count) + ")"
	}
	return place + " — " + d.P.Text(i.Message)
}
