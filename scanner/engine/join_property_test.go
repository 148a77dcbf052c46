package engine_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"leadlint/rules"
	"leadlint/rules/calendar"
	"leadlint/rules/condition"
	"leadlint/rules/condition/oracle"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/scanner/engine"

	"pgregory.net/rapid"
)

// joinCase is a drawn rule that joins a relation, with its rows.
type joinCase struct {
	schema   *facts.Schema
	relation string // joined with contact
	text     string // of the condition over pairs, fields named own_… and joined_…
	// applies and beside are conditions over the row alone: the one selects the
	// rows examined, the other stands beside exists. Both may be "true".
	applies, beside string
	rule            *rules.Rule
	own, joined     rowsOf
	now             string
	// prepare is called with every builder of the table; nil does nothing.
	prepare func(*engine.TableBuilder)
	// build makes the table in place of table; nil does not.
	build func(t *rapid.T, dir string, limit *engine.Budget, order []int) *engine.Table
	// stats is set to those of each table that is built; nil is not.
	stats *engine.TableStats
}

// The fields that conditions over pairs are drawn from.
func pairFields(relation string) (own, joined []string) {
	own = []string{"collected_at", "updated_at", "country", "languages", "name", "opt_out_email", "employees"}
	joined = map[string][]string{
		"suppression": {"kind", "channel", "recorded_at", "lifted_at"},
		"preference":  {"channel", "value", "changed_at", "consented_at", "latest"},
		"snapshot":    {"taken_at", "expires_at", "opt_out_email", "latest"},
	}[relation]
	return own, joined
}

// pairSchema declares a relation of pairs, for the generator and the oracle.
func pairSchema(schema *facts.Schema, relation string) *facts.Schema {
	pair := facts.Relation{Name: "pair"}
	take := func(prefix, from string, names []string) {
		for _, name := range names {
			if f := schema.Relation(from).Field(name); f != nil {
				field := *f
				field.Name, field.Joins = prefix+name, false
				pair.Fields = append(pair.Fields, field)
			}
		}
	}
	own, joined := pairFields(relation)
	take("own_", "contact", own)
	take("joined_", relation, joined)
	return &facts.Schema{Relations: []facts.Relation{pair, *schema.Relation("case")}}
}

// toJoin turns a condition over pairs into what stands inside exists.
func toJoin(e *expr.Expr, relation string) *expr.Expr {
	out := *e
	if name, ok := strings.CutPrefix(e.Ref.Field, "own_"); ok && e.Ref.Relation == "pair" {
		out.Ref = expr.Ref{Relation: "contact", Field: name}
	}
	if name, ok := strings.CutPrefix(e.Ref.Field, "joined_"); ok && e.Ref.Relation == "pair" {
		out.Ref = expr.Ref{Relation: relation, Field: name}
	}
	out.Args = nil
	for _, a := range e.Args {
		out.Args = append(out.Args, toJoin(a, relation))
	}
	return &out
}

func drawJoin(t *rapid.T, schema *facts.Schema, relation string) *joinCase {
	c := &joinCase{schema: schema, relation: relation, now: "2026-01-01"}
	c.drawRule(t)
	c.fill(t, c.rule)
	return c
}

// drawRule draws a rule that joins the relation.
func (c *joinCase) drawRule(t *rapid.T) {
	pairs, alone := pairSchema(c.schema, c.relation), pairSchema(c.schema, "")
	compiler, err := condition.New(pairs)
	if err != nil {
		t.Fatal(err)
	}
	c.text = oracle.RandomCondition(t, pairs, "pair")
	if _, joined := pairFields(c.relation); slices.Contains(joined, "latest") && rapid.Bool().Draw(t, "latest") {
		c.text = "pair.joined_latest && " + c.text
	}
	c.applies, c.beside = "true", "true"
	if rapid.Bool().Draw(t, "guarded") {
		c.applies, c.beside = oracle.RandomCondition(t, alone, "pair"), oracle.RandomCondition(t, alone, "pair")
	}
	key := func(relation string) *expr.Expr {
		return &expr.Expr{Op: expr.Field, Type: facts.Key, Ref: expr.Ref{Relation: relation, Field: "person"}}
	}
	node := func(op expr.Op, args ...*expr.Expr) *expr.Expr {
		return &expr.Expr{Op: op, Type: facts.Bool, Args: args}
	}
	condition := func(text string) *expr.Expr { return toJoin(compile(t, compiler, "pair", text), c.relation) }
	exists := node(expr.Exists, node(expr.Same, key("contact"), key(c.relation)), condition(c.text))
	exists.Relation = c.relation
	c.rule = &rules.Rule{ID: "X-01", On: "contact", Applies: condition(c.applies), Breach: node(expr.And, condition(c.beside), exists)}
}

