package engine_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/engine"

	"pgregory.net/rapid"
)

// builder makes a builder of the case's table with the rows of an order.
func (c *joinCase) builder(t *rapid.T, dir string, limit *engine.Budget, order []int) *engine.TableBuilder {
	b, err := engine.NewTableBuilder(c.schema, engine.JoinNeeds([]*rules.Rule{c.rule})[0], limit, dir)
	must(t, err)
	for len(order) > 0 {
		n := rapid.IntRange(1, len(order)).Draw(t, "rows of a batch")
		var list rowsOf
		for _, at := range order[:n] {
			list = append(list, c.joined[at])
		}
		must(t, b.Add(batchOf(t, c.schema.Relation(c.relation), list)))
		order = order[n:]
	}
	return b
}

// ordered gives the rows in their order.
func (c *joinCase) ordered() []int {
	order := make([]int, len(c.joined))
	for i := range order {
		order[i] = i
	}
	return order
}

func drawBudget(t *rapid.T) *engine.Budget {
	return engine.NewBudget(rapid.SampledFrom([]int64{0, 1, 500, 3000}).Draw(t, "budget of a part"))
}

// TestJoinedRows: a table whose rows were gathered in several places and sent
// answers as one to which they were added here, and what is sent does not depend on
// the order of rows, on what lies on disk or on how parts are put together.
func TestJoinedRows(t *testing.T) {
	schema, dir := facts.NewSchema(), t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		c := drawJoin(t, schema, rapid.SampledFrom([]string{"suppression", "disclosure", "preference", "snapshot"}).Draw(t, "relation"))
		incomplete := rapid.IntRange(0, 9).Draw(t, "incomplete") == 0
		finish := func(t *rapid.T, b *engine.TableBuilder) *engine.Table {
			table, err := b.Finish()
			must(t, err)
			s := table.Stats()
			if c.stats != nil {
				s.Bytes, s.Spilled = 0, false
				*c.stats = s
			}
			return table
		}
		c.build = func(t *rapid.T, dir string, limit *engine.Budget, order []int) *engine.Table {
			b := c.builder(t, dir, limit, order)
			if incomplete {
				b.Incomplete()
			}
			return finish(t, b)
		}
		var here, there engine.TableStats
		c.stats = &here
		want := c.by(t, dir, 0, 1, c.ordered())
		whole, err := c.builder(t, dir, nil, c.ordered()).Export()
		must(t, err)
		c.stats = &there
		c.build = func(t *rapid.T, dir string, limit *engine.Budget, _ []int) *engine.Table {
			return finish(t, c.gathered(t, dir, limit, incomplete, whole))
		}
		for _, disk := range []int64{0, 1} {
			got := c.by(t, dir, disk, 1, c.ordered())
			if there != here {
				t.Fatalf("got %+v of rows that were sent, want %+v", there, here)
			}
			for i := range want {
				if got[i] != want[i] {
					t.Fatalf("row %d is %s of rows that were sent, want %s\ncondition: %s; %s; %s\nrow: %v\njoined: %v", i, got[i], want[i], c.applies, c.beside, c.text, c.own[i], c.joined)
				}
			}
		}
	})
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%d temporary files are left (%v)", len(left), err)
	}
}

// gathered gives a builder that imported the case's rows from several parts.
func (c *joinCase) gathered(t *rapid.T, dir string, limit *engine.Budget, incomplete bool, whole *engine.JoinedRows) *engine.TableBuilder {
	order := rapid.Permutation(c.ordered()).Draw(t, "order")
	sum, out := &engine.JoinedRows{}, c.builder(t, dir, limit, nil)
	apart := rapid.Bool().Draw(t, "imported one by one")
	for first := true; first || len(order) > 0; first = false {
		n := rapid.IntRange(0, len(order)).Draw(t, "part")
		part := c.builder(t, dir, drawBudget(t), order[:n])
		order = order[n:]
		if incomplete && len(order) == 0 {
			part.Incomplete()
		}
		sent, err := part.Export()
		must(t, errors.Join(err, part.Close()))
		if rapid.Bool().Draw(t, "before") {
			sent, sum = sum, sent
		}
		must(t, sum.Merge(sent))
		if apart {
			must(t, out.Import(sum))
			sum = &engine.JoinedRows{}
		}
	}
	must(t, out.Import(sum))
	again, err := out.Export()
	must(t, err)
	if !incomplete && (again.Rows != whole.Rows || again.Keyless != whole.Keyless || !bytes.Equal(again.Data, whole.Data)) {
		t.Fatalf("got %d bytes of %d rows, want the %d of %d that the rows give at once", len(again.Data), again.Rows, len(whole.Data), whole.Rows)
	}
	return out
}

// supplied compares two identities, and asks for a text and for a cell not understood.
const supplied = `exists(disclosure, disclosure.person == send.person && known(disclosure.fields) && recorded(disclosure.disclosed_at) && disclosure.recipient == send.supplier)`

