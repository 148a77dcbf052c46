package sqlite

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/blob"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/recognise"
)

// persons opens the tables of persons of a database.
func persons(t *testing.T, path string, opt database.Options) ([]dataset.Table, string, string) {
	t.Helper()
	b, err := blob.File(path, "leads.db")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	opt.Persons = true
	tables, detail, issues, err := Open(b, opt)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, i := range issues {
		told = append(told, i.Severity+": "+i.Message.EN)
	}
	return tables, detail, strings.Join(told, "\n")
}

// crm is a small database in which what is said of a person lies in several tables.
func crm(index string) []string {
	return []string{
		`CREATE TABLE company (id INTEGER PRIMARY KEY, name TEXT, country TEXT)`, `INSERT INTO company VALUES (1,'Nordlicht GmbH','DE'),(2,'Aube SAS','FR')`,
		`CREATE TABLE contact (id INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT, email TEXT, company_id INTEGER REFERENCES company, created_at DATETIME)`,
		`INSERT INTO contact VALUES (1,'Ada','Exemple','ada@nordlicht.example',1,'2021-05-01 10:00:00'),(2,'Bo','Exemple','bo@aube.example',2,'2022-01-01 10:00:00'),(3,'Cy','Exemple','cy@aube.example',NULL,'2023-01-01 10:00:00')`,
		`CREATE TABLE contact_point_type_consent (id INTEGER PRIMARY KEY, contact_id INTEGER REFERENCES contact, contact_point_type TEXT, privacy_consent_status TEXT, capture_date DATE, capture_source TEXT)`,
		index,
		`INSERT INTO contact_point_type_consent VALUES (1,1,'Email','OptIn','2021-05-02','web form'),(2,1,'Email','OptOut','2022-03-04',NULL),(3,2,'Email','OptIn','2022-02-02','trade fair'),(4,2,'Phone','OptIn','2022-02-03',NULL),(5,2,'Fax','OptIn','2022-02-03',NULL)`,
		`CREATE TABLE activity (id INTEGER PRIMARY KEY, contact_id INTEGER REFERENCES contact, type TEXT, direction TEXT, occurred_at DATETIME)`,
		`INSERT INTO activity VALUES (1,1,'email','outbound','2021-06-01 08:00:00'),(2,1,'email','inbound','2021-06-03 08:00:00'),(3,1,'email','outbound','2021-07-01 08:00:00'),(4,2,'email opened',NULL,'2022-06-01 08:00:00'),(5,2,'meeting',NULL,'2022-05-01 08:00:00')`,
		`CREATE TABLE product (id INTEGER PRIMARY KEY, label TEXT)`, `CREATE TABLE schema_migrations (version TEXT)`, `CREATE VIEW everyone AS SELECT * FROM contact`,
	}
}

func TestConsentAndActivityAreReadWithThePerson(t *testing.T) {
	for name, index := range map[string]string{"gathered": `SELECT 1`, "by an index": `CREATE INDEX by_contact ON contact_point_type_consent (contact_id)`} {
		t.Run(name, func(t *testing.T) {
			path := build(t, crm(index)...)
			tables, _, told := persons(t, path, database.Options{})
			if len(tables) != 1 || tables[0].Name() != "contact" {
				t.Fatalf("got %d tables, want contact alone; told: %s", len(tables), told)
			}
			rows, stats := scan(t, tables[0])
			got := map[string]string{}
			for line, row := range rows {
				for i, cell := range strings.Split(row, "|") {
					if cell != "∅" {
						got[fmt.Sprintf("%d.%s", line, tables[0].Columns()[i])] = cell
					}
				}
			}
			for key, want := range map[string]string{
				"1.company.name": "Nordlicht GmbH", "2.company.country": "FR", "3.company.name": "",
				"1.consent.email.status": "OptOut", "1.consent.email.date": "", "1.consent.opt_out.date": "2022-03-04", "1.consent.source": "web form", "1.consent.phone.status": "",
				"2.consent.email.status": "OptIn", "2.consent.email.date": "2022-02-02", "2.consent.phone.status": "OptIn", "2.consent.opt_out.date": "", "3.consent.email.status": "",
				"1.activity.last_inbound_at": "2021-06-03 08:00:00", "1.activity.last_outbound_at": "2021-07-01 08:00:00", "2.activity.last_open_at": "2022-06-01 08:00:00",
				"2.activity.last_activity_at": "2022-05-01 08:00:00", "2.activity.last_inbound_at": "",
			} {
				if got[key] != want {
					t.Errorf("%s: got %q, want %q", key, got[key], want)
				}
			}
			if !strings.Contains(fmt.Sprint(stats.Issues), "channel") {
				t.Errorf("got %v, want the consent to faxes told", stats.Issues)
			}
			understood(t, tables[0], map[string]string{
				"company.name": "employer", "company.country": "employer_country", "consent.email.status": "consent_email", "consent.phone.status": "consent_phone",
				"consent.email.date": "consent_at", "consent.opt_out.date": "opt_out_at", "consent.source": "consent_source",
				"activity.last_inbound_at": "last_inbound_at", "activity.last_outbound_at": "last_outbound_at", "activity.last_open_at": "last_open_at", "activity.last_activity_at": "last_activity_at",
			})
			for _, want := range []string{`"company", "activity", "contact_point_type_consent"`, `1 table keeps the software's own state (migrations, sessions, queues) and was left out: "schema_migrations"`, `"product"`, `1 table is a view`} {
				if !strings.Contains(told, want) {
					t.Errorf("told: got %s\nwant %s", told, want)
				}
			}
		})
	}
}

