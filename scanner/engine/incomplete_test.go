package engine_test

import (
	"testing"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/engine"
)

// TestIncompleteTable: where rows of the joined relation could not be read,
// matching rows still match, and no row is held to match none.
func TestIncompleteTable(t *testing.T) {
	schema := facts.NewSchema()
	r := ruleOf(t, schema, "contact", "", `exists(suppression, suppression.person == contact.person)`)
	need := engine.JoinNeeds([]*rules.Rule{r})[0]
	for _, listed := range []rowsOf{nil, {{"person": "a@x.example"}}} {
		builder, err := engine.NewTableBuilder(schema, need, engine.NewBudget(0), t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		if len(listed) > 0 {
			if err := builder.Add(batchOf(t, schema.Relation("suppression"), listed)); err != nil {
				t.Fatal(err)
			}
		}
		builder.Incomplete()
		table, err := builder.Finish()
		if err != nil {
			t.Fatal(err)
		}
		env := engine.Env{Tables: map[string]*engine.Table{need.ID(): table}}
		got := outcomes(t, schema, r, env, rowsOf{{"person": "a@x.example"}, {"person": "b@x.example"}})
		want := []string{"not_shown", "not_shown"}
		if len(listed) > 0 {
			want[0] = "breach"
		}
		if got[0] != want[0] || got[1] != want[1] {
			t.Errorf("%d rows read: got %v, want %v", len(listed), got, want)
		}
	}
}
