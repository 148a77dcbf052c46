package terminal

import (
	"fmt"
	"io"
	"strings"

	"leadlint/reports/view"
	"leadlint/rules"
	"leadlint/scanner/finding"
)

// RuleList writes a table of the rules of the packs. It returns the errors of w.
func RuleList(w io.Writer, packs []*rules.Pack, opt view.Options) error {
	g := newPage(opt)
	for i, p := range packs {
		if i > 0 {
			g.blank()
		}
		g.para("", fmt.Sprintf("%s %s  %s", p.Name, p.Version, safe(g.p.Label(p.Title))), strong)
		var rows [][]cell
		for _, r := range p.Rules {
			rows = append(rows, []cell{
				said(r.ID), said(g.p.Code("severity", string(r.Severity))), said(g.p.Code("kind", string(r.Kind))),
				said(strings.Join(r.Articles.Primary, ", ")), said(safe(g.p.Label(r.Title))),
			})
		}
		g.table([]column{
			{title: g.p.T("col.rule"), most: 16}, {title: g.p.T("col.severity"), most: 12},
			{title: g.p.T("col.kind"), most: 16}, {title: g.p.T("explain.articles"), most: 18},
			{title: g.p.T("col.title"), weight: 1},
		}, rows)
	}
	_, err := w.Write(g.out.Bytes())
	return err
}

// Columns writes how every column of the report's tables was understood and
// why, with the distinct values of governance columns. It returns the errors of w.
func Columns(w io.Writer, r *finding.Report, opt view.Options) error {
	g := newPage(opt)
	c := view.New(r)
	for i, t := range c.Report.Mapping {
		if i > 0 {
			g.blank()
		}
		name := t.Dataset
		if t.Table != "" {
			name += " › " + t.Table
		}
		g.para("", name, strong)
		if t.Preset != "" {
			g.para("  ", g.p.T("columns.preset", t.Preset, t.PresetEvidence), plain)
		}
		var rows [][]cell
		for _, col := range t.Columns {
			field := cell{{col.Field, plain}}
			if col.State == "not_understood" || col.Field == "" {
				field = cell{{g.p.Code("state", "not_understood"), warn}}
			}
			if col.State == "ignored" || col.State == "flagged" {
				field = append(field, piece{g.p.Code("state", col.State), faint})
			}
			rows = append(rows, []cell{
				said(clip(col.Header, longestTitle)), field, said(g.p.Confidence(col.Confidence)), said(strings.Join(col.Trace, "; ")),
			})
		}
		g.table([]column{
			{title: g.p.T("col.column"), weight: 2}, {title: g.p.T("col.meaning"), weight: 2},
			{title: g.p.T("col.confidence"), most: 10, right: true}, {title: g.p.T("col.because"), weight: 5},
		}, rows)
		g.governance(t, true)
	}
	for _, i := range c.Report.Coverage.Issues {
		g.para("  ", g.issue(i), issueTone(i.Severity))
	}
	_, err := w.Write(g.out.Bytes())
	return err
}
