package dpv

import (
	_ "embed" // the table stands beside the code
	"slices"
	"strings"

	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// concepts.tsv holds the category of personal data (DPV 2.3, extension pd) of each field
// that a column can be recognised as. Fields without a line say nothing of a person that
// DPV has a category for.
//
//go:embed concepts.tsv
var conceptTable string

// categories reads the table: field → concept.
func categories() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(conceptTable) {
		if field, concept, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			out[field] = concept
		}
	}
	return out
}

// specialCategory gives the category of personal data of a value of the field
// special_category, and whether there is one.
func specialCategory(value string) (string, bool) {
	c, ok := map[string]string{
		"health": "pd:Health", "religion": "pd:Religion", "politics": "pd:PoliticalOpinion", "union": "pd:TradeUnionMembership",
		"sex_life": "pd:Sexual", "ethnicity": "pd:EthnicOrigin", "biometric": "pd:Biometric", "genetic": "pd:Genetic", "criminal": "pd:Criminal",
	}[value]
	return c, ok
}

// legalBasis gives the concept of a value of the field legal_basis, and whether there is
// one: "none" and what Article 6 does not know are no basis.
func legalBasis(value string) (string, bool) {
	points := []string{"consent", "contract", "legal_obligation", "vital_interests", "public_task", "legitimate_interest"}
	i := slices.Index(points, value)
	if i < 0 {
		return "", false
	}
	return "eu-gdpr:A6-1-" + string(rune('a'+i)), true
}

// matters gives the concepts of DPV that an article of the GDPR is about: principles of
// Article 5, bases of Article 6, rights of the person.
func matters(code string) []string {
	switch code {
	case "5(1)(a)":
		return []string{"eu-gdpr:LawfulnessPrinciple", "eu-gdpr:FairnessPrinciple", "eu-gdpr:TransparencyPrinciple"}
	case "5(1)(b)":
		return []string{"eu-gdpr:PurposeLimitationPrinciple"}
	case "5(1)(c)":
		return []string{"eu-gdpr:DataMinimisationPrinciple"}
	case "5(1)(d)":
		return []string{"eu-gdpr:AccuracyPrinciple"}
	case "5(1)(e)":
		return []string{"eu-gdpr:StorageLimitationPrinciple"}
	case "5(1)(f)":
		return []string{"eu-gdpr:IntegrityConfidentialityPrinciple"}
	case "5(2)":
		return []string{"eu-gdpr:AccountabilityPrinciple"}
	case "6(1)(a)", "6(1)(b)", "6(1)(c)", "6(1)(d)", "6(1)(e)", "6(1)(f)":
		return []string{"eu-gdpr:A6-1-" + code[5:6]}
	}
	return rights(code)
}

// rights gives the rights of the person that an article is about.
func rights(code string) []string {
	if code == "7(3)" {
		return []string{"eu-gdpr:A7-3"}
	}
	var out []string
	for _, one := range strings.Split(code, "/") {
		article, _, _ := strings.Cut(one, "(")
		if slices.Contains([]string{"13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "77"}, article) {
			out = append(out, "eu-gdpr:A"+article)
		}
	}
	return out
}

// severity gives the level on DPV's scale of five.
func severity(s string) (string, bool) {
	level, ok := map[string]string{
		"critical": "risk:VeryHighSeverity", "high": "risk:HighSeverity", "medium": "risk:ModerateSeverity",
		"low": "risk:LowSeverity", "info": "risk:VeryLowSeverity",
	}[s]
	return level, ok
}

// The states of compliance that are used.
const (
	violation     = "dpv:ComplianceViolation"
	compliant     = "dpv:Compliant"
	indeterminate = "dpv:ComplianceIndeterminate"
	unknown       = "dpv:ComplianceUnknown"
)

// compliance gives the state of compliance that a finding shows. What was fine in a run
// that did not read everything is not determined.
func compliance(f *finding.Finding, complete bool) string {
	switch view.Concluded(f) {
	case view.Constituted:
		return violation
	case view.NotShown:
		return indeterminate
	case view.NotConstituted:
		if complete {
			return compliant
		}
		return indeterminate
	}
	return unknown
}

// overall gives the state of the audit as a whole: compliant only where every rule that
// applies gave an answer, and all of them a good one.
func overall(c *view.Case) string {
	switch {
	case len(c.Breaches) > 0:
		return violation
	case len(c.Clear) > 0 && c.Report.Coverage.Complete && len(c.Marked)+len(c.NotShown)+len(c.NotAssessed) == 0:
		return compliant
	case len(c.Clear)+len(c.Marked)+len(c.NotShown) > 0:
		return indeterminate
	}
	return unknown
}
