package ruletest

import (
	"fmt"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/engine"
)

// tables makes the tables that the rule joins of the rows that an example
// gives. A relation that the example does not name was not supplied.
func tables(schema *facts.Schema, r *rules.Rule, t *rules.Test) (map[string]*engine.Table, error) {
	out := map[string]*engine.Table{}
	for _, need := range engine.JoinNeeds([]*rules.Rule{r}) {
		rows, supplied := t.Joined[need.Relation]
		if !supplied {
			continue
		}
		table, err := Table(schema, need, rows)
		if err != nil {
			return nil, err
		}
		out[need.ID()] = table
	}
	return out, nil
}

// Table makes a table in memory of rows written as in the examples of rules.
func Table(schema *facts.Schema, need engine.JoinNeed, rows []map[string]any) (*engine.Table, error) {
	relation := schema.Relation(need.Relation)
	if relation == nil {
		return nil, fmt.Errorf("there is no relation %q", need.Relation)
	}
	batch, err := Batch(relation, rows, nil)
	if err != nil {
		return nil, err
	}
	builder, err := engine.NewTableBuilder(schema, need, nil, "")
	if err != nil {
		return nil, err
	}
	if err := builder.Add(batch); err != nil {
		return nil, err
	}
	return builder.Finish()
}
