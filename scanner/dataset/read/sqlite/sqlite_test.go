package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
	"leadlint/scanner/dataset/database"
)

// collector keeps every row as text; several workers may share it.
type collector struct {
	mu   sync.Mutex
	rows map[int64]string
}

func (c *collector) Row(at dataset.Place, cells [][]byte) {
	text := make([]string, len(cells))
	for i, cell := range cells {
		text[i] = "∅"
		if cell != nil {
			text[i] = string(cell)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rows[at.Line] = strings.Join(text, "|")
}

// build makes a database by statements and gives its path.
func build(t testing.TB, statements ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "leads ?#%é.db")
	db, err := sql.Open("sqlite3", "file:"+strings.NewReplacer("?", "%3f", "#", "%23", "%", "%25").Replace(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	return path
}

// open opens a path as the scanner does.
func open(t testing.TB, path string) ([]dataset.Table, string, error) {
	t.Helper()
	b, err := blob.File(path, "leads.db")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	tables, _, issues, err := Open(b, database.Options{})
	return tables, fmt.Sprint(issues), err
}

// scan reads one table with two workers.
func scan(t testing.TB, table dataset.Table) (map[int64]string, dataset.Stats) {
	t.Helper()
	c := &collector{rows: map[int64]string{}}
	stats, err := table.Scan(context.Background(), []dataset.Sink{c, c})
	if err != nil {
		t.Fatalf("Scan: %v", err)
	}
	return c.rows, stats
}

func TestTables(t *testing.T) {
	path := build(t, `CREATE TABLE "odd ""name""" (id INTEGER PRIMARY KEY, "e mail" TEXT, n REAL, flag BOOLEAN, at DATETIME, pic BLOB)`,
		`INSERT INTO "odd ""name""" VALUES (1,'ada@north.example',1.5,1,'2024-01-02',x'00ff'), (7,NULL,NULL,NULL,'',NULL), (-3,'x','33639980000',0,5,'t')`,
		`CREATE TABLE keyed (k TEXT PRIMARY KEY, v) WITHOUT ROWID`, `INSERT INTO keyed VALUES ('a',1),('b',NULL)`,
		`CREATE TABLE taken (rowid TEXT, _rowid_ TEXT, oid TEXT)`, `INSERT INTO taken VALUES ('r','s','t')`,
		`CREATE TABLE empty (a, b)`, `CREATE VIEW seen AS SELECT * FROM keyed`, `CREATE INDEX i ON keyed (v)`)
	tables, issues, err := open(t, path)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]struct {
		columns string
		rows    map[int64]string
	}{
		`odd "name"`: {"id,e mail,n,flag,at,pic", map[int64]string{1: "1|ada@north.example|1.5|true|2024-01-02|∅", 7: "7|∅|∅|∅||∅", 0: "-3|x|33639980000|false|5|∅"}},
		"keyed":      {"k,v", map[int64]string{1: "a|1", 2: "b|∅"}},
		"taken":      {"rowid,_rowid_,oid", map[int64]string{1: "r|s|t"}},
		"empty":      {"a,b", map[int64]string{}},
	}
	if len(tables) != len(want) {
		t.Fatalf("got %d tables, want %d", len(tables), len(want))
	}
	for _, table := range tables {
		w := want[table.Name()]
		if got := strings.Join(table.Columns(), ","); got != w.columns {
			t.Errorf("%s: columns: got %q, want %q", table.Name(), got, w.columns)
		}
		rows, stats := scan(t, table)
		if fmt.Sprint(rows) != fmt.Sprint(w.rows) || stats.Rows != int64(len(w.rows)) {
			t.Errorf("%s: rows: got %v, want %v", table.Name(), rows, w.rows)
		}
	}
	if !strings.Contains(issues, `"pic"`) {
		t.Errorf("issues: got %s, want the binary column told", issues)
	}
}

func TestAwkwardCells(t *testing.T) {
	path := build(t, `CREATE TABLE t (a TEXT, b TEXT)`, `INSERT INTO t VALUES ('x'||char(30)||'y','z'), ('two'||char(10)||'lines',''),
		(CAST(x'61ff62' AS TEXT),'ok'), (CAST(x'610062' AS TEXT),'nul'), (char(30),char(30)), ('',NULL)`)
	tables, _, _ := open(t, path)
	rows, stats := scan(t, tables[0])
	want := map[int64]string{1: "x\x1ey|z", 2: "two\nlines|", 3: "a\uFFFDb|ok", 4: "∅|nul", 5: "\x1e|\x1e", 6: "|∅"}
	if fmt.Sprint(rows) != fmt.Sprint(want) {
		t.Errorf("got %q\nwant %q", fmt.Sprint(rows), fmt.Sprint(want))
	}
	if !strings.Contains(fmt.Sprint(stats.Issues), "binary content") {
		t.Errorf("issues: got %v, want the cell with NUL told", stats.Issues)
	}
}

func TestLongCells(t *testing.T) {
	path := build(t, `CREATE TABLE t (a TEXT, b TEXT)`, `INSERT INTO t VALUES ('1','x')`,
		`INSERT INTO t VALUES ('2', printf('%.*c', 50000000, 'x'))`, `INSERT INTO t VALUES ('3','x')`)
	tables, _, _ := open(t, path)
	rows, stats := scan(t, tables[0])
	if want := (map[int64]string{1: "1|x", 2: "2|∅", 3: "3|x"}); fmt.Sprint(rows) != fmt.Sprint(want) {
		t.Errorf("got %.200v, want %v", rows, want)
	}
	if !strings.Contains(fmt.Sprint(stats.Issues), "longer than 1 MiB") {
		t.Errorf("issues: got %v, want the long cell told", stats.Issues)
	}
}

func TestManyColumns(t *testing.T) {
	names := make([]string, 1500)
	for i := range names {
		names[i] = fmt.Sprintf("c%d", i)
	}
	path := build(t, "CREATE TABLE t ("+strings.Join(names, ",")+")", "INSERT INTO t (c0, c1499) VALUES (1, 2)",
		"INSERT INTO t (c0, c1499) VALUES (char(30), 2)")
	tables, _, err := open(t, path)
	if err != nil {
		t.Fatal(err)
	}
	rows, _ := scan(t, tables[0])
	if !strings.HasPrefix(rows[1], "1|∅") || !strings.HasSuffix(rows[2], "∅|2") {
		t.Errorf("got %.20q, want the first and last cells", rows[1])
	}
}

func TestProject(t *testing.T) {
	path := build(t, `CREATE TABLE t (a, b, c)`, `INSERT INTO t VALUES (1,2,3)`)
	for _, tt := range []struct {
		name string
		cols []int
		want string
	}{{"one", []int{1, 9}, "∅|2|∅"}, {"none", nil, "∅|∅|∅"}} {
		t.Run(tt.name, func(t *testing.T) {
			tables, _, _ := open(t, path)
			tables[0].(dataset.Projector).Project(tt.cols)
			if rows, _ := scan(t, tables[0]); rows[1] != tt.want {
				t.Errorf("got %q, want %q", rows[1], tt.want)
			}
		})
	}
}

// fill makes a table of 25 columns with n rows.
func fill(t testing.TB, n int, before ...string) string {
	columns, values := "id INTEGER PRIMARY KEY", "i"
	for c := range 24 {
		columns += fmt.Sprintf(", c%d TEXT", c)
		values += fmt.Sprintf(", CASE WHEN (i+%d)%%7 THEN 'value %d of '||i END", c, c)
	}
	return build(t, append(before, "CREATE TABLE t ("+columns+")",
		fmt.Sprintf("INSERT INTO t WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM r WHERE i < %d) SELECT %s FROM r", n, values))...)
}

// folder lists the files beside a path with their contents.
func folder(t *testing.T, path string) map[string][]byte {
	files := map[string][]byte{}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(filepath.Dir(path), e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = data
	}
	return files
}

func TestNothingIsWritten(t *testing.T) {
	for name, pragma := range map[string]string{"rollback": "PRAGMA journal_mode=DELETE", "wal": "PRAGMA journal_mode=WAL"} {
		t.Run(name, func(t *testing.T) {
			path := fill(t, 1000, pragma)
			before := folder(t, path)
			tables, _, err := open(t, path)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := tables[0].Sample(context.Background(), 10); err != nil {
				t.Fatal(err)
			}
			if _, stats := scan(t, tables[0]); stats.Rows != 1000 || len(stats.Issues) > 0 {
				t.Errorf("got %d rows, issues %v", stats.Rows, stats.Issues)
			}
			after := folder(t, path)
			for f, data := range after {
				if !bytes.Equal(before[f], data) || before[f] == nil {
					t.Errorf("%q was made or changed", f)
				}
			}
		})
	}
}

func TestWALWithoutIndexIsExplained(t *testing.T) {
	path := fill(t, 10, "PRAGMA journal_mode=WAL")
	if err := os.WriteFile(path+"-wal", []byte("changes"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := open(t, path); err == nil || !strings.Contains(err.Error(), "wal_checkpoint") {
		t.Errorf("got %v, want what to do", err)
	}
}

func TestLiveWALIsRead(t *testing.T) {
	path := fill(t, 10, "PRAGMA journal_mode=WAL")
	db, err := sql.Open("sqlite3", "file:"+strings.NewReplacer("?", "%3f", "#", "%23", "%", "%25").Replace(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("INSERT INTO t (id) VALUES (11)"); err != nil {
		t.Fatal(err)
	}
	tables, _, err := open(t, path)
	if err != nil {
		t.Fatal(err)
	}
	if _, stats := scan(t, tables[0]); stats.Rows != 11 {
		t.Errorf("got %d rows, want 11: those in the log too", stats.Rows)
	}
}

func TestLockedIsExplained(t *testing.T) {
	path := fill(t, 10)
	db, err := sql.Open("sqlite3", "file:"+strings.NewReplacer("?", "%3f", "#", "%23", "%", "%25").Replace(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("BEGIN EXCLUSIVE"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := open(t, path); err == nil || !strings.Contains(err.Error(), "locked") {
		t.Errorf("got %v, want that it is locked", err)
	}
}

func TestDamagedPage(t *testing.T) {
	path := fill(t, 5000)
	data, _ := os.ReadFile(path)
	for i := range 4096 {
		data[200*4096+i] = 0xEE
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	tables, _, err := open(t, path)
	if err != nil {
		t.Fatal(err)
	}
	_, stats := scan(t, tables[0])
	if stats.Rows < 4800 || stats.Rows >= 5000 || !strings.Contains(fmt.Sprint(stats.Issues), "damaged page") {
		t.Errorf("got %d rows, issues %v; want nearly all rows, and the damage told", stats.Rows, stats.Issues)
	}
}

func TestOpenRefuses(t *testing.T) {
	for name, data := range map[string][]byte{"cut": fillBytes(t)[:9000], "text": bytes.Repeat([]byte("text "), 50), "short": []byte(magic)} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "in.db")
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, _, err := open(t, path); err == nil {
				t.Error("got no error")
			}
		})
	}
	if _, _, _, err := Open(blob.Bytes("in", fillBytes(t)), database.Options{}); err == nil {
		t.Error("bytes in memory: got no error")
	}
}

func fillBytes(t testing.TB) []byte {
	data, err := os.ReadFile(fill(t, 300))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestSampleIsSpreadAndTheSame(t *testing.T) {
	tables, _, _ := open(t, fill(t, 5000))
	first, err := tables[0].Sample(context.Background(), 40)
	if err != nil || len(first) != 40 {
		t.Fatalf("got %d rows, %v", len(first), err)
	}
	again, _ := tables[0].Sample(context.Background(), 40)
	if !slices.EqualFunc(first, again, func(a, b [][]byte) bool { return slices.EqualFunc(a, b, bytes.Equal) }) {
		t.Error("the second sample differs")
	}
	if last := string(first[39][0]); len(last) != 4 || last < "4400" {
		t.Errorf("last id: got %q, want one near 5000", last)
	}
	sparse := build(t, "CREATE TABLE t (a)", "INSERT INTO t(rowid, a) VALUES (1,1),(2,2),(9223372036854775807,3),(-9223372036854775808,4)")
	tables, _, _ = open(t, sparse)
	if rows, err := tables[0].Sample(context.Background(), 10); len(rows) != 4 || err != nil {
		t.Errorf("sparse: got %d rows, %v, want 4", len(rows), err)
	}
	if _, stats := scan(t, tables[0]); stats.Rows != 4 {
		t.Errorf("sparse: got %d rows, want 4", stats.Rows)
	}
}

func TestCancelled(t *testing.T) {
	tables, _, _ := open(t, fill(t, 5000))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := tables[0].Scan(ctx, []dataset.Sink{&collector{rows: map[int64]string{}}}); err != context.Canceled {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

type nowhere struct{}

func (nowhere) Row(dataset.Place, [][]byte) {}

func BenchmarkScan(b *testing.B) {
	path := fill(b, 100_000)
	for b.Loop() {
		tables, _, err := open(b, path)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := tables[0].Scan(context.Background(), []dataset.Sink{nowhere{}}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*1e5/b.Elapsed().Seconds(), "rows/s")
}

func FuzzSQLiteOpen(f *testing.F) {
	seed := fillBytes(f)
	f.Add(uint32(100), byte(0xff), uint32(4096), byte(0))
	f.Fuzz(func(t *testing.T, at uint32, b byte, at2 uint32, b2 byte) {
		data := bytes.Clone(seed)
		data[int(at)%len(data)] = b
		data[int(at2)%len(data)] = b2
		path := filepath.Join(t.TempDir(), "in.db")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		tables, _, err := open(t, path)
		if err != nil {
			return
		}
		for _, table := range tables {
			_, _ = table.Sample(context.Background(), 3)
			_, _ = table.Scan(context.Background(), []dataset.Sink{nowhere{}})
		}
	})
}

func writeFile(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
