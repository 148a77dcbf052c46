package register

import (
	"strconv"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/mask"
)

// Mask gives the row's values of the fields, masked or coded, led by who the row
// is about, and the line its record starts on. It serves the batch being
// consumed.
func (w *Worker) Mask(row int, wanted []int) ([]bind.Value, int64) {
	var out []bind.Value
	add := func(field, value string) {
		if value != "" {
			out = append(out, bind.Value{Field: field, Value: value})
		}
	}
	if n := w.shownN[row]; n > 0 {
		raw := string(w.arena[w.shownAt[row] : w.shownAt[row]+n])
		switch w.shownKind[row] {
		case shownEmail:
			add("email", mask.Email(raw))
		case shownPhone:
			add("phone", mask.Phone(raw))
		case shownProfile:
			add("profile_url", mask.URL(raw))
		case shownName:
			add("name", mask.Name(raw))
		default:
			add("person", mask.Text(raw))
		}
	}
	for _, i := range wanted {
		if i != w.b.person {
			f := &w.b.rel.Fields[i]
			add(f.Name, word(f, &w.batch.Cols[i], row))
		}
	}
	return out, w.lines[row]
}

// word gives a row's value of a field. The whole numbers of registers are
// hours, systems or persons counted: none is a person's.
func word(f *facts.Field, v *facts.Vec, row int) string {
	if f.Type != facts.Int || v.Absent {
		return bind.Word(f, v, row)
	}
	if n := v.Ints[row]; n != facts.UnknownInt {
		return strconv.FormatInt(n, 10)
	}
	return ""
}

// Tally is what workers counted beside the facts.
type Tally struct {
	// Records were read, and gave Rows; Dropped records are none of the relation
	// (an opening in a log of sends, a person who never objected).
	Records, Rows, Dropped int64
	// Keyless rows hold nothing that tells who they are about.
	Keyless int64
	// Filled counts the filled cells by column of the table.
	Filled []int64
	// Fills counts, by fact of the mapping, the rows that it spoke for.
	Fills []int64
	// Values are the distinct cells of enumerated columns, by column of the table.
	Values map[int][]bind.Distinct
	// Undated counts, by column of the table, the filled cells of a column of dates
	// that cannot be read as one.
	Undated map[int]int64
}

// Tally gives the worker's counts.
func (w *Worker) Tally() Tally {
	t := Tally{Records: w.records, Rows: w.rows, Dropped: w.dropped, Keyless: w.keyless, Filled: w.filled, Fills: w.fills, Values: map[int][]bind.Distinct{}, Undated: map[int]int64{}}
	for i := range w.b.m.Columns {
		c := &w.b.m.Columns[i]
		in := w.inputs[i]
		f := w.b.rel.Field(c.Use.Field)
		if in != nil && in.strange > 0 {
			t.Undated[i] = in.strange
		}
		if in == nil || c.Use.Field == "country" || described(w.b.rel.Name, c.Use.Field) || f != nil && f.Type != facts.Enum && f.Type != facts.Bool && f.Type != facts.Set {
			continue
		}
		if f == nil && c.Use.Field == ".count" {
			continue
		}
		list := make([]bind.Distinct, 0, len(in.memo.list))
		for k := range in.memo.list {
			e := &in.memo.list[k]
			list = append(list, bind.NewDistinct(w.b.opt.Key, e.text, e.count, !e.unread, e.meaning))
		}
		t.Values[i] = bind.MergeDistinct(nil, list)
	}
	return t
}

// Merge adds another worker's counts.
func (t *Tally) Merge(o Tally) {
	t.Records, t.Rows, t.Dropped, t.Keyless = t.Records+o.Records, t.Rows+o.Rows, t.Dropped+o.Dropped, t.Keyless+o.Keyless
	for i, n := range o.Filled {
		t.Filled[i] += n
	}
	for i, n := range o.Fills {
		t.Fills[i] += n
	}
	for col, n := range o.Undated {
		t.Undated[col] += n
	}
	for col, list := range o.Values {
		t.Values[col] = bind.MergeDistinct(t.Values[col], list)
	}
}
