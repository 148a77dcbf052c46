package postgres

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
)

// as is the address for another role, made with a password of its own.
func as(t *testing.T, addr database.Address, role string, grants ...string) database.Address {
	t.Helper()
	role = "leadlint_" + role
	admin(t, addr, `DROP ROLE IF EXISTS `+role, `CREATE ROLE `+role+` LOGIN PASSWORD 'only for a test'`)
	owner := addr
	t.Cleanup(func() { admin(t, owner, `DROP OWNED BY `+role, `DROP ROLE `+role) })
	for _, g := range grants {
		admin(t, addr, strings.ReplaceAll(g, "ROLE", role))
	}
	t.Setenv("LEADLINT_DB_PASSWORD", "only for a test")
	addr.User = role
	return addr
}

// issues are the texts of what a scan told.
func issues(stats dataset.Stats) string {
	var parts []string
	for _, i := range stats.Issues {
		parts = append(parts, i.Severity+": "+i.Message.EN)
	}
	return strings.Join(parts, "\n")
}

func TestALongValueIsToldAndCostsNoMemory(t *testing.T) {
	db, _ := server(t, `CREATE TABLE leads (id int PRIMARY KEY, name text, doc jsonb, note text)`,
		`INSERT INTO leads VALUES (1, 'a', '{"k":1}', 'short'), (2, 'b', jsonb_build_object('k', repeat('y', 3000000)), repeat('x', 50000000)),
			(3, 'c', NULL, repeat('ab', 600000)), (4, 'd', NULL, NULL)`)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	rows, stats, err := scanned(t, tableOf(t, db, "leads"), 2)
	runtime.ReadMemStats(&after)
	if err != nil || strings.Join(rows, "\n") != "1|a|1|short\n2|b|∅|∅\n3|c|∅|∅\n4|d|∅|∅" {
		t.Errorf("rows %.200q, %v", rows, err)
	}
	if grown := (after.TotalAlloc - before.TotalAlloc) >> 20; grown > 40 {
		t.Errorf("allocated %d MiB", grown)
	}
	if got := issues(stats); !strings.Contains(got, `lost: a value of 50000000 bytes in column "note" was not read`) || !strings.Contains(got, `in column "doc"`) {
		t.Errorf("issues: %s", got)
	}
}

func TestARowOfManyLongValuesIsSkipped(t *testing.T) {
	columns := ""
	for i := range 20 {
		columns += fmt.Sprintf(", repeat('x', 1000000) AS c%d", i)
	}
	db, _ := server(t, `CREATE TABLE leads AS SELECT 1 AS id`+columns, `INSERT INTO leads (id) VALUES (2)`)
	rows, stats, err := scanned(t, tableOf(t, db, "leads"), 1)
	if err != nil || len(rows) != 1 || !strings.HasPrefix(rows[0], "2|") || stats.Skipped != 1 {
		t.Errorf("%d rows, %d skipped, %v", len(rows), stats.Skipped, err)
	}
	if got := issues(stats); !strings.Contains(got, "lost: skipped: a row longer than 16 MiB") {
		t.Errorf("issues: %s", got)
	}
}

func TestWhatTheRoleMayNotSeeIsTold(t *testing.T) {
	_, addr := server(t, `CREATE TABLE leads (id int PRIMARY KEY, email text, salary int)`, `CREATE TABLE secret (email text)`,
		`CREATE TABLE ruled (id int, owner text)`, `ALTER TABLE ruled ENABLE ROW LEVEL SECURITY`, `CREATE POLICY part ON ruled USING (id < 3)`,
		`CREATE SCHEMA closed`, `CREATE TABLE closed.leads (email text)`,
		`INSERT INTO leads VALUES (1, 'a@lead.example', 9)`, `INSERT INTO ruled SELECT n, 'o' FROM generate_series(1, 5) n`)
	addr = as(t, addr, "reader", `GRANT SELECT (id, email) ON leads TO ROLE`, `GRANT SELECT ON ruled TO ROLE`)
	db := open(t, addr)
	for name, want := range map[string]string{"secret": "may not read it", "closed.leads": "GRANT USAGE ON SCHEMA", "leads": "", "ruled": ""} {
		if got := find(t, db, name).Unreadable; (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%s: unreadable %q, want %q", name, got, want)
		}
	}
	rows, stats, err := scanned(t, tableOf(t, db, "leads"), 1)
	if err != nil || fmt.Sprint(rows) != "[1|a@lead.example]" || !strings.Contains(issues(stats), `lost: columns of the table "leads" that the role may not read: "salary"`) {
		t.Errorf("rows %q, %v, issues %s", rows, err, issues(stats))
	}
	rows, stats, err = scanned(t, tableOf(t, db, "ruled"), 1)
	if err != nil || len(rows) != 2 || !strings.Contains(issues(stats), "lost: row-level security") {
		t.Errorf("%d rows, %v, issues %s", len(rows), err, issues(stats))
	}
	table, err := db.Table(t.Context(), database.Select{Base: find(t, db, "secret")})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := scanned(t, table, 1); err == nil || !strings.Contains(err.Error(), "42501") {
		t.Errorf("reading the other table ends with %v, want that the role may not", err)
	}
	warnings, err := db.Warnings(t.Context())
	if err != nil || len(warnings) != 0 {
		t.Errorf("a role that may only read is warned of: %v, %v", warnings, err)
	}
}

