package lists

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"leadlint/scanner/dataset"

	_ "github.com/mattn/go-sqlite3"
	"pgregory.net/rapid"
)

// hostile draws names and keys that quoting must survive.
func hostile() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom([]string{`'`, `"`, "`", `\`, ";", "--", "/*", "\n", "a", "7", " ", "é", "𝄞", "DROP TABLE x", "%", "?", "$1", ")"}), rapid.StringN(1, 3, -1)), 1, 5).Draw(t, "parts")
		return strings.ReplaceAll(strings.ToValidUTF8(strings.Join(parts, ""), ""), "\x00", "")
	}).Filter(func(s string) bool { return s != "" })
}

// TestPurgeInSQLite runs the statements on a database of hostile names and keys: the rows
// meant are gone with what refers to them, no other is, and no reference is left dangling.
// Where a row was added meanwhile, nothing is deleted.
func TestPurgeInSQLite(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfNDistinct(hostile(), 5, 5, strings.ToLower).Draw(t, "names")
		keys := rapid.SliceOfNDistinct(hostile(), 2, 20, rapid.ID).Draw(t, "keys")
		gone := keys[:rapid.IntRange(1, len(keys)-1).Draw(t, "gone")]
		missing := rapid.Bool().Draw(t, "a row is missing")
		w := &sqlWriter{dialect: "sqlite"}
		parent, child, key, ref, own := w.ident("p"+names[0]), w.ident("c"+names[1]), w.ident("k"+names[2]), w.ident("r"+names[3]), w.ident("i"+names[4])
		db, err := sql.Open("sqlite3", ":memory:")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = db.Close() }()
		db.SetMaxOpenConns(1)
		do := func(query string, args ...any) error {
			_, err := db.Exec(query, args...)
			return err
		}
		must := func(err error) {
			if err != nil {
				t.Fatal(err)
			}
		}
		must(do(fmt.Sprintf(`CREATE TABLE %s (%s TEXT PRIMARY KEY, boss TEXT REFERENCES %s(%s)); CREATE TABLE %s (%s INTEGER PRIMARY KEY, %s TEXT REFERENCES %s(%s))`,
			parent, key, parent, key, child, own, ref, parent, key)))
		for i, k := range keys {
			must(do(fmt.Sprintf(`INSERT INTO %s VALUES (?, ?)`, parent), k, keys[0]))
			must(do(fmt.Sprintf(`INSERT INTO %s VALUES (?, ?)`, child), i, k))
		}
		part := &purgePart{table: "p" + names[0], columns: []string{"k" + names[2]}, breaches: map[string]int64{"RET-03": 1}, identity: dataset.Identity{
			Primary: []string{"k" + names[2]}, References: []dataset.Reference{
				{Child: "c" + names[1], Parent: "p" + names[0], From: []string{"r" + names[3]}, To: []string{"k" + names[2]}, Key: []string{"i" + names[4]}},
				{Child: "p" + names[0], Parent: "p" + names[0], From: []string{"boss"}, Key: []string{"k" + names[2]}},
			}}}
		for _, k := range gone {
			part.keys = append(part.keys, []string{k})
		}
		if missing {
			part.keys = append(part.keys, []string{"none of them" + strings.Join(keys, "")})
		}
		must(w.script("2026-01-01", []*purgePart{part}))
		for _, statement := range statements(w.b.String()) { // a client that goes on after an error
			if err := do(statement); err != nil && !missing {
				t.Fatalf("%v in %s", err, statement)
			}
		}
		left := []string{}
		rows, err := db.QueryContext(context.Background(), fmt.Sprintf(`SELECT %s FROM %s`, key, parent))
		must(err)
		for rows.Next() {
			var k string
			must(rows.Scan(&k))
			left = append(left, k)
		}
		must(rows.Close())
		want := slices.Clone(keys[len(gone):])
		if missing {
			want = slices.Clone(keys)
		}
		slices.Sort(left)
		slices.Sort(want)
		if !slices.Equal(left, want) {
			t.Fatalf("got %q left, want %q\n%s", left, want, w.b.String())
		}
		var children, dangling int
		must(db.QueryRow(fmt.Sprintf(`SELECT count(*) FROM %s`, child)).Scan(&children))
		must(db.QueryRow(`SELECT count(*) FROM pragma_foreign_key_check`).Scan(&dangling))
		if children != len(want) || dangling != 0 {
			t.Fatalf("got %d children and %d dangling references, want %d and none", children, dangling, len(want))
		}
	})
}

// statements cuts a script at the semicolons outside quotes and comments.
func statements(script string) []string {
	var out []string
	from, quote := 0, byte(0)
	for i := 0; i < len(script); i++ {
		switch c := script[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case strings.HasPrefix(script[i:], "--"):
			i += strings.IndexByte(script[i:], '\n')
		case c == ';':
			out = append(out, script[from:i+1])
			from = i + 1
		}
	}
	return out
}

// TestLiterals: a value is read back as it was by the grammar of each dialect.
func TestLiterals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := hostile().Draw(t, "value")
		for _, dialect := range Dialects() {
			got := (&sqlWriter{dialect: dialect}).literal(value)
			if back, ok := unquoted(dialect, got); !ok || back != value {
				t.Fatalf("%s: %s reads as %q, want %q", dialect, got, back, value)
			}
		}
	})
}

// unquoted reads a literal.
func unquoted(dialect, s string) (string, bool) {
	if rest, ok := strings.CutPrefix(s, "X'"); ok && dialect == "mysql" {
		var out []byte
		_, err := fmt.Sscanf(strings.TrimSuffix(rest, "'"), "%X", &out)
		return string(out), err == nil
	}
	escapes := dialect == "mysql"
	if rest, ok := strings.CutPrefix(s, "E"); ok && dialect == "postgres" {
		s, escapes = rest, true
	}
	if len(s) < 2 || s[0] != '\'' || s[len(s)-1] != '\'' {
		return "", false
	}
	var out strings.Builder
	body := s[1 : len(s)-1]
	for i := 0; i < len(body); i++ {
		if body[i] == '\'' || escapes && body[i] == '\\' {
			if i+1 == len(body) || body[i+1] != body[i] {
				return "", false
			}
			i++
		}
		out.WriteByte(body[i])
	}
	return out.String(), true
}

// TestPurgeOfDeepTables follows references over three tables, and refuses a circle.
func TestPurgeOfDeepTables(t *testing.T) {
	refs := []dataset.Reference{
		{Child: "orders", Parent: "people", From: []string{"who"}, Key: []string{"id"}},
		{Child: "lines", Parent: "orders", From: []string{"order"}, Key: []string{"id"}},
		{Child: "notes", Parent: "people", From: []string{"who"}, Key: []string{"id"}, OnDelete: "SET NULL"},
	}
	part := &purgePart{table: "people", columns: []string{"id"}, keys: [][]string{{"1"}}, identity: dataset.Identity{Primary: []string{"id"}, References: refs}}
	for _, dialect := range Dialects() {
		w := &sqlWriter{dialect: dialect}
		if err := w.script("2026-01-01", []*purgePart{part}); err != nil {
			t.Fatal(err)
		}
		text := w.b.String()
		at := func(table string) int { return strings.Index(text, "DELETE FROM "+w.ident(table)) }
		if at("lines") < 0 || at("lines") > at("orders") || at("orders") > at("people") || at("notes") >= 0 {
			t.Errorf("%s: children do not go first:\n%s", dialect, text)
		}
	}
	part.identity.References = append(refs, dataset.Reference{Child: "people", Parent: "lines", From: []string{"line"}, Key: []string{"id"}})
	if err := (&sqlWriter{dialect: "sqlite"}).script("2026-01-01", []*purgePart{part}); err == nil || !strings.Contains(err.Error(), "circle") {
		t.Errorf("got %v, want a circle refused", err)
	}
}

// TestPurgeOfAnAudit: what the rules ask to delete is gone from a copy of the database,
// and nothing else.
func TestPurgeOfAnAudit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "crm.db")
	r := rand.New(rand.NewPCG(1, 1))
	want := makeCRM(t, path, r)
	script := purgeOf(t, path)
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(script); err != nil {
		t.Fatalf("%v in\n%s", err, script)
	}
	var contacts, orders, dangling int
	for query, to := range map[string]*int{"SELECT count(*) FROM contacts": &contacts, "SELECT count(*) FROM orders": &orders, "SELECT count(*) FROM pragma_foreign_key_check": &dangling} {
		if err := db.QueryRow(query).Scan(to); err != nil {
			t.Fatal(err)
		}
	}
	if contacts != want || orders != want || dangling != 0 {
		t.Errorf("got %d contacts, %d orders, %d dangling, want %d of each and none", contacts, orders, dangling, want)
	}
}
