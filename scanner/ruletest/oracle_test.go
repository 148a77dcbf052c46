package ruletest_test

import (
	"testing"

	"pgregory.net/rapid"

	"leadlint/rules"
	"leadlint/rules/condition"
	"leadlint/rules/condition/oracle"
	"leadlint/rules/facts"
	"leadlint/scanner/ruletest"
)

// TestJoinsAgainstOracle: for random rules that join, and random rows, an
// example comes out as CEL's own interpreter and a plain loop say.
func TestJoinsAgainstOracle(t *testing.T) {
	schema := facts.NewSchema()
	judge, err := oracle.New(schema)
	if err != nil {
		t.Fatal(err)
	}
	compiler, err := condition.New(schema)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		r := &rules.Rule{ID: "MY-01", On: rapid.SampledFrom(schema.Names()).Draw(t, "relation")}
		r.AppliesText = oracle.RandomJoinCondition(t, schema, r.On)
		r.BreachText = oracle.RandomJoinCondition(t, schema, r.On)
		if r.Applies, err = compiler.Compile(r.On, r.AppliesText); err != nil {
			t.Fatal(err)
		}
		if r.Breach, err = compiler.Compile(r.On, r.BreachText); err != nil {
			t.Fatal(err)
		}
		tables := oracle.RandomTables(t, schema, r.Applies, 5)
		for relation, rows := range oracle.RandomTables(t, schema, r.Breach, 5) {
			tables[relation] = rows
		}
		caseRow := oracle.RandomRows(t, schema, "case", r.Refs(), 1)[0]
		for _, row := range oracle.RandomRows(t, schema, r.On, r.Refs(), 4) {
			example := &rules.Test{Facts: map[string]map[string]any{"case": caseRow}, Joined: tables}
			example.Facts[r.On] = row
			want, err := judgement(judge, r, example)
			if err != nil {
				t.Fatalf("%s\n%s\n%v", r.AppliesText, r.BreachText, err)
			}
			got, err := ruletest.Outcome(schema, r, example)
			if err != nil || got != want {
				t.Fatalf("applies %s\nbreach %s\n%v\n%v\ngot %s, %v; want %s", r.AppliesText, r.BreachText, example.Facts, tables, got, err, want)
			}
			if len(tables) > 0 {
				seen[got]++
			}
		}
	})
	for _, outcome := range []string{rules.WantBreach, rules.WantClear, rules.WantNotShown, rules.WantNotExamined} {
		if seen[outcome] == 0 {
			t.Errorf("no example came out %s", outcome)
		}
	}
	t.Logf("outcomes: %v", seen)
}

// judgement gives the outcome of an example by the oracle.
func judgement(o *oracle.Oracle, r *rules.Rule, t *rules.Test) (string, error) {
	eval := func(text string) (oracle.Truth, error) {
		return o.Eval(r.On, text, facts.NewSchema().Relation(r.On).Filled(t.Facts[r.On]), t.Facts["case"], t.Joined, ruletest.DefaultNow)
	}
	applies, err := eval(r.AppliesText)
	if err != nil {
		return "", err
	}
	breach, err := eval(r.BreachText)
	switch {
	case err != nil:
		return "", err
	case applies == oracle.False:
		return rules.WantNotExamined, nil
	case applies == oracle.True && breach == oracle.True:
		return rules.WantBreach, nil
	case applies == oracle.True && breach == oracle.False:
		return rules.WantClear, nil
	}
	return rules.WantNotShown, nil
}
