package postgres

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
)

// crm is a database of contacts with companies, consents and calls; nothing leads from
// the calls to the contacts but their number.
var crm = []string{
	`CREATE TABLE companies (id int PRIMARY KEY, name text)`,
	`CREATE TABLE contacts (id bigint PRIMARY KEY, email text, company_id int REFERENCES companies)`,
	`CREATE TABLE consents (contact_id bigint REFERENCES contacts, channel text, given boolean, at timestamptz, score float8, note text)`,
	`CREATE INDEX ON consents (contact_id)`,
	`CREATE TABLE calls (contact int, at timestamp)`,
	`INSERT INTO companies SELECT n, 'Company '||n FROM generate_series(1, 50) n`,
	`INSERT INTO contacts SELECT n, 'p'||n||'@lead.example', nullif(n % 51, 0) FROM generate_series(1, 6000) n`,
	`INSERT INTO consents SELECT n, unnest('{email,sms}'::text[]), n % 2 = 0, '2024-01-01 12:00+02'::timestamptz + n * interval '1 min', 1e15, 'tab	"quote" \ '||n
		FROM generate_series(1, 6000, 3) n`,
	`INSERT INTO calls SELECT n % 6000, '2024-01-01'::timestamp + n * interval '1 min' FROM generate_series(1, 9000) n`,
	`ANALYZE`,
}

// reassembled opens the contacts with all that hangs on them.
func reassembled(t *testing.T, db *connected) dataset.Table {
	t.Helper()
	s := database.Select{
		Base:    find(t, db, "contacts"),
		Parents: []database.Parent{{Table: find(t, db, "companies"), Of: -1, From: []string{"company_id"}, To: []string{"id"}, Columns: []string{"name"}, Prefix: "company"}},
		Children: []database.Child{
			{Table: find(t, db, "consents"), From: []string{"contact_id"}, To: []string{"id"}, Columns: []string{"channel", "given", "at", "score", "note"}, Prefix: "consents"},
			{Table: find(t, db, "calls"), From: []string{"contact"}, To: []string{"id"}, Columns: []string{"at"}, Prefix: "calls"},
		},
	}
	table, err := db.Table(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestJoinedTablesAreTheSameHoweverTheyAreShared(t *testing.T) {
	db, _ := server(t, crm...)
	want, _, err := scanned(t, reassembled(t, db), 1)
	if err != nil || len(want) != 6000 {
		t.Fatalf("%d rows, %v", len(want), err)
	}
	var row []string
	for _, r := range want {
		if strings.HasPrefix(r, "4|") {
			row = strings.Split(r, "|")
		}
	}
	if got, want := strings.Join(row[:4], "|"), "4|p4@lead.example|4|Company 4"; got != want {
		t.Errorf("record 4 starts %q, want %q", got, want)
	}
	var consents, calls [][]string
	if err := json.Unmarshal([]byte(row[4]), &consents); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(consents, func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	wanted := [][]string{{"email", "true", "2024-01-01 10:04:00Z", "1000000000000000", "tab\t\"quote\" \\ 4"}, {"sms", "true", "2024-01-01 10:04:00Z", "1000000000000000", "tab\t\"quote\" \\ 4"}}
	if fmt.Sprint(consents) != fmt.Sprint(wanted) {
		t.Errorf("consents of record 4: %q, want %q", consents, wanted)
	}
	if err := json.Unmarshal([]byte(row[5]), &calls); err != nil || len(calls) != 2 {
		t.Errorf("calls of record 4: %q, %v; want two", calls, err)
	}
	sorted := func(rows []string) []string { // the rows of a child come in any order
		for i, r := range rows {
			b := []byte(r)
			slices.Sort(b)
			rows[i] = strings.SplitN(r, "|", 2)[0] + string(b)
		}
		slices.Sort(rows)
		return rows
	}
	want = sorted(want)
	for _, parts := range []int{1, 3} {
		for _, sinks := range []int{1, 2, 3} {
			var all []string
			for i := range parts {
				table := reassembled(t, db)
				table.(dataset.Parted).Part(i, parts)
				rows, _, err := scanned(t, table, sinks)
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, rows...)
			}
			if !slices.Equal(sorted(all), want) {
				t.Errorf("in %d parts with %d sinks the rows differ (%d, want %d)", parts, sinks, len(all), len(want))
			}
		}
	}
}

func TestTablesThatNoColumnNeedsAreNotRead(t *testing.T) {
	db, addr := server(t, crm...)
	table := reassembled(t, db)
	table.(dataset.Projector).Project([]int{1})
	admin(t, addr, `DROP TABLE calls`)
	rows, _, err := scanned(t, table, 2)
	if err != nil || len(rows) != 6000 || !strings.HasPrefix(rows[0], "∅|p1") {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

func TestSampleOfJoinedTablesIsSpreadAndTheSame(t *testing.T) {
	db, _ := server(t, crm...)
	first, err := reassembled(t, db).Sample(t.Context(), 50)
	again, err2 := reassembled(t, db).Sample(t.Context(), 50)
	if err != nil || err2 != nil || len(first) != 50 || fmt.Sprint(first) != fmt.Sprint(again) {
		t.Fatalf("%d and %d rows, %v, %v; want 50, the same twice", len(first), len(again), err, err2)
	}
	if len(first[49][0]) < 4 {
		t.Errorf("the last record of the sample is %s; want it spread over 6,000", first[49][0])
	}
}

func TestEqualIsWhatTheTypeSays(t *testing.T) {
	db, _ := server(t, `CREATE SCHEMA kinds`, `CREATE EXTENSION citext SCHEMA kinds`, `CREATE TABLE contacts (email kinds.citext PRIMARY KEY, name text)`,
		`CREATE TABLE consents (email kinds.citext, status text)`, `INSERT INTO contacts VALUES ('Anna@Lead.example', 'Anna')`, `INSERT INTO consents VALUES ('anna@lead.EXAMPLE', 'given')`)
	open := func() dataset.Table {
		table, err := db.Table(t.Context(), database.Select{Base: find(t, db, "contacts"),
			Children: []database.Child{{Table: find(t, db, "consents"), From: []string{"email"}, To: []string{"email"}, Columns: []string{"status"}, Prefix: "consents"}}})
		if err != nil {
			t.Fatal(err)
		}
		return table
	}
	if rows, _, err := scanned(t, open(), 2); err != nil || fmt.Sprint(rows) != `[Anna@Lead.example|Anna|[["given"]]]` {
		t.Errorf("rows %q, %v", rows, err)
	}
	if rows, err := open().Sample(t.Context(), 5); err != nil || len(rows) != 1 || string(rows[0][2]) != `[["given"]]` {
		t.Errorf("sample %q, %v", rows, err)
	}
}
