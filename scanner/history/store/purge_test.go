package store

import (
	"bytes"
	"crypto/rand"
	"os"
	"path/filepath"
	"testing"

	"leadlint/rules/expr"
	"leadlint/scanner/history/internal/sample"
)

// everything reads all files of a folder.
func everything(t testing.TB, dir string) []byte {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []byte
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, data...)
	}
	return out
}

// TestNothingOfAPurgedAuditIsLeft looks for its bytes: in rows, in the event, in the log
// and in copies, with readers about.
func TestNothingOfAPurgedAuditIsLeft(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "h.db")
	const secret = "Xanadu-Kontakte.csv"
	old, err := OpenWriter(t.Context(), path, Options{Clock: stopped("2020-01-01T08:00:00Z"), Rand: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	r := sample.Report("2019-12-31", secret, 30, 100)
	r.Controller.Title = "Case " + secret
	add(t, old, r)
	kept := add(t, old, sample.Report("2019-12-31", "leads.csv", 3, 100))
	if err := old.backup(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	w := openedAt(t, path, noon)
	add(t, w, sample.Report("2026-11-20", "leads.csv", 3, 100))
	var body []byte
	if err := w.db.QueryRow("SELECT body FROM report WHERE seq = 3").Scan(&body); err != nil {
		t.Fatal(err)
	}
	// What is compressed does not hold the word: the start of its bytes is looked for.
	traces := [][]byte{[]byte(secret), body[:64]}
	for _, trace := range traces {
		if !bytes.Contains(everything(t, dir), trace) {
			t.Fatal("it is not there to begin with")
		}
	}
	gone, err := w.Keep(t.Context(), expr.Period{Months: 60})
	if err != nil || len(gone) != 2 || gone[1].ID != kept.Audit {
		t.Fatalf("got %v, %v", gone, err)
	}
	for _, trace := range traces {
		if n := bytes.Count(everything(t, dir), trace); n > 0 {
			t.Errorf("%d traces are left", n)
		}
	}
	if p := holds(t, &w.Reader); p.Audits != 1 || p.Purged != 2 {
		t.Errorf("got %+v", p)
	}
	if again, err := w.Keep(t.Context(), expr.Period{Months: 60}); err != nil || len(again) != 0 {
		t.Errorf("a second time: got %v, %v", again, err)
	}
	if rec := add(t, w, sample.Report("2019-12-31", "leads.csv", 3, 100)); rec.Audit != "2019-12-31-03" {
		t.Errorf("the name %s was given before", rec.Audit)
	}
}

// TestPurgeCutShort says that what was left by a run that ended before the file was
// compacted goes when the history is opened for writing.
func TestPurgeCutShort(t *testing.T) {
	path := filepath.Join(t.TempDir(), "h.db")
	w, err := OpenWriter(t.Context(), path, Options{Clock: stopped("2020-01-01T08:00:00Z"), Rand: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	add(t, w, sample.Report("2019-12-31", "leads.csv", 300, 100))
	if _, err := w.db.Exec("CREATE TABLE big AS SELECT zeroblob(100000); DROP TABLE big"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	w = openedAt(t, path, noon)
	var free int
	if err := w.db.QueryRow("PRAGMA freelist_count").Scan(&free); err != nil || free != 0 {
		t.Errorf("%d free pages, %v", free, err)
	}
	holds(t, &w.Reader)
}