// understood says how the recogniser takes the columns of a table.
func understood(t *testing.T, table dataset.Table, want map[string]string) {
	t.Helper()
	sample, err := table.Sample(context.Background(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	m := recognise.New(facts.NewSchema()).Table(recognise.Input{Dataset: "leads.db", Table: table.Name(), Headers: table.Columns(), Sample: sample})
	for _, c := range m.Columns {
		if w, ok := want[c.Header]; ok && (c.Field != w || c.State != recognise.Used && c.State != recognise.Flagged) {
			t.Errorf("%s: understood as %q (%s), want %q: %v", c.Header, c.Field, c.State, w, c.Trace)
		}
	}
}

func TestJoinedTablesInPartsAndUnchanged(t *testing.T) {
	statements := append(crm(`SELECT 1`),
		`INSERT INTO contact SELECT i+10, 'N'||i, 'Exemple', 'n'||i||'@aube.example', 1+i%2, '2023-01-01 10:00:00' FROM (WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM r WHERE i < 500) SELECT i FROM r)`,
		`INSERT INTO contact_point_type_consent (contact_id, contact_point_type, privacy_consent_status, capture_date) SELECT id, 'Email', 'OptIn', '2023-02-02' FROM contact WHERE id % 3 = 0`)
	path := build(t, statements...)
	before := folder(t, path)
	tables, _, _ := persons(t, path, database.Options{})
	whole, _ := scan(t, tables[0])
	if len(whole) != 503 {
		t.Fatalf("got %d rows, want 503", len(whole))
	}
	for _, n := range []int{2, 5} {
		got := map[int64]string{}
		for i := range n {
			tables, _, _ := persons(t, path, database.Options{})
			tables[0].(dataset.Parted).Part(i, n)
			rows, _ := scan(t, tables[0])
			for line, row := range rows {
				if _, twice := got[line]; twice {
					t.Errorf("row %d is in two of %d parts", line, n)
				}
				got[line] = row
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(whole) {
			t.Errorf("%d parts: got %d rows that are not the whole", n, len(got))
		}
	}
	for name, data := range folder(t, path) {
		if string(before[name]) != string(data) || before[name] == nil {
			t.Errorf("%q was made or changed", name)
		}
	}
}

func TestOnlyWhatIsAskedForIsJoined(t *testing.T) {
	path := build(t, crm(`SELECT 1`)...)
	tables, _, _ := persons(t, path, database.Options{})
	var cols []int
	for i, name := range tables[0].Columns() {
		if name == "email" || name == "company.name" {
			cols = append(cols, i)
		}
	}
	tables[0].(dataset.Projector).Project(cols)
	rows, _ := scan(t, tables[0])
	for line, want := range map[int64]string{1: "ada@nordlicht.example Nordlicht GmbH", 3: "cy@aube.example"} {
		if got := strings.Join(strings.Fields(strings.NewReplacer("∅", "", "|", " ").Replace(rows[line])), " "); got != want {
			t.Errorf("row %d: got %q, want %q", line, got, want)
		}
	}
}