// joinedSeed is what a builder gives of two rows, with the need of its table.
func joinedSeed(t testing.TB) (*facts.Schema, engine.JoinNeed, *engine.JoinedRows) {
	t.Helper()
	schema := facts.NewSchema()
	r := ruleOf(t, schema, "send", "", supplied)
	need := engine.JoinNeeds([]*rules.Rule{r})[0]
	b, err := engine.NewTableBuilder(schema, need, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	err = b.Add(batchOf(t, schema.Relation("disclosure"), rowsOf{
		{"person": []string{"a@x.example", "phone:1"}, "fields": "shoe size", "disclosed_at": "2025-01-01", "recipient": "Pegasus"},
		{"person": "b@x.example", "disclosed_at": "2025-01-01"},
		{"person": nil, "disclosed_at": "2024-01-01"},
	}))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := b.Export()
	if err != nil {
		t.Fatal(err)
	}
	return schema, need, rows
}

// Rows of another join, and bytes that were not written so, are refused, and the
// builder goes on as if nothing had been.
func TestImportRefuses(t *testing.T) {
	schema, need, rows := joinedSeed(t)
	other := engine.JoinNeed{Relation: "suppression", Key: "person", Fields: []engine.JoinField{{Name: "kind"}}}
	b, err := engine.NewTableBuilder(schema, other, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	before, err := b.Export()
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Import(rows); err == nil {
		t.Error("rows of another join: got no error")
	}
	if err := (&engine.JoinedRows{Rows: before.Rows, Data: before.Data}).Merge(rows); err == nil {
		t.Error("merging rows of another join: got no error")
	}
	if after, err := b.Export(); err != nil || !bytes.Equal(after.Data, before.Data) {
		t.Errorf("the builder has changed (%v)", err)
	}
	for name, change := range map[string]func(*engine.JoinedRows){
		"cut":            func(r *engine.JoinedRows) { r.Data = r.Data[:len(r.Data)-1] },
		"longer":         func(r *engine.JoinedRows) { r.Data = append(r.Data, 0) },
		"no data":        func(r *engine.JoinedRows) { r.Data = nil },
		"version":        func(r *engine.JoinedRows) { r.Data[0]++ },
		"other rules":    func(r *engine.JoinedRows) { r.Data[1]++ },
		"negative rows":  func(r *engine.JoinedRows) { r.Rows = -1 },
		"fewer rows":     func(r *engine.JoinedRows) { r.Rows = 1 },
		"keyless beyond": func(r *engine.JoinedRows) { r.Keyless = 4 },
	} {
		t.Run(name, func(t *testing.T) {
			b, err := engine.NewTableBuilder(schema, need, nil, "")
			if err != nil {
				t.Fatal(err)
			}
			bad := &engine.JoinedRows{Rows: rows.Rows, Keyless: rows.Keyless, Data: bytes.Clone(rows.Data)}
			if err := b.Import(bad); err != nil {
				t.Fatalf("unchanged: %v", err)
			}
			change(bad)
			if err := b.Import(bad); err == nil {
				t.Error("got no error, want one")
			}
			if table, err := b.Finish(); err != nil || table.Stats().Rows != rows.Rows {
				t.Errorf("got %v, want the table of what was imported before", err)
			}
		})
	}
}

// Beyond some number of different rows without an identity, none is kept, wherever
// they were gathered.
func TestJoinedRowsOfManyKeyless(t *testing.T) {
	schema := facts.NewSchema()
	need := engine.JoinNeed{Relation: "suppression", Key: "person", Fields: []engine.JoinField{{Name: "recorded_at"}}}
	builder := func(from, n int) *engine.TableBuilder {
		b, err := engine.NewTableBuilder(schema, need, nil, "")
		if err != nil {
			t.Fatal(err)
		}
		var list rowsOf
		for i := range n {
			list = append(list, map[string]any{"person": nil, "recorded_at": fmt.Sprintf("%04d-01-01", 1000+from+i)})
		}
		if n == 0 {
			return b
		}
		if err := b.Add(batchOf(t, schema.Relation("suppression"), list)); err != nil {
			t.Fatal(err)
		}
		return b
	}
	export := func(b *engine.TableBuilder) *engine.JoinedRows {
		rows, err := b.Export()
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	for _, n := range []int{600, 1024, 1025, 1200} {
		whole, merged, imported := export(builder(0, n)), export(builder(0, 600)), builder(0, 600)
		rest := export(builder(600, n-600))
		if err := errors.Join(merged.Merge(rest), imported.Import(rest)); err != nil {
			t.Fatal(err)
		}
		for name, got := range map[string]*engine.JoinedRows{"merged": merged, "imported": export(imported)} {
			if got.Rows != whole.Rows || got.Keyless != whole.Keyless || !bytes.Equal(got.Data, whole.Data) {
				t.Errorf("%d rows, %s: got other rows than at once", n, name)
			}
		}
	}
}

// Whatever bytes are imported, the outcome is an error or a table that answers.
func FuzzImport(f *testing.F) {
	schema, need, rows := joinedSeed(f)
	r := ruleOf(f, schema, "send", "", supplied)
	own := batchOf(f, schema.Relation("send"), rowsOf{{"person": []string{"a@x.example", "phone:1"}, "supplier": "Pegasus"}, {"person": "b@x.example"}})
	f.Add(rows.Rows, rows.Keyless, rows.Data)
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		data := bytes.Clone(rows.Data)
		data[random.IntN(len(data))] ^= 1 << random.IntN(8)
		f.Add(rows.Rows, rows.Keyless, data)
	}
	f.Fuzz(func(t *testing.T, n, keyless int64, data []byte) {
		in := &engine.JoinedRows{Rows: n, Keyless: keyless, Data: data}
		b, err := engine.NewTableBuilder(schema, need, nil, "")
		if err != nil {
			t.Fatal(err)
		}
		if b.Import(in) != nil {
			return
		}
		if err := in.Merge(&engine.JoinedRows{}); err != nil {
			t.Fatalf("imported, but not merged: %v", err)
		}
		table, err := b.Finish()
		if err != nil {
			t.Fatal(err)
		}
		plan, err := engine.Compile(schema, "send", []*rules.Rule{r}, engine.Env{Now: 20000, Tables: map[string]*engine.Table{need.ID(): table}}, engine.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := plan.NewEvaluator().Run(own, plan.NewPartial(1), nil); err != nil {
			t.Fatal(fmt.Errorf("a table that was imported: %w", err))
		}
	})
}
