package partial_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"leadlint/scanner/finding"
	"leadlint/scanner/partial"
)

// stored gives what was counted of an input with the content, and its key.
func stored(t *testing.T, sum string) (partial.Key, *partial.Dataset) {
	t.Helper()
	d := &one(t).Datasets[1]
	d.Inputs = []partial.Input{{Input: finding.Input{Name: "exports/1.csv", Format: "csv", SHA256: sum, Relation: "contact"}}}
	return partial.Key{Plan: partial.PlanDigest(plan()), Content: sum, Shape: "csv"}, d
}

func open(t *testing.T, dir string) *partial.Store {
	t.Helper()
	s, err := partial.OpenStore(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// files lists the partials in a store.
func files(t *testing.T, dir string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(dir, "*", "*.partial"))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestStore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store")
	s := open(t, dir)
	k, d := stored(t, "aa")
	if _, ok, err := s.Get(k); ok || err != nil {
		t.Errorf("an empty store has it (%v)", err)
	}
	if err := s.Put(k, plan(), d); err != nil {
		t.Fatal(err)
	}
	got, ok, err := open(t, dir).Get(k)
	if !ok || err != nil {
		t.Fatalf("it is not there (%v)", err)
	}
	a := encoded(t, &partial.Partial{Plan: plan(), Datasets: []partial.Dataset{*got}})
	if b := encoded(t, &partial.Partial{Plan: plan(), Datasets: []partial.Dataset{*d}}); !bytes.Equal(a, b) {
		t.Error("what was got is not what was put")
	}
	other := plan()
	other.Now = "2026-11-23"
	for name, k := range map[string]partial.Key{
		"another plan":    {Plan: partial.PlanDigest(other), Content: k.Content, Shape: k.Shape},
		"another content": {Plan: k.Plan, Content: "bb", Shape: k.Shape},
		"another shape":   {Plan: k.Plan, Content: k.Content, Shape: "csv;"},
	} {
		if _, ok, err := s.Get(k); ok || err != nil {
			t.Errorf("%s: it is there (%v)", name, err)
		}
	}
	if err := s.Put(partial.Key{Plan: k.Plan, Content: "bb"}, plan(), d); err == nil {
		t.Error("an input was kept under the content of another")
	}
	for _, path := range append(files(t, dir), dir, filepath.Dir(files(t, dir)[0])) {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: got %v (%v), want it readable by its owner alone", path, info.Mode(), err)
		}
		if !partial.Belongs(path) {
			t.Errorf("%s does not belong to the store", path)
		}
	}
	if partial.Belongs(filepath.Dir(dir)) || partial.Belongs(filepath.Join(filepath.Dir(dir), "leads.csv")) {
		t.Error("what lies beside the store belongs to it")
	}
}

// TestStoreOfDamagedFiles holds that what cannot be used is told, and replaced.
func TestStoreOfDamagedFiles(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	k, d := stored(t, "aa")
	if err := s.Put(k, plan(), d); err != nil {
		t.Fatal(err)
	}
	path := files(t, dir)[0]
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	l, e := stored(t, "bb")
	if err := s.Put(l, plan(), e); err != nil {
		t.Fatal(err)
	}
	foreign := files(t, dir)[0]
	if foreign == path {
		foreign = files(t, dir)[1]
	}
	other, err := os.ReadFile(foreign)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"cut short", whole[:len(whole)-9], "cut short"},
		{"of another input", other, "of another input"},
		{"no partial", []byte("hello"), "it is none"},
		{"empty", nil, "it is none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := os.WriteFile(path, c.data, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, ok, err := s.Get(k); ok || err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v and %v, want %q", ok, err, c.want)
			}
			if err := s.Put(k, plan(), d); err != nil {
				t.Fatal(err)
			}
			if _, ok, err := s.Get(k); !ok || err != nil {
				t.Errorf("it was not replaced (%v)", err)
			}
		})
	}
}

func TestStoreRefusesOtherFolders(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "leads.csv"), []byte("a"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := partial.OpenStore(dir); err == nil || !strings.Contains(err.Error(), "no store of partials") {
		t.Errorf("got %v, want that it is no store", err)
	}
	if _, err := partial.OpenStore(filepath.Join(dir, "leads.csv")); err == nil {
		t.Error("a file was taken for a store")
	}
}

// TestPrune holds that what the last run did not use is removed, and nothing else.
func TestPrune(t *testing.T) {
	dir := t.TempDir()
	before := time.Now().Add(-time.Hour)
	s := open(t, dir)
	var kept []partial.Key
	for _, sum := range []string{"got", "put", "old"} {
		k, d := stored(t, sum)
		if err := s.Put(k, plan(), d); err != nil {
			t.Fatal(err)
		}
		kept = append(kept, k)
	}
	own := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(own, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	given, fresh := filepath.Join(dir, ".leadlint-1"), filepath.Join(dir, ".leadlint-2")
	for _, path := range []string{given, fresh} {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(given, before.Add(-48*time.Hour), before.Add(-48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	for _, path := range append(files(t, dir), own) {
		if err := os.Chtimes(path, before, before); err != nil {
			t.Fatal(err)
		}
	}
	next := open(t, dir)
	if _, ok, err := next.Get(kept[0]); !ok || err != nil {
		t.Fatal(ok, err)
	}
	_, d := stored(t, "put")
	if err := next.Put(kept[1], plan(), d); err != nil {
		t.Fatal(err)
	}
	k, d := stored(t, "of another run")
	if err := open(t, dir).Put(k, plan(), d); err != nil {
		t.Fatal(err)
	}
	if n, err := next.Prune(); n != 1 || err != nil {
		t.Errorf("got %d removed (%v), want 1", n, err)
	}
	for i, want := range []bool{true, true, false} {
		if _, ok, err := next.Get(kept[i]); ok != want || err != nil {
			t.Errorf("%s: got %v (%v), want %v", kept[i].Content, ok, err, want)
		}
	}
	if _, ok, _ := next.Get(k); !ok {
		t.Error("what another run put meanwhile is gone")
	}
	for path, want := range map[string]bool{own: true, fresh: true, given: false} {
		if _, err := os.Stat(path); (err == nil) != want {
			t.Errorf("%s: got %v", path, err)
		}
	}
}

// TestStoreOfTwoRuns has two runs put and get the same at once.
func TestStoreOfTwoRuns(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store")
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			s, err := partial.OpenStore(dir)
			if err != nil {
				t.Error(err)
				return
			}
			for range 5 {
				for _, sum := range []string{"aa", "bb"} {
					k, d := stored(t, sum)
					if err := s.Put(k, plan(), d); err != nil {
						t.Error(err)
					}
					if _, ok, err := s.Get(k); !ok || err != nil {
						t.Errorf("got %v (%v)", ok, err)
					}
				}
			}
			if _, err := s.Prune(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := len(files(t, dir)); n != 2 {
		t.Errorf("got %d partials, want 2", n)
	}
}
