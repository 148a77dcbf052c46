package dpv

import (
	"net/url"
	"slices"
	"strings"

	"leadlint/reports/internal/identity"
	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/rules/law"
	"leadlint/scanner/finding"
)

// assessment describes one finding as the assessment of one rule on one subject.
func (b *builder) assessment(audit node, f *finding.Finding) {
	id := b.name("assessment", b.run, f.Fingerprint)
	n := b.add(id, "dpv:LegalComplianceAssessment")
	n.link("dct:isPartOf", b.audit)
	audit.link("dct:hasPart", id)
	n.link("dct:isVersionOf", b.name("observation", f.Fingerprint))
	n.put("dct:identifier", f.Rule)
	n.put("schema:identifier", f.Fingerprint)
	n.put("dct:type", f.Kind)
	n.day("dct:date", b.c.Report.Now)
	b.text(n, "dct:title", f.Title)
	b.text(n, "dct:description", f.Condition)
	b.conclude(n, f)
	for _, code := range slices.Concat(f.Articles.Primary, f.Articles.Related) {
		for _, article := range b.article(code) {
			n.link("dct:source", article)
		}
	}
	for _, code := range f.Articles.Primary {
		for _, right := range rights(code) {
			n.link("dpv:hasRight", right)
		}
	}
	b.about(n, f)
	if f.Outcome == finding.Breach {
		for i := range f.Precedents {
			n.link("dct:references", b.decision(&f.Precedents[i]))
		}
		b.risk(n, f)
	}
}

// conclude says whether the law is complied with. A recommendation is no law: whether it
// is followed is a state of conformance.
func (b *builder) conclude(n node, f *finding.Finding) {
	state := compliance(f, b.c.Report.Coverage.Complete)
	if f.Kind == string(rules.Guidance) {
		switch {
		case f.Outcome == finding.Breach:
			n.link("dpv:hasConformanceStatus", "dpv:NonConformant")
		case state == compliant:
			n.link("dpv:hasConformanceStatus", "dpv:Conformant")
		}
		return
	}
	n.link("dpv:hasComplianceStatus", state)
	if state == violation && slices.ContainsFunc(f.Articles.Primary, func(code string) bool { return identity.ELI(code) != nil }) {
		n.link("dpv:hasLawfulness", "eu-gdpr:GDPRNonCompliant")
	}
	if w := f.Waived; w != nil {
		id := n.id() + "#waiver"
		j := b.add(id, "dpv:Justification")
		j.put("dct:description", w.Reason)
		j.put("schema:author", w.Owner)
		j.day("dct:date", w.Approved)
		j.day("dct:valid", w.Expires)
		n.link("dpv:hasJustification", id)
	}
}

// about joins a finding with what it is about, and gives its numbers.
func (b *builder) about(n node, f *finding.Finding) {
	for _, p := range b.processes[f.Subject.Dataset] {
		if f.Subject.Table == "" || p.table == f.Subject.Table {
			n.link("dct:subject", p.node.id())
			p.node.link("dpv:hasAssessment", n.id())
			b.declared(p.node, f)
		}
	}
	if _, ok := n["dct:subject"]; !ok {
		if id, ok := b.files[f.Subject.Dataset]; ok {
			n.link("dct:subject", id)
		}
	}
	if f.Reason != nil {
		b.text(n, "schema:disambiguatingDescription", *f.Reason)
	}
	if f.Counts.Examined == 0 {
		return
	}
	b.figure(n, "examined", f.Counts.Examined)
	b.figure(n, "in-breach", f.Counts.Breach)
	b.figure(n, "not-shown", f.Counts.NotShown)
	b.figure(n, "clear", f.Counts.Clear)
	if i := f.Interval; i != nil {
		b.figure(n, "whole-low", i.Low)
		b.figure(n, "whole-high", i.High)
	}
}

// declared adds the legal basis that the owner declared for the records of a dataset.
func (b *builder) declared(process node, f *finding.Finding) {
	for _, d := range f.Declared {
		if basis, ok := legalBasis(d.Value); ok && strings.HasSuffix(d.Field, "legal_basis") {
			process.link("dpv:hasLegalBasis", basis)
		}
	}
}

// risk describes what a finding that fired endangers, how grave it is, and the measure
// that answers it.
func (b *builder) risk(n node, f *finding.Finding) {
	id := b.name("risk", b.run, f.Fingerprint)
	r := b.add(id, "dpv:Risk")
	b.text(r, "dct:description", f.Why)
	if level, ok := severity(f.Severity); ok {
		r.link("dpv:hasSeverity", level)
	}
	n.link("dpv:hasRisk", id)
	if f.Remedy == (finding.Text{}) {
		return
	}
	measure := b.add(b.name("remediation", b.run, f.Fingerprint), "dpv:RiskMitigationMeasure", "schema:Action")
	b.text(measure, "dct:description", f.Remedy)
	measure.day("schema:endDate", f.Due)
	r.link("dpv:isMitigatedByMeasure", measure.id())
}

// article describes a provision by the identifiers of the Official Journal, or by a name of
// our own where it has none that is known.
func (b *builder) article(code string) []string {
	ids := identity.ELI(code)
	if ids == nil {
		if b.articles[code] == "" {
			b.articles[code] = b.name("article", code)
			b.describe(b.articles[code], code)
		}
		return []string{b.articles[code]}
	}
	for i, one := range strings.Split(code, "/") {
		if _, ok := b.articles[one]; !ok {
			b.articles[one] = ids[i]
			n := b.describe(ids[i], one)
			n.link("eli:is_part_of", "http://data.europa.eu/eli/reg/2016/679/oj")
		}
	}
	return ids
}

func (b *builder) describe(id, code string) node {
	n := b.add(id, "eli:LegalResourceSubdivision")
	b.both(n, "dct:identifier", law.Cite(code, "en"), law.Cite(code, "fr"))
	if a, ok := law.FindArticle(code); ok {
		b.label(n, a.Title)
	}
	for _, concept := range matters(code) {
		n.link("dct:subject", concept)
	}
	return n
}

func (b *builder) label(n node, l facts.Label) {
	b.both(n, "dct:title", b.en.Label(l), b.fr.Label(l))
}

// decision describes a precedent.
func (b *builder) decision(d *finding.Precedent) string {
	if id := b.decisions[d.ID]; id != "" {
		return id
	}
	id := b.name("precedent", d.ID)
	b.decisions[d.ID] = id
	n := b.add(id, "schema:Legislation")
	if d.Kind == "decision" || d.Kind == "guidance" {
		n["@type"] = []string{"schema:CreativeWork"}
	}
	n.put("dct:title", d.ID)
	n.put("dct:publisher", d.Authority)
	n.put("dct:identifier", d.Reference)
	n.day("dct:date", d.Date)
	b.text(n, "dct:description", d.Sanction)
	if u, err := url.Parse(d.URL); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		n["schema:url"] = u.String()
	}
	return id
}
