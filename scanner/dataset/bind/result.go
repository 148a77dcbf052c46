package bind

import (
	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/scanner/mask"
)

// Value is one masked or coded value of a row.
type Value struct{ Field, Value string }

// Mask gives the row's values of the fields, masked or coded, led by the
// person's name and contact point, and the line the row starts on. It serves
// the batch being consumed.
func (w *Worker) Mask(row int, wanted []int) ([]Value, int64) {
	var out []Value
	add := func(field, value string) {
		if value != "" {
			out = append(out, Value{field, value})
		}
	}
	f := &w.b.fields
	add("name", mask.Name(string(w.text(f.name, row))))
	add("email", mask.Email(string(w.text(f.email, row))))
	if w.text(f.email, row) == nil {
		add("phone", mask.Phone(string(w.text(f.phone, row))))
	}
	for _, i := range wanted {
		switch i {
		case f.name, f.email:
			continue
		case f.phone:
			if w.text(f.email, row) != nil {
				add("phone", mask.Phone(string(w.text(i, row))))
			}
		case f.profile:
			add("profile_url", mask.URL(string(w.text(i, row))))
		default:
			decl := &w.b.relation.Fields[i]
			add(decl.Name, Word(decl, &w.batch.Cols[i], row))
		}
	}
	return out, w.lines[row]
}

// Word gives a row's value of a field in the words of the schema, "***" for a
// text, and nothing for what is unknown. A whole number (an age) is not shown:
// with the rest of the row it may identify.
func Word(f *facts.Field, v *facts.Vec, row int) string {
	if v.Absent {
		return ""
	}
	switch f.Type {
	case facts.Enum:
		if c := v.Codes[row]; c != 0 {
			return f.Values[c-1]
		}
	case facts.Bool:
		switch v.Codes[row] {
		case facts.TrueCode:
			return "true"
		case facts.FalseCode:
			return "false"
		}
	case facts.Date:
		if d := v.Days[row]; d != facts.UnknownDay {
			return calendar.Format(d)
		}
	case facts.Set:
		return f.Members(v.Sets[row])
	case facts.Text:
		if v.Present[row>>6]>>uint(row&63)&1 == 1 {
			return "***"
		}
	}
	return ""
}

// Tally is what a worker counted beside the facts.
type Tally struct {
	// Filled counts the filled cells by column of the table.
	Filled []int64
	// Fills counts, by declared fact, the rows that it spoke for.
	Fills []int64
	// CountryConflicts counts the rows whose country column and telephone
	// prefix name different countries.
	CountryConflicts int64
	// Values are the distinct cells of governance columns by column of the table, as
	// they may be shown.
	Values map[int][]Distinct
}

// Tally gives the worker's counts.
func (w *Worker) Tally() Tally {
	t := Tally{Filled: w.filled, Fills: w.fills, CountryConflicts: w.conflicts, Values: map[int][]Distinct{}}
	for i := range w.inputs {
		in := &w.inputs[i]
		if in.memo.table == nil || !governed(in.canonical) {
			continue
		}
		t.Values[in.column] = w.distinct(in)
	}
	return t
}

// governed says whether the distinct values of a column belong in the report.
func governed(canonical string) bool {
	switch canonical {
	case "country", "country_code", "location", "source", "source_detail", "email_source", "source_dataset",
		"source_domain", "search_query", "source_url", "source_count", "job_title", "job_function", "department",
		"education", "headline", "special_risk", "criminal_data", "stage":
		return false
	}
	return true
}

func (w *Worker) distinct(in *input) []Distinct {
	out := make([]Distinct, 0, len(in.memo.entries)+len(in.beyond))
	for i := range in.memo.entries {
		e := &in.memo.entries[i]
		out = append(out, NewDistinct(w.b.key, e.text, e.total, !e.unread, w.shown(in, e)))
	}
	for m, n := range in.beyond {
		out = append(out, Distinct{Text: rest, Count: n, Understood: m != NotUnderstood, Meaning: m, Summed: true})
	}
	return MergeDistinct(nil, out)
}

// shown gives what an entry was read as.
func (w *Worker) shown(in *input, e *entry) string {
	switch {
	case e.unread:
		return NotUnderstood
	case e.meaning != "":
		return e.meaning
	}
	f := &w.b.relation.Fields[in.outs[0].field]
	switch {
	case in.read == readSet && e.set != 0:
		return f.Members(e.set)
	case f.Type == facts.Bool && e.codes[0] == facts.TrueCode:
		return "true"
	case f.Type == facts.Bool && e.codes[0] == facts.FalseCode:
		return "false"
	case f.Type == facts.Enum && e.codes[0] != 0:
		return f.Values[e.codes[0]-1]
	}
	return "unknown"
}

// Merge adds another worker's counts.
func (t *Tally) Merge(o Tally) {
	for i, n := range o.Filled {
		t.Filled[i] += n
	}
	for i, n := range o.Fills {
		t.Fills[i] += n
	}
	t.CountryConflicts += o.CountryConflicts
	for col, list := range o.Values {
		t.Values[col] = MergeDistinct(t.Values[col], list)
	}
}

// Known says whether a field without a column is known all the same: worked
// out from other columns, or "none" in a closed world.
func (b *Binder) Known(field string) bool {
	f := b.relation.Field(field)
	return f != nil && f.ClosedWorld && b.closed
}
