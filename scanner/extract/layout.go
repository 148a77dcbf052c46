package extract

import (
	"fmt"

	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/dataset/recognise"
	asregister "leadlint/scanner/register"
)

// layout finds the columns of a register that the question is about.
func (d *drawing) layout(r *auditfile.Register, name string, headers []string, sample [][][]byte) (*register, error) {
	m, err := asregister.Recognise(d.schema, asregister.Spec{
		Relation: relation, Columns: r.Columns, Values: r.Values, Dates: r.Dates, Facts: r.Facts, IDs: r.IDs, Where: r.Pos.Where(),
	}, headers, sample)
	if err != nil {
		return nil, fmt.Errorf("the register %q: %w", name, err)
	}
	reg := &register{name: name, headers: headers, day: facts.UnknownDay}
	for i := range m.Columns {
		c := &m.Columns[i]
		if c.State != recognise.Used && c.State != recognise.Flagged {
			continue
		}
		switch c.Field {
		case "recipient":
			reg.recipients = append(reg.recipients, i)
		case "disclosed_at":
			reg.dates = append(reg.dates, dateColumn{i, c.Dates})
		case "fields":
			reg.fields = append(reg.fields, i)
		case "person":
			if k := personOf(c, i, m.IDs); k != nil {
				reg.persons = append(reg.persons, *k)
			}
		}
	}
	reg.state(r.Facts)
	return reg, nil
}

// personOf gives the column as one that identifies persons, nil when it does not
// tell them apart beyond the register itself: a name, a number of no named system.
func personOf(c *asregister.Column, column int, ids string) *personColumn {
	k := &personColumn{column: column, kind: c.Use.Kind, space: ids}
	switch k.kind {
	case "name":
		return nil
	case "any":
		k.kind = ""
	case "id":
		if k.space == "" {
			k.space = identity.Space(c.Header)
		}
		if k.space == "" {
			return nil
		}
	}
	return k
}
