package postgres

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/scanner/dataset/database"
)

// offline is a table without a server.
func offline() *table {
	of := &database.Table{Name: "leads", Kind: "table", Primary: []string{"id"}, Columns: []database.Column{
		{Name: "id", Type: "bigint", Kind: database.Integer}, {Name: `odd "name"`, Type: "text"}, {Name: "raw", Type: "bytea", Kind: database.Binary}}}
	d := &detail{oid: "1", table: of, stored: true}
	db := &connected{schema: "public", version: 150000, tables: map[string]*detail{"leads": d}, roots: map[string]string{"bigint": "int8", "text": "text", "bytea": "bytea"}}
	return &table{db: db, of: database.Select{Base: of}, base: d, names: []string{"id", `odd "name"`, "raw"}, wanted: []bool{true, true, true}, parts: 1}
}

func TestEveryBlockIsReadByOnePartOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		blocks := rapid.Int64Range(0, 40*stripe).Draw(t, "blocks")
		parts := rapid.IntRange(1, 7).Draw(t, "parts")
		var read []int64 // how often each stripe is
		for i := range parts {
			table := offline()
			table.Part(i, parts)
			for _, p := range table.stripes(table.dialect(), blocks) {
				var from, to int64
				_, where, _ := strings.Cut(p.sql, " WHERE ")
				if n, _ := fmt.Sscanf(where, "r.ctid >= '(%d,0)'::tid AND r.ctid < '(%d,0)'::tid", &from, &to); n == 1 {
					to = from + stripe // open: the last one
				}
				if from%stripe != 0 || to != from+stripe {
					t.Fatalf("a stripe from %d to %d", from, to)
				}
				for int64(len(read)) <= from/stripe {
					read = append(read, 0)
				}
				read[from/stripe]++
			}
		}
		for n, times := range read {
			if times != 1 {
				t.Errorf("stripe %d of %d blocks is read %d times in %d parts", n, blocks, times, parts)
			}
		}
		if want := max(1, (blocks+stripe-1)/stripe); int64(len(read)) != want {
			t.Errorf("%d stripes of %d blocks are read, want %d", len(read), blocks, want)
		}
	})
}

func TestStatements(t *testing.T) {
	table := offline()
	got := table.stripes(table.dialect(), 10)[0].sql
	if want := `SELECT r."id", r."id", r."odd ""name""" FROM "public"."leads" AS r WHERE r.ctid >= '(0,0)'::tid`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	table.SamplePercent(50)
	table.Project([]int{1})
	got = table.spans(table.dialect(), 100, 2)[0].sql
	want := `SELECT r."id", r."odd ""name""" FROM "public"."leads" AS r WHERE r.ctid >= '(0,0)'::tid AND r.ctid < '(50,0)'::tid` +
		` AND (hashtext('leadlint/'||r."id"::text) & 2147483647) < 1073741824`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	table.base.long, table.percent = true, 0
	if got = table.stripes(table.dialect(), 10)[0].sql; !strings.Contains(got, `CASE WHEN octet_length(r."odd ""name""") > 1048576 THEN`) {
		t.Errorf("a table with long values is read by %s", got)
	}
}

func TestKinds(t *testing.T) {
	for _, c := range []struct {
		root, category, element string
		want                    database.Kind
	}{
		{"int8", "N", "", database.Integer}, {"numeric", "N", "", database.Text}, {"bool", "B", "", database.Boolean}, {"timestamptz", "D", "", database.Timestamp},
		{"date", "D", "", database.Date}, {"_text", "A", "text", database.Array}, {"_bytea", "A", "bytea", database.Binary}, {"bytea", "U", "", database.Binary},
		{"jsonb", "U", "", database.JSON}, {"", "U", "", database.Text}, {"", "E", "", database.Text}, {"uuid", "U", "", database.Text},
	} {
		if got := kindOf(c.root, c.category, c.element); got != c.want {
			t.Errorf("kind of %q (%s) = %d, want %d", c.root, c.category, got, c.want)
		}
	}
}
