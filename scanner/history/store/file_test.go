package store

import (
	"bytes"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"leadlint/scanner/history/internal/sample"
)

var update = flag.Bool("update", false, "write the history of the present form into testdata, unless it is there")

// TestForeignFiles says that a file that is not ours is refused, and that neither it nor
// its folder is touched.
func TestForeignFiles(t *testing.T) {
	other := func(application, version string) func(t *testing.T, path string) {
		return func(t *testing.T, path string) {
			db, err := sql.Open("sqlite3", "file:"+path)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if _, err := db.Exec("PRAGMA application_id = " + application + "; PRAGMA user_version = " + version + "; CREATE TABLE people (name); PRAGMA journal_mode = WAL"); err != nil {
				t.Fatal(err)
			}
		}
	}
	tests := []struct {
		name string
		make func(t *testing.T, path string)
		want string
	}{
		{"a text", func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte("Name,Email\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}, "is no history of leadlint"},
		{"another database", other("0", "1"), "is no history of leadlint"},
		{"a newer history", other("0x6c656164", "99"), "was written by a newer leadlint (form 99; this one knows up to 1)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "h.db")
			tt.make(t, path)
			before := everything(t, dir)
			info, _ := os.Stat(path)
			_, err := Open(t.Context(), path)
			_, wErr := OpenWriter(t.Context(), path, Options{Clock: stopped(noon), Rand: rand.Reader})
			_, kErr := Rekey(t.Context(), path, Options{Clock: stopped(noon), Rand: rand.Reader})
			for _, err := range []error{err, wErr, kErr} {
				if err == nil || !strings.Contains(err.Error(), tt.want) {
					t.Errorf("got %v, want %q", err, tt.want)
				}
			}
			after, _ := os.Stat(path)
			if !bytes.Equal(before, everything(t, dir)) || after.Mode() != info.Mode() || !after.ModTime().Equal(info.ModTime()) {
				t.Error("the folder is not as it was")
			}
		})
	}
}

// TestMigration brings a history into an invented next form: after a copy, as an event,
// and not by whoever has no key.
func TestMigration(t *testing.T) {
	path := filled(t)
	opt := Options{Clock: stopped(noon), Rand: rand.Reader, Tool: "next"}
	next := append(migrations(), migration{2, "CREATE TABLE extra (x TEXT) STRICT;"})
	if _, err := open(t.Context(), path, next); err == nil || !strings.Contains(err.Error(), "has an older form (1)") {
		t.Errorf("reading an older form: got %v", err)
	}
	broken := append(migrations(), migration{2, "CREATE TABLE extra (x TEXT) STRICT; CREATE TABLE extra (x);"})
	if _, err := openWriter(t.Context(), path, opt, broken); err == nil {
		t.Error("a migration that fails is no error")
	}
	if r, err := Open(t.Context(), path); err != nil {
		t.Errorf("after a migration that failed: %v", err)
	} else {
		holds(t, r)
		r.Close()
	}
	w, err := openWriter(t.Context(), path, opt, next)
	if err != nil {
		t.Fatal(err)
	}
	version, err := w.version(t.Context())
	last, lErr := eventWhere(t.Context(), w.db, "1 ORDER BY seq DESC LIMIT 1")
	if err != nil || lErr != nil || version != 2 || last.Kind != "migration" || !strings.Contains(string(last.Payload), `"from":1,"to":2`) {
		t.Errorf("form %d, last event %+v, %v, %v", version, last, err, lErr)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path + ".form1.backup")
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the copy: %v, %v", info, err)
	}
	r, err := Open(t.Context(), path+".form1.backup")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if p := holds(t, r); p.Audits != 2 {
		t.Errorf("the copy has %d audits", p.Audits)
	}
	if _, err := Open(t.Context(), path); err == nil || !strings.Contains(err.Error(), "newer leadlint") {
		t.Errorf("read by the version before: got %v", err)
	}
}

// TestReleasedForms opens a history of every form that was released.
func TestReleasedForms(t *testing.T) {
	if *update {
		release(t, filepath.Join("testdata", "form1.db"))
	}
	for _, name := range []string{"form1.db"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			data, err := os.ReadFile(filepath.Join("testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			// Its key is not kept: a secret does not belong among the sources.
			if _, err := Rekey(t.Context(), path, Options{Clock: stopped(noon), Rand: rand.Reader}); err != nil {
				t.Fatal(err)
			}
			w := openedAt(t, path, noon)
			if p := holds(t, &w.Reader); p.Audits != 2 || p.Purged != 1 {
				t.Errorf("got %+v", p)
			}
			list, err := w.List(t.Context())
			if err != nil || len(list) != 2 || list[0].ID != "2026-11-20-01" || list[1].Previous != "2026-11-20-01" || list[1].Breaches != 3 {
				t.Fatalf("got %+v, %v", list, err)
			}
			r, err := w.Report(t.Context(), &list[1])
			if err != nil || len(r.Findings) != 6 || r.Findings[0].Title.FR != "Titre 0" || r.Findings[0].Places[0].File != "a.py" {
				t.Errorf("got %+v, %v", r, err)
			}
			add(t, w, sample.Report("2026-11-23", "leads.csv", 1, 10))
			holds(t, &w.Reader)
		})
	}
}

// release writes a history of the present form. One that is there is not written again:
// it is what was released.
func release(t *testing.T, path string) {
	if _, err := os.Stat(path); err == nil {
		t.Logf("%s is there already", path)
		return
	}
	data, err := os.ReadFile(filled(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, data, 0o644)); err != nil {
		t.Fatal(err)
	}
}

// FuzzOpen changes a byte of a history: it is refused, or told as altered, or says
// exactly what it said before.
func FuzzOpen(f *testing.F) {
	data, err := os.ReadFile(filepath.Join("testdata", "form1.db"))
	if err != nil {
		f.Fatal(err)
	}
	whole := filepath.Join(f.TempDir(), "h.db")
	if err := os.WriteFile(whole, data, 0o600); err != nil {
		f.Fatal(err)
	}
	want := said(f, whole)
	f.Add(uint32(0), byte(0))
	f.Add(uint32(len(data)/2), byte(255))
	f.Fuzz(func(t *testing.T, at uint32, with byte) {
		changed := slices.Clone(data)
		changed[int(at)%len(changed)] ^= with
		path := filepath.Join(t.TempDir(), "h.db")
		if err := os.WriteFile(path, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := said(t, path); got != "" && got != want {
			t.Errorf("it holds, and says %s instead of %s", got, want)
		}
	})
}

// said gives all that a history says when it holds, and nothing when it does not.
func said(t testing.TB, path string) string {
	r, err := Open(t.Context(), path)
	if err != nil {
		return ""
	}
	defer r.Close()
	proof, err := r.Verify(t.Context())
	if err != nil || proof.Problem != "" {
		return ""
	}
	list, err := r.List(t.Context())
	if err != nil {
		t.Fatalf("it holds, and cannot be listed: %v", err)
	}
	out := []any{proof, list}
	for i := range list {
		report, err := r.Report(t.Context(), &list[i])
		if err != nil {
			t.Fatalf("it holds, and a report cannot be read: %v", err)
		}
		out = append(out, report)
	}
	text, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestNoRandomness says that a history cannot be made without random bytes.
func TestNoRandomness(t *testing.T) {
	dir := t.TempDir()
	if _, err := OpenWriter(t.Context(), filepath.Join(dir, "h.db"), Options{Clock: stopped(noon), Rand: io.LimitReader(rand.Reader, 3)}); err == nil {
		t.Error("made all the same")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
