package mysql

import (
	"strings"
	"testing"
)

func TestBracketed(t *testing.T) {
	for _, good := range []string{
		"SELECT * FROM leads", "SELECT (1) AS a", "select ')' as a, `a)b`, \"it''s\" from t where x = 'O\\'Neill)' ; ", "WITH x AS (SELECT 1) SELECT * FROM x",
	} {
		if got, err := bracketed(good); err != nil || got != "("+strings.TrimRight(good, "; ")+")" {
			t.Errorf("bracketed(%q) = %q, %v; want it in brackets", good, got, err)
		}
	}
	for _, bad := range []string{
		"", ";", "SELECT 1) AS a INTO OUTFILE '/tmp/x' -- ", "SELECT 1; DROP TABLE leads", "SELECT 1 /*! INTO OUTFILE 'x' */", "SELECT 1 # x", "SELECT 'open",
		"SELECT 1) UNION (SELECT 2", "SELECT (1", `SELECT "a\"`,
	} {
		if got, err := bracketed(bad); err == nil {
			t.Errorf("bracketed(%q) = %q, want an error", bad, got)
		} else if strings.Contains(err.Error(), "leads") || strings.Contains(err.Error(), "OUTFILE") {
			t.Errorf("the error of %q repeats the statement: %v", bad, err)
		}
	}
}

func FuzzBracketed(f *testing.F) {
	f.Add("SELECT ')' FROM `a` WHERE \"x\" = (1)")
	f.Fuzz(func(t *testing.T, statement string) {
		got, err := bracketed(statement)
		if err != nil {
			return
		}
		// Outside quotes the brackets put around must be the outermost ones.
		depth := 0
		for i := 0; i < len(got); i++ {
			switch got[i] {
			case '\'', '"', '`':
				if i = closing(got, i); i < 0 {
					t.Fatalf("%q has an open quote", got)
				}
			case '(':
				depth++
			case ')':
				depth--
			}
			if depth == 0 && i < len(got)-1 {
				t.Fatalf("%q leaves its brackets at %d", got, i)
			}
		}
		if depth != 0 {
			t.Fatalf("%q ends within brackets", got)
		}
	})
}
