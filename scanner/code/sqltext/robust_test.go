package sqltext_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"leadlint/scanner/code/sqltext"
)

// within reports offsets that are none of the text.
func within(t interface{ Errorf(string, ...any) }, src []byte, all []sqltext.Statement) {
	check := func(what string, start, end int) {
		if start < 0 || end < start || end > len(src) {
			t.Errorf("%s of %q has offsets %d to %d, want them in 0 to %d", what, src, start, end, len(src))
		}
	}
	value := func(v sqltext.Value) {
		check("value", v.Start, v.End)
		for _, n := range v.Names {
			check("name "+n.Path, n.Start, n.End)
		}
		for _, p := range v.Params {
			check("placeholder "+p.Text, p.Start, p.End)
		}
	}
	for _, s := range all {
		check("statement", s.Start, s.End)
		for _, c := range s.Columns {
			check("column "+c.Name, c.Start, c.End)
			if c.Default != nil {
				value(*c.Default)
			}
		}
		for _, sets := range [][]sqltext.Set{s.Sets, s.Inserted, s.Assigns} {
			for _, c := range sets {
				check("set "+c.Path, c.Start, c.End)
				value(c.Value)
			}
		}
		for _, w := range append(s.Where, s.Under...) {
			check("test of "+w.Path, w.Start, w.End)
			value(w.Value)
		}
		for _, f := range s.Fallbacks {
			check("fallback of "+f.Path, f.Start, f.End)
			value(f.Value)
		}
		for _, p := range s.Params {
			check("placeholder "+p.Text, p.Start, p.End)
		}
		within(t, src, s.Body)
	}
}

func FuzzParse(f *testing.F) {
	for _, c := range cases() {
		f.Add([]byte(c[0]))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		sqltext.Looks(string(src))
		within(t, src, sqltext.Parse(src))
	})
}

func TestOffsetsStayInside(t *testing.T) {
	for name, c := range cases() {
		t.Run(name, func(t *testing.T) {
			for end := range len(c[0]) + 1 {
				src := []byte(c[0][:end])
				within(t, src, sqltext.Parse(src))
			}
		})
	}
}

func TestHostileTextsTakeLittleTime(t *testing.T) {
	for name, piece := range map[string]string{
		"parentheses": "(", "select in select": "SELECT (SELECT a FROM (", "case": "CASE WHEN ", "quotes": "'a", "dollars": "$a$b",
		"many dollars": "$%d$ ", "comments": "/* ", "oracle": "q'[", "coalesce": "COALESCE(a,", "not": "NOT ", "and": "a = 1 AND (", "with": "WITH a AS (",
		"begin": "BEGIN IF a IS NULL THEN ", "create": "CREATE TRIGGER t ON ", "from": "FROM a, ", "brackets": "[", "braces": "${", "copy": "COPY a FROM STDIN;",
		"if": "IF(", "is": "a IS NOT ", "create function": "CREATE FUNCTION f() AS ", "updates": "\nUPDATE a SET b", "dots": "a.", "on": "JOIN a ON (", "where": "WHERE (",
		"cast": "a::", "cast call": "CAST(", "convert": "CONVERT(a, ", "age": "age(", "interval": "INTERVAL ", "casts": "a::b::c AT TIME ZONE ", "set": "SET a = (",
		"body": "CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN IF NEW.a IS NULL AND NEW.b IS NULL THEN NEW.a := 1; ", "execute": "EXECUTE 'SELECT a FROM b' ",
	} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			for i := 0; b.Len() < 1<<16; i++ {
				if strings.Contains(piece, "%d") {
					fmt.Fprintf(&b, piece, i)
				} else {
					b.WriteString(piece)
				}
			}
			for _, src := range []string{b.String(), "SELECT " + b.String(), "UPDATE t SET a = " + b.String(), "CREATE TABLE t (a int DEFAULT " + b.String(),
				"CREATE PROCEDURE p AS BEGIN " + b.String(), "INSERT INTO t VALUES " + b.String()} {
				start := time.Now()
				sqltext.Parse([]byte(src))
				sqltext.Looks(src)
				if d := time.Since(start); d > 3*time.Second {
					t.Errorf("Parse of %d bytes took %s, want less than 3s", len(src), d)
				}
			}
		})
	}
}

// TestInterpolationKeepsPlaces: what stands around an interpolation is read at the same
// places whatever its length.
func TestInterpolationKeepsPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "length")
		column := rapid.StringMatching(`[a-z][a-z_]{2,9}x`).Draw(t, "column")
		src := "UPDATE leads SET " + column + " = " + strings.Repeat("\x00", n) + ", b = 2 WHERE id = 3"
		got := sqltext.Parse([]byte(src))
		if len(got) != 1 || len(got[0].Sets) != 2 {
			t.Fatalf("Parse(%q) gives %v, want one statement with two assignments", src, got)
		}
		v := got[0].Sets[0].Value
		if len(v.Params) != 1 || v.End-v.Start != n || got[0].Sets[0].Column != column || got[0].Open {
			t.Fatalf("Parse(%q) gives %+v, want one placeholder of %d bytes set to %q", src, got[0].Sets[0], n, column)
		}
		if second := got[0].Sets[1]; src[second.Value.Start:second.Value.End] != "2" {
			t.Fatalf("Parse(%q) gives %+v, want the second value to be 2", src, second)
		}
	})
}