func TestARoleThatCouldWriteIsWarnedOf(t *testing.T) {
	super, addr := server(t, `CREATE TABLE "Leads" (id int PRIMARY KEY)`, `CREATE SCHEMA crm`, `CREATE TABLE crm.notes (id int)`)
	warnings, err := super.Warnings(t.Context())
	if err != nil || len(warnings) != 1 || !strings.Contains(warnings[0].EN, "superuser") {
		t.Fatalf("warnings %v, %v; want one on the superuser", warnings, err)
	}
	addr = as(t, addr, "writer", `GRANT SELECT, UPDATE ON "Leads" TO ROLE`)
	db := open(t, addr)
	if warnings, err = db.Warnings(t.Context()); err != nil || len(warnings) != 1 || !strings.Contains(warnings[0].EN, "may change 1 table;") {
		t.Errorf("warnings %v, %v; want one on a table", warnings, err)
	}
	for _, want := range []string{`GRANT USAGE ON SCHEMA "crm", "public" TO leadlint;`, `GRANT SELECT ON "crm"."notes", "public"."Leads" TO leadlint;`} {
		if got := super.script("crm"); !strings.Contains(got, want) {
			t.Errorf("the script is\n%s\nwant it to have %s", got, want)
		}
	}
}

// ender ends the connection from the other side once a row has come.
type ender struct {
	end  func()
	rows atomic.Int64
}

func (e *ender) Row(dataset.Place, [][]byte) {
	if e.rows.Add(1) == 100 {
		e.end()
	}
}

