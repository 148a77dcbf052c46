package rules_test

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/rules/strict"
)

var update = flag.Bool("update", false, "write the golden files of package rules and docs/rules.md anew")

// golden compares with a file, or writes it.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is out of step; review the change and run go test ./rules -update\n%s", path, firstDifference(got, string(want)))
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "got  " + g[i] + "\nwant " + w[i]
		}
	}
	return "one is longer than the other"
}

const head = `pack: mine
version: "1"
title: {en: Mine, fr: Le mien}
`

const sound = `rules:
  - id: MY-01
    on: contact
    kind: breach
    severity: high
    articles: {primary: ["6"], related: ["5(1)(a)", "CPCE L34-5", "rec. 47"]}
    precedents: [KASPR]
    title: {en: A title, fr: Un titre}
    law: {en: The law, fr: La loi}
    why: {en: Why, fr: Pourquoi}
    condition: {en: In words, fr: En mots}
    evidence: {en: Proof, fr: Preuve}
    remedy: {en: Do, fr: Faire, within: P3M}
    note: {en: But, fr: Mais}
    applies: known(contact.email)
    breach: >-
      contact.visibility in ["only_me"]
      && contact.collected_at < now - case.retention_period
    tests:
      - {name: one, contact: {email: a@b.example, visibility: only_me, collected_at: 2020-01-01}, case: {retention_period: P3Y}, now: 2026-01-01, want: breach}
      - {contact: {email: a@b.example, visibility: null, orders: 3, opt_out_email: true, languages: [fr]}, want: not_shown}
`

// load reads a pack of three files in memory.
func load(packHead, file string) (*rules.Pack, error) {
	files := fstest.MapFS{
		"mine/pack.yaml": {Data: []byte(packHead)}, "mine/a.yaml": {Data: []byte(file)}, "mine/README.md": {Data: []byte("no rules")},
	}
	known := func(key string) bool { return key == "KASPR" }
	return rules.Load(files, "mine", facts.NewSchema(), known)
}

func TestLoad(t *testing.T) {
	p, err := load(head, sound)
	if err != nil {
		t.Fatal(err)
	}
	if p.Name != "mine" || p.Version != "1" || p.Title.FR != "Le mien" || len(p.Rules) != 1 || len(p.Warnings) != 0 {
		t.Fatalf("got %+v", p)
	}
	r := p.Rules[0]
	if r.ID != "MY-01" || r.Catalogue != "MY-01" || r.File != "mine/a.yaml" || r.Line != 2 || r.Pack != "mine" || r.Note.FR != "Mais" {
		t.Errorf("got %+v", r)
	}
	if got, want := r.Breach.String(), `and(in(contact.visibility, "only_me"), lt(contact.collected_at, sub(now, case.retention_period)))`; got != want {
		t.Errorf("breach: got %s, want %s", got, want)
	}
	if r.Remedy.Within.Months != 3 || r.Remedy.FR != "Faire" || r.AppliesText != "known(contact.email)" {
		t.Errorf("got %+v", r)
	}
	one, two := r.Tests[0], r.Tests[1]
	if one.Name != "one" || one.Now != "2026-01-01" || one.Want != "breach" || one.Line != 20 || one.Facts["case"]["retention_period"] != "P3Y" {
		t.Errorf("got %+v", one)
	}
	if v, column := two.Facts["contact"]["visibility"]; v != nil || !column {
		t.Errorf("an empty cell: got %v, %v", v, column)
	}
	if got := two.Facts["contact"]["languages"]; !slices.Equal(got.([]string), []string{"fr"}) {
		t.Errorf("a set: got %v", got)
	}
	again, err := load(head, sound+"# a remark\n")
	if err != nil || again.SHA256 == p.SHA256 {
		t.Errorf("the hash does not change with the files: %v", err)
	}
}

// joined is a sound pack whose rule asks for rows of another relation.
func joined() string {
	head, _, _ := strings.Cut(sound, "    applies:")
	return head + `    applies: known(contact.email)
    breach: exists(suppression, suppression.person == contact.person && suppression.kind == "erasure")
    tests:
      - {contact: {person: a@b.example, email: a@b.example}, suppression: [{person: [a@b.example, crm-1], kind: erasure, recorded_at: null}, {person: null}], want: breach}
      - {contact: {person: a@b.example, email: a@b.example}, suppression: {person: c@b.example}, want: clear}
      - {contact: {person: a@b.example, email: a@b.example}, suppression: [], want: clear}
      - {contact: {person: a@b.example, email: a@b.example}, want: not_shown}
`
}

