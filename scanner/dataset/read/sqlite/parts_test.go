package sqlite

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
	"leadlint/scanner/dataset/database"
)

func TestPartsAreTheWhole(t *testing.T) {
	paths := map[string]string{
		"rowids": fill(t, 1000), "few rows": fill(t, 2), "no rows": fill(t, 0),
		"without rowids": build(t, `CREATE TABLE t (k TEXT PRIMARY KEY, email TEXT) WITHOUT ROWID`, `INSERT INTO t VALUES ('a','1'),('b','2'),('c','3'),('d','4')`),
		"far apart":      build(t, "CREATE TABLE t (a)", "INSERT INTO t(rowid, a) VALUES (1,1),(2,2),(9223372036854775807,3),(-9223372036854775808,4)"),
	}
	for name, path := range paths {
		t.Run(name, func(t *testing.T) {
			tables, _, _ := open(t, path)
			whole, want := scan(t, tables[0])
			for _, n := range []int{1, 2, 3, 7} {
				got := map[int64]string{}
				rows := int64(0)
				for i := range n {
					tables, _, _ := open(t, path)
					tables[0].(dataset.Parted).Part(i, n)
					sinks := make([]dataset.Sink, 1+i%2) // where a part ends must not depend on the workers
					c := &collector{rows: map[int64]string{}}
					for k := range sinks {
						sinks[k] = c
					}
					stats, err := tables[0].Scan(context.Background(), sinks)
					if err != nil {
						t.Fatal(err)
					}
					rows += stats.Rows
					maps.Copy(got, c.rows)
				}
				if rows != want.Rows || fmt.Sprint(got) != fmt.Sprint(whole) {
					t.Errorf("%d parts: got %d rows, want %d, each once", n, rows, want.Rows)
				}
			}
		})
	}
}

// queried opens a query over a small database.
func queried(t *testing.T, statement string) (dataset.Table, error) {
	t.Helper()
	path := build(t, `CREATE TABLE t (id INTEGER PRIMARY KEY, email TEXT, ok BOOLEAN, n REAL, at DATETIME, tags JSON)`,
		`INSERT INTO t VALUES (1,'ada@north.example',1,33639980000,'2024-01-02 10:00:00','["a","b"]'),(2,'bo@south.example',0,1.5,NULL,NULL),(3,'',NULL,NULL,'x',x'00')`)
	b, err := blob.File(path, "leads.db")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	tables, _, _, err := Open(b, database.Options{Query: statement})
	if err != nil {
		return nil, err
	}
	return tables[0], nil
}

func TestQuery(t *testing.T) {
	table, err := queried(t, "SELECT *, id AS id, count(*) OVER () AS c FROM t WHERE id < 3 ORDER BY id DESC -- all of them")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(table.Columns(), ","); got != "id,email,ok,n,at,tags,id,c" && !strings.HasPrefix(got, "id,email,ok,n,at,tags,id") {
		t.Errorf("columns: got %q", got)
	}
	rows, stats := scan(t, table)
	want := map[int64]string{1: "2|bo@south.example|false|1.5|∅|∅|2|2", 2: "1|ada@north.example|true|33639980000|2024-01-02 10:00:00|a\x1fb|1|2"}
	if fmt.Sprint(rows) != fmt.Sprint(want) || stats.Rows != 2 {
		t.Errorf("got %v, want %v", rows, want)
	}
	sample, err := table.Sample(context.Background(), 1)
	if err != nil || len(sample) != 1 {
		t.Errorf("Sample: got %d rows, %v, want 1", len(sample), err)
	}
}

func TestSampleOfAQueryIsOfEveryKind(t *testing.T) {
	table, err := queried(t, "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM r WHERE i < 9000) SELECT i, i%2 FROM r")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := table.Sample(context.Background(), 100)
	again, _ := table.Sample(context.Background(), 100)
	if err != nil || len(rows) != 100 || fmt.Sprint(rows) != fmt.Sprint(again) {
		t.Fatalf("got %d rows, %v, want 100, the same twice", len(rows), err)
	}
	odd := 0
	for _, r := range rows {
		odd += int(r[1][0] - '0')
	}
	if last := string(rows[99][0]); odd < 20 || odd > 80 || len(last) < 4 || last < "8" {
		t.Errorf("got %d odd numbers of 100 up to %s, want about half, and the end too", odd, last)
	}
}

func TestQueryReadsAndNothingElse(t *testing.T) {
	for _, statement := range []string{
		"DELETE FROM t", "SELECT 1; DELETE FROM t", "SELECT 1) ; DELETE FROM t; SELECT * FROM (SELECT 1", "PRAGMA journal_mode=WAL", "SELECT * FROM pragma_journal_mode",
		"ATTACH 'secret-hunter2.db' AS x", "SELECT 1); ATTACH 'secret-hunter2.db' AS x; SELECT * FROM (SELECT 1", "SELECT nosuch FROM t", "SELECT load_extension('secret-hunter2')", "", "WITH x AS (SELECT 1) DELETE FROM t",
	} {
		table, err := queried(t, statement)
		if err == nil && table != nil {
			_, err = table.Scan(context.Background(), []dataset.Sink{nowhere{}})
		}
		if statement == "" {
			continue // no query: the tables
		}
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: got %v, want an error that does not repeat it", statement, err)
		}
	}
}

func TestHotJournalIsExplained(t *testing.T) {
	path := fill(t, 200)
	journal := append([]byte{0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7, 0, 0, 0, 1}, make([]byte, 2048)...)
	writeFile(t, path+"-journal", journal)
	before := folder(t, path)
	if _, _, err := open(t, path); err == nil || !strings.Contains(err.Error(), "journal") {
		t.Errorf("got %v, want the journal named", err)
	}
	for name, data := range folder(t, path) {
		if string(before[name]) != string(data) {
			t.Errorf("%q was changed", name)
		}
	}
}
