// Package sarif writes a report as SARIF 2.1.0 (OASIS, 2020), in the part of it that code
// scanning services read.
package sarif

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"leadlint/reports/l10n"
	"leadlint/reports/text"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// Most is the number of results written. GitHub takes 25,000 a run and shows 5,000; where
// there are more, places of one rule in one file are joined, the gravest come first, and
// what is joined or cut is told.
const Most = 5000

// Write writes r as one run. Results are places in code, and one result a finding for
// everything else, that is one a rule and set of fields. Each has a file and line: a
// finding on a dataset is shown where the audit file names it, and says the dataset and
// columns as logical locations. What a waiver covers is left out unless opt.Waived, and
// counted. A run that is not complete is told by its invocation.
func Write(w io.Writer, r *finding.Report, opt view.Options) error {
	c := view.New(r)
	b := builder{p: view.Printer(opt.Lang, r), c: c, index: map[string]int{}}
	data, err := json.MarshalIndent(b.log(opt.Waived), "", "  ")
	if err != nil {
		return fmt.Errorf("encode the report as SARIF: %w", err)
	}
	_, err = w.Write(append(text.Escaped(data), '\n'))
	return err
}

type builder struct {
	p     *l10n.Printer
	c     *view.Case
	rules []rule
	index map[string]int
}

func (b *builder) log(waived bool) document {
	count := b.totals()
	var results []result
	for _, g := range b.groups(waived, &count) {
		results = append(results, b.result(g))
	}
	one := run{
		Tool: tool{Driver: driver{
			Name: b.c.Report.Tool.Name, Version: b.c.Report.Tool.Version, Rules: b.rules,
		}},
		Automation: &automation{ID: "leadlint/"}, ColumnKind: "unicodeCodePoints", Results: results,
		Invocations: []invocation{b.invocation(&count)}, Properties: count,
	}
	if one.Tool.Driver.Name == "" {
		one.Tool.Driver.Name = "leadlint"
	}
	if one.Tool.Driver.Rules == nil {
		one.Tool.Driver.Rules = []rule{}
	}
	if one.Results == nil {
		one.Results = []result{}
	}
	return document{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []run{one}}
}

func (b *builder) totals() totals {
	c := b.c
	out := totals{Complete: c.Report.Coverage.Complete, Rows: c.Report.Coverage.Rows, Skipped: c.Report.Coverage.Skipped,
		Findings: len(c.Fired()), NotShown: len(c.NotShown), NotAssessed: len(c.NotAssessed)}
	if c.Report.Comparison != nil {
		out.Fixed = len(c.Report.Comparison.Fixed)
	}
	return out
}

// groups gives the points that become one result each, and counts what is left out or
// joined.
func (b *builder) groups(waived bool, count *totals) [][]view.Point {
	var groups [][]view.Point
	for _, p := range b.c.Points() {
		if p.Place != nil {
			count.Places++
		}
		if p.Waived != nil {
			count.Waived++
		}
		if waived || p.Waived == nil {
			groups = append(groups, []view.Point{p})
		}
	}
	if len(groups) > Most {
		before := len(groups)
		groups = joined(groups)
		count.Joined = before - len(groups)
	}
	if len(groups) > Most {
		count.Cut = len(groups) - Most
		groups = groups[:Most]
	}
	return groups
}

// joined puts the places of one rule in one file together, where they are as grave and in
// the same state.
func joined(groups [][]view.Point) [][]view.Point {
	type key struct {
		rule, path, state string
		level             view.Level
		waived            bool
	}
	at := map[key]int{}
	var out [][]view.Point
	for _, g := range groups {
		p := g[0]
		k := key{p.Finding.Rule, p.Path, p.State, p.Level, p.Waived != nil}
		i, ok := at[k]
		if !ok || p.Place == nil {
			at[k] = len(out)
			out = append(out, g)
			continue
		}
		out[i] = append(out[i], p)
	}
	return out
}

// invocation says whether everything in scope was examined, and what was not.
func (b *builder) invocation(count *totals) invocation {
	out := invocation{Successful: b.c.Report.Coverage.Complete}
	tell := func(level, text string, at ...location) {
		out.Notifications = append(out.Notifications, notification{level, message{plain(text)}, at})
	}
	for _, i := range b.c.Unread() {
		level := "note"
		switch i.Severity {
		case "lost":
			level = "error"
		case "warning", "sample":
			level = "warning"
		}
		file, line := b.c.Anchor(i.Input)
		at := location{Physical: physical{Artifact: artifact{uri(file)}}}
		if line > 0 {
			at.Physical.Region = &region{StartLine: line}
		}
		tell(level, b.p.Colon(i.Input, b.p.Text(i.Message)), at)
	}
	if count.Joined > 0 {
		tell("note", b.p.N("mach.joined", int64(count.Joined)))
	}
	if count.Cut > 0 {
		tell("warning", b.p.N("sarif.cut", int64(count.Cut)))
	}
	if n := count.Waived; n > 0 {
		tell("note", b.p.N("mach.waived_count", int64(n)))
	}
	return out
}

