package law

import (
	"strings"

	"leadlint/rules/facts"
)

// Section is a part of a decision's reasons, named for the duty it examines.
type Section string

// The sections, in the order in which a decision takes them. What was examined
// and not retained comes after them all and has no article of its own.
const (
	Applicability Section = "applicability"
	LegalBasis    Section = "legal_basis"
	Retention     Section = "retention"
	DataQuality   Section = "data_quality"
	Transparency  Section = "transparency"
	PersonRights  Section = "rights"
	Prospecting   Section = "prospecting"
	Governance    Section = "governance"
	NotRetained   Section = "not_retained"
)

// Sections lists the sections in the order of a decision.
func Sections() []Section {
	return []Section{Applicability, LegalBasis, Retention, DataQuality, Transparency,
		PersonRights, Prospecting, Governance, NotRetained}
}

// Heading gives the section's heading. Where the section may hold a breach the
// heading says which failure is examined, as the CNIL's decisions do.
func (s Section) Heading() facts.Label {
	switch s {
	case Applicability:
		return facts.Label{EN: "On the applicability of the GDPR and the capacity of controller (Art. 3)",
			FR: "Sur l'applicabilité du RGPD et la qualité de responsable du traitement (art. 3)"}
	case LegalBasis:
		return facts.Label{EN: "On the failure to have a legal basis and to prove consent (Arts. 6 to 10)",
			FR: "Sur le manquement à l'obligation de disposer d'une base légale et d'apporter la preuve du consentement (art. 6 à 10)"}
	case Retention:
		return facts.Label{EN: "On the failure to define and respect a proportionate retention period (Art. 5(1)(e))",
			FR: "Sur le manquement à l'obligation de définir et de respecter une durée de conservation proportionnée (art. 5(1)(e))"}
	case DataQuality:
		return facts.Label{EN: "On the failure to limit purposes, to minimise data and to keep them accurate (Art. 5(1)(b) to (d))",
			FR: "Sur le manquement aux principes de limitation des finalités, de minimisation et d'exactitude des données (art. 5(1)(b) à (d))"}
	case Transparency:
		return facts.Label{EN: "On the failure to meet the duties of transparency and information of the persons (Arts. 12, 13 and 14)",
			FR: "Sur le manquement aux obligations de transparence et d'information des personnes (art. 12, 13 et 14)"}
	case PersonRights:
		return facts.Label{EN: "On the failure to respect the rights of the persons (Arts. 15 to 21)",
			FR: "Sur le manquement à l'obligation de respecter les droits des personnes (art. 15 à 21)"}
	case Prospecting:
		return facts.Label{EN: "On the failure to respect the rules on prospecting by electronic means and by telephone (Art. L. 34-5 CPCE, Art. L. 223-1 of the consumer code)",
			FR: "Sur le manquement aux règles de prospection par voie électronique et téléphonique (art. L. 34-5 du CPCE, art. L. 223-1 du code de la consommation)"}
	case Governance:
		return facts.Label{EN: "On the failure to meet the duties of accountability, security, safeguards for transfers and cooperation with the authority (Arts. 5(1)(f), 24 to 36, 44 to 49)",
			FR: "Sur le manquement aux obligations de responsabilité, de sécurité, d'encadrement des transferts et de coopération avec l'autorité (art. 5(1)(f), 24 à 36, 44 à 49)"}
	}
	return facts.Label{EN: "On what was examined and not retained", FR: "Sur ce qui a été examiné et n'a pas été retenu"}
}

// SectionOf gives the section in which a breach of the article is examined. A
// code that no section claims is examined under Governance.
func SectionOf(code string) Section {
	switch {
	case strings.HasPrefix(code, "CPCE"), strings.HasPrefix(code, "C. conso"):
		return Prospecting
	case code == "rec. 171", strings.HasPrefix(code, "4(11)"), strings.HasPrefix(code, "5(1)(a)"):
		return LegalBasis
	case strings.HasPrefix(code, "5(1)(e)"):
		return Retention
	case strings.HasPrefix(code, "5(1)(f)"), code == "5(2)":
		return Governance
	}
	base, _, _ := strings.Cut(code, "(")
	switch base {
	case "3", "4":
		return Applicability
	case "6", "7", "8", "9", "10":
		return LegalBasis
	case "5", "87":
		return DataQuality
	case "12", "13", "14", "13/14":
		return Transparency
	case "15", "16", "17", "18", "19", "20", "21":
		return PersonRights
	}
	return Governance
}
