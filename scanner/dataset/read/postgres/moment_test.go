package postgres

import (
	"strings"
	"testing"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
)

// openAt opens a database as one that a run reads.
func openAt(t *testing.T, addr database.Address, m *database.Moments) *connected {
	t.Helper()
	db, err := Open(t.Context(), addr, database.Options{Moments: m})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db.(*connected)
}

// tallied counts rows.
type tallied struct{ n int }

// Row counts one.
func (c *tallied) Row(dataset.Place, [][]byte) { c.n++ }

// rowsOf counts the rows that so many sinks get of a table of the database.
func rowsOf(t *testing.T, db *connected, table string, sinks int) int {
	t.Helper()
	read, err := db.Table(t.Context(), database.Select{Base: find(t, db, table)})
	if err != nil {
		t.Fatal(err)
	}
	to, own := make([]dataset.Sink, sinks), make([]tallied, sinks)
	for i := range to {
		to[i] = &own[i]
	}
	stats, err := read.Scan(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, c := range own {
		n += c.n
	}
	if int64(n) != stats.Rows {
		t.Fatalf("sinks got %d rows, Stats say %d", n, stats.Rows)
	}
	return n
}

const twoTables = `CREATE TABLE contacts (id int PRIMARY KEY, email text);
CREATE TABLE objections (email text); INSERT INTO objections VALUES ('a@north.example');
INSERT INTO contacts SELECT n, n || '@north.example' FROM generate_series(1, 300000) n`

// What is written while a run reads is in none of its tables.
func TestOneMomentForAll(t *testing.T) {
	_, addr := server(t, twoTables)
	m := database.NewMoments()
	t.Cleanup(m.Close)
	first := openAt(t, addr, m)
	if !strings.Contains(first.Describe(), "one snapshot for all") {
		t.Errorf("got %q, want one snapshot for all", first.Describe())
	}
	admin(t, addr, "INSERT INTO contacts VALUES (0, 'late@north.example')", "DELETE FROM objections")
	second := openAt(t, addr, m)
	for _, sinks := range []int{1, 3} {
		if c, o := rowsOf(t, first, "contacts", sinks), rowsOf(t, second, "objections", sinks); c != 300_000 || o != 1 {
			t.Errorf("%d connections: got %d contacts and %d objections, want 300000 and 1 as when the run began", sinks, c, o)
		}
	}
	q, err := second.Query(t.Context(), "SELECT * FROM objections")
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := q.Sample(t.Context(), 5); err != nil || len(rows) != 1 {
		t.Errorf("a query: got %d rows, %v, want 1 as when the run began", len(rows), err)
	}
	if n := rowsOf(t, open(t, addr), "contacts", 1); n != 300_001 {
		t.Errorf("another run: got %d contacts, want 300001", n)
	}
	if apart := m.Apart(); len(apart) != 0 {
		t.Errorf("got %q apart, want none", apart)
	}
}

// Where the connection that holds the moment is ended, the rest is read as it is, and that
// is noted.
func TestMomentLost(t *testing.T) {
	_, addr := server(t, twoTables)
	m := database.NewMoments()
	t.Cleanup(m.Close)
	db := openAt(t, addr, m)
	admin(t, addr, "DELETE FROM objections",
		"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'idle in transaction'")
	if n := rowsOf(t, db, "objections", 2); n != 0 {
		t.Errorf("got %d objections, want none as it is now", n)
	}
	if n := rowsOf(t, db, "contacts", 2); n != 300_000 {
		t.Errorf("got %d contacts, want 300000", n)
	}
	if len(m.Apart()) != 1 {
		t.Errorf("got %q apart, want the database", m.Apart())
	}
}

// A role with two connections reads everything, though not at one moment.
func TestMomentGivenUpForAConnection(t *testing.T) {
	_, addr := server(t, twoTables, "DROP ROLE IF EXISTS leadlint_two", "CREATE ROLE leadlint_two LOGIN PASSWORD 'word' CONNECTION LIMIT 2",
		"GRANT SELECT ON contacts, objections TO leadlint_two")
	t.Cleanup(func() { admin(t, addr, "DROP OWNED BY leadlint_two", "DROP ROLE leadlint_two") })
	addr2 := addr
	addr2.User = "leadlint_two"
	m := database.NewMoments()
	db, err := Open(t.Context(), addr2, database.Options{Moments: m, Env: func(name string) string {
		return map[string]string{"LEADLINT_DB_PASSWORD": "word"}[name]
	}})
	if err != nil {
		t.Fatal(err)
	}
	if n := rowsOf(t, db.(*connected), "contacts", 2); n != 300_000 {
		t.Errorf("got %d contacts, want 300000", n)
	}
	if n := rowsOf(t, db.(*connected), "objections", 1); n != 1 {
		t.Errorf("got %d objections, want 1", n)
	}
	if len(m.Apart()) != 1 {
		t.Errorf("got %q apart, want the database", m.Apart())
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
	m.Close()
}
