package mysql

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
)

// told checks that an error is one in both languages, with words that should be in it.
func told(t *testing.T, err error, words string) {
	t.Helper()
	var text *database.TextError
	if !errors.As(err, &text) {
		t.Fatalf("error = %v, want one in both languages with %q", err, words)
	}
	if !strings.Contains(text.EN, words) || text.FR == "" || text.FR == text.EN {
		t.Errorf("error = %q / %q, want %q in it", text.EN, text.FR, words)
	}
	if strings.Contains(text.EN+text.FR, "only-for-this-test") {
		t.Errorf("the error holds the password: %s", text.EN)
	}
}

func TestServersThatLetNobodyIn(t *testing.T) {
	addr, _ := fresh(t)
	wrong := addr
	wrong.User = "nobody_at_all"
	secret := database.Options{Env: func(string) string { return "only-for-this-test" }}
	_, err := Open(t.Context(), wrong, secret)
	told(t, err, "password")
	_, err = Open(t.Context(), wrong, database.Options{Env: func(string) string { return "" }, Password: func(string) (string, error) { return "only-for-this-test", nil }})
	told(t, err, "password")
	_, err = Open(t.Context(), wrong, database.Options{Env: func(string) string { return "" }, Password: func(string) (string, error) { return "", errors.New("no terminal") }})
	told(t, err, "LEADLINT_DB_PASSWORD")
	wrong = addr
	wrong.Database = "leadlint_no_such_database"
	_, err = Open(t.Context(), wrong, database.Options{})
	told(t, err, "no database of that name")
	wrong = addr
	wrong.Port = "1"
	_, err = Open(t.Context(), wrong, database.Options{})
	told(t, err, "no database server answers at")
	wrong.Host = "db.invalid"
	_, err = Open(t.Context(), wrong, database.Options{})
	told(t, err, "not known")
}