func TestAConnectionEndedInTheMiddle(t *testing.T) {
	db, addr := server(t, `CREATE TABLE leads AS SELECT n AS id, repeat('x', 500) AS name FROM generate_series(1, 100000) n`)
	e := &ender{end: func() {
		admin(t, addr, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'leadlint' AND datname = current_database()
			AND pid <> pg_backend_pid() AND state = 'active'`)
	}}
	stats, err := tableOf(t, db, "leads").Scan(t.Context(), []dataset.Sink{e, e})
	if err == nil || !strings.Contains(err.Error(), "not read") {
		t.Errorf("the scan ends with %v, want that the rest was not read", err)
	}
	if stats.Rows == 0 || stats.Rows >= 100000 || stats.Rows != e.rows.Load() {
		t.Errorf("Stats.Rows = %d, the sinks got %d of 100000", stats.Rows, e.rows.Load())
	}
	admin(t, addr, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'leadlint' AND datname = current_database() AND pid <> pg_backend_pid()`)
	if rows, _, err := scanned(t, tableOf(t, db, "leads"), 1); err != nil || len(rows) != 100000 {
		t.Errorf("afterwards: %d rows, %v", len(rows), err)
	}
}

func TestACancelledScanEndsAtOnce(t *testing.T) {
	db, _ := server(t, `CREATE TABLE leads AS SELECT n AS id, repeat('x', 500) AS name FROM generate_series(1, 100000) n`)
	ctx, cancel := context.WithCancel(t.Context())
	table := tableOf(t, db, "leads")
	start := time.Now()
	stats, err := table.Scan(ctx, []dataset.Sink{&ender{end: cancel}})
	if !errors.Is(err, context.Canceled) || stats.Rows == 0 || stats.Rows == 100000 {
		t.Errorf("%d rows, %v; want some and context.Canceled", stats.Rows, err)
	}
	if took := time.Since(start); took > 3*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestTablesThatVanishChangeOrAreLocked(t *testing.T) {
	db, addr := server(t, `CREATE TABLE gone (id int)`, `CREATE TABLE reshaped (id int, email text)`, `CREATE TABLE locked (id int)`, `CREATE TABLE fine (id int)`,
		`INSERT INTO gone VALUES (1)`, `INSERT INTO reshaped VALUES (1, 'x')`, `INSERT INTO locked VALUES (1)`, `INSERT INTO fine VALUES (1)`)
	tables := map[string]dataset.Table{}
	for _, name := range []string{"gone", "reshaped", "locked", "fine"} {
		tables[name] = tableOf(t, db, name)
	}
	admin(t, addr, `DROP TABLE gone`, `ALTER TABLE reshaped DROP COLUMN email`)
	config, err := configure(addr, func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	holder, err := connect(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer holder.close()
	if _, err := holder.rows(t.Context(), `BEGIN; LOCK TABLE locked IN ACCESS EXCLUSIVE MODE`); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"gone": `"gone" is no longer there`, "reshaped": `"reshaped" changed its shape`, "locked": `"locked" is locked by another session`, "fine": ""} {
		rows, _, err := scanned(t, tables[name], 2)
		if want == "" && (err != nil || len(rows) != 1) || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %d rows, %v; want %q", name, len(rows), err, want)
		}
	}
}

func TestASlowStatementIsEnded(t *testing.T) {
	_, addr := server(t, `CREATE VIEW slow AS SELECT n, pg_sleep(0.1)::text FROM generate_series(1, 1000) n`)
	db, err := Open(t.Context(), addr, database.Options{Timeout: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	table := tableOf(t, db.(*connected), "slow")
	if _, _, err := scanned(t, table, 1); err == nil || !strings.Contains(err.Error(), "longer than the 1 s") {
		t.Errorf("it ends with %v, want the time limit", err)
	}
}

func TestQueries(t *testing.T) {
	db, addr := server(t, `CREATE TABLE leads (id int, email text, ok boolean, raw bytea)`, `INSERT INTO leads VALUES (1, 'a@lead.example', true, '\x00'), (2, NULL, false, NULL)`)
	q, err := db.Query(t.Context(), "SELECT id AS n, email, ok, id + 1 AS n, raw FROM leads ORDER BY id DESC -- all of them\n;")
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(q.Columns()); got != "[n email ok n raw]" {
		t.Errorf("columns %s", got)
	}
	rows, _, err := scanned(t, q, 2)
	if err != nil || fmt.Sprint(rows) != "[1|a@lead.example|true|2|∅ 2|∅|false|3|∅]" {
		t.Errorf("rows %q, %v", rows, err)
	}
	if sample, err := q.Sample(t.Context(), 1); err != nil || len(sample) != 1 {
		t.Errorf("sample %q, %v", sample, err)
	}
	for _, bad := range []string{"", "DELETE FROM leads", "DELETE FROM leads RETURNING *", "WITH d AS (DELETE FROM leads RETURNING *) SELECT * FROM d",
		"SELECT 1; DELETE FROM leads", "SELECT 1) AS r(c0); COMMIT; DELETE FROM leads; SELECT (1", "SELECT $1::int", "SELECT nextval('x')", "SELEKT", "SELECT * INTO other FROM leads"} {
		if q, err := db.Query(t.Context(), bad); err == nil {
			if _, _, err = scanned(t, q, 1); err == nil {
				t.Errorf("%q was read", bad)
			}
		}
	}
	if rows, _, _ := scanned(t, tableOf(t, open(t, addr), "leads"), 1); len(rows) != 2 {
		t.Errorf("%d rows are left of 2", len(rows))
	}
}

func TestCredentials(t *testing.T) {
	_, addr := server(t)
	wrong := func(addr database.Address, opt database.Options, want string) {
		t.Helper()
		if db, err := Open(t.Context(), addr, opt); err == nil {
			db.Close()
			t.Errorf("it was let in; want %q", want)
		} else if !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "wrong word") {
			t.Errorf("error %q, want %q", err, want)
		}
	}
	env := func(string) string { return "wrong word" }
	wrong(addr, database.Options{Env: env}, "LEADLINT_DB_PASSWORD")
	other := addr
	other.Database = "leadlint_there_is_none"
	wrong(other, database.Options{}, "no database of that name")
	nobody := addr
	nobody.Port = "1"
	wrong(nobody, database.Options{}, "no PostgreSQL server answers at 127.0.0.1:1")
	tls := addr
	tls.Options = map[string][]string{"sslmode": {"require"}}
	wrong(tls, database.Options{}, "TLS")

	reader := as(t, addr, "asked")
	t.Setenv("PGPASSWORD", "")
	t.Setenv("LEADLINT_DB_PASSWORD", "")
	t.Setenv("PGPASSFILE", "/nonexistent")
	asked := 0
	db, err := Open(t.Context(), reader, database.Options{Password: func(prompt string) (string, error) {
		asked++
		return "only for a test", nil
	}})
	if err != nil || asked != 1 {
		t.Fatalf("asked %d times, %v", asked, err)
	}
	db.Close()
	wrong(reader, database.Options{}, "the password is wrong or missing")
}
