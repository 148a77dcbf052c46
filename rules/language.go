package rules

import (
	"fmt"
	"strings"

	"leadlint/rules/facts"
)

// Form is one form of the language of conditions.
type Form struct {
	// Example is a whole condition of a rule on contact.
	Example string
	// Meaning says what it asks.
	Meaning facts.Label
}

// Forms lists every form that a condition may have, by an example of each.
func Forms() []Form {
	f := func(example, en, fr string) Form { return Form{example, facts.Label{EN: en, FR: fr}} }
	return []Form{
		f(`known(contact.email)`, "the row has a value; true or false, never unknown", "la ligne porte une valeur ; vrai ou faux, jamais inconnu"),
		f(`recorded(contact.source)`, "the same, but unknown where there is no such column or its cell cannot be read", "de même, mais inconnu s'il n'existe pas de telle colonne ou si la cellule est illisible"),
		f(`contact.visibility == "only_me"`, "one of the field's values; a value it does not have is refused", "une des valeurs du champ ; toute autre valeur est refusée"),
		f(`contact.country in ["FR", "BE"]`, "one of several constants", "une constante parmi plusieurs"),
		f(`contact.opt_out_email`, "a field that is true or false", "un champ qui est vrai ou faux"),
		f(`contact.orders >= 1`, "numbers: == != < <= > >=", "nombres : == != < <= > >="),
		f(`contact.collected_at < date("2026-08-11")`, "dates, compared likewise", "dates, comparées de même"),
		f(`contact.updated_at + period("P3Y") < now`, "a date plus or minus a calendar period (ISO 8601); now is the day of the audit", "une date plus ou moins une période (ISO 8601) ; now est le jour de l'audit"),
		f(`contact.collected_at < now - case.retention_period`, "a period that the controller declared", "une période déclarée par le responsable du traitement"),
		f(`"fr" in contact.languages`, "a set has a member", "un ensemble contient un élément"),
		f(`contact.job_function in case.offer_functions`, "the value of one field is in the set of another", "la valeur d'un champ est dans l'ensemble d'un autre"),
		f(`overlaps(contact.languages, contact.notice_languages)`, "two sets share a member", "deux ensembles ont un élément commun"),
		f(`contact.source.contains("register")`, "texts: startsWith, endsWith, contains, and matches with an RE2 expression", "textes : startsWith, endsWith, contains, et matches avec une expression RE2"),
		f(`exists(suppression, suppression.person == contact.person && suppression.recorded_at < contact.collected_at)`,
			"another relation has a row of the same person, or of the same name or reference, that meets the condition; unknown where the relation was not supplied, where identities are missing, or where the condition is unknown",
			"une autre relation a une ligne de la même personne, ou du même nom ou de la même référence, qui remplit la condition ; inconnu si la relation n'est pas fournie, si des identités manquent ou si la condition est inconnue"),
		f(`none(request, request.person == contact.person && request.kind == "erasure")`,
			"there is no such row: the opposite of exists", "il n'y a pas de telle ligne : le contraire d'exists"),
		f(`exists(preference, preference.person == contact.person && preference.latest && preference.value == "refused")`,
			"latest: the row is the last state of the person and channel; known only inside exists and none",
			"latest : la ligne est le dernier état pour la personne et le canal ; connu seulement dans exists et none"),
		f(`contact.opt_out_email && !contact.archived || contact.restricted`, "and, not, or: what is unknown stays unknown unless the other side decides", "et, non, ou : l'inconnu reste inconnu sauf si l'autre côté décide"),
	}
}

// language writes the forms of conditions.
func (d *docs) language() {
	w := d.words
	d.printf("\n## %s\n\n%s\n\n| %s | %s |\n|---|---|\n", w.language, w.languageIntro, w.form, w.meaning)
	for _, f := range Forms() {
		d.printf("| %s | %s |\n", code(f.Example), escape(f.Meaning.In(d.lang)))
	}
}

// schema writes the relations and their fields.
func (d *docs) schema(schema *facts.Schema) {
	w := d.words
	d.printf("\n## %s\n\n%s\n", w.factsHead, w.factsIntro)
	d.joins(schema)
	for i := range schema.Relations {
		r := &schema.Relations[i]
		d.printf("\n### %s %s\n\n%s\n\n", w.relation, code(r.Name), escape(r.Meaning))
		d.printf("| %s | %s | %s | %s |\n|---|---|---|---|\n", w.field, w.typeHead, w.values, w.meaning)
		for j := range r.Fields {
			f := &r.Fields[j]
			d.printf("| %s | %s | %s | %s |\n", code(f.Name), d.fieldType(f), d.values(f), escape(f.Meaning))
		}
	}
}

// joins lists the fields that join with one another: keys, and texts.
func (d *docs) joins(schema *facts.Schema) {
	for _, kind := range []facts.Type{facts.Key, facts.Text} {
		var fields []string
		for i := range schema.Relations {
			r := &schema.Relations[i]
			for j := range r.Fields {
				if f := &r.Fields[j]; f.Joining() && f.Type == kind {
					fields = append(fields, code(r.Name+"."+f.Name))
				}
			}
		}
		d.printf("\n%s %s.\n", d.words.joinsWith[kind], strings.Join(fields, ", "))
	}
}

// fieldType names the type of a field; a text that joins is marked.
func (d *docs) fieldType(f *facts.Field) string {
	if f.Joins {
		return f.Type.String() + d.words.joins
	}
	return f.Type.String()
}

// values lists the values of a field unless they are very many.
func (d *docs) values(f *facts.Field) string {
	const most = 20
	if len(f.Values) > most {
		return fmt.Sprintf(d.words.codes, len(f.Values))
	}
	return escape(strings.Join(f.Values, ", "))
}