func TestLoadJoins(t *testing.T) {
	p, err := load(head, joined())
	if err != nil {
		t.Fatal(err)
	}
	r := p.Rules[0]
	if got := r.Joins(); !slices.Equal(got, []string{"suppression"}) {
		t.Errorf("joins: got %v", got)
	}
	rows := r.Tests[0].Joined["suppression"]
	if len(rows) != 2 || !slices.Equal(rows[0]["person"].([]string), []string{"a@b.example", "crm-1"}) || rows[0]["kind"] != "erasure" {
		t.Errorf("a list: got %v", rows)
	}
	if v, column := rows[0]["recorded_at"]; v != nil || !column {
		t.Errorf("an empty cell: got %v, %v", v, column)
	}
	if rows := r.Tests[1].Joined["suppression"]; len(rows) != 1 || rows[0]["person"] != "c@b.example" {
		t.Errorf("one section: got %v", rows)
	}
	if rows, supplied := r.Tests[2].Joined["suppression"]; !supplied || len(rows) != 0 {
		t.Errorf("supplied and empty: got %v, %v", rows, supplied)
	}
	if _, supplied := r.Tests[3].Joined["suppression"]; supplied {
		t.Error("a relation that the test does not name counts as supplied")
	}
}

func TestLoadJoinErrors(t *testing.T) {
	var out strings.Builder
	for _, c := range []struct{ name, old, new string }{
		{"relation that is not joined", "suppression: {person: c@b.example}", "request: {person: c@b.example}"},
		{"relation that is not known", "suppression: {person: c@b.example}", "supression: {person: c@b.example}"},
		{"a text for rows", "suppression: []", "suppression: none"},
		{"nothing for rows", "suppression: []", "suppression:"},
		{"a text for a row", "suppression: []", "suppression: [a@b.example]"},
		{"rows of the rule's own relation", "- {contact: {person: a@b.example, email: a@b.example}, want", "- {contact: [{person: a@b.example}], want"},
		{"unknown field", "kind: erasure", "kinds: erasure"},
		{"unknown value", "kind: erasure", "kind: errasure"},
		{"a date that is none", "recorded_at: null", "recorded_at: 01/02/2025"},
		{"a number for a key", "[a@b.example, crm-1]", "17"},
		{"a number in a key", "[a@b.example, crm-1]", "[a@b.example, 17]"},
		{"no text in a key", "[a@b.example, crm-1]", "[]"},
		{"an empty key", "person: c@b.example", `person: " "`},
		{"unsound condition", "suppression.kind ==", "suppression.kinds =="},
		{"unsound applies", "known(contact.email)", `none(request, request.kind == "access")`},
		{"no key", "suppression.person == contact.person && ", ""},
	} {
		file := strings.Replace(joined(), c.old, c.new, 1)
		if file == joined() {
			t.Fatalf("%s: %q does not stand in the sound pack", c.name, c.old)
		}
		_, err := load(head, file)
		if err == nil {
			t.Errorf("%s: loaded", c.name)
			continue
		}
		out.WriteString("== " + c.name + "\n" + err.Error() + "\n\n")
	}
	latest := strings.NewReplacer(`suppression.kind == "erasure"`, "preference.latest", "suppression", "preference", "kind: erasure, recorded_at: null", "latest: true").Replace(joined())
	if _, err := load(head, latest); err == nil {
		t.Error("latest in a test: loaded")
	} else {
		out.WriteString("== the state in force\n" + err.Error() + "\n")
	}
	golden(t, "testdata/join_errors.golden", out.String())
}

