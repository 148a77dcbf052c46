package engine_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"leadlint/rules"
	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/scanner/engine"
)

// An identity can be on more rows than there is room for pairs at once.
func TestManyRowsOfOne(t *testing.T) {
	schema, dir := facts.NewSchema(), t.TempDir()
	own := batchOf(t, schema.Relation("contact"), rowsOf{
		{"person": "a@x.example", "collected_at": "1991-01-01"}, {"person": "a@x.example", "collected_at": "2001-01-01"},
		{"person": "a@x.example", "collected_at": "2090-01-01"}, {"person": "b@x.example"},
	})
	var joined rowsOf
	day := calendar.Day(1992, 1, 1)
	for i := range 2*engine.MaxBatch + 100 {
		joined = append(joined, map[string]any{"person": "a@x.example", "kind": "objection", "recorded_at": calendar.Format(day + int32(i%(engine.MaxBatch+500)))})
	}
	r := ruleOf(t, schema, "contact", "", `exists(suppression, suppression.person == contact.person && suppression.recorded_at < contact.collected_at)`)
	need := engine.JoinNeeds([]*rules.Rule{r})[0]
	for name, budget := range map[string]*engine.Budget{"in memory": nil, "on disk": engine.NewBudget(1)} {
		t.Run(name, func(t *testing.T) {
			table := tableOf(t, schema, need, joined, budget, dir)
			env := engine.Env{Now: 20000, Tables: map[string]*engine.Table{need.ID(): table}}
			plan, err := engine.Compile(schema, "contact", []*rules.Rule{r}, env, engine.Options{})
			if err != nil {
				t.Fatal(err)
			}
			plan = answered(t, plan, dir, []*facts.Batch{own})
			part := plan.NewPartial(0)
			if err := plan.NewEvaluator().Run(own, part, nil); err != nil {
				t.Fatal(err)
			}
			if got := part.Rules[0]; got.Breach != 2 || got.Clear != 2 {
				t.Errorf("got %d breaches and %d clear, want 2 and 2", got.Breach, got.Clear)
			}
			if s := table.Stats(); s.Persons != 1 || s.Repeated != 1 || s.Rows != int64(len(joined)) {
				t.Errorf("got %+v", s)
			}
		})
	}
}

// Identities can be compared beside the one that rows are joined by, and texts
// of the joined row asked for, in memory as on disk.
func TestSame(t *testing.T) {
	schema, dir := facts.NewSchema(), t.TempDir()
	const supplied = `exists(disclosure, disclosure.person == send.person && disclosure.recipient == send.supplier`
	both := rowsOf{{"person": "a@x.example", "supplier": "Meridien"}}
	for name, c := range map[string]struct {
		rest   string
		own    rowsOf
		joined rowsOf
		want   string
	}{
		"equal":               {"", both, rowsOf{{"person": "a@x.example", "recipient": "Meridien"}}, "breach"},
		"different":           {"", both, rowsOf{{"person": "a@x.example", "recipient": "Boreal"}}, "clear"},
		"on different rows":   {"", both, rowsOf{{"person": "a@x.example", "recipient": "Boreal"}, {"person": "b@x.example", "recipient": "Meridien"}}, "clear"},
		"unknown there":       {"", both, rowsOf{{"person": "a@x.example", "recipient": nil}}, "not_shown"},
		"no such column":      {"", both, rowsOf{{"person": "a@x.example"}}, "not_shown"},
		"unknown here":        {"", rowsOf{{"person": "a@x.example", "supplier": nil}}, rowsOf{{"person": "a@x.example", "recipient": "Meridien"}}, "not_shown"},
		"a text is known":     {" && known(disclosure.fields)", both, rowsOf{{"person": "a@x.example", "recipient": "Meridien", "fields": "size"}}, "breach"},
		"a text is not known": {" && known(disclosure.fields)", both, rowsOf{{"person": "a@x.example", "recipient": "Meridien", "fields": nil}}, "clear"},
		"the key is known":    {" && known(disclosure.person) && known(disclosure.recipient)", both, rowsOf{{"person": "a@x.example", "recipient": "Meridien"}}, "breach"},
	} {
		r := ruleOf(t, schema, "send", "", supplied+c.rest+")")
		need := engine.JoinNeeds([]*rules.Rule{r})[0]
		for where, budget := range map[string]*engine.Budget{"in memory": nil, "on disk": engine.NewBudget(1)} {
			t.Run(name+", "+where, func(t *testing.T) {
				table := tableOf(t, schema, need, c.joined, budget, dir)
				env := engine.Env{Tables: map[string]*engine.Table{need.ID(): table}}
				plan, err := engine.Compile(schema, "send", []*rules.Rule{r}, env, engine.Options{})
				if err != nil {
					t.Fatal(err)
				}
				own := batchOf(t, schema.Relation("send"), c.own)
				plan = answered(t, plan, dir, []*facts.Batch{own})
				part := plan.NewPartial(0)
				if err := plan.NewEvaluator().Run(own, part, nil); err != nil {
					t.Fatal(err)
				}
				if got := outcome(part); got != c.want {
					t.Errorf("got %s, want %s", got, c.want)
				}
			})
		}
	}
}

