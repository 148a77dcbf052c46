package propose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/finding"
)

// Asked is a key of the audit file that rules ask for.
type Asked struct {
	// Section and Name are where the key stands.
	Section, Name string
	// Values says what it can be, Meaning what it says.
	Values, Meaning finding.Text
	// Rules are the identifiers of the rules that read it, in the order of packs.
	Rules []string
}

// Missing is a register that nobody supplied.
type Missing struct {
	// Relation is its relation.
	Relation string
	// Meaning is what one row of it is.
	Meaning finding.Text
	// Rules are the identifiers of the rules that wait for it.
	Rules []string
}

// rowHint is a list of rows that the controller can write: activities, recipients.
type rowHint struct {
	section string
	keys    []Asked
}

// ask works out what the rules read that no file says.
func (p *Proposal) ask(schema *facts.Schema, packs []*rules.Pack) {
	readers, waiting := map[string][]string{}, map[string][]string{}
	for _, pack := range packs {
		for _, r := range pack.Rules {
			for _, ref := range r.Refs() {
				readers[ref.String()] = append(readers[ref.String()], r.ID)
			}
			for _, relation := range append([]string{r.On}, r.Joins()...) {
				if !slices.Contains(waiting[relation], r.ID) {
					waiting[relation] = append(waiting[relation], r.ID)
				}
			}
		}
	}
	readers["case.notice_delivery"] = union(readers["case.notice_delivery"], readers["case.individual_notice"])
	rel := schema.Relation("case")
	for _, k := range auditfile.Keys() {
		if k.Section == "notice" && k.Name == "languages" {
			p.Asked = append(p.Asked, Asked{"notice", "sent_at", aDayOrNever(), finding.Text{EN: "When all persons were informed.", FR: "Date à laquelle toutes les personnes ont été informées."}, readers["contact.notified_at"]})
		}
		if ids := readers["case."+k.Field]; len(ids) > 0 {
			f := rel.Field(k.Field)
			p.Asked = append(p.Asked, Asked{k.Section, k.Name, valuesOf(k, f), meaning(f), ids})
		}
	}
	for _, list := range []struct{ section, relation string }{{"activities", "activity"}, {"recipients", "recipient"}} {
		if len(waiting[list.relation]) > 0 {
			p.rows = append(p.rows, hintOf(list.section, schema.Relation(list.relation), readers))
		}
	}
	p.missing(schema, waiting)
}

// hintOf lists the keys of the items of a section that rules read, and the
// first one, which names the item.
func hintOf(section string, rel *facts.Relation, readers map[string][]string) rowHint {
	hint := rowHint{section: section}
	for i := range rel.Fields {
		f := &rel.Fields[i]
		ids := readers[rel.Name+"."+f.Name]
		if rel.Name == "recipient" && f.Name == "country" {
			ids = union(ids, readers["recipient.adequacy"])
		}
		if (i == 0 || len(ids) > 0) && !f.Derived {
			hint.keys = append(hint.keys, Asked{section, f.Name, valuesOf(auditfile.Key{Section: section, Name: f.Name}, f), meaning(f), ids})
		}
	}
	if ids := readers["column.purpose_mapped"]; rel.Name == "activity" && len(ids) > 0 {
		hint.keys = append(hint.keys, Asked{section, "fields",
			finding.Text{EN: "names of columns, as [email_work, job_title]", FR: "noms de colonnes, par exemple [email_work, job_title]"},
			finding.Text{EN: "The columns that the activity uses.", FR: "Les colonnes que l'activité utilise."}, ids})
	}
	return hint
}

func (p *Proposal) missing(schema *facts.Schema, waiting map[string][]string) {
	have := map[string]bool{"activity": true, "recipient": true} // asked for as rows
	for i := range p.Entries {
		if e := &p.Entries[i]; e.Kind == Register {
			have[e.Choices[0].Relation] = true
		}
	}
	for _, name := range auditfile.RegisterRelations(schema) {
		if ids := waiting[name]; len(ids) > 0 && !have[name] {
			p.Missing = append(p.Missing, Missing{name, row(schema.Relation(name)), ids})
		}
	}
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// valuesOf says what a key can be given, as its type reads it.
func valuesOf(k auditfile.Key, f *facts.Field) finding.Text {
	switch {
	case k.Section == "dpia" && k.Name == "criteria":
		return anyOf(auditfile.Criterion("").Values())
	case k.Section == "activities" && k.Name == "retention":
		return finding.Text{EN: `a period such as P3Y, none, or {criterion: "…"}`, FR: `une durée telle que P3Y, none ou {criterion: "…"}`}
	case k.Name == "last_purge", k.Name == "informed_at":
		return aDayOrNever()
	case f.Name == "country":
		return aCountry()
	case f.Name == "notice_languages":
		return finding.Text{EN: "language codes (ISO 639-1), as [fr, de]", FR: "codes de langue (ISO 639-1), par exemple [fr, de]"}
	}
	switch f.Type {
	case facts.Bool:
		return finding.Text{EN: "true or false", FR: "true ou false"}
	case facts.Enum:
		list := strings.Join(f.Values, ", ")
		return finding.Text{EN: list, FR: list}
	case facts.Set:
		return anyOf(f.Values)
	case facts.Date:
		return finding.Text{EN: "YYYY-MM-DD", FR: "AAAA-MM-JJ"}
	case facts.Int:
		return aNumber()
	case facts.Period:
		return finding.Text{EN: "a period such as P3Y, P6M or P1D", FR: "une durée telle que P3Y, P6M ou P1D"}
	}
	return aText()
}

func aText() finding.Text { return finding.Text{EN: "a text", FR: "un texte"} }

func aNumber() finding.Text { return finding.Text{EN: "a number", FR: "un nombre"} }

func aCountry() finding.Text {
	return finding.Text{EN: "a country code (ISO 3166-1)", FR: "un code de pays (ISO 3166-1)"}
}

func aDayOrNever() finding.Text {
	return finding.Text{EN: "YYYY-MM-DD or never", FR: "AAAA-MM-JJ ou never"}
}

func anyOf(values []string) finding.Text {
	list := "[" + strings.Join(values, ", ") + "]"
	return finding.Text{EN: "any of " + list, FR: "parmi " + list}
}

// meaning says what a field states: in French by its name, which reports use too.
func meaning(f *facts.Field) finding.Text {
	return finding.Text{EN: f.Meaning, FR: sentence(f.Label.FR)}
}

// row says what one row of a relation is.
func row(rel *facts.Relation) finding.Text {
	return finding.Text{EN: rel.Meaning, FR: sentence(rel.Label.FR)}
}

// sentence gives a name as a sentence of its own.
func sentence(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:] + "."
}
