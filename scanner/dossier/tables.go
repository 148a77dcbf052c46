package dossier

import (
	"context"
	"fmt"
	"slices"

	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/register"
)

// table is one table that is looked through.
type table struct {
	in *input
	// name is the table's or sheet's name, at its place among those searched.
	name    string
	at      int
	columns []column
	// mapping and sample are those of a dataset, keys the columns of a register that
	// tell who a row is about.
	mapping *recognise.Mapping
	sample  [][][]byte
	keys    []keyColumn
	// names are the columns of the person's name, emails those of addresses.
	names, emails []int
	// recurring are the columns of addresses that are not searched.
	recurring []string
	// spaces are the systems that its identifiers are of.
	spaces []string
}

// column is what is made of the cells of a column.
type column struct {
	header, field, group string
	// withheld is why none of its cells is shown; empty when they are.
	withheld Reason
	// key says that it tells who the row is about, open that it may hold anything.
	key, open bool
}

// keyColumn is a column of a register that says who the row is about.
type keyColumn struct {
	column      int
	kind, space string
}

// survey finds out what the columns of every table hold.
func (s *search) survey(ctx context.Context) error {
	for _, in := range s.inputs {
		if in.path == "" {
			s.add(s.writtenOut(in))
			continue
		}
		err := s.opened(ctx, in, func(t dataset.Table, sample [][][]byte) error {
			var one *table
			var err error
			if in.register != nil {
				one, err = s.registerTable(in, t, sample)
			} else {
				one = s.datasetTable(in, t, sample)
			}
			if err != nil {
				return err
			}
			s.add(one)
			return nil
		})
		if err != nil {
			return err
		}
	}
	s.soleSystem()
	return nil
}

// add notes a table as searched.
func (s *search) add(t *table) {
	name := t.in.name
	if t.name != "" {
		name += " (" + t.name + ")"
	}
	shown := Table{Name: name, Relation: t.in.relation, Where: t.in.where}
	switch {
	case t.mapping != nil && !t.mapping.Person:
		shown.Skipped = NoPersons
	case t.mapping == nil && len(t.keys) == 0 && t.in.path != "":
		shown.Skipped = NoKey
		s.lost(name, Keyless, 0, nil)
	}
	if t.mapping != nil {
		shown.Stated = stated(&t.mapping.Declared)
	}
	for _, header := range t.recurring {
		if shown.Skipped == "" {
			s.lost(name+", "+header, Recurring, 0, nil)
		}
	}
	t.at = len(s.out.Searched)
	s.out.Searched = append(s.out.Searched, shown)
	if shown.Skipped == "" {
		s.tables = append(s.tables, t)
	}
}

// soleSystem names the identifiers of the one table there is, so that they need no
// system to be asked for.
func (s *search) soleSystem() {
	if len(s.tables) != 1 || s.tables[0].in.relation != contact || len(s.tables[0].spaces) > 0 {
		return
	}
	t := s.tables[0]
	if slices.ContainsFunc(t.columns, func(c column) bool { return c.field == "record_id" }) {
		t.in.ids = "dataset"
		t.spaces = []string{t.in.ids}
	}
}

// datasetTable understands a table of persons.
func (s *search) datasetTable(in *input, t dataset.Table, sample [][][]byte) *table {
	m := s.recog.Table(recognise.Input{Dataset: in.name, Table: t.Name(), Headers: t.Columns(), Sample: sample, MappingFile: in.mapping})
	out := &table{in: in, name: t.Name(), mapping: m, sample: sample, columns: make([]column, len(m.Columns))}
	persons := s.binder(out).Columns("person")
	groups := map[string]string{}
	for _, f := range recognise.Canonical() {
		groups[f.Name] = f.Group
	}
	for i := range m.Columns {
		c := &m.Columns[i]
		col := column{header: c.Header, group: "unknown", open: true}
		if c.State != recognise.NotUnderstood && c.Field != "" {
			col.field, col.group = c.Field, groups[c.Field]
			col.open = mayHoldAnything(col.group, c.Field)
		}
		col.key = slices.Contains(persons, c.Header)
		if !col.key || col.field != "" {
			col.withheld = withheld(c.Header, col.field)
		}
		if feeds := bind.Feeds(c.Field); col.field != "" && slices.Contains(feeds, "email") {
			out.emails = append(out.emails, i)
			if !col.key {
				// Nearly every address in it recurs: it may be that of who owns the record.
				col.withheld = OtherPerson
				out.recurring = append(out.recurring, c.Header)
			}
		}
		switch col.field {
		case "language":
			col.group = "identity"
		case "person_name", "given_name", "family_name":
			out.names = append(out.names, i)
		case "email", "email_work", "email_personal", "email_other", "email_profile_visible", "fax":
			col.group = "contact"
		}
		if col.group == "email" || col.group == "phone" {
			col.group = "contact"
		}
		if space := identity.Space(c.Header); col.key && space != "" && !slices.Contains(out.spaces, space) {
			out.spaces = append(out.spaces, space)
		}
		out.columns[i] = col
	}
	if in.ids != "" {
		out.spaces = append(out.spaces, in.ids)
	}
	return out
}

