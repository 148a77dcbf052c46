package extract_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3"
)

// TestDrawFromFoldersAndTables: persons are looked up in every file of a dataset that is a
// folder, and in the one table that the audit file names.
func TestDrawFromFoldersAndTables(t *testing.T) {
	const register = "recipient,disclosed_at,email,fields\nBroker Exemple,2026-02-01,paul@roux.example,job title\nBroker Exemple,2026-02-02,nina@blanc.example,job title\n"
	file := folder(t, map[string]string{"passed.csv": register})
	dir := filepath.Dir(file)
	for name, text := range map[string]string{"a.csv": "email,job title\npaul@roux.example,Seller\n", "b.csv": "email,job title\nnina@blanc.example,Buyer\n"} {
		path := filepath.Join(dir, "people", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	db, err := sql.Open("sqlite3", filepath.Join(dir, "crm.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`CREATE TABLE old(email TEXT, job_title TEXT); INSERT INTO old VALUES ('paul@roux.example', 'Stale'), ('nina@blanc.example', 'Stale');
		CREATE TABLE people(email TEXT, job_title TEXT); INSERT INTO people VALUES ('paul@roux.example', 'Seller'), ('nina@blanc.example', 'Buyer')`); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ dataset, where string }{
		"folder":            {"{path: people}", "people/a.csv, 2"},
		"table":             {"{path: crm.db, table: people}", "crm.db (people), 1"},
		"address of a file": {`{path: "sqlite:crm.db", table: people}`, "crm.db (people), 1"},
	} {
		t.Run(name, func(t *testing.T) {
			audit := "version: 1\ndatasets: [" + tt.dataset + "]\nregisters: [{relation: disclosure, path: passed.csv}]\n"
			if err := os.WriteFile(file, []byte(audit), 0o600); err != nil {
				t.Fatal(err)
			}
			s, rows := draw(t, request(file))
			if !s.Complete || s.Found != 2 || len(rows) != 3 {
				t.Fatalf("got %+v", s)
			}
			if got := strings.Join(rows[1][4:], "|"); !strings.HasSuffix(got, tt.where+"|Seller") {
				t.Errorf("got %q, want it to end with %q and the job title of that record", got, tt.where)
			}
			if got := rows[2][len(rows[2])-1]; got != "Buyer" {
				t.Errorf("got %q for the second person, want \"Buyer\"", got)
			}
		})
	}
}
