package engine_test

import (
	"fmt"
	"hash/fnv"
	"slices"
	"testing"

	"leadlint/rules"
	"leadlint/rules/condition"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/scanner/engine"
	"leadlint/scanner/ruletest"
)

// identity makes the hash of a text. What stands before a colon is its kind;
// an e-mail address is the kind where none is named.
func identity(text string) facts.Hash {
	kind := facts.KindEmail
	for k, name := range []string{"name", "email", "phone", "profile", "id", "digest"} {
		if len(text) > len(name) && text[:len(name)+1] == name+":" {
			kind = uint64(k)
		}
	}
	h := fnv.New128a()
	h.Write([]byte(text))
	sum := h.Sum(nil)
	var out facts.Hash
	for i, b := range sum {
		out[i/8] |= uint64(b) << (8 * (i % 8))
	}
	return out.WithKind(kind)
}

// fillKeys gives the joining fields of a batch the identities of its rows,
// each written as a text or as a list of texts.
func fillKeys(rel *facts.Relation, b *facts.Batch, rows []map[string]any) {
	for i := range rel.Fields {
		f, v := &rel.Fields[i], &b.Cols[i]
		if !f.Joining() || v.Absent {
			continue
		}
		v.Keys, v.KeyAt = nil, []uint32{0}
		for _, row := range rows {
			var texts []string
			switch x := row[f.Name].(type) {
			case string:
				texts = []string{x}
			case []string:
				texts = x
			}
			for _, t := range texts {
				h := identity(t)
				if f.Type == facts.Text {
					h = h.WithKind(facts.KindName)
				}
				v.Keys = append(v.Keys, h)
			}
			v.KeyAt = append(v.KeyAt, uint32(len(v.Keys)))
		}
	}
}

// tester is what tests and properties have in common.
type tester interface {
	Helper()
	Fatal(...any)
}

// batchOf makes a batch with its identities.
func batchOf(t tester, rel *facts.Relation, list []map[string]any) *facts.Batch {
	t.Helper()
	plain := slices.Clone(list)
	for i, row := range list {
		plain[i] = map[string]any{}
		for name, v := range row {
			if _, several := v.([]string); several && rel.Field(name).Joining() {
				v = "several"
			}
			plain[i][name] = v
		}
	}
	b, err := ruletest.Batch(rel, plain, nil)
	if err != nil {
		t.Fatal(err)
	}
	fillKeys(rel, b, list)
	return b
}

type rowsOf = []map[string]any

// tableOf builds the table of a need.
func tableOf(t testing.TB, schema *facts.Schema, need engine.JoinNeed, list rowsOf, budget *engine.Budget, dir string) *engine.Table {
	t.Helper()
	builder, err := engine.NewTableBuilder(schema, need, budget, dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) > 0 {
		if err := builder.Add(batchOf(t, schema.Relation(need.Relation), list)); err != nil {
			t.Fatal(err)
		}
	}
	table, err := builder.Finish()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := table.Close(); err != nil {
			t.Error(err)
		}
	})
	return table
}

func ruleOf(t testing.TB, schema *facts.Schema, relation, applies, breach string) *rules.Rule {
	t.Helper()
	c, err := condition.New(schema)
	if err != nil {
		t.Fatal(err)
	}
	r := &rules.Rule{ID: "X-01", On: relation}
	compile := func(text string) *expr.Expr {
		e, err := c.Compile(relation, text)
		if err != nil {
			t.Fatalf("%s\n%v", text, err)
		}
		return e
	}
	if applies != "" {
		r.Applies = compile(applies)
	}
	r.Breach = compile(breach)
	return r
}

// outcomes gives the rule's outcome for each row.
func outcomes(t testing.TB, schema *facts.Schema, r *rules.Rule, env engine.Env, own rowsOf) []string {
	t.Helper()
	out := make([]string, len(own))
	for i := range own {
		plan, err := engine.Compile(schema, r.On, []*rules.Rule{r}, env, engine.Options{})
		if err != nil {
			t.Fatal(err)
		}
		part := plan.NewPartial(0)
		if err := plan.NewEvaluator().Run(batchOf(t, schema.Relation(r.On), own[i:i+1]), part, nil); err != nil {
			t.Fatal(err)
		}
		out[i] = outcome(part)
	}
	return out
}

func outcome(part *engine.Partial) string {
	switch p := &part.Rules[0]; {
	case p.Breach > 0:
		return "breach"
	case p.Clear > 0:
		return "clear"
	case p.NotShown > 0:
		return "not_shown"
	}
	return "not_examined"
}