// binder makes the binder of a table of persons.
func (s *search) binder(t *table) *bind.Binder {
	return bind.New(s.schema, t.mapping, t.sample, bind.Options{
		Key: s.key, Keys: true, Digests: digests(), IDs: t.in.ids, Readers: s.readers, Country: s.country(),
	})
}

// registerTable understands a table of a register.
func (s *search) registerTable(in *input, t dataset.Table, sample [][][]byte) (*table, error) {
	r := in.register
	m, err := register.Recognise(s.schema, register.Spec{
		Relation: r.Relation, Columns: r.Columns, Values: r.Values, Dates: r.Dates, Facts: r.Facts, IDs: r.IDs, Where: in.where,
	}, t.Columns(), sample)
	if err != nil {
		return nil, fmt.Errorf("the register %q: %w", in.name, err)
	}
	out := &table{in: in, name: t.Name(), columns: make([]column, len(m.Columns))}
	for i := range m.Columns {
		c := &m.Columns[i]
		col := column{header: c.Header, field: c.Field, group: "register", open: true}
		if c.Use.Field == "person" {
			if c.Use.Kind == "name" {
				out.names = append(out.names, i)
			} else if k := keyOf(c, i, m.IDs); k != nil && c.State != recognise.Ignored {
				col.key = true
				out.keys = append(out.keys, *k)
				if k.space != "" {
					out.spaces = append(out.spaces, k.space)
				}
				if k.kind == "email" || k.kind == "" {
					out.emails = append(out.emails, i)
				}
			}
		}
		if !col.key {
			col.withheld = withheldOfRegister(c.Header, c.Field)
		}
		out.columns[i] = col
	}
	return out, nil
}

// keyOf gives the column as one that identifies persons, nil when its numbers are of no
// named system.
func keyOf(c *register.Column, column int, ids string) *keyColumn {
	k := &keyColumn{column: column, kind: c.Use.Kind, space: ids}
	if k.kind == "any" {
		k.kind = ""
	}
	if k.kind == "id" && k.space == "" {
		if k.space = identity.Space(c.Header); k.space == "" {
			return nil
		}
	}
	if k.kind != "id" && k.kind != "" {
		k.space = ""
	}
	return k
}

// writtenOut lays the rows that the audit file itself holds out as a table.
func (s *search) writtenOut(in *input) *table {
	out := &table{in: in}
	rel := s.schema.Relation(in.relation)
	for _, f := range usedFields(rel, in.register.Rows) {
		col := column{header: f, field: f, group: "register", open: true}
		if f == "person" {
			col.key = true
			i := len(out.columns)
			out.keys = append(out.keys, keyColumn{column: i, space: in.ids})
			out.emails = append(out.emails, i)
		}
		out.columns = append(out.columns, col)
	}
	if in.ids != "" {
		out.spaces = append(out.spaces, in.ids)
	}
	return out
}

// usedFields lists the fields that some row has, in the order of the relation.
func usedFields(rel *facts.Relation, rows []auditfile.Row) []string {
	var out []string
	for i := range rel.Fields {
		name := rel.Fields[i].Name
		if slices.ContainsFunc(rows, func(r auditfile.Row) bool { return r[name] != nil }) {
			out = append(out, name)
		}
	}
	return out
}

// sourceFields are the canonical fields that say where a record came from.
func sourceFields() []string {
	return []string{"source", "source_detail", "source_dataset", "source_domain", "source_url", "search_query", "email_source"}
}

// SourceField says whether a canonical field says where data came from.
func SourceField(name string) bool { return slices.Contains(sourceFields(), name) }
