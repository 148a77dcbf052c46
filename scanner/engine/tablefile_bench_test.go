package engine_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/engine"
)

// BenchmarkTableFile writes a table of a million rows, opens it, and asks it as
// BenchmarkJoin asks the table in memory.
func BenchmarkTableFile(b *testing.B) {
	schema := facts.NewSchema()
	rule := ruleOf(b, schema, "contact", "", benchJoin)
	need := engine.JoinNeeds([]*rules.Rule{rule})[0]
	table := benchTable(b, schema, need, nil)
	path := filepath.Join(b.TempDir(), "table")
	var out bytes.Buffer
	b.Run("write", func(b *testing.B) {
		for b.Loop() {
			out.Reset()
			if _, err := table.WriteTo(&out); err != nil {
				b.Fatal(err)
			}
		}
		b.SetBytes(int64(out.Len()))
	})
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			t, err := engine.OpenTable(schema, need, path)
			if err == nil {
				err = t.Close()
			}
			if err != nil {
				b.Fatal(err)
			}
		}
		b.SetBytes(int64(out.Len()))
	})
	b.Run("ask", func(b *testing.B) {
		t, err := engine.OpenTable(schema, need, path)
		if err != nil {
			b.Fatal(err)
		}
		plan, err := engine.Compile(schema, "contact", []*rules.Rule{rule}, engine.Env{Now: 20000, Tables: map[string]*engine.Table{need.ID(): t}}, engine.Options{})
		if err != nil {
			b.Fatal(err)
		}
		batches, part, ev, rows := benchBatches(schema), plan.NewPartial(0), plan.NewEvaluator(), 0
		for b.Loop() {
			if err := ev.Run(batches[rows/engine.MaxBatch%len(batches)], part, nil); err != nil {
				b.Fatal(err)
			}
			rows += engine.MaxBatch
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(rows), "ns/row")
		if err := t.Close(); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkKeys adds contacts to a table of which ten thousand in ten million are
// asked for.
func BenchmarkKeys(b *testing.B) {
	schema := facts.NewSchema()
	rule := ruleOf(b, schema, "request", "", `exists(contact, contact.person == request.person && contact.collected_at < request.received_at)`)
	need := engine.JoinNeeds([]*rules.Rule{rule})[0]
	keys, err := engine.NewKeys(schema, []*rules.Rule{rule}, need, nil)
	if err != nil {
		b.Fatal(err)
	}
	asking := &facts.Batch{N: 10_000, Cols: make([]facts.Vec, len(schema.Relation("request").Fields))}
	v := &asking.Cols[schema.Relation("request").Index("person")]
	v.KeyAt = []uint32{0}
	for i := range asking.N {
		v.Keys, v.KeyAt = append(v.Keys, spread(uint64(i)*1000)), append(v.KeyAt, uint32(i+1))
	}
	keys.Add("request", asking)
	builder, err := engine.NewTableBuilder(schema, need, nil, "")
	if err != nil {
		b.Fatal(err)
	}
	if err := builder.Only(keys); err != nil {
		b.Fatal(err)
	}
	batches, rows := benchBatches(schema), 0
	for b.Loop() {
		if err := builder.Add(batches[rows/engine.MaxBatch%len(batches)]); err != nil {
			b.Fatal(err)
		}
		rows += engine.MaxBatch
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(rows), "ns/row")
}
