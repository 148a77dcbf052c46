package lists

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"leadlint/scanner/dataset"
)

// Dialects lists the kinds of SQL that Purge writes.
func Dialects() []string { return []string{"sqlite", "postgres", "mysql"} }

// sqlWriter writes statements of one dialect.
type sqlWriter struct {
	dialect string
	b       strings.Builder
}

func (w *sqlWriter) printf(format string, args ...any) { fmt.Fprintf(&w.b, format, args...) }

// ident quotes a name.
func (w *sqlWriter) ident(name string) string {
	if w.dialect == "mysql" {
		return "`" + strings.ReplaceAll(name, "`", "``") + "`"
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// tableName quotes the name of a table, with its schema where one stands before a point;
// a name in a SQLite database may hold points itself.
func (w *sqlWriter) tableName(name string) string {
	if w.dialect == "sqlite" {
		return w.ident(name)
	}
	var parts []string
	for _, p := range strings.Split(name, ".") {
		parts = append(parts, w.ident(p))
	}
	return strings.Join(parts, ".")
}

func (w *sqlWriter) idents(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = w.ident(n)
	}
	return strings.Join(out, ", ")
}

// literal quotes a value. In MySQL a backslash may or may not escape, so that what is not
// plain is written in hexadecimal digits.
func (w *sqlWriter) literal(value string) string {
	switch {
	case w.dialect == "mysql" && strings.ContainsFunc(value, func(r rune) bool { return r == '\'' || r == '\\' || r < ' ' || r > '~' }):
		return fmt.Sprintf("X'%X'", value)
	case w.dialect == "postgres" && strings.Contains(value, `\`):
		return `E'` + strings.NewReplacer(`\`, `\\`, `'`, `''`).Replace(value) + `'`
	}
	return `'` + strings.ReplaceAll(value, `'`, `''`) + `'`
}

// comment makes a text fit for a line of comment.
func comment(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029 {
			return '_'
		}
		return r
	}, s)
}

// script writes the statements for all tables, in one transaction.
func (w *sqlWriter) script(day string, parts []*purgePart) error {
	w.printf("-- What has to be deleted, by the audit of %s.\n", comment(day))
	w.printf("-- leadlint wrote these statements and never runs them. Read them, back the database up,\n")
	w.printf("-- and run them where the data are kept. Dialect: %s.\n", w.dialect)
	w.printf("-- Where the number of rows found is not the number expected, nothing is deleted.\n\n")
	if w.dialect == "sqlite" {
		w.printf("PRAGMA foreign_keys = ON;\n")
	}
	w.printf("%s;\n", map[string]string{"sqlite": "BEGIN IMMEDIATE", "postgres": "BEGIN", "mysql": "START TRANSACTION"}[w.dialect])
	for i, p := range parts {
		if len(p.keys) == 0 {
			w.printf("\n-- Table %s: nothing has to go.\n", comment(p.table))
			continue
		}
		if err := w.part(p, i+1); err != nil {
			return err
		}
	}
	w.printf("\nCOMMIT;\n")
	return nil
}

// part writes the statements for one table.
func (w *sqlWriter) part(p *purgePart, n int) error {
	keys, guard := fmt.Sprintf("leadlint_purge_%d", n), fmt.Sprintf("leadlint_guard_%d", n)
	w.printf("\n-- Table %s: %d rows.", comment(p.table), len(p.keys))
	for _, id := range slices.Sorted(maps.Keys(p.breaches)) {
		w.printf(" %s: %d.", comment(id), p.breaches[id])
	}
	if p.identity.Primary == nil {
		w.printf("\n-- What other tables hold of these rows cannot be seen in a file: delete it first.")
	}
	w.printf("\nCREATE TEMPORARY TABLE %s AS SELECT %s FROM %s WHERE 1 = 0;\n", keys, w.idents(p.columns), w.tableName(p.table))
	w.values(keys, p.keys)
	in := fmt.Sprintf("(%s) IN (SELECT %s FROM %s)", w.idents(p.columns), w.idents(p.columns), keys)
	w.printf("SELECT count(*) AS found, %d AS expected FROM %s WHERE %s; -- expected: %d\n", len(p.keys), w.tableName(p.table), in, len(p.keys))
	w.guard(guard, w.tableName(p.table), in, len(p.keys))
	open := fmt.Sprintf("EXISTS (SELECT 1 FROM %s WHERE found = %d)", guard, len(p.keys))
	if err := w.children(p, p.table, p.identity.Primary, in, open, []string{p.table}); err != nil {
		return err
	}
	w.printf("DELETE FROM %s WHERE %s AND %s;\n", w.tableName(p.table), in, open)
	drop := "DROP TABLE"
	if w.dialect == "mysql" {
		drop = "DROP TEMPORARY TABLE"
	}
	w.printf("%s %s;\n%s %s;\n", drop, guard, drop, keys)
	return nil
}

