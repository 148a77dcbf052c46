package register

import (
	"cmp"
	"slices"
	"strconv"

	"leadlint/rules/calendar"
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
			add(w.b.rel.Fields[i].Name, w.valueOf(i, row))
		}
	}
	return out, w.lines[row]
}

// valueOf gives a value in the words of the schema; text is not shown.
func (w *Worker) valueOf(field, row int) string {
	f, v := &w.b.rel.Fields[field], &w.batch.Cols[field]
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
	case facts.Int: // hours, systems, persons counted: none is a person's
		if n := v.Ints[row]; n != facts.UnknownInt {
			return strconv.FormatInt(n, 10)
		}
	case facts.Set:
		return setNames(f, v.Sets[row])
	case facts.Text:
		if v.Present[row>>6]>>uint(row&63)&1 == 1 {
			return "***"
		}
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
			d := bind.Distinct{Text: e.text, Count: e.count, Understood: !e.unread, Meaning: e.meaning}
			if e.unread {
				d.Meaning = "not_understood"
			}
			list = append(list, d)
		}
		t.Values[i] = sortDistinct(list)
	}
	return t
}

func sortDistinct(list []bind.Distinct) []bind.Distinct {
	slices.SortFunc(list, func(a, b bind.Distinct) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Text, b.Text))
	})
	return list
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
		at := map[string]int{}
		mine := t.Values[col]
		for i, d := range mine {
			at[d.Text] = i
		}
		for _, d := range list {
			if i, ok := at[d.Text]; ok {
				mine[i].Count += d.Count
			} else {
				mine = append(mine, d)
			}
		}
		t.Values[col] = sortDistinct(mine)
	}
}