func TestExists(t *testing.T) {
	schema := facts.NewSchema()
	const erased = `exists(suppression, suppression.person == contact.person && suppression.kind == "erasure")`
	a := rowsOf{{"person": "a@x.example"}}
	for name, c := range map[string]struct {
		breach      string
		own, joined rowsOf // joined nil: not supplied
		want        string
	}{
		"not supplied":              {erased, a, nil, "not_shown"},
		"supplied without rows":     {erased, a, rowsOf{}, "clear"},
		"without rows and identity": {erased, rowsOf{{"person": nil}}, rowsOf{}, "clear"},
		"a match":                   {erased, a, rowsOf{{"person": "a@x.example", "kind": "erasure"}}, "breach"},
		"another condition":         {erased, a, rowsOf{{"person": "a@x.example", "kind": "objection"}}, "clear"},
		"another person":            {erased, a, rowsOf{{"person": "b@x.example", "kind": "erasure"}}, "clear"},
		"unknown for a pair":        {erased, a, rowsOf{{"person": "a@x.example", "kind": nil}, {"person": "a@x.example", "kind": "objection"}}, "not_shown"},
		"true beside unknown":       {erased, a, rowsOf{{"person": "a@x.example", "kind": nil}, {"person": "a@x.example", "kind": "erasure"}}, "breach"},
		"row without identity":      {erased, rowsOf{{"person": nil}}, rowsOf{{"person": "a@x.example", "kind": "erasure"}}, "not_shown"},
		"no column of identity":     {erased, rowsOf{{}}, rowsOf{{"person": "a@x.example", "kind": "erasure"}}, "not_shown"},
		"anybody's rows":            {erased, a, rowsOf{{"person": "b@x.example", "kind": "erasure"}, {"person": nil, "kind": "erasure"}}, "not_shown"},
		"match beside anybody's":    {erased, a, rowsOf{{"person": "a@x.example", "kind": "erasure"}, {"person": nil, "kind": "erasure"}}, "breach"},
		"none": {`none(suppression, suppression.person == contact.person && suppression.kind == "erasure")`, a,
			rowsOf{{"person": "b@x.example", "kind": "erasure"}}, "breach"},
		"dates of both sides": {`exists(suppression, suppression.person == contact.person && suppression.recorded_at < contact.collected_at)`,
			rowsOf{{"person": "a@x.example", "collected_at": "2025-01-02"}}, rowsOf{{"person": "a@x.example", "recorded_at": "2025-01-01"}}, "breach"},
		"the content of the row's own text": {`exists(suppression, suppression.person == contact.person && contact.name == "x")`,
			rowsOf{{"person": "a@x.example", "name": "x"}}, rowsOf{{"person": "a@x.example"}}, "breach"},
		"any of several identities": {erased, rowsOf{{"person": []string{"b@x.example", "a@x.example"}}}, rowsOf{{"person": []string{"a@x.example", "c@x.example"}, "kind": "erasure"}}, "breach"},
		"a telephone alone":         {erased, rowsOf{{"person": []string{"a@x.example", "phone:1"}}}, rowsOf{{"person": "phone:1", "kind": "erasure"}}, "breach"},
		"a shared telephone":        {erased, rowsOf{{"person": []string{"a@x.example", "phone:1"}}}, rowsOf{{"person": []string{"b@x.example", "phone:1"}, "kind": "erasure"}}, "clear"},
		"a telephone and other kinds": {erased, rowsOf{{"person": []string{"a@x.example", "phone:1"}}},
			rowsOf{{"person": []string{"id:b", "phone:1"}, "kind": "erasure"}}, "breach"},
		"a telephone and other identifiers": {erased, rowsOf{{"person": []string{"id:a", "phone:1"}}},
			rowsOf{{"person": []string{"id:b", "phone:1"}, "kind": "erasure"}}, "not_shown"},
		"a recorded field": {`exists(suppression, suppression.person == contact.person && !recorded(suppression.channel))`, a,
			rowsOf{{"person": "a@x.example", "channel": nil}}, "breach"},
		"a field that no column feeds": {`exists(suppression, suppression.person == contact.person && !recorded(suppression.channel))`, a,
			rowsOf{{"person": "a@x.example"}}, "not_shown"},
		"identities of kinds that never meet": {erased, rowsOf{{"person": "id:1"}}, rowsOf{{"person": "a@x.example", "kind": "erasure"}}, "not_shown"},
		"the latest state": {`exists(preference, preference.person == contact.person && preference.latest && preference.value == "refused")`, a,
			rowsOf{{"person": "a@x.example", "value": "refused", "changed_at": "2024-01-01"}, {"person": "a@x.example", "value": "given", "changed_at": "2025-01-01"}}, "clear"},
	} {
		t.Run(name, func(t *testing.T) {
			r := ruleOf(t, schema, "contact", "", c.breach)
			env := engine.Env{Now: 20000, Tables: map[string]*engine.Table{}}
			if c.joined != nil {
				need := engine.JoinNeeds([]*rules.Rule{r})[0]
				env.Tables[need.ID()] = tableOf(t, schema, need, c.joined, nil, "")
			}
			if got := fmt.Sprint(outcomes(t, schema, r, env, c.own)); got != "["+c.want+"]" {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}
