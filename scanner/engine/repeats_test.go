package engine_test

import (
	"fmt"
	"testing"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/engine"
)

// TestRepeatedOnDisk: a person of very many rows on disk counts, answers and is digested as
// in memory, whether few of the rows or all say something of their own.
func TestRepeatedOnDisk(t *testing.T) {
	schema := facts.NewSchema()
	r := ruleOf(t, schema, "contact", "", `exists(suppression, suppression.person == contact.person && suppression.recorded_at < contact.collected_at)`)
	need := engine.JoinNeeds([]*rules.Rule{r})[0]
	own := rowsOf{
		{"person": "a@x.example", "collected_at": "2025-01-05"}, {"person": "a@x.example", "collected_at": "2024-12-31"},
		{"person": "c@x.example", "collected_at": "2025-01-05"},
	}
	for name, days := range map[string]int{"the same row": 1, "a few different rows": 5, "as many as rows": 28} {
		t.Run(name, func(t *testing.T) {
			joined := rowsOf{{"person": "b@x.example", "recorded_at": "2025-01-01"}}
			for i := range 700 {
				keys := []string{"a@x.example"}
				if i%350 == 349 { // late, and led by another identity
					keys = append(keys, "0@x.example")
				}
				joined = append(joined, map[string]any{"person": keys, "recorded_at": fmt.Sprintf("2025-01-%02d", 1+i%days)})
			}
			tell := func(b *engine.Budget) string {
				table := tableOf(t, schema, need, joined, b, t.TempDir())
				defer table.Close()
				digest, err := table.Digest()
				if err != nil {
					t.Fatal(err)
				}
				s := table.Stats()
				if s.Spilled != (b != nil) {
					t.Errorf("got spilled %t", s.Spilled)
				}
				return fmt.Sprint(s.Rows, s.Kept, s.Persons, s.Repeated, digest)
			}
			if got, want := tell(engine.NewBudget(1)), tell(nil); got != want {
				t.Errorf("on disk: got %s, in memory %s", got, want)
			}
			for where, b := range map[string]*engine.Budget{"memory": nil, "disk": engine.NewBudget(1)} {
				table := tableOf(t, schema, need, joined, b, t.TempDir())
				defer table.Close()
				plan, err := engine.Compile(schema, "contact", []*rules.Rule{r}, engine.Env{Tables: map[string]*engine.Table{need.ID(): table}}, engine.Options{})
				if err != nil {
					t.Fatal(err)
				}
				batch := batchOf(t, schema.Relation("contact"), own)
				plan = answered(t, plan, t.TempDir(), []*facts.Batch{batch})
				part := plan.NewPartial(0)
				if err := plan.NewEvaluator().Run(batch, part, nil); err != nil {
					t.Fatal(err)
				}
				if got := part.Rules[0]; got.Breach != 1 || got.Clear != 2 || got.NotShown != 0 {
					t.Errorf("in %s: got %d in breach, %d clear, want 1 and 2", where, got.Breach, got.Clear)
				}
			}
		})
	}
}