// fill draws rows for what the rules read.
func (c *joinCase) fill(t *rapid.T, list ...*rules.Rule) {
	var refs []expr.Ref
	add := func(r expr.Ref) {
		if r.Field != "" && r.Field != "person" && r.Field != facts.LatestField && !slices.Contains(refs, r) {
			refs = append(refs, r)
		}
	}
	for _, rule := range list {
		for _, r := range rule.Refs() {
			add(r)
		}
	}
	if st := c.schema.Relation(c.relation).State; st != nil {
		for _, f := range []string{st.Date, st.By, st.Value} {
			add(expr.Ref{Relation: c.relation, Field: f})
		}
	}
	c.own = drawRows(t, c.schema, "contact", refs, rapid.IntRange(1, 130).Draw(t, "own"))
	c.joined = drawRows(t, c.schema, c.relation, refs, rapid.IntRange(0, 30).Draw(t, "joined"))
}

// drawRows draws rows with identities from a small store.
func drawRows(t *rapid.T, schema *facts.Schema, relation string, refs []expr.Ref, n int) rowsOf {
	out := oracle.RandomRows(t, schema, relation, refs, n)
	keyless := rapid.IntRange(0, 3).Draw(t, "keyless")
	for _, row := range out {
		size := rapid.SampledFrom([]int{keyless / 3, 1, 1, 1, 2, 3}).Draw(t, "identities")
		if rapid.IntRange(0, 3).Draw(t, "all keyed") > 0 {
			size = max(size, 1)
		}
		keys := make([]string, size)
		for i := range keys {
			keys[i] = rapid.SampledFrom([]string{"a@x", "b@x", "c@x", "d@x", "phone:1", "phone:2", "id:1", "id:2", "profile:1"}).Draw(t, "identity")
		}
		row["person"] = keys
	}
	return out
}

// by evaluates in one way: with the budget (0: none), so many builders at
// once, and the joined rows in the order given.
func (c *joinCase) by(t *rapid.T, dir string, budget int64, workers int, order []int) []oracle.Truth {
	table := c.table(t, dir, budget, workers, order)
	defer func() { must(t, table.Close()) }()
	day, err := calendar.Parse(c.now)
	must(t, err)
	need := engine.JoinNeeds([]*rules.Rule{c.rule})[0]
	env := engine.Env{Now: day, Tables: map[string]*engine.Table{need.ID(): table}}
	plan, err := engine.Compile(c.schema, "contact", []*rules.Rule{c.rule}, env, engine.Options{Groups: len(c.own)})
	must(t, err)
	batches := c.batches(t)
	if budget > 0 && len(c.joined) > 0 && plan.Spills() != table.Stats().Spilled {
		t.Fatalf("the plan spills: %t, the table: %t", plan.Spills(), table.Stats().Spilled)
	}
	plan = answered(t, plan, dir, batches)
	part := plan.NewPartial(0)
	ev := plan.NewEvaluator()
	for _, b := range batches {
		must(t, ev.Run(b, part, nil))
	}
	out := make([]oracle.Truth, len(c.own))
	for i := range out {
		switch {
		case part.Rules[0].InBreach(i) > 0:
			out[i] = oracle.True
		case part.Rules[0].InNotShown(i) == 0:
			out[i] = oracle.False
		}
	}
	return out
}

// batches cuts the rule's own rows into batches; each row is a group.
func (c *joinCase) batches(t *rapid.T) []*facts.Batch {
	whole := batchOf(t, c.schema.Relation("contact"), c.own)
	whole.Group = make([]uint16, len(c.own))
	for i := range whole.Group {
		whole.Group[i] = uint16(i)
	}
	var out []*facts.Batch
	for from := 0; from < whole.N; {
		to := min(whole.N, from+rapid.IntRange(1, 30).Draw(t, "batch"))
		out = append(out, whole.Slice(from, to))
		from = to
	}
	return out
}

