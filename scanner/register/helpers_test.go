package register_test

import (
	"fmt"
	"strings"
	"testing"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/register"
)

var schema = facts.NewSchema()

// table cuts a text into headers and records at bars; "" is an empty cell.
func table(text string) (headers []string, rows [][][]byte) {
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		var row [][]byte
		for _, c := range strings.Split(line, "|") {
			c = strings.TrimSpace(c)
			if i == 0 {
				headers = append(headers, c)
			}
			row = append(row, []byte(c))
		}
		if i > 0 {
			rows = append(rows, row)
		}
	}
	return headers, rows
}

func recognised(t *testing.T, spec register.Spec, text string) (*register.Mapping, [][][]byte) {
	t.Helper()
	headers, rows := table(text)
	m, err := register.Recognise(schema, spec, headers, rows)
	if err != nil {
		t.Fatalf("Recognise: %v", err)
	}
	return m, rows
}

// bound gives every row of a table as "field=value …" in the order of the fields.
func bound(t *testing.T, m *register.Mapping, rows [][][]byte, opt register.Options) ([]string, register.Tally) {
	t.Helper()
	var out []string
	b := register.NewBinder(schema, m, opt)
	w := b.NewWorker(func(batch *facts.Batch) error {
		out = append(out, shown(schema.Relation(m.Relation), batch)...)
		return nil
	})
	for i, row := range rows {
		w.Row(dataset.Place{Line: int64(i + 2)}, row)
	}
	if err := w.Finish(); err != nil {
		t.Fatalf("Finish: %v", err)
	}
	return out, w.Tally()
}

// shown writes the rows of a batch, with ? for what is filled but not understood.
func shown(rel *facts.Relation, b *facts.Batch) []string {
	var out []string
	for r := range b.N {
		var words []string
		for i := range rel.Fields {
			if s := valueOf(&rel.Fields[i], &b.Cols[i], r); s != "" {
				words = append(words, rel.Fields[i].Name+"="+s)
			}
		}
		out = append(out, strings.Join(words, " "))
	}
	return out
}

func valueOf(f *facts.Field, v *facts.Vec, r int) string {
	if v.Absent {
		return ""
	}
	switch {
	case f.Type == facts.Key:
		if n := len(v.RowKeys(r)); n > 0 {
			return fmt.Sprintf("%d", n)
		}
	case v.Codes != nil && v.Codes[r] != 0:
		if f.Type == facts.Bool {
			return []string{"", "false", "true"}[v.Codes[r]]
		}
		return f.Values[v.Codes[r]-1]
	case v.Days != nil && v.Days[r] != facts.UnknownDay:
		return calendar.Format(v.Days[r])
	case v.Ints != nil && v.Ints[r] != facts.UnknownInt:
		return fmt.Sprint(v.Ints[r])
	case v.Sets != nil && v.Sets[r] != 0:
		var names []string
		for i, name := range f.Values {
			if v.Sets[r]>>uint(i)&1 == 1 {
				names = append(names, name)
			}
		}
		return "{" + strings.Join(names, ",") + "}"
	case v.Present != nil && v.Present[r>>6]>>uint(r&63)&1 == 1:
		return "***"
	}
	if v.Unread != nil && v.Unread[r>>6]>>uint(r&63)&1 == 1 {
		return "?"
	}
	return ""
}
