package engine_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/engine"

	"pgregory.net/rapid"
)

// written writes a table as a file of the name.
func written(t tester, table *engine.Table, path string) []byte {
	t.Helper()
	var out bytes.Buffer
	n, err := table.WriteTo(&out)
	if err != nil {
		t.Fatal(err)
	}
	if n != int64(out.Len()) {
		t.Fatal("WriteTo counts", n, "bytes, and wrote", out.Len())
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func digestOf(t tester, table *engine.Table) string {
	t.Helper()
	d, err := table.Digest()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestTableFiles: a table that was written and opened answers as the one in memory,
// wherever it lay, and has its digest.
func TestTableFiles(t *testing.T) {
	schema, dir := facts.NewSchema(), t.TempDir()
	path := filepath.Join(t.TempDir(), "table")
	rapid.Check(t, func(t *rapid.T) {
		c := drawJoin(t, schema, rapid.SampledFrom([]string{"suppression", "disclosure", "preference", "snapshot"}).Draw(t, "relation"))
		need := engine.JoinNeeds([]*rules.Rule{c.rule})[0]
		incomplete := rapid.IntRange(0, 9).Draw(t, "incomplete") == 0
		repeat := rapid.SampledFrom([]int{1, 1, 1, 70}).Draw(t, "repeat")
		var stats engine.TableStats
		var digest string
		finish := func(t *rapid.T, limit *engine.Budget, order []int) *engine.Table {
			b := c.builder(t, dir, limit, order)
			for range repeat - 1 {
				if len(order) > 0 {
					must(t, b.Add(batchOf(t, schema.Relation(c.relation), c.joined[:1])))
				}
			}
			if incomplete {
				b.Incomplete()
			}
			table, err := b.Finish()
			must(t, err)
			if d := digestOf(t, table); digest == "" {
				digest = d
			} else if digest != d {
				t.Fatalf("got the digest %s, want %s", d, digest)
			}
			got := table.Stats()
			got.Bytes, got.Spilled = 0, false
			if stats == (engine.TableStats{}) {
				stats = got
			}
			if got != stats {
				t.Fatalf("got %+v, want %+v", got, stats)
			}
			return table
		}
		c.build = func(t *rapid.T, _ string, _ *engine.Budget, order []int) *engine.Table { return finish(t, nil, order) }
		want := c.by(t, dir, 0, 1, c.ordered())
		c.build = func(t *rapid.T, _ string, _ *engine.Budget, order []int) *engine.Table {
			table := finish(t, drawBudget(t), rapid.Permutation(order).Draw(t, "order"))
			data := written(t, table, path)
			must(t, table.Close())
			table, err := engine.OpenTable(schema, need, path)
			must(t, err)
			got := table.Stats()
			if got.Bytes != int64(len(data)) || got.Spilled {
				t.Fatalf("got %+v of a file of %d bytes", got, len(data))
			}
			if got.Bytes = 0; got != stats || digestOf(t, table) != digest {
				t.Fatalf("got %+v, %s of a file, want %+v, %s", got, digestOf(t, table), stats, digest)
			}
			if again := written(t, table, path+"2"); !bytes.Equal(again, data) {
				t.Fatal("a table that was opened is written as another")
			}
			return table
		}
		got := c.by(t, dir, 0, 1, c.ordered())
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("row %d is %s by a file, %s in memory\ncondition: %s; %s; %s\nrow: %v\njoined: %v", i, got[i], want[i], c.applies, c.beside, c.text, c.own[i], c.joined)
			}
		}
	})
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%d temporary files are left (%v)", len(left), err)
	}
}

