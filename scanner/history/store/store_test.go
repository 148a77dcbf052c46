package store

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"leadlint/scanner/finding"
	"leadlint/scanner/history/internal/sample"
)

// stopped gives a clock that stands still.
func stopped(at string) func() time.Time {
	return func() time.Time {
		t, err := time.Parse(time.RFC3339, at)
		if err != nil {
			panic(err)
		}
		return t
	}
}

const noon = "2026-11-23T12:00:00Z"

// opened opens a history in a folder of the test for writing.
func openedAt(t testing.TB, path, at string) *Writer {
	t.Helper()
	w, err := OpenWriter(t.Context(), path, Options{Clock: stopped(at), Rand: rand.Reader, Tool: "devel"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

func add(t testing.TB, w *Writer, r *finding.Report) *finding.Record {
	t.Helper()
	rec, err := w.Add(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// holds verifies and wants no problem.
func holds(t testing.TB, r *Reader) *Proof {
	t.Helper()
	p, err := r.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if p.Problem != "" {
		t.Fatalf("verify: %s", p.Problem)
	}
	return p
}

func TestAddAndRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b#?%.db")
	w := openedAt(t, path, noon)
	first := sample.Report("2026-11-20", "leads.csv", 3, 100)
	second := sample.Report("2026-11-20", "leads.csv", 2, 80)
	second.Findings[2].Outcome = finding.Clear
	records := []*finding.Record{add(t, w, first), add(t, w, second), add(t, w, second)}
	if got := []string{records[0].Audit, records[1].Audit, records[2].Audit}; strings.Join(got, " ") != "2026-11-20-01 2026-11-20-02 2026-11-20-03" {
		t.Errorf("ids: got %v", got)
	}
	r, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	list, err := r.List(t.Context())
	if err != nil || len(list) != 3 {
		t.Fatalf("got %d audits, %v", len(list), err)
	}
	if e := list[1]; e.Previous != "2026-11-20-01" || e.New != 0 || e.Fixed != 1 || e.Breaches != 2 || e.Clear != 2 || !e.Complete || e.Rows != 80 {
		t.Errorf("second: got %+v", e)
	}
	p := holds(t, r)
	if p.Audits != 3 || p.Events != records[2].Events || p.Head != records[2].Head || len(p.Keys) != 1 || p.Keys[0] != records[2].Key {
		t.Errorf("proof %+v, record %+v", p, records[2])
	}
	for name, want := range map[string]string{"last": "2026-11-20-03", "2026-11-20": "2026-11-20-03", "2026-11-20-1": "2026-11-20-01", "2026-11-20-02": "2026-11-20-02"} {
		if e, err := r.Find(t.Context(), name); err != nil || e.ID != want {
			t.Errorf("Find(%q): got %v, %v; want %s", name, e, err, want)
		}
	}
	for name, want := range map[string]string{"2026-11-20-04": "has no audit", "report.json": "is no audit of a history"} {
		if _, err := r.Find(t.Context(), name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Find(%q): got %v, want %q", name, err, want)
		}
	}
	back, err := r.Report(t.Context(), &list[0])
	if err != nil {
		t.Fatal(err)
	}
	if *back.Record != *records[0] || len(back.Findings) != 6 || len(back.Notes) != 1 || !strings.Contains(back.Notes[0].EN, "2026-11-20-01") {
		t.Errorf("the report that is kept: %+v, notes %v", back.Record, back.Notes)
	}
}

// TestOnlyItsOwner says that other users cannot read the files, whatever mode they had.
func TestOnlyItsOwner(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "h.db")
	w := openedAt(t, path, noon)
	add(t, w, sample.Report("2026-11-20", "leads.csv", 3, 100))
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, %v", e.Name(), info.Mode(), err)
		}
	}
	if len(entries) != 4 { // the file, its log with index, the key
		t.Errorf("got %v", entries)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	openedAt(t, path, noon)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("opened again: %v, %v", info.Mode(), err)
	}
}

// TestEmptyFileIsMade says that an empty file becomes a history.
func TestEmptyFileIsMade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "h.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	holds(t, &openedAt(t, path, noon).Reader)
}

// TestReadOnlyFolder reads a history where SQLite cannot write beside it.
func TestReadOnlyFolder(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "h.db")
	w, err := OpenWriter(t.Context(), path, Options{Clock: stopped(noon), Rand: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	add(t, w, sample.Report("2026-11-20", "leads.csv", 3, 100))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o700) }) //nolint:errcheck // the folder is the test's
	r, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	holds(t, r)
}

func TestMissing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "h.db")
	if _, err := Open(t.Context(), path); !errors.Is(err, ErrNone) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("opening for reading made a file")
	}
}

// TestManyWriters lets several runs store at once.
func TestManyWriters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "h.db")
	errs := make(chan error)
	for range 6 {
		go func() {
			w, err := OpenWriter(context.Background(), path, Options{Clock: stopped(noon), Rand: rand.Reader})
			if err == nil {
				_, err = w.Add(context.Background(), sample.Report("2026-11-20", "leads.csv", 1, 10))
				err = errors.Join(err, w.Close())
			}
			errs <- err
		}()
	}
	for range 6 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if p := holds(t, &openedAt(t, path, noon).Reader); p.Audits != 6 {
		t.Errorf("got %d audits", p.Audits)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".leadlint*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestReopened says that what was mended and is back counts as such, in the list too.
func TestReopened(t *testing.T) {
	w := openedAt(t, filepath.Join(t.TempDir(), "h.db"), noon)
	ill, well := sample.Report("2026-11-20", "leads.csv", 2, 10), sample.Report("2026-11-21", "leads.csv", 2, 10)
	well.Findings[0].Outcome, well.Findings[0].Counts.Breach = finding.Clear, 0
	partial := sample.Report("2026-11-21", "leads.csv", 2, 10)
	partial.Coverage.Complete = false
	for _, r := range []*finding.Report{ill, well, partial, ill} {
		add(t, w, r)
	}
	list, err := w.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if e := list[1]; e.New != 0 || e.Reopened != 0 || e.Fixed != 1 {
		t.Errorf("the second: got %+v", e)
	}
	if e := list[3]; e.New != 0 || e.Reopened != 1 || e.Fixed != 0 || e.Previous != list[1].ID {
		t.Errorf("the last: got %+v; the one before, being incomplete, is not what it is held against", e)
	}
}
