package engine_test

import (
	"fmt"
	"testing"

	"leadlint/rules"
	"leadlint/rules/calendar"
	"leadlint/rules/condition"
	"leadlint/rules/condition/oracle"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/scanner/engine"
	"leadlint/scanner/ruletest"

	"pgregory.net/rapid"
)

// TestKernelsAgreeWithCEL draws rules and rows and holds the kernels' answer to
// that of CEL's own interpreter, row by row.
func TestKernelsAgreeWithCEL(t *testing.T) {
	schema := facts.NewSchema()
	compiler, err := condition.New(schema)
	if err != nil {
		t.Fatal(err)
	}
	judge, err := oracle.New(schema)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		relation := rapid.SampledFrom([]string{"contact", "contact", "contact", "recipient", "case"}).Draw(t, "relation")
		now := rapid.SampledFrom([]string{"2026-01-01", "2024-02-29", "2023-03-31"}).Draw(t, "now")
		rule := &rules.Rule{ID: "X-01", On: relation}
		rule.AppliesText = oracle.RandomCondition(t, schema, relation)
		rule.BreachText = oracle.RandomCondition(t, schema, relation)
		rule.Applies = compile(t, compiler, relation, rule.AppliesText)
		rule.Breach = compile(t, compiler, relation, rule.BreachText)
		n := rapid.IntRange(1, 150).Draw(t, "rows")
		if relation == "case" {
			n = 1
		}
		rows := oracle.RandomRows(t, schema, relation, rule.Refs(), n)
		caseRow := oracle.RandomRows(t, schema, "case", rule.Refs(), 1)[0]
		if relation == "case" {
			caseRow = rows[0]
		}
		want := expected(t, judge, rule, rows, caseRow, now)
		got := evaluate(t, schema, rule, rows, caseRow, now)
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("row %d: got %s, want %s\napplies: %s\nbreach:  %s\nrow: %v\ncase: %v\nnow: %s",
					i, got[i], want[i], rule.AppliesText, rule.BreachText, rows[i], caseRow, now)
			}
		}
	})
}

func compile(t *rapid.T, c *condition.Compiler, relation, text string) *expr.Expr {
	e, err := c.Compile(relation, text)
	if err != nil {
		t.Fatalf("compile %s: %v", text, err)
	}
	return e
}

// expected gives each row's outcome by CEL's interpreter.
func expected(t *rapid.T, o *oracle.Oracle, r *rules.Rule, rows []map[string]any, caseRow map[string]any, now string) []string {
	condition := func(text string) *oracle.Condition {
		c, err := o.Condition(r.On, text)
		if err != nil {
			t.Fatalf("oracle: %s: %v", text, err)
		}
		return c
	}
	applies, breach := condition(r.AppliesText), condition(r.BreachText)
	out := make([]string, len(rows))
	for i, row := range rows {
		a, err := applies.Eval(row, caseRow, now)
		if err != nil {
			t.Fatalf("oracle: %s: %v", r.AppliesText, err)
		}
		b, err := breach.Eval(row, caseRow, now)
		if err != nil {
			t.Fatalf("oracle: %s: %v", r.BreachText, err)
		}
		switch {
		case a == oracle.False:
			out[i] = "not_examined"
		case a == oracle.True && b == oracle.True:
			out[i] = "breach"
		case a == oracle.True && b == oracle.False:
			out[i] = "clear"
		default:
			out[i] = "not_shown"
		}
	}
	return out
}

// evaluate gives each row's outcome by the kernels: all rows are one batch, and
// each row is a group of its own, so that the counts by group tell them apart.
func evaluate(t *rapid.T, schema *facts.Schema, r *rules.Rule, rows []map[string]any, caseRow map[string]any, now string) []string {
	part := run(t, schema, []*rules.Rule{r}, rows, caseRow, now, len(rows))
	out := make([]string, len(rows))
	var cleared int64
	for i := range rows {
		switch {
		case part.Rules[0].InBreach(i) == 1:
			out[i] = "breach"
		case part.Rules[0].InNotShown(i) == 1:
			out[i] = "not_shown"
		default:
			// Clear and not examined are told apart by a batch of the row alone.
			one := run(t, schema, []*rules.Rule{r}, rows[i:i+1], caseRow, now, 1)
			out[i] = "not_examined"
			if one.Rules[0].Clear == 1 {
				out[i] = "clear"
				cleared++
			}
		}
	}
	// A row alone lacks no column that the table has: names are in every row.
	if cleared != part.Rules[0].Clear {
		t.Fatalf("%d rows are clear one by one, %d in a batch", cleared, part.Rules[0].Clear)
	}
	return out
}

