package l10n

import (
	"slices"
	"strings"

	"leadlint/rules/facts"
)

// Value gives the name of a value of a relation's field: of each member of a set, and of
// countries and languages; yes or no for truth values; periods and days in words. What is
// no value of the field is given back as it is. The relation may also stand before the
// field's name with a point.
func (p *Printer) Value(relation, field, value string) string {
	if r, f, ok := strings.Cut(field, "."); ok {
		relation, field = r, f
	}
	r := p.names.schema.Relation(relation)
	if r == nil || r.Field(field) == nil {
		return p.recognised(field, value)
	}
	switch f := r.Field(field); f.Type {
	case facts.Bool:
		return p.truth(value)
	case facts.Period:
		return p.Period(value)
	case facts.Date:
		return p.Date(value)
	case facts.Enum, facts.Set:
		parts := strings.Split(value, ",")
		for i, part := range parts {
			parts[i] = p.member(relation, f, strings.TrimSpace(part))
		}
		return strings.Join(parts, ", ")
	}
	return value
}

// recognised gives the name of a value of what a column can be recognised as without
// being a field of its own.
func (p *Printer) recognised(field, value string) string {
	switch {
	case strings.HasSuffix(field, "language"):
		return p.Language(value)
	case strings.HasSuffix(field, "country"):
		return p.Country(value)
	}
	for _, key := range []string{"coded." + field + "." + value, "coded." + value, "source." + value} {
		if m, ok := p.messages[key]; ok {
			return m
		}
	}
	return p.truth(value)
}

func (p *Printer) truth(value string) string {
	switch value {
	case "true":
		return p.T("answer.yes")
	case "false":
		return p.T("answer.no")
	}
	return value
}

// member gives the name of one value of an Enum or Set.
func (p *Printer) member(relation string, f *facts.Field, value string) string {
	if !slices.Contains(f.Values, value) {
		return value
	}
	switch {
	case f.Name == "country":
		return p.Country(value)
	case strings.HasSuffix(f.Name, "languages"):
		return p.Language(value)
	}
	if relation == "page" && p.messages[f.Name+"."+value] != "" {
		return p.messages[f.Name+"."+value]
	}
	for _, key := range []string{"coded." + f.Name + "." + value, relation + "_" + f.Name + "." + value, "coded." + value, "source." + value, "item_state." + value} {
		if m, ok := p.messages[key]; ok {
			return m
		}
	}
	return strings.ReplaceAll(value, "_", " ")
}
