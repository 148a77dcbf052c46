package postgres

import (
	"strings"
	"testing"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
)

// Records of tables that inherit are read with the one above, and what they have beyond it
// is told.
func TestColumnsOfHeirsAreTold(t *testing.T) {
	db, _ := server(t, `CREATE TABLE people (id int, email text); CREATE TABLE leads (mobile text, score int) INHERITS (people);
CREATE TABLE hot_leads (note text) INHERITS (leads); CREATE TABLE plain () INHERITS (people);
INSERT INTO people VALUES (1, 'a@north.example'); INSERT INTO leads VALUES (2, 'b@north.example', '+33 6 39 98 00 01', 5);
INSERT INTO hot_leads VALUES (3, 'c@north.example', '+33 6 39 98 00 02', 9, 'x'); INSERT INTO plain VALUES (4, 'd@north.example');
CREATE TABLE parted (id int, email text) PARTITION BY RANGE (id); CREATE TABLE parted_1 PARTITION OF parted DEFAULT`)
	for _, tt := range []struct {
		table, want string
		rows        int64
	}{
		{"people", `"hot_leads.note", "leads.mobile", "leads.score"`, 4},
		{"leads", `"hot_leads.note"`, 2}, {"plain", "", 1}, {"parted", "", 0},
	} {
		read, err := db.Table(t.Context(), database.Select{Base: find(t, db, tt.table)})
		if err != nil {
			t.Fatal(err)
		}
		stats, err := read.Scan(t.Context(), []dataset.Sink{&tallied{}})
		if err != nil || stats.Rows != tt.rows {
			t.Errorf("%s: got %d rows, %v, want %d", tt.table, stats.Rows, err, tt.rows)
		}
		said := ""
		for _, i := range stats.Issues {
			said += i.Severity + ": " + i.Message.EN + "\n"
		}
		if tt.want == "" && said != "" || !strings.Contains(said, tt.want) || tt.want != "" && !strings.HasPrefix(said, "warning: ") {
			t.Errorf("%s: got %q, want a warning of %s", tt.table, said, tt.want)
		}
	}
}