func TestLoadErrors(t *testing.T) {
	cases := []struct{ name, old, new string }{
		{"not YAML", "rules:", "rules: ]"},
		{"unknown key", "    severity: high", "    severiti: high"},
		{"unknown kind", "kind: breach", "kind: breech"},
		{"unknown severity", "severity: high", "severity: grave"},
		{"missing key", "    law: {en: The law, fr: La loi}\n", ""},
		{"missing language", "law: {en: The law, fr: La loi}", "law: {en: The law}"},
		{"missing language of the remedy", "fr: Faire, ", ""},
		{"empty note", "fr: Mais", `fr: " "`},
		{"third language", "fr: Mais", "fr: Mais, de: Aber"},
		{"bad id", "id: MY-01", "id: my rule"},
		{"no catalogue rule", "    on: contact", "    catalogue: RET-99\n    on: contact"},
		{"unknown relation", "on: contact", "on: contacts"},
		{"unknown precedent", "[KASPR]", "[KASPER]"},
		{"bad articles", `["6"]`, `["6.1", "L34-5"]`},
		{"no primary article", `primary: ["6"], `, ""},
		{"bad period", "P3M", "3 months"},
		{"effect of a breach", "    applies:", "    effect: applicability_not_shown\n    applies:"},
		{"unknown effect", "    applies:", "    effect: nothing\n    applies:"},
		{"unknown use", "    applies:", "    use: perhaps\n    applies:"},
		{"use of another relation", "    on: contact", "    on: case\n    use: stop"},
		{"condition", "known(contact.email)", "knwon(contact.email) && contact.emails == null"},
		{"folded condition", "&& contact.collected_at < now", "&& contact.colected_at < now"},
		{"quoted condition", "known(contact.email)", `'contact.source == ''a'' && contact.sorce == "a"'`},
		{"condition with wide characters", "known(contact.email)", `contact.source == "日本" && contact.sorce == "a"`},
		{"literal condition", "breach: >-\n", "breach: |-\n      // a remark\n      true or\n"},
		{"empty condition", "applies: known(contact.email)", `applies: " "`},
		{"condition of another kind", "applies: known(contact.email)", "applies: [a]"},
		{"test: unknown field", "orders: 3", "order: 3"},
		{"test: unknown relation", "{contact: {email: a@b.example, visibility: null", "{contcat: {email: a@b.example, visibility: null"},
		{"test: no fields", "case: {retention_period: P3Y}", "case: P3Y"},
		{"test: unknown outcome", "want: not_shown", "want: unclear"},
		{"test: no outcome", ", want: not_shown", ""},
		{"test: bad day", "now: 2026-01-01", "now: 2026-02-30"},
		{"test: enum", "visibility: only_me", "visibility: onlyme"},
		{"test: date", "collected_at: 2020-01-01", "collected_at: 01/01/2020"},
		{"test: number", "orders: 3", "orders: many"},
		{"test: bool", "opt_out_email: true", "opt_out_email: 1"},
		{"test: set", "languages: [fr]", "languages: [fr, zz]"},
		{"test: set as a text", "languages: [fr]", "languages: fr"},
		{"test: period", "retention_period: P3Y", "retention_period: 3"},
		{"test: number for a text", "email: a@b.example, visibility: null", "phone: 33639980001, visibility: null"},
		{"test: empty text", "email: a@b.example, visibility: null", `email: "", visibility: null`},
		{"another pack's file", "rules:", "pack: yours\nrules:"},
		{"same id twice", "rules:\n", "rules:\n" + strings.TrimPrefix(sound, "rules:\n")},
		{"several at once", "known(contact.email)", "contact.emails\n    precedent: x\n    title: y"},
	}
	var out strings.Builder
	for _, c := range cases {
		file := strings.Replace(sound, c.old, c.new, 1)
		if file == sound {
			t.Fatalf("%s: %q does not stand in the sound pack", c.name, c.old)
		}
		_, err := load(head, file)
		if err == nil {
			t.Errorf("%s: loaded", c.name)
			continue
		}
		out.WriteString("== " + c.name + "\n" + err.Error() + "\n\n")
	}
	for _, c := range []struct{ name, old, new string }{
		{"head: no version", "version: \"1\"\n", ""},
		{"head: missing language", ", fr: Le mien", ""},
		{"head: unknown country", "title:", "countries: [FR, XX]\ntitle:"},
		{"head: no name", "pack: mine", `pack: ""`},
	} {
		_, err := load(strings.Replace(head, c.old, c.new, 1), sound)
		if err == nil {
			t.Errorf("%s: loaded", c.name)
			continue
		}
		out.WriteString("== " + c.name + "\n" + err.Error() + "\n\n")
	}
	golden(t, filepath.Join("testdata", "load_errors.golden"), out.String())
}

func TestLoadWarnings(t *testing.T) {
	p, err := load(head, sound[:strings.Index(sound, "    tests:")])
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"mine/a.yaml:2: rule MY-01 has no test that wants a breach, nor one that wants clear or not_shown"}
	if !slices.Equal(p.Warnings, want) {
		t.Errorf("got %q, want %q", p.Warnings, want)
	}
}

func TestLoadAll(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := rules.LoadAll(facts.NewSchema(), dir); err == nil || !strings.Contains(err.Error(), "the folder has no pack.yaml") {
		t.Errorf("folder without a head: got %v", err)
	}
	write("pack.yaml", head)
	write("a.yaml", sound)
	packs, err := rules.LoadAll(facts.NewSchema(), dir)
	if err != nil || len(packs) != 4 || packs[3].Name != "mine" {
		t.Fatalf("got %d packs, %v", len(packs), err)
	}
	if _, err := rules.LoadAll(facts.NewSchema(), dir, dir); err == nil || !strings.Contains(err.Error(), `a pack "mine" is loaded already`) {
		t.Errorf("the same pack twice: got %v", err)
	}
	write("a.yaml", strings.Replace(sound, "MY-01", packs[0].Rules[0].ID, 1))
	_, err = rules.LoadAll(facts.NewSchema(), dir)
	if err == nil || !strings.Contains(err.Error(), "a pack overrides nothing") {
		t.Errorf("an id of the embedded packs: got %v", err)
	}
	if _, err := rules.LoadAll(facts.NewSchema(), filepath.Join(dir, "a.yaml")); err == nil || !strings.Contains(err.Error(), "found a file") {
		t.Errorf("a file for a folder: got %v", err)
	}
	if _, err := rules.LoadAll(facts.NewSchema(), filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no such folder: got %v", err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(sound))
	f.Add([]byte(joined()))
	f.Add([]byte("rules: [{id: A-1, tests: [{want: 1, case: {x: [1, {a: b}]}}]}]"))
	f.Add([]byte("rules:\n- applies: |\n    a &&\n\n    b\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		p, err := load(head, string(file))
		if err == nil {
			if p == nil || p.SHA256 == "" {
				t.Fatal("neither a pack nor an error")
			}
			return
		}
		var all strict.Errors
		if !errors.As(err, &all) {
			t.Fatalf("error without a place: %v", err)
		}
		for _, e := range all {
			if e.File != "mine/a.yaml" || e.Line < 0 || e.Msg == "" {
				t.Errorf("place %v, message %q", e.Pos, e.Msg)
			}
		}
	})
}
