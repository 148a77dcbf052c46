package observe_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"leadlint/scanner/source/observe"
)

// lexicon loads the tables once a test.
func lexicon(t testing.TB) *observe.Lexicon {
	t.Helper()
	lex, err := observe.LoadLexicon()
	if err != nil {
		t.Fatal(err)
	}
	return lex
}

// page is an ordinary answer with a body.
func page(body string) observe.Input {
	return observe.Input{URL: "https://site.example/page", Status: 200, ContentType: "text/html; charset=utf-8", Body: []byte(body)}
}

// rows reads a table of cases: case, language, want, body.
func rows(t *testing.T, name string, f func(t *testing.T, lang, want, body string)) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		c := strings.Split(line, "\t")
		if len(c) != 4 {
			t.Fatalf("%s:%d: got %d columns, want 4", name, i+1, len(c))
		}
		t.Run(c[1]+" "+c[0]+" "+strconv.Itoa(i+1), func(t *testing.T) { f(t, c[1], c[2], c[3]) })
	}
}

// statements are the signals that wording makes.
func statements(o *observe.Observation) []string {
	var out []string
	for _, s := range o.Signals {
		switch s.Name {
		case observe.SignalCanvassing, observe.SignalMembers, observe.SignalVisibility, observe.SignalUnlisted, observe.SignalSignIn, observe.SignalTerms:
			v := s.Name
			if s.Value != "" {
				v += "=" + s.Value
			}
			if !slices.Contains(out, v) {
				out = append(out, v)
			}
		}
	}
	return out
}

func TestStatements(t *testing.T) {
	lex := lexicon(t)
	check := func(t *testing.T, lang, want, body string) {
		o := observe.Page(page(`<html lang=`+lang+`><body>`+body+`</body></html>`), lex)
		got := strings.Join(statements(o), " ")
		if want == "-" {
			want = ""
		}
		if got != want {
			t.Errorf("got %q, want %q\n%+v", got, want, o.Signals)
		}
	}
	rows(t, "statements.tsv", check)
	rows(t, "otherwords.tsv", check)
}

func TestTerms(t *testing.T) {
	lex := lexicon(t)
	rows(t, "terms.tsv", func(t *testing.T, lang, want, body string) {
		r := observe.Terms(page(`<html lang=`+lang+`><body>`+body+`</body></html>`), lex)
		if got := len(r.Clauses) > 0; got != (want == "yes") {
			t.Errorf("got %v, want %s: %+v", got, want, r.Clauses)
		}
		for _, c := range r.Clauses {
			if c.Lang != lang || !strings.HasPrefix(c.Where, "line 1") {
				t.Errorf("got language %q at %q, want %q at line 1", c.Lang, c.Where, lang)
			}
		}
	})
}

// TestTablesBalance holds the tables to as many look-alikes as hits, and to
// hits in every language that a signal has words for.
func TestTablesBalance(t *testing.T) {
	hits, silent := 0, 0
	seen := map[string]bool{}
	count := func(t *testing.T, lang, want, _ string) {
		if want == "-" {
			silent++
			return
		}
		hits++
		seen[strings.Split(want, "=")[0]+"/"+lang] = true
	}
	rows(t, "statements.tsv", count)
	rows(t, "otherwords.tsv", count)
	if silent < hits {
		t.Errorf("got %d look-alikes beside %d hits", silent, hits)
	}
	lex := lexicon(t)
	for _, signal := range []string{observe.SignalCanvassing, observe.SignalMembers, observe.SignalVisibility, observe.SignalUnlisted, observe.SignalSignIn} {
		for _, lang := range lex.Languages(signal) {
			if !seen[signal+"/"+lang] {
				t.Errorf("no case for %s in %s", signal, lang)
			}
		}
	}
}
