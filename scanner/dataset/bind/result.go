package bind

import (
	"cmp"
	"slices"

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
			add(w.b.relation.Fields[i].Name, w.valueOf(i, row))
		}
	}
	return out, w.lines[row]
}

// valueOf gives a value in the words of the schema; text is not shown.
func (w *Worker) valueOf(field, row int) string {
	f, v := &w.b.relation.Fields[field], &w.batch.Cols[field]
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
		return setNames(f, v.Sets[row])
	case facts.Text:
		if v.Present[row>>6]>>uint(row&63)&1 == 1 {
			return "***"
		}
	}
	// A whole number (an age) is not shown: with the rest of the row it may identify.
	return ""
}

func setNames(f *facts.Field, set uint64) string {
	out := ""
	for i, name := range f.Values {
		if set>>uint(i)&1 == 1 {
			if out != "" {
				out += " "
			}
			out += name
		}
	}
	return out
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
	// Values are the distinct cells of governance columns by column of the table.
	Values map[int][]Distinct
}

// Distinct is a distinct cell of a governance column. Text is raw: it must be
// masked or judged harmless before it is shown.
type Distinct struct {
	Text       string
	Count      int64
	Understood bool
	// Meaning is the value it was read as, "unknown" when empty.
	Meaning string
}

// Tally gives the worker's counts. Values beyond the most frequent are summed.
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
	out := make([]Distinct, 0, len(in.memo.entries))
	for i := range in.memo.entries {
		e := &in.memo.entries[i]
		out = append(out, Distinct{e.text, e.total, !e.unread, w.shown(in, e)})
	}
	slices.SortFunc(out, func(a, b Distinct) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Text, b.Text))
	})
	return out
}

// shown gives what an entry was read as.
func (w *Worker) shown(in *input, e *entry) string {
	switch {
	case e.unread:
		return "not_understood"
	case e.meaning != "":
		return e.meaning
	}
	f := &w.b.relation.Fields[in.outs[0].field]
	switch {
	case in.read == readSet && e.set != 0:
		return setNames(f, e.set)
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
		t.Values[col] = mergeDistinct(t.Values[col], list)
	}
}

func mergeDistinct(a, b []Distinct) []Distinct {
	at := map[string]int{}
	for i, d := range a {
		at[d.Text] = i
	}
	for _, d := range b {
		if i, ok := at[d.Text]; ok {
			a[i].Count += d.Count
			continue
		}
		a = append(a, d)
	}
	slices.SortFunc(a, func(x, y Distinct) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Text, y.Text))
	})
	return a
}

// Known says whether a field without a column is known all the same: worked
// out from other columns, or "none" in a closed world.
func (b *Binder) Known(field string) bool {
	f := b.relation.Field(field)
	return f != nil && f.ClosedWorld && b.closed
}
