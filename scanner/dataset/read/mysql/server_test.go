package mysql

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	driver "github.com/go-sql-driver/mysql"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
)

// numbers is a table with the whole numbers from 1 to n as seq.
func numbers(n int) string {
	var digits []string
	for d := range 10 {
		digits = append(digits, fmt.Sprintf("SELECT %d AS n", d))
	}
	ten := "(" + strings.Join(digits, " UNION ALL ") + ")"
	return fmt.Sprintf("(SELECT CAST(a.n + 10*b.n + 100*c.n + 1000*d.n + 10000*e.n + 1 AS SIGNED) AS seq FROM %[1]s a, %[1]s b, %[1]s c, %[1]s d, %[1]s e) AS numbers WHERE seq <= %[2]d", ten, n)
}

// testServer is the address of the server that tests may make databases on.
func testServer(t testing.TB) database.Address {
	t.Helper()
	text := os.Getenv("LEADLINT_TEST_MARIADB")
	if text == "" {
		t.Skip("no MariaDB server to test with: make test-databases starts one, or give the address of one on which databases may be made as LEADLINT_TEST_MARIADB, its password as MYSQL_PWD")
	}
	addr, err := database.ParseAddress(text)
	if err != nil {
		t.Fatal(err)
	}
	return addr
}

// admin is a connection that may change things.
func admin(t testing.TB, addr database.Address) *sql.DB {
	t.Helper()
	s, err := newSettings(addr, database.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.config.MultiStatements = true
	s.config.TLSConfig = "false"
	connector, err := driver.NewConnector(s.config)
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(connector)
	t.Cleanup(func() { db.Close() })
	return db
}

// run runs statements.
func run(t testing.TB, db *sql.DB, statements ...string) {
	t.Helper()
	for _, s := range statements {
		if _, err := db.ExecContext(context.Background(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// fresh makes a database in which the statements were run, and gives its address and a
// connection that may change it.
func fresh(t testing.TB, statements ...string) (database.Address, *sql.DB) {
	t.Helper()
	addr := testServer(t)
	name := "leadlint_" + strings.ToLower(strings.NewReplacer("/", "_", "#", "_", " ", "_").Replace(t.Name()))
	name = name[:min(len(name), 60)]
	above := admin(t, addr)
	run(t, above, "DROP DATABASE IF EXISTS "+name, "CREATE DATABASE "+name+" CHARACTER SET utf8mb4")
	t.Cleanup(func() { run(t, above, "DROP DATABASE IF EXISTS "+name) })
	addr.Database = name
	db := admin(t, addr)
	run(t, db, statements...)
	return addr, db
}

// open opens a database and closes it in the end.
func open(t testing.TB, addr database.Address, opt database.Options) *server {
	t.Helper()
	db, err := Open(t.Context(), addr, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db.(*server)
}

// find gives a table of the catalogue.
func find(t testing.TB, s *server, name string) *database.Table {
	t.Helper()
	c, err := s.Catalog(t.Context())
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

// tableOf opens all columns of a table.
func tableOf(t testing.TB, s *server, name string) *table {
	t.Helper()
	got, err := s.Table(t.Context(), database.Select{Base: find(t, s, name)})
	if err != nil {
		t.Fatal(err)
	}
	return got.(*table)
}

// collector keeps the rows of one sink as text: an absent cell is "∅".
type collector struct {
	rows  []string
	lines []int64
}

func (c *collector) Row(at dataset.Place, cells [][]byte) {
	c.rows = append(c.rows, shown(cells))
	c.lines = append(c.lines, at.Line)
}

func shown(cells [][]byte) string {
	var parts []string
	for _, cell := range cells {
		if cell == nil {
			parts = append(parts, "∅")
			continue
		}
		parts = append(parts, strings.ReplaceAll(string(cell), "\x1f", "¦"))
	}
	return strings.Join(parts, "|")
}

// scanned reads a table with so many sinks and gives its rows, sorted.
func scanned(t testing.TB, table dataset.Table, sinks int) ([]string, dataset.Stats) {
	t.Helper()
	all := make([]*collector, sinks)
	list := make([]dataset.Sink, sinks)
	for i := range all {
		all[i] = &collector{}
		list[i] = all[i]
	}
	stats, err := table.Scan(t.Context(), list)
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, c := range all {
		rows = append(rows, c.rows...)
	}
	slices.Sort(rows)
	if int64(len(rows)) != stats.Rows {
		t.Errorf("Stats.Rows = %d, but the sinks got %d", stats.Rows, len(rows))
	}
	return rows, stats
}

func TestCells(t *testing.T) {
	addr, _ := fresh(t, "CREATE TABLE leads (id int unsigned PRIMARY KEY, name varchar(80), blank varchar(5), ok tinyint(1), n tinyint, b bit(1), bits bit(4), d date, dt datetime, dt6 datetime(6), ts timestamp NULL, ti time, y year,"+
		" amount decimal(12,2), f double, r float, phone bigint(12) zerofill, e enum('new','won'), tags set('a','b','c'), doc json, raw blob, place point, u char(36), big bigint unsigned)",
		"SET time_zone = '+02:00', sql_mode = ''; INSERT INTO leads VALUES"+
			" (7, 'Zoë \\\\ \"O''Neill\"', '', 1, 5, b'1', b'1010', '2024-02-29', '2024-02-29 10:11:12', '2024-02-29 10:11:12.500000', '2024-02-29 10:11:12', '10:11:12', 2024,"+
			" 12.30, 33639980000, 1.5, 639980001, 'won', 'a,c', '{\"x\": [\"p\", \"q\"], \"z\": null}', x'00ff', ST_GeomFromText('POINT(1 2)'), '123e4567-e89b-12d3-a456-426655440000', 18446744073709551615),"+
			" (8, NULL, NULL, 0, NULL, b'0', NULL, '0000-00-00', '0000-00-00 00:00:00', NULL, NULL, NULL, 0, NULL, 1e21, NULL, NULL, NULL, '', '[]', NULL, NULL, NULL, 0),"+
			" (9, 'x', '', 2, -3, NULL, NULL, '1899-12-31', '1000-01-01 00:00:00', '2024-02-29 10:11:12', '1970-01-02 00:00:00', NULL, NULL, -0.50, 0.1, 0.1, 1, 'new', 'b', 'null', NULL, NULL, NULL, 1)")
	s := open(t, addr, database.Options{})
	got, _ := scanned(t, tableOf(t, s, "leads"), 1)
	want := []string{
		`7|Zoë \ "O'Neill"||true|5|true|10|2024-02-29|2024-02-29 10:11:12|2024-02-29 10:11:12.5|2024-02-29 08:11:12Z|10:11:12|2024|12.30|33639980000|1.5|000639980001|won|a¦c|p¦q|∅|∅|123e4567-e89b-12d3-a456-426655440000|18446744073709551615`,
		`8|∅|∅|false|∅|false|∅|∅|∅|∅|∅|∅|∅|∅|1000000000000000000000|∅|∅|∅||∅|∅|∅|∅|0`,
		`9|x||2|-3|∅|∅|1899-12-31|1000-01-01 00:00:00|2024-02-29 10:11:12|1970-01-01 22:00:00Z|∅|∅|-0.50|0.1|0.1|000000000001|new|b|∅|∅|∅|∅|1`,
	}
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			t.Errorf("row %d = %s\n        want %s", i, got[i], want[i])
		}
	}
}

func TestCharsets(t *testing.T) {
	addr, _ := fresh(t, "CREATE TABLE leads (id int PRIMARY KEY, a varchar(10) CHARACTER SET latin1, b varchar(10) CHARACTER SET greek, c varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,"+
		" d varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, e enum('é','x') CHARACTER SET latin2, f char(5) CHARACTER SET ucs2, g text CHARACTER SET cp1251, h mediumtext CHARACTER SET latin1)",
		"INSERT INTO leads VALUES (1, 'é', 'α', 'ö', '😀', 'é', 'ł', 'ж', 'ñ'), (2, 'a', 'b\x1e', '\x1e\x1d', '', 'x', NULL, '\x1d\x1e\x1d', '')")
	s := open(t, addr, database.Options{})
	rows, stats := scanned(t, tableOf(t, s, "leads"), 1)
	if want := []string{"1|é|α|ö|😀|é|ł|ж|ñ", "2|a|b\x1e|\x1e\x1d||x|∅|\x1d\x1e\x1d|"}; !slices.Equal(rows, want) || len(stats.Issues) != 0 {
		t.Errorf("rows = %q, issues %v; want %q", rows, stats.Issues, want)
	}
}

func TestCellsThatCannotBeToldApartAreTold(t *testing.T) {
	addr, _ := fresh(t, "CREATE TABLE leads (id int PRIMARY KEY, a varchar(10), b varchar(10))",
		"INSERT INTO leads VALUES (1, 'a', 'b'), (2, UNHEX('411E1D1C42'), 'b'), (3, UNHEX('1E'), UNHEX('1D'))")
	s := open(t, addr, database.Options{})
	rows, stats := scanned(t, tableOf(t, s, "leads"), 1)
	if want := []string{"1|a|b", "3|\x1e|\x1d"}; !slices.Equal(rows, want) || stats.Skipped != 1 || len(stats.Issues) != 1 || stats.Issues[0].Line != 2 || stats.Issues[0].Severity != "lost" {
		t.Errorf("rows = %q, stats %+v; want %q, and record 2 told as lost", rows, stats, want)
	}
}

func TestRangesGiveEveryRowOnce(t *testing.T) {
	keys := map[string]struct{ create, key string }{
		"dense":     {"id int PRIMARY KEY", "seq"},
		"negative":  {"id bigint PRIMARY KEY", "CAST(seq AS SIGNED) * 3 - 50000"},
		"unsigned":  {"id bigint unsigned PRIMARY KEY", "18446744073709551615 - seq"},
		"clumps":    {"id bigint PRIMARY KEY", "IF(seq MOD 2, seq, 9000000000000000000 + seq)"},
		"text":      {"id varchar(30) PRIMARY KEY", "CONCAT('P', 1000000 + seq)"},
		"collated":  {"id varchar(40) CHARACTER SET latin1 COLLATE latin1_german2_ci PRIMARY KEY", "CONCAT(ELT(1 + seq MOD 5, 'ä', 'Z', 'ß', '-', 'a'), seq, 'É')"},
		"uuid":      {"id char(36) PRIMARY KEY", "LOWER(CONCAT(MD5(seq), '-x'))"},
		"bytes":     {"id binary(16) PRIMARY KEY", "UNHEX(MD5(seq))"},
		"composite": {"id int, part int, PRIMARY KEY (id, part)", "seq DIV 7"},
		"date":      {"id datetime(3) PRIMARY KEY", "'2020-01-01' + INTERVAL seq SECOND"},
		"none":      {"id int", "seq"},
		"unsafe":    {"id varchar(30) PRIMARY KEY", `CONCAT(ELT(1 + seq MOD 4, '''', '\\', '%', '"'), seq)`},
	}
	for name, k := range keys {
		t.Run(name, func(t *testing.T) {
			part := ""
			if name == "composite" {
				part = ", part"
			}
			addr, _ := fresh(t, fmt.Sprintf("CREATE TABLE leads (%s, number int) ENGINE=InnoDB", k.create),
				fmt.Sprintf("INSERT INTO leads (id%s, number) SELECT %s%s, seq FROM %s", part, k.key, strings.Replace(part, "part", "seq", 1), numbers(21000)))
			s := open(t, addr, database.Options{})
			count := func(setup func(*table), sinks int) map[string]int {
				tab := tableOf(t, s, "leads")
				tab.sel.Base.Rows = 1e6 // so that ranges are cut
				tab.Project([]int{tab.sel.Base.Index("number")})
				setup(tab)
				rows, _ := scanned(t, tab, sinks)
				seen := map[string]int{}
				for _, r := range rows {
					seen[r[strings.LastIndex(r, "|")+1:]]++
				}
				return seen
			}
			all := count(func(*table) {}, 2)
			parts := map[string]int{}
			for i := range 3 {
				for number, n := range count(func(t *table) { t.Part(i, 3) }, 2) {
					parts[number] += n
				}
			}
			for n := 1; n <= 21000; n++ {
				number := fmt.Sprint(n)
				if all[number] != 1 || parts[number] != 1 {
					t.Fatalf("row %d was read %d times, in parts %d times; want once", n, all[number], parts[number])
				}
			}
			if len(all) != 21000 || len(parts) != 21000 {
				t.Errorf("%d and %d rows, want 21000", len(all), len(parts))
			}
		})
	}
}

func TestSampleIsSpreadAndTheSameEveryTime(t *testing.T) {
	for name, create := range map[string]string{"key": "id int PRIMARY KEY", "text": "id varchar(20) PRIMARY KEY", "none": "id int"} {
		t.Run(name, func(t *testing.T) {
			addr, _ := fresh(t, "CREATE TABLE leads ("+create+")", "INSERT INTO leads SELECT 100000 + seq FROM "+numbers(30000), "ANALYZE TABLE leads")
			s := open(t, addr, database.Options{})
			var before string
			for range 2 {
				rows, err := tableOf(t, s, "leads").Sample(t.Context(), 200)
				if err != nil || len(rows) < 150 || len(rows) > 200 {
					t.Fatalf("Sample gave %d rows, error %v; want about 200", len(rows), err)
				}
				quarters := map[int]int{}
				var all []string
				for _, r := range rows {
					var n int
					if _, err := fmt.Sscan(string(r[0]), &n); err != nil {
						t.Fatal(err)
					}
					quarters[(n-100001)/7500]++
					all = append(all, shown(r))
				}
				for q := range 4 {
					if quarters[q] < 20 {
						t.Errorf("%d records of 200 come from quarter %d of the table", quarters[q], q)
					}
				}
				if text := strings.Join(all, "\n"); before != "" && text != before {
					t.Error("two samples of an unchanged table differ")
				} else {
					before = text
				}
			}
		})
	}
}

func TestSamplePercent(t *testing.T) {
	for name, create := range map[string]string{"key": "id int PRIMARY KEY", "none": "id int", "composite": "id int, PRIMARY KEY (id, part), part int DEFAULT 1"} {
		t.Run(name, func(t *testing.T) {
			addr, _ := fresh(t, "CREATE TABLE leads ("+create+")", "INSERT INTO leads (id) SELECT seq FROM "+numbers(30000))
			s := open(t, addr, database.Options{})
			var before []string
			for sinks := range 2 {
				tab := tableOf(t, s, "leads")
				tab.SamplePercent(10)
				rows, _ := scanned(t, tab, sinks+1)
				// Four standard deviations are 208.
				if len(rows) < 2790 || len(rows) > 3210 {
					t.Errorf("%d records drawn of 30000, want about 3000", len(rows))
				}
				if before != nil && !slices.Equal(before, rows) {
					t.Error("other records were drawn the second time")
				}
				before = rows
			}
		})
	}
}

func TestTablesWithoutSnapshots(t *testing.T) {
	addr, _ := fresh(t, "CREATE TABLE leads (id int PRIMARY KEY, email varchar(80)) ENGINE=MyISAM", "INSERT INTO leads SELECT seq, 'ada@north.example' FROM "+numbers(30000))
	s := open(t, addr, database.Options{})
	rows, stats := scanned(t, tableOf(t, s, "leads"), 2)
	if len(rows) != 30000 || len(stats.Issues) != 1 || stats.Issues[0].Severity != "warning" || !strings.Contains(stats.Issues[0].Message.EN, "no snapshots") {
		t.Errorf("%d rows, issues %+v; want all, and a warning", len(rows), stats.Issues)
	}
}

// withUser makes a user with rights on the database of the address, and gives its address
// and environment.
func withUser(t testing.TB, addr database.Address, db *sql.DB, grants ...string) (database.Address, database.Options) {
	t.Helper()
	name := "ll_" + fmt.Sprint(len(t.Name())) + url.PathEscape(addr.Database)[9:min(20, len(addr.Database))]
	for _, host := range []string{"localhost", "127.0.0.1", "%"} {
		run(t, db, fmt.Sprintf("DROP USER IF EXISTS %s@'%s'", name, host), fmt.Sprintf("CREATE USER %s@'%s' IDENTIFIED BY 'only-for-this-test'", name, host))
		for _, g := range grants {
			run(t, db, fmt.Sprintf(g+" TO %s@'%s'", name, host))
		}
		t.Cleanup(func() { run(t, db, fmt.Sprintf("DROP USER IF EXISTS %s@'%s'", name, host)) })
	}
	addr.User = name
	return addr, database.Options{Env: func(v string) string {
		if v == "MYSQL_PWD" {
			return "only-for-this-test"
		}
		return ""
	}}
}
