package view

import (
	"slices"
	"strings"

	"leadlint/reports/l10n"
	"leadlint/rules/facts"
	"leadlint/scanner/finding"
)

// mostDecided is how many facts a finding on a notice or form names.
const mostDecided = 8

// Decided names the facts of notices and forms that a breach rests on, such as
// "right to restriction: not found"; none for findings on other relations.
func Decided(p *l10n.Printer, f *finding.Finding) []string {
	if f.Outcome != finding.Breach || f.Subject.Relation != "notice" && f.Subject.Relation != "form" {
		return nil
	}
	var out []string
	for _, s := range f.Samples {
		name := ""
		for _, v := range s.Values {
			if v.Field == "name" && f.Subject.Relation == "form" {
				name = v.Value
			}
			said := decided(p, f.Subject.Relation, v)
			if said == "" {
				continue
			}
			if name != "" {
				said = p.Colon(name, said)
			}
			if len(out) < mostDecided && !slices.Contains(out, said) {
				out = append(out, said)
			}
		}
	}
	return out
}

// speaksAgainst says whether a value of a field other than an item is one that a
// rule holds against a notice or form.
func speaksAgainst(field, value string) bool {
	switch field {
	case "partners_listed", "controller_named", "notice_present", "withdrawal_easy", "age_asked", "objection_apart",
		"identity_stated", "own_name", "contact_works", "refusal_offered", "sender_identified":
		return value == "false"
	case "purposes_per_consent":
		return value != "0" && value != "1"
	case "refusal":
		return value != "equal"
	}
	return value != "false"
}

// decided gives one fact in words, empty for what speaks against nobody.
func decided(p *l10n.Printer, relation string, v finding.SampleValue) string {
	value, sentence, _ := strings.Cut(v.Value, " “")
	switch {
	case v.Field == "name", v.Field == "place", v.Field == "direct":
		return ""
	case slices.Contains(facts.NoticeItems(), v.Field):
		if !Against(&finding.NoticeItem{State: value}) {
			return ""
		}
		value = p.Code("item_state", value)
	case !speaksAgainst(v.Field, value):
		return ""
	default:
		switch value {
		case "true":
			value = p.Code("answer", "yes")
		case "false":
			value = p.Code("answer", "no")
		default:
			value = p.Code("answer", value)
		}
	}
	said := p.Colon(p.Capital(p.Field(relation, v.Field)), value)
	if sentence != "" {
		said += " " + Quotation(p, strings.TrimSuffix(sentence, "”"))
	}
	return said
}
