package rules

import "leadlint/rules/facts"

// words are the fixed words of the reference of rules in one language.
type words struct {
	title, intro, notAdvice                              string
	rule, what, kind, articles, state, notYet            string
	pack, version, countries                             string
	severity, examines, implements, related, precedents  string
	effect, applicabilityNotShown, use                   string
	law, condition, why, evidence, remedy, note          string
	deadline, example, factsHead, outcome, empty         string
	kinds                                                map[Kind]string
	severities                                           map[Severity]string
	uses                                                 map[Use]string
	language, languageIntro, form, meaning               string
	factsIntro, relation, field, typeHead, values, codes string
	// joins marks a text that joins; joinsWith introduces the fields that join
	// with one another, by type.
	joins     string
	joinsWith map[facts.Type]string
	// units are years, months and days, one and several.
	units    [3][2]string
	outcomes map[string]string
}

func docWords(lang string) words {
	if lang == "fr" {
		return frenchWords()
	}
	return englishWords()
}

func englishWords() words {
	return words{
		title: "Rules",
		intro: "The catalogue counts %d rules, of which the packs implement %d. " +
			"A rule examines the rows for which `applies` is true. " +
			"It is a breach where `breach` is true, clear where it is false, and not shown where the facts do not tell.",
		notAdvice: "The rules are an aid to an audit. They are not legal advice, and a finding is not a decision of an authority.",
		rule:      "Rule", what: "What it looks for", kind: "Kind", articles: "Articles", state: "State", notYet: "not yet",
		pack: "Pack", version: "version", countries: "for persons in",
		severity: "severity", examines: "examines", implements: "Implements", related: "Related", precedents: "Precedents",
		effect: "Effect", applicabilityNotShown: "where it fires, every breach is reported as not shown",
		use: "Use of the record", uses: map[Use]string{Stop: "none; it has to go or be blocked", Cure: "none until the remedy is carried out", Keep: "not affected"},
		law: "The law.", condition: "What is examined.", why: "Why.", evidence: "What would clear it.", remedy: "What to do.", note: "Limits.",
		deadline: "Deadline", example: "Example", factsHead: "Facts", outcome: "Outcome", empty: "(empty)",
		language: "Language of conditions",
		languageIntro: "A condition is a CEL expression of the forms below, and no other. Every operand may be unknown, and a comparison with an unknown is unknown. " +
			"A rule reads the fields of its own relation and those of `case`, the controller; inside exists and none, those of one other relation too. " +
			"There, the condition is joined by && and one part of it says, with ==, which rows belong together: two keys, or two texts that join.",
		form: "Form", meaning: "Meaning",
		factsIntro: "The relations and fields that conditions read. Each may be unknown: a cell that is empty or cannot be read, or a column that is missing. " +
			"A key stands for the identities of a person, as keyed hashes; a rule never sees the values. It is compared with the key of another relation only, inside exists and none.",
		relation: "Relation", field: "Field", typeHead: "Type", values: "Values", codes: "%d codes",
		joins: ", joins",
		joinsWith: map[facts.Type]string{
			facts.Key:  "Each of these keys joins with those of other relations:",
			facts.Text: "Each of these texts joins with those of other relations, by the name or reference that it holds, whatever the case and accents:",
		},
		units:      [3][2]string{{"year", "years"}, {"month", "months"}, {"day", "days"}},
		kinds:      map[Kind]string{Breach: "breach", EvidenceGap: "evidence gap", Guidance: "guidance", Inferred: "inferred", Indicator: "indicator", Gate: "gate"},
		severities: map[Severity]string{Critical: "critical", High: "high", Medium: "medium", Low: "low", Info: "info"},
		outcomes:   map[string]string{WantBreach: "breach", WantClear: "clear", WantNotShown: "not shown", WantNotExamined: "not examined"},
	}
}

func frenchWords() words {
	return words{
		title: "Règles",
		intro: "Le catalogue compte %d règles, dont %d sont mises en œuvre par les jeux de règles. " +
			"Une règle examine les lignes pour lesquelles `applies` est vrai. " +
			"Il y a manquement lorsque `breach` est vrai, conformité lorsqu'il est faux, et rien n'est établi lorsque les faits ne permettent pas de trancher.",
		notAdvice: "Les règles aident à conduire un audit. Elles ne constituent pas un avis juridique, et un constat n'est pas une décision d'une autorité.",
		rule:      "Règle", what: "Objet", kind: "Nature", articles: "Articles", state: "État", notYet: "pas encore",
		pack: "Jeu de règles", version: "version", countries: "pour les personnes en",
		severity: "gravité", examines: "examine", implements: "Met en œuvre", related: "Voir aussi", precedents: "Précédents",
		effect: "Effet", applicabilityNotShown: "lorsqu'elle se déclenche, tout manquement est présenté comme non établi",
		use: "Utilisation de la fiche", uses: map[Use]string{Stop: "aucune ; à supprimer ou à bloquer", Cure: "aucune avant la mesure corrective", Keep: "sans incidence"},
		law: "Le droit.", condition: "Ce qui est examiné.", why: "Pourquoi.", evidence: "Ce qui lèverait le constat.", remedy: "Que faire.", note: "Limites.",
		deadline: "Délai", example: "Exemple", factsHead: "Faits", outcome: "Résultat", empty: "(vide)",
		language: "Langage des conditions",
		languageIntro: "Une condition est une expression CEL des formes ci-dessous, à l'exclusion de toute autre. Tout opérande peut être inconnu, et comparer avec l'inconnu donne l'inconnu. " +
			"Une règle lit les champs de sa propre relation et ceux de `case`, le responsable du traitement ; dans exists et none, ceux d'une autre relation aussi. " +
			"La condition y est liée par && et l'une de ses parties dit, par ==, quelles lignes vont ensemble : deux clés, ou deux textes qui se joignent.",
		form: "Forme", meaning: "Sens",
		factsIntro: "Les relations et champs que lisent les conditions. Chacun peut être inconnu : cellule vide ou illisible, colonne absente. " +
			"Une clé (key) représente les identités d'une personne, sous forme d'empreintes à clé ; une règle n'en voit jamais les valeurs. Elle ne se compare qu'à la clé d'une autre relation, dans exists et none. Le sens des champs est donné en anglais.",
		relation: "Relation", field: "Champ", typeHead: "Type", values: "Valeurs", codes: "%d codes",
		joins: " (jointure)",
		joinsWith: map[facts.Type]string{
			facts.Key:  "Chacune de ces clés se joint à celles des autres relations :",
			facts.Text: "Chacun de ces textes se joint à ceux des autres relations, par le nom ou la référence qu'il porte, sans égard à la casse ni aux accents :",
		},
		units:      [3][2]string{{"an", "ans"}, {"mois", "mois"}, {"jour", "jours"}},
		kinds:      map[Kind]string{Breach: "manquement", EvidenceGap: "défaut de preuve", Guidance: "recommandation", Inferred: "par extension", Gate: "condition", Indicator: "indice"},
		severities: map[Severity]string{Critical: "critique", High: "élevée", Medium: "moyenne", Low: "faible", Info: "information"},
		outcomes:   map[string]string{WantBreach: "manquement", WantClear: "conforme", WantNotShown: "non établi", WantNotExamined: "non concernée"},
	}
}
