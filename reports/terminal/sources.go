package terminal

import (
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// coverage says what was read and what was not, with places.
func (g *page) coverage(c *view.Case) {
	if c.OnlyCode() && len(c.Report.Coverage.Issues) == 0 {
		return
	}
	g.heading(g.p.T("part.coverage"), plain)
	if v := c.Report.Coverage; !c.OnlyCode() {
		read := []string{g.p.N("coverage.rows", v.Rows), g.p.N("coverage.skipped", v.Skipped), g.p.N("coverage.persons", v.Persons)}
		g.para("", strings.Join(append(read, view.TextsRead(g.p, c.Report)...), " · "), plain)
	}
	for _, i := range c.Unread() {
		g.para("• ", g.issue(i), issueTone(i.Severity))
	}
}

func issueTone(severity string) tone {
	switch severity {
	case "lost":
		return alarm
	case "sample":
		return warn
	}
	return plain
}

// issue words one issue: its weight, place, number and message.
func (g *page) issue(i finding.Issue) string {
	place := i.Input
	if i.Table != "" {
		place += " › " + i.Table
	}
	if i.Line > 0 {
		place += ", " + g.p.T("issue.line", g.p.Int(i.Line))
	}
	if i.Column > 0 {
		place += ", " + g.p.T("issue.column", g.p.Int(int64(i.Column)))
	}
	if i.Count > 1 {
		place += ", ×" + g.p.Int(i.Count)
	}
	return g.p.Code("issue", i.Severity) + " · " + place + " · " + g.p.Text(i.Message)
}

// mapping says in short how the columns of each table were understood.
func (g *page) mapping(c *view.Case) {
	if len(c.Report.Mapping) == 0 {
		return
	}
	g.heading(g.p.T("part.columns"), plain)
	for i, t := range c.Report.Mapping {
		if i > 0 {
			g.blank()
		}
		g.columns(t)
	}
}

func (g *page) columns(t finding.Table) {
	name := t.Dataset
	if t.Table != "" {
		name += " › " + t.Table
	}
	by := map[string][]string{}
	for _, c := range t.Columns {
		label := c.Header
		if c.State == "flagged" {
			label += " → " + c.Field + " (" + g.p.Confidence(c.Confidence) + ")"
		}
		by[c.State] = append(by[c.State], clip(label, longestTitle))
	}
	g.para("", name, strong)
	var how []string
	if t.Preset != "" {
		how = append(how, g.p.T("columns.preset", t.Preset, t.PresetEvidence))
	}
	if t.MappingFile != "" {
		how = append(how, g.p.T("columns.mapping", t.MappingFile))
	}
	how = append(how, g.p.N("columns.used", int64(len(by["used"])+len(by["flagged"]))))
	if n := len(by["ignored"]); n > 0 {
		how = append(how, g.p.N("columns.ignored", int64(n)))
	}
	g.para("  ", strings.Join(how, " · "), plain)
	if len(by["flagged"]) > 0 {
		g.para("  ", g.p.T("columns.flagged", strings.Join(by["flagged"], ", ")), warn)
	}
	if len(by["not_understood"]) > 0 {
		g.para("  ", g.p.T("columns.not_understood", strings.Join(by["not_understood"], ", ")), warn)
	}
	g.governance(t)
}

// governance shows which value of a governance column was read as what.
func (g *page) governance(t finding.Table) {
	var rows [][]cell
	for _, c := range t.Columns {
		for i, v := range c.Values {
			name := cell{{}}
			switch i {
			case 0:
				name = cell{{clip(c.Header, longestTitle), strong}}
			case 1:
				name = cell{{c.Field, faint}}
			}
			value := v.Value
			if value == "" {
				value = g.p.T("value.empty")
			}
			rows = append(rows, []cell{name, said(clip(value, longestTitle)), said(g.p.Int(v.Count)), g.meaning(v.Meaning)})
		}
	}
	if len(rows) == 0 {
		return
	}
	g.list([]column{
		{title: g.p.T("col.column"), weight: 2},
		{title: g.p.T("col.value"), weight: 3},
		{title: g.p.T("col.records"), most: 12, right: true},
		{title: g.p.T("col.meaning"), weight: 2},
	}, rows)
}

func (g *page) meaning(code string) cell {
	switch code {
	case "not_understood":
		return cell{{g.p.T("value.not_understood"), warn}}
	case "unknown":
		return cell{{g.p.T("value.unknown"), faint}}
	}
	return said(code)
}
