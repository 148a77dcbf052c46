package recognise

import (
	"embed"

	"leadlint/scanner/dataset/tsv"
)

// Field is a canonical field: what a column can be recognised as.
type Field struct {
	// Name is the field's name in mapping files and reports, in snake_case.
	Name string
	// Group is identity, email, phone, place, employment, profile, provenance,
	// time, governance, sensitive or ops.
	Group string
	// Type says what a cell holds: text, name, email, phone, url, domain, date,
	// country, language, place, id, enum, bool, set, int or number.
	Type string
	// Governance says that the field states a choice of the person or a
	// decision of the controller: its column is used only when every value of
	// it is understood.
	Governance bool
	// Meaning says in a few words what the field holds.
	Meaning string
}

//go:embed canonical.tsv synonyms.tsv headers.tsv signatures.tsv
var tables embed.FS

// Canonical lists the fields that a column can be recognised as, in a fixed
// order.
func Canonical() []Field {
	var fields []Field
	for _, row := range rows("canonical.tsv", 5) {
		fields = append(fields, Field{
			Name: row[0], Group: row[1], Type: row[2], Governance: row[3] == "yes", Meaning: row[4],
		})
	}
	return fields
}

// rows gives the rows of a table of this package.
func rows(name string, columns int) [][]string { return tsv.Rows(tables, name, columns) }

// fieldNames lists the names of the canonical fields.
func fieldNames(fields []Field) []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return names
}
