package store

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"leadlint/scanner/history"
	"leadlint/scanner/history/internal/sample"
)

// TestKeptAsStripped says that what is read back is what Strip left.
func TestKeptAsStripped(t *testing.T) {
	w := openedAt(t, filepath.Join(t.TempDir(), "h.db"), noon)
	r := sample.Full(func(path string) string { return path })
	r.Now = "2026-11-20"
	want, err := history.Strip(r)
	if err != nil {
		t.Fatal(err)
	}
	e, err := w.Find(t.Context(), add(t, w, r).Audit)
	if err != nil {
		t.Fatal(err)
	}
	got, err := w.Report(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	got.Record, got.Notes = nil, got.Notes[:len(got.Notes)-1]
	a, aErr := json.Marshal(want)
	b, bErr := json.Marshal(got)
	if aErr != nil || bErr != nil || !bytes.Equal(a, b) {
		t.Errorf("kept otherwise: got %s, want %s", b, a)
	}
	holds(t, &w.Reader)
}

// planted is a string that no file of a history may hold.
const planted = "Qanarienvogel"

// TestNoCanaryIsKept plants a value in every field of a report that can stem from a row
// or from the text of a document, and looks for it in all files: as they are, and in
// what is compressed.
func TestNoCanaryIsKept(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "h.db")
	w := openedAt(t, path, noon)
	r := sample.Full(func(field string) string {
		if sample.Personal()[field] {
			return planted
		}
		return "x" + field
	})
	r.Now = "2026-11-20"
	add(t, w, r)
	if err := w.backup(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(everything(t, dir), []byte(planted)) {
		t.Error("a file holds it")
	}
	for _, query := range []string{"SELECT body FROM report", "SELECT body FROM texts"} {
		var packed []byte
		if err := w.db.QueryRow(query).Scan(&packed); err != nil {
			t.Fatal(err)
		}
		body, err := expanded(packed)
		if err != nil {
			t.Fatal(err)
		}
		if at := bytes.Index(body, []byte(planted)); at >= 0 {
			t.Errorf("%s holds it: …%s", query, body[max(0, at-100):at+20])
		}
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 5 {
		t.Errorf("got %v, %v; want the file, log, index, key and copy", entries, err)
	}
}

// BenchmarkAdd stores an audit of 300 findings beside others of its scope.
func BenchmarkAdd(b *testing.B) {
	w := openedAt(b, filepath.Join(b.TempDir(), "h.db"), noon)
	r := sample.Report("2026-11-20", "leads.csv", 150, 1000)
	for b.Loop() {
		add(b, w, r)
	}
}

// BenchmarkList lists 1,000 audits of 300 findings, the file being opened each time.
// It reports the size of the file for an audit.
func BenchmarkList(b *testing.B) {
	path := filepath.Join(b.TempDir(), "h.db")
	w, err := OpenWriter(b.Context(), path, Options{Clock: stopped(noon), Rand: rand.Reader})
	if err != nil {
		b.Fatal(err)
	}
	r := sample.Report("2026-11-20", "leads.csv", 150, 1000)
	for range 1000 {
		add(b, w, r)
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		r, err := Open(b.Context(), path)
		if err != nil {
			b.Fatal(err)
		}
		if list, err := r.List(b.Context()); err != nil || len(list) != 1000 {
			b.Fatal(len(list), err)
		}
		if err := r.Close(); err != nil {
			b.Fatal(err)
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(info.Size())/1000, "B/audit")
}
