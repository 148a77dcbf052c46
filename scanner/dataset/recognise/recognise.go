package recognise

import (
	"leadlint/rules/facts"
	"leadlint/scanner/dataset/values"
)

// Recogniser understands the columns of tables. It is not for use by several
// goroutines at once.
type Recogniser struct {
	book      *book
	email     *values.EmailReader
	phone     *values.PhoneReader
	countries *values.Countries
	ids       *values.Identifiers
	generic   uint8
	malformed uint8
}

// New makes a Recogniser for the fields of schema.
func New(schema *facts.Schema) *Recogniser {
	kind := schema.Relation("contact").Field("email_kind")
	return &Recogniser{
		book:  newBook(),
		email: values.NewEmailReader(schema), phone: values.NewPhoneReader(schema), countries: values.NewCountries(schema), ids: values.NewIdentifiers(schema),
		generic: kind.Code("generic"), malformed: kind.Code("malformed"),
	}
}

// Input is one table to be understood.
type Input struct {
	// Dataset and Table name it; Table is empty for a file that is one table.
	Dataset, Table string
	// Headers are the columns' headers as written.
	Headers []string
	// Sample are rows spread over the table, each as long as Headers; nil cells
	// are absent. Their order does not matter.
	Sample [][][]byte
	// MappingFile is the user's mapping file; nil when there is none. What it
	// says of columns that the table lacks is passed over here: see File.Apply.
	MappingFile *File
	// Preset names a known export; empty: found by its tell-tale headers.
	Preset string
}

// Table understands the columns of a table. The same headers and the same set
// of rows give the same Mapping.
func (r *Recogniser) Table(in Input) *Mapping {
	m := &Mapping{Dataset: in.Dataset, Table: in.Table}
	hint := in.Preset
	if in.MappingFile != nil && hint == "" {
		hint = in.MappingFile.presetFor(in.Table)
	}
	p, why := r.book.presetOf(in.Headers, hint)
	if p != nil {
		m.Preset, m.PresetEvidence = p.name, why
	}
	t := newTableView(r, in, p)
	m.Columns = make([]Column, len(in.Headers))
	for i := range in.Headers {
		m.Columns[i] = r.column(t, i)
	}
	if in.MappingFile != nil {
		in.MappingFile.overlay(m, r, t)
	}
	for i := range m.Columns {
		r.settle(&m.Columns[i], &t.samples[i])
	}
	r.hintDates(m, t)
	m.Person, m.Reason, m.ReasonFR = r.person(m, t)
	return m
}
