package scanner

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"leadlint/rules"
	"leadlint/rules/calendar"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/rules/law"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
	"leadlint/scanner/partial"
)

// verdict judges one table of persons by what was counted of it, wherever that was.
type verdict struct {
	*partial.Table
	a *audit
	// dataset is the name of the table's dataset.
	dataset string
	// rules are those counted, in the order of Count.Rules.
	rules []*rules.Rule
}

// judge turns the counts of a table of persons into findings, and evaluates the
// rules on the table as a whole.
func (v *verdict) judge() {
	unproven := v.a.unproven("contact", v.Met)
	for i, r := range v.rules {
		if r.ID == noticeTally || r.Asks() || v.a.tallied(r, &v.Count.Rules[i]) {
			continue
		}
		f := v.a.newFinding(r, v.subject(r))
		v.a.count(&f, &v.Count.Rules[i])
		f.Groups = v.groups(&v.Count.Rules[i])
		f.Declared = append(f.Declared, v.relied(r)...)
		v.a.settle(&f, r)
		doubt(&f, r, unproven)
		v.a.report.Findings = append(v.a.report.Findings, f)
	}
	v.datasetRules()
	v.columnRules()
}

// newFinding makes a finding with everything that follows from the rule alone.
func (a *audit) newFinding(r *rules.Rule, subject finding.Subject) finding.Finding {
	f := finding.Finding{
		Rule: r.ID, Pack: r.Pack, Kind: string(r.Kind), Severity: string(r.Severity),
		Articles:   finding.Articles{Primary: orEmpty(r.Articles.Primary), Related: orEmpty(r.Articles.Related)},
		Precedents: a.precedents(r.Precedents), Title: text(r.Title), Law: text(r.Law), Why: text(r.Why),
		Condition: text(r.Condition), Subject: subject, Samples: []finding.Sample{}, Declared: []finding.Declared{},
		Remedy: text(r.Remedy.Label), Evidence: text(r.Evidence),
	}
	if r.Note.EN != "" {
		note := text(r.Note)
		f.Note = &note
	}
	if r.Remedy.Within != (expr.Period{}) {
		f.Within = r.Remedy.Within.String()
		f.Due = calendar.Format(calendar.Add(a.now, r.Remedy.Within, 1))
	}
	f.Fingerprint = fingerprint(r, subject)
	for _, d := range a.facts {
		if slices.ContainsFunc(r.Refs(), func(ref expr.Ref) bool { return ref.String() == d.Field }) {
			f.Declared = append(f.Declared, finding.Declared{Field: d.Field, Value: d.Value, Where: d.Where})
		}
	}
	return f
}

func text(l facts.Label) finding.Text { return finding.Text{EN: l.EN, FR: l.FR} }