func run(t *rapid.T, schema *facts.Schema, list []*rules.Rule, rows []map[string]any, caseRow map[string]any, now string, groups int) *engine.Partial {
	day, err := calendar.Parse(now)
	if err != nil {
		t.Fatal(err)
	}
	env := engine.Env{Now: day, Periods: map[string]expr.Period{}}
	if env.Case, err = ruletest.Batch(schema.Relation("case"), []map[string]any{caseRow}, env.Periods); err != nil {
		t.Fatal(err)
	}
	rel := schema.Relation(list[0].On)
	batch, err := ruletest.Batch(rel, rows, env.Periods)
	if err != nil {
		t.Fatal(err)
	}
	fillKeys(rel, batch, rows)
	if groups > 1 {
		batch.Group = make([]uint16, len(rows))
		for i := range batch.Group {
			batch.Group[i] = uint16(i)
		}
	}
	plan, err := engine.Compile(schema, rel.Name, list, env, engine.Options{Groups: groups})
	if err != nil {
		t.Fatalf("compile: %v", err)
	}
	part := plan.NewPartial(3)
	if err := plan.NewEvaluator().Run(batch, part, nil); err != nil {
		t.Fatal(err)
	}
	return part
}

// TestMergeLaws holds partials to the laws that parallel, incremental and
// sharded runs rest on: any order and grouping of any split gives the same.
func TestMergeLaws(t *testing.T) {
	schema := facts.NewSchema()
	compiler, err := condition.New(schema)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		text := oracle.RandomCondition(t, schema, "contact")
		rule := &rules.Rule{ID: "X-01", On: "contact", Breach: compile(t, compiler, "contact", text)}
		n := rapid.IntRange(1, 200).Draw(t, "rows")
		rows := oracle.RandomRows(t, schema, "contact", rule.Refs(), n)
		batch, err := ruletest.Batch(schema.Relation("contact"), rows, nil)
		if err != nil {
			t.Fatal(err)
		}
		fillKeys(schema.Relation("contact"), batch, rows)
		plan, err := engine.Compile(schema, "contact", []*rules.Rule{rule}, engine.Env{}, engine.Options{Groups: 4, AgeField: "collected_at"})
		if err != nil {
			t.Fatal(err)
		}
		keys, groups := make([]uint64, n), make([]uint16, n)
		for i := range keys {
			keys[i] = rapid.Uint64().Draw(t, "key")
			groups[i] = uint16(rapid.IntRange(0, 3).Draw(t, "group"))
		}
		batch.Key, batch.Group = keys, groups
		part := func(from, to int) *engine.Partial {
			p := plan.NewPartial(3)
			b := batch.Slice(from, to)
			if err := plan.NewEvaluator().Run(b, p, lines(from)); err != nil {
				t.Fatal(err)
			}
			return p
		}
		a, b := rapid.IntRange(0, n).Draw(t, "cut"), rapid.IntRange(0, n).Draw(t, "cut")
		a, b = min(a, b), max(a, b)
		whole := show(part(0, n))
		for name, order := range map[string][3][2]int{
			"in order":  {{0, a}, {a, b}, {b, n}},
			"reversed":  {{b, n}, {a, b}, {0, a}},
			"shuffled":  {{a, b}, {0, a}, {b, n}},
			"otherwise": {{a, b}, {b, n}, {0, a}},
		} {
			left := plan.NewPartial(3)
			for _, r := range order {
				must(t, left.Merge(part(r[0], r[1])))
			}
			if got := show(left); got != whole {
				t.Fatalf("%s: got %s\nwant %s", name, got, whole)
			}
			right := part(order[1][0], order[1][1])
			must(t, right.Merge(part(order[2][0], order[2][1])))
			first := part(order[0][0], order[0][1])
			must(t, first.Merge(right))
			if got := show(first); got != whole {
				t.Fatalf("%s, right to left: got %s\nwant %s", name, got, whole)
			}
		}
	})
}

// lines is a Masker that knows only the line.
type lines int

func (l lines) Mask(row int, _ []int) ([]engine.Masked, int64) { return nil, int64(int(l) + row + 1) }

func must(t *rapid.T, err error) {
	if err != nil {
		t.Fatal(err)
	}
}

func show(p *engine.Partial) string {
	return fmt.Sprintf("%d %v %v %d %d %d %+v", p.Rows, p.Groups, p.AgeMonths, p.Undated, p.Future, p.Sketch.Count(), p.Rules)
}

// TestSketch holds the estimate to three standard errors.
func TestSketch(t *testing.T) {
	for _, n := range []int{0, 1, 10, 1000, 20000, 300000} {
		var s engine.Sketch
		x := uint64(88172645463325252)
		for range n {
			x ^= x << 13
			x ^= x >> 7
			x ^= x << 17
			s.Add(x * 0x9e3779b97f4a7c15)
			s.Add(x * 0x9e3779b97f4a7c15) // seen twice counts once
		}
		got := s.Count()
		if off := float64(got-int64(n)) / float64(max(n, 1)); off > 0.025 || off < -0.025 {
			t.Errorf("%d keys are counted as %d", n, got)
		}
	}
}
