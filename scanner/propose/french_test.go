package propose

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestFrench holds the French file to the English one: it says the same where it
// counts, and no comment is left in English.
func TestFrench(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"contacts.csv":         contacts,
		"contacts-2025-01.csv": contacts,
		"calls.csv":            calls,
		"list.csv":             "email\nanna.vogt@harzer-land.example\nd.rossi@valdorba.example\n",
		"odd.csv":              "Phone number,Called at,Outlook\n+33 6 39 98 00 01,2026-03-01,bleak\n",
		"towns.csv":            "town\nHarz\n",
		"empty.csv":            "",
		"notes.txt":            "These are the exports\nof the sales team, as agreed.\n",
		"a.md":                 "# A",
		"c.yaml":               "a: b",
		"privacy.html":         "<html><body><h1>Privacy policy</h1><p>We are Sun Ltd, 1 High Street. We process your e-mail address to send you our newsletter. You may object.</p></body></html>",
		"scraper/main.go":      "package main",
		"scraper/go.mod":       "module x",
		"app.log":              "2026-06-01 10:00:00 INFO started\n2026-06-01 10:00:01 INFO stopped\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, err := Folder(context.Background(), Options{Dir: dir, Out: filepath.Join(dir, "leadlint.yaml"), Packs: packs(t)})
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, lang := range []string{"en", "fr"} {
		var b strings.Builder
		if err := p.Write(&b, lang); err != nil {
			t.Fatal(err)
		}
		texts[lang] = b.String()
	}
	comment := regexp.MustCompile(`(?m)^ *#.*\n`)
	if en, fr := comment.ReplaceAllString(texts["en"], ""), comment.ReplaceAllString(texts["fr"], ""); en != fr {
		t.Errorf("what counts differs: in French\n%s\nin English\n%s", fr, en)
	}
	// Words of English that are neither French nor values of keys.
	english := regexp.MustCompile(`(?i)\b(the|with|which|whether|where|when|beside|names?|says?|looks|it is|file's|rules?:|they|what)\b`)
	for _, line := range strings.Split(texts["fr"], "\n") {
		said := regexp.MustCompile(`"[^"]*"|message technique, en anglais : .*|\[[^\]]*\]|\{[^}]*\}`).ReplaceAllString(line, "")
		said = regexp.MustCompile(`^# +(- )?\w+: `).ReplaceAllString(said, "")
		if strings.Contains(line, "#") && english.MatchString(said) {
			t.Errorf("left in English: %s", line)
		}
	}
}
