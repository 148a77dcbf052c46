package specimen

import (
	"leadlint/rules"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
)

// Pack gives an invented pack of two rules: one that finds breaches, with every
// text a rule can have, and a gate with the least. Neither has a condition that
// could be evaluated.
func Pack() *rules.Pack {
	return &rules.Pack{
		Name: "specimen", Version: "2026.1", Title: label("Invented rules", "Règles inventées"),
		Rules: []*rules.Rule{old(), abroad()},
	}
}

func old() *rules.Rule {
	return &rules.Rule{
		ID: "INV-01", On: "contact", Kind: rules.Breach, Severity: rules.High, Pack: "specimen",
		Articles:   rules.Articles{Primary: []string{"5(1)(e)", "CPCE L34-5"}, Related: []string{"5(2)"}},
		Precedents: []string{"KASPR", "CM192961"},
		Title:      label("Record kept too long", "Fiche conservée trop longtemps"),
		Law:        label("Data may be kept no longer than needed.", "Les données ne sont conservées que le temps nécessaire."),
		Condition:  label("Every record is examined: is it old?", "Toute fiche est examinée : est-elle ancienne ?"),
		Why:        label("It is older than the term.", "Elle est plus ancienne que le terme."),
		Evidence:   label("A later contact.", "Un contact ultérieur."),
		Remedy:     rules.Remedy{Label: label("Delete it.", "La supprimer."), Within: expr.Period{Months: 3}},
		Note:       label("Archives are left aside; see the schedule.", "Les archives sont écartées ; voir le référentiel."),
		Tests: []rules.Test{
			{Facts: map[string]map[string]any{"contact": {"collected_at": "2019-01-01", "last_contact_at": nil}}, Want: "breach"},
			{Facts: map[string]map[string]any{"contact": {"collected_at": "2025-11-01"}}, Now: "2026-01-05", Want: "clear"},
			{Facts: map[string]map[string]any{"contact": {"archived": true}}, Want: "not_examined"},
		},
	}
}

func abroad() *rules.Rule {
	return &rules.Rule{
		ID: "INV-02", On: "table", Kind: rules.Gate, Severity: rules.Info, Pack: "specimen",
		File: "invented.yaml", Line: 12, AppliesText: "table.has_countries", BreachText: "table.has_others",
		Articles: rules.Articles{Primary: []string{"3"}},
		Title:    label("Gate: persons abroad", "Condition préalable : personnes à l'étranger"),
		Law:      label("National rules differ.", "Les règles nationales diffèrent."),
		Tests: []rules.Test{
			{Facts: map[string]map[string]any{"table": {"has_others": true}}, Want: "breach"},
			{Facts: map[string]map[string]any{"table": {"has_others": false}}, Want: "clear"},
			{Facts: map[string]map[string]any{"table": {"has_countries": false}}, Want: "not_examined"},
		},
	}
}

func label(en, fr string) facts.Label { return facts.Label{EN: en, FR: fr} }
