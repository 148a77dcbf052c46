package oscal

import (
	"strings"

	"leadlint/scanner/finding"
)

// The states of a risk that are used (OSCAL, risk status).
const (
	open          = "open"
	investigating = "investigating"
	accepted      = "deviation-approved"
	closed        = "closed"
)

// risks gives one risk for each finding that fired, and one that is closed for each that
// an earlier audit had.
func (b *builder) risks() []risk {
	var out []risk
	for _, f := range b.c.Fired() {
		out = append(out, b.risk(f))
	}
	if c := b.c.Report.Comparison; c != nil {
		for i := range c.Fixed {
			out = append(out, b.fixed(&c.Fixed[i], c.With))
		}
	}
	return out
}

func (b *builder) risk(f *finding.Finding) risk {
	title := said(b.p.Text(f.Title), f.Rule)
	out := risk{
		UUID: b.ids.UUID("risk", f.Fingerprint), Title: markup(said(title, "?")),
		Description: markup(said(b.p.Text(f.Why), title)), Statement: markup(said(b.statement(f), title)),
		Props: b.about(f), Links: b.precedentLinks(f), Status: open, Origins: []origin{b.origin()},
		Deadline:     deadline(f.Due),
		Observations: []relatedTo{{Observation: b.observed[f]}},
	}
	if text := trim(b.p.Text(f.Remedy)); text != "" {
		out.Remediations = []remediation{{
			UUID: b.ids.UUID("remediation", f.Fingerprint), Lifecycle: "recommendation", Title: b.p.T("oscal.measure"),
			Description: markup(text), Remarks: markup(b.p.Capital(b.p.Deadline(f.Within))),
		}}
	}
	if w := f.Waived; w != nil {
		out.Status = accepted
		out.Log = &riskLog{[]riskEntry{{
			UUID: b.ids.UUID("waiver", f.Fingerprint), Title: b.p.T("oscal.waived"), Description: markup(said(w.Reason, "?")),
			Start: when(w.Approved), End: deadline(w.Expires), Props: props("owner", w.Owner, "where", w.Where), Change: accepted,
		}}}
	}
	b.risked[f] = out.UUID
	return out
}

// statement says what is at stake: the duty, and under which articles.
func (b *builder) statement(f *finding.Finding) string {
	parts := []string{b.p.Text(f.Law)}
	if len(f.Articles.Primary) > 0 {
		parts = append(parts, b.p.T("sarif.under", b.p.Articles(f.Articles.Primary), b.p.Code("kind", f.Kind)))
	}
	return strings.Join(parts, " ")
}

func (b *builder) precedentLinks(f *finding.Finding) []link {
	var out []link
	for _, d := range f.Precedents {
		if href := address(d.URL); href != "" {
			out = append(out, link{Href: href, Rel: "reference", Text: markup(d.ID)})
		}
	}
	return out
}

// fixed is a risk of an earlier audit. Where nobody looked again, it is not closed.
func (b *builder) fixed(x *finding.Fixed, with string) risk {
	title := said(b.p.Text(x.Title), said(x.Rule, "?"))
	out := risk{
		UUID: b.ids.UUID("risk", x.Fingerprint), Title: markup(title), Status: closed,
		Description: markup(b.p.T("oscal.fixed", with)), Statement: markup(title), Origins: []origin{b.origin()},
		Props: props("rule", x.Rule, "severity", x.Severity, "outcome", string(x.Outcome), "fingerprint", x.Fingerprint, "input", x.Dataset, "table", x.Table),
	}
	if x.Outcome == finding.NotAssessed || x.Outcome == finding.NotShown || !b.c.Report.Coverage.Complete {
		out.Status, out.Description = investigating, markup(b.p.T("oscal.fixed.unseen", with))
	}
	return out
}
