package postgres

import (
	"testing"

	"leadlint/scanner/dataset/database"
)

// stateOf is the state of tables as a newly opened database tells it. A connection that
// ends, as that of admin does, tells the server what it counted.
func stateOf(t *testing.T, addr database.Address, tables ...string) string {
	t.Helper()
	db := open(t, addr)
	var list []*database.Table
	for _, name := range tables {
		list = append(list, find(t, db, name))
	}
	state, err := db.State(t.Context(), list)
	if err != nil {
		t.Fatal(err)
	}
	return state
}

func TestState(t *testing.T) {
	_, addr := server(t, `CREATE TABLE contacts (id int, email text, country text) PARTITION BY LIST (country);
CREATE TABLE contacts_fr PARTITION OF contacts FOR VALUES IN ('FR');
CREATE TABLE companies (id int, name text); CREATE TABLE sessions (id int); CREATE VIEW v AS SELECT * FROM contacts;
INSERT INTO contacts VALUES (1, 'a@north.example', 'FR'); INSERT INTO companies VALUES (1, 'Nord')`)
	before := stateOf(t, addr, "contacts", "companies")
	if before == "" || stateOf(t, addr, "companies", "contacts") != before {
		t.Fatalf("got %q, then another: want one state", before)
	}
	admin(t, addr, "INSERT INTO sessions VALUES (1)")
	if stateOf(t, addr, "contacts", "companies") != before {
		t.Error("another table was written to, and the state differs")
	}
	for _, write := range []string{"INSERT INTO contacts VALUES (2, 'b@north.example', 'FR')", "UPDATE companies SET name = 'Sud'", "DELETE FROM contacts_fr WHERE id = 1", "TRUNCATE contacts"} {
		admin(t, addr, write)
		after := stateOf(t, addr, "contacts", "companies")
		if after == before {
			t.Errorf("%s: the state is the same", write)
		}
		before = after
	}
	if got := stateOf(t, addr, "contacts", "v"); got != "" {
		t.Errorf("of a view: got %q, want none", got)
	}
}