func (c *joinCase) table(t *rapid.T, dir string, budget int64, workers int, order []int) *engine.Table {
	need := engine.JoinNeeds([]*rules.Rule{c.rule})[0]
	var limit *engine.Budget
	if budget > 0 {
		limit = engine.NewBudget(budget)
	}
	if c.build != nil {
		return c.build(t, dir, limit, order)
	}
	b, err := engine.NewTableBuilder(c.schema, need, limit, dir)
	must(t, err)
	if c.prepare != nil {
		c.prepare(b)
	}
	var wait sync.WaitGroup
	errs := make([]error, workers)
	for w := range workers {
		var mine rowsOf
		for i, at := range order {
			if i%workers == w {
				mine = append(mine, c.joined[at])
			}
		}
		if len(mine) == 0 {
			continue
		}
		batch := batchOf(t, c.schema.Relation(c.relation), mine)
		wait.Go(func() {
			for i := range batch.N {
				if errs[w] = b.Add(batch.Slice(i, i+1)); errs[w] != nil {
					return
				}
			}
		})
	}
	wait.Wait()
	for _, err := range errs {
		must(t, err)
	}
	table, err := b.Finish()
	must(t, err)
	if c.stats != nil {
		*c.stats = table.Stats()
	}
	return table
}

// TestJoinsAgree holds joins in memory and on disk, in any order of rows and
// with any number of builders, to a double loop over all pairs.
func TestJoinsAgree(t *testing.T) {
	schema, dir := facts.NewSchema(), t.TempDir()
	seen := map[oracle.Truth]int{}
	rapid.Check(t, func(t *rapid.T) {
		c := drawJoin(t, schema, rapid.SampledFrom([]string{"suppression", "preference", "snapshot"}).Draw(t, "relation"))
		order := make([]int, len(c.joined))
		for i := range order {
			order[i] = i
		}
		want := c.naive(t)
		for _, v := range want {
			seen[v[0]]++
		}
		shuffled := rapid.Permutation(order).Draw(t, "order")
		first := c.by(t, dir, 0, 1, order)
		for i, got := range first {
			if got != want[i][0] && got != want[i][1] {
				t.Fatalf("row %d is %s, want %s\ncondition: %s; %s; %s\nrow: %v\njoined: %v", i, got, want[i], c.applies, c.beside, c.text, c.own[i], c.joined)
			}
		}
		for name, got := range map[string][]oracle.Truth{
			"in another order":      c.by(t, dir, 0, 3, shuffled),
			"on disk":               c.by(t, dir, 1, 1, order),
			"on disk, in any order": c.by(t, dir, rapid.Int64Range(1, 3000).Draw(t, "budget"), 2, shuffled),
		} {
			for i := range first {
				if got[i] != first[i] {
					t.Fatalf("%s: row %d is %s, in memory it is %s\ncondition: %s; %s; %s\nrow: %v\njoined: %v", name, i, got[i], first[i], c.applies, c.beside, c.text, c.own[i], c.joined)
				}
			}
		}
	})
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%d temporary files are left (%v)", len(left), err)
	}
	if seen[oracle.True] == 0 || seen[oracle.False] == 0 || seen[oracle.Unknown] == 0 {
		t.Errorf("not every value came out: %v", seen)
	}
	t.Logf("outcomes: %v", seen)
}

// TestJoinsShare holds rules that are compiled together, and so share tables,
// pairs and conditions, to the same rules compiled alone.
func TestJoinsShare(t *testing.T) {
	schema := facts.NewSchema()
	rapid.Check(t, func(t *rapid.T) {
		c := &joinCase{schema: schema, relation: rapid.SampledFrom([]string{"suppression", "preference"}).Draw(t, "relation")}
		var list []*rules.Rule
		for i := range 4 {
			c.drawRule(t)
			if i > 0 && rapid.Bool().Draw(t, "same condition") {
				c.rule.Breach.Args[1] = list[0].Breach.Args[1]
			}
			list = append(list, c.rule)
		}
		c.fill(t, list...)
		need := engine.JoinNeeds(list)[0]
		b, err := engine.NewTableBuilder(schema, need, nil, "")
		must(t, err)
		if len(c.joined) > 0 {
			must(t, b.Add(batchOf(t, schema.Relation(c.relation), c.joined)))
		}
		table, err := b.Finish()
		must(t, err)
		env := engine.Env{Now: 20454, Tables: map[string]*engine.Table{need.ID(): table}}
		batches := c.batches(t)
		run := func(list ...*rules.Rule) []engine.RulePartial {
			plan, err := engine.Compile(schema, "contact", list, env, engine.Options{Groups: len(c.own)})
			must(t, err)
			part, ev := plan.NewPartial(0), plan.NewEvaluator()
			for _, b := range batches {
				must(t, ev.Run(b, part, nil))
			}
			return part.Rules
		}
		together := run(list...)
		for i, r := range list {
			if got, want := fmt.Sprint(together[i]), fmt.Sprint(run(r)[0]); got != want {
				t.Fatalf("rule %d: together %s, alone %s", i, got, want)
			}
		}
	})
}