func orEmpty(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// fingerprintVersion is raised when the recipe of fingerprints changes.
const fingerprintVersion = "1"

// fingerprint identifies a finding across runs: SHA-256 over the rule, the
// dataset's file name, the table and the fields, each ended by a NUL, written
// as version:hash. It names no row, so that a finding keeps it while rows come
// and go.
func fingerprint(r *rules.Rule, s finding.Subject) string {
	h := sha256.New()
	for _, part := range append([]string{r.ID, s.Relation, filepath.Base(s.Dataset), s.Table}, s.Fields...) {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return fingerprintVersion + ":" + hex.EncodeToString(h.Sum(nil)[:16])
}

func (a *audit) precedents(ids []string) []finding.Precedent {
	out := []finding.Precedent{}
	for _, id := range ids {
		i := slices.IndexFunc(a.cited, func(p law.Precedent) bool { return p.ID == id })
		if i < 0 {
			continue
		}
		p := a.cited[i]
		out = append(out, finding.Precedent{
			ID: p.ID, Authority: p.Authority, Reference: p.Reference, Date: p.Date, Organisation: p.Organisation,
			Sanction: text(p.Outcome()), URL: p.URL, Kind: string(p.Kind), Trust: string(p.Trust),
		})
	}
	return out
}

// subject says which columns a rule on contacts looked at in the table.
func (v *verdict) subject(r *rules.Rule) finding.Subject {
	said := func(field string) bool {
		return slices.Contains(v.Known, field) || slices.ContainsFunc(v.Declared, func(d finding.Declared) bool { return d.Field == field })
	}
	return subjectOf(r, v.dataset, v.Name, func(field string) []string { return v.Columns[field] }, said)
}

// subjectOf says which columns of a table a rule looked at: columns gives the
// headers that feed a field, said whether something else does.
func subjectOf(r *rules.Rule, dataset, table string, columns func(field string) []string, said func(field string) bool) finding.Subject {
	sub := finding.Subject{Relation: r.On, Dataset: dataset, Table: table, Fields: []string{}}
	for _, ref := range r.Refs() {
		if ref.Relation != r.On {
			sub.Fields = append(sub.Fields, ref.String())
			continue
		}
		sub.Fields = append(sub.Fields, ref.Field)
		fed := columns(ref.Field)
		for _, c := range fed {
			if !slices.Contains(sub.Columns, c) {
				sub.Columns = append(sub.Columns, c)
			}
		}
		if len(fed) == 0 && !said(ref.Field) {
			sub.Missing = append(sub.Missing, ref.Field)
		}
	}
	return sub
}

// relied lists the declared facts that spoke for rows of the table.
func (v *verdict) relied(r *rules.Rule) []finding.Declared {
	var out []finding.Declared
	for i, d := range v.Declared {
		used := slices.ContainsFunc(r.Refs(), func(ref expr.Ref) bool { return ref.Relation == "contact" && ref.Field == d.Field })
		if used && v.Tally.Fills[i] > 0 {
			out = append(out, finding.Declared{Field: "contact." + d.Field, Value: d.Value, Where: d.Where})
		}
	}
	return out
}

// count sets the outcome from the counts.
func (a *audit) count(f *finding.Finding, p *engine.RulePartial) {
	f.Counts = finding.Counts{Examined: p.Breach + p.Clear + p.NotShown, Breach: p.Breach, Clear: p.Clear, NotShown: p.NotShown}
	if p.Persons != nil {
		f.Counts.Persons = min(p.Persons.Count(), p.Breach)
	}
	switch {
	case p.Breach > 0:
		f.Outcome = finding.Breach
	case p.NotShown > 0:
		f.Outcome = finding.NotShown
	case p.Clear > 0:
		f.Outcome = finding.Clear
	default:
		f.Outcome = finding.NotAssessed
		f.Reason = &finding.Text{
			EN: "nothing in the data falls under the rule",
			FR: "aucune donnée ne relève de la règle",
		}
	}
	for _, s := range p.Samples {
		out := finding.Sample{Input: s.Input, Line: s.Line, Values: []finding.SampleValue{}}
		if len(a.opt.Key) > 0 {
			out.Key = fmt.Sprintf("%016x", s.Key)
		}
		for _, v := range s.Values {
			out.Values = append(out.Values, finding.SampleValue{Field: v.Field, Value: v.Value})
		}
		f.Samples = append(f.Samples, out)
	}
}

// maxGroups is the number of groups a finding lists; the rest are summed.
const maxGroups = 50

// groups lists a rule's counts by source type and country, largest first.
func (v *verdict) groups(p *engine.RulePartial) []finding.Group {
	var out []finding.Group
	for g := range v.Count.Groups {
		breach, notShown := p.InBreach(g), p.InNotShown(g)
		if breach == 0 && notShown == 0 {
			continue
		}
		source, country := bind.GroupNames(v.a.schema, g)
		out = append(out, finding.Group{SourceType: source, Country: country, Breach: breach, NotShown: notShown})
	}
	slices.SortStableFunc(out, func(a, b finding.Group) int {
		return cmp.Or(cmp.Compare(b.Breach, a.Breach), cmp.Compare(b.NotShown, a.NotShown),
			strings.Compare(a.Country, b.Country), strings.Compare(a.SourceType, b.SourceType))
	})
	if len(out) > maxGroups {
		rest := finding.Group{SourceType: "other", Country: "other"}
		for _, g := range out[maxGroups-1:] {
			rest.Breach += g.Breach
			rest.NotShown += g.NotShown
		}
		out = append(out[:maxGroups-1], rest)
	}
	return out
}
