package mysql

import (
	"testing"
	"time"

	"leadlint/scanner/dataset/database"
)

func TestState(t *testing.T) {
	addr, db := fresh(t, "CREATE TABLE contacts (id INT PRIMARY KEY, email VARCHAR(80))", "CREATE TABLE sessions (id INT PRIMARY KEY)",
		"CREATE VIEW v AS SELECT * FROM contacts", "INSERT INTO contacts VALUES (1, 'a@north.example')")
	state := func(names ...string) string {
		t.Helper()
		s := open(t, addr, database.Options{})
		var list []*database.Table
		for _, name := range names {
			list = append(list, find(t, s, name))
		}
		got, err := s.State(t.Context(), list)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	before := state("contacts")
	if before == "" || state("contacts", "contacts") != before {
		t.Fatalf("got %q, then another: want one state", before)
	}
	run(t, db, "INSERT INTO sessions VALUES (1)")
	if state("contacts") != before {
		t.Error("another table was written to, and the state differs")
	}
	time.Sleep(1100 * time.Millisecond) // the server keeps seconds
	run(t, db, "UPDATE contacts SET email = 'b@north.example'")
	if state("contacts") == before {
		t.Error("the table was written to, and the state is the same")
	}
	if got := state("contacts", "v"); got != "" {
		t.Errorf("of a view: got %q, want none", got)
	}
}
