// Package oscal writes a report as OSCAL 1.1.3 assessment results (NIST), and the articles
// that rules cite as an OSCAL catalog, both in JSON. The ids of things follow from what
// they are, so that a later run speaks of the same observations, risks and findings.
package oscal

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"leadlint/reports/internal/identity"
	"leadlint/reports/l10n"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// Version is the version of OSCAL that is written.
const Version = "1.1.3"

// Write writes r as one document of assessment results with one result.
func Write(w io.Writer, r *finding.Report, opt view.Options) error {
	b := newBuilder(r, opt.Lang)
	return encode(w, resultsDocument{b.document()})
}

func encode(w io.Writer, doc any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(doc); err != nil {
		return fmt.Errorf("write the OSCAL document: %w", err)
	}
	return nil
}

// builder puts one report together.
type builder struct {
	p   *l10n.Printer
	c   *view.Case
	ids *identity.Source
	// at is the day of the audit as OSCAL writes times.
	at string
	// content is the hash of what is written: another content is another document.
	content string
	// tool is the UUID of the program that made the report.
	tool string
	// items are the inventory items by the name of the input; inputs the inputs.
	items  map[string]string
	inputs map[string]finding.Input
	// observed and risked are the UUIDs given, by finding.
	observed map[*finding.Finding]string
	risked   map[*finding.Finding]string
}

func newBuilder(r *finding.Report, lang string) *builder {
	b := &builder{
		p: view.Printer(lang, r), c: view.New(r), ids: identity.New(),
		items: map[string]string{}, inputs: map[string]finding.Input{},
		observed: map[*finding.Finding]string{}, risked: map[*finding.Finding]string{},
	}
	b.at = when(b.c.Report.Now)
	b.content = b.digest()
	b.tool = b.ids.UUID("tool", b.c.Report.Tool.Name)
	return b
}

func (b *builder) document() assessmentResults {
	plan, catalogue := b.ids.UUID("plan"), b.ids.UUID("catalogue")
	res := b.result(catalogue)
	return assessmentResults{
		UUID: b.ids.UUID("document", b.content), Metadata: b.metadata(),
		Plan:    importPlan{Href: "#" + plan, Remarks: markup(b.p.T("oscal.plan.remarks"))},
		Results: []result{res},
		Back:    &backMatter{Resources: b.resources(plan, catalogue)},
	}
}

// digest hashes the report and the language it is worded in.
func (b *builder) digest() string {
	data, err := json.Marshal(b.c.Report)
	if err != nil {
		// The model holds nothing that JSON cannot; a share that is not a number would
		// only make two documents share their id.
		data = nil
	}
	sum := sha256.Sum256(append(data, b.p.Lang()...))
	return hex.EncodeToString(sum[:])
}

func (b *builder) metadata() metadata {
	r := b.c.Report
	m := metadata{
		Title: markup(view.Title(b.p, r, b.p.T("oscal.title"))), LastModified: b.at, Version: said(r.Now, "0"), Oscal: Version,
		Props: props("findings-schema", r.Schema, "reference", r.Controller.Reference, "language", b.p.Lang()),
	}
	if r.Record != nil {
		m.Props = append(m.Props, props("audit", r.Record.Audit, "record-events", number(r.Record.Events), "record-head", r.Record.Head, "record-key", r.Record.Key)...)
	}
	add := func(id, title string, who party) {
		if who.Name == "" {
			return
		}
		who.UUID, who.Type = b.ids.UUID("party", id, who.Name), "organization"
		m.Roles = append(m.Roles, role{id, title})
		m.Parties = append(m.Parties, who)
		m.Responsible = append(m.Responsible, responsible{id, []string{who.UUID}})
	}
	c := r.Controller
	add("controller", b.p.T("oscal.role.controller"), party{Name: trim(c.Name), Props: props("country", c.Country)})
	add("assessor", b.p.T("oscal.role.assessor"), party{Name: trim(c.Auditor), Props: props("capacity", c.Role), Remarks: b.p.T("oscal.party.kind")})
	return m
}

// result puts the one result together. What others refer to comes first: items, then
// observations, then risks.
func (b *builder) result(catalogue string) result {
	r := b.c.Report
	out := result{
		UUID: b.ids.UUID("result", b.content), Title: markup(b.p.T("oscal.result", b.p.Date(r.Now))),
		Description: markup(said(r.Controller.Scope, b.p.T("oscal.result.scope"))), Start: b.at, End: b.at,
		Props: b.coverage(), Reviewed: b.reviewed(catalogue), Remarks: b.remarks(),
	}
	out.Local = b.local()
	out.Observations = b.observations()
	out.Risks = b.risks()
	out.Findings = b.findings()
	return out
}

// coverage says for programs what was read and what came of it.
func (b *builder) coverage() []prop {
	r := b.c.Report
	out := props("coverage-complete", strconv.FormatBool(r.Coverage.Complete), "records-read", number(r.Coverage.Rows),
		"records-skipped", number(r.Coverage.Skipped), "persons-estimated", number(r.Coverage.Persons),
		"breaches", number(int64(len(b.c.Breaches))), "other-marks", number(int64(len(b.c.Marked))), "not-shown", number(int64(len(b.c.NotShown))),
		"clear", number(int64(len(b.c.Clear))), "not-assessed", number(int64(len(b.c.NotAssessed))))
	if s := r.Coverage.Sample; s != nil {
		out = append(out, props("sample", s.Spec, "sample-records", number(s.Rows), "sample-of", number(s.Of))...)
	}
	for _, state := range []string{finding.WaiverActive, finding.WaiverExpired, finding.WaiverOrphaned, finding.WaiverTooBroad} {
		n := 0
		for i := range r.Waivers {
			if r.Waivers[i].State == state {
				n++
			}
		}
		if n > 0 {
			out = append(out, props("waivers-"+strings.ReplaceAll(state, "_", "-"), strconv.Itoa(n))...)
		}
	}
	return out
}

// remarks says what no observation or finding has a place for.
func (b *builder) remarks() string {
	r := b.c.Report
	var out []string
	if r.Coverage.Complete {
		out = append(out, b.p.T("oscal.complete"))
	} else {
		out = append(out, b.p.T("oscal.incomplete"))
	}
	if s := r.Coverage.Sample; s != nil {
		out = append(out, b.p.Colon(b.p.T("smp.head"), view.Drawn(b.p, s)+" ("+view.Asked(b.p, s)+")"))
	}
	for _, i := range b.c.Unread() {
		out = append(out, b.p.Colon(b.p.Code("issue", i.Severity)+", "+i.Input, b.p.Text(i.Message)))
	}
	for _, n := range r.Notes {
		out = append(out, b.p.Text(n))
	}
	for _, m := range b.c.Missing() {
		out = append(out, b.p.T("oscal.missing", b.p.Relation(m.Relation), strings.Join(view.Rules(m.Findings), ", ")))
	}
	for _, q := range b.c.Reasons() {
		out = append(out, b.p.Colon(b.p.T("oscal.unassessed", strings.Join(view.Rules(q.Findings), ", ")), b.p.Text(q.Text)))
	}
	for _, w := range r.Waivers {
		out = append(out, b.p.T("oscal.waiver", w.Rule, b.p.Code("oscal.waiver", w.State), b.p.Date(w.Terms.Expires), w.Terms.Owner, w.Terms.Reason))
	}
	return markup(strings.Join(slices.DeleteFunc(out, func(s string) bool { return trim(s) == "" }), "\n\n"))
}

// origin names the program as the one who observed.
func (b *builder) origin() origin { return origin{[]actor{{"tool", b.tool}}} }
