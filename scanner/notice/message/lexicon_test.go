package message

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"leadlint/scanner/wording"
)

func TestLexiconRefuses(t *testing.T) {
	cases := []struct{ name, table, want string }{
		{"too few columns", "stop\t", "xx.tsv:1: 2 columns"},
		{"unknown signal", "halt\t\tstop it", `signal "halt" is not known`},
		{"unknown class", "stop\t\t{none}", `class "none"`},
		{"a wording of one letter", "stop\t\tx", "too short"},
		{"a class twice", "class\tdata\tname\nclass\tdata\tname", "stands twice"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := loadLexicon(fstest.MapFS{"xx.tsv": {Data: []byte(c.table)}}, nil)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got error %v, want one with %q", err, c.want)
			}
		})
	}
}

// TestLanguagesAreWhole: a language that has a table has every signal that the
// others have.
func TestLanguagesAreWhole(t *testing.T) {
	lex := tablesOfProgram(t)
	var langs []string
	for _, l := range lex.covered["kind"] {
		if l != everywhere {
			langs = append(langs, l)
		}
	}
	if len(langs) < 13 {
		t.Fatalf("got %d languages, want at least 13", len(langs))
	}
	for _, signal := range signals {
		if signal == "target" || signal == "thread" || signal == "noreply" {
			continue
		}
		for _, lang := range langs {
			if !lex.covers(signal, lang) {
				t.Errorf("%s.tsv has no line for %q", lang, signal)
			}
		}
	}
}

// TestValues: the second column holds only what the code knows.
func TestValues(t *testing.T) {
	known := map[string][]string{
		"free": {"", "no"}, "login": {"", "no"}, "source": {"named", "person", "vague"},
		"secret": {"password", "code", "user", "user_is_email"}, "identity": {"copy", "doubt"},
		"right": {"access", "rectification", "erasure", "restriction", "portability", "complaint"},
		"hint":  {"stop", "objection", "source"},
	}
	for _, e := range tablesOfProgram(t).entries {
		if e.signal == "kind" {
			if i, w := weigh(match{entry: &e}); w < 1 || w > 3 || i < 0 {
				t.Errorf("%s.tsv: kind %q is not a kind with a weight of 1 to 3", e.lang, e.value)
			}
			continue
		}
		if values, ok := known[e.signal]; ok && !slices.Contains(values, e.value) {
			t.Errorf("%s.tsv: %s has the value %q, want one of %q", e.lang, e.signal, e.value, values)
		} else if !ok && e.value != "" {
			t.Errorf("%s.tsv: %s has the value %q, want none", e.lang, e.signal, e.value)
		}
	}
}

// TestEveryWordingIsFound: each single wording of the tables, set alone, is found.
func TestEveryWordingIsFound(t *testing.T) {
	lex := tablesOfProgram(t)
	names, err := fs.Glob(tables, "lexicon/*.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(tables, name)
		if err != nil {
			t.Fatal(err)
		}
		lang := strings.TrimSuffix(strings.TrimPrefix(name, "lexicon/"), ".tsv")
		err = wording.Lines(string(data), func(n int, cells []string) error {
			if cells[0] != "class" && !strings.Contains(cells[2], " + ") && !strings.Contains(cells[2], "{") {
				findAll(t, lex, lang, n, cells)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// findAll tries every alternative of a line as a sentence; one that the line's own
// exceptions undo can never be found.
func findAll(t *testing.T, lex *lexicon, lang string, n int, cells []string) {
	t.Helper()
	for w := range strings.SplitSeq(cells[2], "|") {
		read := lex.read(strings.Trim(w, "=*"))
		ok := slices.ContainsFunc(read.matches, func(m match) bool {
			return m.entry.signal == cells[0] && m.entry.value == cells[1] && m.entry.lang == lang
		})
		if !ok {
			t.Errorf("%s.tsv:%d: %q is never found as %s", lang, n, w, cells[0])
		}
	}
}

func tablesOfProgram(t *testing.T) *lexicon {
	t.Helper()
	sub, err := fs.Sub(tables, "lexicon")
	if err != nil {
		t.Fatal(err)
	}
	lex, err := loadLexicon(sub, nil)
	if err != nil {
		t.Fatal(err)
	}
	return lex
}
