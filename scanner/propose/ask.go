package propose

import (
	"slices"
	"strings"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"
)

// Asked is a key of the audit file that rules ask for.
type Asked struct {
	// Section and Name are where the key stands.
	Section, Name string
	// Values says what it can be, Meaning what it says.
	Values, Meaning string
	// Rules are the identifiers of the rules that read it, in the order of packs.
	Rules []string
}

// Missing is a register that nobody supplied.
type Missing struct {
	// Relation is its relation, Meaning what one row of it is.
	Relation, Meaning string
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
			p.Asked = append(p.Asked, Asked{"notice", "sent_at", "YYYY-MM-DD or never", "When all persons were informed.", readers["contact.notified_at"]})
		}
		if ids := readers["case."+k.Field]; len(ids) > 0 {
			f := rel.Field(k.Field)
			p.Asked = append(p.Asked, Asked{k.Section, k.Name, valuesOf(k, f), f.Meaning, ids})
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
			hint.keys = append(hint.keys, Asked{section, f.Name, valuesOf(auditfile.Key{Section: section, Name: f.Name}, f), f.Meaning, ids})
		}
	}
	if ids := readers["column.purpose_mapped"]; rel.Name == "activity" && len(ids) > 0 {
		hint.keys = append(hint.keys, Asked{section, "fields", "names of columns, as [email_work, job_title]", "The columns that the activity uses.", ids})
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
			p.Missing = append(p.Missing, Missing{name, schema.Relation(name).Meaning, ids})
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
func valuesOf(k auditfile.Key, f *facts.Field) string {
	switch {
	case k.Section == "dpia" && k.Name == "criteria":
		return "any of [" + strings.Join(auditfile.Criterion("").Values(), ", ") + "]"
	case k.Section == "activities" && k.Name == "retention":
		return `a period such as P3Y, none, or {criterion: "…"}`
	case k.Name == "last_purge", k.Name == "informed_at":
		return "YYYY-MM-DD or never"
	case f.Name == "country":
		return "a country code (ISO 3166-1)"
	case f.Name == "notice_languages":
		return "language codes (ISO 639-1), as [fr, de]"
	}
	switch f.Type {
	case facts.Bool:
		return "true or false"
	case facts.Enum:
		return strings.Join(f.Values, ", ")
	case facts.Set:
		return "any of [" + strings.Join(f.Values, ", ") + "]"
	case facts.Date:
		return "YYYY-MM-DD"
	case facts.Int:
		return "a number"
	case facts.Period:
		return "a period such as P3Y, P6M or P1D"
	}
	return "a text"
}
