package html

import (
	"cmp"
	"slices"
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// table is a table of the document. The first cell of a row is its header.
type table struct {
	Caption string
	Head    []th
	Rows    [][]td
	// Code sets the cells in a typeface of fixed width.
	Code bool
}

type th struct {
	Text string
	Num  bool
}

// td is a cell: its text, a smaller one below it, a link.
type td struct {
	Text, Sub string
	Num       bool
	// Strong says that the text speaks against the controller.
	Strong bool
	// Keep sets the text on one line.
	Keep bool
	// Hash sets a long hash so that it may break anywhere.
	Hash bool
}

// heads gives the head of a table from message keys; a leading "#" sets the
// column's numbers to the right.
func (d *document) heads(keys ...string) []th {
	out := make([]th, len(keys))
	for i, k := range keys {
		key, num := strings.CutPrefix(k, "#")
		out[i] = th{d.P.T(key), num}
	}
	return out
}

// mostSources is how many types of source a table has columns for.
const mostSources = 5

// groups tables the counts of a finding by country (rows) and type of source
// (columns), nil when there are none.
func (d *document) groups(f *finding.Finding) *table {
	if len(f.Groups) == 0 {
		return nil
	}
	sources := d.columnsOf(f.Groups)
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
	t := &table{Caption: d.P.T("html.groups.caption"), Head: d.heads("html.col.country")}
	for _, s := range sources {
		t.Head = append(t.Head, th{d.P.Capital(d.P.Code("source", s)), true})
	}
	t.Head = append(t.Head, d.heads("#html.col.total", "#html.col.open")...)
	for _, c := range countries {
		row := []td{{Text: d.P.Capital(d.P.Country(c))}}
		for _, s := range append(slices.Clone(sources), "+", "?") {
			row = append(row, td{Text: d.P.Int(totals[c][s]), Num: true})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// columnsOf gives the types of source of the groups, the most frequent first;
// the least frequent ones beyond the limit stand under "other".
func (d *document) columnsOf(groups []finding.Group) []string {
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

// Visas tables the files examined.
func (d *document) Visas() *table {
	t := &table{Caption: d.P.T("html.inputs.caption"), Head: d.heads("html.col.file", "html.col.format", "#html.col.size", "#col.records", "html.col.hash")}
	for _, in := range d.R.Inputs {
		sum := in.SHA256
		if sum == "" {
			sum = d.P.T("head.no_hash")
		}
		t.Rows = append(t.Rows, []td{{Text: in.Name, Sub: d.P.Capital(d.P.Relation(in.Relation))}, {Text: in.Format}, {Text: d.P.Bytes(in.Bytes), Num: true}, {Text: d.P.Int(in.Rows), Num: true}, {Text: sum, Hash: in.SHA256 != ""}})
	}
	return t
}

// Packs tables the rule packs applied.
func (d *document) Packs() *table {
	t := &table{Caption: d.P.T("html.packs.caption"), Head: d.heads("html.col.pack", "html.col.version", "#html.col.rules", "html.col.hash")}
	for _, k := range d.R.Packs {
		t.Rows = append(t.Rows, []td{{Text: k.Name}, {Text: k.Version}, {Text: d.P.Int(int64(k.Rules)), Num: true}, {Text: k.SHA256, Hash: true}})
	}
	return t
}

// ClearTable tables what was examined and not retained.
func (d *document) ClearTable() *table {
	t := &table{Caption: d.P.T("html.clear.caption"), Head: d.heads("col.rule", "col.title", "html.col.article", "#html.col.examined")}
	for _, f := range d.C.Clear {
		t.Rows = append(t.Rows, []td{{Text: f.Rule, Keep: true}, {Text: d.P.Text(f.Title), Sub: view.Place(f)}, {Text: d.P.Articles(f.Articles.Primary)}, {Text: d.P.Int(f.Counts.Examined), Num: true}})
	}
	return t
}

// Reasons tables what could not be assessed, by reason.
func (d *document) Reasons() *table {
	t := &table{Caption: d.P.T("html.reasons.caption"), Head: d.heads("html.col.reason", "html.col.concerned")}
	for _, r := range d.C.Reasons() {
		reason := d.P.Capital(d.P.Text(r.Text))
		if reason == "" {
			reason = d.P.T("html.reason.none")
		}
		t.Rows = append(t.Rows, []td{{Text: reason}, {Text: d.named(r.Findings)}})
	}
	for _, m := range d.C.Missing() {
		t.Rows = append(t.Rows, []td{{Text: d.P.T("scope.none_of", d.P.Relation(m.Relation))}, {Text: strings.Join(view.Rules(m.Findings), ", ")}})
	}
	return t
}

// Requests tables the evidence to ask for.
func (d *document) Requests() *table {
	t := &table{Caption: d.P.T("html.requests.caption"), Head: d.heads("col.evidence", "html.col.concerned")}
	for _, r := range d.C.Requests() {
		if s := d.P.Text(r.Text); s != "" {
			t.Rows = append(t.Rows, []td{{Text: s}, {Text: d.named(r.Findings)}})
		}
	}
	return t
}

// named lists rules with their titles, each once.
func (d *document) named(findings []*finding.Finding) string {
	var out []string
	for _, f := range findings {
		if s := f.Rule + " " + d.P.Text(f.Title); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, " · ")
}
