package engine_test

import (
	"context"
	"fmt"
	"testing"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/engine"
)

// spread makes a hash of a number.
func spread(n uint64) facts.Hash {
	x := n*0x9e3779b97f4a7c15 + 1
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	return facts.Hash{x ^ x>>27, (x * 0x94d049bb133111eb)}.WithKind(facts.KindEmail)
}

const benchJoin = `exists(suppression, suppression.person == contact.person && suppression.kind in ["objection", "unsubscribe"] && suppression.recorded_at < contact.collected_at)`

// keyedBatch makes rows with one identity each, numbered from a number on.
func keyedBatch(rel *facts.Relation, n int, number func(i int) uint64) *facts.Batch {
	b := &facts.Batch{N: n, Cols: make([]facts.Vec, len(rel.Fields))}
	for i := range b.Cols {
		b.Cols[i].Absent = true
	}
	key := facts.Vec{KeyAt: make([]uint32, n+1)}
	days := facts.Vec{Days: make([]int32, n)}
	for i := range n {
		key.Keys = append(key.Keys, spread(number(i)))
		key.KeyAt[i+1] = uint32(i + 1)
		days.Days[i] = int32(18000 + i%700)
	}
	b.Cols[rel.Index("person")] = key
	if rel.Name == "contact" {
		b.Cols[rel.Index("collected_at")] = days
		return b
	}
	kinds := facts.Vec{Codes: make([]uint8, n)}
	for i := range kinds.Codes {
		kinds.Codes[i] = uint8(i%3 + 1)
	}
	b.Cols[rel.Index("kind")], b.Cols[rel.Index("recorded_at")] = kinds, days
	return b
}

// benchTable has a million rows, numbers 0, 10, 20, …: one in ten contacts is there.
func benchTable(b *testing.B, schema *facts.Schema, need engine.JoinNeed, budget *engine.Budget) *engine.Table {
	builder, err := engine.NewTableBuilder(schema, need, budget, b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	const rows = 1_000_000
	for from := 0; from < rows; from += 8000 {
		if err := builder.Add(keyedBatch(schema.Relation("suppression"), 8000, func(i int) uint64 { return uint64(from+i) * 10 })); err != nil {
			b.Fatal(err)
		}
	}
	table, err := builder.Finish()
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := table.Close(); err != nil {
			b.Error(err)
		}
	})
	return table
}

// benchBatches are some rows out of ten million, in no order.
func benchBatches(schema *facts.Schema) []*facts.Batch {
	x := uint64(1)
	out := make([]*facts.Batch, 64)
	for k := range out {
		out[k] = keyedBatch(schema.Relation("contact"), engine.MaxBatch, func(int) uint64 {
			x = x*6364136223846793005 + 1442695040888963407
			return x >> 33 % 10_000_000
		})
	}
	return out
}

// BenchmarkJoin asks a table of a million rows for each of many contacts.
func BenchmarkJoin(b *testing.B) {
	schema := facts.NewSchema()
	rule := ruleOf(b, schema, "contact", "", benchJoin)
	need := engine.JoinNeeds([]*rules.Rule{rule})[0]
	table := benchTable(b, schema, need, nil)
	env := engine.Env{Now: 20000, Tables: map[string]*engine.Table{need.ID(): table}}
	plan, err := engine.Compile(schema, "contact", []*rules.Rule{rule}, env, engine.Options{})
	if err != nil {
		b.Fatal(err)
	}
	batches, part, ev := benchBatches(schema), plan.NewPartial(0), plan.NewEvaluator()
	rows := 0
	for b.Loop() {
		if err := ev.Run(batches[rows/engine.MaxBatch%len(batches)], part, nil); err != nil {
			b.Fatal(err)
		}
		rows += engine.MaxBatch
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(rows), "ns/row")
	b.ReportMetric(float64(table.Stats().Bytes)/float64(table.Stats().Rows), "bytes/entry")
}

// BenchmarkBuild makes the table.
func BenchmarkBuild(b *testing.B) {
	schema := facts.NewSchema()
	need := engine.JoinNeeds([]*rules.Rule{ruleOf(b, schema, "contact", "", benchJoin)})[0]
	for _, budget := range []int64{0, 16 << 20} {
		b.Run(fmt.Sprintf("budget=%dMiB", budget>>20), func(b *testing.B) {
			for b.Loop() {
				benchTable(b, schema, need, engine.NewBudget(budget))
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1e6, "ns/row")
		})
	}
}

// BenchmarkSpilled asks a table on disk, in two passes.
func BenchmarkSpilled(b *testing.B) {
	schema := facts.NewSchema()
	rule := ruleOf(b, schema, "contact", "", benchJoin)
	need := engine.JoinNeeds([]*rules.Rule{rule})[0]
	table := benchTable(b, schema, need, engine.NewBudget(16<<20))
	env := engine.Env{Now: 20000, Tables: map[string]*engine.Table{need.ID(): table}}
	plan, err := engine.Compile(schema, "contact", []*rules.Rule{rule}, env, engine.Options{})
	if err != nil {
		b.Fatal(err)
	}
	batches, rows := benchBatches(schema), 0
	for b.Loop() {
		spool, err := plan.NewSpool(b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		first := plan.NewSpooler(spool)
		for _, batch := range batches {
			if err := first.Run(batch); err != nil {
				b.Fatal(err)
			}
		}
		answers, err := spool.Resolve(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		second := plan.WithAnswers(answers)
		ev, part := second.NewEvaluator(), second.NewPartial(0)
		for _, batch := range batches {
			if err := ev.Run(batch, part, nil); err != nil {
				b.Fatal(err)
			}
			rows += batch.N
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(rows), "ns/row")
}
