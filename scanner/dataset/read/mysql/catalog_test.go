package mysql

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
)

// crm are tables that hang together, with a few rows.
func crm() []string {
	return []string{
		"CREATE TABLE company (id int PRIMARY KEY, name varchar(80), vat varchar(20), UNIQUE KEY (vat))",
		"CREATE TABLE contact (id int PRIMARY KEY, email varchar(80) NOT NULL UNIQUE, company_id int, opted_in tinyint(1), since datetime, FOREIGN KEY (company_id) REFERENCES company (id) ON DELETE SET NULL)",
		"CREATE TABLE consent (contact_id int, channel varchar(10), given tinyint(1), at timestamp(3) NULL, score double, tags set('a','b'), note longtext, raw blob, FOREIGN KEY (contact_id) REFERENCES contact (id) ON DELETE CASCADE)",
		"CREATE TABLE visit (email varchar(80), on_day date)",
		"CREATE VIEW reachable AS SELECT id, email FROM contact",
		"INSERT INTO company VALUES (1, 'North', 'X1'), (2, 'South', 'X2')",
		"INSERT INTO contact VALUES (1, 'ada@north.example', 1, 1, '2024-01-02 03:04:05'), (2, 'bo@south.example', 2, 0, NULL), (3, 'cy@east.example', NULL, NULL, NULL)",
		"SET time_zone = '+00:00'; INSERT INTO consent VALUES (1, 'email', 1, '2024-01-02 03:04:05.500', 1e21, 'a,b', 'said \"yes\"', x'00'), (3, 'phone', 0, NULL, 0.25, NULL, NULL, NULL)",
		"INSERT INTO visit VALUES ('ada@north.example', '2024-05-06'), ('bo@south.example', NULL)",
	}
}

func TestCatalog(t *testing.T) {
	addr, _ := fresh(t, crm()...)
	s := open(t, addr, database.Options{})
	c, err := s.Catalog(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, table := range c.Tables {
		var columns []string
		for _, col := range table.Columns {
			columns = append(columns, fmt.Sprintf("%s:%d", col.Name, col.Kind))
		}
		got = append(got, fmt.Sprintf("%s %s %s key %v unique %v", table.Full(), table.Kind, strings.Join(columns, ","), table.Primary, table.Unique))
	}
	want := []string{
		"company table id:1,name:0,vat:0 key [id] unique [[vat]]",
		"consent table contact_id:1,channel:0,given:2,at:4,score:0,tags:5,note:0,raw:7 key [] unique []",
		"contact table id:1,email:0,company_id:1,opted_in:2,since:4 key [id] unique [[email]]",
		"reachable view id:1,email:0 key [] unique []",
		"visit table email:0,on_day:3 key [] unique []",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("catalogue:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	references := []dataset.Reference{
		{Child: "consent", Parent: "contact", From: []string{"contact_id"}, To: []string{"id"}, OnDelete: "CASCADE"},
		{Child: "contact", Parent: "company", From: []string{"company_id"}, To: []string{"id"}, OnDelete: "SET NULL", Key: []string{"id"}},
	}
	if id, err := tableOf(t, s, "contact").Identity(); err != nil || !reflect.DeepEqual(id, dataset.Identity{Primary: []string{"id"}, References: references}) {
		t.Errorf("Identity = %+v, %v; want the key, and %+v", id, err, references)
	}
}

func TestParentsAndChildren(t *testing.T) {
	addr, _ := fresh(t, crm()...)
	s := open(t, addr, database.Options{})
	sel := database.Select{
		Base: find(t, s, "contact"), Columns: []string{"email", "opted_in"},
		Parents: []database.Parent{{Table: find(t, s, "company"), Of: -1, From: []string{"company_id"}, To: []string{"id"}, Columns: []string{"name"}, Prefix: "company"}},
		Children: []database.Child{
			{Table: find(t, s, "consent"), From: []string{"contact_id"}, To: []string{"id"}, Columns: []string{"channel", "given", "at", "score", "tags", "note", "raw"}, Prefix: "consent"},
			{Table: find(t, s, "visit"), From: []string{"email"}, To: []string{"email"}, Columns: []string{"on_day"}, Prefix: "visit"},
		},
	}
	tab, err := s.Table(t.Context(), sel)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := scanned(t, tab, 2)
	want := []string{
		`ada@north.example|true|North|[["email","true","2024-01-02 03:04:05.5Z","1000000000000000000000","a¦b","said \"yes\"",null]]|[["2024-05-06"]]`,
		`bo@south.example|false|South|∅|[[null]]`,
		`cy@east.example|∅|∅|[["phone","false",null,"0.25",null,null,null]]|∅`,
	}
	for i := range got {
		// The makes differ in the spaces and escapes of a JSON text.
		got[i] = strings.NewReplacer(", ", ",", `\u001f`, "¦", `\u001F`, "¦").Replace(got[i])
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("rows:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	some, err := s.Table(t.Context(), sel)
	if err != nil {
		t.Fatal(err)
	}
	some.(*table).Project([]int{0})
	if got, _ := scanned(t, some, 1); len(got) != 3 || got[0] != "ada@north.example|∅|∅|∅|∅" {
		t.Errorf("with the first column alone: %q", got)
	}
}
