package code_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/code"
	"leadlint/scanner/code/baseline"
	"leadlint/scanner/code/change"
	"leadlint/scanner/code/files"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
)

// bench is what the tests scan with.
type bench struct {
	schema *facts.Schema
	rules  []*rules.Rule
}

func newBench(t testing.TB) *bench {
	t.Helper()
	b := &bench{schema: facts.NewSchema()}
	packs, err := rules.LoadAll(b.schema)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packs {
		b.rules = append(b.rules, p.Rules...)
	}
	return b
}

func (b *bench) options(t testing.TB, dir string) code.Options {
	t.Helper()
	l, err := files.Walk(dir, files.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return code.Options{Listing: l, Name: "project", Path: dir, Schema: b.schema, Rules: b.rules, Env: engine.Env{Now: 20780}, Workers: 2, Now: "2026-11-23"}
}

func scan(t testing.TB, opt code.Options) *code.Result {
	t.Helper()
	got, err := code.Scan(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// places lists what was found: rule, file:line and marks.
func places(r *code.Result) []string {
	var out []string
	for _, one := range r.Rules {
		for _, p := range one.Places {
			if p.Outcome == finding.Breach {
				out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s:%d %s", one.Rule.ID, p.File, p.Line, p.State)))
			}
		}
	}
	return out
}

func write(t testing.TB, dir string, project map[string]string) {
	t.Helper()
	for name, text := range project {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

const (
	crawler = "BOT_NAME = 'leads'\nROBOTSTXT_OBEY = False\n"
	consent = "def consent_of(row):\n    return row.get('newsletter_consent', True)\n"
)

func has(list []string, want string) bool {
	for _, s := range list {
		if s == want {
			return true
		}
	}
	return false
}

// TestScan: places in files of several languages, notes in tests, nothing of what git
// ignores or others wrote.
func TestScan(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"settings.py": crawler, "tests/settings.py": crawler, "app/consent.py": consent, "node_modules/x/index.js": "a ?? true",
		".gitignore": "local/\n", "local/settings.py": crawler, "broken.py": "def (:\n" + consent, "notes.txt": "nothing",
	})
	got := scan(t, newBench(t).options(t, dir))
	list := places(got)
	for _, want := range []string{"COD-01-DISABLED settings.py:2", "COD-01-DISABLED tests/settings.py:2", "MIG-02 app/consent.py:2"} {
		if !has(list, want) {
			t.Errorf("%s was not found in %q", want, list)
		}
	}
	for _, r := range got.Rules {
		for _, p := range r.Places {
			if strings.HasPrefix(p.File, "local/") || strings.HasPrefix(p.File, "node_modules/") {
				t.Errorf("%s was read", p.File)
			}
			if p.Note != strings.HasPrefix(p.File, "tests/") || p.Counting() == p.Note {
				t.Errorf("%s: note %v", p.File, p.Note)
			}
		}
	}
	if got.Code.Files < 4 || got.Code.Languages[0].Recovered != 1 || len(got.SHA256) != 64 {
		t.Errorf("counted %+v", got.Code)
	}
}

// TestWorkers: the result is the same with one worker and with several.
func TestWorkers(t *testing.T) {
	dir := t.TempDir()
	project := map[string]string{}
	for i := range 40 {
		project[fmt.Sprintf("p%d/settings.py", i)] = crawler
		project[fmt.Sprintf("p%d/consent.py", i)] = consent
		project[fmt.Sprintf("p%d/schema.sql", i)] = fmt.Sprintf("CREATE TABLE leads%d (id int, email text, phone text, newsletter boolean DEFAULT true);", i)
	}
	write(t, dir, project)
	b := newBench(t)
	var first []byte
	for _, n := range []int{1, 2, 7} {
		opt := b.options(t, dir)
		opt.Workers = n
		got, err := json.Marshal(scan(t, opt).Rules)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = got
		}
		if string(got) != string(first) {
			t.Errorf("%d workers give another result", n)
		}
	}
}

// TestExceptions: a comment with reason and date excuses, one without does not.
func TestExceptions(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"a.py": "ROBOTSTXT_OBEY = False  # leadlint:ignore COD-01-DISABLED reason=\"our own site\" until=2027-01-31\n",
		"b.py": "# leadlint:ignore COD-01 reason=\"our own site\" until=2027-01-31\nROBOTSTXT_OBEY = False\n",
		"c.py": "ROBOTSTXT_OBEY = False  # leadlint:ignore COD-01-DISABLED until=2027-01-31\n",
		"d.py": "ROBOTSTXT_OBEY = False  # leadlint:ignore COD-01-DISABLED reason=\"x\" until=2026-01-31\n",
		"e.py": "ROBOTSTXT_OBEY = True  # leadlint:ignore COD-01-DISABLED reason=\"x\" until=2027-01-31\n",
		"f.py": "ROBOTSTXT_OBEY = False  # leadlint:ignore COD-99 reason=\"x\" until=2027-01-31\n",
	})
	got := scan(t, newBench(t).options(t, dir))
	want := "COD-01-DISABLED c.py:1|COD-01-DISABLED d.py:1|COD-01-DISABLED f.py:1"
	if list := strings.Join(places(got), "|"); list != want {
		t.Errorf("got %s, want %s", list, want)
	}
	if n := len(got.Code.Suppressed); n != 2 || got.Code.Suppressed[0].Reason != "our own site" {
		t.Errorf("suppressed: %+v", got.Code.Suppressed)
	}
	used := map[string]bool{}
	for _, x := range got.Exceptions {
		used[x.Place.File] = *x.Used
		if x.Known != (x.Place.File != "f.py") {
			t.Errorf("%s: known %v", x.Place.File, x.Known)
		}
	}
	if !used["a.py"] || !used["b.py"] || !used["c.py"] || used["e.py"] || used["f.py"] {
		t.Errorf("used: %v", used)
	}
}

