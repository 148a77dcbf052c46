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
	g.governance(t, false)
}

// governance shows which value of a governance column was read as what: by the codes that
// a mapping file is written in, or in words.
func (g *page) governance(t finding.Table, codes bool) {
	var rows [][]cell
	for _, c := range t.Columns {
		for i, v := range c.Values {
			name := cell{{}}
			if i == 0 {
				name = cell{{clip(c.Header, longestTitle), strong}}
				if field := g.field(t.Relation, c.Field, codes); len(c.Values) > 1 && !sameWords(field, c.Header) {
					name = append(name, piece{field, faint})
				}
			}
			value := v.Value
			if value == "" {
				value = g.p.T("value.empty")
			}
			rows = append(rows, []cell{name, said(clip(value, longestTitle)), said(g.p.Int(v.Count)), g.meaning(t.Relation, c.Field, v.Meaning, codes)})
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

// field names what a column was taken for.
func (g *page) field(relation, field string, codes bool) string {
	if codes {
		return field
	}
	return g.p.Capital(g.p.Field(relation, field))
}

// sameWords says whether a header says no more than the name of its field.
func sameWords(field, header string) bool {
	return strings.EqualFold(strings.ReplaceAll(field, "_", " "), strings.ReplaceAll(header, "_", " "))
}

// meaning gives what a value of a governance column was read as.
func (g *page) meaning(relation, field, code string, codes bool) cell {
	switch code {
	case "not_understood":
		return cell{{g.p.T("value.not_understood"), warn}}
	case "unknown":
		return cell{{g.p.T("value.unknown"), faint}}
	}
	if codes {
		return said(code)
	}
	return said(g.p.Value(relation, field, code))
}