// chunk is how many rows one statement inserts.
const chunk = 500

func (w *sqlWriter) values(table string, keys [][]string) {
	for part := range slices.Chunk(keys, chunk) {
		w.printf("INSERT INTO %s VALUES", table)
		for i, key := range part {
			if i > 0 {
				w.printf(",")
			}
			w.printf("\n  (")
			for j, v := range key {
				if j > 0 {
					w.printf(", ")
				}
				w.printf("%s", w.literal(v))
			}
			w.printf(")")
		}
		w.printf(";\n")
	}
}

// guard counts the rows found. Where the number differs PostgreSQL and SQLite raise an
// error; in all dialects the statements that delete ask the guard besides, so that none
// deletes anything then, also where the client goes on after an error.
func (w *sqlWriter) guard(guard, table, in string, n int) {
	count := fmt.Sprintf("SELECT count(*) AS found FROM %s WHERE %s", table, in)
	switch w.dialect {
	case "sqlite":
		w.printf("CREATE TEMPORARY TABLE %s (found INTEGER CHECK (found = %d));\nINSERT INTO %s %s;\n", guard, n, guard, count)
	case "postgres":
		w.printf("CREATE TEMPORARY TABLE %s (found bigint CHECK (found = %d));\nINSERT INTO %s %s;\n", guard, n, guard, count)
	default:
		w.printf("CREATE TEMPORARY TABLE %s AS %s;\n", guard, count)
	}
}

// children writes the statements for the rows that refer to those to be deleted, which go
// first. What the database sets to nothing by itself is left to it.
func (w *sqlWriter) children(p *purgePart, table string, key []string, in, open string, path []string) error {
	for _, r := range p.identity.References {
		if !strings.EqualFold(r.Parent, table) || strings.HasPrefix(r.OnDelete, "SET ") {
			continue
		}
		to := r.To
		if to == nil {
			to = key
		}
		in := fmt.Sprintf("(%s) IN (SELECT %s FROM %s WHERE %s)", w.idents(r.From), w.idents(to), w.tableName(table), in)
		if strings.EqualFold(r.Child, table) {
			w.own(r, in, open)
			continue
		}
		if slices.ContainsFunc(path, func(t string) bool { return strings.EqualFold(t, r.Child) }) {
			return fmt.Errorf("the tables %s refer to one another in a circle: delete by hand", strings.Join(append(path, r.Child), ", "))
		}
		if err := w.children(p, r.Child, r.Key, in, open, append(slices.Clone(path), r.Child)); err != nil {
			return err
		}
		w.printf("SELECT count(*) AS found FROM %s WHERE %s; -- %s: what refers to them\n", w.tableName(r.Child), in, comment(r.Child))
		w.printf("DELETE FROM %s WHERE %s AND %s;\n", w.tableName(r.Child), in, open)
	}
	return nil
}

// own unties rows of a table that refer to others of it: they are of other persons.
func (w *sqlWriter) own(r dataset.Reference, in, open string) {
	var set []string
	for _, c := range r.From {
		set = append(set, w.ident(c)+" = NULL")
	}
	w.printf("UPDATE %s SET %s WHERE %s AND %s;\n", w.tableName(r.Child), strings.Join(set, ", "), in, open)
}
