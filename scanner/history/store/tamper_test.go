package store

import (
	"crypto/rand"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/scanner/finding"
	"leadlint/scanner/history"
	"leadlint/scanner/history/internal/sample"
)

// filled makes a history: events 1 and 2 open it, 3 to 5 store audits, 3 is purged by 6.
func filled(t testing.TB) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "h.db")
	old, err := OpenWriter(t.Context(), path, Options{Clock: stopped("2020-01-01T08:00:00Z"), Rand: rand.Reader, Tool: "devel"})
	if err != nil {
		t.Fatal(err)
	}
	add(t, old, sample.Report("2019-12-31", "leads.csv", 3, 100))
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	w, err := OpenWriter(t.Context(), path, Options{Clock: stopped(noon), Rand: rand.Reader, Tool: "devel"})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		r := sample.Report("2026-11-20", "leads.csv", 3, int64(100+i))
		r.Findings[0].Places = []finding.Place{{File: "a.py", Outcome: finding.Breach, Fingerprint: "1:a"}}
		add(t, w, r)
	}
	if gone, err := w.Purge(t.Context(), "2025-01-01", Asked); err != nil || len(gone) != 1 {
		t.Fatalf("purge: %v, %v", gone, err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// raw opens the file as anybody could.
func raw(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?_foreign_keys=off")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// TestTriggersRefuse says that SQLite itself refuses what changes the history.
func TestTriggersRefuse(t *testing.T) {
	db := raw(t, filled(t))
	for _, statement := range []string{
		"UPDATE event SET at = '2020-01-01T00:00:00Z' WHERE seq = 4",
		"UPDATE event SET payload = NULL WHERE seq = 4",
		"UPDATE event SET payload = '{}' WHERE seq = 3",
		"UPDATE event SET payload = NULL, at = '' WHERE seq = 3",
		"DELETE FROM event WHERE seq = 6",
		"INSERT INTO event SELECT 9, kind, at, '{}', content, prev, hash FROM event WHERE seq = 6",
		"INSERT OR REPLACE INTO event SELECT seq, kind, at, '{}', content, prev, hash FROM event WHERE seq = 4",
		"INSERT INTO purged VALUES (4, 6)",
		"INSERT INTO purged VALUES (4, 5)",
		"UPDATE purged SET seq = 4",
		"DELETE FROM purged",
		"UPDATE audit SET breaches = 0",
		"DELETE FROM audit WHERE seq = 4",
		"INSERT OR REPLACE INTO audit SELECT 5, 'x', day, stored, scope, title, tool, complete, rows, skipped, persons, breaches, marked, waived, not_shown, clear, not_assessed, previous, new, reopened, fixed FROM audit WHERE seq = 4",
		"UPDATE finding SET breach = 0",
		"DELETE FROM finding WHERE n = 0",
		"INSERT INTO finding SELECT audit, 99, rule, kind, outcome, severity, relation, dataset, \"table\", fingerprint, state, waived, examined, breach, not_shown, clear FROM finding WHERE n = 0 AND audit = 4",
		"UPDATE report SET body = x'00'",
		"DELETE FROM report",
		"UPDATE texts SET body = x'00'",
		"DELETE FROM texts",
		"DELETE FROM place",
		"DELETE FROM input",
		"UPDATE pack SET version = '9'",
		"UPDATE signature SET note = ''",
		"DELETE FROM signature",
	} {
		if _, err := db.Exec(statement); err == nil {
			t.Errorf("SQLite lets this pass: %s", statement)
		}
	}
}

// TestVerifyNames says that whoever drops the triggers is found out, and where.
func TestVerifyNames(t *testing.T) {
	tests := []struct {
		name      string
		statement []string
		at        int64
		want      string
	}{
		{"a trigger gone", []string{"DROP TRIGGER event_update"}, 0, "the trigger event_update of the file is missing or altered"},
		{"a table of one's own", []string{"CREATE TABLE extra (x)"}, 0, "table extra that does not belong there"},
		{"a date", []string{"UPDATE event SET at = '2026-11-24T12:00:00Z' WHERE seq = 4"}, 4, "event 4 does not have the hash"},
		{"a payload", []string{"UPDATE event SET payload = replace(payload, '\"breaches\":3', '\"breaches\":1') WHERE seq = 5"}, 5, "event 5 says something else than when it was written"},
		{"a payload and its hash", []string{"UPDATE event SET payload = '{}', content = x'44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a' WHERE seq = 4"}, 4, "event 4 does not have the hash"},
		{"an event gone from the middle", []string{"DELETE FROM event WHERE seq = 4"}, 4, "event 4 is missing"},
		{"the last event gone", []string{"DELETE FROM signature WHERE seq = 6", "DELETE FROM purged", "DELETE FROM event WHERE seq = 6"}, 3, "has lost what it said, and no purge says so"},
		{"the first event gone", []string{"DELETE FROM event WHERE seq = 1"}, 1, "event 1"},
		{"a payload dropped", []string{"UPDATE event SET payload = NULL WHERE seq = 4"}, 4, "event 4 has lost what it said, and no purge says so"},
		{"a purged payload invented", []string{"UPDATE event SET payload = '{}' WHERE seq = 3"}, 3, "event 3 says something else"},
		{"a count", []string{"UPDATE audit SET breaches = 0 WHERE seq = 4"}, 4, "rows in table audit are not those"},
		{"a finding", []string{"UPDATE finding SET outcome = 'clear' WHERE audit = 5 AND n = 1"}, 5, "rows in table finding are not those"},
		{"a finding gone", []string{"DELETE FROM finding WHERE audit = 5 AND n = 5"}, 5, "rows in table finding are not those"},
		{"a place", []string{"UPDATE place SET fingerprint = '1:b' WHERE audit = 4"}, 4, "rows in table place are not those"},
		{"an input's hash", []string{"UPDATE input SET sha256 = '22' WHERE audit = 4"}, 4, "rows in table input are not those"},
		{"another's report", []string{"UPDATE report SET body = (SELECT body FROM report WHERE seq = 5) WHERE seq = 4"}, 4, "has a report that is not that which was stored"},
		{"a report that is none", []string{"UPDATE report SET body = x'00' WHERE seq = 4"}, 4, "has a report that is damaged"},
		{"no report", []string{"DELETE FROM report WHERE seq = 5"}, 5, "has a report that is missing"},
		{"the texts", []string{"UPDATE texts SET body = x'00'"}, 4, "is damaged in what its rules say"},
		{"rows of a purged audit", []string{"INSERT INTO input VALUES (3, 0, 'x', 'csv', 'contact', '', 0, 0)"}, 3, "was purged, and yet table input has rows of it"},
		{"rows of nobody", []string{"INSERT INTO pack VALUES (99, 0, 'x', '1', 0, '')"}, 0, "table pack has rows that belong to no event"},
		{"a signature", []string{"UPDATE signature SET note = replace(note, '5', '4') WHERE seq = 5"}, 5, "event 5 is not signed by the key that was in use"},
		{"no signature", []string{"DELETE FROM signature WHERE seq = 6"}, 6, "event 6 is not signed"},
		{"an older signature gone", []string{"DELETE FROM signature WHERE seq = 4"}, 4, "event 4 is not signed"},
		{"a signature of nothing", []string{"INSERT INTO signature SELECT 99, note FROM signature WHERE seq = 4"}, 0, "table signature has rows that belong to nothing"},
		{"texts of nothing", []string{"INSERT INTO texts VALUES (zeroblob(32), x'00')"}, 0, "table texts has rows that belong to nothing"},
		{"another purge", []string{"UPDATE purged SET \"by\" = 5"}, 0, "table purged does not say"},
		{"another key", []string{"UPDATE event SET payload = '{\"public\":\"x\"}' WHERE seq = 2"}, 2, "event 2 says something else"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filled(t)
			unguarded(t, path, tt.statement)
			r, err := Open(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			p, err := r.Verify(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if p.At != tt.at || !strings.Contains(p.Problem, tt.want) {
				t.Errorf("got %d, %q; want %d, %q", p.At, p.Problem, tt.at, tt.want)
			}
		})
	}
}

// unguarded runs statements without the triggers, which stand there again afterwards.
func unguarded(t testing.TB, path string, statements []string) {
	t.Helper()
	db := raw(t, path)
	db.SetMaxOpenConns(1)
	triggers, err := texts(t.Context(), db, "SELECT name || ' ' || sql FROM sqlite_schema WHERE type = 'trigger'")
	if err != nil {
		t.Fatal(err)
	}
	dropped := ""
	for _, s := range statements {
		if rest, ok := strings.CutPrefix(s, "DROP TRIGGER "); ok {
			dropped = rest
		}
	}
	var run []string
	for _, text := range triggers {
		name, _, _ := strings.Cut(text, " ")
		run = append(run, "DROP TRIGGER "+name)
	}
	for _, s := range statements {
		if dropped == "" {
			run = append(run, s)
		}
	}
	for _, text := range triggers {
		if name, sql, _ := strings.Cut(text, " "); name != dropped {
			run = append(run, sql)
		}
	}
	for _, s := range run {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestEarlierHead says that a head noted earlier is found again, and one of another past
// is not.
func TestEarlierHead(t *testing.T) {
	path := filled(t)
	w := openedAt(t, path, noon)
	before := holds(t, &w.Reader)
	rec := add(t, w, sample.Report("2026-11-23", "leads.csv", 1, 10))
	head, err := history.ParseHash(before.Head)
	if err != nil {
		t.Fatal(err)
	}
	for seq, want := range map[int64]bool{before.Events: true, rec.Events: false, before.Events - 1: false, 99: false} {
		if got, err := w.Has(t.Context(), seq, head); err != nil || got != want {
			t.Errorf("event %d: got %v, %v", seq, got, err)
		}
	}
}

// TestKeys says what happens when the key is lost or exchanged.
func TestKeys(t *testing.T) {
	path := filled(t)
	opt := Options{Clock: stopped(noon), Rand: rand.Reader}
	if err := os.Rename(path+".key", path+".old"); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenWriter(t.Context(), path, opt); err == nil || !strings.Contains(err.Error(), "is not there: bring it back") {
		t.Errorf("without the key: got %v", err)
	}
	if _, err := history.CreateSigner(path+".key", rand.Reader); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenWriter(t.Context(), path, opt); err == nil || !strings.Contains(err.Error(), "is another key than that which signs") {
		t.Errorf("with another key: got %v", err)
	}
	public, err := Rekey(t.Context(), path, opt)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Rekey(t.Context(), path, opt); err != nil || again != public {
		t.Errorf("a second time: got %s, %v", again, err)
	}
	w := openedAt(t, path, noon)
	if rec := add(t, w, sample.Report("2026-11-23", "leads.csv", 1, 10)); rec.Key != public {
		t.Errorf("the record names %s, want %s", rec.Key, public)
	}
	if p := holds(t, &w.Reader); len(p.Keys) != 2 || p.Keys[1] != public || p.Events != 8 {
		t.Errorf("got %+v", p)
	}
	if err := os.WriteFile(path+".key", []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenWriter(t.Context(), path, opt); err == nil || !strings.Contains(err.Error(), "is no key of a history") {
		t.Errorf("with nonsense: got %v", err)
	}
	if _, err := Rekey(t.Context(), filepath.Join(t.TempDir(), "none.db"), opt); err == nil {
		t.Error("a history that is not there has a key now")
	}
}

// TestForged says that somebody who rewrites everything needs the key for it.
func TestForged(t *testing.T) {
	path := filled(t)
	db := raw(t, path)
	e, err := eventWhere(t.Context(), db, "seq = 6")
	if err != nil {
		t.Fatal(err)
	}
	forged, err := history.Link(&history.Event{Seq: 5, Prev: e.Prev, Hash: e.Prev}, e.Kind, "2026-11-25T00:00:00Z", history.Purge{Before: "2025-01-01", Reason: Asked, Audits: []history.PurgedAudit{{Seq: 3, ID: "2019-12-31-01"}}})
	if err != nil {
		t.Fatal(err)
	}
	unguarded(t, path, []string{fmt.Sprintf("UPDATE event SET at = '%s', hash = x'%s' WHERE seq = 6", forged.At, forged.Hash)})
	r, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if p, err := r.Verify(t.Context()); err != nil || p.At != 6 || !strings.Contains(p.Problem, "signature that is of something else") {
		t.Errorf("got %+v, %v", p, err)
	}
}