// TestBaseline: known places are marked, moved ones stay known, gone ones are told.
func TestBaseline(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"settings.py": crawler, "old.py": crawler})
	b := newBench(t)
	var known []baseline.Place
	for _, r := range scan(t, b.options(t, dir)).Rules {
		for _, p := range r.Places {
			known = append(known, baseline.Place{Fingerprint: p.Fingerprint, Rule: r.Rule.ID, File: p.File})
		}
	}
	if err := os.Remove(filepath.Join(dir, "old.py")); err != nil {
		t.Fatal(err)
	}
	write(t, dir, map[string]string{"settings.py": "# moved\n\n\n" + crawler, "new.py": crawler})
	opt := b.options(t, dir)
	opt.Baseline, _, _ = (*baseline.Baseline)(nil).Write(known, "2026-01-01", false)
	opt.BaselineName = "b.json"
	got := scan(t, opt)
	if list := strings.Join(places(got), "|"); list != "COD-01-DISABLED new.py:2 new|COD-01-DISABLED settings.py:5 known" {
		t.Errorf("got %s", list)
	}
	if h := got.Code.Baseline; h.New != 1 || h.Known != 1 || len(h.Fixed) != 1 || h.Fixed[0].File != "old.py" {
		t.Errorf("held: %+v", h)
	}
}

// TestChange: what a change touches is told, and what a removed line lets through.
func TestChange(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"touched.py": "X = 1\n" + crawler, "untouched.py": crawler})
	opt := newBench(t).options(t, dir)
	opt.Change = &change.Set{Base: "main", Files: map[string]*change.File{"touched.py": {Added: [][2]int{{3, 3}}}}}
	got := scan(t, opt)
	if list := strings.Join(places(got), "|"); list != "COD-01-DISABLED touched.py:3" {
		t.Errorf("got %s", list)
	}
	opt.Change.Files["touched.py"].Added = [][2]int{{1, 1}}
	if got := scan(t, opt); len(places(got)) != 0 || got.Code.Diff.Outside != 1 {
		t.Errorf("a place that the change does not touch: %v, %+v", places(got), got.Code.Diff)
	}
}

// TestExclude: files left out by the audit file, for all rules or for one.
func TestExclude(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a/settings.py": crawler, "b/settings.py": crawler, "b/consent.py": consent, "c/settings.py": crawler})
	opt := newBench(t).options(t, dir)
	opt.Exclude = []code.Exclude{{Paths: []string{"a/**"}, Reason: "x"}, {Paths: []string{"b/"}, Rules: []string{"COD-01"}, Reason: "x"}}
	got := scan(t, opt)
	if list := strings.Join(places(got), "|"); !strings.Contains(list, "MIG-02 b/consent.py:2") || strings.Contains(list, "b/settings") || strings.Contains(list, "a/settings") || !strings.Contains(list, "c/settings.py:2") {
		t.Errorf("got %s", list)
	}
	if len(got.Code.Skipped) != 1 || got.Code.Skipped[0].Reason != "excluded" {
		t.Errorf("skipped %+v", got.Code.Skipped)
	}
}
