// Package sarif writes a report as SARIF 2.1.0 (OASIS, 2020), in the part of it that code
// scanning services read.
package sarif

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"leadlint/reports/l10n"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// Most is the number of results written. GitHub takes 25,000 a run and shows 5,000; the
// gravest come first, and what is cut is told.
const Most = 5000

// Write writes r as one run. Results are places in code, and one result a finding for
// everything else. A run that is not complete is told by its invocation.
func Write(w io.Writer, r *finding.Report, opt view.Options) error {
	c := view.New(r)
	b := builder{p: l10n.New(opt.Lang), c: c, index: map[string]int{}}
	data, err := json.MarshalIndent(b.log(), "", "  ")
	if err != nil {
		return fmt.Errorf("encode the report as SARIF: %w", err)
	}
	_, err = w.Write(append(data, '\n'))
	return err
}

type builder struct {
	p     *l10n.Printer
	c     *view.Case
	rules []rule
	index map[string]int
}

func (b *builder) log() document {
	points := b.c.Points()
	cut := max(0, len(points)-Most)
	results := []result{}
	for i := range points[:len(points)-cut] {
		results = append(results, b.result(&points[i]))
	}
	one := run{
		Tool: tool{Driver: driver{
			Name: b.c.Report.Tool.Name, Version: b.c.Report.Tool.Version, Rules: b.rules,
		}},
		Automation: &automation{ID: "leadlint/"}, ColumnKind: "unicodeCodePoints", Results: results,
		Invocations: []invocation{b.invocation(cut)},
	}
	if one.Tool.Driver.Rules == nil {
		one.Tool.Driver.Rules = []rule{}
	}
	return document{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []run{one}}
}

// invocation says whether everything in scope was examined, and what was not.
func (b *builder) invocation(cut int) invocation {
	out := invocation{Successful: b.c.Report.Coverage.Complete}
	for _, i := range b.c.Unread() {
		level := "note"
		switch i.Severity {
		case "lost":
			level = "error"
		case "warning":
			level = "warning"
		}
		out.Notifications = append(out.Notifications, notification{Level: level, Message: message{Text: plain(b.p.Colon(i.Input, b.p.Text(i.Message)))}})
	}
	if cut > 0 {
		out.Notifications = append(out.Notifications, notification{Level: "warning", Message: message{Text: plain(b.p.N("sarif.cut", int64(cut)))}})
	}
	return out
}

func (b *builder) result(p *view.Point) result {
	f := p.Finding
	out := result{
		RuleID: f.Rule, RuleIndex: b.rule(f), Level: level(p.Level), Message: message{Text: plain(b.said(p))},
		Fingerprints: map[string]string{"leadlint/v1": p.Fingerprint, "primaryLocationLineHash": lineHash(p.Fingerprint)},
	}
	if p.Path == "" {
		return out
	}
	region := &region{StartLine: p.Line()}
	if at := p.Place; at != nil {
		region.StartColumn, region.EndLine, region.EndColumn = at.Column, at.EndLine, at.EndColumn
		region.Snippet = &message{Text: at.Excerpt}
		switch at.State {
		case finding.PlaceNew:
			out.BaselineState = "new"
		case finding.PlaceKnown:
			out.BaselineState = "unchanged"
		}
	}
	out.Locations = []location{{Physical: physical{Artifact: artifact{URI: uri(p.Path)}, Region: region}}}
	return out
}

// lineHash gives a fingerprint the form that GitHub keeps for the hash of a line, so that
// alerts stay the same where nothing computes it.
func lineHash(fingerprint string) string {
	_, hash, _ := strings.Cut(fingerprint, ":")
	return hash[:min(len(hash), 16)] + ":1"
}

// said is the message of a result: what was found, what it amounts to, what to do.
func (b *builder) said(p *view.Point) string {
	f := p.Finding
	parts := []string{b.p.Text(f.Title) + "."}
	if p.Place == nil && f.Counts.Examined > 1 {
		parts = append(parts, b.p.T("sarif.rows", b.p.Int(f.Counts.Breach), b.p.Int(f.Counts.Examined)))
	}
	if p.Place != nil {
		if used := view.PlaceUsed(b.p, p.Place); used != "" {
			parts = append(parts, b.p.Capital(used)+".")
		}
	}
	parts = append(parts, b.p.T("sarif.under", b.p.Articles(f.Articles.Primary), b.p.Code("kind", f.Kind)), b.p.Text(f.Remedy))
	return strings.Join(parts, " ")
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
				"**" + markdown(b.p.T("code.fine")) + "** " + markdown(fine), "**" + markdown(b.p.T("html.measure")) + "** " + markdown(do)}, "\n\n"),
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
