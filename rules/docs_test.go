package rules_test

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"testing"

	"leadlint/rules"
	"leadlint/rules/condition"
	"leadlint/rules/facts"
	"leadlint/rules/law"
)

func TestDocsInStep(t *testing.T) {
	var out bytes.Buffer
	if err := rules.Docs(&out, embedded(t), rules.Catalogue(), "en"); err != nil {
		t.Fatal(err)
	}
	golden(t, "../docs/rules.md", out.String())
}

// The document escapes what Markdown would take for its own, links to sections
// that exist, and speaks either language.
func TestDocs(t *testing.T) {
	p, err := load(head, strings.NewReplacer("A title", "'A *title* | [x](y) <b>'", "Un titre", "Un_titre", `"only_me"`, `"only_me"`).Replace(sound))
	if err != nil {
		t.Fatal(err)
	}
	p.Rules[0].Catalogue = "VIS-01"
	for lang, want := range map[string][]string{
		"en": {`### MY-01: A \*title\* \| \[x\](y) \<b\>`, "| [MY-01](#my-01) |", "| not yet |", "`contact.visibility = (empty)`", "Art. 6 GDPR", "Deadline: 3 months"},
		"fr": {`### MY-01: Un\_titre`, "| pas encore |", "art. 6 du RGPD", "Délai: 3 mois", "**Pourquoi.** Pourquoi"},
	} {
		var out bytes.Buffer
		if err := rules.Docs(&out, []*rules.Pack{p}, rules.Catalogue(), lang); err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(out.String(), w) {
				t.Errorf("%s: %q is missing from\n%s", lang, w, out.String())
			}
		}
		for _, m := range regexp.MustCompile(`\]\(#([^)]*)\)`).FindAllStringSubmatch(out.String(), -1) {
			if !strings.Contains(out.String(), `<a id="`+m[1]+`"></a>`) {
				t.Errorf("%s: a link leads to #%s, which is not there", lang, m[1])
			}
		}
	}
}

func TestForms(t *testing.T) {
	c, err := condition.New(facts.NewSchema())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range rules.Forms() {
		if _, err := c.Compile("contact", f.Example); err != nil || f.Meaning.EN == "" || f.Meaning.FR == "" {
			t.Errorf("%s: %v", f.Example, err)
		}
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestDocsTellsOfAFailedWrite(t *testing.T) {
	if err := rules.Docs(broken{}, embedded(t), rules.Catalogue(), "en"); err == nil {
		t.Error("got no error")
	}
}

func TestCatalogue(t *testing.T) {
	entries := rules.Catalogue()
	if len(entries) != 151 {
		t.Errorf("got %d rules, want 151", len(entries))
	}
	implemented := map[string]bool{}
	for _, p := range embedded(t) {
		for _, r := range p.Rules {
			implemented[r.Catalogue] = true
		}
	}
	seen := map[string]bool{}
	kinds := map[rules.Kind]bool{}
	for _, k := range rules.Kinds() {
		kinds[k] = true
	}
	for _, e := range entries {
		if seen[e.ID] || e.Title == "" || !kinds[e.Kind] || len(e.Primary) == 0 && e.Kind != rules.Gate {
			t.Errorf("entry %+v is repeated or incomplete", e)
		}
		seen[e.ID] = true
		if !implemented[e.ID] {
			t.Errorf("no pack implements %s", e.ID)
		}
		for _, code := range e.Primary {
			if law.Tier(code) == "" && code != "24" {
				t.Errorf("%s: article %q is not in the table of articles", e.ID, code)
			}
		}
	}
}
