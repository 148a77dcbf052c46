package l10n_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"leadlint/reports/l10n"
	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/rules/law"
)

var verb = regexp.MustCompile(`%(\[\d\])?[sv]`)

func TestEveryMessageHasBothLanguages(t *testing.T) {
	data, err := os.ReadFile("messages.tsv")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for i, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		f := strings.Split(line, "\t")
		if len(f) != 3 || f[0] == "" || f[1] == "" || f[2] == "" {
			t.Errorf("line %d: want key, English and French, got %q", i+1, line)
			continue
		}
		if seen[f[0]] {
			t.Errorf("line %d: key %q is there twice", i+1, f[0])
		}
		seen[f[0]] = true
		if strings.Contains(f[0], ".one") && strings.Contains(f[1], "%") != strings.Contains(f[2], "%") {
			t.Errorf("%s: the number stands in one language only", f[0])
		}
		if en, fr := len(verb.FindAllString(f[1], -1)), len(verb.FindAllString(f[2], -1)); en != fr {
			t.Errorf("%s: %d blanks in English, %d in French", f[0], en, fr)
		}
	}
}

// TestEveryKeyUsedIsThere looks for the keys in the sources of the formats.
func TestEveryKeyUsedIsThere(t *testing.T) {
	keys := l10n.Keys()
	used := regexp.MustCompile(`(?:\.T|\.N|heads|pair|add|N)[ (]"([a-z_]+\.[a-zA-Z_.]+)"|"#?((?:doc\.)?(?:col|chart)\.[a-z_.]+)"`)
	n := 0
	err := filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && e.Name() != "l10n" {
			if own, _ := filepath.Glob(filepath.Join(path, "*.tsv")); len(own) > 0 {
				return fs.SkipDir // a document with words of its own
			}
		}
		if err != nil || e.IsDir() || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "testdata") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range used.FindAllStringSubmatch(string(data), -1) {
			key := m[1] + m[2]
			n++
			if !slices.Contains(keys, key) && !slices.Contains(keys, key+".one") && !strings.HasSuffix(key, ".") {
				t.Errorf("%s: no message %q", path, key)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 100 {
		t.Errorf("found only %d uses of messages: the test no longer sees them", n)
	}
}

// TestCodesHaveNames checks the keys that are put together from codes.
func TestCodesHaveNames(t *testing.T) {
	var want []string
	for _, s := range law.Sections() {
		if s != law.NotRetained {
			want = append(want, "duty.short."+string(s))
		}
	}
	for _, k := range rules.Kinds() {
		want = append(want, "kind."+string(k))
		if k != rules.Gate {
			want = append(want, "conclusion.on."+string(k))
		}
	}
	for _, s := range rules.Severities() {
		want = append(want, "severity."+string(s))
	}
	contact := facts.NewSchema().Relation("contact")
	for _, s := range contact.Field("source_type").Values {
		want = append(want, "source."+s)
	}
	for _, o := range []string{"breach", "not_shown", "clear", "not_assessed"} {
		want = append(want, "outcome."+o, "gate."+o)
	}
	want = append(want, "outcome.not_examined", "gate.not_examined") // of examples
	for _, s := range []string{"used", "flagged", "not_understood", "ignored"} {
		want = append(want, "state."+s)
	}
	for _, s := range []string{"mapping", "preset", "header", "values", "neighbours"} {
		want = append(want, "by."+s)
	}
	for _, s := range []string{"constituted", "not_shown", "not_constituted", "not_assessed"} {
		want = append(want, "conclusion."+s)
	}
	for _, s := range []string{"lost", "sample", "warning", "note"} {
		want = append(want, "issue."+s)
	}
	for _, s := range []string{"new", "same", "reopened"} {
		want = append(want, "doc.state."+s)
	}
	for _, s := range []string{"active", "expired", "orphaned", "too_broad", "not_yet_valid", "not_examined"} {
		want = append(want, "doc.waiver."+s)
	}
	keys := l10n.Keys()
	for _, k := range want {
		if !slices.Contains(keys, k) {
			t.Errorf("no message %q", k)
		}
	}
	for _, k := range keys {
		if stem, ok := strings.CutSuffix(k, ".one"); ok && !slices.Contains(keys, stem+".other") {
			t.Errorf("%q has no plural", stem)
		}
	}
}

func TestPlace(t *testing.T) {
	fr := l10n.New("fr")
	for where, want := range map[string]string{"line 12": "ligne 12", ".h-card, line 2": ".h-card, ligne 2", "header X-Robots-Tag": "header X-Robots-Tag", "": ""} {
		if got := fr.Place(where); got != want {
			t.Errorf("%q: got %q, want %q", where, got, want)
		}
	}
}
