package engine_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/engine"
)

// spilled is a table on disk with a plan that joins it.
func spilled(t *testing.T, dir, breach string, joined rowsOf) (*engine.Plan, *engine.Table, *facts.Schema) {
	t.Helper()
	schema := facts.NewSchema()
	r := ruleOf(t, schema, "contact", "", breach)
	need := engine.JoinNeeds([]*rules.Rule{r})[0]
	table := tableOf(t, schema, need, joined, engine.NewBudget(1), dir)
	plan, err := engine.Compile(schema, "contact", []*rules.Rule{r}, engine.Env{Now: 20000, Tables: map[string]*engine.Table{need.ID(): table}}, engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return plan, table, schema
}

func files(t *testing.T, dir string) (paths []string, content []byte) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o600)
		if d.IsDir() {
			want = 0o700
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s has the permissions %o, want %o", d.Name(), info.Mode().Perm(), want)
		}
		paths = append(paths, path)
		if d.IsDir() {
			return nil
		}
		b, err := os.ReadFile(path)
		content = append(content, b...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths, content
}

const namedErased = `exists(disclosure, disclosure.person == contact.person && contact.name == "Odile Marchepied" && known(disclosure.fields) && disclosure.disclosed_at > contact.opt_out_at)`

// Temporary files hold no text that was read, are closed to others and vanish.
func TestTemporaryFiles(t *testing.T) {
	dir := t.TempDir()
	plan, table, schema := spilled(t, dir, namedErased, rowsOf{
		{"person": []string{"odile@x.example", "phone:+33639980001"}, "fields": "shoe size", "disclosed_at": "2025-01-01"},
		{"person": "paul@x.example", "fields": "shoe size", "disclosed_at": "2025-01-01"},
	})
	spool, err := plan.NewSpool(dir)
	if err != nil {
		t.Fatal(err)
	}
	first := plan.NewSpooler(spool)
	own := batchOf(t, schema.Relation("contact"), rowsOf{{"person": "odile@x.example", "name": "Odile Marchepied", "opt_out_at": "2024-01-01"}})
	for range 2000 { // more than is gathered before it is written
		if err := first.Run(own); err != nil {
			t.Fatal(err)
		}
	}
	paths, content := files(t, dir)
	if len(paths) < 4 || len(content) == 0 {
		t.Fatalf("got %d files of %d bytes, want some of the table and of the spool", len(paths), len(content))
	}
	for _, text := range []string{"odile", "Odile", "paul", "shoe", "example", "33639980001"} {
		if bytes.Contains(content, []byte(text)) {
			t.Errorf("a temporary file holds %q", text)
		}
	}
	answers, err := spool.Resolve(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	second := plan.WithAnswers(answers)
	part, ev := second.NewPartial(0), second.NewEvaluator()
	for range 2000 {
		if err := ev.Run(own, part, nil); err != nil {
			t.Fatal(err)
		}
	}
	if part.Rules[0].Breach != 2000 {
		t.Errorf("got %d breaches, want 2000", part.Rules[0].Breach)
	}
	if err := ev.Run(own, part, nil); err == nil || !strings.Contains(err.Error(), "more rows than the first") {
		t.Errorf("got %v, want an error about a row that was not in the first pass", err)
	}
	if err := errors.Join(table.Close(), spool.Close()); err != nil {
		t.Fatal(err)
	}
	if paths, _ := files(t, dir); len(paths) > 0 {
		t.Errorf("%d temporary files are left", len(paths))
	}
}

func TestSpillErrors(t *testing.T) {
	joined := rowsOf{{"person": "a@x.example", "kind": "erasure"}, {"person": "b@x.example", "kind": "erasure"}}
	const erased = `exists(suppression, suppression.person == contact.person && suppression.kind == "erasure")`
	t.Run("evaluated without answers", func(t *testing.T) {
		plan, _, schema := spilled(t, t.TempDir(), erased, joined)
		own := batchOf(t, schema.Relation("contact"), rowsOf{{"person": "a@x.example"}})
		if err := plan.NewEvaluator().Run(own, plan.NewPartial(0), nil); err == nil {
			t.Error("got no error, want one: the table lies on disk")
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		dir := t.TempDir()
		plan, table, _ := spilled(t, dir, erased, joined)
		spool, err := plan.NewSpool(dir)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := spool.Resolve(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want that it was cancelled", err)
		}
		if err := table.Close(); err != nil {
			t.Fatal(err)
		}
		if left, _ := files(t, dir); len(left) > 0 {
			t.Errorf("%d temporary files are left", len(left))
		}
	})
	t.Run("a folder that does not exist", func(t *testing.T) {
		schema := facts.NewSchema()
		need := engine.JoinNeeds([]*rules.Rule{ruleOf(t, schema, "contact", "", erased)})[0]
		b, err := engine.NewTableBuilder(schema, need, engine.NewBudget(1), filepath.Join(t.TempDir(), "none"))
		if err != nil {
			t.Fatal(err)
		}
		err = b.Add(batchOf(t, schema.Relation("suppression"), joined))
		if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "temporary file") {
			t.Errorf("got %v, want that the temporary file could not be made", err)
		}
		if _, again := b.Finish(); !errors.Is(again, fs.ErrNotExist) {
			t.Errorf("Finish gives %v, want the first error", again)
		}
	})
	t.Run("files that were removed", func(t *testing.T) {
		dir := t.TempDir()
		plan, _, schema := spilled(t, dir, erased, joined)
		spool, err := plan.NewSpool(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := plan.NewSpooler(spool).Run(batchOf(t, schema.Relation("contact"), rowsOf{{"person": "a@x.example"}})); err != nil {
			t.Fatal(err)
		}
		paths, _ := files(t, dir)
		for _, p := range paths {
			if err := os.RemoveAll(p); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := spool.Resolve(context.Background()); err == nil {
			t.Error("got no error, want one: the files are gone")
		}
	})
	t.Run("given up", func(t *testing.T) {
		dir, schema, budget := t.TempDir(), facts.NewSchema(), engine.NewBudget(1)
		need := engine.JoinNeeds([]*rules.Rule{ruleOf(t, schema, "contact", "", erased)})[0]
		b, err := engine.NewTableBuilder(schema, need, budget, dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(b.Add(batchOf(t, schema.Relation("suppression"), joined)), b.Close()); err != nil {
			t.Fatal(err)
		}
		if left, _ := files(t, dir); len(left) > 0 || budget.Used() != 0 {
			t.Errorf("%d temporary files and %d bytes are left", len(left), budget.Used())
		}
	})
}

// Tables share a budget: the one that it has no room for goes to disk.
func TestBudget(t *testing.T) {
	schema, dir := facts.NewSchema(), t.TempDir()
	need := engine.JoinNeed{Relation: "suppression", Key: "person", Fields: []engine.JoinField{{Name: "kind"}}}
	var joined rowsOf
	for i := range 100 {
		joined = append(joined, map[string]any{"person": fmt.Sprint("p", i), "kind": "erasure"})
	}
	budget := engine.NewBudget(14_000)
	small := tableOf(t, schema, need, joined, budget, dir)
	large := tableOf(t, schema, need, joined, budget, dir)
	if small.Stats().Spilled || !large.Stats().Spilled {
		t.Errorf("got spilled %t and %t, want the second", small.Stats().Spilled, large.Stats().Spilled)
	}
	if a, b := small.Stats(), large.Stats(); a.Persons != 100 || b.Persons != 100 || budget.Used() < a.Bytes {
		t.Errorf("got %+v and %+v with %d bytes in use", a, b, budget.Used())
	}
	if err := errors.Join(small.Close(), large.Close()); err != nil || budget.Used() != 0 {
		t.Errorf("%d bytes are in use after closing (%v)", budget.Used(), err)
	}
}

// A part of a table on disk is small enough for the budget.
func TestPartsAreSmall(t *testing.T) {
	schema, dir := facts.NewSchema(), t.TempDir()
	need := engine.JoinNeed{Relation: "suppression", Key: "person", Fields: []engine.JoinField{{Name: "kind"}}}
	var joined rowsOf
	for i := range 30000 {
		joined = append(joined, map[string]any{"person": fmt.Sprint("p", i), "kind": "erasure"})
	}
	table := tableOf(t, schema, need, joined, engine.NewBudget(64<<10), dir)
	paths, _ := files(t, dir)
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			t.Fatal(err)
		}
		if !info.IsDir() && info.Size() > 16<<10 {
			t.Errorf("a part has %d bytes", info.Size())
		}
	}
	if got := table.Stats(); got.Persons != 30000 || len(paths) < 40 {
		t.Errorf("got %+v in %d files", got, len(paths))
	}
}

func TestTableStats(t *testing.T) {
	schema := facts.NewSchema()
	need := engine.JoinNeed{Relation: "preference", Key: "person", Fields: []engine.JoinField{{Name: "latest"}}}
	joined := rowsOf{
		{"person": []string{"a@x.example", "phone:1"}, "channel": "email", "value": "given", "changed_at": "2025-01-01"},
		{"person": []string{"a@x.example", "phone:1"}, "channel": "email", "value": "refused", "changed_at": "2025-01-01"},
		{"person": []string{"b@x.example", "b@x.example"}, "channel": "email", "value": "given", "changed_at": "2025-01-01"},
		{"person": "phone:2", "channel": "email", "value": "given", "changed_at": nil},
		{"person": nil, "channel": "email", "value": "given"},
	}
	for name, budget := range map[string]*engine.Budget{"in memory": nil, "on disk": engine.NewBudget(1)} {
		t.Run(name, func(t *testing.T) {
			got := tableOf(t, schema, need, joined, budget, t.TempDir()).Stats()
			if got.Bytes == 0 || got.Spilled != (budget != nil) {
				t.Errorf("got %d bytes, spilled %t", got.Bytes, got.Spilled)
			}
			got.Bytes, got.Spilled = 0, false
			if want := (engine.TableStats{Rows: 5, Keyless: 1, Kept: 4, Persons: 3, Repeated: 1, Contradictory: 1}); got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
		})
	}
}

// One table serves evaluators of several plans at once.
func TestJoinConcurrently(t *testing.T) {
	schema := facts.NewSchema()
	r := ruleOf(t, schema, "contact", "", `exists(suppression, suppression.person == contact.person && suppression.kind == "erasure")`)
	need := engine.JoinNeeds([]*rules.Rule{r})[0]
	table := tableOf(t, schema, need, rowsOf{{"person": "a@x.example", "kind": "erasure"}}, nil, "")
	env := engine.Env{Now: 20000, Tables: map[string]*engine.Table{need.ID(): table}}
	own := batchOf(t, schema.Relation("contact"), rowsOf{{"person": "a@x.example"}, {"person": "b@x.example"}})
	var wait sync.WaitGroup
	for range 4 {
		plan, err := engine.Compile(schema, "contact", []*rules.Rule{r}, env, engine.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			wait.Go(func() {
				part, ev := plan.NewPartial(0), plan.NewEvaluator()
				for range 50 {
					if err := ev.Run(own, part, nil); err != nil {
						t.Error(err)
					}
				}
				if p := part.Rules[0]; p.Breach != 50 || p.Clear != 50 {
					t.Errorf("got %d breaches and %d clear, want 50 and 50", p.Breach, p.Clear)
				}
			})
		}
	}
	wait.Wait()
}
