package ruletest_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/ruletest"
)

const (
	packHead = "pack: mine\nversion: \"1\"\ntitle: {en: Mine, fr: Le mien}\n"
	// ruleHead is a rule without what it examines, its condition and its examples.
	ruleHead = `rules:
  - id: MY-01
    kind: breach
    severity: high
    articles: {primary: ["21"]}
    title: {en: A, fr: A}
    law: {en: A, fr: A}
    why: {en: A, fr: A}
    condition: {en: A, fr: A}
    evidence: {en: A, fr: A}
    remedy: {en: A, fr: A}
`
)

// run loads a rule and runs its examples.
func run(t *testing.T, rule string) []ruletest.Result {
	t.Helper()
	schema := facts.NewSchema()
	files := fstest.MapFS{"mine/pack.yaml": {Data: []byte(packHead)}, "mine/a.yaml": {Data: []byte(ruleHead + rule)}}
	pack, err := rules.Load(files, "mine", schema, nil)
	if err != nil {
		t.Fatal(err)
	}
	return ruletest.Run(schema, pack.Rules[0])
}

// TestJoins runs examples that hold rows of joined relations.
func TestJoins(t *testing.T) {
	const (
		erased    = `suppression, suppression.person == contact.person && suppression.kind == "erasure" && suppression.recorded_at < contact.collected_at`
		preferred = `preference, preference.person == contact.person && preference.latest && preference.value == "refused"`
		both      = "contact: {person: a@x.example, collected_at: 2025-06-01}"
	)
	cases := []struct{ name, exists, facts, want string }{
		{"not supplied", erased, both, "not_shown"},
		{"supplied and empty", erased, both + ", suppression: []", "clear"},
		{"supplied and empty, a row without a key", erased, "contact: {person: null}, suppression: []", "clear"},
		{"a match", erased, both + ", suppression: [{person: a@x.example, kind: erasure, recorded_at: 2025-01-01}]", "breach"},
		{"one section", erased, both + ", suppression: {person: a@x.example, kind: erasure, recorded_at: 2025-01-01}", "breach"},
		{"another person", erased, both + ", suppression: [{person: b@x.example, kind: erasure, recorded_at: 2025-01-01}]", "clear"},
		{"another kind", erased, both + ", suppression: [{person: a@x.example, kind: objection, recorded_at: 2025-01-01}]", "clear"},
		{"no date", erased, both + ", suppression: [{person: a@x.example, kind: erasure, recorded_at: null}]", "not_shown"},
		{"no date, and a match", erased, both + ", suppression: [{person: a@x.example, kind: erasure}, {person: a@x.example, kind: erasure, recorded_at: 2025-01-01}]", "breach"},
		{"an entry of nobody", erased, both + ", suppression: [{person: null, kind: erasure, recorded_at: 2025-01-01}]", "not_shown"},
		{"a row of nobody", erased, "contact: {person: null, collected_at: 2025-06-01}, suppression: [{person: a@x.example, kind: erasure, recorded_at: 2025-01-01}]", "not_shown"},
		{"several identities, one shared", erased, `contact: {person: [a@x.example, "+33639980001"], collected_at: 2025-06-01}, suppression: {person: [crm-1, a@x.example], kind: erasure, recorded_at: 2025-01-01}`, "breach"},
		{"a shared number alone", erased, `contact: {person: ["+33639980001"], collected_at: 2025-06-01}, suppression: {person: [a@x.example, "+33639980001"], kind: erasure, recorded_at: 2025-01-01}`, "breach"},
		{"a shared number beside addresses that differ", erased, `contact: {person: [b@x.example, "+33639980001"], collected_at: 2025-06-01}, suppression: {person: [a@x.example, "+33639980001"], kind: erasure, recorded_at: 2025-01-01}`, "clear"},
		{"refused last", preferred, both + ", preference: [{person: a@x.example, value: given, changed_at: 2024-01-01}, {person: a@x.example, value: refused, changed_at: 2025-01-01}]", "breach"},
		{"refused at first", preferred, both + ", preference: [{person: a@x.example, value: refused, changed_at: 2024-01-01}, {person: a@x.example, value: given, changed_at: 2025-01-01}]", "clear"},
		{"two states of one day", preferred, both + ", preference: [{person: a@x.example, value: refused, changed_at: 2025-01-01}, {person: a@x.example, value: given, changed_at: 2025-01-01}]", "not_shown"},
		{"channels apart", preferred, both + ", preference: [{person: a@x.example, channel: sms, value: refused, changed_at: 2024-01-01}, {person: a@x.example, channel: email, value: given, changed_at: 2025-01-01}]", "breach"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rule := fmt.Sprintf("    on: contact\n    breach: exists(%s)\n    tests:\n      - {%s, want: %s}\n", c.exists, c.facts, c.want)
			for _, result := range run(t, rule) {
				if result.Err != nil {
					t.Error(result.Err)
				}
			}
		})
	}
}

// TestDocumentedJoin: the rule that docs/own-rules.md shows loads, and its
// examples come out as they say.
func TestDocumentedJoin(t *testing.T) {
	text, err := os.ReadFile("../../docs/own-rules.md")
	if err != nil {
		t.Fatal(err)
	}
	var rule string
	for _, block := range strings.Split(string(text), "```yaml\n")[1:] {
		if block, _, _ = strings.Cut(block, "```"); strings.HasPrefix(block, "    ") {
			rule += block
		}
	}
	results := run(t, rule)
	if len(results) != 3 {
		t.Errorf("got %d examples, want 3", len(results))
	}
	for _, result := range results {
		if result.Err != nil {
			t.Error(result.Err)
		}
	}
}
