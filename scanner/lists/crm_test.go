package lists

import (
	"bytes"
	"database/sql"
	"math/rand/v2"
	"testing"

	"leadlint/scanner"
	"leadlint/scanner/take"
)

// makeCRM writes a database of contacts and their orders, and gives how many contacts may
// stay: those of the last three years, and those archived.
func makeCRM(t *testing.T, path string, r *rand.Rand) (stay int) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	do := func(query string, args ...any) {
		if _, err := db.Exec(query, args...); err != nil {
			t.Fatal(err)
		}
	}
	db.SetMaxOpenConns(1)
	do(`BEGIN`)
	do(`CREATE TABLE contacts (id INTEGER PRIMARY KEY, email TEXT, full_name TEXT, created_at TEXT, last_reply TEXT, archived TEXT);
		CREATE TABLE orders (id INTEGER PRIMARY KEY, contact INTEGER REFERENCES contacts, total REAL)`)
	for i := range 900 {
		day, archived := "2025-03-01", "no"
		if r.IntN(2) == 0 {
			day = "2019-03-01"
		}
		if r.IntN(4) == 0 {
			archived = "yes"
		}
		if day > "2020" || archived == "yes" {
			stay++
		}
		do(`INSERT INTO contacts VALUES (?, ?, ?, ?, ?, ?)`, i+1, "p"+string(rune('a'+i%26))+".vernet@nord.example", "Ada Vernet", day, day, archived)
		do(`INSERT INTO orders (contact, total) VALUES (?, 1)`, i+1)
	}
	do(`COMMIT`)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return stay
}

// purgeOf audits a database and gives the statements.
func purgeOf(t *testing.T, path string) string {
	t.Helper()
	var b bytes.Buffer
	p := NewPurge(&b, PurgeOptions{Dialect: "sqlite"})
	run(t, scanner.Options{Targets: []string{path}, Now: "2026-01-01", Takers: []take.Taker{p}})
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
