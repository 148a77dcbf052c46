package auditfile

import (
	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/rules/law"
	"leadlint/rules/strict"
)

// Hashes gives the identities that texts of a joining field stand for.
type Hashes func(field *facts.Field, texts []string) []facts.Hash

// Batch gives the rows that are written out as a batch of their relation, and
// nil for a register in a file. What Facts says fills what a row does not say.
// The columns that join carry the keys that hashes gives; a nil hashes leaves
// them out. The hours of an incident and the adequacy of a country are worked out.
func (r *Register) Batch(schema *facts.Schema, hashes Hashes) *facts.Batch {
	rel := schema.Relation(r.Relation)
	if r.Rows == nil || rel == nil {
		return nil
	}
	b := &row{rel: rel, batch: newBatch(rel, len(r.Rows))}
	keys := make([][][]facts.Hash, len(rel.Fields))
	for i, given := range r.Rows {
		b.at = i
		said := fill(fill(Row(nil), given), r.Facts)
		for at := range rel.Fields {
			f := &rel.Fields[at]
			value, ok := said[f.Name]
			if !ok {
				continue
			}
			b.put(f, value)
			if texts := textsOf(value); hashes != nil && f.Joining() && texts != nil {
				if keys[at] == nil {
					keys[at] = make([][]facts.Hash, len(r.Rows))
				}
				keys[at][i] = hashes(f, texts)
			}
		}
		if country, ok := said["country"].(string); ok {
			b.enum("adequacy", law.Adequacy(country), strict.Pos{})
		}
		b.hours("hours_to_authority", said["aware_at"], said["authority_told_at"])
		b.hours("hours_to_customer", said["aware_at"], said["customer_told_at"])
	}
	for at := range keys {
		if keys[at] != nil {
			setKeys(&b.batch.Cols[at], keys[at])
		}
	}
	return b.batch
}

// RowPos gives the place of a row that is written out (from 0), the register's
// own place when there is none.
func (r *Register) RowPos(i int) strict.Pos {
	rows := r.Pos.Value("rows")
	if at := rows.Item(i); at != rows {
		return at
	}
	return r.Pos
}

// put sets a field of the current row to a value of a Row.
func (r *row) put(f *facts.Field, value any) {
	if value == nil {
		r.nothing(f.Name)
		return
	}
	none := strict.Pos{}
	switch v := value.(type) {
	case bool:
		r.bool(f.Name, &v, none)
	case int64:
		r.int(f.Name, v, none)
	case []string:
		if f.Type == facts.Set {
			set(r, f.Name, v, none)
		} else if len(v) > 0 {
			r.text(f.Name, v[0])
		}
	case string:
		switch f.Type {
		case facts.Enum:
			r.enum(f.Name, v, none)
		case facts.Date:
			if m, ok := parseMoment(v); ok {
				r.day(f.Name, m.Day)
			}
		default:
			r.text(f.Name, v)
		}
	}
}

// hours sets the hours between two moments of the current row.
func (r *row) hours(field string, from, to any) {
	f, v := r.vec(field)
	if v == nil {
		return
	}
	a, isA := from.(string)
	b, isB := to.(string)
	if !isA || !isB {
		return
	}
	start, ok := parseMoment(a)
	end, also := parseMoment(b)
	if !ok || !also {
		return
	}
	if n, decided := calendar.HoursBetween(start.Moment, end.Moment, law.BreachHours); decided {
		r.say(f, v)
		v.Ints[r.at] = n
	}
}

// textsOf gives the texts of a value that joins.
func textsOf(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []string:
		return v
	}
	return nil
}

func setKeys(v *facts.Vec, rows [][]facts.Hash) {
	v.KeyAt = make([]uint32, 1, len(rows)+1)
	for _, keys := range rows {
		v.Keys = append(v.Keys, keys...)
		v.KeyAt = append(v.KeyAt, uint32(len(v.Keys)))
	}
}
