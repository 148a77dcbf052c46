package oracle_test

import (
	"testing"

	"pgregory.net/rapid"

	"leadlint/rules/condition"
	"leadlint/rules/condition/oracle"
	"leadlint/rules/facts"
)

// So it is with exists and none, over rows of the relations that they join.
func TestRandomJoins(t *testing.T) {
	schema := facts.NewSchema()
	o, err := oracle.New(schema)
	if err != nil {
		t.Fatal(err)
	}
	compiler, err := condition.New(schema)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[oracle.Truth]int{}
	rapid.Check(t, func(t *rapid.T) {
		relation := rapid.SampledFrom(schema.Names()).Draw(t, "relation")
		text := oracle.RandomJoinCondition(t, schema, relation)
		typed, err := compiler.Compile(relation, text)
		if err != nil {
			t.Fatalf("%s\n%v", text, err)
		}
		c, err := o.Condition(relation, text)
		if err != nil {
			t.Fatalf("%s\n%v", text, err)
		}
		tables := oracle.RandomTables(t, schema, typed, 4)
		caseRow := oracle.RandomRows(t, schema, "case", typed.Refs(), 1)[0]
		for _, row := range oracle.RandomRows(t, schema, relation, typed.Refs(), 3) {
			got, err := c.EvalJoined(row, caseRow, tables, "2026-01-01")
			if err != nil {
				t.Fatalf("%s\n%v", text, err)
			}
			if len(tables) > 0 {
				seen[got]++
			}
		}
	})
	for _, v := range []oracle.Truth{oracle.True, oracle.False, oracle.Unknown} {
		if seen[v] == 0 {
			t.Errorf("no condition came out %v", v)
		}
	}
	t.Logf("outcomes: %v", seen)
}

// The rule language accepts every condition that the generator draws, and the
// oracle gives each a value for every row.
func TestRandomConditions(t *testing.T) {
	schema := facts.NewSchema()
	o, err := oracle.New(schema)
	if err != nil {
		t.Fatal(err)
	}
	compiler, err := condition.New(schema)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[oracle.Truth]int{}
	rapid.Check(t, func(t *rapid.T) {
		relation := rapid.SampledFrom(schema.Names()).Draw(t, "relation")
		text := oracle.RandomCondition(t, schema, relation)
		typed, err := compiler.Compile(relation, text)
		if err != nil {
			t.Fatalf("%s\n%v", text, err)
		}
		c, err := o.Condition(relation, text)
		if err != nil {
			t.Fatalf("%s\n%v", text, err)
		}
		rows := oracle.RandomRows(t, schema, relation, typed.Refs(), 3)
		caseRow := oracle.RandomRows(t, schema, "case", typed.Refs(), 1)[0]
		for _, row := range rows {
			got, err := c.Eval(row, caseRow, "2026-01-01")
			if err != nil {
				t.Fatalf("%s\n%v", text, err)
			}
			seen[got]++
		}
	})
	for _, v := range []oracle.Truth{oracle.True, oracle.False, oracle.Unknown} {
		if seen[v] == 0 {
			t.Errorf("no condition came out %v", v)
		}
	}
	t.Logf("outcomes: %v", seen)
}
