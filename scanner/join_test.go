package scanner_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/scanner"
	"leadlint/scanner/finding"
)

// mutual are two rules whose relations join each other, so that one of the two
// must be read twice.
const mutual = `rules:
  - id: OWN-01
    on: contact
    kind: inferred
    severity: low
    articles: {primary: ["21"]}
    title: {en: a, fr: a}
    law: {en: a, fr: a}
    why: {en: a, fr: a}
    condition: {en: a, fr: a}
    evidence: {en: a, fr: a}
    remedy: {en: a, fr: a}
    breach: exists(send, send.person == contact.person && send.sent_at > date("2025-06-30"))
    tests: []
  - id: OWN-02
    on: send
    kind: inferred
    severity: low
    articles: {primary: ["21"]}
    title: {en: a, fr: a}
    law: {en: a, fr: a}
    why: {en: a, fr: a}
    condition: {en: a, fr: a}
    evidence: {en: a, fr: a}
    remedy: {en: a, fr: a}
    breach: none(contact, contact.person == send.person)
    tests: []
`

// joined writes a folder of contacts and messages and gives its audit file.
// Every third person gets a message in January, every fifth one in August.
func joined(t *testing.T, persons int, shuffle *rand.Rand) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var contacts, sends []string
	for i := range persons {
		address := fmt.Sprintf("person%d@firm%d.example", i, i%7)
		contacts = append(contacts, fmt.Sprintf("%s,Given%d,Family%d,2024-05-01", address, i, i))
		if i%3 == 0 {
			sends = append(sends, strings.ToUpper(address)+",2025-01-15,email")
		}
		if i%5 == 0 {
			sends = append(sends, address+",2025-08-15,email")
		}
		if i%11 == 0 {
			sends = append(sends, fmt.Sprintf("stranger%d@elsewhere.example,2025-08-15,email", i))
		}
	}
	for _, list := range [][]string{contacts, sends} {
		shuffle.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	}
	write("contacts.csv", "email,first_name,last_name,collected_at\n"+strings.Join(contacts, "\n")+"\n")
	write("sends.csv", "recipient email,sent_at,channel\n"+strings.Join(sends, "\n")+"\n")
	write("own/pack.yaml", "pack: own\nversion: \"1\"\ntitle: {en: own, fr: own}\n")
	write("own/own.yaml", mutual)
	write("leadlint.yaml", `version: 1
now: 2026-11-22
rules: [own]
datasets: [{path: contacts.csv}]
registers:
  - {relation: send, path: sends.csv}
`)
	return filepath.Join(dir, "leadlint.yaml")
}

func outcomeOf(t *testing.T, r *finding.Report, rule string) finding.Counts {
	t.Helper()
	for _, f := range r.Findings {
		if f.Rule == rule {
			return f.Counts
		}
	}
	t.Fatalf("no finding of %s", rule)
	return finding.Counts{}
}

// TestJoinsCountTheSame holds two rules that join each other's relations to
// their counts, whatever the order of rows, workers and memory.
func TestJoinsCountTheSame(t *testing.T) {
	const persons = 3000
	late := int64((persons + 4) / 5)
	strangers := int64((persons + 10) / 11)
	var want string
	for seed := range uint64(6) {
		random := rand.New(rand.NewPCG(seed, 2))
		opt := scanner.Options{
			AuditFile: joined(t, persons, random), Examples: 3, Workers: 1 + int(seed)%3, Key: []byte("secret"),
			Memory: []int64{0, 1, 50_000}[seed%3], TempDir: t.TempDir(),
		}
		r := audit(t, opt)
		if !r.Coverage.Complete {
			t.Fatalf("seed %d: got an incomplete run: %+v", seed, r.Coverage.Issues)
		}
		if c := outcomeOf(t, r, "OWN-01"); c.Breach != late || c.NotShown != 0 || c.Clear != persons-late {
			t.Errorf("seed %d: contacts with a late message: got %+v, want %d in breach", seed, c, late)
		}
		if c := outcomeOf(t, r, "OWN-02"); c.Breach != strangers || c.NotShown != 0 {
			t.Errorf("seed %d: messages to strangers: got %+v, want %d in breach", seed, c, strangers)
		}
		var kept []finding.Finding
		for _, f := range r.Findings {
			for i := range f.Samples {
				f.Samples[i].Line = 0
			}
			f.Subject.Dataset = filepath.Base(f.Subject.Dataset)
			kept = append(kept, f)
		}
		got, err := json.Marshal(kept)
		if err != nil {
			t.Fatal(err)
		}
		if want == "" {
			want = string(got)
		}
		if string(got) != want {
			t.Errorf("seed %d: the findings differ from those of the first run", seed)
		}
		if left, err := os.ReadDir(opt.TempDir); err != nil || len(left) > 0 {
			t.Errorf("seed %d: got %d temporary files left and error %v, want none", seed, len(left), err)
		}
	}
}

// TestRelationsSayWhatTheyNeed: a register that is not supplied makes its rules
// not assessed, never clear, and the scope says what would let them run.
func TestRelationsSayWhatTheyNeed(t *testing.T) {
	r := audit(t, scanner.Options{AuditFile: joined(t, 40, rand.New(rand.NewPCG(1, 1))), Workers: 1})
	scopes := map[string]finding.Scope{}
	for _, s := range r.Relations {
		scopes[s.Relation] = s
	}
	if s := scopes["send"]; !s.Supplied || s.Needs != nil || len(s.Inputs) != 1 || len(s.Assessed) == 0 {
		t.Errorf("send: got %+v, want it supplied, with rules that ran", s)
	}
	if s := scopes["request"]; s.Supplied || s.Needs == nil || len(s.NotAssessed) == 0 || len(s.Assessed) > 0 {
		t.Errorf("request: got %+v, want it missing, with what it needs", s)
	}
	for _, f := range r.Findings {
		if f.Subject.Relation == "request" && (f.Outcome != finding.NotAssessed || len(f.Needs) == 0) {
			t.Errorf("%s: got %s without requests, want not assessed for want of them", f.Rule, f.Outcome)
		}
		if f.Rule == "RTS-03" && f.Outcome != finding.NotAssessed {
			t.Errorf("RTS-03: got %s without a list of objections, want not assessed", f.Outcome)
		}
	}
}

// TestNoTemporaryFiles says that an audit ends, and is told to be incomplete,
// where tables neither fit into memory nor can be written to disk.
func TestNoTemporaryFiles(t *testing.T) {
	r, err := scanner.Audit(t.Context(), scanner.Options{
		AuditFile: joined(t, 50, rand.New(rand.NewPCG(1, 1))), Now: "2026-01-01",
		Memory: 1, TempDir: filepath.Join(t.TempDir(), "none"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if r.Coverage.Complete {
		t.Error("got a complete audit, want one that tells of the tables that could not be built")
	}
	for _, f := range r.Findings {
		if (f.Rule == "OWN-01" || f.Rule == "OWN-02") && (f.Counts.Breach > 0 || f.Counts.Clear > 0) {
			t.Errorf("%s: got %+v, want nothing decided", f.Rule, f.Counts)
		}
	}
}
