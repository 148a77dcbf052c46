// Package ruletest runs the examples that stand beside a rule.
package ruletest

import (
	"fmt"
	"maps"
	"slices"

	"leadlint/rules"
	"leadlint/rules/calendar"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/scanner/engine"
)

// DefaultNow is the day of an example that names none.
const DefaultNow = "2026-01-01"

// Result is the outcome of one example.
type Result struct {
	Name string
	// Line is the example's line in the rule's file.
	Line int
	// Err is nil when the rule answered as the example wants.
	Err error
}

// Run evaluates every example of the rule.
func Run(schema *facts.Schema, r *rules.Rule) []Result {
	out := make([]Result, len(r.Tests))
	for i := range r.Tests {
		t := &r.Tests[i]
		out[i] = Result{Name: t.Name, Line: t.Line}
		got, err := Outcome(schema, r, t)
		switch {
		case err != nil:
			out[i].Err = err
		case got != t.Want:
			out[i].Err = fmt.Errorf("got %s, want %s", got, t.Want)
		}
	}
	return out
}

// Outcome gives what the rule answers for an example: breach, clear, not_shown
// or not_examined.
func Outcome(schema *facts.Schema, r *rules.Rule, t *rules.Test) (string, error) {
	now := t.Now
	if now == "" {
		now = DefaultNow
	}
	day, err := calendar.Parse(now)
	if err != nil {
		return "", err
	}
	env := engine.Env{Now: day, Periods: map[string]expr.Period{}}
	if env.Case, err = Batch(schema.Relation("case"), []map[string]any{t.Facts["case"]}, env.Periods); err != nil {
		return "", err
	}
	batch, err := Batch(schema.Relation(r.On), []map[string]any{t.Facts[r.On]}, env.Periods)
	if err != nil {
		return "", err
	}
	if env.Tables, err = tables(schema, r, t); err != nil {
		return "", err
	}
	plan, err := engine.Compile(schema, r.On, []*rules.Rule{r}, env, engine.Options{})
	if err != nil {
		return "", err
	}
	part := plan.NewPartial(0)
	if err := plan.NewEvaluator().Run(batch, part, nil); err != nil {
		return "", err
	}
	switch p := &part.Rules[0]; {
	case p.Breach > 0:
		return "breach", nil
	case p.Clear > 0:
		return "clear", nil
	case p.NotShown > 0:
		return "not_shown", nil
	}
	return "not_examined", nil
}

// Batch makes a batch of rows written as in the examples of rules: a field that
// a row does not name is a column that does not exist, nil an empty cell. (A
// field that only some rows name is empty in the others.) Fields of type Period
// are put into periods.
func Batch(rel *facts.Relation, rows []map[string]any, periods map[string]expr.Period) (*facts.Batch, error) {
	b := &facts.Batch{N: len(rows), Cols: make([]facts.Vec, len(rel.Fields))}
	for i := range b.Cols {
		b.Cols[i].Absent = true
		if rel.Whole {
			b.Cols[i] = facts.WholeVec(&rel.Fields[i], len(rows))
		}
	}
	for at, values := range rows {
		for _, name := range slices.Sorted(maps.Keys(values)) {
			f := rel.Field(name)
			if f == nil {
				return nil, fmt.Errorf("the relation %s has no field %q", rel.Name, name)
			}
			v := &b.Cols[rel.Index(name)]
			if v.Absent {
				*v = unknowns(f.Type, len(rows))
			}
			if err := set(v, f, values[name], at, periods); err != nil {
				return nil, fmt.Errorf("%s.%s: %w", rel.Name, name, err)
			}
		}
	}
	for i := range b.Cols {
		if f := &rel.Fields[i]; f.Joining() && !b.Cols[i].Absent {
			identify(&b.Cols[i], f, rows)
		}
	}
	return b, nil
}

// unknowns makes a column in which nothing is known.
func unknowns(t facts.Type, n int) facts.Vec {
	switch t {
	case facts.Enum, facts.Bool:
		return facts.Vec{Codes: make([]uint8, n)}
	case facts.Date:
		return facts.Vec{Days: slices.Repeat([]int32{facts.UnknownDay}, n)}
	case facts.Int:
		return facts.Vec{Ints: slices.Repeat([]int64{facts.UnknownInt}, n)}
	case facts.Set:
		return facts.Vec{Sets: make([]uint64, n)}
	case facts.Key: // see identify
		return facts.Vec{}
	}
	return facts.Vec{Present: make([]uint64, (n+63)/64), Texts: make([][]byte, n)}
}

// texts gives the members of a list.
func texts(value any) ([]string, bool) {
	switch list := value.(type) {
	case []any:
		out := make([]string, len(list))
		for i, m := range list {
			out[i] = fmt.Sprint(m)
		}
		return out, true
	case []string:
		return list, true
	}
	return nil, false
}

// set writes a value as read from YAML into a row of a column.
func set(v *facts.Vec, f *facts.Field, value any, at int, periods map[string]expr.Period) error {
	if value == nil {
		return nil
	}
	text := fmt.Sprint(value)
	switch f.Type {
	case facts.Key:
		if len(identities(value)) == 0 {
			return fmt.Errorf("expected a text or a list of texts, found %v", value)
		}
	case facts.Text:
		v.Present[at/64] |= 1 << uint(at%64)
		v.Texts[at] = []byte(text)
	case facts.Enum:
		if v.Codes[at] = f.Code(text); v.Codes[at] == 0 {
			return fmt.Errorf("%q is none of its values", text)
		}
	case facts.Bool:
		b, ok := value.(bool)
		if !ok {
			return fmt.Errorf("expected true or false, found %q", text)
		}
		v.Codes[at] = facts.FalseCode
		if b {
			v.Codes[at] = facts.TrueCode
		}
	case facts.Date:
		day, err := calendar.Parse(text)
		if err != nil {
			return err
		}
		v.Days[at] = day
	case facts.Int:
		if _, err := fmt.Sscan(text, &v.Ints[at]); err != nil {
			return fmt.Errorf("expected a whole number, found %q", text)
		}
	case facts.Period:
		p, err := expr.ParsePeriod(text)
		if err != nil {
			return err
		}
		periods[f.Name] = p
	case facts.Set:
		return setMembers(v, f, value, at)
	}
	return nil
}

func setMembers(v *facts.Vec, f *facts.Field, value any, at int) error {
	members, ok := texts(value)
	if !ok {
		return fmt.Errorf("expected a list, found %v", value)
	}
	bits, ok := f.Bits(members...)
	if !ok {
		return fmt.Errorf("%v are not all its values", members)
	}
	v.Sets[at] = bits
	return nil
}
