package decision

import (
	"cmp"
	"slices"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// mostSources is how many types of source a table has columns for.
const mostSources = 5

// groups shows the counts of a finding by country (rows) and type of source (columns);
// a single count in words. Nil when there are none.
func (w *writer) groups(f *finding.Finding) Block {
	switch len(f.Groups) {
	case 0:
		return (*Table)(nil)
	case 1:
		g := f.Groups[0]
		return loose(Aside, said(w.p.T("doc.groups.alike", or(w.p.Country(g.Country)), or(w.p.Code("source", g.SourceType)))))
	}
	sources := commonest(f.Groups)
	totals := map[string]map[string]int64{}
	var countries []string
	for _, g := range f.Groups {
		if totals[g.Country] == nil {
			totals[g.Country] = map[string]int64{}
			countries = append(countries, g.Country)
		}
		s := g.SourceType
		if !slices.Contains(sources, s) {
			s = "other"
		}
		totals[g.Country][s] += g.Breach
		totals[g.Country]["+"] += g.Breach
		totals[g.Country]["?"] += g.NotShown
	}
	t := w.table(w.p.T("doc.groups.caption"), "doc.col.country")
	for _, s := range sources {
		t.Head = append(t.Head, Column{or(w.p.Capital(w.p.Code("source", s))), true})
	}
	t.Head = append(t.Head, w.heads("#doc.col.total", "#doc.col.open")...)
	for _, c := range countries {
		row := []Cell{words(w.p.Capital(w.p.Country(c)))}
		for _, s := range append(slices.Clone(sources), "+", "?") {
			row = append(row, w.count(totals[c][s]))
		}
		t.row(row...)
	}
	return t
}

// commonest gives the types of source of the groups, the most frequent first; the least
// frequent ones beyond the limit stand under "other".
func commonest(groups []finding.Group) []string {
	sum := map[string]int64{}
	var out []string
	for _, g := range groups {
		if _, ok := sum[g.SourceType]; !ok {
			out = append(out, g.SourceType)
		}
		sum[g.SourceType] += g.Breach
	}
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(sum[b], sum[a]) })
	out = slices.DeleteFunc(out, func(s string) bool { return s == "other" })
	if len(out) > mostSources {
		return append(out[:mostSources], "other")
	}
	if _, ok := sum["other"]; ok {
		out = append(out, "other")
	}
	return out
}

// samples tables a few masked records; nil when there are none with anything to show.
// The column of keys is there only when some record has one.
func (w *writer) samples(f *finding.Finding) *Table {
	keyed := slices.ContainsFunc(f.Samples, func(s finding.Sample) bool { return s.Key != "" })
	if len(f.Samples) == 0 || len(view.Decided(w.p, f)) > 0 || !keyed && len(f.Samples[0].Values) == 0 {
		return nil
	}
	t := w.table(w.p.T("doc.samples.caption"), "#doc.col.line")
	if keyed {
		t = w.table(w.p.T("doc.samples.keyed"), "doc.col.key", "#doc.col.line")
	}
	for _, v := range f.Samples[0].Values {
		t.Head = append(t.Head, Column{Text: or(w.p.Capital(w.p.Field(f.Subject.Relation, v.Field)))})
	}
	shown := slices.Clone(f.Samples[:min(len(f.Samples), mostSamples)])
	slices.SortStableFunc(shown, func(a, b finding.Sample) int { return cmp.Compare(a.Line, b.Line) })
	for _, s := range shown {
		line := number("")
		if s.Line > 0 {
			line = w.count(s.Line)
		}
		row := []Cell{line}
		if keyed {
			row = []Cell{words(s.Key), line}
		}
		for _, v := range f.Samples[0].Values {
			row = append(row, words(w.p.Value(f.Subject.Relation, v.Field, sampled(s, v.Field))))
		}
		t.row(row...)
	}
	return t
}

// sampled gives the value of a field in a record, empty when it has none.
func sampled(s finding.Sample, field string) string {
	for _, v := range s.Values {
		if v.Field == field && v.Value != "" {
			return v.Value
		}
	}
	return ""
}