// A cell of the joined row that was not understood is not taken for an empty one.
func TestJoinedUnread(t *testing.T) {
	schema, dir := facts.NewSchema(), t.TempDir()
	r := ruleOf(t, schema, "contact", "", `exists(suppression, suppression.person == contact.person && !recorded(suppression.channel))`)
	need := engine.JoinNeeds([]*rules.Rule{r})[0]
	rel := schema.Relation("suppression")
	for name, budget := range map[string]*engine.Budget{"in memory": nil, "on disk": engine.NewBudget(1)} {
		t.Run(name, func(t *testing.T) {
			joined := batchOf(t, rel, rowsOf{{"person": "a@x.example", "channel": nil}, {"person": "b@x.example", "channel": nil}})
			joined.Cols[rel.Index("channel")].Unread = []uint64{1}
			b, err := engine.NewTableBuilder(schema, need, budget, dir)
			if err != nil {
				t.Fatal(err)
			}
			if err := b.Add(joined); err != nil {
				t.Fatal(err)
			}
			table, err := b.Finish()
			if err != nil {
				t.Fatal(err)
			}
			defer table.Close()
			plan, err := engine.Compile(schema, "contact", []*rules.Rule{r}, engine.Env{Tables: map[string]*engine.Table{need.ID(): table}}, engine.Options{Groups: 2})
			if err != nil {
				t.Fatal(err)
			}
			own := batchOf(t, schema.Relation("contact"), rowsOf{{"person": "a@x.example"}, {"person": "b@x.example"}})
			own.Group = []uint16{0, 1}
			plan = answered(t, plan, dir, []*facts.Batch{own})
			part := plan.NewPartial(0)
			if err := plan.NewEvaluator().Run(own, part, nil); err != nil {
				t.Fatal(err)
			}
			if got := part.Rules[0]; got.InNotShown(0) != 1 || got.InBreach(1) != 1 {
				t.Errorf("got not shown %v, breach %v, want one each", got.NotShownBy, got.BreachBy)
			}
		})
	}
}

// Rows without an identity leave open only what they could decide.
func TestKeylessRows(t *testing.T) {
	schema := facts.NewSchema()
	r := ruleOf(t, schema, "contact", "", `exists(suppression, suppression.person == contact.person && suppression.kind == "erasure" && suppression.recorded_at < contact.collected_at)`)
	need := engine.JoinNeeds([]*rules.Rule{r})[0]
	own := rowsOf{{"person": "a@x.example", "collected_at": "2025-01-01"}}
	keyed := map[string]any{"person": "b@x.example", "kind": "erasure"}
	var many rowsOf
	for i := range 1500 {
		many = append(many, map[string]any{"kind": "objection", "recorded_at": calendar.Format(int32(i))})
	}
	for name, c := range map[string]struct {
		keyless rowsOf
		want    string
	}{
		"of another kind":   {rowsOf{{"person": nil, "kind": "objection"}}, "clear"},
		"of the kind":       {rowsOf{{"person": nil, "kind": "objection"}, {"person": nil, "kind": "erasure"}}, "not_shown"},
		"of unknown kind":   {rowsOf{{"person": nil, "kind": nil}}, "not_shown"},
		"too many to tell":  {many, "not_shown"},
		"many that are one": {slices.Repeat(many[:1], 2000), "clear"},
	} {
		t.Run(name, func(t *testing.T) {
			table := tableOf(t, schema, need, append(rowsOf{keyed}, c.keyless...), nil, "")
			env := engine.Env{Tables: map[string]*engine.Table{need.ID(): table}}
			if got := fmt.Sprint(outcomes(t, schema, r, env, own)); got != "["+c.want+"]" {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// answered gives the plan with what its tables on disk answer, the plan itself
// when none is.
func answered(t tester, plan *engine.Plan, dir string, batches []*facts.Batch) *engine.Plan {
	t.Helper()
	if !plan.Spills() {
		return plan
	}
	spool, err := plan.NewSpool(dir)
	if err != nil {
		t.Fatal(err)
	}
	first := plan.NewSpooler(spool)
	for _, b := range batches {
		if err := first.Run(b); err != nil {
			t.Fatal(err)
		}
	}
	answers, err := spool.Resolve(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return plan.WithAnswers(answers)
}