func TestNothingCanBeWritten(t *testing.T) {
	addr, db := fresh(t, "CREATE TABLE leads (id int PRIMARY KEY)", "INSERT INTO leads VALUES (1)")
	s := open(t, addr, database.Options{})
	err := s.with(t.Context(), func(c *session) error {
		for _, statement := range []string{"INSERT INTO leads VALUES (2)", "DELETE FROM leads", "CREATE TABLE other (id int)", "DROP TABLE leads"} {
			if err := c.exec(t.Context(), statement); err == nil {
				t.Errorf("the session let %q through", statement)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{"DELETE FROM leads", "SELECT * FROM leads INTO OUTFILE '/tmp/leadlint-must-not-be-there'", "SELECT * FROM leads FOR UPDATE) AS r, (SELECT 1", "UPDATE leads SET id = 2"} {
		if _, err := s.Query(t.Context(), statement); err == nil {
			t.Errorf("the query %q was taken", statement)
		}
	}
	var n int
	if err := db.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM leads").Scan(&n); err != nil || n != 1 {
		t.Errorf("%d rows are left, error %v; want 1", n, err)
	}
}

func TestOneTableOfTenMayNotBeRead(t *testing.T) {
	var statements []string
	for i := range 10 {
		statements = append(statements, fmt.Sprintf("CREATE TABLE t%d (id int PRIMARY KEY, email varchar(80))", i), fmt.Sprintf("INSERT INTO t%d VALUES (1, 'ada@north.example')", i))
	}
	addr, db := fresh(t, statements...)
	var grants []string
	for i := range 9 {
		grants = append(grants, fmt.Sprintf("GRANT SELECT ON %s.t%d", addr.Database, i))
	}
	user, opt := withUser(t, addr, db, append(grants, "GRANT INSERT ON "+addr.Database+".t9")...)
	s := open(t, user, opt)
	c, err := s.Catalog(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range c.Tables {
		if (table.Unreadable != "") != (table.Name == "t9") {
			t.Errorf("table %s: Unreadable = %q", table.Name, table.Unreadable)
		}
	}
	if len(c.Tables) != 10 {
		t.Errorf("%d tables, want 10", len(c.Tables))
	}
}

func TestColumnsThatMayNotBeRead(t *testing.T) {
	addr, db := fresh(t, "CREATE TABLE leads (id int PRIMARY KEY, email varchar(80), salary int)", "INSERT INTO leads VALUES (1, 'ada@north.example', 5)")
	user, opt := withUser(t, addr, db, "GRANT SELECT (id, email), INSERT (salary) ON "+addr.Database+".leads")
	s := open(t, user, opt)
	rows, stats := scanned(t, tableOf(t, s, "leads"), 1)
	if len(rows) != 1 || rows[0] != "1|ada@north.example" || len(stats.Issues) != 1 || stats.Issues[0].Severity != "lost" || !strings.Contains(stats.Issues[0].Message.EN, `"salary"`) {
		t.Errorf("rows %q, issues %+v; want the columns that may be read, and that one is lost", rows, stats.Issues)
	}
}

func TestTablesThatChangeUnderneath(t *testing.T) {
	addr, db := fresh(t, "CREATE TABLE a (id int PRIMARY KEY, email varchar(80))", "CREATE TABLE b (id int PRIMARY KEY, email varchar(80))")
	s := open(t, addr, database.Options{})
	a, b := tableOf(t, s, "a"), tableOf(t, s, "b")
	run(t, db, "DROP TABLE a", "ALTER TABLE b DROP COLUMN email")
	_, err := a.Scan(t.Context(), []dataset.Sink{&collector{}})
	told(t, err, "no longer there")
	_, err = b.Scan(t.Context(), []dataset.Sink{&collector{}})
	told(t, err, "a column is not there")
}

// meddler is a sink that does something at the first record.
type meddler struct {
	do   func()
	rows int
}

func (m *meddler) Row(dataset.Place, [][]byte) {
	if m.rows++; m.rows == 1 {
		m.do()
	}
}

// large makes a table that is too large to be sent before its first row is taken.
func large(t *testing.T) (database.Address, *sql.DB) {
	return fresh(t, "CREATE TABLE leads (id int PRIMARY KEY, email varchar(80), note varchar(1000))",
		"INSERT INTO leads SELECT seq, CONCAT('p', seq, '@north.example'), REPEAT('x', 900) FROM "+numbers(30000), "ANALYZE TABLE leads")
}

func TestConnectionKilledInTheMiddle(t *testing.T) {
	addr, db := large(t)
	s := open(t, addr, database.Options{})
	tab := tableOf(t, s, "leads")
	tab.sel.Base.Rows = 0 // one statement for all rows
	sink := &meddler{do: func() {
		rows, err := db.QueryContext(context.Background(), "SELECT id FROM information_schema.processlist WHERE db = ? AND info LIKE 'SELECT%note%' AND info NOT LIKE '%processlist%'", addr.Database)
		if err != nil {
			t.Error(err)
			return
		}
		defer rows.Close()
		var ids []int64
		for rows.Next() {
			var id int64
			if err := rows.Scan(&id); err != nil {
				t.Error(err)
			}
			ids = append(ids, id)
		}
		if err := rows.Err(); err != nil || len(ids) != 1 {
			t.Errorf("found %d connections to end, error %v; want 1", len(ids), err)
		}
		for _, id := range ids {
			run(t, db, fmt.Sprintf("KILL %d", id))
		}
	}}
	stats, err := tab.Scan(t.Context(), []dataset.Sink{sink})
	told(t, err, "run the audit again")
	if stats.Rows == 0 || stats.Rows >= 30000 || stats.Rows != int64(sink.rows) {
		t.Errorf("Stats.Rows = %d, the sink got %d; want some, not all", stats.Rows, sink.rows)
	}
}

func TestCancelledInTheMiddle(t *testing.T) {
	addr, _ := large(t)
	s := open(t, addr, database.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var at time.Time
	sink := &meddler{do: func() { cancel(); at = time.Now() }}
	if _, err := tableOf(t, s, "leads").Scan(ctx, []dataset.Sink{sink, &collector{}}); !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v, want that of the context", err)
	}
	if took := time.Since(at); took > time.Second {
		t.Errorf("the scan ended %v after it was told to", took)
	}
}

func TestWhatIsWrittenMeanwhileIsNotRead(t *testing.T) {
	addr, db := large(t)
	s := open(t, addr, database.Options{})
	meddle := func() {
		run(t, db, "DELETE FROM leads WHERE id MOD 3 = 0", "INSERT INTO leads VALUES (100001, 'late@north.example', '')")
	}
	first := &meddler{do: meddle}
	stats, err := tableOf(t, s, "leads").Scan(t.Context(), []dataset.Sink{first, &collector{}})
	if err != nil || stats.Rows != 30000 {
		t.Errorf("%d rows, error %v; want the 30000 that there were", stats.Rows, err)
	}
}

func TestStatementsThatTakeTooLong(t *testing.T) {
	addr, _ := fresh(t, "CREATE TABLE leads (id int PRIMARY KEY)", "INSERT INTO leads VALUES (1), (2), (3), (4), (5)")
	s := open(t, addr, database.Options{Timeout: 1})
	q, err := s.Query(t.Context(), "SELECT a.id, BENCHMARK(100000000, SHA1(a.id)) AS n FROM leads a")
	if err != nil {
		t.Fatal(err)
	}
	_, err = q.Scan(t.Context(), []dataset.Sink{&collector{}})
	told(t, err, "--db-timeout")
}

func TestLocksAreNotWaitedForForever(t *testing.T) {
	addr, db := fresh(t, "CREATE TABLE leads (id int PRIMARY KEY)")
	s := open(t, addr, database.Options{})
	tab := tableOf(t, s, "leads")
	holder, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer holder.Close()
	if _, err := holder.ExecContext(t.Context(), "LOCK TABLES leads WRITE"); err != nil {
		t.Fatal(err)
	}
	_, err = tab.Scan(t.Context(), []dataset.Sink{&collector{}})
	told(t, err, "holds a lock")
}

func TestValuesTooLong(t *testing.T) {
	addr, _ := fresh(t, "CREATE TABLE leads (id int PRIMARY KEY, email varchar(80), note longtext, more mediumtext)",
		"INSERT INTO leads VALUES (1, 'ada@north.example', REPEAT('x', 1048576), 'a'), (2, 'bo@north.example', REPEAT('x', 1048577), 'b'), (3, 'cy@north.example', NULL, NULL)")
	s := open(t, addr, database.Options{})
	rows, stats := scanned(t, tableOf(t, s, "leads"), 1)
	if len(rows) != 3 || len(rows[0]) != 1048576+len("1|ada@north.example||a") || rows[1] != "2|bo@north.example|∅|b" {
		t.Errorf("%d rows, the second %.60q", len(rows), rows[1])
	}
	if len(stats.Issues) != 1 || stats.Issues[0].Severity != "lost" || stats.Issues[0].Line != 2 || !strings.Contains(stats.Issues[0].Message.EN, `"note"`) {
		t.Errorf("issues = %+v, want that a value of note in record 2 was not read", stats.Issues)
	}
}

func TestWarningsOfAUserWhoCouldWrite(t *testing.T) {
	addr, db := fresh(t, "CREATE TABLE leads (id int PRIMARY KEY)")
	for name, c := range map[string]struct {
		grants []string
		warned bool
	}{
		"reads":  {[]string{"GRANT SELECT ON " + addr.Database + ".*"}, false},
		"writes": {[]string{"GRANT SELECT, UPDATE ON " + addr.Database + ".leads"}, true},
		"drops":  {[]string{"GRANT SELECT, DROP ON " + addr.Database + ".*"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			user, opt := withUser(t, addr, db, c.grants...)
			got, err := open(t, user, opt).Warnings(t.Context())
			if err != nil || len(got) > 1 || (len(got) == 1) != c.warned {
				t.Fatalf("warnings = %v, error %v; want one: %v", got, err, c.warned)
			}
			if c.warned && (!strings.Contains(got[0].EN, "GRANT SELECT ON `leadlint\\_") || !strings.Contains(got[0].FR, "CREATE USER")) {
				t.Errorf("the warning has no script: %s", got[0].EN)
			}
		})
	}
}

func TestQuery(t *testing.T) {
	addr, _ := fresh(t, crm()...)
	s := open(t, addr, database.Options{})
	q, err := s.Query(t.Context(), "SELECT c.email, c.since, o.name AS employer, x'00' AS raw FROM contact c LEFT JOIN company o ON o.id = c.company_id WHERE c.email <> ')' ORDER BY c.id;")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(q.Columns(), ","); got != "email,since,employer,raw" {
		t.Errorf("columns = %s", got)
	}
	rows, _ := scanned(t, q, 2)
	if len(rows) != 3 || rows[0] != "ada@north.example|2024-01-02 03:04:05|North|∅" {
		t.Errorf("rows = %q", rows)
	}
	_, err = s.Query(t.Context(), "SELECT id, id FROM contact")
	told(t, err, "same name")
	_, err = s.Query(t.Context(), "SELECT zzz FROM contact")
	told(t, err, "a column is not there")
}
