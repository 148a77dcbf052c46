package postgres

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
)

// server opens a fresh database on the server of LEADLINT_TEST_POSTGRES, in which the
// statements were run.
func server(t testing.TB, statements ...string) (*connected, database.Address) {
	t.Helper()
	text := os.Getenv("LEADLINT_TEST_POSTGRES")
	if text == "" {
		t.Skip("no PostgreSQL server to test with: make test-databases starts one, or give the address of one on which databases may be made as LEADLINT_TEST_POSTGRES, its password as PGPASSWORD")
	}
	addr, err := database.ParseAddress(text)
	if err != nil {
		t.Fatal(err)
	}
	name := "leadlint_" + strings.ToLower(strings.NewReplacer("/", "_", "#", "_", " ", "_").Replace(t.Name()))
	name = name[:min(len(name), 60)]
	drop := []string{"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = " + literal(name), "DROP DATABASE IF EXISTS " + quote(name)}
	admin(t, addr, append(drop, "CREATE DATABASE "+quote(name))...)
	above := addr
	t.Cleanup(func() { admin(t, above, drop...) })
	addr.Database = name
	admin(t, addr, statements...)
	return open(t, addr), addr
}

// open opens a database and closes it in the end.
func open(t testing.TB, addr database.Address) *connected {
	t.Helper()
	db, err := Open(t.Context(), addr, database.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db.(*connected)
}

// admin runs statements that change things, each in a transaction of its own.
func admin(t testing.TB, addr database.Address, statements ...string) {
	t.Helper()
	config, err := configure(addr, func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	c, err := connect(context.Background(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	for _, sql := range statements {
		if _, err := c.rows(context.Background(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
}

// find gives a table of the catalogue.
func find(t testing.TB, db *connected, name string) *database.Table {
	t.Helper()
	c, err := db.Catalog(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.Tables {
		if c.Tables[i].Full() == name {
			return &c.Tables[i]
		}
	}
	t.Fatalf("the catalogue has no table %q", name)
	return nil
}

// table opens all columns of a table.
func tableOf(t testing.TB, db *connected, name string) dataset.Table {
	t.Helper()
	got, err := db.Table(t.Context(), database.Select{Base: find(t, db, name)})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// collector keeps the rows of one sink as text: NULL is "∅".
type collector struct {
	rows  []string
	lines []int64
}

func (c *collector) Row(at dataset.Place, cells [][]byte) {
	var parts []string
	for _, cell := range cells {
		if cell == nil {
			parts = append(parts, "∅")
			continue
		}
		parts = append(parts, strings.ReplaceAll(string(cell), "\x1f", "¦"))
	}
	c.rows = append(c.rows, strings.Join(parts, "|"))
	c.lines = append(c.lines, at.Line)
}

// scanned reads a table with so many sinks and gives its rows, sorted.
func scanned(t testing.TB, table dataset.Table, sinks int) ([]string, dataset.Stats, error) {
	t.Helper()
	all := make([]*collector, sinks)
	list := make([]dataset.Sink, sinks)
	for i := range all {
		all[i] = &collector{}
		list[i] = all[i]
	}
	stats, err := table.Scan(t.Context(), list)
	var rows []string
	for _, c := range all {
		rows = append(rows, c.rows...)
	}
	slices.Sort(rows)
	if int64(len(rows)) != stats.Rows {
		t.Errorf("Stats.Rows = %d, but the sinks got %d", stats.Rows, len(rows))
	}
	return rows, stats, err
}

func TestCells(t *testing.T) {
	db, _ := server(t, `CREATE TYPE stage AS ENUM ('new', 'won')`, `CREATE DOMAIN mail AS text`, `CREATE DOMAIN since AS timestamptz`,
		`CREATE TYPE pair AS (a int, b text)`,
		`CREATE TABLE leads (id int PRIMARY KEY, name text, ok boolean, d date, ts timestamp, tz timestamptz, s since, n numeric(12,2), f float8, r real,
			tags text[], doc jsonb, raw bytea, st stage, m mail, span int4range, p pair, i interval, u uuid, nested int[][])`,
		`INSERT INTO leads VALUES (7, E'tab\tline\nback\\slash \\N', true, '2024-02-29', '2024-02-29 10:11:12.50', '2024-02-29 10:11:12.5+02', '2024-01-01 00:00+00', 12.30, 33639980000, 1e21,
			'{a,"b,c",NULL}', '{"k":["x",1,null,true],"o":{"p":"é"}}', '\x00ff', 'won', 'a@b.example', '[1,5)', ROW(1,'x'), '1 day 02:00', '00000000-0000-0000-0000-000000000001', '{{1,2},{3,4}}')`,
		`INSERT INTO leads VALUES (8, '', false, 'infinity', '-infinity', 'infinity', NULL, 'NaN', 'Infinity', 'NaN', '{}', 'null')`,
		`INSERT INTO leads (id) VALUES (9)`)
	got, stats, err := scanned(t, tableOf(t, db, "leads"), 1)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"7|tab\tline\nback\\slash \\N|true|2024-02-29|2024-02-29 10:11:12.5|2024-02-29 08:11:12.5Z|2024-01-01 00:00:00Z|12.30|33639980000|1000000000000000000000|" +
			"a¦b,c|x¦1¦true¦é|∅|won|a@b.example|[1,5)|(1,x)|P1DT2H|00000000-0000-0000-0000-000000000001|1¦2¦3¦4",
		"8||false|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅",
		"9|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if text := fmt.Sprint(stats.Issues); !strings.Contains(text, `bytes (bytea)`) || !strings.Contains(text, `"raw"`) {
		t.Errorf("issues = %s, want a note on the column of bytes", text)
	}
	sample, err := tableOf(t, db, "leads").Sample(t.Context(), 10)
	if err != nil || len(sample) != 3 || !bytes.Equal(sample[0][9], []byte("1000000000000000000000")) {
		t.Errorf("Sample gave %d rows, %v", len(sample), err)
	}
}

func TestSinksAndPartsReadEachRowOnce(t *testing.T) {
	db, _ := server(t, `CREATE TABLE leads (id bigint PRIMARY KEY, name text, filler text)`,
		`INSERT INTO leads SELECT n, 'n'||n, repeat('x', 900) FROM generate_series(1, 30000) n`,
		`CREATE TABLE keyless AS SELECT name, filler FROM leads`,
		`CREATE TABLE split (id int, name text) PARTITION BY RANGE (id)`,
		`CREATE TABLE split_a PARTITION OF split FOR VALUES FROM (0) TO (20000)`, `CREATE TABLE split_b PARTITION OF split FOR VALUES FROM (20000) TO (MAXVALUE)`,
		`INSERT INTO split SELECT id, name FROM leads`, `CREATE VIEW seen AS SELECT id FROM leads WHERE id <= 100`, `ANALYZE`)
	for _, c := range []struct {
		table string
		rows  int
	}{{"leads", 30000}, {"keyless", 30000}, {"split", 30000}, {"seen", 100}} {
		for _, parts := range []int{1, 2, 5} {
			for _, sinks := range []int{1, 3} {
				var all []string
				for i := range parts {
					table := tableOf(t, db, c.table)
					if parts > 1 {
						table.(dataset.Parted).Part(i, parts)
					}
					rows, _, err := scanned(t, table, sinks)
					if err != nil {
						t.Fatal(err)
					}
					all = append(all, rows...)
				}
				slices.Sort(all)
				if n := len(slices.Compact(all)); len(all) != c.rows || n != c.rows {
					t.Errorf("%s in %d parts with %d sinks: %d rows, %d of them different; want %d", c.table, parts, sinks, len(all), n, c.rows)
				}
			}
		}
	}
	if e := tableOf(t, db, "split").(dataset.Estimator).Estimate(); e != 30000 {
		t.Errorf("Estimate of the partitioned table = %d, want 30000", e)
	}
	first, err := tableOf(t, db, "leads").Sample(t.Context(), 200)
	again, err2 := tableOf(t, db, "leads").Sample(t.Context(), 200)
	if err != nil || err2 != nil || len(first) != 200 || fmt.Sprint(first) != fmt.Sprint(again) {
		t.Errorf("Sample gave %d and %d rows, %v, %v; want 200, the same twice", len(first), len(again), err, err2)
	}
	spread := map[string]bool{}
	for _, row := range first {
		spread[fmt.Sprintf("%c%d", row[0][0], len(row[0]))] = true
	}
	if len(spread) < 5 {
		t.Errorf("the sample comes from %d corners of the table; want it spread", len(spread))
	}
}

func TestSamplePercentDrawsTheSameRecordsEachTime(t *testing.T) {
	db, _ := server(t, `CREATE TABLE leads (id bigint PRIMARY KEY, name text)`, `INSERT INTO leads SELECT n, 'n'||n FROM generate_series(1, 20000) n`,
		`CREATE TABLE keyless AS SELECT name FROM leads`, `CREATE VIEW seen AS SELECT name FROM leads`)
	for _, name := range []string{"leads", "keyless", "seen"} {
		var first []string
		for _, sinks := range []int{1, 3} {
			table := tableOf(t, db, name)
			table.(dataset.Sampler).SamplePercent(5)
			rows, _, err := scanned(t, table, sinks)
			if err != nil || len(rows) < 850 || len(rows) > 1150 {
				t.Fatalf("%s: %d rows of 20000, %v; want about 1000", name, len(rows), err)
			}
			if first != nil && !slices.Equal(first, rows) {
				t.Errorf("%s: %d sinks draw other records than one", name, sinks)
			}
			first = rows
		}
	}
}