func (b *builder) result(group []view.Point) result {
	p := &group[0]
	f, print := p.Finding, p.Fingerprint
	said := view.Said(b.p, p)
	if n := len(group); n > 1 {
		print = joint(group)
		said += " " + b.p.N("mach.more_places", int64(n-1))
	}
	out := result{
		RuleID: f.Rule, RuleIndex: b.rule(f), Level: level(p.Level), Message: message{Text: plain(said)},
		Fingerprints: map[string]string{"leadlint/v1": print, "primaryLocationLineHash": lineHash(print)},
		Locations:    []location{b.location(p)},
	}
	if len(group) > 1 {
		out.Occurrences = len(group)
	}
	switch p.State {
	case finding.StateNew, finding.StateReopened:
		out.BaselineState = "new"
	case finding.StateSame:
		out.BaselineState = "unchanged"
	}
	if p.Waived != nil {
		out.Suppressions = []suppression{{"external", "accepted", view.Accepted(b.p, p.Waived)}}
	}
	return out
}

// joint is the fingerprint of places that are told as one.
func joint(group []view.Point) string {
	h := sha256.New()
	for i := range group {
		io.WriteString(h, group[i].Fingerprint+"\n")
	}
	return "1:" + hex.EncodeToString(h.Sum(nil)[:16])
}

func (b *builder) location(p *view.Point) location {
	region := &region{StartLine: p.Line()}
	if at := p.Place; at != nil {
		region.StartColumn, region.EndLine, region.EndColumn = at.Column, at.EndLine, at.EndColumn
		region.Snippet = &message{Text: at.Excerpt}
	}
	return location{Physical: physical{Artifact: artifact{URI: uri(p.Path)}, Region: region}, Logical: logicals(p)}
}

// logicals name the dataset, or the table in it, and its columns that a finding is about.
func logicals(p *view.Point) []logical {
	s := &p.Finding.Subject
	if p.Place != nil || s.Dataset == "" {
		return nil
	}
	name, full := s.Dataset, s.Dataset
	if s.Table != "" {
		name, full = s.Table, s.Dataset+"/"+s.Table
	}
	out := []logical{{name, full, "resource"}}
	for _, column := range s.Columns {
		out = append(out, logical{column, full + "." + column, "member"})
	}
	return out
}

// lineHash gives a fingerprint the form that GitHub keeps for the hash of a line, so that
// alerts stay the same where nothing computes it.
func lineHash(fingerprint string) string {
	_, hash, _ := strings.Cut(fingerprint, ":")
	return hash[:min(len(hash), 16)] + ":1"
}

// rule gives the index of a finding's rule, added where it is new.
func (b *builder) rule(f *finding.Finding) int {
	if i, ok := b.index[f.Rule]; ok {
		return i
	}
	b.index[f.Rule] = len(b.rules)
	title := b.p.Text(f.Title)
	why, law, fine, do := b.p.Text(f.Why), b.p.Text(f.Law), b.p.Text(f.Evidence), b.p.Text(f.Remedy)
	r := rule{
		ID: f.Rule, Name: f.Rule, Short: message{Text: plain(title)}, Full: message{Text: plain(law + " " + why)},
		Help: &help{
			Text: plain(strings.Join([]string{law, why, fine, do}, "\n\n")),
			Markdown: strings.Join([]string{"**" + markdown(b.p.T("move.law")) + "** " + markdown(law), "**" + markdown(b.p.T("code.why")) + "** " + markdown(why),
				"**" + markdown(b.p.T("code.fine")) + "** " + markdown(fine), "**" + markdown(b.p.T("doc.measure")) + "** " + markdown(do)}, "\n\n"),
		},
		Default: configuration{Level: level(view.LevelOf(f))}, Properties: b.properties(f),
	}
	b.rules = append(b.rules, r)
	return b.index[f.Rule]
}

// properties are what GitHub sorts and filters by. Only rules on security (Art. 32) claim
// to be about security.
func (b *builder) properties(f *finding.Finding) properties {
	tags := []string{"privacy", "gdpr"}
	security := false
	for _, a := range f.Articles.Primary {
		security = security || a == "32" || strings.HasPrefix(a, "32(")
		if tag := articleTag(a); tag != "" && len(tags) < 8 {
			tags = append(tags, tag)
		}
	}
	out := properties{Precision: "high", Problem: map[view.Level]string{view.LevelError: "error", view.LevelWarning: "warning", view.LevelNote: "recommendation"}[view.LevelOf(f)]}
	if f.Kind != "breach" {
		out.Precision = "medium"
	}
	if security {
		tags = append(tags, "security")
		out.Security = map[string]string{"critical": "9.1", "high": "7.5", "medium": "5.0"}[f.Severity]
		if out.Security == "" {
			out.Security = "2.0"
		}
	}
	out.Tags = tags
	return out
}

// articleTag names an article of the GDPR as a tag: gdpr/art-5-1-e.
func articleTag(a string) string {
	if a == "" || a[0] < '0' || a[0] > '9' || strings.Contains(a, "/") {
		return ""
	}
	return "gdpr/art-" + strings.Trim(strings.NewReplacer(")(", "-", "(", "-", ")", "").Replace(a), "-")
}

func level(l view.Level) string {
	switch l {
	case view.LevelError:
		return "error"
	case view.LevelWarning:
		return "warning"
	}
	return "note"
}

// uri writes a path as a relative reference (RFC 3986).
func uri(p string) string { return (&url.URL{Path: path.Clean(p)}).EscapedPath() }

// plain keeps what stands in a text from being read as a link of SARIF.
func plain(s string) string { return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(s) }

// markdown keeps what stands in a text from being read as Markdown or HTML.
func markdown(s string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "#", `\#`, "|", `\|`).Replace(s)
}
