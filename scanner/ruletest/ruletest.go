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
	if env.Case, err = row(schema.Relation("case"), t.Facts["case"], env.Periods); err != nil {
		return "", err
	}
	batch, err := row(schema.Relation(r.On), t.Facts[r.On], env.Periods)
	if err != nil {
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

// row makes a batch of one row. A field given as nil is a column that exists
// and is empty.
func row(rel *facts.Relation, values map[string]any, periods map[string]expr.Period) (*facts.Batch, error) {
	b := &facts.Batch{N: 1, Cols: make([]facts.Vec, len(rel.Fields))}
	for i := range b.Cols {
		b.Cols[i].Absent = true
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		i := rel.Index(name)
		if i < 0 {
			return nil, fmt.Errorf("the relation %s has no field %q", rel.Name, name)
		}
		f := &rel.Fields[i]
		if f.Type == facts.Period {
			text, ok := values[name].(string)
			if !ok {
				continue
			}
			p, err := expr.ParsePeriod(text)
			if err != nil {
				return nil, err
			}
			periods[name] = p
			continue
		}
		if err := set(&b.Cols[i], f, values[name]); err != nil {
			return nil, fmt.Errorf("%s.%s: %w", rel.Name, name, err)
		}
	}
	return b, nil
}

// set writes a value as read from YAML into the one row of a column.
func set(v *facts.Vec, f *facts.Field, value any) error {
	*v = facts.Vec{Codes: []uint8{0}, Days: []int32{facts.UnknownDay}, Ints: []int64{facts.UnknownInt}, Sets: []uint64{0}, Present: []uint64{0}, Texts: [][]byte{nil}}
	if value == nil {
		return nil
	}
	text := fmt.Sprint(value)
	switch f.Type {
	case facts.Text:
		v.Present[0], v.Texts[0] = 1, []byte(text)
	case facts.Enum:
		if v.Codes[0] = f.Code(text); v.Codes[0] == 0 {
			return fmt.Errorf("%q is none of its values", text)
		}
	case facts.Bool:
		b, ok := value.(bool)
		if !ok {
			return fmt.Errorf("expected true or false, found %q", text)
		}
		v.Codes[0] = facts.FalseCode
		if b {
			v.Codes[0] = facts.TrueCode
		}
	case facts.Date:
		day, err := calendar.Parse(text)
		if err != nil {
			return err
		}
		v.Days[0] = day
	case facts.Int:
		if _, err := fmt.Sscan(text, &v.Ints[0]); err != nil {
			return fmt.Errorf("expected a whole number, found %q", text)
		}
	case facts.Set:
		return setMembers(v, f, value)
	}
	return nil
}

func setMembers(v *facts.Vec, f *facts.Field, value any) error {
	var members []string
	switch list := value.(type) {
	case []any:
		for _, m := range list {
			members = append(members, fmt.Sprint(m))
		}
	case []string:
		members = list
	default:
		return fmt.Errorf("expected a list, found %v", value)
	}
	bits, ok := f.Bits(members...)
	if !ok {
		return fmt.Errorf("%v are not all its values", members)
	}
	v.Sets[0] = bits
	return nil
}