// A table that is too large for the budget is written from its parts, and holds the
// same.
func TestTableFileOfParts(t *testing.T) {
	schema, dir := facts.NewSchema(), t.TempDir()
	r := ruleOf(t, schema, "send", "", supplied)
	need := engine.JoinNeeds([]*rules.Rule{r})[0]
	var joined, own rowsOf
	for i := range 8000 {
		joined = append(joined, map[string]any{"person": []string{fmt.Sprint("p", i), fmt.Sprint("phone:", i/100)}, "recipient": "Pegasus", "disclosed_at": "2025-01-01", "fields": "size"})
	}
	for i := range 1000 {
		joined[i]["person"] = "common"
	}
	for i := range 2000 {
		own = append(own, map[string]any{"person": fmt.Sprint("p", 11*i), "supplier": "Pegasus"})
	}
	answer := func(table *engine.Table) string {
		plan, err := engine.Compile(schema, "send", []*rules.Rule{r}, engine.Env{Now: 20454, Tables: map[string]*engine.Table{need.ID(): table}}, engine.Options{})
		if err != nil {
			t.Fatal(err)
		}
		part := plan.NewPartial(0)
		if err := plan.NewEvaluator().Run(batchOf(t, schema.Relation("send"), own), part, nil); err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(part.Rules)
	}
	whole := tableOf(t, schema, need, joined, nil, dir)
	want := answer(whole)
	for _, budget := range []int64{16 << 10, 256 << 10} {
		table := tableOf(t, schema, need, joined, engine.NewBudget(budget), dir)
		if !table.Stats().Spilled || digestOf(t, table) != digestOf(t, whole) {
			t.Fatalf("budget of %d: got %+v with another digest", budget, table.Stats())
		}
		path := filepath.Join(t.TempDir(), "table")
		written(t, table, path)
		file, err := engine.OpenTable(schema, need, path)
		if err != nil {
			t.Fatal(err)
		}
		if got := answer(file); got != want {
			t.Errorf("budget of %d: got %s, want %s", budget, got, want)
		}
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestOpenTableRefuses(t *testing.T) {
	schema, dir := facts.NewSchema(), t.TempDir()
	r := ruleOf(t, schema, "send", "", supplied)
	need := engine.JoinNeeds([]*rules.Rule{r})[0]
	path := filepath.Join(dir, "table")
	whole := written(t, tableOf(t, schema, need, rowsOf{
		{"person": []string{"a@x.example", "phone:1"}, "fields": "shoe size", "disclosed_at": "2025-01-01", "recipient": "Pegasus"},
		{"person": nil, "disclosed_at": "2024-01-01"},
	}, nil, ""), path)
	for _, text := range []string{"a@x", "shoe", "Pegasus"} {
		if bytes.Contains(whole, []byte(text)) {
			t.Errorf("the file holds %q", text)
		}
	}
	refused := func(t *testing.T, need engine.JoinNeed, data []byte, want string) {
		t.Helper()
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		table, err := engine.OpenTable(schema, need, path)
		if err == nil {
			t.Fatal("got no error, want one", table.Close())
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("got %q, want it to say %q", err, want)
		}
	}
	t.Run("no file", func(t *testing.T) {
		if _, err := engine.OpenTable(schema, need, filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("got %v, want that there is none", err)
		}
	})
	t.Run("a folder", func(t *testing.T) {
		if _, err := engine.OpenTable(schema, need, dir); err == nil {
			t.Error("got no error, want one")
		}
	})
	t.Run("empty", func(t *testing.T) { refused(t, need, nil, "no table file") })
	t.Run("another need", func(t *testing.T) {
		refused(t, engine.JoinNeed{Relation: "suppression", Key: "person"}, whole, `one of "disclosure.person"`)
	})
	t.Run("other rules", func(t *testing.T) {
		refused(t, engine.JoinNeed{Relation: "disclosure", Key: "person"}, whole, "other rules")
	})
	t.Run("another version", func(t *testing.T) {
		data := bytes.Replace(whole, []byte(`"version":1`), []byte(`"version":2`), 1)
		head := data[32 : 32+binary.LittleEndian.Uint64(data[16:])]
		binary.LittleEndian.PutUint64(data[24:], uint64(crc32.Checksum(head, crc32.MakeTable(crc32.Castagnoli))))
		refused(t, need, data, "version 2")
	})
	t.Run("another byte order", func(t *testing.T) {
		data := bytes.Clone(whole)
		slices.Reverse(data[8:16])
		refused(t, need, data, "byte order")
	})
	t.Run("cut", func(t *testing.T) {
		for n := range whole {
			refused(t, need, whole[:n], "table file")
		}
	})
	t.Run("a bit", func(t *testing.T) {
		for i := range whole {
			data := bytes.Clone(whole)
			data[i] ^= 4
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			if table, err := engine.OpenTable(schema, need, path); err == nil {
				if err := table.Close(); err != nil {
					t.Fatal(err)
				}
				t.Errorf("a file with byte %d changed is opened", i)
			}
		}
	})
}
